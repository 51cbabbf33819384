"""The board, one task, and the forms that move it."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, make_response, render_template, request, url_for
from flask_babel import gettext as _

from council.base import clock
from council.base.errors import Conflict, Invalid, NotVisible
from council.followup import operations, queries
from council.followup.access import task_for
from council.followup.forms import PERSON, UNIT, CancelForm, ReportForm, TaskForm, task_form
from council.followup.models import Task
from council.followup.origins import read_origin
from council.followup.permissions import GIVERS, TaskAct
from council.followup.queries import Filters, lead_name
from council.followup.rules import Lane, TaskState
from council.followup.timeline import timeline
from council.followup.words import due_of, lane_hint, lane_word, origin_url, solved_word, state_word, where
from council.issues.permissions import IssueAct
from council.issues.queries import issue_by_number
from council.journal.operations import Ref
from council.media.uploads import Taken, take_photos
from council.organisation.models import Place, PlaceKind
from council.organisation.queries import place_by_code, places_of_kind
from council.permits.actor import Actor
from council.permits.current import signed_in
from council.permits.permission import allows, demand
from council.web.answers import Answer, from_htmx, go_back, local_path, page_or_part

bp = Blueprint("followup", __name__)


@bp.get("/tasks/")
def board() -> str:
    """Four lanes; a phone shows the one in the address, with tabs for the others."""
    actor = signed_in()
    filters = _filters()
    lane, page = _lane(), request.args.get("page", 1, type=int)
    lanes = queries.board(actor, filters, lane=lane, page=max(1, min(page, 10_000)))
    shown = [task for each in lanes.values() for task in each.items]
    return render_template(
        "followup/board.html",
        lanes=lanes,
        current=lane,
        filters=filters,
        places=queries.board_places(actor),
        new_task=_new_task_url(actor, filters),
        address=_board_url(filters),
        **_card_context(actor, shown),
    )


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
    demand(actor, TaskAct.ADD, origin.place)
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


@bp.get("/tasks/<int:task_id>")
def task(task_id: int) -> Answer:
    """One task: its facts, its timeline, and the forms for those who may move it."""
    actor = signed_in()
    return _page(actor, task_for(actor, task_id))


@bp.post("/tasks/<int:task_id>/start")
def start_task(task_id: int) -> Answer:
    """Begin, from a card or from the task's page."""
    actor = signed_in()
    found = task_for(actor, task_id, to=TaskAct.WORK)
    return _moved(actor, found, operations.start_task, _("Started. Report here when it is done."))


@bp.post("/tasks/<int:task_id>/confirm")
def confirm_task(task_id: int) -> Answer:
    """Confirm a task that came from no resident's issue."""
    actor = signed_in()
    found = task_for(actor, task_id, to=TaskAct.CONFIRM)
    return _moved(actor, found, operations.confirm_task, _("Confirmed."))


@bp.post("/tasks/<int:task_id>/done")
def finish_task(task_id: int) -> Answer:
    """Report it done, with a note or a photo."""
    actor = signed_in()
    found = task_for(actor, task_id, to=TaskAct.WORK)
    taken = take_photos(actor=actor, limit=1)
    form = ReportForm()
    if form.validate_on_submit() and not taken.problems:
        photo = taken.photos[0] if taken.photos else None
        try:
            operations.finish_task(
                task=found, note=form.note.data or "", photo=photo, actor_id=actor.person_id, key=form.key
            )
            return go_back(url_for("followup.task", task_id=found.id), message=_thanks(found))
        except Invalid as problem:
            form.refuse(problem)
        except Conflict as problem:
            return _page(actor, task_for(actor, task_id), status=409, said=problem.message, report=form, taken=taken)
    return _page(actor, found, status=422, report=form, taken=taken)


@bp.post("/tasks/<int:task_id>/cancel")
def cancel_task(task_id: int) -> Answer:
    """Take it off the board, with a reason."""
    actor = signed_in()
    found = task_for(actor, task_id, to=TaskAct.CANCEL)
    form = CancelForm()
    if form.validate_on_submit():
        try:
            operations.cancel_task(task=found, reason=form.reason.data or "", actor_id=actor.person_id, key=form.key)
            return go_back(url_for("followup.task", task_id=found.id), message=_("Task cancelled."))
        except Conflict as problem:
            return _page(actor, task_for(actor, task_id), status=409, said=problem.message, cancel=form)
    return _page(actor, found, status=422, cancel=form)


def _moved(actor: Actor, task: Task, move: Callable[..., Task], message: str) -> Answer:
    """Make a move that needs no words; of two people at once the second sees the card as it is now, with who it was."""
    try:
        move(task=task, actor_id=actor.person_id, key=request.form.get("once") or None)
    except Conflict as problem:
        fresh = task_for(actor, task.id)
        if not from_htmx():
            return _page(actor, fresh, status=409, said=problem.message)
        context = _card_context(actor, [fresh])
        part = render_template("followup/_card.html", task=fresh, said=problem.message, address=_back(), **context)
        return make_response(part, 409)
    return go_back(_back() or url_for("followup.task", task_id=task.id), message=message)


def _page(actor: Actor, task: Task, *, status: int = 200, said: object = "", **forms: Any) -> Answer:
    context = {"report": ReportForm(formdata=None), "cancel": CancelForm(formdata=None), "taken": Taken(limit=1)}
    page = render_template(
        "followup/task.html",
        task=task,
        said=said,
        steps=timeline(task),
        **{**context, **forms},
        **_card_context(actor, [task]),
    )
    return make_response(page, status)


def _card_context(actor: Actor, tasks: list[Task]) -> dict[str, Any]:
    return {
        "may": lambda act, task: allows(actor, TaskAct[act], task),
        "answers": queries.answers(tasks),
        "State": TaskState,
        "due_of": due_of,
        "lead_name": lead_name,
        "origin_url": origin_url,
        "state_word": state_word,
        "solved_word": solved_word,
        "where": where,
        "lane_word": lane_word,
        "lane_hint": lane_hint,
        "viewer_id": actor.person_id,
    }


def _filters() -> Filters:
    given = request.args
    return Filters(
        mine=given.get("mine") == "1", overdue=given.get("overdue") == "1", place=given.get("place", "")[:32]
    )


def _lane() -> Lane:
    asked = request.args.get("lane", "")
    return Lane(asked) if asked in set(Lane) else Lane.WAITING


def _board_url(filters: Filters) -> Callable[..., str]:
    """A function that gives the board's address with one filter, lane or page changed."""
    kept = {"mine": "1" if filters.mine else None, "overdue": "1" if filters.overdue else None}
    kept |= {"place": filters.place or None}

    def address(**changes: Any) -> str:
        return url_for("followup.board", **{**kept, **changes})

    return address


def _back() -> str:
    return local_path(request.form.get("back")) if request.form.get("back") else ""


def _thanks(task: Task) -> str:
    if task.issue_id is None:
        return _("Reported. The estate head looks at it next.")
    return _("Reported. The resident is asked whether it is solved.")


def _new_task_url(actor: Actor, filters: Filters) -> str:
    """Where the button “New task” leads; empty for those who may give none out."""
    estates = _estates(actor)
    if filters.place:
        estates = [estate for estate in estates if estate.code == filters.place]
    return url_for("followup.new_task", place=estates[0].code) if len(estates) == 1 else ""


def _estates(actor: Actor) -> list[Place]:
    paths = {held.path for held in actor.holdings if held.office in GIVERS}
    found = {place.id: place for path in paths for place in places_of_kind(PlaceKind.ESTATE, below=path)}
    return list(found.values())


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
