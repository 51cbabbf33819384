"""Checking a file that is kept as it was sent: PDF, or a picture, which is re-encoded. Pure: bytes in, bytes out.

What a file is stands in its first bytes; neither its name nor what the browser says counts.
"""

import hashlib
from dataclasses import dataclass
from typing import Final

from council.media.rules import MOST_BYTES, BadPhoto, Problem, prepare

PDF: Final = "application/pdf"
JPEG: Final = "image/jpeg"
#: How far from its end a PDF may have its last mark; some programs write a few lines behind it.
_TAIL: Final = 2048


@dataclass(frozen=True)
class Document:
    """A file that may be kept: its bytes, its media type, the SHA-256 (hex) of the bytes."""

    body: bytes
    media: str
    sha256: str


def document(data: bytes) -> Document:
    """`data` as a file that may be kept.

    Raises:
        BadPhoto: it is empty, larger than 15 MB, neither PDF nor picture, or only a part of one.
    """
    if len(data) > MOST_BYTES:
        raise BadPhoto(Problem.TOO_LARGE)
    if data.startswith(b"%PDF-"):
        if b"%%EOF" not in data[-_TAIL:]:
            raise BadPhoto(Problem.DAMAGED)
        return Document(data, PDF, hashlib.sha256(data).hexdigest())
    picture = prepare(data)
    return Document(picture.body, JPEG, picture.sha256)
