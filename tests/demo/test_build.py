"""The demo neighbourhood as it stands after building: every story half-way, nothing broken, nothing in the future."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from council.base import clock
from council.base.db import db
from council.base.stored import read
from council.demo.build import NotEmpty, build_demo
from council.demo.cast.named import CAST, person_key
from council.followup.models import Task
from council.followup.rules import is_late
from council.issues.models import Feedback, Issue, Support
from council.journal.models import JournalEntry
from council.journal.queries import verify
from council.meetings.loading import load_room
from council.meetings.models import AgendaItem, Attendance, Meeting, Member, Resolution
from council.minutes.models import Minutes
from council.notifications.models import News
from council.organisation.models import Hotline, Place
from council.permits.actor import Office
from council.polls.models import Poll
from council.residents.models import Appointment, Household, Person
from council.residents.offices.queries import counts
from council.residents.offices.rules import SINGLE, Term, fits, in_the_way


def meeting(kind: str, number: int) -> Meeting:
    return db.session.scalars(select(Meeting).where(Meeting.kind == kind, Meeting.number == number)).one()


def issue(number: str) -> Issue:
    return db.session.scalars(select(Issue).where(Issue.number.like(f"%-{number}"))).one()


def count(model: type[object], *tests: object) -> int:
    return db.session.scalar(select(func.count()).select_from(model).where(*tests)) or 0  # type: ignore[arg-type]


def heads(poll: Poll) -> tuple[int, int, int, int]:
    found = poll.result["figures"]["heads"] if poll.result else {}
    return found["present"], found["for"], found["against"], found["abstain"]


def test_street_people_and_hotlines(demo: Flask) -> None:
    assert read("made_by") == "demo"
    assert count(Place, Place.kind == "grid") == 37
    assert count(Person) == 600 + 300 + 1  # somebody is on the roster twice, to be merged
    assert count(Hotline) == 3 * count(Place, Place.kind == "estate")


def test_everyone_of_the_cast_is_there(demo: Flask) -> None:
    keys = set(db.session.scalars(select(Person.key)))
    assert {person_key(member.key) for member in CAST} <= keys


def test_offices_keep_their_own_rules(demo: Flask) -> None:
    """Those that were written in bulk, too: each fits its place, and one person at a time holds a seat of one."""
    rows = db.session.scalars(select(Appointment).order_by(Appointment.since)).all()
    assert all(fits(Office(row.office), row.place.kind) for row in rows)
    for row in rows:
        twins = [r for r in rows if (r.office, r.place_id) == (row.office, row.place_id) and r.id > row.id]
        twins = twins if row.office in SINGLE else [r for r in twins if r.person_id == row.person_id]
        assert in_the_way(Term(row.since, row.until), [Term(r.since, r.until) for r in twins]) is None
    street = counts("/")
    assert sum(count.vacant for count in street.values()) >= 4
    assert sum(count.soon for count in street.values()) >= 4
    assert [row for row in rows if row.replaces_id]


def test_households_keep_their_own_rules(demo: Flask) -> None:
    """Those that were written in bulk, too: people live where their door is, and each door is written down once."""
    moved = select(Person.id).join(Household).where(Person.place_id.is_distinct_from(Household.place_id))
    assert db.session.scalars(moved).all() == []
    assert count(Household, ~Household.id.in_(select(Person.household_id).where(Person.household_id.is_not(None)))) == 0
    doors = db.session.execute(select(Household.place_id, Household.door)).all()
    assert len(doors) == len(set(doors)) > 200


def test_everybody_can_be_found_by_initials_and_officers_have_portraits(demo: Flask) -> None:
    assert count(Person, Person.initials == "") == 0
    assert count(Person, Person.photo_id.is_not(None)) >= 8


def test_the_journal_is_whole_and_in_the_order_of_time(demo: Flask) -> None:
    assert list(verify()) == []
    entries = db.session.scalars(select(JournalEntry).order_by(JournalEntry.id)).all()
    assert len(entries) > 500
    assert [entry.at for entry in entries] == sorted(entry.at for entry in entries)
    assert entries[-1].at <= clock.now()


def test_the_twelfth_council_waits_for_the_vote_on_item_four(demo: Flask) -> None:
    twelfth = meeting("weekend_council", 12)
    assert (twelfth.state, twelfth.code) == ("in_session", "482173")
    room = load_room(twelfth.id)
    assert len(room.items) == 13
    assert [item.state for item in room.items[:4]] == ["done", "done", "postponed", "current"]
    assert (room.quorum.entitled, room.quorum.present, room.quorum.needed) == (46, 31, 31)
    assert room.current is not None
    assert room.current.motion is not None
    assert room.obstacle(room.current) is None
    assert room.chair_name == "唐守诚"
    assert count(Attendance, Attendance.meeting_id == twelfth.id, Attendance.voting.is_(False)) == 4
    assert count(Member, Member.meeting_id == twelfth.id) == 46


def test_its_second_item_was_carried_at_exactly_the_quorum(demo: Flask) -> None:
    item = load_room(meeting("weekend_council", 12).id).items[1]
    assert item.outcome == "carried"
    found = db.session.scalars(select(Resolution).where(Resolution.item_id == item.id)).one()
    assert (found.force, found.motion is not None) == ("consensus", True)
    assert found.motion
    assert found.motion.poll
    assert heads(found.motion.poll) == (31, 25, 4, 2)


def test_the_eleventh_is_decided_minuted_and_published(demo: Flask) -> None:
    eleventh = meeting("weekend_council", 11)
    assert eleventh.state == "closed"
    outcomes = [item.outcome for item in load_room(eleventh.id).items]
    assert outcomes.count("carried") == 5
    assert outcomes.count("not_carried") == 1
    assert count(Resolution, Resolution.meeting_id == eleventh.id) == 5
    minutes = db.session.scalars(select(Minutes).where(Minutes.meeting_id == eleventh.id)).one()
    assert minutes.state == "published"
    assert minutes.hash


def test_bike_thefts_stop_after_the_evening_talk(demo: Flask) -> None:
    talk = meeting("evening_talk", 6)
    items = select(AgendaItem.id).where(AgendaItem.meeting_id == talk.id)
    poll = db.session.scalars(select(Poll).where(Poll.subject_kind == "agenda_item", Poll.subject_id.in_(items))).one()
    assert poll.straw
    assert heads(poll) == (41, 38, 1, 2)
    assert count(Task, Task.origin_kind == "meeting", Task.origin_id == talk.id) == 3
    assert issue("0132").state == "assigned"
    assert count(Meeting, Meeting.kind == "evening_talk", Meeting.state == "convened") == 1


def test_the_dirty_corner_came_back_once(demo: Flask) -> None:
    corner = db.session.scalars(select(Issue).where(Issue.number.like("TQ-%-0031"))).one()
    assert (corner.reopened, corner.state) == (1, "assigned")
    assert [row.solved for row in db.session.scalars(select(Feedback).where(Feedback.issue_id == corner.id))] == ["no"]


def test_issues_and_tasks_stand_in_many_states(demo: Flask) -> None:
    states = set(db.session.scalars(select(Issue.state)))
    assert {"submitted", "acknowledged", "to_agenda", "assigned", "resolved", "confirmed", "rejected"} <= states
    assert {"open", "started", "done", "confirmed"} <= set(db.session.scalars(select(Task.state)))
    today = clock.today()
    late = [
        task for task in db.session.scalars(select(Task)) if is_late(state=task.state, due_on=task.due_on, today=today)
    ]
    assert len(late) >= 1


def test_supports_are_counted_and_nobody_supports_their_own(demo: Flask) -> None:
    for found in db.session.scalars(select(Issue)):
        assert found.support_count == count(Support, Support.issue_id == found.id)
        assert count(Support, Support.issue_id == found.id, Support.person_id == found.reporter_id) == 0


def test_old_news_is_read_and_some_is_new(demo: Flask) -> None:
    assert count(News, News.read_at.is_(None)) > 0
    assert count(News, News.read_at.is_not(None)) > count(News, News.read_at.is_(None))


def test_it_does_not_mix_with_people_who_are_there(demo: Flask) -> None:
    with pytest.raises(NotEmpty):
        build_demo()


def test_nothing_that_happened_lies_in_the_future(demo: Flask) -> None:
    now = clock.now() + timedelta(seconds=1)
    assert count(Issue, Issue.raised_at > now) == 0
    assert count(Attendance, Attendance.arrived_at > now) == 0
    assert count(Poll, Poll.opened_at > now) == 0
