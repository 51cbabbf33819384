"""Setting the agenda: each act a small form of its own."""

from flask import flash, make_response, redirect, render_template, request
from flask_babel import gettext as _

from council.base.db import db
from council.base.errors import Conflict, DomainError, Invalid
from council.base.ids import row_id
from council.issues.access import issue_for
from council.issues.models import Issue
from council.meetings.access import item_for, meeting_for
from council.meetings.forms import ItemForm
from council.meetings.models import AgendaItem, Meeting
from council.meetings.operations.agenda import add_item, change_item, remove_item
from council.meetings.operations.ordering import move_item, nest_item, place_item
from council.meetings.panels import add_button
from council.meetings.permissions import MeetingAct
from council.meetings.views import bp
from council.meetings.views.builder import agenda_part, plan_page
from council.meetings.words import meeting_name
from council.permits.actor import Actor
from council.permits.current import signed_in
from council.web.answers import Answer, from_htmx, local_path, see_other

#: The words of `move`: up or down by one; under the item above, or out again.
STEPS = {"up": True, "down": False}
NESTING = {"in": True, "out": False}


@bp.post("/agenda-items")
def add_to_chosen() -> Answer:
    """Put an issue on the agenda chosen in the same form: the button beside an issue."""
    return add(row_id(request.form.get("meeting")) or 0)


@bp.post("/meetings/<int:meeting_id>/items")
def add(meeting_id: int) -> Answer:
    """Put an item on the agenda, from words or from an issue."""
    actor = signed_in()
    meeting = meeting_for(actor, meeting_id, to=MeetingAct.PLAN)
    if number := request.form.get("issue", ""):
        return _add_issue(actor, meeting, issue_for(actor, number))
    form = ItemForm()
    if not form.validate():
        return plan_page(meeting, actor, item_form=form, status=422)
    try:
        add_item(
            meeting=meeting,
            title=form.title.data or "",
            detail=form.detail.data or "",
            minutes=form.minutes.data or 0,
            actor_id=actor.person_id,
            key=form.key,
        )
    except Invalid as problem:
        form.refuse(problem)
        return plan_page(meeting, actor, item_form=form, status=422)
    except Conflict as problem:
        return _too_late(meeting.id, actor, problem)
    return _after_change(meeting, actor, _("Added to the agenda."))


@bp.route("/items/<int:item_id>/edit", methods=["GET", "POST"])
def edit(item_id: int) -> Answer:
    """Change the words or the minutes of an item of a draft."""
    actor = signed_in()
    item = item_for(actor, item_id, to=MeetingAct.PLAN)
    if request.method == "GET":
        return _edit_page(item, ItemForm(formdata=None, data=_facts(item)), 200)
    form = ItemForm()
    if not form.validate():
        return _edit_page(item, form, 422)
    try:
        change_item(
            item=item,
            title=form.title.data or "",
            detail=form.detail.data or "",
            minutes=form.minutes.data or 0,
            actor_id=actor.person_id,
        )
    except Invalid as problem:
        form.refuse(problem)
        return _edit_page(item, form, 422)
    return _to_agenda(item.meeting_id, _("Saved."))


@bp.post("/items/<int:item_id>/position")
def move(item_id: int) -> Answer:
    """Move an item up or down by one, under the item above or out again, or to the line it was dragged to."""
    actor = signed_in()
    item = item_for(actor, item_id, to=MeetingAct.PLAN)
    meeting_id, wanted, at = item.meeting_id, request.form.get("to", ""), row_id(request.form.get("at"))
    try:
        if (to := row_id(wanted)) is not None:
            place_item(item=item, to=to, at=at or 0, actor_id=actor.person_id)
        elif wanted in NESTING:
            nest_item(item=item, inside=NESTING[wanted], at=at, actor_id=actor.person_id)
        elif wanted in STEPS:
            move_item(item=item, up=STEPS[wanted], at=at, actor_id=actor.person_id)
        else:
            raise Invalid(_("Move an item up, down, in, out, or to a line of the agenda."))
    except (Conflict, Invalid) as problem:
        return _too_late(meeting_id, actor, problem)
    if from_htmx():
        return agenda_part(item.meeting, actor)
    return _to_agenda(item.meeting_id, None)


@bp.post("/items/<int:item_id>/removal")
def remove(item_id: int) -> Answer:
    """Take an item off the agenda. A second tap finds it gone and says so."""
    actor = signed_in()
    gone = row_id(request.form.get("meeting"))
    if gone is not None and db.session.get(AgendaItem, item_id) is None:
        meeting = meeting_for(actor, gone, to=MeetingAct.PLAN)
        return _after_change(meeting, actor, _("It is off the agenda."))
    item = item_for(actor, item_id, to=MeetingAct.PLAN)
    meeting, title = item.meeting, item.title
    try:
        remove_item(item=item, actor_id=actor.person_id)
    except Conflict as problem:
        return _too_late(meeting.id, actor, problem)
    return _after_change(meeting, actor, _("Taken off the agenda: %(title)s", title=title))


def _add_issue(actor: Actor, meeting: Meeting, issue: Issue) -> Answer:
    back = request.form.get("back", "")
    try:
        add_item(
            meeting=meeting,
            title=issue.title,
            detail=issue.detail,
            issue=issue,
            actor_id=actor.person_id,
            key=request.form.get("once"),
        )
    except (Conflict, Invalid) as problem:
        if back:
            raise
        return _too_late(meeting.id, actor, problem)
    if not back:
        return _after_change(meeting, actor, _("Added to the agenda: %(title)s", title=issue.title))
    if from_htmx():
        return make_response(str(add_button(issue, actor, local_path(back))))
    flash(_("On the agenda of %(meeting)s: %(title)s", meeting=meeting_name(meeting), title=issue.title))
    return redirect(local_path(back), code=303)


def _too_late(meeting_id: int, actor: Actor, problem: DomainError) -> Answer:
    """409 (or 422) from a page that had grown old: the agenda as it is now, with the reason in words."""
    meeting = meeting_for(actor, meeting_id, to=MeetingAct.PLAN)
    answer = agenda_part if from_htmx() else plan_page
    return answer(meeting, actor, problem=str(problem.message), status=problem.status)


def _after_change(meeting: Meeting, actor: Actor, said: str) -> Answer:
    return agenda_part(meeting, actor, said=said) if from_htmx() else _to_agenda(meeting.id, said)


def _to_agenda(meeting_id: int, message: str | None) -> Answer:
    return see_other("meetings.plan", meeting_id=meeting_id, message=message, _anchor="agenda")


def _edit_page(item: AgendaItem, form: ItemForm, status: int) -> Answer:
    meeting = item.meeting
    html = render_template("meetings/plan_item.html", item=item, meeting=meeting, name=meeting_name(meeting), form=form)
    return make_response(html, status)


def _facts(item: AgendaItem) -> dict[str, object]:
    return {"title": item.title, "detail": item.detail, "minutes": item.minutes}
