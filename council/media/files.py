"""The files on the disk, in the data directory.

Pictures: `photos/ab/<sha256>.jpg`, and their thumbnails beside them. Papers, kept as they were sent:
`papers/ab/<token>`, a file for each, so that removing one takes nothing from another.
"""

import logging
import os
import tempfile
from pathlib import Path

from flask import current_app

from council.media.rules import smaller

log = logging.getLogger(__name__)

#: The only thumbnail there is: asking for other widths must not fill the disk.
THUMBNAIL = 320


def store(sha256: str, body: bytes) -> Path:
    """Write a picture under its name, whole or not at all. Nothing happens if it is there already."""
    path = _path(sha256)
    if not path.exists():
        _write(path, body)
    return path


def picture(sha256: str) -> Path:
    """Where a stored picture lies."""
    return _path(sha256)


def thumbnail(sha256: str) -> Path:
    """Where its thumbnail lies; made the first time. Where the disk has no room for it, the picture itself."""
    path = _path(sha256, f"-{THUMBNAIL}")
    if path.exists():
        return path
    small = smaller(_path(sha256).read_bytes(), THUMBNAIL)
    try:
        _write(path, small)
    except OSError:
        log.exception("no thumbnail of %s could be written", sha256)
        return _path(sha256)
    return path


def remove(sha256: str) -> None:
    """Take a picture and its thumbnail off the disk, if they are there."""
    for path in (_path(sha256, f"-{THUMBNAIL}"), _path(sha256)):
        path.unlink(missing_ok=True)


def store_paper(token: str, body: bytes) -> None:
    """Write a paper under its own name, whole or not at all.

    Raises:
        OSError: the disk is full.
    """
    _write(paper(token), body)


def paper(token: str) -> Path:
    """Where a paper lies."""
    return Path(current_app.config["DATA_DIR"]) / "papers" / token[:2] / token


def remove_paper(token: str) -> None:
    """Take a paper off the disk, if it is there."""
    paper(token).unlink(missing_ok=True)


def _path(sha256: str, ending: str = "") -> Path:
    return Path(current_app.config["DATA_DIR"]) / "photos" / sha256[:2] / f"{sha256}{ending}.jpg"


def _write(path: Path, body: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
