"""What a point of order stops and lets go on: the speaker's clock, the next business. The meeting is locked."""

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import select

from council.base import clock
from council.base.db import db
from council.base.errors import Conflict
from council.journal.operations import Ref
from council.meetings.floor.models import Speech
from council.meetings.floor.rules import Turn
from council.meetings.models import AgendaItem, ItemState, Meeting
from council.meetings.operations.common import note
from council.meetings.order.models import PointOfOrder
from council.meetings.order.rules import APPEALED, OPEN, Stage


def points_of(item_id: int) -> Sequence[PointOfOrder]:
    """The points of an item, oldest first, read afresh under the meeting's lock."""
    db.session.flush()  # what was changed under it already is not lost
    query = select(PointOfOrder).where(PointOfOrder.item_id == item_id).order_by(PointOfOrder.id)
    return db.session.scalars(query.execution_options(populate_existing=True)).all()


def is_hearing(points: Sequence[PointOfOrder]) -> bool:
    """Whether a point or an appeal is being heard."""
    return any(each.state == Stage.HEARD or each.appeal in APPEALED for each in points)


def is_held_up(points: Sequence[PointOfOrder]) -> bool:
    """Whether one is heard or is the next to be heard: nobody speaks to the item meanwhile."""
    return is_hearing(points) or any(each.state == Stage.WAITING for each in points)


def refuse_while_heard(item_id: int) -> Sequence[PointOfOrder]:
    """Nobody gets the floor, and no clock runs, while a point or an appeal is heard.

    Raises:
        Conflict: one is.
    """
    points = points_of(item_id)
    if is_held_up(points):
        raise Conflict(_("A point of order is being heard. Rule on it first."))
    return points


def take_up_business(meeting: Meeting) -> None:
    """The meeting goes on to its next business: every point is ruled on, and no ruling can be appealed any more.

    Raises:
        Conflict: a point or an appeal on the item that is on is undecided.
    """
    query = select(AgendaItem.id).where(AgendaItem.meeting_id == meeting.id, AgendaItem.state == ItemState.CURRENT)
    item_id = db.session.scalar(query)
    points = points_of(item_id) if item_id is not None else []
    if any(each.appeal in APPEALED for each in points):
        raise Conflict(_("An appeal is before the meeting. Count the hands on it first."))
    if any(each.state in OPEN for each in points):
        raise Conflict(_("A point of order waits for your ruling. Rule on it first."))
    close_appeals(points)


def close_appeals(points: Sequence[PointOfOrder]) -> None:
    """Something came between: what was ruled stands."""
    for point in points:
        point.at_once = False


def hear(meeting: Meeting, point: PointOfOrder, points: Sequence[PointOfOrder], actor_id: int) -> None:
    """A point is heard now: the speaker's clock stops. Rulings before it stand."""
    close_appeals(points)
    point.state = Stage.HEARD
    stop_clock(point)
    note_point(meeting, "meetings.point.heard", point, actor_id)


def after_speech(meeting: Meeting, item_id: int, actor_id: int) -> PointOfOrder | None:
    """Nobody speaks any more: the oldest point that was put off until then is heard; None if there is none."""
    points = points_of(item_id)
    if is_held_up(points):
        return None
    waits = next((each for each in points if each.state in OPEN), None)
    if waits is not None:
        hear(meeting, waits, points, actor_id)
    return waits


def lapse_points(meeting: Meeting, item_id: int, actor_id: int) -> None:
    """An item is off again: what was raised on it is not ruled on."""
    for point in points_of(item_id):
        point.at_once = False
        if point.state in OPEN:
            end_point(meeting, point, Stage.LAPSED, actor_id)


def gone_from(meeting: Meeting, person_id: int, actor_id: int) -> None:
    """Someone leaves: a point that waits goes with them. One that is heard is for the chair to rule on."""
    query = select(PointOfOrder).join(AgendaItem).where(AgendaItem.meeting_id == meeting.id)
    query = query.where(PointOfOrder.person_id == person_id, PointOfOrder.state.in_((Stage.WAITING, Stage.PUT_OFF)))
    for point in db.session.scalars(query):
        end_point(meeting, point, Stage.WITHDRAWN, actor_id)


def end_point(meeting: Meeting, point: PointOfOrder, stage: Stage, actor_id: int) -> None:
    """A point is over; what it stopped goes on."""
    point.state, point.settled_at = stage, clock.now()
    go_on(point)
    action = {Stage.WITHDRAWN: "withdrawn", Stage.LAPSED: "lapsed"}.get(stage, "ruled")
    note_point(meeting, f"meetings.point.{action}", point, actor_id, outcome=str(stage))


def stop_clock(point: PointOfOrder) -> None:
    """Stop the clock of who speaks; one that stands already stays so afterwards."""
    speech = _speech(point.item_id)
    if speech is not None and speech.running_since is not None:
        speech.spent, speech.running_since = speech.clock.spent_at(clock.now()), None
        point.paused = True


def go_on(point: PointOfOrder) -> None:
    """Let the clock run on that was stopped for `point`; where another is heard or waits, once that one is over."""
    if not point.paused:
        return
    point.paused = False
    others = [each for each in points_of(point.item_id) if each is not point]
    next_one = next((each for each in others if is_hearing([each])), None) or next(
        (each for each in others if each.state == Stage.WAITING), None
    )
    speech = _speech(point.item_id)
    if next_one is not None:
        next_one.paused = True
    elif speech is not None and speech.running_since is None:
        speech.running_since = clock.now()


def note_point(meeting: Meeting, action: str, point: PointOfOrder, actor_id: int, **data: object) -> None:
    """One journal entry about a point: codes and figures, no names and no words."""
    subject, item = Ref("point_of_order", point.id), Ref("agenda_item", point.item_id)
    note(meeting, action, actor_id, subject=subject, touched=[item], data={"about": point.about, **data})


def _speech(item_id: int) -> Speech | None:
    return db.session.scalar(select(Speech).where(Speech.item_id == item_id, Speech.state == Turn.SPEAKING))
