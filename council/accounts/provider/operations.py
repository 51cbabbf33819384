"""Whose account it is: found once by what the provider says or by an officer, then kept."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError

from council.accounts.models import Method, SignInSession
from council.accounts.operations import begin_session
from council.accounts.phone_codes.operations import people_with
from council.accounts.phone_codes.rules import tidy_number
from council.accounts.provider.models import ExternalIdentity
from council.accounts.provider.rules import SUBJECT_LENGTH, named_by, verified_phone
from council.accounts.rules import GUARDED
from council.base import clock
from council.base.db import db, operation
from council.base.errors import Conflict, Invalid
from council.journal.operations import Ref, record
from council.residents.models import Person
from council.residents.operations import chain_of
from council.residents.queries import load_actor


@operation
def sign_in_by_provider(*, issuer: str, claims: Mapping[str, Any], claim: str, device: str) -> SignInSession | None:
    """A session for whom the account belongs to; a first visit links it. None: it belongs to nobody here.

    Args:
        claims: what a checked ID token says; `sub` is among it.
        claim: the claim that holds what the roster knows a person by.
    """
    subject = str(claims["sub"])
    known = db.session.scalar(
        select(ExternalIdentity).where(ExternalIdentity.issuer == issuer, ExternalIdentity.subject == subject)
    )
    person = known.person if known else _meant(claims, claim)
    if person is None or not person.is_current:
        return None
    if known is None:
        if _linked(issuer, person.id) is not None:
            return None
        _link(issuer, subject, person, linked_by=None)
    return begin_session(person=person, method=Method.PROVIDER, device=device)


@operation
def link_identity(*, issuer: str, subject: str, person: Person, actor_id: int | None) -> ExternalIdentity:
    """Say whose account it is. The same again changes nothing.

    Raises:
        Invalid: no subject, or it is another person's.
        Conflict: the person has another account there.
    """
    subject = subject.strip()
    if not 0 < len(subject) <= SUBJECT_LENGTH:
        raise Invalid(_("Copy the account's number from the page that the person saw."), field="subject")
    known = db.session.scalar(
        select(ExternalIdentity).where(ExternalIdentity.issuer == issuer, ExternalIdentity.subject == subject)
    )
    if known is not None and known.person_id == person.id:
        return known
    if known is not None:
        raise Invalid(_("This account belongs to somebody else here. Remove it there first."), field="subject")
    if _linked(issuer, person.id) is not None:
        raise Conflict(_("This person has an account there already. Remove that first."))
    return _link(issuer, subject, person, linked_by=actor_id)


@operation
def unlink_identity(*, identity: ExternalIdentity, actor_id: int | None) -> None:
    """Take the account away from the person; their sessions go on."""
    person = identity.person
    db.session.delete(identity)
    _note("accounts.identity.unlinked", person, actor_id)


def identities_of(person_id: int) -> Sequence[ExternalIdentity]:
    """The accounts of a person, at all providers there ever were."""
    query = select(ExternalIdentity).where(ExternalIdentity.person_id == person_id).order_by(ExternalIdentity.id)
    return db.session.scalars(query).all()


def _linked(issuer: str, person_id: int) -> ExternalIdentity | None:
    query = select(ExternalIdentity).where(ExternalIdentity.issuer == issuer, ExternalIdentity.person_id == person_id)
    return db.session.scalar(query)


def _meant(claims: Mapping[str, Any], claim: str) -> Person | None:
    """The person whom the claim names, else the only one with the checked phone number, if they hold no such office.

    A number on the roster was typed by somebody and may have changed hands: it opens no guarded office.
    """
    if name := named_by(claims, claim):
        query = select(Person).where(
            or_(Person.external_id == name, Person.key == name),
            Person.merged_into_id.is_(None),
            Person.left_on.is_(None),
        )
        found = db.session.scalars(query.limit(2)).all()
        return found[0] if len(found) == 1 else None
    number = tidy_number(verified_phone(claims))
    sharing = people_with(number) if number else []
    if len(sharing) != 1:
        return None
    actor = load_actor(sharing[0].id)
    guarded = actor is None or any(held.office in GUARDED for held in actor.holdings)
    return None if guarded else sharing[0]


def _link(issuer: str, subject: str, person: Person, *, linked_by: int | None) -> ExternalIdentity:
    identity = ExternalIdentity(
        issuer=issuer, subject=subject, person_id=person.id, linked_at=clock.now(), linked_by=linked_by
    )
    db.session.add(identity)
    try:
        db.session.flush()
    except IntegrityError:
        raise Conflict(_("This was linked just now by somebody else. Load the page again.")) from None
    _note("accounts.identity.linked", person, linked_by)
    return identity


def _note(action: str, person: Person, actor_id: int | None) -> None:
    record(action=action, place_id=chain_of(person.place), actor_id=actor_id, subject=Ref("person", person.id))
