"""A building moves to another grid, a grid is split: the past stays true, and those who took part still see it."""

import pytest
from flask import Flask

from council.base import clock
from council.base.db import db
from council.base.errors import Conflict, Invalid
from council.charters.rules import Force
from council.issues.operations import raise_issue
from council.journal.queries import verify
from council.meetings.models import Meeting, MeetingKind
from council.meetings.operations.agenda import add_item
from council.meetings.operations.planning import convene, plan_meeting
from council.meetings.operations.resolutions import resolve
from council.meetings.operations.session import adjourn, check_in, open_item, start_meeting
from council.meetings.operations.votes import close_vote, open_straw_poll, open_vote, publish_vote, record_motion
from council.minutes.operations import approve, publish
from council.organisation.models import ChangeKind, Place, PlaceKind
from council.organisation.operations import (
    Stale,
    add_place,
    add_places,
    amend_place,
    close_place,
    move_place,
    split_grid,
)
from council.organisation.queries import changes_of, place_by_code
from council.polls.casting import cast
from council.polls.models import Poll, RollEntry
from council.residents.models import Person
from council.residents.operations import enrol
from tests.support.client import Client
from tests.support.world import World


@pytest.fixture
def grid(world: World) -> Place:
    """Grid 7, with building 3 and a new building 4 in which three people live."""
    found = place_by_code("GY-G7")
    assert found is not None
    return found


@pytest.fixture
def movers(world: World, grid: Place) -> list[Person]:
    """Half of the voters: they live in building 4."""
    (four,) = add_places(kind=PlaceKind.BUILDING, names=["4栋"], parent=grid, actor_id=1)
    (entrance,) = add_places(kind=PlaceKind.ENTRANCE, names=["4栋1单元"], parent=four, actor_id=1)
    return [enrol(key=f"mover-{n}", name=f"迁{n}", place=entrance, door=f"10{n}") for n in (1, 2, 3)]


@pytest.fixture
def other_grid(world: World) -> Place:
    return add_place(kind=PlaceKind.GRID, code="ST-G08", name="第8网格", parent=world.estate, position=8)


@pytest.fixture
def talk(world: World, grid: Place, movers: list[Person]) -> Meeting:
    """An evening talk of grid 7: six came, all six gave their opinion, it is over."""
    meeting = plan_meeting(
        kind=MeetingKind.EVENING_TALK, place=grid, venue="树下", starts_at=clock.now(), notice_days=0,
        actor_id=world.chair.id,
    )  # fmt: skip
    item = add_item(meeting=meeting, title="路灯", actor_id=world.chair.id)
    convene(meeting=meeting, actor_id=world.chair.id)
    start_meeting(meeting=meeting, actor_id=world.chair.id)
    people = [*movers, *world.members[:3]]
    for person in people:
        check_in(meeting=meeting, person_id=person.id)
    open_item(item=item, actor_id=world.chair.id)
    poll_id = open_straw_poll(item=item, question="装吗？", actor_id=world.chair.id).id
    db.session.commit()
    for person in people:
        cast(poll_id=poll_id, person_id=person.id, epoch=0, choice="for", now=clock.now())
    poll = db.session.get_one(Poll, poll_id)
    publish_vote(poll=close_vote(poll=poll, meeting=meeting, actor_id=1), meeting=meeting, actor_id=1)
    adjourn(meeting=meeting, actor_id=world.chair.id)
    return meeting


def poll_of(talk: Meeting) -> Poll:
    return db.session.scalars(db.select(Poll).where(Poll.subject_kind == "agenda_item")).one()


def four() -> Place:
    found = place_by_code("GY-B04")
    assert found is not None
    return found


def test_a_building_moves_with_all_below_it(world: World, movers: list[Person], grid: Place, other_grid: Place) -> None:
    move_place(place=four(), to=other_grid, reason="网格调整", actor_id=world.administrator.id)
    assert four().path == f"{other_grid.path}{four().id}/"
    entrance = place_by_code("GY-B04-E1")
    assert entrance is not None
    assert entrance.path == f"{four().path}{entrance.id}/"
    assert entrance.estate_id == world.estate.id
    assert world.building.path.startswith(grid.path)
    assert World.actor(movers[0]).home == entrance.path
    change = changes_of(four())[0]
    assert (change.kind, change.before, change.after) == (ChangeKind.MOVED, grid.name, other_grid.name)


