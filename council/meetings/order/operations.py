"""Raising points of order and ruling on them. What follows an appeal is `appealing.py`."""

from flask_babel import gettext as _
from sqlalchemy import select

from council.base import clock
from council.base.db import db, operation
from council.base.errors import Conflict, Invalid
from council.base.once import answered, keep, own_key
from council.meetings.cards.queries import holder_of
from council.meetings.cards.rules import seat_number
from council.meetings.floor.silencing import speaking
from council.meetings.models import AgendaItem, Attendance, ItemState, Meeting, MeetingState
from council.meetings.motions.rules import Formality
from council.meetings.operations.common import locked_item, locked_meeting
from council.meetings.order.hearing import end_point, go_on, hear, is_hearing, is_held_up, note_point, points_of
from council.meetings.order.models import PointOfOrder
from council.meetings.order.rules import OPEN, RULED, About, Stage, first_stage, may_raise
from council.meetings.queries import open_poll_id
from council.privacy.checks import refuse_personal_numbers
from council.residents.models import Person


@operation
def raise_point(
    *, meeting: Meeting, person_id: int, about: About, words: str = "", key: str | None = None
) -> PointOfOrder:
    """A member says that something is not in order. It interrupts, unless another point is being heard.

    Raises:
        Conflict: no item is on, a vote is open, the person is no member who is here, has a point that is open, or has
            raised as many on this item as the brake allows.
        Invalid: no reason, or a personal number in it (field `words`).
    """
    _check_words(about, words)
    key = own_key("meetings.raise_point", person_id, key)
    if (seen := answered(key, PointOfOrder)) is not None:
        return seen
    meeting = locked_meeting(meeting)
    item = _in_order(meeting)
    refuse_unless_member(meeting, person_id)
    mine = [each for each in points_of(item.id) if each.person_id == person_id]
    _refuse_second(mine)
    if not may_raise([(each.state, each.appeal) for each in mine]):
        raise Conflict(_("You have raised %(times)s points of order on this item. Ask the chair.", times=len(mine)))
    point = _raise(meeting, item, PointOfOrder(person_id=person_id, about=about, words=words), person_id)
    keep(key, point.id)
    return point


@operation
def enter_point(
    *, meeting: Meeting, name: str, about: About, words: str = "", actor_id: int, key: str | None = None
) -> PointOfOrder:
    """The chair writes down the point of somebody without a phone, also beyond the brake.

    A name that one member present has, or the number of a seat card, is that member.

    Raises:
        Conflict: no item is on, a vote is open, or the person has a point that is open.
        Invalid: no name (field `name`), no reason, or a personal number in it (`words`).
    """
    if not name:
        raise Invalid(_("Give a name or a seat number."), field="name")
    refuse_personal_numbers({"name": name})
    _check_words(about, words)
    key = own_key("meetings.enter_point", actor_id, key)
    if (seen := answered(key, PointOfOrder)) is not None:
        return seen
    meeting = locked_meeting(meeting)
    item = _in_order(meeting)
    person_id = member_by_name(meeting, name)
    point = PointOfOrder(person_id=person_id, about=about, words=words, entered_by=actor_id)
    point.name = name if person_id is None else ""
    theirs = [each for each in points_of(item.id) if (each.person_id, each.name) == (person_id, point.name)]
    _refuse_second(theirs)
    _raise(meeting, item, point, actor_id)
    keep(key, point.id)
    return point


@operation
def withdraw_point(*, point: PointOfOrder, actor_id: int) -> PointOfOrder:
    """Who raised it takes it back, or the chair does for them. One that is over stays as it is."""
    meeting = reloaded(point)
    if point.state in OPEN:
        end_point(meeting, point, Stage.WITHDRAWN, actor_id)
    return point


@operation
def hear_point(*, point: PointOfOrder, actor_id: int) -> PointOfOrder:
    """Hear a point that waits. One that is heard, or is over, stays as it is.

    Raises:
        Conflict: another point or an appeal is being heard.
    """
    meeting = reloaded(point)
    points = points_of(point.item_id)
    if point.state not in (Stage.WAITING, Stage.PUT_OFF):
        return point
    if is_hearing(points):
        raise Conflict(_("Another point of order is being heard. Rule on it first."))
    hear(meeting, point, points, actor_id)
    return point


