"""Pages ahead of the evening: the list, the plan, the call."""

from collections.abc import Sequence
from datetime import date, timedelta

from flask import make_response, render_template, request
from flask_babel import gettext as _

from council.base import clock
from council.base.errors import Conflict, Forbidden, Invalid
from council.issues.access import issue_for
from council.issues.models import Issue
from council.meetings.access import meeting_for
from council.meetings.forms import CancelForm, NewMeetingForm, PlanForm
from council.meetings.listing import agendas, meeting_counts, meetings_of, places_to_plan
from council.meetings.models import MeetingKind, MeetingState
from council.meetings.notice import Notice, notice_in
from council.meetings.operations.planning import cancel_meeting, change_plan, convene, plan_meeting
from council.meetings.permissions import MeetingAct
from council.meetings.rules import NOTICE_DAYS, earliest_day
from council.meetings.views import bp
from council.meetings.views.builder import plan_form, plan_page, readiness
from council.meetings.words import meeting_name
from council.organisation.models import Place
from council.organisation.queries import place_by_code, venue_names
from council.permits.actor import Actor
from council.permits.current import signed_in
from council.web.answers import Answer, from_htmx, see_other
from council.web.forms import Form
from council.web.paging import paged

SATURDAY = 5


@bp.get("/meetings/")
def meetings() -> str:
    """The meetings within reach, coming or past."""
    actor = signed_in()
    past = request.args.get("show") == "past"
    page = paged(meetings_of(actor, past=past))
    places = {meeting.place_id for meeting in page.items}
    return render_template(
        "meetings/list_desk.html" if actor.is_officer else "meetings/list.html",
        page=page,
        past=past,
        counts=meeting_counts(actor),
        agendas=agendas([meeting.id for meeting in page.items]),
        plannable={place.id for place in places_to_plan(actor)},
        several_places=len(places) > 1,
        name_of=meeting_name,
        is_live=any(meeting.state == MeetingState.IN_SESSION for meeting in page.items),
    )


@bp.get("/meetings/new")
def new_meeting() -> str:
    """The form, filled with a sensible day and the usual notice."""
    actor = signed_in()
    places = places_or_refuse(actor)
    issue = _issue(actor, request.args.get("issue", ""))
    form = NewMeetingForm(formdata=None, data=_first_idea(places[0]))
    form.offer(places)
    if issue is not None:
        form.issue.data = issue.number
        form.place.data = issue.estate.code
    return _new_page(form, places, issue)


@bp.post("/meetings/new")
def plan_new() -> Answer:
    """Begin a meeting as a draft."""
    actor = signed_in()
    places = places_or_refuse(actor)
    form = NewMeetingForm()
    form.offer(places)
    issue = _issue(actor, form.issue.data or "")
    if form.validate():
        place = next(place for place in places if place.code == form.place.data)
        try:
            meeting = plan_meeting(
                kind=MeetingKind(form.kind.data),
                place=place,
                venue=form.venue.data or "",
                starts_at=form.starts_at,
                title=form.title.data or "",
                notice_days=form.notice_days.data,
                urgency=form.urgency.data or "",
                issue=issue,
                actor_id=actor.person_id,
                key=form.key,
            )
            return see_other("meetings.plan", meeting_id=meeting.id, message=_("Draft made. Now set the agenda."))
        except (Invalid, Conflict) as problem:
            _beside(form, problem)
            _fill_in_notice(form, problem, _notice(form.kind.data, place))
    return make_response(_new_page(form, places, issue), 422)


@bp.get("/meetings/earliest-day")
def notice_words() -> Answer:
    """What a notice period means for the chosen day, while somebody is still choosing. A part of the forms."""
    if not from_htmx():
        return see_other("meetings.new_meeting")
    signed_in()
    days = _integer(request.args.get("notice_days", ""))
    kind = request.args.get("kind", MeetingKind.WEEKEND_COUNCIL.value)
    html = render_template(
        "meetings/_plan_notice.html",
        notice_days=days,
        day=_day(request.args.get("day", "")),
        earliest=_earliest(days),
        notice=_notice(kind, place_by_code(request.args.get("place", ""))),
        urgency=request.args.get("urgency", ""),
    )
    return make_response(html)


@bp.get("/meetings/new/when")
def when_of_kind() -> Answer:
    """Day and notice as the rules of the kind just chosen have them; a day that is late enough stays. A part."""
    if not from_htmx():
        return see_other("meetings.new_meeting")
    signed_in()
    sent = PlanForm(formdata=request.args)
    notice = _notice(request.args.get("kind"), place_by_code(request.args.get("place", "")))
    days = sent.notice_days.data if notice.usual is None else notice.usual
    day, earliest = sent.day.data, _earliest(days)
    if earliest and (day is None or day < earliest):
        day = _saturday(earliest)
    same = {"starts": sent.starts.data, "urgency": sent.urgency.data}
    form = PlanForm(formdata=None, data={"day": day, "notice_days": days, **same})
    context = {"notice_days": days, "day": day, "earliest": earliest, "notice": notice}
    return make_response(render_template("meetings/_plan_when.html", form=form, **context))


@bp.get("/meetings/<int:meeting_id>/plan")
def plan(meeting_id: int) -> Answer:
    """The agenda builder; once convened, the agenda as it was called, with late items still possible."""
    actor = signed_in()
    return plan_page(meeting_for(actor, meeting_id, to=MeetingAct.PLAN), actor)


