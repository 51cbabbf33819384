"""What a new agenda is reminded of: items put off, and tasks that are late."""

from datetime import timedelta

import pytest

from council.base import clock
from council.base.db import db
from council.followup.operations import add_task
from council.journal.operations import Ref
from council.meetings.models import Meeting
from council.meetings.operations.agenda import add_item
from council.meetings.operations.session import adjourn, close_item, open_item
from council.meetings.proposals import proposals
from tests.meetings.plans import NOW, an_issue, convened, draft, started
from tests.support.client import Client
from tests.support.world import World

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture(autouse=True)
def sunday() -> object:
    with clock.stopped(NOW):
        yield


def held(world: World, *, reached: int, items: tuple[str, ...]) -> Meeting:
    """A council that dealt with its first `reached` items and put off the next; the rest was not reached."""
    meeting = started(world, convened(world, *items, days=1, notice_days=0))
    with clock.stopped(meeting.starts_at):
        for item in meeting.items[:reached]:
            open_item(item=item, actor_id=world.chair.id)
            close_item(item=item, postponed=False, actor_id=world.chair.id)
        open_item(item=meeting.items[reached], actor_id=world.chair.id)
        close_item(item=meeting.items[reached], postponed=True, actor_id=world.chair.id)
        adjourn(meeting=meeting, actor_id=world.chair.id)
    return meeting


def titles(meeting: Meeting) -> list[str]:
    return [each.title for each in proposals(meeting, [item.title for item in meeting.items])]


def test_what_was_put_off_or_not_reached_comes_back_until_it_is_taken_up(world: World) -> None:
    held(world, reached=1, items=("一", "二", "三"))
    with clock.stopped(NOW + timedelta(days=2)):
        first = draft(world, days=9)
        assert titles(first) == ["二", "三"]
        add_item(meeting=first, title="二", actor_id=world.chair.id)
        assert titles(first) == ["三"]
        assert titles(draft(world, days=12)) == ["三"], "another meeting has it already"


def test_what_was_put_off_long_ago_is_left_in_peace(world: World) -> None:
    held(world, reached=0, items=("一",))
    with clock.stopped(NOW + timedelta(days=200)):
        assert titles(draft(world)) == []


def test_late_tasks_come_back_as_one_item_without_names(world: World) -> None:
    meeting = held(world, reached=1, items=("一", "二"))
    for title in ("装灯", "修门"):
        add_task(
            place=world.estate,
            origin=Ref("meeting", meeting.id),
            origin_label="夜话",
            issue=None,
            title=title,
            lead_person_id=world.neighbour.id,
            lead_unit_id=None,
            due_on=clock.today() + timedelta(days=3),
            actor_id=world.chair.id,
        )
    with clock.stopped(NOW + timedelta(days=3)):
        assert titles(draft(world)) == ["二"], "due today is not late"
    with clock.stopped(NOW + timedelta(days=5)):
        late, _put_off = proposals(draft(world), [])
        assert late.why == "2 tasks are late"
        assert "装灯" in late.detail
        assert "修门" in late.detail
        assert world.neighbour.name not in late.detail


def test_a_task_of_a_dispute_is_not_put_on_a_public_agenda(world: World) -> None:
    dispute = an_issue(world, "楼上漏水扯皮")
    dispute.restricted = True
    db.session.commit()
    with clock.stopped(NOW - timedelta(days=9)):
        add_task(
            place=world.estate,
            origin=Ref("issue", dispute.id),
            origin_label="",
            issue=dispute,
            title="上门调解",
            lead_person_id=world.neighbour.id,
            lead_unit_id=None,
            due_on=clock.today() + timedelta(days=3),
            actor_id=world.chair.id,
        )
    assert titles(draft(world)) == []


def test_one_tap_takes_a_proposal_onto_the_draft(world: World, client: Client) -> None:
    held(world, reached=1, items=("一", "二"))
    with clock.stopped(NOW + timedelta(days=2)):
        meeting = draft(world)
        page = client.as_(world.chair).get(f"/meetings/{meeting.id}/plan").text
        assert "Should come back" in page
        answer = client.post(
            f"/meetings/{meeting.id}/items", data={"title": "二", "minutes": "8", "once": "x"}, htmx=True
        )
        assert "Should come back" not in answer.text
        db.session.refresh(meeting)
        assert [item.title for item in meeting.items] == ["二"]


def test_a_called_agenda_gets_no_proposals(world: World, client: Client) -> None:
    held(world, reached=1, items=("一", "二"))
    with clock.stopped(NOW + timedelta(days=2)):
        meeting = convened(world)
        assert "Should come back" not in client.as_(world.chair).get(f"/meetings/{meeting.id}/plan").text
