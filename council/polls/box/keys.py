"""The key of a box: 32 random bytes in a file beside the database, from the opening of the poll to its sealing.

It is no part of the database, its log or its backups. Whoever has these alone reads nothing. Once the file is
overwritten and removed, what is left of the envelopes anywhere can be read by nobody.
"""

import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import current_app
from flask_babel import gettext as _

from council.base.errors import Conflict

FOLDER = "ballotbox"
KEY_BYTES, NONCE_BYTES = 32, 12
#: All envelopes are of one length, so that none tells by its size what is in it.
LETTER_BYTES = 2048


class KeyLost(Conflict):
    """The box has no key: its ballots can be read by nobody, and the poll must be called off and held again."""

    def __init__(self, poll_id: int) -> None:
        super().__init__(_("The key of this ballot box is missing. Call the vote off and hold it again."))
        self.poll_id = poll_id


def path_of(poll_id: int) -> Path:
    """Where the key of a poll lies while it is open."""
    return Path(current_app.config["DATA_DIR"]) / FOLDER / f"{poll_id}.key"


def make(poll_id: int) -> None:
    """Make a new key, on disk before this returns. One that a broken-off opening left behind is replaced."""
    path = path_of(poll_id)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(handle, os.urandom(KEY_BYTES))
        os.fsync(handle)
    finally:
        os.close(handle)
    draft.replace(path)
    _settle(path.parent)


def destroy(poll_id: int) -> None:
    """Overwrite the key and remove it. Doing it twice is doing it once."""
    path = path_of(poll_id)
    try:
        with path.open("r+b") as file:
            file.write(bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
    except FileNotFoundError:
        return
    _settle(path.parent)


def left_over() -> list[int]:
    """The polls that have a key here."""
    folder = Path(current_app.config["DATA_DIR"]) / FOLDER
    return sorted(int(path.stem) for path in folder.glob("*.key") if path.stem.isdigit())


def enclose(poll_id: int, letter: bytes) -> bytes:
    """Encrypt one ballot, padded to the common length. Raises `KeyLost`, `ValueError` for one that is too long."""
    if len(letter) > LETTER_BYTES:
        raise ValueError("a ballot is longer than its envelope")
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(_key(poll_id)).encrypt(nonce, letter.ljust(LETTER_BYTES), str(poll_id).encode())


def disclose(poll_id: int, envelopes: list[bytes]) -> list[bytes]:
    """Decrypt all ballots of a box. Raises `KeyLost` also when a ballot was made with another key or changed."""
    cipher = AESGCM(_key(poll_id)) if envelopes else None
    letters = []
    for sealed in envelopes:
        assert cipher is not None
        try:
            letter = cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], str(poll_id).encode())
        except InvalidTag as error:
            raise KeyLost(poll_id) from error
        letters.append(letter.rstrip())
    return letters


def _key(poll_id: int) -> bytes:
    try:
        return path_of(poll_id).read_bytes()
    except OSError as error:
        raise KeyLost(poll_id) from error


def _settle(folder: Path) -> None:
    """Make the folder's change last: a name that is only in memory would come back, or be lost, after a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
