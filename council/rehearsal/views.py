"""Begin a rehearsal (in the real application); everything else happens inside one."""

from collections.abc import Callable
from typing import TypeVar

from flask import Blueprint, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from council.accounts.operations import begin_session
from council.accounts.rules import Method
from council.accounts.sessions import sign_in
from council.base.db import db
from council.base.errors import Conflict, Invalid, NotVisible
from council.base.ids import row_id
from council.meetings.access import meeting_for, room_for
from council.meetings.models import MeetingState
from council.meetings.permissions import MeetingAct
from council.permits.current import signed_in
from council.rehearsal import inside, offering
from council.rehearsal.acting import let_arrive, let_raise, let_vote
from council.rehearsal.cast import free_seats, is_invented, take_seat
from council.rehearsal.rehearsal import Rehearsal
from council.rehearsal.rules import HANDS, SILENCE, SPREAD, Arrival, Mood
from council.rehearsal.script import read_person, read_script
from council.rehearsal.stages import Stages
from council.residents.models import Person
from council.web.answers import Answer, from_htmx, local_path, see_other

C = TypeVar("C", Arrival, Mood)

bp = Blueprint("rehearsal", __name__)
bp.record_once(inside.set_up)


# --- in the real application


@bp.post("/meetings/<int:meeting_id>/rehearsal")
def begin(meeting_id: int) -> Answer:
    """Begin to rehearse a meeting that has not started, or go to its rehearsal."""
    actor = signed_in()
    meeting = meeting_for(actor, meeting_id, to=MeetingAct.CHAIR)
    stages = offering.stages_here()
    if stages is None:
        raise Conflict(_("This server cannot hold a rehearsal. Start it with: make run"))
    if meeting.state not in (MeetingState.DRAFT, MeetingState.CONVENED):
        raise Conflict(_("The meeting has begun. It can no longer be rehearsed."))
    if not meeting.items:
        raise Conflict(_("The agenda is empty. Add at least one item, then rehearse."))
    script = read_script(meeting, actor.person_id)
    person = read_person(script, actor.person_id)
    return redirect(stages.begin(script, person, actor.person_id, str(get_locale())), code=303)


@bp.get("/rehearsal/<path:rest>")
def over(rest: str) -> Answer:
    """Where a rehearsal was: it is over, and nothing of it was kept."""
    return make_response(render_template("rehearsal/over.html"), 404, {"HX-Refresh": "true"})


# --- inside a rehearsal


@bp.get("/rehearse/enter")
def enter() -> Answer:
    """The one-time way in for those who run the meeting."""
    rehearsal = inside.rehearsal_here()
    person_id = rehearsal.passes.pop(request.args.get("pass", ""), None)
    person = db.session.get(Person, person_id) if person_id is not None else None
    if person is None:
        raise NotVisible
    sign_in(begin_session(person=person, method=Method.DEMO, device=_device()))
    return redirect(url_for("meetings.console", meeting_id=rehearsal.meeting_id), code=303)


@bp.get("/rehearse/parts")
def parts() -> str:
    """Whom this phone plays: one of the invented members that nobody plays yet."""
    inside.rehearsal_here()
    return render_template("rehearsal/parts.html", seats=free_seats(), next=local_path(request.args.get("next")))


@bp.post("/rehearse/parts")
def take_part() -> Answer:
    """Play an invented member on this phone."""
    inside.rehearsal_here()
    number = row_id(request.form.get("person"))
    person = db.session.get(Person, number) if number is not None else None
    if person is None or not is_invented(person):
        raise NotVisible
    sign_in(take_seat(person=person, device=_device()))
    return redirect(local_path(request.form.get("next")), code=303)


@bp.post("/rehearse/arrivals")
def arrive() -> Answer:
    """Let invented members arrive."""

    def act(rehearsal: Rehearsal) -> str:
        count = let_arrive(rehearsal, _one_of(Arrival))
        return ngettext("1 member has come.", "%(num)d members have come.", count)

    return _act(act)


@bp.post("/rehearse/hands")
def raise_hands() -> Answer:
    """Let some of them raise a hand."""

    def act(rehearsal: Rehearsal) -> str:
        return ngettext("1 hand went up.", "%(num)d hands went up.", let_raise(rehearsal, HANDS))

    return _act(act)


@bp.post("/rehearse/ballots")
def vote() -> Answer:
    """Let them vote."""

    def act(rehearsal: Rehearsal) -> str:
        count = let_vote(rehearsal, _one_of(Mood), SPREAD)
        if not count:
            return _("Nobody can vote now: no vote is open, or all who are here have voted.")
        return ngettext("1 member votes now.", "%(num)d members vote now.", count)

    return _act(act)


@bp.post("/rehearse/silence")
def fall_silent() -> Answer:
    """Take the network from walls and phones, for a while."""

    def act(rehearsal: Rehearsal) -> str:
        _stages().silence(rehearsal)
        return _("For %(seconds)s seconds walls and phones hear nothing. Look at the wall.", seconds=SILENCE)

    return _act(act)


@bp.post("/rehearse/end")
def end() -> ResponseReturnValue:
    """Drop the rehearsal with everything in it; back to the real console."""
    rehearsal = _led()
    _stages().end(rehearsal)
    return inside.leave(f"/meetings/{rehearsal.meeting_id}/chair")


def _stages() -> Stages:
    found: Stages = current_app.extensions["rehearsal_stages"]
    return found


def _led() -> Rehearsal:
    """The rehearsal, for those who may chair in it."""
    rehearsal = inside.rehearsal_here()
    room_for(signed_in(), rehearsal.meeting_id, to=MeetingAct.CHAIR)
    return rehearsal


def _act(act: Callable[[Rehearsal], str]) -> Answer:
    """Do it and say what happened; the panel for htmx, the console for a browser without script."""
    rehearsal = _led()
    try:
        said, refused = act(rehearsal), ""
    except Conflict as problem:
        said, refused = "", str(problem.message)
    if from_htmx():
        return make_response(render_template("rehearsal/_panel.html", said=said, refused=refused))
    return see_other("meetings.console", meeting_id=rehearsal.meeting_id)


def _one_of(kind: type[C]) -> C:
    try:
        return kind(request.form.get("how", ""))
    except ValueError:
        raise Invalid(_("There is no such choice.")) from None


def _device() -> str:
    return request.headers.get("User-Agent", "")
