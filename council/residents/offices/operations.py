"""Giving an office, replacing its holder, ending it. Never edited: a mistake is ended and made anew."""

from datetime import date, timedelta

from flask_babel import gettext as _

from council.base import clock
from council.base.db import db, locked, operation
from council.base.errors import Conflict, Invalid
from council.base.once import answered, keep, own_key
from council.journal.operations import Ref, record
from council.organisation.models import PartnerUnit, Place
from council.permits.actor import Office
from council.residents.models import Appointment, Person, Way
from council.residents.offices.guards import check_seat, check_term, demand_an_administrator_stays, hold_place
from council.residents.offices.rules import Term, last_day_before
from council.web.formats import full_day

#: What stands as the reason of an appointment that should never have been entered.
BY_MISTAKE = "mistake"


@operation
def appoint(
    *,
    person: Person,
    office: Office,
    place: Place,
    since: date,
    until: date | None = None,
    category: str = "",
    unit: PartnerUnit | None = None,
    way: Way = Way.APPOINTED,
    origin: Ref | None = None,
    letter: str = "",
    actor_id: int | None = None,
    key: str | None = None,
) -> Appointment:
    """Give an office for a place and a term; the same `key` twice gives the same appointment.

    Args:
        until: the last day; None while no end is known.
        category: for council members: whom they sit for.
        origin: the vote or resolution that it came from, by kind and id.
        letter: the letter of appointment, in words.

    Raises:
        Invalid: the office does not fit the place or the person, or the term cannot be.
        Conflict: somebody else holds an office that one person holds at a time.
    """
    key = own_key("residents.appoint", actor_id, key)
    if (seen := answered(key, Appointment)) is not None:
        return seen
    hold_place(place.id)
    check_term(Term(since, until))
    check_seat(person, office, place, Term(since, until))
    made = Appointment(
        person_id=person.id,
        office=office,
        place_id=place.id,
        since=since,
        until=until,
        category=category,
        unit_id=unit.id if unit else None,
        way=way,
        origin_kind=origin.kind if origin else "",
        origin_id=origin.id if origin else None,
        letter=letter,
    )
    _enter(made, place, actor_id, "residents.appointment.made")
    keep(key, made.id)
    return made


@operation
def replace_holder(
    *,
    appointment: Appointment,
    person: Person,
    since: date,
    until: date | None = None,
    way: Way = Way.APPOINTED,
    origin: Ref | None = None,
    letter: str = "",
    actor_id: int | None = None,
    key: str | None = None,
) -> Appointment:
    """Let `person` follow the holder: the old term ends on the day before `since`, the new one names the old.

    Raises:
        Invalid: the new holder is the old one, or cannot hold it; the term cannot be.
        Conflict: the old term has ended already.
    """
    key = own_key("residents.replace", actor_id, key)
    if (seen := answered(key, Appointment)) is not None:
        return seen
    hold_place(appointment.place_id)
    old = _running(appointment)
    if old.person_id == person.id:
        raise Invalid(_("This person holds the office already. Choose somebody else."), field="person")
    if since < old.since:
        said = _("The one before began on %(day)s. Choose that day or a later one.", day=full_day(old.since))
        raise Invalid(said, field="since")
    check_term(Term(since, until))
    if old.office == Office.ADMINISTRATOR and (since > clock.today() or until is not None):
        demand_an_administrator_stays(except_appointment_id=old.id)  # else the new holder stays
    last_day = last_day_before(since)
    old.until = last_day if old.until is None else min(old.until, last_day)
    db.session.flush()
    check_seat(person, Office(old.office), old.place, Term(since, until))
    new = Appointment(
        person_id=person.id,
        office=old.office,
        place_id=old.place_id,
        since=since,
        until=until,
        category=old.category,
        unit_id=old.unit_id,
        way=way,
        origin_kind=origin.kind if origin else "",
        origin_id=origin.id if origin else None,
        letter=letter,
        replaces_id=old.id,
    )
    _enter(new, old.place, actor_id, "residents.appointment.replaced", Ref("person", old.person_id))
    keep(key, new.id)
    return new


@operation
def end_appointment(
    *, appointment: Appointment, because: str, last_day: date | None = None, actor_id: int | None = None
) -> Appointment:
    """End an office for a reason, with `last_day` as its last one; without it at once.

    `BY_MISTAKE` as the reason ends it before it began: it was never held.

    Raises:
        Invalid: no reason, or a last day that the term does not reach.
        Conflict: it has ended already, or it is the last administrator's.
    """
    hold_place(appointment.place_id)
    held = _running(appointment)
    if not because.strip():
        raise Invalid(_("Say why it ends."), field="reason")
    if last_day is not None and (last_day < held.since or last_day < clock.today() - timedelta(days=31)):
        raise Invalid(_("The last day lies before the term, or too long ago. Choose a later day."), field="last_day")
    if last_day is not None and held.until is not None and last_day > held.until:
        raise Invalid(
            _("The term ends on %(day)s anyway. Choose an earlier day.", day=full_day(held.until)), field="last_day"
        )
    if held.office == Office.ADMINISTRATOR:
        demand_an_administrator_stays(except_appointment_id=held.id)
    held.until = last_day if last_day is not None else _at_once(held, because)
    held.ended_because = because.strip()
    record(
        action="residents.appointment.ended",
        place_id=held.place.estate_id or held.place_id,
        actor_id=actor_id,
        subject=Ref("person", held.person_id),
        touched=[Ref("appointment", held.id)],
        data={"office": held.office, "place": held.place_id, "until": held.until.isoformat()},
    )
    return held


def _at_once(held: Appointment, because: str) -> date:
    """The last day of a term that ends now: yesterday, so that nothing can be done with it today."""
    never = held.since - timedelta(days=1)
    return never if because == BY_MISTAKE else max(never, clock.today() - timedelta(days=1))


def _running(appointment: Appointment) -> Appointment:
    held = locked(Appointment, appointment.id)
    if held.until is not None and held.until < clock.today():
        raise Conflict(_("This term has ended meanwhile. Load the page again."))
    return held


def _enter(made: Appointment, place: Place, actor_id: int | None, action: str, *touched: Ref) -> None:
    db.session.add(made)
    db.session.flush()
    record(
        action=action,
        place_id=place.estate_id or place.id,
        actor_id=actor_id,
        subject=Ref("person", made.person_id),
        touched=[Ref("appointment", made.id), *touched],
        data={"office": made.office, "place": made.place_id, "since": made.since.isoformat()},
    )
