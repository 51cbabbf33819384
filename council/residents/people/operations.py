"""Writing a person's record."""

from collections.abc import Mapping
from datetime import date, timedelta

from flask_babel import gettext as _

from council.base import clock
from council.base.db import db, locked, operation
from council.base.errors import Conflict, Invalid
from council.base.ids import digits
from council.base.once import answered, keep, own_key
from council.journal.operations import Ref, record
from council.media.models import Photo
from council.organisation.models import Place
from council.residents.chains import chain_of
from council.residents.models import Appointment, Household, Person, Residency
from council.residents.names import initials_of
from council.residents.offices.guards import demand_an_administrator_stays
from council.residents.operations import enrol
from council.residents.people.queries import household_behind
from council.residents.teams import end_memberships

#: What `change_record` may change.
FIELDS = ("name", "phone", "residency", "household_rep", "adult")
#: Why an office ended whose holder moved away or died.
LEFT = "left"


@operation
def add_person(
    *,
    name: str,
    place: Place,
    door: str,
    residency: Residency,
    phone: str = "",
    adult: bool = True,
    actor_id: int,
    key: str | None = None,
) -> Person:
    """Put somebody on the roster at the desk, behind a door that is there already or a new one.

    The same `key` twice gives the same person.
    """
    key = own_key("residents.add_person", actor_id, key)
    if (seen := answered(key, Person)) is not None:
        return seen
    added = enrol(
        key=f"desk-{digits(12)}",
        name=name,
        place=place,
        door=door,
        household=household_behind(place.id, door),
        phone=phone,
        residency=residency,
        adult=adult,
        actor_id=actor_id,
    )
    keep(key, added.id)
    return added


@operation
def add_outsider(*, name: str, phone: str = "", actor_id: int, key: str | None = None) -> Person:
    """Put somebody on the roster who works here and lives elsewhere. The same `key` twice gives the same person."""
    key = own_key("residents.add_outsider", actor_id, key)
    if (seen := answered(key, Person)) is not None:
        return seen
    added = enrol(
        key=f"desk-{digits(12)}",
        name=name,
        place=None,
        phone=phone,
        residency=Residency.OUTSIDE,
        actor_id=actor_id,
    )
    keep(key, added.id)
    return added


@operation
def change_record(*, person: Person, values: Mapping[str, object], actor_id: int) -> Person:
    """Set the fields of a record that are in `values` (see `FIELDS`). Without a difference nothing is written.

    Raises:
        Conflict: the record is no longer in use.
    """
    person = _in_use(person)
    changed = [name for name in FIELDS if name in values and getattr(person, name) != values[name]]
    if not changed:
        return person
    for name in changed:
        setattr(person, name, values[name])
    person.initials = initials_of(person.name)
    _note(person, actor_id, "changed", fields=changed)
    return person


@operation
def move_to(*, person: Person, place: Place, door: str, actor_id: int) -> Person:
    """Let somebody live behind another door; the household there is joined, else a new one begins.

    Raises:
        Invalid: they live there already.
        Conflict: the record is no longer in use.
    """
    person = _in_use(person)
    home = household_behind(place.id, door)
    if home is not None and home.id == person.household_id:
        raise Invalid(_("They live behind this door already. Choose another one."), field="door")
    if home is None:
        home = Household(place_id=place.id, door=door)
        db.session.add(home)
        db.session.flush()
    before = person.place_id
    person.household_id, person.place_id = home.id, place.id
    if person.residency == Residency.OUTSIDE:
        person.residency = Residency.RESIDENT  # who worked here only and moves in
    person.household_rep = False  # speaks for the old household no more; the new one has its own
    _note(person, actor_id, "moved", place=place.id, before=before)
    return person


@operation
def mark_as_left(*, person: Person, on: date, actor_id: int) -> Person:
    """Say that somebody moved away or died. Offices and sessions end with it; the record stays.

    Raises:
        Invalid: the day has not come.
        Conflict: the record is no longer in use, or it is the last administrator.
    """
    if on > clock.today():
        raise Invalid(_("This day has not come yet. Choose today or an earlier day."), field="left_on")
    demand_an_administrator_stays(except_person_id=person.id)
    person = _in_use(person)
    person.left_on = on
    person.session_epoch += 1
    ended = _end_offices(person, on)
    end_memberships(person.id, on)
    _note(person, actor_id, "left", on=on.isoformat(), offices=ended)
    return person


@operation
def bring_back(*, person: Person, actor_id: int) -> Person:
    """Take “left” back. Offices that ended with it stay ended; they are given anew.

    Raises:
        Conflict: they have not left.
    """
    person = locked(Person, person.id)
    if person.left_on is None or person.merged_into_id is not None:
        raise Conflict(_("This person has not left. Load the page again."))
    person.left_on = None
    _note(person, actor_id, "returned")
    return person


@operation
def note_phone_shown(*, person: Person, actor_id: int) -> Person:
    """Write into the journal that somebody at the desk saw the whole phone number."""
    _note(person, actor_id, "phone_shown")
    return person


@operation
def set_portrait(*, person: Person, photo: Photo | None, actor_id: int) -> Person:
    """Set a person's portrait, or take it away (None).

    Raises:
        Conflict: the record is no longer in use.
    """
    person = _in_use(person)
    person.photo_id = photo.id if photo else None
    _note(person, actor_id, "portrait_set" if photo else "portrait_removed")
    return person


def _end_offices(person: Person, on: date) -> int:
    query = db.select(Appointment).where(Appointment.person_id == person.id)
    running = [a for a in db.session.scalars(query) if a.until is None or a.until > on]
    for held in running:
        held.until = max(on, held.since - timedelta(days=1))
        held.ended_because = LEFT
    return len(running)


def _in_use(person: Person) -> Person:
    person = locked(Person, person.id)
    if not person.is_current:
        raise Conflict(_("This record is no longer in use. Load the page again."))
    return person


def _note(person: Person, actor_id: int, verb: str, **data: object) -> None:
    record(
        action=f"residents.person.{verb}",
        place_id=chain_of(person.place),
        actor_id=actor_id,
        subject=Ref("person", person.id),
        data=data,
    )
