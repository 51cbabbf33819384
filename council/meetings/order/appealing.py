"""An appeal against the chair's ruling: moved at once, seconded, decided by the hands in the room.

It needs no quorum: a point of order is in order without one, and so is what follows from it.
"""

from flask_babel import gettext as _

from council.base.db import db, operation
from council.base.errors import Conflict, Invalid
from council.meetings.models import Meeting
from council.meetings.motions.operations import Hands, refuse_miscount
from council.meetings.motions.rules import Formality
from council.meetings.order.hearing import go_on, is_hearing, note_point, points_of, stop_clock
from council.meetings.order.models import PointOfOrder
from council.meetings.order.operations import member_by_name, refuse_unless_member, reloaded
from council.meetings.order.rules import APPEALED, Appeal, stands, why_no_appeal
from council.meetings.order.words import no_appeal_words
from council.meetings.queries import open_poll_id
from council.privacy.checks import refuse_personal_numbers
from council.residents.models import Person


@operation
def appeal(*, point: PointOfOrder, person_id: int) -> PointOfOrder:
    """Another member appeals against the ruling; it waits for a second. One's own appeal stays as it is.

    Raises:
        Conflict: the person is no member who is here, or the ruling cannot be appealed (any more).
    """
    meeting = reloaded(point)
    if point.appeal in APPEALED and point.appellant_id == person_id:
        return point
    refuse_unless_member(meeting, person_id)
    name = db.session.get_one(Person, person_id).name
    return _appeal(meeting, point, person_id, name, "", person_id)


@operation
def enter_appeal(*, point: PointOfOrder, name: str, seconded_by: str = "", actor_id: int) -> PointOfOrder:
    """The chair writes down the appeal of somebody without a phone. The same one stays as it is.

    Raises:
        Conflict: the ruling cannot be appealed (any more).
        Invalid: nobody is named (field `name`), the seconder is the appellant (`seconded_by`), a personal number.
    """
    refuse_personal_numbers({"name": name, "seconded_by": seconded_by})
    if not name:
        raise Invalid(_("Say who appeals."), field="name")
    _refuse_own_second(name, seconded_by)
    meeting = reloaded(point)
    if point.appeal in APPEALED and point.appealed_by == name:
        return point
    return _appeal(meeting, point, member_by_name(meeting, name), name, seconded_by, actor_id)


@operation
def second_appeal(*, point: PointOfOrder, seconded_by: str, actor_id: int) -> PointOfOrder:
    """Somebody seconds it: it is before the meeting. One that has its second keeps it.

    Raises:
        Conflict: it waits for no second.
        Invalid: nobody is named, or the appellant is (field `seconded_by`).
    """
    refuse_personal_numbers({"seconded_by": seconded_by})
    meeting = reloaded(point)
    if point.appeal == Appeal.PENDING:
        return point
    if point.appeal != Appeal.MOVED:
        raise Conflict(_("This appeal is no longer before the meeting."))
    if not seconded_by:
        raise Invalid(_("Say who seconds it."), field="seconded_by")
    _refuse_own_second(point.appealed_by, seconded_by)
    point.seconded_by, point.appeal = seconded_by, Appeal.PENDING
    note_point(meeting, "meetings.point.appeal_seconded", point, actor_id)
    return point


@operation
def drop_appeal(*, point: PointOfOrder, actor_id: int) -> PointOfOrder:
    """Nobody seconds it, or it is withdrawn: the ruling stands. One that is over stays as it is."""
    meeting = reloaded(point)
    if point.appeal in APPEALED:
        ended = Appeal.NO_SECOND if point.appeal == Appeal.MOVED else Appeal.WITHDRAWN
        _settle(meeting, point, ended, actor_id)
    return point


@operation
def decide_appeal(*, point: PointOfOrder, hands: Hands, actor_id: int) -> PointOfOrder:
    """The hands say whether the ruling stands; a tie sustains it. One that is decided stays as it is.

    Raises:
        Conflict: it waits for a second, or there is none.
        Invalid: more hands than members present, or none for or against (field `for_`).
    """
    meeting = reloaded(point)
    if point.appeal in (Appeal.SUSTAINED, Appeal.OVERTURNED):
        return point
    if point.appeal != Appeal.PENDING:
        raise Conflict(_("No appeal is before the meeting. It needs a second first."))
    refuse_miscount(meeting, hands, none=_("Count the hands for and against the ruling."))
    point.for_, point.against, point.abstain = hands.for_, hands.against, hands.abstain
    outcome = Appeal.SUSTAINED if stands(hands.for_, hands.against) else Appeal.OVERTURNED
    _settle(meeting, point, outcome, actor_id)
    return point


def _appeal(
    meeting: Meeting, point: PointOfOrder, person_id: int | None, name: str, seconded_by: str, actor_id: int
) -> PointOfOrder:
    raiser = point.person.name if point.person is not None else point.name
    refusal = why_no_appeal(
        parliamentary=meeting.formality == Formality.PARLIAMENTARY,
        busy=is_hearing(points_of(point.item_id)) or open_poll_id(meeting.id) is not None,
        stage=point.state,
        appeal=point.appeal,
        at_once=point.at_once,
        own=person_id == point.person_id if person_id is not None else name == raiser,
    )
    if refusal is not None:
        raise Conflict(no_appeal_words(refusal))
    point.appellant_id, point.appealed_by, point.seconded_by = person_id, name, seconded_by
    point.appeal = Appeal.PENDING if seconded_by else Appeal.MOVED
    stop_clock(point)
    note_point(meeting, "meetings.point.appealed", point, actor_id, seconded=bool(seconded_by))
    return point


def _settle(meeting: Meeting, point: PointOfOrder, outcome: Appeal, actor_id: int) -> None:
    point.appeal = outcome
    go_on(point)
    counted = point.for_ is not None
    figures = {"for": point.for_, "against": point.against, "abstain": point.abstain} if counted else {}
    note_point(meeting, "meetings.point.appeal_settled", point, actor_id, outcome=str(outcome), **figures)


def _refuse_own_second(appealed_by: str, seconded_by: str) -> None:
    if seconded_by and seconded_by == appealed_by:
        raise Invalid(_("Somebody else than who appeals must second it."), field="seconded_by")
