"""Giving out a task."""

from flask import render_template, request, url_for
from flask_babel import gettext as _

from council.base import clock
from council.base.errors import Invalid, NotVisible
from council.followup import operations
from council.followup.forms import PERSON, UNIT, TaskForm, task_form
from council.followup.origins import read_origin
from council.followup.permissions import TaskAct
from council.followup.views import bp
from council.issues.permissions import IssueAct
from council.issues.queries import issue_by_number
from council.journal.operations import Ref
from council.organisation.models import PlaceKind
from council.organisation.queries import place_by_code
from council.permits.actor import Actor
from council.permits.current import signed_in
from council.permits.permission import allows, demand
from council.web.answers import Answer, go_back, page_or_part


@bp.get("/tasks/new")
def new_task() -> str:
    """A task from an issue, or one that an officer gives out directly."""
    actor = signed_in()
    form = _empty_form(actor)
    return render_template("followup/new.html", form=form, issue=form.source.issue)


@bp.post("/tasks/")
def add_task() -> Answer:
    """Give out a task; its origin comes signed with the form."""
    actor = signed_in()
    origin = read_origin(request.form.get("origin", ""))
    demand(actor, TaskAct.ADD, origin.issue if origin.issue and origin.ref.kind == "issue" else origin.place)
    form = TaskForm(origin=origin)
    if form.validate_on_submit():
        try:
            task = operations.add_task(
                title=form.title.data or "",
                place=origin.place,
                origin=origin.ref,
                origin_label=origin.label,
                issue=origin.issue,
                lead_person_id=form.lead_id(PERSON),
                lead_unit_id=form.lead_id(UNIT),
                due_on=form.due_on.data or clock.today(),
                actor_id=actor.person_id,
                key=form.key,
            )
            return go_back(origin.back or url_for("followup.task", task_id=task.id), message=_("Task given out."))
        except Invalid as problem:
            form.refuse(problem)
    return page_or_part("followup/new.html", "followup/_add_task.html", status=422, form=form, issue=origin.issue)


def _empty_form(actor: Actor) -> TaskForm:
    number = request.args.get("issue")
    if number:
        issue = issue_by_number(number)
        if issue is None or not allows(actor, IssueAct.VIEW, issue):
            raise NotVisible
        demand(actor, TaskAct.ADD, issue)
        back = f"/issues/{issue.number}"
        return task_form(
            place=issue.estate, origin=Ref("issue", issue.id), origin_label=issue.number, issue=issue, back=back
        )
    place = place_by_code(request.args.get("place", ""))
    if place is None or place.kind != PlaceKind.ESTATE:
        raise NotVisible
    demand(actor, TaskAct.ADD, place)
    return task_form(place=place, origin=Ref("place", place.id), origin_label="", back=url_for("followup.board"))
