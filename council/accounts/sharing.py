"""Several people of one household on one phone: who waits in its cookie, and whose turn it is.

The cookie names the one who acts (Flask-Login's `_user_id`) and those who wait (`others`). Only neighbours of one
household wait, and only sessions that carry no guarded office: whoever holds the phone can take their turn.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import session
from sqlalchemy import select

from council.accounts.identity import Identity, identity_in_session, named_in_session
from council.accounts.models import SignInSession
from council.accounts.queries import load_signed_in
from council.accounts.rules import MOST_ON_ONE_PHONE, SHARED, Method, may_wait
from council.base.db import db
from council.residents.models import Person

#: Where in the session those lie who wait.
OTHERS = "others"


@dataclass(frozen=True)
class OnThisPhone:
    """Somebody who is signed in on this phone."""

    identity: Identity
    name: str
    acts: bool


def others_waiting() -> tuple[Identity, ...]:
    """Those who wait on this phone, as the signed cookie says, without asking the database."""
    found = (Identity.read(str(text)) for text in session.get(OTHERS, ()))
    return tuple(identity for identity in found if identity is not None)


def all_on_phone() -> tuple[Identity, ...]:
    """The one who acts, if anybody does, then those who wait."""
    acting = named_in_session()
    return ((acting,) if acting else ()) + others_waiting()


def people_on_phone() -> list[OnThisPhone]:
    """Those on this phone whose session is open, with their names, in one query; not who came with a seat card."""
    acting = identity_in_session()
    found = _open(one for one in all_on_phone() if not one.only_for)
    return [
        OnThisPhone(identity, person.name, identity == acting)
        for identity, (_row, person) in sorted(found.items(), key=lambda item: item[0].session_id)
    ]


def who_stays(started: SignInSession) -> list[Identity]:
    """Who of those on this phone may wait on it beside a newcomer: housemates, the latest first."""
    if not all_on_phone():
        return []
    home = started.person.household_id
    if home is None or Method(started.method) not in SHARED:
        return []
    here = [identity for identity in all_on_phone() if identity.person_id != started.person_id]
    stays = [
        identity
        for identity, (row, person) in _open(here).items()
        if person.household_id == home and _may_wait(identity, row)
    ]
    return stays[: MOST_ON_ONE_PHONE - 1]


def remember_others(identities: Sequence[Identity]) -> None:
    """Let these wait on this phone."""
    if identities:
        session[OTHERS] = [str(identity) for identity in identities]
    else:
        session.pop(OTHERS, None)


def _may_wait(identity: Identity, row: SignInSession) -> bool:
    actor = load_signed_in(*identity)
    return actor is not None and may_wait(Method(row.method), actor.holdings)


def _open(identities: Iterable[Identity]) -> dict[Identity, tuple[SignInSession, Person]]:
    """Session and person of those of these that still open something, in one query."""
    asked = list(identities)
    if not asked:
        return {}
    query = (
        select(SignInSession, Person)
        .join(Person, Person.id == SignInSession.person_id)
        .where(SignInSession.id.in_([one.session_id for one in asked]), SignInSession.ended_at.is_(None))
    )
    rows = db.session.execute(query).all()
    found = {
        Identity(person.id, person.session_epoch, row.id, row.only_for or 0): (row, person) for row, person in rows
    }
    return {one: found[one] for one in asked if one in found}
