"""Forgetting a person: the record loses everything that says who it was. There is no way back."""

from datetime import timedelta

from sqlalchemy import or_, select

from council.base import clock, ids
from council.base.db import db, locked, operation
from council.journal.operations import Ref
from council.privacy import hooks
from council.privacy.models import Consent, DeletionRequest, RequestState
from council.privacy.operations.common import note
from council.privacy.operations.requests import demand_open
from council.residents.models import Appointment, Person, Residency
from council.residents.offices.guards import demand_an_administrator_stays
from council.residents.teams import end_memberships
from council.web.formats import former_name


@operation
def forget_person(*, request: DeletionRequest, actor_id: int) -> Person:
    """Carry out a deletion request: name, phone, number, photo and door go; offices and sessions end.

    What law and proof ask for stays without the name: ballots, rolls, minutes, the journal. Records that were merged
    into this one are forgotten with it.

    Raises:
        Conflict: it has been answered or taken back, or nobody could administer the place any more.
    """
    request = locked(DeletionRequest, request.id)
    demand_open(request)
    person = locked(Person, request.person_id)
    demand_an_administrator_stays(except_person_id=person.id)
    for record in [person, *_merged_into(person)]:
        _forget(record)
    request.state = RequestState.DONE
    request.answered_at, request.answered_by = clock.now(), actor_id
    for each in db.session.scalars(select(DeletionRequest).where(DeletionRequest.person_id == person.id)):
        each.reason = each.answer = ""  # in their own words, so they may say who it was
    touched = [Ref("deletion_request", request.id)]
    note(person, "privacy.deletion.done", actor_id, place_id=request.place_id, touched=touched)
    return person


def _forget(person: Person) -> None:
    hooks.forgotten(person)
    _end_offices(person)
    end_memberships(person.id, clock.today())
    for consent in db.session.scalars(
        select(Consent).where(Consent.person_id == person.id, Consent.withdrawn_at.is_(None))
    ):
        consent.withdrawn_at = clock.now()
    person.name, person.key = former_name(), f"gone-{ids.token(18)}"
    person.phone = person.initials = ""
    person.external_id = person.photo_id = person.household_id = person.place_id = None
    person.household_rep, person.residency = False, Residency.OUTSIDE
    person.left_on = person.left_on or clock.today()
    person.session_epoch += 1
    db.session.flush()


def _end_offices(person: Person) -> None:
    """Offices end with the day before, so that nobody reads them on today's boards; those still to come never begin."""
    today = clock.today()
    yesterday = today - timedelta(days=1)
    held = select(Appointment).where(Appointment.person_id == person.id)
    for appointment in db.session.scalars(held.where(or_(Appointment.until.is_(None), Appointment.until >= today))):
        if appointment.since > today:
            appointment.since = yesterday
        appointment.until = max(appointment.since, yesterday)


def _merged_into(person: Person) -> list[Person]:
    """The other records of this person, however often they were merged."""
    found: list[Person] = []
    wanted = [person.id]
    while wanted:
        rows = db.session.scalars(select(Person).where(Person.merged_into_id.in_(wanted)).with_for_update()).all()
        found += rows
        wanted = [row.id for row in rows]
    return found
