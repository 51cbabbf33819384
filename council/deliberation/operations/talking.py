"""Giving reasons, finding them helpful, proposing and answering statements."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, select, update

from council.base import clock
from council.base.db import db, locked, operation
from council.base.errors import Conflict, Forbidden, Invalid
from council.base.once import answered, keep, own_key
from council.base.upsert import insert_into
from council.deliberation.models import Helpful, Reason, Statement, StatementAnswer, WarmUp
from council.deliberation.queries import is_closed, own_reason
from council.deliberation.rules.agreement import Answer
from council.issues.models import Issue
from council.issues.operations.texts import needed
from council.journal.operations import Ref, record

SIDES = ("for", "against")
#: Statements that one issue takes; more would be a survey.
MOST_STATEMENTS = 30


@operation
def give_reason(*, actor_id: int, issue: Issue, side: str, text: str, anonymous: bool = False) -> Reason:
    """Say why one is for or against; again on the same side changes it. What was hidden is not changed.

    Raises:
        Invalid: no text, one with a personal number, or no such side.
        Conflict: it was hidden; appeal instead.
    """
    text = needed(text, _("Write your reason."), field="text")
    if side not in SIDES:
        raise Invalid(_("Choose for or against."), field="side")
    locked(Issue, issue.id)
    row = own_reason(issue.id, side, actor_id)
    if row is not None and row.hidden:
        raise Conflict(_("Your reason was hidden. You can appeal against that."))
    if row is None:
        row = Reason(issue_id=issue.id, side=side, person_id=actor_id, at=clock.now(), helped=0)
        db.session.add(row)
    changed = row.text != text
    row.text, row.anonymous = text[:200], anonymous
    db.session.flush()
    if changed:
        _record(issue, actor_id, "deliberation.reason.given", "reason", row.id, side=side)
    return row


@operation
def withdraw_reason(*, actor_id: int, reason: Reason) -> None:
    """Take one's reason back.

    Raises:
        Forbidden: it is somebody else's.
        Conflict: it was hidden.
    """
    row = locked(Reason, reason.id)
    if row.person_id != actor_id:
        raise Forbidden(_("This is somebody else's reason."))
    if row.hidden:
        raise Conflict(_("Your reason was hidden. You can appeal against that."))
    issue = db.session.get_one(Issue, row.issue_id)
    db.session.execute(delete(Helpful).where(Helpful.reason_id == row.id))
    db.session.delete(row)
    _record(issue, actor_id, "deliberation.reason.withdrawn", "reason", reason.id, side=row.side)


@operation
def find_helpful(*, actor_id: int, reason: Reason, helps: bool) -> Reason:
    """Say that a reason helps, or no longer does. Set, not toggled; no journal, since it is only a count.

    Raises:
        Forbidden: it is one's own.
    """
    row = locked(Reason, reason.id)
    if row.person_id == actor_id:
        raise Forbidden(_("This is your own reason."))
    if helps:
        changed = db.session.execute(_insert(Helpful, reason_id=row.id, person_id=actor_id).returning(Helpful.id))
    else:
        gone = delete(Helpful).where(Helpful.reason_id == row.id, Helpful.person_id == actor_id)
        changed = db.session.execute(gone.returning(Helpful.id))
    if changed.scalar_one_or_none() is not None:
        row.helped += 1 if helps else -1
    return row


@operation
def propose(*, actor_id: int, issue: Issue, text: str, key: str | None = None) -> Statement:
    """Propose something to agree or disagree with.

    Raises:
        Invalid: no text, or one with a personal number.
        Conflict: the statements are closed, or there are enough.
    """
    key = own_key("deliberation.propose", actor_id, key)
    if (seen := answered(key, Statement)) is not None:
        return seen
    text = needed(text, _("Write the statement in one sentence."), field="text")
    locked(Issue, issue.id)
    _still_open(issue)
    there = len(db.session.scalars(select(Statement.id).where(Statement.issue_id == issue.id)).all())
    if there >= MOST_STATEMENTS:
        raise Conflict(_("There are enough statements. Say what you think of those."))
    row = Statement(issue_id=issue.id, text=text[:140], person_id=actor_id, at=clock.now())
    db.session.add(row)
    db.session.flush()
    _record(issue, actor_id, "deliberation.statement.proposed", "statement", row.id)
    keep(key, row.id)
    return row


@operation
def answer(*, actor_id: int, statement: Statement, says: Answer) -> None:
    """Agree, disagree or pass; again changes it. No journal: what one thinks is counted, not told.

    Raises:
        Conflict: the statements are closed, or this one was hidden.
    """
    row = locked(Statement, statement.id)
    _still_open(row.issue)
    if row.hidden:
        raise Conflict(_("This statement was hidden."))
    insert = _insert(StatementAnswer, statement_id=row.id, person_id=actor_id, answer=says.value)
    if db.session.execute(insert.returning(StatementAnswer.id)).scalar_one_or_none() is None:
        mine = (StatementAnswer.statement_id == row.id, StatementAnswer.person_id == actor_id)
        db.session.execute(update(StatementAnswer).where(*mine).values(answer=says.value))


@operation
def close_warm_up(*, actor_id: int, issue: Issue) -> None:
    """Close the statements of an issue: no more answers, the picture stays. Closing twice is closing once."""
    locked(Issue, issue.id)
    if is_closed(issue.id):
        return
    db.session.add(WarmUp(issue_id=issue.id, closed_at=clock.now(), closed_by_id=actor_id))
    db.session.flush()
    _record(issue, actor_id, "deliberation.warm_up.closed", "issue", issue.id)


def _still_open(issue: Issue) -> None:
    if is_closed(issue.id):
        raise Conflict(_("The statements are closed. The picture stands."))


def _insert(model: Any, **values: Any) -> Any:
    """INSERT that leaves an existing row alone."""
    return insert_into(model).values(**values).on_conflict_do_nothing()


def _record(issue: Issue, actor_id: int, action: str, kind: str, thing_id: int, **data: Any) -> None:
    touched = [] if kind == "issue" else [Ref("issue", issue.id)]
    record(
        action=action,
        place_id=issue.estate_id,
        actor_id=actor_id,
        subject=Ref(kind, thing_id),
        touched=touched,
        data={"number": issue.number, **data},
    )
