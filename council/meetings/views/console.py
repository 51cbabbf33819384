"""The chair's console: one page, one fragment, and a noun-like address for every act."""

from contextlib import suppress

from flask import render_template, request
from flask_babel import gettext as _

from council.base import clock
from council.base.db import db
from council.base.errors import Busy, Invalid
from council.charters.rules import Force
from council.meetings.access import item_for, meeting_for, motion_for, room_for, vote_for
from council.meetings.chairing.operations import sit_down
from council.meetings.chairing.rules import MAIN, Seat
from council.meetings.chairing.showing import chair_at, is_taken_by_opening
from council.meetings.evening_forms import MotionForm, NoteIssueForm, ReopenForm, ResolutionForm, StrawForm, VoidForm
from council.meetings.loading import load_room
from council.meetings.models import ItemState, Meeting, MeetingState, WallView
from council.meetings.motions.rules import Formality
from council.meetings.motions.showing import would_fall
from council.meetings.operations import noting, session, timing, undoing, votes
from council.meetings.operations.resolutions import resolve
from council.meetings.permissions import MeetingAct
from council.meetings.quorum_words import short_words
from council.meetings.views import bp
from council.meetings.views.acting import act_and_show, show_console, this_desk
from council.meetings.walls.operations import show_view
from council.meetings.words import wall_words
from council.permits.current import signed_in
from council.polls.papers.queries import waiting
from council.polls.queries import not_voted
from council.polls.shortfall import short_of
from council.web.answers import Answer, from_htmx


@bp.get("/meetings/<int:meeting_id>/chair")
def console(meeting_id: int) -> Answer:
    """The console; htmx gets its fragment. Opening it on the day takes the chair's seat where nobody has it."""
    actor = signed_in()
    room = room_for(actor, meeting_id, to=MeetingAct.CHAIR)
    if not from_htmx() and is_taken_by_opening(room):
        desk = this_desk()
        if chair_at(meeting_id, desk, actor.person_id).seat is Seat.FREE:
            with suppress(Busy):  # the first act takes the seat as well; looking must not fail
                sit_down(meeting=db.session.get_one(Meeting, meeting_id), desk=desk, person_id=actor.person_id)
    return show_console(meeting_id)


@bp.get("/meetings/<int:meeting_id>/missing")
def missing(meeting_id: int) -> str:
    """Who has not voted yet, by name: votes of the council are by name."""
    room = room_for(signed_in(), meeting_id, to=MeetingAct.CHAIR)
    poll = room.open_poll
    return render_template("meetings/_missing.html", missing=not_voted(poll.id) if poll else [])


@bp.post("/meetings/<int:meeting_id>/session")
def start(meeting_id: int) -> Answer:
    """Start the meeting."""
    actor = signed_in()
    meeting = meeting_for(actor, meeting_id, to=MeetingAct.CHAIR)
    return act_and_show(meeting_id, lambda: session.start_meeting(meeting=meeting, actor_id=actor.person_id))


@bp.post("/meetings/<int:meeting_id>/closing")
def end(meeting_id: int) -> Answer:
    """End the meeting; asks once, for it cannot be begun again, and where something would fall undecided says what."""
    actor = signed_in()
    meeting = meeting_for(actor, meeting_id, to=MeetingAct.CHAIR)
    if (question := _asks_first(meeting_id) or _asks_to_end(meeting_id)) is not None:
        return question
    return act_and_show(meeting_id, lambda: session.adjourn(meeting=meeting, actor_id=actor.person_id))


@bp.post("/meetings/<int:meeting_id>/wall")
def show_on_wall(meeting_id: int) -> Answer:
    """Choose the picture of a wall: the hall's own unless another is named."""
    actor = signed_in()
    meeting = meeting_for(actor, meeting_id, to=MeetingAct.CHAIR)
    view = request.form.get("view", "")
    if view not in set(WallView):
        raise Invalid(_("There is no such picture."))
    slot = request.form.get("wall", MAIN)

    def told() -> str:
        if request.form.get("back") != "1":
            return ""
        return _("The wall is back at: %(view)s. No step was taken back.", view=wall_words(WallView(view)))

    return act_and_show(
        meeting_id,
        lambda: show_view(meeting=meeting, slot=slot, view=WallView(view), actor_id=actor.person_id),
        told=told,
    )


