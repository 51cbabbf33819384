"""The agenda: order, late items, and what it does to issues."""

from collections.abc import Iterator

import pytest
from flask_babel import force_locale

from council.base import clock
from council.base.db import db
from council.base.errors import Conflict
from council.followup.operations import add_task
from council.journal.operations import Ref
from council.journal.queries import history
from council.meetings.models import AgendaItem, Meeting
from council.meetings.operations.agenda import add_item, change_item, remove_item
from council.meetings.operations.ordering import move_item, place_item
from council.meetings.operations.planning import cancel_meeting, convene
from council.meetings.operations.session import adjourn
from tests.meetings.plans import NOW, an_issue, convened, draft, started
from tests.support.world import World


@pytest.fixture(autouse=True)
def _sunday(session: None) -> Iterator[None]:
    with clock.stopped(NOW), force_locale("en"):
        yield


def titles(meeting: Meeting) -> list[str]:
    query = db.select(AgendaItem.title).where(AgendaItem.meeting_id == meeting.id).order_by(AgendaItem.position)
    return list(db.session.scalars(query))


def put(world: World, meeting: Meeting, issue: object) -> AgendaItem:
    return add_item(meeting=meeting, title="一件事", issue=issue, actor_id=world.chair.id)  # type: ignore[arg-type]


def test_items_move_by_one_and_stop_at_the_ends(world: World) -> None:
    meeting = draft(world, "一", "二", "三")
    first, _second, last = meeting.items
    move_item(item=first, up=True, actor_id=world.chair.id)
    move_item(item=last, up=False, actor_id=world.chair.id)
    assert titles(meeting) == ["一", "二", "三"]
    move_item(item=last, up=True, actor_id=world.chair.id)
    assert titles(meeting) == ["一", "三", "二"]
    move_item(item=first, up=False, actor_id=world.chair.id)
    assert titles(meeting) == ["三", "一", "二"]


def test_a_double_tap_moves_once(world: World) -> None:
    meeting = draft(world, "一", "二", "三")
    last = meeting.items[-1]
    for _tap in range(2):
        move_item(item=last, up=True, at=3, actor_id=world.chair.id)
    assert titles(meeting) == ["一", "三", "二"]


def test_moving_works_after_something_was_removed(world: World) -> None:
    meeting = draft(world, "一", "二", "三")
    remove_item(item=meeting.items[1], actor_id=world.chair.id)
    move_item(item=meeting.items[1], up=True, at=2, actor_id=world.chair.id)
    assert titles(meeting) == ["三", "一"]
    add_item(meeting=meeting, title="四", actor_id=world.chair.id)
    assert titles(meeting) == ["三", "一", "四"]


def test_the_same_form_twice_adds_one_item(world: World) -> None:
    meeting = draft(world)
    for _tap in range(2):
        add_item(meeting=meeting, title="楼道灯", actor_id=world.chair.id, key="k-2")
    assert titles(meeting) == ["楼道灯"]


def test_words_and_minutes_can_be_changed(world: World) -> None:
    meeting = draft(world, "一")
    change_item(item=meeting.items[0], title="楼道灯", detail="六栋", minutes=20, actor_id=world.chair.id)
    change_item(item=meeting.items[0], title="楼道灯", detail="六栋", minutes=20, actor_id=world.chair.id)
    assert [(item.title, item.minutes) for item in meeting.items] == [("楼道灯", 20)]
    changed = [entry for entry in history("meeting", meeting.id) if entry.action == "meetings.item.changed"]
    assert len(changed) == 1  # saving what stands there already is no act


def test_the_call_locks_the_agenda(world: World) -> None:
    meeting = convened(world, "一", "二")
    item = meeting.items[0]
    for act in (
        lambda: move_item(item=item, up=False, actor_id=world.chair.id),
        lambda: remove_item(item=item, actor_id=world.chair.id),
        lambda: change_item(item=item, title="别的", detail="", minutes=5, actor_id=world.chair.id),
    ):
        with pytest.raises(Conflict, match="locked"):
            act()
    assert titles(meeting) == ["一", "二"]