@operation
def put_off_point(*, point: PointOfOrder, actor_id: int) -> PointOfOrder:
    """Let who speaks finish first: the point is heard when the speech ends. One that waits for it already stays so.

    Raises:
        Conflict: nobody speaks.
    """
    meeting = reloaded(point)
    if point.state not in (Stage.WAITING, Stage.HEARD):
        return point
    if speaking(point.item) is None:
        raise Conflict(_("Nobody speaks now. Rule on the point of order."))
    point.state = Stage.PUT_OFF
    go_on(point)
    note_point(meeting, "meetings.point.put_off", point, actor_id)
    return point


@operation
def rule_on(*, point: PointOfOrder, well_taken: bool, word: str = "", actor_id: int) -> PointOfOrder:
    """The chair rules on the point that is heard. One that is ruled on keeps its ruling.

    Raises:
        Conflict: it is not being heard.
        Invalid: a personal number in the chair's word (field `word`).
    """
    refuse_personal_numbers({"word": word})
    meeting = reloaded(point)
    if point.state in RULED:
        return point
    if point.state != Stage.HEARD:
        raise Conflict(_("This point of order is not being heard. Look at the console again."))
    point.ruling, point.at_once = word, True
    end_point(meeting, point, Stage.WELL_TAKEN if well_taken else Stage.NOT_WELL_TAKEN, actor_id)
    return point


def reloaded(point: PointOfOrder) -> Meeting:
    """The meeting of a point, locked, and the point read afresh under that lock."""
    meeting = locked_item(point.item)
    db.session.refresh(point)
    return meeting


def member_by_name(meeting: Meeting, name: str) -> int | None:
    """The member present who has this name or this number on the seat card; None if nobody or more than one has it."""
    query = select(Person.id).join(Attendance, Attendance.person_id == Person.id).where(Attendance.voting)
    query = query.where(Attendance.meeting_id == meeting.id, Attendance.left_at.is_(None))
    found = db.session.scalars(query.where(Person.name == name).limit(2)).all()
    number = seat_number(name)
    if found or number is None:
        return found[0] if len(found) == 1 else None
    holder = holder_of(meeting, number)
    return db.session.scalar(query.where(Person.id == holder.id)) if holder is not None else None


def refuse_unless_member(meeting: Meeting, person_id: int) -> None:
    """Members who are here raise points and appeal.

    Raises:
        Conflict: this person is not one.
    """
    query = select(Attendance.id).where(Attendance.meeting_id == meeting.id, Attendance.left_at.is_(None))
    query = query.where(Attendance.person_id == person_id, Attendance.voting)
    if db.session.scalar(query) is None:
        raise Conflict(_("Only members who are here may do this. Check in first."))


def _raise(meeting: Meeting, item: AgendaItem, point: PointOfOrder, actor_id: int) -> PointOfOrder:
    points = points_of(item.id)
    point.item, point.raised_at = item, clock.now()
    point.state = Stage.WAITING
    db.session.add(point)
    db.session.flush()
    note_point(meeting, "meetings.point.raised", point, actor_id)
    if first_stage(busy=is_held_up(points)) is Stage.HEARD:
        hear(meeting, point, points, actor_id)
    return point


def _in_order(meeting: Meeting) -> AgendaItem:
    """The item on which points may be raised now."""
    query = select(AgendaItem).where(AgendaItem.meeting_id == meeting.id, AgendaItem.state == ItemState.CURRENT)
    item = db.session.scalar(query.execution_options(populate_existing=True))
    if meeting.formality == Formality.TALK:
        raise Conflict(_("A talk has no points of order. Raise your hand."))
    if meeting.state != MeetingState.IN_SESSION or item is None:
        raise Conflict(_("No item is on. Wait until the chair opens one."))
    if open_poll_id(meeting.id) is not None:
        raise Conflict(_("A vote is open. Raise it when the vote is closed."))
    return item


def _refuse_second(points: list[PointOfOrder]) -> None:
    if any(each.state in OPEN for each in points):
        raise Conflict(_("A point of order by the same person is still open."))


def _check_words(about: About, words: str) -> None:
    refuse_personal_numbers({"words": words})
    if about is About.OTHER and not words:
        raise Invalid(_("Say in a few words what is not in order."), field="words")
