"""Pages ahead of the evening: the list, the plan, the call."""

from datetime import timedelta

from flask import render_template, request
from flask_babel import gettext as _

from council.base import clock
from council.base.errors import Invalid
from council.charters.presets import procedure
from council.meetings.access import meeting_for
from council.meetings.forms import ItemForm, NewMeetingForm, PlanForm
from council.meetings.listing import candidates, item_counts, meetings_of
from council.meetings.models import Meeting, MeetingKind
from council.meetings.operations.planning import PROCEDURES, cancel_meeting, change_plan, convene, plan_meeting
from council.meetings.permissions import MeetingAct
from council.meetings.rules import earliest_day
from council.meetings.views import bp
from council.meetings.words import meeting_name
from council.organisation.models import Place, PlaceKind
from council.organisation.queries import place_by_code, places_of_kind
from council.permits.actor import Actor
from council.permits.current import signed_in
from council.permits.permission import allows, demand
from council.web.answers import Answer, see_other
from council.web.forms import Form
from council.web.paging import paged


@bp.get("/meetings/")
def meetings() -> str:
    """The meetings within reach, coming or past."""
    actor = signed_in()
    past = request.args.get("show") == "past"
    may_plan = bool(_places_to_plan(actor))
    page = paged(meetings_of(actor, past=past, drafts=may_plan))
    counts = item_counts([meeting.id for meeting in page.items])
    template = "meetings/list_desk.html" if actor.is_officer else "meetings/list.html"
    return render_template(template, page=page, past=past, may_plan=may_plan, counts=counts, name_of=meeting_name)


@bp.route("/meetings/new", methods=["GET", "POST"])
def new_meeting() -> Answer | str | tuple[str, int]:
    """Plan a meeting."""
    actor = signed_in()
    places = _places_to_plan(actor)
    form = NewMeetingForm(data=None if request.form else _first_idea())
    form.place.choices = [(place.code, place.name) for place in places]
    if not places:
        demand(None, MeetingAct.PLAN, Place())
    if form.validate_on_submit():
        place = _demand_place(actor, form.place.data)
        try:
            meeting = plan_meeting(
                kind=MeetingKind(form.kind.data),
                place=place,
                venue=form.venue.data,
                starts_at=form.starts_at,
                title=form.title.data,
                notice_days=form.notice_days.data,
                actor_id=actor.person_id,
                key=form.key,
            )
            return see_other("meetings.plan", meeting_id=meeting.id, message=_("Draft made. Now set the agenda."))
        except Invalid as problem:
            _beside(form, problem)
    return render_template("meetings/new.html", form=form), 422 if form.errors else 200


@bp.get("/meetings/<int:meeting_id>/plan")
def plan(meeting_id: int) -> Answer | str:
    """The agenda builder; once convened, the agenda as it was called, with late items still possible."""
    meeting = meeting_for(signed_in(), meeting_id, to=MeetingAct.PLAN)
    return plan_page(meeting, plan_form(meeting), ItemForm(), 200)[0]


@bp.post("/meetings/<int:meeting_id>/plan")
def save_plan(meeting_id: int) -> Answer | tuple[str, int]:
    """Change place, time, theme or notice of the draft."""
    actor = signed_in()
    meeting = meeting_for(actor, meeting_id, to=MeetingAct.PLAN)
    form = PlanForm()
    if form.validate():
        try:
            change_plan(
                meeting=meeting,
                venue=form.venue.data,
                starts_at=form.starts_at,
                title=form.title.data,
                notice_days=form.notice_days.data,
                actor_id=actor.person_id,
            )
            return see_other("meetings.plan", meeting_id=meeting.id, message=_("Saved."))
        except Invalid as problem:
            _beside(form, problem)
    return plan_page(meeting, form, ItemForm(formdata=None), 422)


@bp.post("/meetings/<int:meeting_id>/convocation")
def convene_meeting(meeting_id: int) -> Answer | tuple[str, int]:
    """Call the meeting: members fixed, agenda locked, notice ready to copy."""
    actor = signed_in()
    meeting = meeting_for(actor, meeting_id, to=MeetingAct.PLAN)
    try:
        convene(meeting=meeting, actor_id=actor.person_id)
    except Invalid as problem:
        form = plan_form(meeting)
        _beside(form, problem)
        return plan_page(meeting, form, ItemForm(formdata=None), 422)
    message = _("Convened. The agenda is locked. Send the notice to the group now.")
    return see_other("meetings.notice", meeting_id=meeting.id, message=message)


@bp.post("/meetings/<int:meeting_id>/cancellation")
def call_off(meeting_id: int) -> Answer:
    """Call the meeting off, with the reason."""
    actor = signed_in()
    meeting = meeting_for(actor, meeting_id, to=MeetingAct.PLAN)
    cancel_meeting(meeting=meeting, reason=request.form.get("reason", "").strip()[:400], actor_id=actor.person_id)
    return see_other("meetings.meetings", message=_("Called off. Tell the group."))


def plan_page(meeting: Meeting, form: Form, item_form: ItemForm, status: int) -> tuple[str, int]:
    html = render_template(
        "meetings/plan.html",
        meeting=meeting,
        name=meeting_name(meeting),
        form=form,
        item_form=item_form,
        candidates=candidates(meeting),
        earliest=earliest_day(clock.today(), meeting.notice_days),
        procedure=procedure(meeting.procedure),
    )
    return html, status


def plan_form(meeting: Meeting) -> PlanForm:
    starts = clock.local(meeting.starts_at)
    facts = {
        "day": starts.date(),
        "starts": starts.time(),
        "venue": meeting.venue,
        "title": meeting.title,
        "notice_days": meeting.notice_days,
    }
    return PlanForm(formdata=None, data=facts)


def _first_idea() -> dict[str, object]:
    """Sensible values for a new meeting: half past seven, as soon as the usual notice allows."""
    days = procedure(PROCEDURES[MeetingKind.WEEKEND_COUNCIL]).notice_days or 0
    half_past_seven = clock.local(clock.now()).replace(hour=19, minute=30).time()
    return {"day": clock.today() + timedelta(days=days), "starts": half_past_seven, "notice_days": days}


def _places_to_plan(actor: Actor) -> list[Place]:
    """The estates whose meetings `actor` may plan."""
    found = {
        place.id: place
        for holding in actor.holdings
        for place in places_of_kind(PlaceKind.ESTATE, below=holding.path)
        if allows(actor, MeetingAct.PLAN, place)
    }
    return list(found.values())


def _demand_place(actor: Actor, code: str) -> Place:
    """The place with this code, if `actor` may plan its meetings."""
    place = place_by_code(code)
    assert place is not None  # the form offers only what exists
    demand(actor, MeetingAct.PLAN, place)
    return place


def _beside(form: Form, problem: Invalid) -> None:
    """`starts_at` is two fields in the form: show its problem beside the day."""
    form.refuse(Invalid(problem.message, field="day" if problem.field == "starts_at" else problem.field))


