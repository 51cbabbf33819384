"""Reading issues, one at a time or for other rooms. Lists stand in `lists`."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from council.base import clock
from council.base.db import db
from council.issues.models import Feedback, Issue, IssuePhoto, Support
from council.organisation.models import Place
from council.permits.actor import Office
from council.residents.models import Appointment, Person


def issue_by_number(number: str) -> Issue | None:
    """The issue with this number, however it was typed (`gy-2026-0137`)."""
    query = select(Issue).where(Issue.number == number.strip().upper()).options(joinedload(Issue.place))
    return db.session.scalar(query)


def photos_of(issue_id: int) -> Sequence[IssuePhoto]:
    """The photos of an issue, in their order."""
    query = select(IssuePhoto).where(IssuePhoto.issue_id == issue_id).order_by(IssuePhoto.position)
    return db.session.scalars(query).all()


def supports(issue_id: int, person_id: int) -> bool:
    """Whether this person supports this issue."""
    query = select(Support.id).where(Support.issue_id == issue_id, Support.person_id == person_id)
    return db.session.scalar(query) is not None


def supporters(issue_id: int) -> Sequence[int]:
    """The ids of those who support an issue, earliest first."""
    query = select(Support.person_id).where(Support.issue_id == issue_id).order_by(Support.id)
    return db.session.scalars(query).all()


def feedback_rounds(issue_id: int) -> int:
    """How often the reporter has answered."""
    return db.session.scalar(select(func.count()).select_from(Feedback).where(Feedback.issue_id == issue_id)) or 0


def feedbacks(issue_id: int) -> Sequence[Feedback]:
    """What the reporter answered, first answer first."""
    return db.session.scalars(select(Feedback).where(Feedback.issue_id == issue_id).order_by(Feedback.round)).all()


def my_issues(person_id: int, *, limit: int = 3, states: Collection[str] | None = None) -> Sequence[Issue]:
    """The newest issues that this person raised, in `states` if given: for the home page."""
    query = select(Issue).where(Issue.reporter_id == person_id)
    if states is not None:
        query = query.where(Issue.state.in_(states))
    return db.session.scalars(query.order_by(Issue.id.desc()).limit(limit)).all()


def last_place_code(person_id: int) -> str | None:
    """The code of the place that this person's last issue was about: people mostly speak of where they live."""
    query = (
        select(Place.code)
        .join(Issue, Issue.place_id == Place.id)
        .where(Issue.reporter_id == person_id)
        .order_by(Issue.id.desc())
        .limit(1)
    )
    return db.session.scalar(query)


def officers_for(offices: Collection[Office], place: Place) -> Sequence[str]:
    """The names of those who hold one of `offices` today for `place` or a place above it, nearest place first."""
    on = clock.today()
    query = (
        select(Person.name)
        .join(Appointment, Appointment.person_id == Person.id)
        .join(Place, Place.id == Appointment.place_id)
        .where(Appointment.office.in_(offices), Place.id.in_(ids_in(place.path)), Appointment.since <= on)
        .where(or_(Appointment.until.is_(None), Appointment.until >= on))
        .order_by(func.length(Place.path).desc(), Appointment.id)
    )
    return db.session.scalars(query).all()


def ids_in(path: str) -> list[int]:
    """The ids of a path: the place itself and all above it."""
    return [int(part) for part in path.split("/") if part]
