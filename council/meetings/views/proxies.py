"""Who stands in for whom: named on the phone before the meeting, or at the desk from a signed paper."""

from collections.abc import Sequence

from flask import make_response, render_template, request
from flask_babel import gettext as _

from council.accounts.guessing import TooFast, demand_patience, note_miss
from council.base.errors import Conflict, Invalid, NotVisible
from council.base.ids import row_id
from council.meetings.access import meeting_for
from council.meetings.models import Meeting
from council.meetings.permissions import MeetingAct
from council.meetings.proxies.forms import HolderForm, SignedForm
from council.meetings.proxies.limits import cap_of
from council.meetings.proxies.operations import lodge, take_back
from council.meetings.proxies.queries import Line, concerning, givers_named, holders_named, lines_of
from council.meetings.proxies.rules import may_take_back, too_late
from council.meetings.proxies.words import found_words, limit_words, refusal_words, slowed_words
from council.meetings.queries import seat_of
from council.meetings.views import bp
from council.meetings.words import meeting_name
from council.permits.current import signed_in
from council.residents.models import Person
from council.tally.policies import ProxyCap
from council.web.answers import Answer, see_other
from council.web.paging import paged


@bp.get("/meetings/<int:meeting_id>/proxy")
def my_proxy(meeting_id: int) -> str:
    """Name somebody who stands in for the reader."""
    meeting, cap = _of_mine(meeting_id)
    return _naming(meeting, cap, HolderForm(formdata=None))


@bp.post("/meetings/<int:meeting_id>/proxy")
def name_proxy(meeting_id: int) -> Answer:
    """Lodge it."""
    meeting, cap = _of_mine(meeting_id)
    form, me = HolderForm(), signed_in().person_id
    if form.validate():
        try:
            demand_patience("proxy", target=str(me))
            holder = _one(holders_named(meeting, form.holder.data or "", form.holder_door.data or ""), "holder")
            lodge(meeting=meeting, giver_id=me, holder_id=holder.id, actor_id=me)
            said = _("%(name)s stands in for you. Please tell them.", name=holder.name)
            return see_other("meetings.meeting", message=said, meeting_id=meeting_id)
        except TooFast as problem:
            return _slowed(meeting, cap, form, problem)
        except Invalid as problem:
            note_miss("proxy", target=str(me))  # a right name forgets none: who names a friend could go on at once
            form.refuse(problem)
        except Conflict as problem:
            form.form_errors.append(str(problem.message))
    return make_response(_naming(meeting, cap, form), 422)


@bp.post("/meetings/<int:meeting_id>/proxy/back")
def my_proxy_back(meeting_id: int) -> Answer:
    """The reader comes after all, or wants somebody else."""
    me = signed_in().person_id
    meeting = meeting_for(signed_in(), meeting_id)
    take_back(meeting=meeting, giver_id=me, actor_id=me)
    return see_other("meetings.meeting", message=_("Nobody stands in for you now."), meeting_id=meeting_id)


@bp.get("/meetings/<int:meeting_id>/door/proxies")
def desk_proxies(meeting_id: int) -> str:
    """All proxies of the meeting, and the lines for one more."""
    meeting, cap = _at_desk(meeting_id)
    return _desk(meeting, cap, SignedForm(formdata=None))


@bp.post("/meetings/<int:meeting_id>/door/proxies")
def enter_proxy(meeting_id: int) -> Answer:
    """Write down what a signed paper says."""
    meeting, cap = _at_desk(meeting_id)
    form = SignedForm()
    if form.validate():
        try:
            giver = _one(givers_named(meeting, form.giver.data or "", form.giver_door.data or ""), "giver")
            holder = _one(holders_named(meeting, form.holder.data or "", form.holder_door.data or ""), "holder")
            actor_id = signed_in().person_id
            lodge(meeting=meeting, giver_id=giver.id, holder_id=holder.id, actor_id=actor_id, at_desk=True)
            said = _("%(holder)s stands in for %(giver)s.", holder=holder.name, giver=giver.name)
            return see_other("meetings.desk_proxies", message=said, meeting_id=meeting_id)
        except Invalid as problem:
            form.refuse(problem)
        except Conflict as problem:
            form.form_errors.append(str(problem.message))
    return make_response(_desk(meeting, cap, form), 422)


