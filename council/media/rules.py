"""Checking and re-encoding a photo. Pure: bytes in, bytes out, no database and no request.

Whatever comes in leaves as a fresh JPEG of at most 1600 pixels: nothing of the file that was sent (place, device,
comments, hidden data behind the picture) survives.
"""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from io import BytesIO
from typing import Final

from PIL import Image, ImageOps

MOST_BYTES: Final = 15 * 1024 * 1024
MOST_PIXELS: Final = 50_000_000
LONG_SIDE: Final = 1600
QUALITY: Final = 82
#: How long a photo stays that nothing refers to, and how long a form may still send it: an hour less, so that none is
#: removed while a form is being sent.
STAGED_FOR: Final = timedelta(hours=24)
ATTACHABLE_FOR: Final = timedelta(hours=23)
#: How many such photos a person may keep within that time.
MOST_STAGED: Final = 40
#: What Pillow may try to read. MPO (two pictures in one file, as some phones write) opens as JPEG.
FORMATS: Final = ("JPEG", "PNG", "GIF", "WEBP")
HEIF_BRANDS: Final = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif"})

# We compare the declared size ourselves before anything is decoded, with one limit for all formats.
Image.MAX_IMAGE_PIXELS = None


class Problem(StrEnum):
    """Why a file cannot be taken as a photo."""

    EMPTY = "empty"
    NOT_A_PHOTO = "not_a_photo"
    TOO_LARGE = "too_large"
    TOO_MANY_PIXELS = "too_many_pixels"
    HEIF = "heif"
    DAMAGED = "damaged"


class BadPhoto(Exception):
    """A file that cannot be taken, and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True)
class Prepared:
    """A re-encoded photo: JPEG bytes, its size in pixels, the SHA-256 (hex) of the bytes."""

    body: bytes
    width: int
    height: int
    sha256: str


def prepare(data: bytes) -> Prepared:
    """`data` as a clean, upright JPEG of at most 1600 pixels on its long side.

    Raises:
        BadPhoto: it is no photo, too large, or damaged.
    """
    image = _opened(data)
    try:
        image.draft("RGB", (LONG_SIDE, LONG_SIDE))  # a large JPEG is decoded at a fraction of its size
        image.load()
        upright = ImageOps.exif_transpose(image)
        upright.thumbnail((LONG_SIDE, LONG_SIDE))
        clean = _on_white(upright)
    except Exception as error:  # decoders raise whatever a broken file makes them stumble over
        raise BadPhoto(Problem.DAMAGED) from error
    return _encoded(clean)


def smaller(body: bytes, side: int) -> bytes:
    """A JPEG of ours, again, with at most `side` pixels on its long side."""
    with Image.open(BytesIO(body), formats=("JPEG",)) as image:
        image.draft("RGB", (side, side))
        image.thumbnail((side, side))
        return _encoded(image.convert("RGB")).body


def _opened(data: bytes) -> Image.Image:
    if not data:
        raise BadPhoto(Problem.EMPTY)
    if len(data) > MOST_BYTES:
        raise BadPhoto(Problem.TOO_LARGE)
    if data[4:8] == b"ftyp" and data[8:12] in HEIF_BRANDS:
        raise BadPhoto(Problem.HEIF)
    try:
        image = Image.open(BytesIO(data), formats=FORMATS)
    except Exception as error:  # see above
        raise BadPhoto(Problem.NOT_A_PHOTO) from error
    if image.width * image.height > MOST_PIXELS:
        raise BadPhoto(Problem.TOO_MANY_PIXELS)
    return image


def _on_white(image: Image.Image) -> Image.Image:
    """The picture alone, in RGB, what was see-through made white. A new image: it carries none of the file's notes."""
    clean = Image.new("RGB", image.size, "white")
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        clean.paste(layer, mask=layer.getchannel("A"))
    else:
        clean.paste(image.convert("RGB"))
    return clean


def _encoded(image: Image.Image) -> Prepared:
    out = BytesIO()
    image.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    body = out.getvalue()
    return Prepared(body, image.width, image.height, hashlib.sha256(body).hexdigest())
