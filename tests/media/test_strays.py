"""Photos that no form ever sent: how many a person may keep, and that they go after a day."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from flask import Flask
from werkzeug.datastructures import FileStorage

from council.base import clock
from council.base.db import Base, db
from council.cli.jobs import Seldom
from council.followup.operations import finish_task, start_task
from council.issues.operations import raise_issue
from council.media import files, hooks
from council.media.models import Photo
from council.media.operations import keep, remove_strays
from council.media.rules import ATTACHABLE_FOR, MOST_STAGED, STAGED_FOR, prepare
from council.media.uploads import photos_from
from tests.followup.conftest import Tasks
from tests.media.pictures import picture
from tests.support.client import Client
from tests.support.world import World

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


@pytest.fixture
def sent(world: World) -> Callable[..., Photo]:
    """A function that keeps a photo of one colour, by the resident unless told otherwise."""

    def send(colour: tuple[int, int, int], by: int | None = None) -> Photo:
        return keep(prepared=prepare(picture(colour=colour)), uploaded_by=by or world.resident.id)

    return send


def tokens() -> set[str]:
    return set(db.session.scalars(db.select(Photo.token)))


def test_after_a_day_only_what_something_refers_to_is_left(world: World, sent: Callable[..., Photo]) -> None:
    with clock.stopped(NOW):
        of_issue, of_report, stray = sent((10, 20, 30)), sent((20, 30, 40)), sent((30, 40, 50))
        raise_issue(actor_id=world.resident.id, place=world.building, title="积水", photos=[of_issue])
        task = Tasks(world).task()
        start_task(task=task, actor_id=world.grid_officer.id)
        finish_task(task=task, actor_id=world.grid_officer.id, photo=of_report)
    files.thumbnail(stray.sha256)
    with clock.stopped(NOW + STAGED_FOR - timedelta(minutes=1)):
        assert remove_strays() == 0
    with clock.stopped(NOW + STAGED_FOR + timedelta(minutes=1)):
        assert remove_strays() == 1
        assert remove_strays() == 0
    assert tokens() == {of_issue.token, of_report.token}
    assert not list(files.picture(stray.sha256).parent.glob(f"{stray.sha256}*"))
    assert files.picture(of_issue.sha256).exists()


def test_a_picture_that_another_row_shows_stays_on_the_disk(world: World, sent: Callable[..., Photo]) -> None:
    with clock.stopped(NOW):
        mine = sent((40, 50, 60))
    with clock.stopped(NOW + timedelta(hours=20)):
        theirs = sent((40, 50, 60), by=world.neighbour.id)
    with clock.stopped(NOW + timedelta(hours=25)):
        assert remove_strays() == 1
    assert tokens() == {theirs.token}
    assert files.picture(mine.sha256).exists()


def test_a_photo_sent_again_stays_a_day_longer(sent: Callable[..., Photo]) -> None:
    with clock.stopped(NOW):
        first = sent((50, 60, 70))
    with clock.stopped(NOW + timedelta(hours=20)):
        again = sent((50, 60, 70))
    with clock.stopped(NOW + timedelta(hours=25)):
        assert remove_strays() == 0
    assert first.token == again.token


def test_a_picture_lost_from_the_disk_is_written_anew(sent: Callable[..., Photo]) -> None:
    photo = sent((60, 70, 80))
    files.picture(photo.sha256).unlink()
    sent((60, 70, 80))
    assert files.picture(photo.sha256).exists()


def test_what_will_be_removed_soon_is_asked_for_again(world: World, sent: Callable[..., Photo]) -> None:
    actor = World.actor(world.resident)
    with clock.stopped(NOW):
        photo = sent((70, 80, 90))
    with clock.stopped(NOW + ATTACHABLE_FOR - timedelta(minutes=1)):
        assert photos_from([], [photo.token], limit=4, actor=actor).photos == [photo]
    with clock.stopped(NOW + ATTACHABLE_FOR + timedelta(minutes=1)):
        taken = photos_from([], [photo.token], limit=4, actor=actor)
    assert taken.photos == []
    assert len(taken.problems) == 1
    assert ATTACHABLE_FOR < STAGED_FOR


def test_a_person_keeps_at_most_forty_that_nothing_refers_to(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    actor = World.actor(world.resident)

    def send(count: int, start: int) -> tuple[int, list[str]]:
        given = [
            FileStorage(BytesIO(picture(size=(9, 9), colour=(5 * n, 0, 0))), filename=f"{n}.jpg")
            for n in range(start, start + count)
        ]
        taken = photos_from(given, [], limit=50, actor=actor)
        return len(taken.photos), taken.problems

    with clock.stopped(NOW):
        assert send(MOST_STAGED - 1, 0) == (MOST_STAGED - 1, [])
        kept, problems = send(2, MOST_STAGED)
        assert (kept, len(problems)) == (1, 1)
        assert "41.jpg" in problems[0]
        one = db.session.scalars(db.select(Photo).limit(1)).one()
        raise_issue(actor_id=world.resident.id, place=world.building, title="积水", photos=[one])
        assert send(1, MOST_STAGED + 2)[0] == 1
    with clock.stopped(NOW + timedelta(days=1, minutes=1)):
        assert send(1, MOST_STAGED + 3)[0] == 1


def test_every_table_with_photos_is_known(app: Flask) -> None:
    columns = {
        column
        for table in Base.metadata.tables.values()
        for column in table.c
        if column.references(Photo.__table__.c.id)
    }
    assert columns == {column.property.columns[0] for column in hooks.referring}


def test_a_full_disk_costs_the_photo_and_not_the_text(
    client: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_names: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("council.media.files.os.replace", full)
    page = client.as_(world.resident).post(
        "/issues/new",
        {
            "title": "路灯不亮",
            "place": "GY-B3",
            "detail": "已经三天",
            "photos": (BytesIO(picture(colour=(1, 2, 250))), "灯.jpg"),
        },
        content_type="multipart/form-data",
    )
    assert page.status_code == 422
    assert "灯.jpg could not be kept" in page.text
    assert "已经三天" in page.text
    assert client.post("/issues/new", {"title": "路灯不亮", "place": "GY-B3"}).status_code == 303


def test_without_room_for_a_thumbnail_the_whole_photo_is_shown(
    client: Client, sent: Callable[..., Photo], monkeypatch: pytest.MonkeyPatch, world: World
) -> None:
    photo = sent((80, 90, 100))

    def full(*_names: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("council.media.files.os.replace", full)
    answer = client.as_(world.resident).get(f"/photos/{photo.token}?w=320")
    assert answer.status_code == 200
    assert answer.data == files.picture(photo.sha256).read_bytes()


def test_a_seldom_job_runs_at_once_and_then_after_its_time() -> None:
    now = [100.0]
    job = Seldom(lambda: 3, seconds=60, timer=lambda: now[0])
    assert [job(), job()] == [3, 0]
    now[0] += 59
    assert job() == 0
    now[0] += 2
    assert job() == 3


def test_looking_for_strays_is_one_query(sent: Callable[..., Photo], count_queries: list[str]) -> None:
    sent((90, 100, 110))
    count_queries.clear()
    remove_strays()
    assert len(count_queries) == 1