@bp.get("/meetings/<int:meeting_id>/readiness")
def show_readiness(meeting_id: int) -> Answer | str:
    """What is still missing before the call, alone: asked for when the agenda has changed."""
    meeting = meeting_for(signed_in(), meeting_id, to=MeetingAct.PLAN)
    if not from_htmx():
        return see_other("meetings.plan", meeting_id=meeting.id)
    return render_template("meetings/_plan_ready.html", meeting=meeting, ready=readiness(meeting))


@bp.post("/meetings/<int:meeting_id>/plan")
def save_plan(meeting_id: int) -> Answer:
    """Change place, time, theme or notice of the draft."""
    actor = signed_in()
    meeting = meeting_for(actor, meeting_id, to=MeetingAct.PLAN)
    form = PlanForm()
    if form.validate():
        try:
            change_plan(
                meeting=meeting,
                venue=form.venue.data or "",
                starts_at=form.starts_at,
                title=form.title.data or "",
                notice_days=form.notice_days.data or 0,
                urgency=form.urgency.data or "",
                actor_id=actor.person_id,
            )
            return see_other("meetings.plan", meeting_id=meeting.id, message=_("Saved."))
        except Invalid as problem:
            _beside(form, problem)
            _fill_in_notice(form, problem, notice_in(meeting.place, MeetingKind(meeting.kind)))
    return plan_page(meeting, actor, form=form, status=422)


@bp.post("/meetings/<int:meeting_id>/convocation")
def convene_meeting(meeting_id: int) -> Answer:
    """Call the meeting: members fixed, agenda locked, notice ready to copy."""
    actor = signed_in()
    meeting = meeting_for(actor, meeting_id, to=MeetingAct.PLAN)
    try:
        convene(meeting=meeting, actor_id=actor.person_id)
    except Invalid as problem:
        form = plan_form(meeting)
        _beside(form, problem)
        return plan_page(meeting, actor, form=form, status=422)
    message = _("Convened. The agenda is locked. Send the notice to the group now.")
    return see_other("meetings.notice", meeting_id=meeting.id, message=message)


@bp.post("/meetings/<int:meeting_id>/cancellation")
def call_off(meeting_id: int) -> Answer:
    """Call the meeting off, with the reason."""
    actor = signed_in()
    meeting = meeting_for(actor, meeting_id, to=MeetingAct.PLAN)
    form = CancelForm()
    if form.validate():
        try:
            called = meeting.convened_at is not None
            cancel_meeting(meeting=meeting, reason=form.reason.data or "", actor_id=actor.person_id)
            said = _("Called off. Tell the group.") if called else _("The draft is put away.")
            return see_other("meetings.meetings", message=said)
        except Invalid as problem:
            form.refuse(problem)
    return plan_page(meeting, actor, cancel_form=form, status=422)


def _new_page(form: NewMeetingForm, places: Sequence[Place], issue: Issue | None) -> str:
    days = form.notice_days.data
    return render_template(
        "meetings/new.html",
        form=form,
        places=places,
        issue=issue,
        notice_days=days,
        day=form.day.data,
        earliest=_earliest(days),
        venue_names=venue_names([place.path for place in places]),
        notice=_notice(form.kind.data, next((p for p in places if p.code == form.place.data), places[0])),
    )


def _first_idea(place: Place) -> dict[str, object]:
    """Sensible values for a new meeting: half past seven on the first Saturday that the usual notice allows."""
    days = notice_in(place, MeetingKind.WEEKEND_COUNCIL).usual or 0
    half_past_seven = clock.local(clock.now()).replace(hour=19, minute=30, second=0, microsecond=0, tzinfo=None).time()
    return {
        "kind": MeetingKind.WEEKEND_COUNCIL.value,
        "day": _saturday(earliest_day(clock.today(), days)),
        "starts": half_past_seven,
        "notice_days": days,
    }


def _earliest(days: int | None) -> date | None:
    """The first day for a call that goes out today; None where the days are none."""
    return None if days is None or days not in NOTICE_DAYS else earliest_day(clock.today(), days)


def _saturday(day: date) -> date:
    """The first Saturday from `day` on."""
    return day + timedelta(days=(SATURDAY - day.weekday()) % 7)


def _notice(kind: str | None, place: Place | None) -> Notice:
    """The period that the place's procedure asks for; a council's where the kind is none."""
    return notice_in(place, MeetingKind(kind) if kind in set(MeetingKind) else MeetingKind.WEEKEND_COUNCIL)


def _fill_in_notice(form: PlanForm, problem: Invalid | Conflict, notice: Notice) -> None:
    """Put the period that is asked for into the form that was refused for it, so that sending it again will do."""
    if getattr(problem, "field", None) == "notice_days" and (form.notice_days.data or 0) < notice.least:
        form.notice_days.data, form.notice_days.raw_data = notice.least, None


def places_or_refuse(actor: Actor) -> Sequence[Place]:
    """The estates to choose from.

    Raises:
        Forbidden: there is none.
    """
    places = places_to_plan(actor)
    if not places:
        raise Forbidden(_("Only the estate head and the community's staff plan meetings. Raise an issue instead."))
    return places


def _issue(actor: Actor, number: str) -> Issue | None:
    """The issue that gave rise to the meeting, if the address or the form names one."""
    return issue_for(actor, number) if number else None


def _integer(text: str) -> int | None:
    """A notice period as typed; None where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 3 and int(text) in NOTICE_DAYS else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _beside(form: Form, problem: Invalid | Conflict) -> None:
    """Show a problem beside its field. `starts_at` is two fields in the form: the day is the one to change."""
    field = getattr(problem, "field", None)
    form.refuse(Invalid(problem.message, field="day" if field == "starts_at" else field))
