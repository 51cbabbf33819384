"""One issue: where it stands, and what neighbours and the reporter can do."""

from flask import make_response, render_template
from flask_babel import gettext as _

from council.base.errors import Invalid
from council.issues import operations
from council.issues.access import issue_for, only_has_a_part
from council.issues.forms import FeedbackForm
from council.issues.models import Issue
from council.issues.permissions import IssueAct
from council.issues.states import Solved
from council.issues.views import bp
from council.issues.views.page import show_page, supporting
from council.media.uploads import take_photos
from council.permits.actor import Actor
from council.permits.current import signed_in
from council.web.answers import Answer, from_htmx, see_other


@bp.get("/issues/<number>")
def show(number: str) -> Answer:
    """Where an issue stands, what comes next, and what this reader can do. A unit is led to its part."""
    actor = signed_in()
    if only_has_a_part(actor, number):
        return see_other("issues.part", number=number)
    return make_response(show_page(actor, issue_for(actor, number)))


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
    taken = take_photos(actor=actor, limit=1)
    if form.validate_on_submit() and not taken.problems:
        try:
            operations.give_feedback(
                actor_id=actor.person_id,
                issue=issue,
                solved=Solved(form.solved.data),
                reason=form.reason.data or "",
                score=int(form.score.data) if form.score.data else None,
                photo=next(iter(taken.photos), None),
                key=form.key,
            )
            return see_other("issues.show", number=issue.number, message=_("Thank you. Your answer is recorded."))
        except Invalid as problem:
            form.refuse(problem)
    if from_htmx():
        return make_response(
            render_template("issues/_feedback.html", issue=issue, feedback_form=form, feedback_taken=taken), 422
        )
    return make_response(show_page(actor, issue, feedback_form=form, feedback_taken=taken), 422)


def _supported(actor: Actor, issue: Issue) -> Answer:
    if from_htmx():
        return make_response(render_template("issues/_support.html", issue=issue, supporting=supporting(actor, issue)))
    return see_other("issues.show", number=issue.number)
