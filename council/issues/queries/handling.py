"""Reading how an issue is handled: who took it, units, notes, templates, merges, mediation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import joinedload

from council.base.db import db
from council.issues.models import (
    AnswerTemplate,
    InternalNote,
    Issue,
    IssueUnit,
    Mediation,
    Merge,
    MergeConsent,
)
from council.issues.queries.one import ids_in
from council.issues.rules import AT_REST
from council.journal.models import JournalEntry
from council.organisation.models import PartnerUnit, Place
from council.residents.models import Person


@dataclass(frozen=True)
class Taken:
    """Who took an issue, and when."""

    person_id: int
    name: str
    at: datetime


def taken_by(issue_id: int) -> Taken | None:
    """Who took the issue last."""
    query = (
        select(Person.id, Person.name, JournalEntry.at)
        .join(JournalEntry, JournalEntry.actor_id == Person.id)
        .where(
            JournalEntry.subject_kind == "issue",
            JournalEntry.subject_id == issue_id,
            JournalEntry.action == "issues.issue.acknowledged",
        )
        .order_by(JournalEntry.id.desc())
    )
    row = db.session.execute(query).first()
    return Taken(*row) if row else None


def units_of(issue_id: int) -> Sequence[IssueUnit]:
    """The units that work on an issue, the leading one first."""
    query = select(IssueUnit).where(IssueUnit.issue_id == issue_id)
    return db.session.scalars(query.order_by(IssueUnit.role != "lead", IssueUnit.id)).all()


def part_of(issue_id: int, unit_ids: frozenset[int]) -> IssueUnit | None:
    """The part that one of these units has in an issue."""
    query = select(IssueUnit).where(IssueUnit.issue_id == issue_id, IssueUnit.unit_id.in_(unit_ids))
    return db.session.scalars(query.order_by(IssueUnit.id)).first()


def has_part(issue_id: int, unit_ids: frozenset[int]) -> bool:
    """Whether one of these units works on the issue."""
    return bool(unit_ids) and part_of(issue_id, unit_ids) is not None


def is_with_units(issue_id: int) -> bool:
    """Whether a unit still works on its part."""
    wanted = exists().where(IssueUnit.issue_id == issue_id, IssueUnit.state.in_(("asked", "working")))
    return bool(db.session.scalar(select(wanted)))


def units_to_ask(issue: Issue) -> Sequence[PartnerUnit]:
    """The units that could be asked: those of the estate and the places above it that are not asked yet."""
    asked = select(IssueUnit.unit_id).where(IssueUnit.issue_id == issue.id)
    query = select(PartnerUnit).where(
        PartnerUnit.place_id.in_(ids_in(issue.estate.path)),
        PartnerUnit.closed_on.is_(None),
        PartnerUnit.id.not_in(asked),
    )
    return db.session.scalars(query.order_by(PartnerUnit.name)).all()


def notes_of(issue_id: int) -> Sequence[InternalNote]:
    """The internal notes of an issue, earliest first."""
    query = select(InternalNote).where(InternalNote.issue_id == issue_id).options(joinedload(InternalNote.by))
    return db.session.scalars(query.order_by(InternalNote.id)).all()


def templates_at(path: str) -> Sequence[AnswerTemplate]:
    """The answer templates that can be used at a path: its own and those of the places above."""
    query = select(AnswerTemplate).where(AnswerTemplate.place_id.in_(ids_in(path)), AnswerTemplate.retired.is_(False))
    return db.session.scalars(query.order_by(AnswerTemplate.act, AnswerTemplate.position, AnswerTemplate.id)).all()


def templates_listed(paths: Sequence[str]) -> Select[AnswerTemplate]:
    """The query of all templates of places at or below `paths`, for a page."""
    below = or_(*(Place.path.startswith(path) for path in paths))
    query = select(AnswerTemplate).join(Place, Place.id == AnswerTemplate.place_id).where(below)
    return query.options(joinedload(AnswerTemplate.place)).order_by(AnswerTemplate.act, AnswerTemplate.id)


def above(issue: Issue) -> Sequence[Place]:
    """The places above the one that has the issue now, nearest first: where it can be referred to."""
    ids = [key for key in ids_in(issue.handler.path) if key != issue.handler_id]
    return db.session.scalars(select(Place).where(Place.id.in_(ids)).order_by(func.length(Place.path).desc())).all()


# --- merging


def standing_merge(issue_id: int) -> Merge | None:
    """How an issue was merged, if it is."""
    query = select(Merge).where(Merge.source_id == issue_id, Merge.undone_at.is_(None))
    return db.session.scalar(query.options(joinedload(Merge.target)))


def merged_into(issue_id: int) -> Sequence[Merge]:
    """What was merged into an issue, earliest first."""
    query = select(Merge).where(Merge.target_id == issue_id, Merge.undone_at.is_(None))
    return db.session.scalars(query.options(joinedload(Merge.source)).order_by(Merge.id)).all()


def open_consent(issue_id: int, person_id: int) -> MergeConsent | None:
    """The question to a person whether their support may go where their issue went; None where nobody asks."""
    query = (
        select(MergeConsent)
        .join(Merge, Merge.id == MergeConsent.merge_id)
        .where(Merge.source_id == issue_id, Merge.undone_at.is_(None), MergeConsent.person_id == person_id)
    )
    return db.session.scalar(query)


def consents_of(merge_id: int) -> Sequence[MergeConsent]:
    """The answers to one merge."""
    return db.session.scalars(select(MergeConsent).where(MergeConsent.merge_id == merge_id)).all()


def mergeable(issue: Issue, text: str = "", *, limit: int = 20) -> Sequence[Issue]:
    """Issues of the same estate into which `issue` can be merged, newest first."""
    query = select(Issue).where(
        Issue.estate_id == issue.estate_id,
        Issue.id != issue.id,
        Issue.state.not_in(AT_REST),
        Issue.restricted.is_(False),
    )
    if text:
        query = query.where(or_(Issue.title.icontains(text, autoescape=True), Issue.number == text.upper()))
    return db.session.scalars(query.order_by(Issue.id.desc()).limit(limit)).all()


# --- disputes


def mediation_of(issue_id: int) -> Mediation | None:
    """The mediation of an issue that is a dispute."""
    return db.session.scalar(select(Mediation).where(Mediation.issue_id == issue_id))


def is_mediator(issue_id: int, person_id: int) -> bool:
    """Whether this person mediates in this issue."""
    wanted = exists().where(Mediation.issue_id == issue_id, Mediation.mediator_id == person_id)
    return bool(db.session.scalar(select(wanted)))


def disputes_by_kind(path: str) -> Sequence[tuple[str, str, int]]:
    """What the public reads of disputes at or below a path: kind, outcome, how many. No case, no name, no day."""
    query = (
        select(Mediation.kind, Mediation.state, func.count())
        .join(Issue, Issue.id == Mediation.issue_id)
        .join(Place, Place.id == Issue.place_id)
        .where(Place.path.startswith(path), Mediation.kind != "")
        .group_by(Mediation.kind, Mediation.state)
        .order_by(Mediation.kind, Mediation.state)
    )
    return [(kind, state, n) for kind, state, n in db.session.execute(query)]
