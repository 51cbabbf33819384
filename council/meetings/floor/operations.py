"""What happens on the floor: hands go up and down, one after the other gets the word, the chair keeps the time."""

from flask_babel import gettext as _
from sqlalchemy import func, select

from council.base import clock
from council.base.db import db, operation
from council.base.errors import Conflict, Invalid
from council.base.once import answered, keep, own_key
from council.journal.operations import Ref
from council.meetings.floor.models import Speech
from council.meetings.floor.reading import queue_of
from council.meetings.floor.rules import Reminder, Stance, Turn, given_after, may_raise
from council.meetings.floor.silencing import finish, on_floor, speaking, speeches
from council.meetings.floor.whose import whose
from council.meetings.models import AgendaItem, Meeting
from council.meetings.motions.pausing import go_on
from council.meetings.motions.reading import minutes_each
from council.meetings.motions.rules import Formality
from council.meetings.operations.common import locked_meeting, note
from council.meetings.order.hearing import after_speech, close_appeals, refuse_while_heard
from council.meetings.queries import is_checked_in

#: As wide as the column.
NAME_LENGTH = 40


@operation
def raise_hand(*, meeting: Meeting, person_id: int, stance: Stance) -> Speech:
    """Ask for the floor on the current item. A hand that is up stays where it is and takes the new stance.

    Raises:
        Conflict: nobody may speak now, the person is not there, or has spoken as often as the procedure allows.
    """
    meeting = locked_meeting(meeting)
    item = on_floor(meeting)
    if not is_checked_in(meeting.id, person_id):
        raise Conflict(_("Check in first, then raise your hand."))
    hand = db.session.scalar(speeches(item, person_id).where(Speech.state.in_((Turn.WAITING, Turn.SPEAKING))))
    if hand is not None:
        if hand.state == Turn.WAITING and hand.stance != stance:
            hand.stance = stance
            _note(meeting, "meetings.floor.raised", person_id, hand)
        return hand
    _refuse_too_often(meeting, item, person_id)
    return _put_up(meeting, item, person_id=person_id, stance=stance, actor_id=person_id)


@operation
def enter_hand(*, meeting: Meeting, name: str, stance: Stance, actor_id: int, key: str | None = None) -> Speech:
    """Put someone without a phone into the queue, by name or seat number. The chair may do so beyond the limit.

    A name that one person present has, or the number of a seat card, is that person, so that all their speeches count
    as theirs; any other name stands as it was written.

    Raises:
        Conflict: nobody may speak now.
        Invalid: no name.
    """
    key = own_key("meetings.enter_hand", actor_id, key)
    if (seen := answered(key, Speech)) is not None:
        return seen
    name = name.strip()
    if not name or len(name) > NAME_LENGTH:
        raise Invalid(_("Give a name or a seat number, at most 40 characters."), field="name")
    meeting = locked_meeting(meeting)
    item = on_floor(meeting)
    person_id = whose(meeting, name).person_id
    waiting = select(Speech).where(Speech.item_id == item.id, Speech.state == Turn.WAITING)
    same = Speech.person_id == person_id if person_id is not None else Speech.name == name
    hand = db.session.scalar(waiting.where(same))
    if hand is None:
        hand = _put_up(meeting, item, person_id=person_id, name=name, stance=stance, actor_id=actor_id)
    keep(key, hand.id)
    return hand


@operation
def take_down(*, hand: Speech, actor_id: int) -> None:
    """Take a hand down: the person's own, or by the chair. One that does not wait stays as it is."""
    meeting = _reload(hand)
    if hand.state != Turn.WAITING:
        return
    hand.state, hand.ended_at = Turn.TAKEN_DOWN, clock.now()
    _note(meeting, "meetings.floor.taken_down", actor_id, hand)


@operation
def give_floor(
    *, meeting: Meeting, after: int | None, actor_id: int, hand: Speech | None = None, named: int | None = None
) -> Speech | None:
    """Let the next speak, or the owner of `hand`; who speaks now has spoken. With nobody waiting the speech just ends.

    `after` is the speech that was running when the chair pressed, None if none was: a second press changes nothing.
    `named` is the hand that the button named as the next; hands that went up or down since do not change who was meant.
    A point of order that was put off until the speech ends is heard before the next speaks.

    Raises:
        Conflict: nobody may speak now, a point of order is heard, that hand is no longer up, or `named`
            is no longer next.
    """
    meeting = locked_meeting(meeting)
    item = on_floor(meeting)
    present = speaking(item)
    if (present.id if present is not None else None) != after:
        return present
    if hand is not None:
        db.session.refresh(hand)
        if hand.item_id != item.id or hand.state != Turn.WAITING:
            raise Conflict(_("This hand is down. Look at the list again."))
    turn = hand or next(iter(queue_of(item.id)), None)
    if named is not None and (turn is None or turn.id != named):
        raise Conflict(_("The order has changed meanwhile. Nothing was done: look who is next now, then press again."))
    points = refuse_while_heard(item.id)
    if present is not None:
        finish(meeting, present, actor_id)
    if after_speech(meeting, item.id, actor_id) is not None:
        return None
    if turn is None:
        return None
    close_appeals(points)
    go_on(meeting, actor_id)
    now = clock.now()
    turn.state, turn.started_at, turn.running_since = Turn.SPEAKING, now, now
    turn.given = _seconds_each(meeting, item)
    _note(meeting, "meetings.floor.given", actor_id, turn)
    return turn


