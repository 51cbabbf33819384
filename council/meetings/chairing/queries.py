"""Reading who drives."""

from sqlalchemy import select

from council.accounts.models import SignInSession
from council.base.db import db
from council.meetings.chairing.models import Driver
from council.meetings.chairing.rules import Hold
from council.residents.models import Person


def hold_of(meeting_id: int) -> Hold | None:
    """Who drives a meeting; None if nobody ever did."""
    query = (
        select(
            *(Driver.desk, Driver.person_id, Person.name, Driver.since, Driver.acted_at, Driver.before, Driver.wall),
            SignInSession.ended_at.is_not(None),
        )
        .join(Person, Person.id == Driver.person_id)
        .outerjoin(SignInSession, SignInSession.id == Driver.desk)
        .where(Driver.meeting_id == meeting_id)
    )
    row = db.session.execute(query).one_or_none()
    return Hold(*row) if row is not None else None
