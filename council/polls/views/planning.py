"""The list of polls, and planning one from a type."""

from flask import make_response, render_template, request
from flask_babel import gettext as _

from council.base.errors import Conflict, Forbidden, Invalid
from council.charters.procedures import procedure_for
from council.organisation.models import Place, PlaceKind
from council.organisation.queries import places_below
from council.permits.actor import Actor
from council.permits.current import signed_in
from council.permits.permission import reach
from council.polls.kinds import TEMPLATES, Electorate, Template
from council.polls.permissions import PollAct
from council.polls.planning.forms import PlanPollForm
from council.polls.planning.operations import plan_poll
from council.polls.planning.queries import polls_within
from council.polls.queries import turnouts
from council.polls.rules import Secrecy
from council.polls.views import bp
from council.web.answers import Answer, see_other
from council.web.paging import paged

#: Kinds of places that a vote is held for.
HELD_FOR = (PlaceKind.COMMUNITY, PlaceKind.ESTATE, PlaceKind.GRID, PlaceKind.BUILDING)


@bp.get("/")
def polls() -> str:
    """The votes within reach: on now, or over."""
    actor = signed_in()
    show = "past" if request.args.get("show") == "past" else "open"
    page = paged(polls_within(actor, show=show))
    return render_template(
        "polls/list.html",
        page=page,
        show=show,
        turnouts=turnouts([poll.id for poll in page.items]),
        templates=TEMPLATES,
        may_plan=bool(reach(actor, PollAct.RUN)),
    )


@bp.get("/new")
def new_poll() -> str:
    """First which type; then its form."""
    actor = signed_in()
    places = _places(actor)
    template = TEMPLATES.get(request.args.get("type", ""))
    if template is None:
        return render_template("polls/types.html", templates=TEMPLATES.values())
    form = PlanPollForm(formdata=None)
    form.offer(template, places)
    form.secrecy.data = template.secrecies[0]
    return _form(form, template, places)


@bp.post("/new")
def plan_new() -> Answer:
    """Keep it as a draft; it is looked over on its desk before it begins."""
    actor = signed_in()
    places = _places(actor)
    template = TEMPLATES.get(request.form.get("type", ""))
    if template is None:
        raise Invalid(_("Choose a type of vote first."))
    form = PlanPollForm()
    form.offer(template, places)
    if form.validate():
        place = next(place for place in places if place.code == form.place.data)
        try:
            poll = plan_poll(
                place=place,
                template=template.code,
                question=form.question.data or "",
                detail=form.detail.data or "",
                method=form.method.data,
                options=form.listed,
                settings=form.settings,
                secrecy=_secrecy(template, place, form),
                electorate=Electorate(form.electorate.data),
                closes_at=form.closes_at,
                procedure_code=form.procedure.data or "",
                actor_id=actor.person_id,
                key=form.key,
            )
            return see_other("polls.desk", poll_id=poll.id, message=_("Look it over, then open it."))
        except (Invalid, Conflict) as problem:
            _place_error(form, problem)
    return make_response(_form(form, template, places), 422)


def _secrecy(template: Template, place: Place, form: PlanPollForm) -> Secrecy:
    """As chosen; a motion of a body that votes in secret is secret."""
    wanted = Secrecy(form.secrecy.data)
    if template.code == "motion" and procedure_for(place, form.procedure.data).rules.secret:
        return Secrecy.SECRET
    return wanted


def _place_error(form: PlanPollForm, problem: Invalid | Conflict) -> None:
    if isinstance(problem, Invalid):
        problem.field = "closes_day" if problem.field == "closes" else problem.field
        form.refuse(problem)
    else:
        form.form_errors.append(str(problem.message))


def _form(form: PlanPollForm, template: Template, places: list[Place]) -> str:
    return render_template("polls/new.html", form=form, template=template, places=places)


def _places(actor: Actor) -> list[Place]:
    """Where somebody may hold a vote. Raises `Forbidden` where there is no such place."""
    places = [p for path in reach(actor, PollAct.RUN) for p in places_below(path) if p.kind in HELD_FOR]
    if not places:
        raise Forbidden(_("Votes are planned by the estate's head and the community's staff."))
    return places