@bp.post("/meetings/<int:meeting_id>/undo")
def undo(meeting_id: int) -> Answer:
    """Take back the step just done, within ten seconds."""
    actor = signed_in()
    meeting = meeting_for(actor, meeting_id, to=MeetingAct.CHAIR)
    return act_and_show(meeting_id, lambda: undoing.take_back(meeting=meeting, actor_id=actor.person_id))


@bp.post("/items/<int:item_id>/opening")
def open_item(item_id: int) -> Answer:
    """Make an item the current one; asks once where something on the item before would fall undecided."""
    actor = signed_in()
    item = item_for(actor, item_id, to=MeetingAct.CHAIR)
    if item.state != ItemState.CURRENT and (question := _asks_first(item.meeting_id)) is not None:
        return question
    return act_and_show(item.meeting_id, lambda: session.open_item(item=item, actor_id=actor.person_id))


@bp.post("/items/<int:item_id>/closing")
def close_item(item_id: int) -> Answer:
    """End an item, as done or put off to another meeting; asks once where a question by rank would fall undecided."""
    actor = signed_in()
    item = item_for(actor, item_id, to=MeetingAct.CHAIR)
    postponed = request.form.get("postponed") == "1"
    by_rank = item.meeting.formality == Formality.PARLIAMENTARY  # else the button says: done without a vote
    asks = by_rank and not postponed and item.state == ItemState.CURRENT
    if asks and (question := _asks_first(item.meeting_id)) is not None:
        return question
    return act_and_show(
        item.meeting_id, lambda: session.close_item(item=item, postponed=postponed, actor_id=actor.person_id)
    )


@bp.post("/items/<int:item_id>/motions")
def record_motion(item_id: int) -> Answer:
    """Record the motion's exact text."""
    actor = signed_in()
    item = item_for(actor, item_id, to=MeetingAct.CHAIR)
    form = MotionForm()

    def record() -> object:
        return votes.record_motion(
            item=item,
            title=form.title.data or "",
            text=form.text.data or "",
            moved_by=form.moved_by.data or "",
            heavier=bool(form.heavier.data),
            actor_id=actor.person_id,
            key=form.key,
        )

    return act_and_show(item.meeting_id, record, form=form, name="motion_form")


@bp.post("/motions/<int:motion_id>/vote")
def open_vote(motion_id: int) -> Answer:
    """Open the vote on a motion; asks once while the meeting takes a break."""
    actor = signed_in()
    motion = motion_for(actor, motion_id, to=MeetingAct.CHAIR)
    until = load_room(motion.item.meeting_id).recess
    if until is not None and until > clock.now() and request.form.get("sure") != "1":
        return show_console(motion.item.meeting_id, forms={"breaking": motion_id})
    return act_and_show(motion.item.meeting_id, lambda: votes.open_vote(motion=motion, actor_id=actor.person_id))


@bp.post("/items/<int:item_id>/polls")
def open_straw_poll(item_id: int) -> Answer:
    """Ask the room for its opinion."""
    actor = signed_in()
    item = item_for(actor, item_id, to=MeetingAct.CHAIR)
    form = StrawForm()

    def ask() -> object:
        return votes.open_straw_poll(
            item=item, question=form.question.data or "", actor_id=actor.person_id, key=form.key
        )

    return act_and_show(item.meeting_id, ask, form=form, name="straw_form")


@bp.post("/meetings/<int:meeting_id>/issues")
def note_issue(meeting_id: int) -> Answer:
    """Note an issue that somebody raised in the room."""
    actor = signed_in()
    meeting = meeting_for(actor, meeting_id, to=MeetingAct.CHAIR)
    form = NoteIssueForm()

    def keep() -> object:
        title = form.title.data or ""
        return noting.note_issue(meeting=meeting, title=title, actor_id=actor.person_id, key=form.key)

    return act_and_show(meeting_id, keep, form=form, name="note_form")


