"""Reading reasons, statements, answers and moderation."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import case, exists, func, or_, select
from sqlalchemy.orm import joinedload

from council.base.db import db
from council.deliberation.models import (
    Complaint,
    Helpful,
    Moderation,
    Reason,
    Statement,
    StatementAnswer,
    WarmUp,
)
from council.deliberation.rules.agreement import Answer, Shares, shares
from council.deliberation.rules.groups import Groups, opinion_groups
from council.issues.models import Issue
from council.organisation.models import Place
from council.privacy.queries import is_agreed
from council.residents.models import Person


@dataclass(frozen=True)
class ReasonRow:
    """A reason as one reader sees it."""

    reason: Reason
    name: str
    agreed: bool
    helps_me: bool


def reasons_of(issue_id: int, side: str, person_id: int, *, limit: int = 50) -> Sequence[ReasonRow]:
    """The reasons of one side, the most helpful first; hidden ones only their author sees."""
    helps = exists().where(Helpful.reason_id == Reason.id, Helpful.person_id == person_id)
    query = (
        select(Reason, Person.name, is_agreed(), helps)
        .join(Person, Person.id == Reason.person_id)
        .where(Reason.issue_id == issue_id, Reason.side == side)
        .where(or_(Reason.hidden.is_(False), Reason.person_id == person_id))
        .order_by(Reason.helped.desc(), Reason.id)
        .limit(limit)
    )
    return [ReasonRow(row[0], row[1], bool(row[2]), bool(row[3])) for row in db.session.execute(query)]


def own_reason(issue_id: int, side: str, person_id: int) -> Reason | None:
    """What a person said on one side."""
    query = select(Reason).where(Reason.issue_id == issue_id, Reason.side == side, Reason.person_id == person_id)
    return db.session.scalar(query)


def counts_of(issue_id: int) -> dict[str, int]:
    """How many reasons each side has, and how many statements there are, in one query."""
    sides = select(Reason.side, func.count()).where(Reason.issue_id == issue_id, Reason.hidden.is_(False))
    said = select(func.count()).where(Statement.issue_id == issue_id, Statement.hidden.is_(False))
    found = {row[0]: row[1] for row in db.session.execute(sides.group_by(Reason.side))}
    return {**found, "statements": db.session.scalar(said) or 0}


def statements_of(issue_id: int) -> Sequence[Statement]:
    """The statements of an issue that are not hidden, in their order."""
    query = select(Statement).where(Statement.issue_id == issue_id, Statement.hidden.is_(False))
    return db.session.scalars(query.order_by(Statement.id)).all()


def answers_by(issue_id: int, person_id: int) -> dict[int, Answer]:
    """What a person said to the statements of an issue."""
    query = select(StatementAnswer.statement_id, StatementAnswer.answer).join(Statement)
    query = query.where(Statement.issue_id == issue_id, StatementAnswer.person_id == person_id)
    return {row[0]: Answer(row[1]) for row in db.session.execute(query)}


def is_closed(issue_id: int) -> bool:
    """Whether the statements of an issue are closed."""
    return bool(db.session.scalar(select(exists().where(WarmUp.issue_id == issue_id))))


@dataclass(frozen=True)
class Picture:
    """Where an issue's people stand: each statement with its shares, the groups, how many took part."""

    people: int
    rows: Sequence[tuple[Statement, Shares]]
    groups: Groups | None


def picture(issue_id: int) -> Picture:
    """Where people agree, in two queries."""
    found = {row.id: row for row in statements_of(issue_id)}
    query = select(StatementAnswer.person_id, StatementAnswer.statement_id, StatementAnswer.answer)
    answers: dict[int, dict[int, Answer]] = {}
    for person_id, statement_id, answer in db.session.execute(query.where(StatementAnswer.statement_id.in_(found))):
        answers.setdefault(person_id, {})[statement_id] = Answer(answer)
    rows = [(row, shares(each[key] for each in answers.values() if key in each)) for key, row in found.items()]
    return Picture(len(answers), rows, opinion_groups(answers))


# --- moderation

OUTCOMES = ("shown", "stays")


def moderation_of(kind: str, thing_id: int) -> Moderation | None:
    """How a thing was hidden last."""
    query = select(Moderation).where(Moderation.kind == kind, Moderation.thing_id == thing_id)
    return db.session.scalars(query.order_by(Moderation.id.desc())).first()


@dataclass(frozen=True)
class Waiting:
    """Something that a moderator looks at: reported things, and appeals."""

    kind: str
    thing_id: int
    issue: Issue
    text: str
    complaints: int
    moderation: Moderation | None


def waiting(paths: Sequence[str], *, limit: int = 50) -> list[Waiting]:
    """Reported things that are not hidden, then appeals that nobody has decided; oldest first."""
    below = or_(*(Place.path.startswith(path) for path in paths))
    reported = (
        select(Complaint.kind, Complaint.thing_id, Issue, func.count())
        .join(Issue, Issue.id == Complaint.issue_id)
        .join(Place, Place.id == Issue.estate_id)
        .where(below)
        .group_by(Complaint.kind, Complaint.thing_id, Issue.id)
        .order_by(func.min(Complaint.id))
        .limit(limit)
    )
    rows = [
        Waiting(kind, thing_id, issue, thing.text, n, None)
        for kind, thing_id, issue, n in db.session.execute(reported)
        if (thing := thing_of(kind, thing_id)) is not None and not thing.hidden
    ]
    appeals = (
        select(Moderation)
        .join(Issue, Issue.id == Moderation.issue_id)
        .join(Place, Place.id == Issue.estate_id)
        .where(below, Moderation.appealed_at.is_not(None), Moderation.outcome.is_(None))
        .options(joinedload(Moderation.issue))
        .order_by(Moderation.appealed_at)
        .limit(limit)
    )
    for row in db.session.scalars(appeals):
        thing = thing_of(row.kind, row.thing_id)
        if thing is not None:
            rows.append(Waiting(row.kind, row.thing_id, row.issue, thing.text, 0, row))
    return rows


def thing_of(kind: str, thing_id: int) -> Reason | Statement | None:
    """The reason or statement with this id."""
    if kind == "reason":
        return db.session.get(Reason, thing_id)
    return db.session.get(Statement, thing_id) if kind == "statement" else None


def moderation_numbers(path: str) -> dict[str, int]:
    """How often things were hidden at or below a path, appealed against, and shown again. Numbers only."""
    of = {
        outcome: func.coalesce(func.sum(case((Moderation.outcome == outcome, 1), else_=0)), 0) for outcome in OUTCOMES
    }
    query = (
        select(func.count(), func.count(Moderation.appealed_at), of["shown"], of["stays"])
        .select_from(Moderation)
        .join(Issue, Issue.id == Moderation.issue_id)
        .join(Place, Place.id == Issue.estate_id)
        .where(Place.path.startswith(path))
    )
    hidden, appealed, shown, stays = db.session.execute(query).one()
    return {"hidden": hidden, "appealed": appealed, "shown": int(shown), "stays": int(stays)}
