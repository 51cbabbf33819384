"""Merging with consent, disputes, internal notes, an answer by phone."""

from flask import request
from flask_babel import gettext as _

from council.base.errors import Invalid
from council.issues import operations
from council.issues.access import issue_for
from council.issues.handling_forms import AskedForm, MediationForm, NoteForm
from council.issues.models import Issue
from council.issues.operations.disputes import Level, state_of
from council.issues.permissions import IssueAct
from council.issues.queries import issue_by_number
from council.issues.states import Solved
from council.issues.views import bp
from council.issues.views.acting import act
from council.issues.views.blank import officer_forms
from council.permits.current import signed_in
from council.permits.permission import allows
from council.web.answers import Answer, see_other


@bp.post("/issues/<number>/merge")
def merge(number: str) -> Answer:
    """It is the same as another one."""
    actor = signed_in()
    issue = issue_for(actor, number, to=IssueAct.HANDLE)
    form = officer_forms(issue)["merge_form"]

    def do() -> object:
        target = issue_by_number(form.into.data or "")
        if target is None or not allows(actor, IssueAct.HANDLE, target):
            raise Invalid(_("No issue of yours has this number."), field="into")
        return operations.merge(actor_id=actor.person_id, source=issue, target=target, reason=form.reason.data or "")

    return act(actor, issue, "merge_form", form, do, _("Merged. Those who raised or support it are asked."))


@bp.post("/issues/<number>/merge/undoing")
def undo_merge(number: str) -> Answer:
    """They were not the same."""
    actor = signed_in()
    issue = issue_for(actor, number, to=IssueAct.HANDLE)
    operations.undo_merge(actor_id=actor.person_id, issue=issue)
    return see_other("issues.show", number=issue.number, message=_("It stands by itself again."))


@bp.post("/issues/<number>/merge/consent")
def answer_merge(number: str) -> Answer:
    """Count me in there, or leave my support where it is."""
    actor = signed_in()
    issue = issue_for(actor, number, to=IssueAct.ANSWER_MERGE)
    agreed = request.form.get("agreed") == "yes"
    operations.answer_merge(actor_id=actor.person_id, issue=issue, agreed=agreed)
    word = _("You are counted there now.") if agreed else _("Your support stays here.")
    return see_other("issues.show", number=issue.number, message=word)


@bp.post("/issues/<number>/notes")
def write_note(number: str) -> Answer:
    """A note among those who handle it."""
    actor = signed_in()
    issue = issue_for(actor, number, to=IssueAct.READ_NOTES)
    form = NoteForm()

    def do() -> object:
        return operations.write_note(actor_id=actor.person_id, issue=issue, text=form.text.data or "", key=form.key)

    return act(actor, issue, "note_form", form, do, _("Noted. Only those who handle it read it."))


@bp.post("/issues/<number>/dispute")
def mark_dispute(number: str) -> Answer:
    """It is a dispute between people."""
    actor = signed_in()
    issue = issue_for(actor, number, to=IssueAct.HANDLE)
    form = officer_forms(issue)["dispute_form"]

    def do() -> object:
        mediator = actor.person_id if form.mine.data else None
        kind = form.kind.data or ""
        return operations.mark_dispute(actor_id=actor.person_id, issue=issue, kind=kind, mediator_id=mediator)

    return act(actor, issue, "dispute_form", form, do, _("It goes to mediation and left the public lists."))


@bp.post("/issues/<number>/mediation")
def mediate(number: str) -> Answer:
    """How the mediation went."""
    actor = signed_in()
    issue = issue_for(actor, number, to=IssueAct.MEDIATE)
    form = MediationForm()

    def do() -> object:
        return operations.bring_mediation(
            actor_id=actor.person_id,
            issue=issue,
            state=state_of(form.state.data or ""),
            outcome=form.outcome.data or "",
            level=Level(form.level.data) if form.level.data in set(Level) else None,
        )

    return act(actor, issue, "mediation_form", form, do, _("Recorded."))


@bp.post("/issues/<number>/feedback/by-phone")
def feedback_by_phone(number: str) -> Answer:
    """An officer asked the reporter on the phone."""
    actor = signed_in()
    issue = issue_for(actor, number, to=IssueAct.HANDLE)
    form = AskedForm()

    def do() -> object:
        return operations.give_feedback(
            actor_id=_reporter(issue),
            issue=issue,
            solved=Solved(form.solved.data),
            reason=form.reason.data or "",
            score=int(form.score.data) if form.score.data else None,
            asked_by=actor.person_id,
            key=form.key,
        )

    return act(actor, issue, "phone_form", form, do, _("Recorded as asked by phone."))


def _reporter(issue: Issue) -> int | None:
    return issue.reporter_id
