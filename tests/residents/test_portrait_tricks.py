"""Tricks with a portrait, through the clerk's form: what is kept is a picture drawn anew, or nothing."""

from io import BytesIO

import pytest
from PIL import Image

from council.media import files
from council.residents.models import Person
from tests.media.pictures import declared, picture, told_photo
from tests.support.client import Client
from tests.support.world import World

SCRIPT = b"<script>alert(1)</script>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">' + SCRIPT + b"</svg>"


@pytest.fixture
def clerk(client: Client, world: World) -> Client:
    return client.as_(world.recorder)


def send(client: Client, whose: Person, body: bytes, name: str) -> int:
    return client.post(f"/people/{whose.id}/portrait", {"photos": (BytesIO(body), name)}).status_code


def kept(whose: Person) -> bytes:
    """What lies on the disk."""
    assert whose.photo is not None
    return files.picture(whose.photo.sha256).read_bytes()


@pytest.mark.parametrize("name", ["me.svg", "me.jpg", "me.png", "me.svg.jpg"])
def test_a_drawing_with_a_script_is_no_portrait(clerk: Client, world: World, name: str) -> None:
    assert send(clerk, world.resident, SVG, name) == 422
    assert world.resident.photo_id is None


@pytest.mark.parametrize("tail", [SCRIPT, b"PK\x03\x04 evil.exe", b"%PDF-1.7 /JavaScript", b"<?php evil(); ?>"])
def test_what_hangs_on_a_picture_is_gone(clerk: Client, world: World, tail: bytes) -> None:
    for body, name in (
        (picture() + tail, "me.jpg"),
        (picture(comment=tail), "me.html"),
        (picture("GIF") + tail, "me.gif"),
    ):
        assert tail in body
        assert send(clerk, world.resident, body, name) == 303
        assert tail not in kept(world.resident)
        assert Image.open(BytesIO(kept(world.resident))).format == "JPEG"


def test_where_it_was_taken_is_gone(clerk: Client, world: World) -> None:
    body = told_photo()
    assert Image.open(BytesIO(body)).getexif().get_ifd(0x8825)
    assert send(clerk, world.resident, body, "me.jpg") == 303
    assert not Image.open(BytesIO(kept(world.resident))).getexif()
    assert b"SecretPhone" not in kept(world.resident)


@pytest.mark.parametrize("size", [(30_000, 30_000), (2_147_483_647, 1), (65_535, 65_535)])
def test_a_picture_that_says_it_is_huge_is_refused(clerk: Client, world: World, size: tuple[int, int]) -> None:
    assert send(clerk, world.resident, declared(*size), "me.png") == 422
    assert world.resident.photo_id is None


@pytest.mark.parametrize("name", ["../../../static/me.jpg", "C:\\me.jpg", "/etc/me.jpg", "me.jpg\0.html"])
def test_the_file_name_decides_nothing(clerk: Client, world: World, name: str) -> None:
    assert send(clerk, world.resident, picture(), name) == 303
    assert world.resident.photo is not None
    assert files.picture(world.resident.photo.sha256).name.startswith(world.resident.photo.sha256)


def test_it_is_shown_as_a_picture_and_as_nothing_else(clerk: Client, world: World) -> None:
    assert send(clerk, world.resident, picture() + SCRIPT, "me.html") == 303
    assert world.resident.photo is not None
    answer = clerk.get(f"/photos/{world.resident.photo.token}")
    assert answer.mimetype == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
