"""Portraits of the officers of 桂雨里: drawn, not photographed. Somebody before a lantern."""

from io import BytesIO
from zlib import crc32

from PIL import Image, ImageDraw

from council.demo.stage import Stage
from council.media.operations import keep
from council.media.rules import prepare
from council.residents.models import Person

#: Who has one: the officers whom residents of 桂雨里 meet on their cards, but not all of them.
SITTERS = ("chair-tang", "grid-qin", "grid-liu", "clerk-he", "voter-3", "voter-4", "voter-5", "voter-7", "voter-9")
SIDE = 240
#: Walls, skins, hair and coats to choose from.
WALLS = ("#E8EBF6", "#FBEFD6", "#E3EFE6", "#F1EADD", "#F6E4E0")
SKINS = ("#E9C7A4", "#DDB48C", "#F0D3B4")
HAIR = ("#2B2A33", "#4A4038", "#8B8B90", "#C9C7C4")
COATS = ("#2A3870", "#7A3B2E", "#3F6B57", "#5B4A78", "#39405F")


def hang_portraits(stage: Stage) -> None:
    """Give the sitters their portraits. Runs in the caller's transaction."""
    for key in SITTERS:
        person = stage.row(Person, stage.person(key))
        person.photo_id = keep(prepared=prepare(drawn(key)), uploaded_by=None).id


def drawn(key: str) -> bytes:
    """A picture of a head and shoulders before a lantern, as PNG; the same for the same key."""
    number = crc32(key.encode())
    wall, skin = WALLS[number % len(WALLS)], SKINS[number // 7 % len(SKINS)]
    hair, coat = HAIR[number // 11 % len(HAIR)], COATS[number // 13 % len(COATS)]
    image = Image.new("RGB", (SIDE * 2, SIDE * 2), wall)
    pen = ImageDraw.Draw(image)
    pen.line((400, 0, 400, 40), fill="#7F7766", width=5)
    pen.ellipse((352, 40, 448, 128), fill="#F2AB38")
    pen.rectangle((376, 34, 424, 44), fill="#7F7766")
    pen.rectangle((376, 124, 424, 134), fill="#7F7766")
    pen.ellipse((60, 330, 420, 760), fill=coat)
    pen.rectangle((206, 280, 274, 370), fill=skin)
    pen.ellipse((140, 92, 340, 310), fill=hair)
    pen.ellipse((160, 128, 320, 330), fill=skin)
    pen.pieslice((150, 96, 330, 260), 180, 360, fill=hair)
    body = BytesIO()
    image.resize((SIDE, SIDE), Image.Resampling.LANCZOS).save(body, "PNG")
    return body.getvalue()