@bp.post("/meetings/<int:meeting_id>/door/proxies/back")
def desk_proxy_back(meeting_id: int) -> Answer:
    """Put right what was written down."""
    meeting, _cap = _at_desk(meeting_id)
    giver_id = row_id(request.form.get("giver", ""))
    if giver_id is None:
        raise NotVisible
    take_back(meeting=meeting, giver_id=giver_id, actor_id=signed_in().person_id, at_desk=True)
    return see_other("meetings.desk_proxies", message=_("The proxy is taken back."), meeting_id=meeting_id)


@bp.get("/meetings/<int:meeting_id>/proxy-form")
def blank_proxy(meeting_id: int) -> str:
    """The form to print and sign: whoever may see the meeting may have it."""
    meeting = meeting_for(signed_in(), meeting_id)
    cap = _demand_cap(meeting)
    return render_template(
        "meetings/proxy_form.html", meeting=meeting, name=meeting_name(meeting), limit=limit_words(cap)
    )


def _of_mine(meeting_id: int) -> tuple[Meeting, ProxyCap]:
    """A meeting with proxies at which the reader has a seat. Raises `NotVisible` for others."""
    actor = signed_in()
    meeting = meeting_for(actor, meeting_id)
    if not seat_of(meeting.id, meeting.kind, actor.person_id).called:
        raise NotVisible
    return meeting, _demand_cap(meeting)


def _at_desk(meeting_id: int) -> tuple[Meeting, ProxyCap]:
    meeting = meeting_for(signed_in(), meeting_id, to=MeetingAct.CHECK_IN_OTHERS)
    return meeting, _demand_cap(meeting)


def _demand_cap(meeting: Meeting) -> ProxyCap:
    cap = cap_of(meeting.kind, meeting.rules)
    if cap is None or meeting.convened_at is None:
        raise NotVisible
    return cap


def _one(found: Sequence[Person], field: str) -> Person:
    if len(found) != 1:
        raise Invalid(found_words(found), field=field)
    return found[0]


def _slowed(meeting: Meeting, cap: ProxyCap, form: HolderForm, problem: TooFast) -> Answer:
    """Names are not to be tried one after the other; what was typed stays, and the desk is never slowed."""
    form.refuse(Invalid(slowed_words(str(problem.message)), field="holder"))
    return make_response(_naming(meeting, cap, form), problem.status, {"Retry-After": str(problem.seconds)})


def _naming(meeting: Meeting, cap: ProxyCap, form: HolderForm) -> str:
    given, _held = concerning(meeting.id, signed_in().person_id)
    late = too_late(meeting.state, at_desk=False)
    return render_template(
        "meetings/name_proxy.html",
        meeting=meeting,
        name=meeting_name(meeting),
        form=form,
        given=given,
        too_late=refusal_words(late) if late is not None else "",
        limit=limit_words(cap),
    )


def _desk(meeting: Meeting, cap: ProxyCap, form: SignedForm) -> str:
    page = paged(lines_of(meeting.id), size=20, scalars=False)
    lines, late = [Line(*row) for row in page.items], too_late(meeting.state, at_desk=True)
    return render_template(
        "meetings/desk_proxies.html",
        meeting=meeting,
        name=meeting_name(meeting),
        form=form,
        page=page,
        lines=lines,
        undoable={each.id for each in lines if may_take_back(meeting.state, at_desk=True, on_paper=each.on_paper)},
        limit=limit_words(cap),
        too_late=refusal_words(late) if late is not None else "",
    )
