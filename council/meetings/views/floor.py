"""The floor: hands from the phones, and the chair's acts on the queue."""

from flask import make_response, render_template, request
from flask_babel import gettext as _

from council.base.db import db
from council.base.errors import Conflict, Invalid, NotVisible
from council.base.ids import row_id
from council.meetings.access import meeting_for, room_for
from council.meetings.floor import operations
from council.meetings.floor.forms import SpeakerForm
from council.meetings.floor.models import Speech
from council.meetings.floor.reading import hand_up, speeches_in
from council.meetings.floor.rules import STEP, Reminder, Stance
from council.meetings.floor.showing import statistics
from council.meetings.floor.whose import whose_words
from council.meetings.floor.words import span_words, stance_words
from council.meetings.kinds import kind_and_number
from council.meetings.loading import load_room
from council.meetings.models import Meeting
from council.meetings.permissions import MeetingAct
from council.meetings.queries import seat_of
from council.meetings.showing import hand_context
from council.meetings.views import bp
from council.meetings.views.acting import act_and_show
from council.permits.actor import Actor
from council.permits.current import signed_in
from council.web.answers import Answer, from_htmx, see_other


@bp.get("/meetings/<int:meeting_id>/hand")
def my_hand(meeting_id: int) -> Answer:
    """The personal part of the floor: raise a hand, or where mine stands."""
    actor = signed_in()
    room_for(actor, meeting_id)
    return _my_hand(actor, meeting_id)


@bp.post("/meetings/<int:meeting_id>/hands")
def raise_hand(meeting_id: int) -> Answer:
    """Raise my hand with a stance."""
    actor = signed_in()
    meeting = meeting_for(actor, meeting_id)
    stance = _stance(request.form.get("stance", ""))
    refused = ""
    try:
        operations.raise_hand(meeting=meeting, person_id=actor.person_id, stance=stance)
    except Conflict as problem:
        if not from_htmx():
            raise
        refused = str(problem.message)
    return _my_hand(actor, meeting_id, refused) if from_htmx() else see_other("meetings.meeting", meeting_id=meeting_id)


@bp.post("/meetings/<int:meeting_id>/hands/lowered")
def lower_hand(meeting_id: int) -> Answer:
    """Take my hand down."""
    actor = signed_in()
    room = room_for(actor, meeting_id)
    hand = hand_up(room.current.id, actor.person_id) if room.current is not None else None
    if hand is not None:
        operations.take_down(hand=hand, actor_id=actor.person_id)
    return _my_hand(actor, meeting_id) if from_htmx() else see_other("meetings.meeting", meeting_id=meeting_id)


@bp.post("/meetings/<int:meeting_id>/speakers")
def enter_speaker(meeting_id: int) -> Answer:
    """Put someone without a phone into the queue."""
    actor = signed_in()
    meeting = meeting_for(actor, meeting_id, to=MeetingAct.CHAIR)
    form = SpeakerForm()

    def enter() -> object:
        stance = _stance(form.stance.data or "")
        name = form.name.data or ""
        return operations.enter_hand(meeting=meeting, name=name, stance=stance, actor_id=actor.person_id, key=form.key)

    def told() -> str:
        return whose_words(meeting, (form.name.data or "").strip())

    return act_and_show(meeting_id, enter, form=form, name="speaker_form", told=told)


@bp.post("/meetings/<int:meeting_id>/turns")
def give_floor(meeting_id: int) -> Answer:
    """Let the next speak (`next` is who the button said that is), or the one chosen from the list (`speech`)."""
    actor = signed_in()
    meeting = meeting_for(actor, meeting_id, to=MeetingAct.CHAIR)
    after, named, chosen = (_key(request.form.get(field, "")) for field in ("after", "next", "speech"))
    hand = _speech_in(meeting, chosen) if chosen is not None else None
    return act_and_show(
        meeting_id,
        lambda: operations.give_floor(meeting=meeting, after=after, hand=hand, named=named, actor_id=actor.person_id),
    )


