"""Reasons for and against."""

from flask import make_response, render_template, request
from flask_babel import gettext as _

from council.base.errors import Conflict, Invalid
from council.deliberation import operations
from council.deliberation.access import said_thing, talk_of
from council.deliberation.forms import ReasonForm
from council.deliberation.models import Reason
from council.deliberation.operations.talking import SIDES
from council.deliberation.permissions import TalkAct
from council.deliberation.queries import counts_of, moderation_of, own_reason, reasons_of
from council.deliberation.views import bp
from council.issues.models import Issue
from council.permits.actor import Actor
from council.permits.current import signed_in
from council.permits.permission import allows
from council.web.answers import Answer, from_htmx, see_other


@bp.get("/issues/<number>/reasons")
def reasons(number: str) -> str:
    """Both sides, the most helpful first."""
    actor = signed_in()
    return _page(actor, talk_of(actor, number))


@bp.post("/issues/<number>/reasons/<side>")
def give(number: str, side: str) -> Answer:
    """Say why, or change what one said."""
    actor = signed_in()
    issue = talk_of(actor, number, to=TalkAct.SPEAK)
    form = ReasonForm()
    if form.validate_on_submit():
        try:
            operations.give_reason(
                actor_id=actor.person_id,
                issue=issue,
                side=side,
                text=form.text.data or "",
                anonymous=form.anonymous.data,
            )
            return see_other("deliberation.reasons", number=issue.number, message=_("Your reason stands there now."))
        except (Invalid, Conflict) as problem:
            form.form_errors.append(str(problem.message))
    return make_response(_page(actor, issue, **{side: form}), 422)


@bp.post("/reasons/<int:reason_id>/withdrawal")
def withdraw(reason_id: int) -> Answer:
    """Take one's own reason back."""
    actor = signed_in()
    reason = _reason(actor, reason_id)
    operations.withdraw_reason(actor_id=actor.person_id, reason=reason)
    return see_other("deliberation.reasons", number=reason.issue.number, message=_("Taken back."))


@bp.post("/reasons/<int:reason_id>/help")
def helps(reason_id: int) -> Answer:
    """It helps me, or no longer."""
    actor = signed_in()
    reason = _reason(actor, reason_id)
    yes = request.form.get("helps") != "no"
    operations.find_helpful(actor_id=actor.person_id, reason=reason, helps=yes)
    if from_htmx():
        return make_response(render_template("deliberation/_help.html", reason=reason, helps_me=yes))
    return see_other("deliberation.reasons", number=reason.issue.number, _anchor=f"reason-{reason.id}")


def _reason(actor: Actor, reason_id: int) -> Reason:
    thing = said_thing(actor, "reason", reason_id, to=TalkAct.SPEAK)
    assert isinstance(thing, Reason)
    return thing


def _page(actor: Actor, issue: Issue, **forms: ReasonForm) -> str:
    own = {side: own_reason(issue.id, side, actor.person_id) for side in SIDES}
    return render_template(
        "deliberation/reasons.html",
        issue=issue,
        sides={side: reasons_of(issue.id, side, actor.person_id) for side in SIDES},
        counts=counts_of(issue.id),
        own=own,
        forms={side: forms.get(side) or ReasonForm(obj=own[side]) for side in SIDES},
        withheld={row.id: moderation_of("reason", row.id) for row in own.values() if row is not None and row.hidden},
        may_speak=allows(actor, TalkAct.SPEAK, issue),
        may_moderate=allows(actor, TalkAct.MODERATE, issue),
    )