def test_what_comes_after_the_call_is_not_noticed(world: World) -> None:
    meeting = convened(world, "一")
    late = add_item(meeting=meeting, title="二", actor_id=world.chair.id)
    started(world, meeting)
    later = add_item(meeting=meeting, title="三", actor_id=world.chair.id)
    assert [item.noticed for item in meeting.items] == [True, False, False]
    assert not late.noticed
    assert not later.noticed


def test_a_meeting_that_is_over_takes_nothing(world: World) -> None:
    meeting = adjourn(meeting=started(world, convened(world)), actor_id=world.chair.id)
    with pytest.raises(Conflict, match="over"):
        add_item(meeting=meeting, title="再议", actor_id=world.chair.id)


def test_an_issue_goes_onto_the_agenda_and_off_again(world: World) -> None:
    issue, meeting = an_issue(world, "楼道积水"), draft(world)
    item = put(world, meeting, issue)
    assert issue.state == "to_agenda"
    remove_item(item=item, actor_id=world.chair.id)
    assert issue.state == "acknowledged"
    put(world, meeting, issue)
    assert issue.state == "to_agenda"
    with pytest.raises(Conflict, match="already"):
        put(world, meeting, issue)


def test_an_issue_on_two_agendas_stays_with_the_other(world: World) -> None:
    issue, first, second = an_issue(world, "楼道积水"), draft(world), draft(world)
    item, other = put(world, first, issue), put(world, second, issue)
    remove_item(item=item, actor_id=world.chair.id)
    assert issue.state == "to_agenda"
    remove_item(item=other, actor_id=world.chair.id)
    assert issue.state == "acknowledged"


def test_an_issue_that_is_being_done_can_still_leave_the_agenda(world: World) -> None:
    issue, meeting = an_issue(world, "楼道积水"), draft(world)
    item = put(world, meeting, issue)
    add_task(
        title="通下水",
        place=world.estate,
        origin=Ref("issue", issue.id),
        origin_label=issue.number,
        issue=issue,
        lead_person_id=world.grid_officer.id,
        lead_unit_id=None,
        due_on=clock.today(),
        actor_id=world.chair.id,
    )
    assert issue.state == "assigned"
    remove_item(item=item, actor_id=world.chair.id)
    assert titles(meeting) == []
    assert issue.state == "assigned"


def test_an_issue_that_was_not_reached_can_come_again(world: World) -> None:
    issue, meeting = an_issue(world, "楼道积水"), draft(world)
    put(world, meeting, issue)
    convene(meeting=meeting, actor_id=world.chair.id)
    adjourn(meeting=started(world, meeting), actor_id=world.chair.id)
    following = draft(world)
    put(world, following, issue)
    assert titles(following) == ["一件事"]
    cancel_meeting(meeting=following, reason="", actor_id=world.chair.id)
    assert issue.state == "acknowledged"


def test_an_issue_of_another_estate_is_refused(world: World) -> None:
    issue = an_issue(world, "路灯", actor_id=world.stranger.id, place=world.other_estate)
    with pytest.raises(Conflict, match="another estate"):
        put(world, draft(world), issue)


@pytest.mark.parametrize(
    ("to", "at", "order"),
    [
        (1, 3, "CABD"),
        (4, 1, "BCDA"),
        (99, 2, "ACDB"),
        (0, 2, "BACD"),
        (2, 2, "ABCD"),
        (1, 4, "ABCD"),
    ],
)
def test_an_item_is_dragged_to_a_place_if_it_still_stands_where_it_was(
    world: World, to: int, at: int, order: str
) -> None:
    meeting = draft(world, *"ABCD")
    item = meeting.items[{"CABD": 2, "BCDA": 0, "ACDB": 1, "BACD": 1}.get(order, 1)]
    place_item(item=item, to=to, at=at, actor_id=world.chair.id)
    assert "".join(each.title for each in meeting.items) == order


def test_nothing_is_dragged_after_the_call(world: World) -> None:
    meeting = convened(world, "A", "B")
    with pytest.raises(Conflict):
        place_item(item=meeting.items[0], to=2, at=1, actor_id=world.chair.id)
