"""What this room keeps about people: what they raised, support and answered."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, func, select, update

from council.base import clock
from council.base.db import db
from council.issues.models import Feedback, Issue, IssueClock, Merge, MergeConsent, Support, Visitor
from council.issues.rules import AT_REST
from council.privacy.hooks import Row, Sweep, expires, keeps, on_forgotten
from council.residents.models import Person


def _issues(person: Person) -> Sequence[Row]:
    query = select(Issue).where(Issue.reporter_id == person.id).order_by(Issue.id)
    return [
        {
            "number": row.number,
            "title": row.title,
            "detail": row.detail,
            "spot": row.spot,
            "raised_at": row.raised_at,
            "state": row.state,
            "anonymous": row.anonymous,
        }
        for row in db.session.scalars(query)
    ]


def _supports(person: Person) -> Sequence[Row]:
    query = select(Issue.number, Issue.title, Support.at).join(Issue, Issue.id == Support.issue_id)
    rows = db.session.execute(query.where(Support.person_id == person.id).order_by(Support.id))
    return [{"number": number, "title": title, "at": at} for number, title, at in rows]


def _answers(person: Person) -> Sequence[Row]:
    query = select(Issue.number, Feedback).join(Issue, Issue.id == Feedback.issue_id)
    rows = db.session.execute(query.where(Feedback.person_id == person.id).order_by(Feedback.id))
    return [{"number": number, "solved": row.solved, "reason": row.reason, "at": row.at} for number, row in rows]


def _consents(person: Person) -> Sequence[Row]:
    query = select(Issue.number, MergeConsent).join(Merge, Merge.id == MergeConsent.merge_id)
    query = query.join(Issue, Issue.id == Merge.source_id).where(MergeConsent.person_id == person.id)
    rows = db.session.execute(query.order_by(MergeConsent.id))
    return [{"number": number, "agreed": row.agreed, "at": row.answered_at} for number, row in rows]


def _settled_visitors(before: datetime) -> Select[Any]:
    """Visitors whose issue has been at rest since `before`, and whose name or phone is still known."""
    query = select(Visitor.id).join(Issue, Issue.id == Visitor.issue_id)
    ended = select(func.max(IssueClock.ended_at)).where(IssueClock.issue_id == Issue.id).scalar_subquery()
    query = query.where(Visitor.forgotten_at.is_(None), Issue.state.in_(AT_REST), ended < before)
    return query.order_by(Visitor.id)


def _without_contact(ids: Collection[int]) -> int:
    """Take name and phone of these visitors away; the issue stays, as raised by a visitor."""
    if not ids:
        return 0
    change = update(Visitor).where(Visitor.id.in_(ids))
    db.session.execute(change.values(name="", phone="", forgotten_at=clock.now()))
    return len(ids)


def _without_the_name(person: Person) -> None:
    """What somebody raised stays, as raised by a neighbour."""
    db.session.execute(update(Issue).where(Issue.reporter_id == person.id).values(anonymous=True))


on_forgotten.append(_without_the_name)
keeps(
    "issues",
    _issues,
    title=_l("Issues you raised"),
    why=_l("The estate answers them. They stay when you are deleted, as raised by a neighbour."),
    columns={
        "number": _l("Number"),
        "title": _l("What about"),
        "detail": _l("In more words"),
        "spot": _l("Exactly where"),
        "raised_at": _l("Raised"),
        "state": _l("State"),
        "anonymous": _l("Name not shown"),
    },
    stays=True,
)
keeps(
    "supports",
    _supports,
    title=_l("Issues you support"),
    why=_l("Only the number of supporters is shown."),
    columns={"number": _l("Number"), "title": _l("What about"), "at": _l("When")},
    stays=True,
)
keeps(
    "answers",
    _answers,
    title=_l("Your answers to “Is it solved?”"),
    why=_l("They stand in the issue's history, without your name where you asked for that."),
    columns={"number": _l("Number"), "solved": _l("Solved"), "reason": _l("Your words"), "at": _l("When")},
    stays=True,
)
keeps(
    "merge_consents",
    _consents,
    title=_l("Whether your support may go to a merged issue"),
    why=_l("A support moves only where its giver agrees."),
    columns={"number": _l("Number"), "agreed": _l("Agreed"), "at": _l("When")},
    stays=True,
)
expires(
    "visitors",
    30,
    Sweep(_settled_visitors, _without_contact),
    title=_l("Names and phones of visitors who reported something"),
    reason=_l("They are needed only to ask back while the issue is open, and a while after."),
    minimum=7,
)