def _seconds_each(meeting: Meeting, item: AgendaItem) -> int:
    """The time of a speech: the procedure's, unless the meeting has set another for what is pending."""
    limited = minutes_each(item) if meeting.formality == Formality.PARLIAMENTARY else None
    return meeting.rules.turn_seconds if limited is None else limited * 60


@operation
def end_speech(*, speech: Speech, actor_id: int) -> Speech:
    """The speech is over, nobody follows yet; a point put off until then is heard. One that is over stays as it is."""
    meeting = _reload(speech)
    if speech.state == Turn.SPEAKING:
        finish(meeting, speech, actor_id)
        after_speech(meeting, speech.item_id, actor_id)
    return speech


@operation
def pause_speech(*, speech: Speech, paused: bool, actor_id: int) -> Speech:
    """Stop the clock, or let it run on; set, never toggled, so that a second press changes nothing.

    Raises:
        Conflict: a point of order is heard: the clock runs on after the ruling.
    """
    meeting = _reload(speech)
    if speech.state != Turn.SPEAKING or paused == (speech.running_since is None):
        return speech
    if not paused:
        refuse_while_heard(speech.item_id)
    now = clock.now()
    speech.spent = speech.clock.spent_at(now)
    speech.running_since = None if paused else now
    _note(meeting, "meetings.floor.paused" if paused else "meetings.floor.resumed", actor_id, speech)
    return speech


@operation
def time_speech(*, speech: Speech, seconds: int, actor_id: int, key: str | None = None) -> Speech:
    """Give a running speech more seconds, or take some (negative).

    Raises:
        Conflict: the speech is over.
    """
    key = own_key("meetings.time_speech", actor_id, key)
    if (seen := answered(key, Speech)) is not None:
        return seen
    meeting = _reload(speech)
    _refuse_over(speech)
    speech.given = given_after(speech.given, seconds)
    _note(meeting, "meetings.floor.timed", actor_id, speech, seconds=seconds)
    keep(key, speech.id)
    return speech


@operation
def remind(*, speech: Speech, of: Reminder, actor_id: int) -> Speech:
    """Call a speaker back to the point, or to civility. It is logged; the wall shows it while the speech runs.

    Raises:
        Conflict: the speech is over.
    """
    meeting = _reload(speech)
    _refuse_over(speech)
    speech.reminded = of
    _note(meeting, "meetings.floor.reminded", actor_id, speech, of=of)
    return speech


@operation
def put_back(*, speech: Speech, actor_id: int) -> Speech:
    """Let someone wait again who has spoken or whose hand is down; a second press changes nothing.

    Raises:
        Conflict: nobody may speak now, or the speech was on an item that is over.
    """
    meeting = _reload(speech)
    if on_floor(meeting).id != speech.item_id:
        raise Conflict(_("That was on another item."))
    waiting = select(Speech).where(Speech.item_id == speech.item_id, Speech.state.in_((Turn.WAITING, Turn.SPEAKING)))
    again = next((each for each in db.session.scalars(waiting) if each.who == speech.who), None)
    if again is not None:
        return again
    return _put_up(
        meeting,
        speech.item,
        person_id=speech.person_id,
        name=speech.name,
        stance=Stance(speech.stance),
        actor_id=actor_id,
    )


def _put_up(
    meeting: Meeting, item: AgendaItem, *, person_id: int | None, stance: Stance, actor_id: int, name: str = ""
) -> Speech:
    entered_by = None if actor_id == person_id else actor_id
    hand = Speech(
        item_id=item.id,
        person_id=person_id,
        name=name if person_id is None else "",
        stance=stance,
        raised_at=clock.now(),
        entered_by=entered_by,
    )
    db.session.add(hand)
    db.session.flush()
    _note(meeting, "meetings.floor.raised", actor_id, hand)
    return hand


def _reload(speech: Speech) -> Meeting:
    meeting = locked_meeting(speech.item.meeting)
    db.session.refresh(speech)
    return meeting


def _refuse_over(speech: Speech) -> None:
    if speech.state != Turn.SPEAKING:
        raise Conflict(_("This speech is over."))


def _refuse_too_often(meeting: Meeting, item: AgendaItem, person_id: int) -> None:
    query = select(func.count()).select_from(Speech).where(Speech.state == Turn.SPOKEN)
    spoken = db.session.scalar(query.where(Speech.item_id == item.id, Speech.person_id == person_id)) or 0
    limit = meeting.rules.turns_each
    if not may_raise(spoken, turns_each=limit):
        raise Conflict(
            _("You have spoken %(times)s times on this item. Let others speak, or ask the chair.", times=spoken)
        )


def _note(meeting: Meeting, action: str, actor_id: int, speech: Speech, **data: object) -> None:
    note(
        meeting,
        action,
        actor_id,
        subject=Ref("speech", speech.id),
        touched=[Ref("agenda_item", speech.item_id)],
        data={"stance": speech.stance, **data},
    )
