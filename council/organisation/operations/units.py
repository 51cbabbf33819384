"""Partner units and their contact persons."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select

from council.base import clock
from council.base.db import db, operation
from council.base.errors import Invalid
from council.base.once import answered, keep, own_key
from council.journal.operations import Ref, record
from council.organisation.models import PartnerContact, PartnerUnit, Place
from council.organisation.operations.stale import fresh
from council.organisation.rules import is_phone


@operation
def add_unit(
    *, code: str = "", name: str, phone: str, place: Place, actor_id: int | None = None, key: str | None = None
) -> PartnerUnit:
    """Add a partner unit that works for `place`; without a code it gets a number.

    Raises:
        Invalid: no name, or no number that can be dialled.
    """
    key = own_key("organisation.add_unit", actor_id, key)
    if (seen := answered(key, PartnerUnit)) is not None:
        return seen
    _refuse(name, phone)
    unit = PartnerUnit(code=code or _next_code(), name=name, phone=phone, place_id=place.id)
    db.session.add(unit)
    db.session.flush()
    _note(unit, place, "organisation.unit.added", actor_id, name=name)
    keep(key, unit.id)
    return unit


@operation
def change_unit(
    *, unit: PartnerUnit, name: str, phone: str, revision: int | None = None, actor_id: int | None
) -> PartnerUnit:
    """Give a unit another name or number.

    Raises:
        Invalid: no name, or no number that can be dialled.
        Stale: somebody has changed it meanwhile.
    """
    _refuse(name, phone)
    unit = fresh(PartnerUnit, unit.id, revision)
    before = {"name": unit.name, "phone": unit.phone}
    unit.name, unit.phone = name, phone
    _note(unit, unit.place, "organisation.unit.changed", actor_id, before=before, name=name, phone=phone)
    return unit


@operation
def close_unit(*, unit: PartnerUnit, actor_id: int | None) -> PartnerUnit:
    """Say that a unit no longer works with the council; its tasks stay. A second time changes nothing."""
    if unit.closed_on is None:
        unit = fresh(PartnerUnit, unit.id, None)
        unit.closed_on = clock.today()
        _note(unit, unit.place, "organisation.unit.closed", actor_id, name=unit.name)
    return unit


@operation
def add_contact(
    *,
    unit: PartnerUnit,
    name: str,
    duty: str,
    phone: str,
    person_id: int | None = None,
    actor_id: int | None,
    key: str | None = None,
) -> PartnerContact:
    """Add a contact person.

    Raises:
        Invalid: no name, or no number that can be dialled.
    """
    key = own_key("organisation.add_contact", actor_id, key)
    if (seen := answered(key, PartnerContact)) is not None:
        return seen
    _refuse(name, phone)
    contact = PartnerContact(unit_id=unit.id, name=name, duty=duty, phone=phone, person_id=person_id)
    db.session.add(contact)
    db.session.flush()
    _note(unit, unit.place, "organisation.contact.added", actor_id, name=name, contact=contact.id)
    keep(key, contact.id)
    return contact


@operation
def change_contact(
    *,
    contact: PartnerContact,
    name: str,
    duty: str,
    phone: str,
    person_id: int | None = None,
    revision: int | None = None,
    actor_id: int | None,
) -> PartnerContact:
    """Change what is known of a contact person. Raises as `add_contact`, and `Stale`."""
    _refuse(name, phone)
    contact = fresh(PartnerContact, contact.id, revision)
    contact.name, contact.duty, contact.phone, contact.person_id = name, duty, phone, person_id
    _note(contact.unit, contact.unit.place, "organisation.contact.changed", actor_id, name=name, contact=contact.id)
    return contact


@operation
def end_contact(*, contact: PartnerContact, actor_id: int | None) -> PartnerContact:
    """Say that this person is no longer the unit's contact. A second time changes nothing."""
    if contact.ended_on is None:
        contact = fresh(PartnerContact, contact.id, None)
        contact.ended_on = clock.today()
        place = contact.unit.place
        _note(contact.unit, place, "organisation.contact.ended", actor_id, name=contact.name, contact=contact.id)
    return contact


def _refuse(name: str, phone: str) -> None:
    if not name.strip():
        raise Invalid(_("Give a name."), field="name")
    if phone and not is_phone(phone):
        raise Invalid(
            _("This number cannot be dialled. Write 0700-110-001, a mobile, or a short number."), field="phone"
        )


def _next_code() -> str:
    return f"unit-{(db.session.scalar(select(func.max(PartnerUnit.id))) or 0) + 1}"


def _note(unit: PartnerUnit, place: Place, action: str, actor_id: int | None, **data: Any) -> None:
    chain = place.estate_id or place.id
    record(action=action, place_id=chain, actor_id=actor_id, subject=Ref("unit", unit.id), data=data)