@bp.post("/speeches/<int:speech_id>/end")
def end_speech(speech_id: int) -> Answer:
    """The speech is over."""
    actor, meeting, speech = _chaired(speech_id)
    return act_and_show(meeting.id, lambda: operations.end_speech(speech=speech, actor_id=actor.person_id))


@bp.post("/speeches/<int:speech_id>/pause")
def pause_speech(speech_id: int) -> Answer:
    """Stop the clock or let it run on."""
    actor, meeting, speech = _chaired(speech_id)
    paused = request.form.get("paused") == "1"
    return act_and_show(
        meeting.id, lambda: operations.pause_speech(speech=speech, paused=paused, actor_id=actor.person_id)
    )


@bp.post("/speeches/<int:speech_id>/time")
def time_speech(speech_id: int) -> Answer:
    """Half a minute more, or less."""
    actor, meeting, speech = _chaired(speech_id)
    seconds = -STEP if request.form.get("less") == "1" else STEP
    key = request.form.get("once")
    return act_and_show(
        meeting.id,
        lambda: operations.time_speech(speech=speech, seconds=seconds, actor_id=actor.person_id, key=key),
    )


@bp.post("/speeches/<int:speech_id>/reminders")
def remind(speech_id: int) -> Answer:
    """Back to the point, or: please be civil."""
    actor, meeting, speech = _chaired(speech_id)
    said = request.form.get("of", "")
    if said not in set(Reminder):
        raise Invalid(_("There is no such reminder."))
    return act_and_show(
        meeting.id, lambda: operations.remind(speech=speech, of=Reminder(said), actor_id=actor.person_id)
    )


@bp.post("/speeches/<int:speech_id>/removal")
def take_down(speech_id: int) -> Answer:
    """Take a hand down."""
    actor, meeting, speech = _chaired(speech_id)
    return act_and_show(meeting.id, lambda: operations.take_down(hand=speech, actor_id=actor.person_id))


@bp.post("/speeches/<int:speech_id>/return")
def put_back(speech_id: int) -> Answer:
    """Let someone wait again."""
    actor, meeting, speech = _chaired(speech_id)
    return act_and_show(meeting.id, lambda: operations.put_back(speech=speech, actor_id=actor.person_id))


@bp.get("/meetings/<int:meeting_id>/speeches")
def speeches(meeting_id: int) -> str:
    """Who spoke, how often and for how long."""
    room = room_for(signed_in(), meeting_id, to=MeetingAct.CHAIR)
    found = speeches_in(meeting_id)
    per_item = [(item, statistics([each for on, each in found if on == item.id])) for item in room.items]
    return render_template(
        "meetings/speeches.html",
        room=room,
        name=kind_and_number(room.kind, room.number),
        whole=statistics([each for _item, each in found]),
        per_item=[(item, spoken) for item, spoken in per_item if spoken.times],
        span_words=span_words,
        stance_words=stance_words,
        is_live=room.state == "in_session",
    )


def _my_hand(actor: Actor, meeting_id: int, refused: str = "") -> Answer:
    room = load_room(meeting_id)
    seat = seat_of(room.id, room.kind, actor.person_id)
    page = render_template(
        "meetings/_my_hand.html", **hand_context(room, actor.person_id, seat.here), refused_hand=refused
    )
    answer = make_response(page)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _stance(text: str) -> Stance:
    if text not in set(Stance):
        raise Invalid(_("Choose for, against, a question or information."), field="stance")
    return Stance(text)


def _key(text: str) -> int | None:
    """The speech that a field names, None where it is empty; what names none must not mean "the next one"."""
    if text and row_id(text) is None:
        raise NotVisible
    return row_id(text)


def _speech_in(meeting: Meeting, speech_id: int) -> Speech:
    speech = db.session.get(Speech, speech_id)
    if speech is None or speech.item.meeting_id != meeting.id:
        raise NotVisible
    return speech


def _chaired(speech_id: int) -> tuple[Actor, Meeting, Speech]:
    actor = signed_in()
    speech = db.session.get(Speech, speech_id)
    if speech is None:
        raise NotVisible
    return actor, meeting_for(actor, speech.item.meeting_id, to=MeetingAct.CHAIR), speech
