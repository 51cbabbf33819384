"""Keeping photos on the disk, taking them from forms, showing them."""

from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image
from werkzeug.datastructures import FileStorage

from council.base.db import db
from council.media import files
from council.media.models import Photo
from council.media.operations import keep
from council.media.rules import prepare
from council.media.uploads import Taken, photos_from
from tests.media.pictures import picture
from tests.support.client import Client
from tests.support.world import World


def sent(name: str = "IMG_3.jpg", body: bytes | None = None) -> FileStorage:
    return FileStorage(BytesIO(picture() if body is None else body), filename=name)


def taken(world: World, *given: FileStorage, tokens: tuple[str, ...] = (), limit: int = 4) -> Taken:
    return photos_from(given, tokens, limit=limit, actor=World.actor(world.resident))


def test_a_kept_photo_lies_under_its_own_name(app: Flask, world: World) -> None:
    prepared = prepare(picture())
    photo = keep(prepared=prepared, uploaded_by=world.resident.id)
    path = Path(app.config["DATA_DIR"]) / "photos" / photo.sha256[:2] / f"{photo.sha256}.jpg"
    assert path.read_bytes() == prepared.body
    assert not list(path.parent.glob(".new-*"))


def test_the_same_photo_twice_is_kept_once_for_each_person(world: World) -> None:
    prepared = prepare(picture())
    mine = keep(prepared=prepared, uploaded_by=world.resident.id)
    assert keep(prepared=prepared, uploaded_by=world.resident.id).id == mine.id
    theirs = keep(prepared=prepared, uploaded_by=world.neighbour.id)
    assert theirs.token != mine.token


def test_a_write_that_fails_leaves_nothing(app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_names: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr("council.media.files.os.replace", full)
    prepared = prepare(picture(colour=(9, 9, 9)))
    with pytest.raises(OSError, match="No space"):
        keep(prepared=prepared, uploaded_by=world.resident.id)
    assert not files.picture(prepared.sha256).exists()
    assert not list(files.picture(prepared.sha256).parent.glob(".new-*"))
    assert db.session.scalar(db.select(Photo).where(Photo.sha256 == prepared.sha256)) is None


def test_good_photos_are_taken_and_bad_ones_named(world: World) -> None:
    got = taken(world, sent(), sent("notes.txt", b"buy milk"), sent("b.png", picture("PNG", colour=(1, 9, 1))))
    assert len(got.photos) == 2
    assert len(got.problems) == 1
    assert got.problems[0].startswith("notes.txt ")


def test_a_file_name_cannot_say_more_than_a_name(world: World) -> None:
    got = taken(world, sent("../../etc/" + "x" * 300 + "\u202ejpg\n.exe", b"no photo"))
    assert len(got.problems[0]) < 90
    assert "/" not in got.problems[0]
    assert "\u202e" not in got.problems[0]


def test_at_most_as_many_as_allowed(world: World) -> None:
    many = [sent(f"{n}.jpg", picture(colour=(n, 0, 0))) for n in range(0, 250, 50)]
    got = taken(world, *many, limit=4)
    assert (len(got.photos), len(got.problems)) == (4, 1)


def test_a_form_that_comes_back_keeps_its_photos_in_order(world: World) -> None:
    first = taken(world, sent("a.jpg", picture(colour=(1, 1, 1))), sent("b.jpg", picture(colour=(90, 90, 1))))
    tokens = tuple(photo.token for photo in first.photos)
    again = taken(world, sent("c.jpg", picture(colour=(1, 90, 90))), tokens=tokens)
    assert [photo.token for photo in again.photos[:2]] == list(tokens)
    assert len(again.photos) == 3


def test_photos_of_others_cannot_be_attached(world: World) -> None:
    theirs = keep(prepared=prepare(picture()), uploaded_by=world.neighbour.id)
    assert taken(world, tokens=(theirs.token, "made-up")).photos == []


def test_a_photo_is_shown_privately_and_for_ever(client: Client, world: World) -> None:
    photo = keep(prepared=prepare(picture()), uploaded_by=world.resident.id)
    answer = client.as_(world.neighbour).get(f"/photos/{photo.token}")
    assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
    assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    seen_before = client.get(f"/photos/{photo.token}", headers={"If-None-Match": answer.headers["ETag"]})
    assert seen_before.status_code == 304


def test_a_thumbnail_is_made_once(client: Client, world: World) -> None:
    photo = keep(prepared=prepare(picture(size=(1200, 900))), uploaded_by=world.resident.id)
    small = client.as_(world.resident).get(f"/photos/{photo.token}?w=320")
    assert Image.open(BytesIO(small.data)).size == (320, 240)
    made = files.thumbnail(photo.sha256).stat().st_mtime_ns
    client.get(f"/photos/{photo.token}?w=320")
    assert files.thumbnail(photo.sha256).stat().st_mtime_ns == made


@pytest.mark.parametrize("path", ["/photos/unknown", "/photos/unknown?w=320", "/photos/{token}?w=999"])
def test_other_addresses_show_nothing(client: Client, world: World, path: str) -> None:
    photo = keep(prepared=prepare(picture()), uploaded_by=world.resident.id)
    assert client.as_(world.resident).get(path.format(token=photo.token)).status_code == 404


def test_a_row_without_its_file_is_not_found(client: Client, world: World) -> None:
    photo = keep(prepared=prepare(picture(colour=(3, 3, 200))), uploaded_by=world.resident.id)
    files.picture(photo.sha256).unlink()
    assert client.as_(world.resident).get(f"/photos/{photo.token}").status_code == 404
    assert client.get(f"/photos/{photo.token}?w=320").status_code == 404
