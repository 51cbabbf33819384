"""Reading consents, requests and settings; what a page may call a person."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import joinedload

from council.base import clock
from council.base.db import db
from council.organisation.models import Place
from council.permits.actor import STAFF, Actor, Office
from council.privacy import hooks
from council.privacy.models import Consent, DeletionRequest, NoticeRead, Operator, RequestState, RetentionSetting
from council.privacy.texts import in_force
from council.residents.models import Appointment, Person
from council.web.formats import masked

#: Offices that are no reason to print a name in full: whoever only sits on the council, or only speaks for a unit.
PRIVATE_OFFICES = (Office.COUNCIL_MEMBER, Office.PARTNER_CONTACT)


def root_place() -> Place:
    """The largest place: its administrators set what holds everywhere.

    Raises:
        NoResultFound: there is no place yet.
    """
    return db.session.scalars(select(Place).where(Place.parent_id.is_(None)).order_by(Place.id).limit(1)).one()


# --- the notice and consents


def needs_notice(person_id: int) -> bool:
    """Whether somebody has not been shown the notice that is in force. For a quiet card: nothing waits for it."""
    return not db.session.scalar(select(notice_seen(person_id)))


def notice_seen(person_id: int) -> ColumnElement[bool]:
    """Whether somebody was shown the notice in force, as a column for a page that asks several things at once."""
    return exists().where(NoticeRead.person_id == person_id, NoticeRead.version >= in_force(clock.today()).version)


def consents_of(person_id: int) -> dict[str, Consent]:
    """purpose → the consent that holds now."""
    query = select(Consent).where(Consent.person_id == person_id, Consent.withdrawn_at.is_(None))
    return {consent.purpose: consent for consent in db.session.scalars(query)}


def agrees(person_id: int, purpose: str) -> bool:
    """Whether somebody has agreed to a purpose and not taken it back."""
    return purpose in consents_of(person_id)


# --- names on pages that neighbours and the public read


def shown_names(person_ids: Collection[int | None], reader: Actor | None = None) -> dict[int, str]:
    """id → the name as `reader` may know it, in one query.

    Whoever holds an office that acts in public is named, so is whoever agreed to it, and oneself; officers with desk
    work read every name. Everyone else is masked.
    """
    wanted = {key for key in person_ids if key is not None}
    if not wanted:
        return {}
    query = select(Person.id, Person.name, is_named()).where(Person.id.in_(wanted))
    return {
        key: name if named or _knows(reader, key) else masked(name) for key, name, named in db.session.execute(query)
    }


def named_people(person_ids: Collection[int]) -> set[int]:
    """Those of some people whose names may be read by everyone: by office, or by their own consent."""
    if not person_ids:
        return set()
    return set(db.session.scalars(select(Person.id).where(Person.id.in_(person_ids), is_named())))


def is_named() -> ColumnElement[bool]:
    """The condition on `Person`: named in public today, by an office or by their own consent."""
    today = clock.today()
    in_office = exists().where(
        Appointment.person_id == Person.id,
        Appointment.office.not_in(PRIVATE_OFFICES),
        Appointment.since <= today,
        or_(Appointment.until.is_(None), Appointment.until >= today),
    )
    return or_(in_office, is_agreed())


def is_agreed() -> ColumnElement[bool]:
    """The condition on `Person`: agreed that the full name stands beside what they raise and say."""
    return exists().where(Consent.person_id == Person.id, Consent.purpose == "names", Consent.withdrawn_at.is_(None))


def _knows(reader: Actor | None, person_id: int) -> bool:
    return reader is not None and (
        reader.person_id == person_id or any(held.office in STAFF for held in reader.holdings)
    )


# --- requests


def open_request(person_id: int) -> DeletionRequest | None:
    """Somebody's request that waits for an answer."""
    return db.session.scalar(
        select(DeletionRequest).where(
            DeletionRequest.person_id == person_id, DeletionRequest.state == RequestState.OPEN
        )
    )


def last_request(person_id: int) -> DeletionRequest | None:
    """Somebody's newest request, however it ended."""
    query = select(DeletionRequest).where(DeletionRequest.person_id == person_id)
    return db.session.scalar(query.order_by(DeletionRequest.id.desc()).limit(1))


def requests_in(paths: Collection[str], *, waiting: bool) -> Select[DeletionRequest]:
    """The requests handled at or below some paths: those that wait, first due first; or the answered, last first."""
    query = (
        select(DeletionRequest)
        .join(Place, Place.id == DeletionRequest.place_id)
        .where(or_(*(Place.path.startswith(path) for path in paths)))
        .options(joinedload(DeletionRequest.person))
    )
    if waiting:
        query = query.where(DeletionRequest.state == RequestState.OPEN)
        return query.order_by(DeletionRequest.due_at, DeletionRequest.id)
    return query.where(DeletionRequest.state != RequestState.OPEN).order_by(DeletionRequest.id.desc())


# --- settings


def operator() -> Operator | None:
    """Who answers for the data; None before anybody said so."""
    return db.session.scalar(select(Operator).order_by(Operator.id).limit(1))


def retention_days() -> dict[str, int]:
    """kind → for how many days it is kept: what we ship, and what was set instead."""
    days = {kind: each.default_days for kind, each in hooks.expiring.items() if each.default_days is not None}
    changed = {row.kind: row.days for row in settings() if row.kind in days}
    return {**days, **changed}


def settings() -> Sequence[RetentionSetting]:
    """What was set."""
    return db.session.scalars(select(RetentionSetting)).all()


def changed_settings() -> Mapping[str, RetentionSetting]:
    """kind → what was set."""
    return {row.kind: row for row in settings()}
