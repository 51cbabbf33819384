"""One issue: where it stands, and what neighbours and the reporter can do."""

from typing import Any

from flask import make_response, render_template
from flask_babel import gettext as _

from council.base import clock
from council.base.errors import Invalid
from council.issues import operations, pages, panels
from council.issues.access import issue_for
from council.issues.forms import FeedbackForm, HandBackForm, RejectForm, ResolveForm
from council.issues.models import Issue
from council.issues.permissions import IssueAct
from council.issues.queries import photos_of, supports
from council.issues.rules import SUPPORTABLE, Act, after, may_close_unanswered, solved_elsewhere
from council.issues.states import IssueState, Solved
from council.issues.timeline import ahead, story
from council.issues.views import bp
from council.permits.actor import Actor
from council.permits.current import signed_in
from council.permits.permission import allows
from council.web.answers import Answer, from_htmx, see_other


@bp.get("/issues/<number>")
def show(number: str) -> str:
    """Where an issue stands, what comes next, and what this reader can do."""
    actor = signed_in()
    return show_page(actor, issue_for(actor, number))


@bp.post("/issues/<number>/support")
def support(number: str) -> Answer:
    """Say “I have it too”."""
    actor = signed_in()
    issue = issue_for(actor, number, to=IssueAct.SUPPORT)
    operations.support(actor_id=actor.person_id, issue=issue)
    return _supported(actor, issue)


@bp.post("/issues/<number>/support/withdrawal")
def withdraw_support(number: str) -> Answer:
    """Take it back."""
    actor = signed_in()
    issue = issue_for(actor, number, to=IssueAct.SUPPORT)
    operations.withdraw_support(actor_id=actor.person_id, issue=issue)
    return _supported(actor, issue)


@bp.post("/issues/<number>/feedback")
def give_feedback(number: str) -> Answer:
    """The resident's last word."""
    actor = signed_in()
    issue = issue_for(actor, number, to=IssueAct.FEEDBACK)
    form = FeedbackForm()
    if form.validate_on_submit():
        try:
            operations.give_feedback(
                actor_id=actor.person_id,
                issue=issue,
                solved=Solved(form.solved.data),
                reason=form.reason.data or "",
                key=form.key,
            )
            return see_other("issues.show", number=issue.number, message=_("Thank you. Your answer is recorded."))
        except Invalid as problem:
            form.refuse(problem)
    if from_htmx():
        return make_response(render_template("issues/_feedback.html", issue=issue, feedback_form=form), 422)
    return make_response(show_page(actor, issue, feedback_form=form), 422)


def _supported(actor: Actor, issue: Issue) -> Answer:
    if from_htmx():
        return make_response(render_template("issues/_support.html", issue=issue, supporting=_supporting(actor, issue)))
    return see_other("issues.show", number=issue.number)


def _supporting(actor: Actor, issue: Issue) -> str:
    """What the support block offers: `own`, `settled`, `given`, `open`, or `outside` for who does not live here."""
    if issue.reporter_id == actor.person_id:
        return "own"
    if issue.state not in SUPPORTABLE:
        return "settled"
    if not allows(actor, IssueAct.SUPPORT, issue):
        return "outside"
    return "given" if supports(issue.id, actor.person_id) else "open"


def show_page(actor: Actor, issue: Issue, **forms: Any) -> str:
    """The page of one issue for `actor`; `forms` are those that came back with errors."""
    return render_template(
        "issues/show.html",
        issue=issue,
        next=pages.next_of(issue),
        story=story(issue, actor),
        sees_numbers=allows(actor, IssueAct.SEE_NAME, issue),
        photos=[row.photo for row in photos_of(issue.id)],
        ahead=ahead(issue),
        supporting=_supporting(actor, issue),
        can=_possible(actor, issue),
        panels=panels.filled(panels.issue_panels, issue, actor),
        extra_actions=panels.filled(panels.issue_actions, issue, actor),
        group_text=pages.group_text(issue),
        request_line="" if actor.is_officer else pages.request_line(issue.estate_id),
        place_name=issue.estate.name,
        **{
            "feedback_form": FeedbackForm(),
            "hand_back_form": HandBackForm(),
            "reject_form": RejectForm(),
            "resolve_form": ResolveForm(),
            **forms,
        },
    )


def _possible(actor: Actor, issue: Issue) -> frozenset[Act]:
    """The acts whose buttons this reader is offered; `confirm` stands for the question to the reporter."""
    acts = {act for act in (Act.ACKNOWLEDGE, Act.REJECT, Act.RESOLVE) if after(issue.state, act)}
    if solved_elsewhere(issue.state):
        acts.discard(Act.RESOLVE)
    if not allows(actor, IssueAct.HANDLE, issue):
        acts.clear()
    if after(issue.state, Act.HAND_BACK) and allows(actor, IssueAct.SUPERVISE, issue):
        acts.add(Act.HAND_BACK)
    if _may_close(actor, issue):
        acts.add(Act.CLOSE)
    if issue.state == IssueState.RESOLVED and allows(actor, IssueAct.FEEDBACK, issue):
        acts.add(Act.CONFIRM)
    return frozenset(acts)


def _may_close(actor: Actor, issue: Issue) -> bool:
    return (
        after(issue.state, Act.CLOSE) is not None
        and allows(actor, closing(issue), issue)
        and may_close_unanswered(issue.state, issue.due_at, clock.now())
    )


def closing(issue: Issue) -> IssueAct:
    """What closing this issue asks for: what went to the supervisor is closed by the supervisor."""
    return IssueAct.SUPERVISE if issue.state == IssueState.SUPERVISED else IssueAct.HANDLE
