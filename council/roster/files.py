"""Uploaded roster files: `imports/<token>` in the data directory, readable by its owner only."""

import hashlib
import os
from pathlib import Path
from typing import IO

from flask import current_app

from council.roster.reading.problems import Refused
from council.roster.reading.tables import MOST_BYTES

CHUNK = 256 * 1024


def path_of(token: str) -> Path:
    """Where a file lies."""
    return Path(current_app.config["DATA_DIR"]) / "imports" / token


def store(stream: IO[bytes], token: str) -> str:
    """Keep what was sent, and return its SHA-256.

    Raises:
        Refused: it is empty or too big; nothing is kept.
        OSError: the disk is full; nothing is kept.
    """
    path = path_of(token)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            while chunk := stream.read(CHUNK):
                size += len(chunk)
                if size > MOST_BYTES:
                    raise Refused("file_too_big", most=MOST_BYTES // (1024 * 1024))
                digest.update(chunk)
                file.write(chunk)
        if not size:
            raise Refused("file_empty")
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return digest.hexdigest()


def digest_of(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def remove(token: str) -> None:
    """Take a file off the disk, if it is there."""
    path_of(token).unlink(missing_ok=True)