@bp.post("/meetings/<int:meeting_id>/polls/<int:poll_id>/closure")
def close_vote(meeting_id: int, poll_id: int) -> Answer:
    """Close and count; asks once while votes may still come. The second of two chairs gets the same result.

    It says what may come: people present who have not voted, papers that are out, and that too few take part.
    """
    actor = signed_in()
    meeting, poll = vote_for(actor, meeting_id, poll_id)
    if poll.state == "open" and request.form.get("sure") != "1":
        short, out = short_words(meeting.kind, short_of(poll)), waiting(poll.id)
        if short or out or not_voted(poll.id):
            return show_console(meeting_id, forms={"unsure": True, "short": short, "papers_out": out})
    return act_and_show(meeting_id, lambda: votes.close_vote(poll=poll, meeting=meeting, actor_id=actor.person_id))


@bp.post("/meetings/<int:meeting_id>/polls/<int:poll_id>/time")
def time_vote(meeting_id: int, poll_id: int) -> Answer:
    """Let the vote end in a minute, or give it one more."""
    actor = signed_in()
    meeting, poll = vote_for(actor, meeting_id, poll_id)
    key = request.form.get("once")
    return act_and_show(
        meeting_id, lambda: timing.time_vote(poll=poll, meeting=meeting, actor_id=actor.person_id, key=key)
    )


@bp.post("/meetings/<int:meeting_id>/polls/<int:poll_id>/publication")
def publish_vote(meeting_id: int, poll_id: int) -> Answer:
    """Show the result on the wall and the phones."""
    actor = signed_in()
    meeting, poll = vote_for(actor, meeting_id, poll_id)
    return act_and_show(meeting_id, lambda: votes.publish_vote(poll=poll, meeting=meeting, actor_id=actor.person_id))


@bp.post("/meetings/<int:meeting_id>/polls/<int:poll_id>/reopening")
def reopen_vote(meeting_id: int, poll_id: int) -> Answer:
    """Let a vote go on that was closed too early, with the reason."""
    actor = signed_in()
    meeting, poll = vote_for(actor, meeting_id, poll_id)
    form = ReopenForm()

    def reopen() -> object:
        return votes.reopen_vote(poll=poll, meeting=meeting, reason=form.reason.data or "", actor_id=actor.person_id)

    return act_and_show(meeting_id, reopen, form=form, name="reopen_form")


@bp.post("/meetings/<int:meeting_id>/polls/<int:poll_id>/cancellation")
def cancel_vote(meeting_id: int, poll_id: int) -> Answer:
    """Void a vote, with the reason."""
    actor = signed_in()
    meeting, poll = vote_for(actor, meeting_id, poll_id)
    form = VoidForm()

    def cancel() -> object:
        return votes.cancel_vote(poll=poll, meeting=meeting, reason=form.reason.data or "", actor_id=actor.person_id)

    return act_and_show(meeting_id, cancel, form=form, name="void_form")


@bp.post("/motions/<int:motion_id>/resolution")
def adopt(motion_id: int) -> Answer:
    """Write down what was decided, with its force."""
    actor = signed_in()
    motion = motion_for(actor, motion_id, to=MeetingAct.ADOPT)
    form = ResolutionForm()

    def write_down() -> object:
        return resolve(motion=motion, text=form.text.data or "", force=Force(form.force.data), actor_id=actor.person_id)

    return act_and_show(motion.item.meeting_id, write_down, form=form, name="resolution_form")


def _asks_to_end(meeting_id: int) -> Answer | None:
    """The console with the question whether to end; None where it was answered, or there is nothing to end now."""
    room = load_room(meeting_id)
    asked = {"1"} & {request.form.get("sure"), request.form.get("ends")}
    if asked or room.state != MeetingState.IN_SESSION or room.open_poll is not None:
        return None
    return show_console(meeting_id, forms={"ending": True})


def _asks_first(meeting_id: int) -> Answer | None:
    """The console with the question whether what is pending may fall; None where nothing is, or it was answered."""
    room = load_room(meeting_id)
    falls = would_fall(room) if room.open_poll is None and request.form.get("sure") != "1" else []
    return show_console(meeting_id, forms={"falls": falls, "going_on": request.path}) if falls else None
