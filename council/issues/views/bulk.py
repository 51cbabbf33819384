"""One act for several issues of the officers' list, with a sentence for all and, where needed, one for each."""

from flask import render_template, request
from flask_babel import gettext as _

from council.base.errors import DomainError
from council.issues import operations
from council.issues.access import issue_for
from council.issues.permissions import IssueAct
from council.issues.queries import issue_by_number
from council.issues.views import bp
from council.permits.actor import Actor
from council.permits.current import signed_in
from council.web.answers import Answer, see_other

#: Issues that one act takes at most; a page of the list.
MOST = 20
ACTS = ("acknowledge", "resolve", "reject")


@bp.post("/issues/several")
def several() -> Answer | str:
    """Ask for the sentences of the ticked issues; then do it, and say for each what happened."""
    actor = signed_in()
    numbers = list(dict.fromkeys(request.form.getlist("number")))[:MOST]
    act = request.form.get("act", "")
    if not numbers or act not in ACTS:
        return see_other("issues.index", message=_("Tick the issues first, then choose what to do."))
    if act != "acknowledge" and "sure" not in request.form:
        issues = [issue for number in numbers if (issue := issue_by_number(number))]
        seen = [issue_for(actor, issue.number) for issue in issues]
        return render_template("issues/several.html", issues=seen, act=act)
    return render_template(
        "issues/several_done.html", results=[_one(actor, number, act) for number in numbers], act=act
    )


def _one(actor: Actor, number: str, act: str) -> tuple[str, str, str]:
    """Do it with one issue: its number, `done` or `not`, and why not. A stale one stops nothing."""
    said = request.form.get(f"said-{number}", "").strip() or request.form.get("said", "").strip()
    try:
        issue = issue_for(actor, number, to=IssueAct.HANDLE)
        if act == "acknowledge":
            operations.acknowledge(actor_id=actor.person_id, issue=issue)
        elif act == "reject":
            operations.reject(actor_id=actor.person_id, issue=issue, reason=said)
        else:
            operations.solve_on_the_spot(actor_id=actor.person_id, issue=issue, answer=said)
    except DomainError as problem:
        return number, "not", str(problem.message) or _("This is not yours to do.")
    return number, "done", ""
