"""Passing an issue on: up and back, to units, into a category, more time."""

from datetime import datetime, time

from flask import make_response, render_template
from flask_babel import gettext as _

from council.base import clock
from council.base.db import db
from council.base.errors import Invalid, NotVisible
from council.issues import operations
from council.issues.access import issue_for, part_for
from council.issues.handling_forms import AskUnitForm, PartForm
from council.issues.models import Issue, IssueCategory, IssueUnit
from council.issues.operations.units import PartState, refuse_if_invalid
from council.issues.permissions import IssueAct
from council.issues.queries import photos_of
from council.issues.queries.clocks import category_by_code
from council.issues.rules.clocks import OFFICE_CLOSES
from council.issues.views import bp
from council.issues.views.acting import act
from council.issues.views.blank import all_forms, officer_forms
from council.organisation.models import PartnerUnit, Place
from council.organisation.queries import place_by_code
from council.permits.current import signed_in
from council.web.answers import Answer, see_other


@bp.post("/issues/<number>/referral")
def refer(number: str) -> Answer:
    """Up to the community or the street."""
    actor = signed_in()
    issue = issue_for(actor, number, to=IssueAct.HANDLE)
    form = officer_forms(issue)["refer_form"]
    return act(
        actor,
        issue,
        "refer_form",
        form,
        lambda: operations.refer(
            actor_id=actor.person_id, issue=issue, to=_place(form.to.data), reason=form.words(form.reason.data)
        ),
        _("Referred. The resident reads your reason."),
    )


@bp.post("/issues/<number>/referral/return")
def send_back(number: str) -> Answer:
    """Back to the estate."""
    actor = signed_in()
    issue = issue_for(actor, number, to=IssueAct.HANDLE)
    form = officer_forms(issue)["send_back_form"]
    return act(
        actor,
        issue,
        "send_back_form",
        form,
        lambda: operations.send_back(actor_id=actor.person_id, issue=issue, reason=form.words(form.reason.data)),
        _("Sent back to the estate."),
    )


@bp.post("/issues/<number>/units")
def ask_unit(number: str) -> Answer:
    """Ask a unit to lead or to support."""
    actor = signed_in()
    issue = issue_for(actor, number, to=IssueAct.HANDLE)
    form = officer_forms(issue)["unit_form"]
    return act(
        actor,
        issue,
        "unit_form",
        form,
        lambda: operations.ask_unit(
            actor_id=actor.person_id,
            issue=issue,
            unit=_unit(form),
            role=refuse_if_invalid(form.role.data or ""),
            part=form.part.data or "",
        ),
        _("Asked. The unit sees its part."),
    )


@bp.get("/issues/<number>/part")
def part(number: str) -> str:
    """What a unit sees: what it is about and its own part, nothing else."""
    actor = signed_in()
    issue, row = part_for(actor, number)
    return _part_page(issue, row, PartForm(data={"state": row.state}))


@bp.post("/issues/<number>/part")
def report_part(number: str) -> Answer:
    """The unit says how far it is."""
    actor = signed_in()
    issue, row = part_for(actor, number)
    form = PartForm()
    if form.validate_on_submit():
        try:
            state, said = PartState(form.state.data), form.said.data or ""
            operations.report_part(actor_id=actor.person_id, row=row, state=state, said=said)
            return see_other("issues.part", number=issue.number, message=_("Recorded. The estate sees it."))
        except Invalid as problem:
            form.refuse(problem)
    return make_response(_part_page(issue, row, form), 422)


@bp.post("/issues/<number>/category")
def categorise(number: str) -> Answer:
    """What kind of issue it is."""
    actor = signed_in()
    issue = issue_for(actor, number, to=IssueAct.CATEGORISE)
    form = all_forms(issue, handles=False)["category_form"]
    return act(
        actor,
        issue,
        "category_form",
        form,
        lambda: operations.categorise(actor_id=actor.person_id, issue=issue, category=_category(form.category.data)),
        _("Noted what kind of issue it is."),
    )


@bp.post("/issues/<number>/extension")
def extend(number: str) -> Answer:
    """More time, once."""
    actor = signed_in()
    issue = issue_for(actor, number, to=IssueAct.HANDLE)
    form = officer_forms(issue)["extend_form"]
    return act(
        actor,
        issue,
        "extend_form",
        form,
        lambda: operations.extend(
            actor_id=actor.person_id,
            issue=issue,
            until=clock.from_local(datetime.combine(form.until.data, time(OFFICE_CLOSES))),
            reason=form.reason.data or "",
        ),
        _("The new day is noted. The resident reads why."),
    )


def _part_page(issue: Issue, row: IssueUnit, form: PartForm) -> str:
    photos = [photo.photo for photo in photos_of(issue.id)]
    return render_template("issues/part.html", issue=issue, part=row, photos=photos, part_form=form)


def _place(code: str | None) -> Place:
    place = place_by_code(code or "")
    if place is None:
        raise Invalid(_("Choose to whom it goes."), field="to")
    return place


def _unit(form: AskUnitForm) -> PartnerUnit:
    code = form.unit.data
    if code not in [str(choice[0]) for choice in form.unit.iter_choices()]:
        raise Invalid(_("Choose a unit that works for this estate."), field="unit")
    unit = db.session.scalar(db.select(PartnerUnit).where(PartnerUnit.code == code))
    if unit is None:
        raise NotVisible
    return unit


def _category(code: str | None) -> IssueCategory:
    category = category_by_code(code or "")
    if category is None:
        raise Invalid(_("Choose one of the kinds."), field="category")
    return category
