"""Checking and re-encoding: what comes in, what leaves, what is refused."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from council.media.rules import LONG_SIDE, MOST_BYTES, BadPhoto, Problem, prepare, smaller
from tests.media.pictures import declared, picture, told_photo


def opened(body: bytes) -> Image.Image:
    return Image.open(BytesIO(body))


def problem(data: bytes) -> Problem:
    with pytest.raises(BadPhoto) as caught:
        prepare(data)
    return caught.value.problem


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_the_usual_kinds_become_jpeg(kind: str) -> None:
    prepared = prepare(picture(kind))
    image = opened(prepared.body)
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (640, 480))
    assert (prepared.width, prepared.height) == (640, 480)


def test_what_a_phone_tells_is_gone() -> None:
    told = told_photo()
    assert b"SecretPhone" in told
    assert b"taken at home" in told
    body = prepare(told).body
    image = opened(body)
    assert not image.getexif()
    assert b"SecretPhone" not in body
    assert b"taken at home" not in body
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}


def test_a_photo_taken_sideways_stands_upright() -> None:
    prepared = prepare(told_photo(orientation=6))
    assert (prepared.width, prepared.height) == (200, 400)


def test_a_large_photo_becomes_small() -> None:
    prepared = prepare(picture(size=(4000, 3000)))
    assert (prepared.width, prepared.height) == (LONG_SIDE, 1200)


def test_a_small_photo_is_not_blown_up() -> None:
    assert prepare(picture(size=(20, 10))).width == 20


def test_what_is_see_through_becomes_white() -> None:
    prepared = prepare(picture("PNG", mode="RGBA", colour=(0, 0, 0, 0)))
    assert min(opened(prepared.body).getpixel((5, 5))) > 250


def test_the_same_photo_has_the_same_name() -> None:
    assert prepare(picture()).sha256 == prepare(picture()).sha256 != prepare(picture(colour=(1, 2, 3))).sha256


def test_a_text_is_not_a_photo() -> None:
    assert problem(b"<script>alert(1)</script>" * 40) is Problem.NOT_A_PHOTO
    assert problem(b"%PDF-1.7 not a photo") is Problem.NOT_A_PHOTO
    assert problem(b"<svg xmlns='http://www.w3.org/2000/svg'/>") is Problem.NOT_A_PHOTO
    assert problem(b"") is Problem.EMPTY


def test_a_photo_from_a_phone_that_writes_heic_is_named() -> None:
    assert problem(b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic") is Problem.HEIF


def test_more_than_15_mb_is_too_large() -> None:
    assert problem(picture() + b"\0" * MOST_BYTES) is Problem.TOO_LARGE


def test_a_picture_that_says_it_is_huge_is_refused_before_it_is_decoded() -> None:
    assert problem(declared(30_000, 30_000)) is Problem.TOO_MANY_PIXELS


def test_half_a_photo_is_damaged() -> None:
    whole = picture("PNG", size=(300, 300))
    assert problem(whole[: len(whole) // 2]) is Problem.DAMAGED
    noisy = BytesIO()
    Image.effect_noise((300, 300), 90).save(noisy, "JPEG")
    assert problem(noisy.getvalue()[:4000]) is Problem.DAMAGED


@given(st.binary(max_size=400), st.sampled_from([b"", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF"]))
def test_whatever_is_sent_is_a_photo_or_a_named_problem(data: bytes, start: bytes) -> None:
    try:
        prepared = prepare(start + data)
    except BadPhoto:
        return  # a named problem; any other exception fails the test
    assert opened(prepared.body).format == "JPEG"


def test_a_thumbnail_is_small() -> None:
    assert opened(smaller(prepare(picture(size=(1600, 800))).body, 320)).size == (320, 160)
