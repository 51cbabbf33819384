"""What officers do with an issue: take it, decline it, say it is done, hand it back, close it."""

from flask import make_response
from flask_babel import gettext as _

from council.base.errors import Invalid
from council.issues import operations
from council.issues.access import issue_for
from council.issues.forms import HandBackForm
from council.issues.operations.raising import MOST_PHOTOS
from council.issues.permissions import IssueAct
from council.issues.views import bp
from council.issues.views.acting import act
from council.issues.views.blank import officer_forms
from council.issues.views.page import closing, show_page
from council.media.uploads import take_photos
from council.permits.current import signed_in
from council.permits.permission import demand
from council.web.answers import Answer, see_other


@bp.post("/issues/<number>/acknowledgement")
def acknowledge(number: str) -> Answer:
    """Take it."""
    actor = signed_in()
    issue = issue_for(actor, number, to=IssueAct.HANDLE)
    operations.acknowledge(actor_id=actor.person_id, issue=issue)
    return see_other("issues.show", number=issue.number, message=_("Accepted. The resident can see it."))


@bp.post("/issues/<number>/rejection")
def reject(number: str) -> Answer:
    """Decline it, with a reason."""
    actor = signed_in()
    issue = issue_for(actor, number, to=IssueAct.HANDLE)
    form = officer_forms(issue)["reject_form"]
    return act(
        actor,
        issue,
        "reject_form",
        form,
        lambda: operations.reject(actor_id=actor.person_id, issue=issue, reason=form.words(form.reason.data)),
        _("Declined. The resident reads your reason."),
    )


@bp.post("/issues/<number>/resolution")
def resolve(number: str) -> Answer:
    """It is done: what was done, with photos of after the work."""
    actor = signed_in()
    issue = issue_for(actor, number, to=IssueAct.HANDLE)
    form = officer_forms(issue)["resolve_form"]
    taken = take_photos(actor=actor, limit=MOST_PHOTOS)
    if form.validate_on_submit() and not taken.problems:
        try:
            operations.solve_on_the_spot(
                actor_id=actor.person_id, issue=issue, answer=form.words(form.answer.data), photos=taken.photos
            )
            return see_other("issues.show", number=issue.number, message=_("Recorded. The resident is asked now."))
        except Invalid as problem:
            form.refuse(problem)
    return make_response(show_page(actor, issue, resolve_form=form, resolve_taken=taken), 422)


@bp.post("/issues/<number>/return")
def hand_back(number: str) -> Answer:
    """The supervisor sends it back to those who did it."""
    actor = signed_in()
    issue = issue_for(actor, number, to=IssueAct.SUPERVISE)
    form = HandBackForm()
    return act(
        actor,
        issue,
        "hand_back_form",
        form,
        lambda: operations.hand_back(actor_id=actor.person_id, issue=issue, reason=form.reason.data or ""),
        _("Handed back. Everyone can read why."),
    )


@bp.post("/issues/<number>/closure")
def close(number: str) -> Answer:
    """Close what the resident did not answer."""
    actor = signed_in()
    issue = issue_for(actor, number)
    demand(actor, closing(issue), issue)
    operations.close(actor_id=actor.person_id, issue=issue)
    return see_other("issues.show", number=issue.number, message=_("Closed."))
