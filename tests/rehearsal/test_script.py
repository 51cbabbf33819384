"""What goes along into a rehearsal, read from either database."""

import pytest

from council.base import clock
from council.base.db import db
from council.issues.models import Issue
from council.issues.operations import raise_issue
from council.meetings.models import Meeting, MeetingKind
from council.meetings.operations.agenda import add_item
from council.meetings.operations.planning import plan_meeting
from council.rehearsal.rules import CROWD
from council.rehearsal.script import Row, Script, read_person, read_script
from tests.meetings import evening
from tests.support.world import World


def rows(script: Script, table: str) -> list[Row]:
    """The rows of one table that go along."""
    return [row for each, found in script.tables if each.name == table for row in found]


def test_the_line_of_places_and_those_who_run_it_go_along(world: World) -> None:
    meeting = evening.convened(world)
    script = read_script(meeting, world.community_staff.id)
    assert {row["code"] for row in rows(script, "place")} == {"ST", "ST-C1", "GY", "GY-G7", "GY-B3"}
    people = {row["key"]: row for row in rows(script, "person")}
    assert set(people) == {"member-1", "recorder", "community_staff"}
    assert all((row["phone"], row["external_id"], row["household_id"]) == ("", None, None) for row in people.values())
    assert [row["title"] for row in rows(script, "agenda_item")] == list(evening.ITEMS)


def test_a_seat_for_each_who_is_called(world: World) -> None:
    script = read_script(evening.convened(world), world.chair.id)
    assert len(script.seats) == 45
    assert [seat.category for seat in script.seats].count("party") == 7
    assert [row["person_id"] for row in rows(script, "meeting_member")] == [world.chair.id]


def test_a_draft_has_the_seats_of_today_and_a_talk_a_crowd(world: World) -> None:
    draft = a_draft(world, MeetingKind.WEEKEND_COUNCIL)
    assert len(read_script(draft, world.chair.id).seats) == 45
    talk = read_script(a_draft(world, MeetingKind.EVENING_TALK), world.chair.id)
    assert (len(talk.seats), talk.called) == (CROWD, False)


def a_draft(world: World, kind: MeetingKind) -> Meeting:
    now = clock.now()
    return plan_meeting(kind=kind, place=world.estate, venue="亭子", starts_at=now, actor_id=world.chair.id)


@pytest.mark.parametrize("restricted", [False, True])
def test_of_an_issue_its_title_goes_along_and_of_a_dispute_nothing(world: World, restricted: bool) -> None:
    issue = raise_issue(actor_id=world.resident.id, place=world.building, title="楼道灯不亮", detail="三楼")
    meeting = a_draft(world, MeetingKind.WEEKEND_COUNCIL)
    item = add_item(meeting=meeting, title="灯", issue=issue, actor_id=world.chair.id)
    db.session.get_one(Issue, issue.id).restricted = restricted
    db.session.commit()
    script = read_script(meeting, world.chair.id)
    found = [(row["title"], row["detail"], row["reporter_id"]) for row in rows(script, "issue")]
    assert found == ([] if restricted else [("楼道灯不亮", "", world.chair.id)])
    assert [row["issue_id"] for row in rows(script, "agenda_item")] == [None if restricted else item.issue_id]


def test_no_row_speaks_of_what_stays_behind(world: World) -> None:
    script = read_script(evening.convened(world), world.chair.id)
    for table, found in script.tables:
        for column in table.columns:
            for key in column.foreign_keys:
                kept = script.kept(key.column.table)
                assert all(row[column.name] is None or row[column.name] in kept for row in found), column


def test_one_more_comes_with_their_offices_alone(world: World) -> None:
    script = read_script(evening.convened(world), world.chair.id)
    more = read_person(script, world.community_staff.id)
    assert [table.name for table, _rows in more.tables] == ["person", "appointment"]
    assert [row["office"] for row in rows(more, "appointment")] == ["community_staff"]


def test_reading_it_changes_nothing(world: World, count_queries: list[str]) -> None:
    meeting = evening.convened(world)
    db.session.commit()
    count_queries.clear()
    read_script(meeting, world.chair.id)
    assert not [each for each in count_queries if not each.lstrip().startswith(("SELECT", "WITH"))]
    assert not db.session.new
    assert not db.session.dirty
