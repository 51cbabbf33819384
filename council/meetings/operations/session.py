"""The evening itself: start, who comes and goes, which item is on, what the wall shows, the end."""

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import select

from council.accounts.operations import end_limited
from council.base import clock
from council.base.db import db, operation
from council.base.errors import Conflict
from council.issues.operations import discussed, put_off
from council.journal.operations import Ref
from council.meetings.floor.silencing import clear_floor, gone
from council.meetings.kinds import OPEN_TO_ALL
from council.meetings.members import seat_for
from council.meetings.models import (
    AgendaItem,
    Attendance,
    ItemState,
    Meeting,
    MeetingState,
    WallView,
)
from council.meetings.motions.lapsing import lapse, take_up
from council.meetings.motions.pausing import go_on
from council.meetings.operations.agenda import give_back
from council.meetings.operations.common import locked_item, locked_meeting, move, note
from council.meetings.order.hearing import gone_from, take_up_business
from council.meetings.outline import heading_state, leaves, outline
from council.meetings.proxies.operations import end_on_arrival
from council.meetings.queries import open_poll_id, unshown_question
from council.meetings.rules import is_its_day
from council.residents.place_settings import rights_at
from council.web.formats import day_words


@operation
def start_meeting(*, meeting: Meeting, actor_id: int) -> Meeting:
    """Open the meeting. Starting one that runs changes nothing.

    Raises:
        Conflict: it has not been convened, its day has not come, or it is over.
    """
    meeting = locked_meeting(meeting)
    if meeting.state == MeetingState.IN_SESSION:
        return meeting
    if meeting.state == MeetingState.CONVENED:
        _refuse_early(meeting)
    move(meeting, "start")
    meeting.started_at = clock.now()
    note(meeting, "meetings.meeting.started", actor_id)
    return meeting


@operation
def check_in(*, meeting: Meeting, person_id: int, entered_by: int | None = None) -> Attendance:
    """Set that someone is there; a second time changes nothing, after leaving it means they are back.

    Raises:
        Conflict: the meeting is not open for check-in, or its day has not come.
    """
    meeting = locked_meeting(meeting)
    if meeting.state not in (MeetingState.CONVENED, MeetingState.IN_SESSION):
        raise Conflict(_("You cannot check in: the meeting is over or has not been convened."))
    if meeting.state == MeetingState.CONVENED:
        _refuse_early(meeting)
    seat = _seat(meeting, person_id)
    if seat is not None and seat.left_at is None:
        return seat
    if seat is None:
        seat = Attendance(
            meeting_id=meeting.id,
            person_id=person_id,
            voting=_votes_here(meeting, person_id),
            arrived_at=clock.now(),
            entered_by=entered_by,
        )
        db.session.add(seat)
    seat.left_at = None
    if (called := seat_for(meeting, person_id)) is not None and called.person_id == person_id:
        end_on_arrival(meeting, called, entered_by or person_id)
    note(
        meeting,
        "meetings.attendance.checked_in",
        entered_by or person_id,
        subject=Ref("person", person_id),
        data={"voting": seat.voting},
    )
    return seat


@operation
def leave(*, meeting: Meeting, person_id: int, entered_by: int | None = None) -> None:
    """Set that someone has gone. A vote that is open keeps them: present is as it was at its opening."""
    meeting = locked_meeting(meeting)
    seat = _seat(meeting, person_id)
    if seat is None or seat.left_at is not None:
        return
    seat.left_at = clock.now()
    gone(meeting, person_id)
    actor_id = entered_by or person_id
    gone_from(meeting, person_id, actor_id)
    note(meeting, "meetings.attendance.left", actor_id, subject=Ref("person", person_id))


@operation
def open_item(*, item: AgendaItem, actor_id: int) -> AgendaItem:
    """Make an item the current one; the one before it is done.

    Raises:
        Conflict: the meeting does not run, a vote is open, a point of order waits, or the item is a heading: its
            sub-items are opened.
    """
    meeting = _running(item)
    if item.state == ItemState.CURRENT:
        return item
    if any(each.parent_id == item.id for each in meeting.items):
        raise Conflict(_("This item is a heading. Open one of its sub-items."))
    _refuse_open_vote(meeting)
    take_up_business(meeting)
    go_on(meeting, actor_id)
    was, left = item.state, None
    for before in _current(meeting):
        clear_floor(meeting, before, actor_id)
        lapse(meeting, before, actor_id, put_off=False)
        before.state, before.closed_at = ItemState.DONE, clock.now()
        left = before.id
    take_up(meeting, item, actor_id)
    item.state = ItemState.CURRENT
    item.opened_at = item.opened_at or clock.now()
    meeting.wall_view = WallView.AUTO
    touched = [Ref("issue", item.issue_id)] if item.issue_id else []
    data = {"before": left, "was": was}  # for whoever takes it back
    note(meeting, "meetings.item.opened", actor_id, subject=Ref("agenda_item", item.id), touched=touched, data=data)
    return item