def test_what_was_decided_stays_as_it_was(
    app: Flask, world: World, talk: Meeting, movers: list[Person], other_grid: Place
) -> None:
    poll = poll_of(talk)
    before = (poll.roll_hash, poll.ballots_digest, poll.result, poll.entitled, poll.place_id)
    roll = set(db.session.scalars(db.select(RollEntry.person_id).where(RollEntry.poll_id == poll.id)))
    move_place(place=four(), to=other_grid, reason="网格调整", actor_id=world.administrator.id)
    poll = poll_of(talk)
    assert before == (poll.roll_hash, poll.ballots_digest, poll.result, poll.entitled, poll.place_id)
    assert roll == set(db.session.scalars(db.select(RollEntry.person_id).where(RollEntry.poll_id == poll.id)))
    assert list(verify()) == []
    db.session.commit()
    answer = app.test_cli_runner().invoke(args=["verify"])
    assert answer.exit_code == 0, answer.output


def test_those_who_took_part_still_see_it_and_others_do_not(
    client: Client, world: World, talk: Meeting, movers: list[Person], other_grid: Place
) -> None:
    newcomer = enrol(key="newcomer", name="新人", place=four(), door="909")
    address, ballot = f"/meetings/{talk.id}", f"/polls/{poll_of(talk).id}"
    assert client.as_(newcomer).get(address).status_code == 200  # lives there still
    page = client.as_(movers[0]).get(address).text
    move_place(place=four(), to=other_grid, reason="网格调整", actor_id=world.administrator.id)
    after = client.as_(movers[0]).get(address)
    assert after.status_code == 200
    assert ("路灯" in after.text) == ("路灯" in page)
    assert client.get(ballot).status_code == 200
    assert client.get(f"{address}/state", htmx=True).status_code == 200
    assert address in client.get("/meetings/?show=past").text
    assert client.as_(newcomer).get(address).status_code == 404
    assert client.get(f"{address}/state").status_code == 404
    assert client.as_(world.stranger).get(address).status_code == 404


def test_a_council_of_the_estate_is_untouched(client: Client, world: World, grid: Place, other_grid: Place) -> None:
    meeting = plan_meeting(
        kind=MeetingKind.WEEKEND_COUNCIL, place=world.estate, venue="活动室", starts_at=clock.now(), notice_days=0,
        actor_id=world.chair.id,
    )  # fmt: skip
    item = add_item(meeting=meeting, title="电梯", actor_id=world.chair.id)
    convene(meeting=meeting, actor_id=world.chair.id)
    start_meeting(meeting=meeting, actor_id=world.chair.id)
    for member in world.members[:31]:
        check_in(meeting=meeting, person_id=member.id)
    open_item(item=item, actor_id=world.chair.id)
    motion = record_motion(item=item, title="修？", text="修", moved_by="唐守诚", actor_id=world.chair.id)
    poll_id = open_vote(motion=motion, actor_id=world.chair.id).id
    db.session.commit()
    for member in world.members[:31]:
        cast(poll_id=poll_id, person_id=member.id, epoch=0, choice="for", now=clock.now())
    poll = close_vote(poll=db.session.get_one(Poll, poll_id), meeting=meeting, actor_id=1)
    publish_vote(poll=poll, meeting=meeting, actor_id=1)
    resolution = resolve(motion=motion, text="修", force=Force.CONSENSUS, actor_id=world.chair.id)
    number, hashed = resolution.number, poll.roll_hash
    move_place(place=world.building, to=other_grid, reason="网格调整", actor_id=1)
    assert db.session.get_one(Poll, poll_id).roll_hash == hashed
    assert client.as_(world.members[5]).get(f"/resolutions/{resolution.id}").status_code == 200
    db.session.refresh(resolution)
    assert resolution.number == number
    assert client.get(f"/meetings/{meeting.id}").status_code == 200


