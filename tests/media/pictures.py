"""Pictures for tests, made here: as bytes of a file that somebody might send."""

import struct
import zlib
from io import BytesIO

from PIL import Image

#: EXIF tags
ORIENTATION, MAKE, GPS = 0x0112, 0x010F, 0x8825


def picture(
    kind: str = "JPEG", size: tuple[int, int] = (640, 480), colour: object = (200, 40, 40), **wishes: object
) -> bytes:
    """A picture of one colour."""
    mode = str(wishes.pop("mode", "RGB"))
    out = BytesIO()
    Image.new(mode, size, colour).save(out, kind, **wishes)  # type: ignore[arg-type]
    return out.getvalue()


def told_photo(orientation: int = 1) -> bytes:
    """A JPEG that tells too much: camera, place, a comment; as many phones write it."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[MAKE] = "SecretPhone"
    exif.get_ifd(GPS)[2] = (30.0, 15.0, 0.0)
    return picture(exif=exif, comment=b"taken at home", size=(400, 200))


def declared(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is `width` by `height`."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
