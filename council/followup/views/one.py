"""One task, and the forms that move it."""

from collections.abc import Callable
from typing import Any

from flask import make_response, render_template, request, url_for
from flask_babel import gettext as _

from council.base.errors import Conflict, Invalid
from council.followup import operations
from council.followup.access import task_for
from council.followup.forms import CancelForm, ReportForm
from council.followup.models import Task
from council.followup.permissions import TaskAct
from council.followup.timeline import timeline
from council.followup.views import bp
from council.followup.views.cards import card_context
from council.media.uploads import Taken, take_photos
from council.permits.actor import Actor
from council.permits.current import signed_in
from council.web.answers import Answer, from_htmx, go_back, local_path


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
        except Invalid as problem:
            form.refuse(problem)
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
        context = card_context(actor, [fresh])
        part = render_template("followup/_card.html", task=fresh, said=problem.message, address=_back(), **context)
        return make_response(part, 409)
    return go_back(_back() or url_for("followup.task", task_id=task.id), message=message)


def _page(actor: Actor, task: Task, *, status: int = 200, said: object = "", **forms: Any) -> Answer:
    context = {"report": ReportForm(formdata=None), "cancel": CancelForm(formdata=None), "taken": Taken(limit=1)}
    page = render_template(
        "followup/task.html",
        task=task,
        said=said,
        steps=timeline(task, actor),
        **{**context, **forms},
        **card_context(actor, [task]),
    )
    return make_response(page, status)


def _back() -> str:
    return local_path(request.form.get("back")) if request.form.get("back") else ""


def _thanks(task: Task) -> str:
    if task.issue_id is None:
        return _("Reported. The estate head looks at it next.")
    return _("Reported. The resident is asked whether it is solved.")
