"""How rehearsals begin and end beside each other, beside other servers, and beside the real meeting."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import select

from council.base.db import db
from council.factory import create_app
from council.live.service import live_of
from council.permits.actor import Office
from council.rehearsal import stages as stages_module
from council.rehearsal.cast import FIRST_ID
from council.rehearsal.folders import own_folder
from council.rehearsal.stages import DATABASE, EXTENSION, MOST_BYTES, Stages
from council.residents.models import Person
from council.residents.operations import appoint
from council.server import House as ServedHouse
from tests.rehearsal.conftest import Browser, House, NoServer
from tests.server.running import small_app
from tests.support.world import SINCE, World


def test_who_comes_later_keeps_a_number_that_nobody_invented_has(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    with house.app.test_request_context():
        world = World.load()
        officer = world.members[4]
        appoint(person=officer, office=Office.COMMUNITY_STAFF, place=world.community, since=SINCE)
        officer_id, key = officer.id, officer.key
    meeting_id = house.meeting()
    first = house.rehearse(meeting_id)
    monkeypatch.setattr(World, "late_officer", property(lambda world: world.members[4]), raising=False)
    second = house.rehearse(meeting_id, "late_officer")
    with first.rehearsal.app.test_request_context():
        assert db.session.get_one(Person, officer_id).key == key
        invented = db.session.scalars(select(Person.id).where(Person.key.startswith("invented-"))).all()
        assert min(invented) > FIRST_ID
    assert second.desk.get(f"/meetings/{meeting_id}/chair").status_code == 200


def dead_process() -> int:
    """The number of a process that has ended."""
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    return child.pid


def test_a_second_server_on_the_same_folder_leaves_the_first_ones_alone(house: House) -> None:
    inside = house.rehearse(house.meeting())
    all_of_them = own_folder(inside.rehearsal.folder.parent.parent).parent
    others = {name: all_of_them / name for name in (f"{os.getppid()}-00", f"{dead_process()}-00", f"{os.getpid()}-00")}
    for folder in others.values():
        (folder / "k").mkdir(parents=True)
    Stages(house.app, create_app, NoServer()).clear()
    assert inside.rehearsal.folder.exists()
    assert [folder.exists() for folder in others.values()] == [True, False, False]
    assert inside.desk.get(f"/meetings/{inside.meeting_id}/chair").status_code == 200
    shutil.rmtree(all_of_them / f"{os.getppid()}-00")


@pytest.mark.parametrize(
    ("alone", "setting", "held"),
    [
        (True, None, True),
        (False, None, False),  # the next request may come to another process
        (False, True, True),  # whoever runs it says that none does
        (True, False, False),
    ],
)
def test_rehearsals_are_held_where_no_other_process_answers_or_as_the_setting_says(
    alone: bool, setting: bool | None, held: bool
) -> None:
    app = small_app(REHEARSALS=setting)
    if not alone:
        live_of(app).bus = object()  # type: ignore[assignment]
    ServedHouse(app)
    assert (EXTENSION in app.extensions) is held


def test_one_that_is_ended_while_somebody_comes_in(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting_id = house.meeting()
    first = house.rehearse(meeting_id)
    real, ending = stages_module.let_in, Thread(target=house.stages.end, args=[first.rehearsal])

    def let_in_late(**how: object) -> None:
        ending.start()
        ending.join(0.3)  # it has to wait for us; where it need not, it is through by then
        real(**how)  # type: ignore[arg-type]

    monkeypatch.setattr(stages_module, "let_in", let_in_late)
    answer = house.as_("community_staff").post(f"/meetings/{meeting_id}/rehearsal")
    assert answer.status_code == 303
    ending.join(10)
    assert house.stages.of_meeting(meeting_id) is None
    monkeypatch.undo()
    assert house.rehearse(meeting_id).rehearsal is not first.rehearsal


def test_a_copy_of_the_empty_tables_that_broke_off_is_not_used(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting_id = house.meeting()
    empty = house.rehearse(meeting_id).rehearsal.folder.parent / DATABASE
    house.stages.end_all()
    empty.unlink()

    def half(source: Path, target: Path) -> None:
        Path(target).write_bytes(Path(source).read_bytes()[:5000])
        raise OSError("the disk is full")

    monkeypatch.setattr(shutil, "copyfile", half)
    chair = house.as_("chair")
    with pytest.raises(OSError, match="disk is full"):
        chair.post(f"/meetings/{meeting_id}/rehearsal")
    monkeypatch.undo()
    assert not empty.exists()
    house.rehearse(meeting_id)


def test_one_that_does_not_come_up_is_dropped_and_the_chair_is_told(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(*_how: object) -> None:
        raise TimeoutError

    meeting_id = house.meeting()
    house.rehearse(meeting_id)
    house.stages.end_all()
    monkeypatch.setattr(house.mounts, "open", late)
    assert house.as_("chair").post(f"/meetings/{meeting_id}/rehearsal").status_code == 503
    assert house.stages.of_meeting(meeting_id) is None
    assert [each.name for each in own_folder(Path(house.app.config["DATA_DIR"]) / "rehearsals").iterdir()] == [DATABASE]


def test_strangers_cannot_fill_the_disk(house: House) -> None:
    inside = house.rehearse(house.meeting())
    assert inside.rehearsal.app.config["MAX_CONTENT_LENGTH"] == MOST_BYTES
    assert inside.helper().post("/issues/", {"title": "x" * (MOST_BYTES + 1)}).status_code == 413


def test_two_phones_never_play_the_same_member(house: House) -> None:
    inside = house.rehearse(house.meeting())
    answers: list[int] = []

    def play(phone: Browser) -> None:
        answers.append(phone.post("/rehearse/parts", {"person": str(FIRST_ID + 3), "next": "/"}).status_code)

    phones = [Thread(target=play, args=[inside.nobody()]) for _phone in range(4)]
    for phone in phones:
        phone.start()
    for phone in phones:
        phone.join()
    assert sorted(answers) == [303, 409, 409, 409]


@pytest.mark.parametrize(("language", "marked"), [("en", False), ("zh-CN", True)])
def test_only_chinese_names_are_marked_as_chinese(house: House, language: str, marked: bool) -> None:
    meeting_id = house.meeting()
    chair = house.as_("chair")
    chair.headers = {"Accept-Language": language}
    chair.post(f"/meetings/{meeting_id}/rehearsal")
    rehearsal = house.stages.of_meeting(meeting_id)
    assert rehearsal is not None
    page = Browser(rehearsal.app.test_client()).get("/rehearse/parts").text
    assert ('<span lang="zh-CN">' in page) is marked
