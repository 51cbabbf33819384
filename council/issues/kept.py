"""What this room keeps about people: what they raised, support and answered."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from sqlalchemy import select, update

from council.base.db import db
from council.issues.models import Feedback, Issue, Support
from council.privacy.hooks import Row, keeps, on_forgotten
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