def test_issues_go_along_and_the_new_grid_officer_has_them(
    client: Client, world: World, movers: list[Person], other_grid: Place
) -> None:
    issue = raise_issue(actor_id=movers[0].id, place=four(), title="灯不亮")
    move_place(place=four(), to=other_grid, reason="网格调整", actor_id=1)
    db.session.refresh(issue)
    assert issue.place.path.startswith(other_grid.path)
    assert issue.estate_id == world.estate.id
    assert client.as_(movers[0]).get(f"/issues/{issue.number}").status_code == 200
    assert client.as_(world.grid_officer).post(f"/issues/{issue.number}/acknowledgement").status_code in {403, 404}


def test_a_meeting_of_the_past_shows_the_name_of_its_day(client: Client, world: World, talk: Meeting) -> None:
    amend_place(place=talk.place, name="第7网格（新）", position=7, actor_id=1)
    page = client.as_(world.chair).get(f"/meetings/{talk.id}").text
    assert "第7网格（新）" not in page
    assert "第7网格" in page
    paper = client.get(f"/meetings/{talk.id}/minutes").text
    assert "第7网格（新）" not in paper


def test_the_board_and_the_notice_keep_the_name_of_the_day(
    app: Flask, client: Client, world: World, talk: Meeting
) -> None:
    approve(meeting=talk, actor_id=world.chair.id)
    publish(meeting=talk, actor_id=world.recorder.id)
    poll = poll_of(talk)
    before = (poll.roll_hash, poll.ballots_digest, poll.result)
    amend_place(place=talk.place, name="新名字网格", position=7, actor_id=world.administrator.id)
    for address in ("/board", f"/meetings/{talk.id}/notice", f"/meetings/{talk.id}/minutes"):
        page = client.as_(None).get(address).text
        assert "第7网格" in page, address
        assert "新名字网格" not in page, address
    assert "新名字网格" in client.get("/places/GY-G7").text
    poll = poll_of(talk)
    assert (poll.roll_hash, poll.ballots_digest, poll.result) == before
    db.session.commit()
    answer = app.test_cli_runner().invoke(args=["verify"])
    assert answer.exit_code == 0, answer.output


def test_a_meeting_of_a_building_that_moved_keeps_roll_chain_and_readers(
    app: Flask, client: Client, world: World, movers: list[Person], other_grid: Place
) -> None:
    """The place of the meeting itself moves, is renamed and is put out of use; what was decided there stays whole."""
    meeting = plan_meeting(
        kind=MeetingKind.EVENING_TALK, place=four(), venue="树下", starts_at=clock.now(), notice_days=0,
        actor_id=world.chair.id,
    )  # fmt: skip
    item = add_item(meeting=meeting, title="晾衣杆", actor_id=world.chair.id)
    convene(meeting=meeting, actor_id=world.chair.id)
    start_meeting(meeting=meeting, actor_id=world.chair.id)
    check_in(meeting=meeting, person_id=movers[0].id)
    open_item(item=item, actor_id=world.chair.id)
    poll = open_straw_poll(item=item, question="装吗？", actor_id=world.chair.id)
    publish_vote(poll=close_vote(poll=poll, meeting=meeting, actor_id=1), meeting=meeting, actor_id=1)
    adjourn(meeting=meeting, actor_id=world.chair.id)
    approve(meeting=meeting, actor_id=world.chair.id)
    publish(meeting=meeting, actor_id=world.recorder.id)
    roll = set(db.session.scalars(db.select(RollEntry.person_id).where(RollEntry.poll_id == poll.id)))
    move_place(place=four(), to=other_grid, reason="网格调整", actor_id=world.administrator.id)
    amend_place(place=four(), name="四号楼", position=4, actor_id=world.administrator.id)
    db.session.commit()
    assert set(db.session.scalars(db.select(RollEntry.person_id).where(RollEntry.poll_id == poll.id))) == roll
    paper = client.as_(None).get(f"/meetings/{meeting.id}/minutes").text
    assert "4栋" in paper
    assert "四号楼" not in paper
    assert client.as_(movers[0]).get(f"/meetings/{meeting.id}").status_code == 200
    assert client.as_(world.stranger).get(f"/meetings/{meeting.id}").status_code == 404
    answer = app.test_cli_runner().invoke(args=["verify"])
    assert answer.exit_code == 0, answer.output


