"""Issues that come up in the room: a number, a clock, a place in the minutes."""

import pytest

from council.base.db import db
from council.base.errors import Conflict, Invalid
from council.issues.models import Issue
from council.issues.operations import mark_dispute
from council.meetings.operations.noting import note_issue
from council.meetings.operations.session import adjourn
from council.meetings.queries import issues_noted
from council.minutes.facts import document
from tests.meetings import evening
from tests.support.client import Client
from tests.support.world import World


def test_the_chair_notes_it_on_the_console_and_the_minutes_have_it(client: Client, world: World) -> None:
    item = evening.with_item(world)
    meeting = item.meeting
    client.as_(world.chair)
    address = f"/meetings/{meeting.id}/issues"
    assert client.post(address, {"title": " "}).status_code == 422
    for _ in range(2):  # a double tap
        assert client.post(address, {"title": "车棚顶漏雨", "once": "tap-1"}).status_code == 303
    issue = db.session.scalars(db.select(Issue).where(Issue.title == "车棚顶漏雨")).one()
    assert (issue.source, issue.place_id, issue.reporter_id) == ("meeting", world.estate.id, world.chair.id)
    assert issue.due_at is not None
    assert issue.number in client.get(f"/meetings/{meeting.id}/chair").text
    assert document(meeting, {})["issues"] == [{"number": issue.number, "title": "车棚顶漏雨"}]
    page = client.get(f"/meetings/{meeting.id}/minutes").text
    assert "车棚顶漏雨" in page
    assert client.get("/issues/?source=meeting&tab=all").text.count('data-test="issue-row"') == 1


def test_only_who_chairs_notes_and_only_while_it_is_on(client: Client, world: World) -> None:
    meeting = evening.with_item(world).meeting
    address = f"/meetings/{meeting.id}/issues"
    assert client.as_(world.members[5]).post(address, {"title": "灯"}).status_code == 403
    assert client.as_(world.stranger).post(address, {"title": "灯"}).status_code == 404
    with pytest.raises(Invalid):
        note_issue(meeting=meeting, title="😀", actor_id=world.chair.id)
    adjourn(meeting=meeting, actor_id=world.chair.id)
    with pytest.raises(Conflict):
        note_issue(meeting=meeting, title="散会以后", actor_id=world.chair.id)


def test_a_dispute_leaves_the_minutes(world: World) -> None:
    meeting = evening.with_item(world).meeting
    issue = note_issue(meeting=meeting, title="两家为车位吵", actor_id=world.chair.id)
    mark_dispute(actor_id=world.chair.id, issue=issue, kind="车位")
    assert issues_noted(meeting.id) == []
