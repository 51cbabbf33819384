"""Short statements to agree or disagree with, one at a time, and the picture they make."""

from flask import make_response, render_template, request
from flask_babel import gettext as _

from council.base.errors import Conflict, Invalid
from council.deliberation import operations, words
from council.deliberation.access import said_thing, talk_of
from council.deliberation.forms import StatementForm
from council.deliberation.models import Statement
from council.deliberation.permissions import TalkAct
from council.deliberation.queries import answers_by, is_closed, picture, statements_of
from council.deliberation.rules.agreement import Answer as Says
from council.deliberation.views import bp
from council.issues.models import Issue
from council.permits.actor import Actor
from council.permits.current import signed_in
from council.permits.permission import allows
from council.web.answers import Answer, see_other


@bp.get("/issues/<number>/statements")
def statements(number: str) -> str:
    """The next statement to answer, or the picture once all are answered."""
    actor = signed_in()
    return _page(actor, talk_of(actor, number), StatementForm())


@bp.post("/issues/<number>/statements/new")
def propose(number: str) -> Answer:
    """Propose a statement."""
    actor = signed_in()
    issue = talk_of(actor, number, to=TalkAct.SPEAK)
    form = StatementForm()
    if form.validate_on_submit():
        try:
            operations.propose(actor_id=actor.person_id, issue=issue, text=form.text.data or "", key=form.key)
            return see_other("deliberation.statements", number=issue.number, message=_("Neighbours can answer it now."))
        except (Invalid, Conflict) as problem:
            form.form_errors.append(str(problem.message))
    return make_response(_page(actor, issue, form), 422)


@bp.post("/statements/<int:statement_id>/answer")
def answer(statement_id: int) -> Answer:
    """Agree, disagree, pass; on to the next."""
    actor = signed_in()
    thing = said_thing(actor, "statement", statement_id, to=TalkAct.SPEAK)
    says = request.form.get("answer", "")
    if says not in set(Says) or not isinstance(thing, Statement):
        raise Invalid(_("Choose agree, disagree or pass."))
    operations.answer(actor_id=actor.person_id, statement=thing, says=Says(says))
    return see_other("deliberation.statements", number=thing.issue.number)


@bp.post("/issues/<number>/statements/closure")
def close(number: str) -> Answer:
    """No more answers."""
    actor = signed_in()
    issue = talk_of(actor, number, to=TalkAct.CLOSE)
    operations.close_warm_up(actor_id=actor.person_id, issue=issue)
    return see_other("deliberation.statements", number=issue.number, message=_("Closed. The picture stands."))


def _page(actor: Actor, issue: Issue, form: StatementForm) -> str:
    asked, mine, closed = statements_of(issue.id), answers_by(issue.id, actor.person_id), is_closed(issue.id)
    may_speak = allows(actor, TalkAct.SPEAK, issue) and not closed
    wanted = request.args.get("statement", "")
    chosen = next((row for row in asked if str(row.id) == wanted), None)
    current = chosen or next((row for row in asked if row.id not in mine), None)
    done = not may_speak or current is None
    found = picture(issue.id) if done else None
    return render_template(
        "deliberation/statements.html",
        issue=issue,
        asked=asked,
        mine=mine,
        current=None if done else current,
        place=asked.index(current) + 1 if current is not None else 0,
        picture=found,
        told=words.picture_words(found) if found else [],
        closed=closed,
        may_speak=may_speak,
        may_close=allows(actor, TalkAct.CLOSE, issue) and not closed and bool(asked),
        may_moderate=allows(actor, TalkAct.MODERATE, issue),
        form=form,
    )
