"""Setting the agenda: each act a small form of its own."""

from flask import request
from flask_babel import gettext as _

from council.base.errors import NotVisible
from council.issues.models import Issue
from council.issues.permissions import IssueAct
from council.issues.queries import issue_by_number
from council.meetings.access import item_for, meeting_for
from council.meetings.forms import ItemForm
from council.meetings.models import Meeting
from council.meetings.operations.agenda import add_item, move_item, remove_item
from council.meetings.permissions import MeetingAct
from council.meetings.views import bp
from council.meetings.views.planning import plan_form, plan_page
from council.permits.actor import Actor
from council.permits.current import signed_in
from council.permits.permission import allows
from council.web.answers import Answer, see_other


@bp.post("/meetings/<int:meeting_id>/items")
def add(meeting_id: int) -> Answer | tuple[str, int]:
    """Put an item on the agenda, from words or from an issue."""
    actor = signed_in()
    meeting = meeting_for(actor, meeting_id, to=MeetingAct.PLAN)
    if number := request.form.get("issue", ""):
        return _add_issue(actor, meeting, number)
    form = ItemForm()
    if not form.validate():
        return plan_page(meeting, plan_form(meeting), form, 422)
    add_item(
        meeting=meeting,
        title=form.title.data,
        detail=form.detail.data,
        minutes=form.minutes.data,
        actor_id=actor.person_id,
        key=form.key,
    )
    return see_other("meetings.plan", meeting_id=meeting.id, message=_("Added to the agenda."), _anchor="agenda")


def _add_issue(actor: Actor, meeting: Meeting, number: str) -> Answer:
    issue = issue_by_number(number)
    if issue is None or not allows(actor, IssueAct.VIEW, issue):
        raise NotVisible
    add_item(
        meeting=meeting,
        title=issue.title,
        detail=issue.detail,
        issue=issue,
        actor_id=actor.person_id,
        key=request.form.get("once"),
    )
    message = _("Added to the agenda: %(title)s", title=issue.title)
    return _back_to_list(meeting, message, issue)


def _back_to_list(meeting: Meeting, message: str, issue: Issue) -> Answer:
    if request.form.get("from") == "issues":
        return see_other("issues.issues", message=message)
    if request.form.get("from") == "issue":
        return see_other("issues.issue", number=issue.number, message=message)
    return see_other("meetings.plan", meeting_id=meeting.id, message=message, _anchor="agenda")


@bp.post("/items/<int:item_id>/position")
def move(item_id: int) -> Answer:
    """Move an item up or down by one."""
    actor = signed_in()
    item = item_for(actor, item_id, to=MeetingAct.PLAN)
    move_item(item=item, up=request.form.get("to") == "up", actor_id=actor.person_id)
    return see_other("meetings.plan", meeting_id=item.meeting_id, _anchor="agenda")


@bp.post("/items/<int:item_id>/removal")
def remove(item_id: int) -> Answer:
    """Take an item off the draft's agenda."""
    actor = signed_in()
    item = item_for(actor, item_id, to=MeetingAct.PLAN)
    meeting_id, title = item.meeting_id, item.title
    remove_item(item=item, actor_id=actor.person_id)
    message = _("Taken off the agenda: %(title)s", title=title)
    return see_other("meetings.plan", meeting_id=meeting_id, message=message, _anchor="agenda")
