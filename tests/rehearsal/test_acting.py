"""The invented members at work: so that the real meeting need not wait, and owners' halls reach their quorum."""

from datetime import timedelta
from threading import Thread

import pytest
from sqlalchemy import select

from council.base import clock
from council.base.db import db, in_line
from council.meetings.guessing import MANY, many_misses, note_miss
from council.meetings.loading import load_room
from council.meetings.models import Meeting, MeetingKind, Member
from council.meetings.operations.agenda import add_item
from council.meetings.operations.planning import convene, plan_meeting
from council.rehearsal import acting
from council.rehearsal.acting import let_arrive, play_on
from council.rehearsal.rehearsal import Ballots
from council.rehearsal.rules import STEP, Arrival
from council.residents.operations import enrol
from council.roster.models import LotKind
from council.roster.operations.lots import add_owner, enter_lot
from tests.rehearsal.conftest import House
from tests.support.world import SINCE, World

#: One big lot last: the heads are there long before the area is.
AREAS = [500_000] * 8 + [9_000_000, 9_000_000]


def test_while_all_arrive_others_may_write(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = house.rehearse(house.meeting())
    real, came, seen = acting.check_in, [], []

    def write() -> None:
        with in_line():
            seen.append(len(came))

    writer = Thread(target=write)

    def check_in(**how: object) -> None:
        if not came:
            writer.start()
        came.append(how)
        real(**how)  # type: ignore[arg-type]

    monkeypatch.setattr(acting, "check_in", check_in)
    with inside.rehearsal.app.test_request_context():
        assert let_arrive(inside.rehearsal, Arrival.ALL) == 45
    writer.join(10)
    assert STEP <= seen[0] < 45, "between two lots of arrivals"


def owners_meeting(house: House) -> int:
    """An owners' assembly with ten owners, of whom the last two have most of the floor area."""
    with house.app.test_request_context():
        world = World.load()
        for number, area in enumerate(AREAS):
            door = f"9{number:02d}"
            lot = enter_lot(place=world.building, door=door, kind=LotKind.DWELLING, area_cm2=area, actor_id=None)
            owner = enrol(key=f"owner-{door}", name=f"业{door}", place=world.building)
            add_owner(lot=lot, person=owner, since=SINCE, actor_id=world.recorder.id)
        days = timedelta(days=20)
        with clock.stopped(clock.now() - days):
            meeting = plan_meeting(
                kind=MeetingKind.OWNERS_ASSEMBLY,
                place=world.estate,
                venue="3栋架空层",
                starts_at=clock.now() + days,
                actor_id=world.chair.id,
            )
            add_item(meeting=meeting, title="加装电梯", actor_id=world.chair.id)
            return convene(meeting=meeting, actor_id=world.chair.id).id


def test_owners_come_until_heads_and_area_make_the_quorum_and_leave_their_doors_at_home(house: House) -> None:
    meeting_id = owners_meeting(house)
    with house.app.test_request_context():
        real = db.session.execute(select(Member.weight, Member.label).where(Member.meeting_id == meeting_id)).all()
    inside = house.rehearse(meeting_id)
    with inside.rehearsal.app.test_request_context():
        seats = db.session.execute(select(Member.weight, Member.label).where(Member.meeting_id == meeting_id)).all()
        assert sorted(weight for weight, _label in seats) == sorted(weight for weight, _label in real)
        assert not {label for _weight, label in seats} & {label for _weight, label in real}
        assert all(label.isdigit() for _weight, label in seats)
        came = let_arrive(inside.rehearsal, Arrival.QUORUM)
        room = load_room(meeting_id)
        assert room.quorum.reached
        assert came > (room.quorum.needed or 0), "the heads alone were not enough"
        assert let_arrive(inside.rehearsal, Arrival.QUORUM) == 0


def test_a_second_press_goes_on_where_the_first_stopped_short(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    with house.app.test_request_context():
        found = db.session.scalar(select(Meeting.id).where(Meeting.kind == MeetingKind.OWNERS_ASSEMBLY))
    meeting_id = found or owners_meeting(house)
    inside = house.rehearse(meeting_id)
    with inside.rehearsal.app.test_request_context():
        needed = load_room(meeting_id).quorum.needed
        meeting = db.session.get_one(Meeting, meeting_id)
        for person_id, _weight in acting.away(meeting_id)[:needed]:
            acting.check_in(meeting=meeting, person_id=person_id)
        assert not load_room(meeting_id).quorum.reached
        assert let_arrive(inside.rehearsal, Arrival.QUORUM) > 0
        assert load_room(meeting_id).quorum.reached


def test_votes_that_are_lined_up_anew_while_some_come_in(house: House) -> None:
    """A page lines them up and a job takes them: nobody takes twice, and nobody takes what is gone."""
    ballots, taken = Ballots(), []

    def line_up() -> None:
        for number in range(300):
            ballots.line_up([(number, person, "for") for person in range(number % 7)], 2)

    page = Thread(target=line_up)
    page.start()
    while page.is_alive():
        taken += ballots.take()
    page.join()
    ballots.line_up([(1, 1, "for"), (1, 2, "for"), (1, 3, "for")], 2)
    assert [len(ballots.take()) for _second in range(3)] == [2, 1, 0]
    assert len(set(taken)) == len(taken)


def test_while_the_network_is_away_no_vote_is_lost(house: House) -> None:
    rehearsal = house.rehearse(house.meeting()).rehearsal
    rehearsal.ballots.line_up([(1, 1, "for")], 1)
    rehearsal.silent_until = float("inf")
    play_on(rehearsal)
    assert rehearsal.ballots.take() == [(1, 1, "for")]


def test_wrong_codes_in_a_rehearsal_slow_nobody_in_the_real_one(house: House) -> None:
    inside = house.rehearse(house.meeting())
    now = clock.now().timestamp()
    with inside.rehearsal.app.app_context():
        for _try in range(MANY):
            note_miss(now)
        assert many_misses(now)
    with house.app.app_context():
        assert not many_misses(now)
