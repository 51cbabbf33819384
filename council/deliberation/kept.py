"""What this room keeps about people: their reasons, statements and answers."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select, update

from council.base.db import db
from council.deliberation.models import Complaint, Helpful, Reason, Statement, StatementAnswer
from council.issues.models import Issue
from council.privacy.hooks import Row, keeps, on_forgotten
from council.residents.models import Person


def _reasons(person: Person) -> Sequence[Row]:
    query = select(Issue.number, Reason).join(Issue, Issue.id == Reason.issue_id).where(Reason.person_id == person.id)
    return [
        {"number": number, "side": row.side, "text": row.text, "at": row.at}
        for number, row in db.session.execute(query)
    ]


def _statements(person: Person) -> Sequence[Row]:
    query = select(Issue.number, Statement).join(Issue, Issue.id == Statement.issue_id)
    rows = db.session.execute(query.where(Statement.person_id == person.id))
    return [{"number": number, "text": row.text, "at": row.at} for number, row in rows]


def _answers(person: Person) -> Sequence[Row]:
    query = select(Statement.text, StatementAnswer.answer).join(Statement, Statement.id == StatementAnswer.statement_id)
    rows = db.session.execute(query.where(StatementAnswer.person_id == person.id))
    return [{"text": text, "answer": answer} for text, answer in rows]


def _helped(person: Person) -> Sequence[Row]:
    query = select(Reason.text).join(Helpful, Helpful.reason_id == Reason.id).where(Helpful.person_id == person.id)
    return [{"text": text} for text in db.session.scalars(query)]


def _complaints(person: Person) -> Sequence[Row]:
    query = select(Complaint).where(Complaint.person_id == person.id)
    return [{"why": row.why, "at": row.at} for row in db.session.scalars(query)]


def _nameless(person: Person) -> None:
    """What was said stays, as by a neighbour; what somebody thought of statements goes."""
    db.session.execute(update(Reason).where(Reason.person_id == person.id).values(anonymous=True))
    db.session.execute(delete(StatementAnswer).where(StatementAnswer.person_id == person.id))


on_forgotten.append(_nameless)
_TEXT, _WHEN, _NUMBER = _l("Your words"), _l("When"), _l("Number")
keeps(
    "reasons",
    _reasons,
    title=_l("Reasons you gave"),
    why=_l("Neighbours weigh them before a decision. They stay when you are deleted, without your name."),
    columns={"number": _NUMBER, "side": _l("Side"), "text": _TEXT, "at": _WHEN},
    stays=True,
)
keeps(
    "statements",
    _statements,
    title=_l("Statements you proposed"),
    why=_l("Neighbours say whether they agree. Your name is not shown."),
    columns={"number": _NUMBER, "text": _TEXT, "at": _WHEN},
    stays=True,
)
keeps(
    "statement_answers",
    _answers,
    title=_l("What you think of statements"),
    why=_l("Only counted. They go when you are deleted."),
    columns={"text": _l("Statement"), "answer": _l("Your answer")},
)
keeps(
    "helpful",
    _helped,
    title=_l("Reasons that help you"),
    why=_l("Only the number is shown."),
    columns={"text": _l("Reason")},
    stays=True,
)
keeps(
    "complaints",
    _complaints,
    title=_l("What you found out of place"),
    why=_l("So that a moderator looks at it. The author does not learn who it was."),
    columns={"why": _TEXT, "at": _WHEN},
    stays=True,
)