@operation
def close_item(*, item: AgendaItem, postponed: bool, actor_id: int) -> AgendaItem:
    """End an item that is on, as done or put off to another meeting. One that is not on stays as it is.

    Raises:
        Conflict: the meeting does not run, a vote is open, or a point of order waits.
    """
    meeting = _running(item)
    if item.state != ItemState.CURRENT:
        return item
    _refuse_open_vote(meeting)
    take_up_business(meeting)
    clear_floor(meeting, item, actor_id)
    lapse(meeting, item, actor_id, put_off=postponed)
    item.state, item.closed_at = ItemState.POSTPONED if postponed else ItemState.DONE, clock.now()
    meeting.wall_view = WallView.AUTO
    touched = [Ref("issue", item.issue_id)] if item.issue_id else []
    note(
        meeting,
        "meetings.item.closed",
        actor_id,
        subject=Ref("agenda_item", item.id),
        touched=touched,
        data={"postponed": postponed},
    )
    if postponed:
        give_back(item, actor_id, put_off)
    return item


@operation
def show_on_wall(*, meeting: Meeting, view: WallView, actor_id: int) -> Meeting:
    """Choose what the wall shows; `auto` lets it follow the meeting again."""
    meeting = locked_meeting(meeting)
    if meeting.wall_view != view:
        meeting.wall_view = view
        note(meeting, "meetings.wall.changed", actor_id, data={"view": view})
    return meeting


@operation
def adjourn(*, meeting: Meeting, actor_id: int) -> Meeting:
    """End the meeting; items not reached are put off. Ending one that has ended changes nothing.

    Raises:
        Conflict: it never started, a vote is open, a point of order waits, or a result was not shown: the
            minutes would lack it.
    """
    meeting = locked_meeting(meeting)
    if meeting.state == MeetingState.CLOSED:
        return meeting
    _refuse_open_vote(meeting)
    if (question := unshown_question(meeting.id)) is not None:
        raise Conflict(_("Show the result or void the vote first: %(question)s", question=question))
    take_up_business(meeting)
    move(meeting, "adjourn")
    meeting.closed_at = clock.now()
    for item in leaves(meeting.items):
        if item.state == ItemState.CURRENT:
            clear_floor(meeting, item, actor_id)
            lapse(meeting, item, actor_id, put_off=False)
            item.state, item.closed_at = ItemState.DONE, meeting.closed_at
        elif item.state == ItemState.PLANNED:
            item.state = ItemState.POSTPONED
    _settle_headings(meeting)
    meeting.wall_view = WallView.AUTO
    end_limited(only_for=meeting.id)
    note(meeting, "meetings.meeting.adjourned", actor_id)
    for item in meeting.items:
        # What has a task by now has moved on; every other issue waits for an answer.
        give_back(item, actor_id, put_off if item.state == ItemState.POSTPONED else discussed)
    return meeting


def _settle_headings(meeting: Meeting) -> None:
    for line in outline(meeting.items):
        if line.heading:
            below = [each.state for each in meeting.items if each.parent_id == line.item.id]
            line.item.state = heading_state(below)


def _running(item: AgendaItem) -> Meeting:
    meeting = locked_item(item)
    if meeting.state != MeetingState.IN_SESSION:
        raise Conflict(_("The meeting is not in session. Start it first."))
    return meeting


def _current(meeting: Meeting) -> Sequence[AgendaItem]:
    query = select(AgendaItem).where(AgendaItem.meeting_id == meeting.id, AgendaItem.state == ItemState.CURRENT)
    return db.session.scalars(query.execution_options(populate_existing=True)).all()


def _refuse_early(meeting: Meeting) -> None:
    if not is_its_day(clock.local(meeting.starts_at).date(), clock.today()):
        day = day_words(meeting.starts_at)
        raise Conflict(_("The meeting is on %(day)s. It starts, and people check in, on that day.", day=day))


def _refuse_open_vote(meeting: Meeting) -> None:
    if open_poll_id(meeting.id) is not None:
        raise Conflict(_("A vote is open. Close it first."))


def _seat(meeting: Meeting, person_id: int) -> Attendance | None:
    query = select(Attendance).where(Attendance.meeting_id == meeting.id, Attendance.person_id == person_id)
    return db.session.scalar(query.execution_options(populate_existing=True))


def _votes_here(meeting: Meeting, person_id: int) -> bool:
    """Members, of a household whoever comes for it; in a talk those whose residency gives them a vote there."""
    if meeting.kind in OPEN_TO_ALL:
        return rights_at(person_id, meeting.place.path).vote
    seat = seat_for(meeting, person_id)
    if seat is not None:
        seat.person_id = person_id  # of a household whoever of it comes first
    return seat is not None