def test_a_room_that_was_kept_follows_the_place(
    client: Client, world: World, grid: Place, movers: list[Person]
) -> None:
    """What a process keeps of a meeting must not outlive the place's path or name."""
    meeting = plan_meeting(
        kind=MeetingKind.EVENING_TALK, place=four(), venue="树下", starts_at=clock.now(), notice_days=0,
        actor_id=world.chair.id,
    )  # fmt: skip
    add_item(meeting=meeting, title="路灯", actor_id=world.chair.id)
    convene(meeting=meeting, actor_id=world.chair.id)
    assert client.as_(movers[0]).get(f"/meetings/{meeting.id}").status_code == 200
    amend_place(place=four(), name="四号楼", position=4, actor_id=1)
    assert "四号楼" in client.get(f"/meetings/{meeting.id}").text


@pytest.mark.parametrize("case", ["building", "grid", "itself", "below", "other estate", "closed"])
def test_what_cannot_move_there(world: World, grid: Place, movers: list[Person], other_grid: Place, case: str) -> None:
    far = add_place(kind=PlaceKind.GRID, code="ST-G20", name="第20网格", parent=world.other_estate)
    if case == "closed":
        close_place(place=other_grid, reason="合并", actor_id=1)
    place, to = {
        "building": (four(), world.building),
        "grid": (grid, other_grid),
        "itself": (four(), four()),
        "below": (grid, four()),
        "other estate": (four(), far),
        "closed": (four(), other_grid),
    }[case]
    with pytest.raises((Invalid, Conflict)):
        move_place(place=place, to=to, reason="试", actor_id=1)
    assert four().path.startswith(grid.path)


def test_an_empty_grid_may_change_its_estate(world: World, other_grid: Place) -> None:
    (empty,) = add_places(kind=PlaceKind.BUILDING, names=["30栋"], parent=other_grid, actor_id=1)
    move_place(place=other_grid, to=world.other_estate, reason="划错了", actor_id=1)
    db.session.refresh(empty)
    assert empty.estate_id == other_grid.estate_id == world.other_estate.id
    assert empty.path.startswith(world.other_estate.path)


def test_a_move_needs_a_reason_is_done_once_and_notices_the_other_editor(
    world: World, movers: list[Person], grid: Place, other_grid: Place
) -> None:
    with pytest.raises(Invalid):
        move_place(place=four(), to=other_grid, reason=" ", actor_id=1)
    with pytest.raises(Stale):
        move_place(place=four(), to=other_grid, reason="调整", revision=four().revision - 1, actor_id=1)
    for _ in range(2):
        move_place(place=four(), to=other_grid, reason="调整", actor_id=1)
    assert len(changes_of(four())) == 1


def test_a_grid_is_split(world: World, grid: Place, movers: list[Person], talk: Meeting) -> None:
    for _ in range(2):  # the form sent twice
        made = split_grid(
            grid=grid, code="ST-G38", name="第38网格", position=38, buildings=[four()], reason="太大", actor_id=1,
            key="once",
        )  # fmt: skip
    assert four().parent_id == made.id
    assert world.building.parent_id == grid.id
    assert made.parent_id == world.estate.id
    assert [change.kind for change in changes_of(grid)] == [ChangeKind.SPLIT]
    assert [change.kind for change in changes_of(made)] == [ChangeKind.SPLIT]
    assert list(verify()) == []


@pytest.mark.parametrize("case", ["none", "all", "foreign", "no reason"])
def test_a_split_that_makes_no_sense_is_refused(world: World, grid: Place, movers: list[Person], case: str) -> None:
    buildings = {
        "none": [],
        "all": [four(), world.building],
        "foreign": [world.estate],
        "no reason": [four()],
    }[case]
    with pytest.raises(Invalid):
        split_grid(
            grid=grid, code="ST-G38", name="新", position=38, buildings=buildings,
            reason="" if case == "no reason" else "太大", actor_id=1,
        )  # fmt: skip
    assert place_by_code("ST-G38") is None
