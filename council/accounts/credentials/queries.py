"""Reading credentials, and how a signed-in person stands with theirs."""

from dataclasses import dataclass
from datetime import datetime

from flask import g
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from council.accounts.credentials.models import Credential, RecoveryCode
from council.accounts.credentials.rules import holds_high, is_fresh, may_set_up
from council.accounts.models import SignInSession
from council.accounts.rules import Method
from council.base.db import db
from council.permits.actor import Actor, Holding
from council.residents.models import Person
from council.residents.queries import load_actor


def credential_by_login(login: str) -> Credential | None:
    """The credential with this tidy login name, of somebody who is still here."""
    query = (
        select(Credential)
        .join(Credential.person)
        .options(joinedload(Credential.person))
        .where(Credential.login == login, Person.merged_into_id.is_(None), Person.left_on.is_(None))
    )
    return db.session.scalar(query)


def codes_left(person_id: int) -> int:
    """How many recovery codes have not been used."""
    query = select(func.count()).where(RecoveryCode.person_id == person_id, RecoveryCode.used_at.is_(None))
    return db.session.scalar(query) or 0


def has_credential(person_id: int) -> bool:
    """Whether a person has a password. All of them are read once a request: few people have one."""
    if "credential_holders" not in g:
        g.credential_holders = set(db.session.scalars(select(Credential.person_id)))
    return person_id in g.credential_holders


def offices_of(person_id: int) -> tuple[Holding, ...]:
    """The offices somebody holds today, whatever their session carries."""
    actor = load_actor(person_id)
    return actor.holdings if actor else ()


@dataclass(frozen=True)
class Standing:
    """How a signed-in person stands: what they have, and what this session lets them set up."""

    person: Person
    credential: Credential | None
    held: tuple[Holding, ...]
    method: Method
    started_at: datetime

    @property
    def has_second(self) -> bool:
        """Whether a second factor is confirmed."""
        return self.credential is not None and self.credential.totp_confirmed_at is not None

    @property
    def holds_high(self) -> bool:
        """Whether an office reaches so far that it wants a second factor."""
        return holds_high(self.held)

    @property
    def wants_second(self) -> bool:
        """Whether an office wants a second factor that is not there."""
        return self.holds_high and not self.has_second

    @property
    def may_set_up(self) -> bool:
        """Whether this session may set up password and second factor."""
        return may_set_up(self.held, self.method, has_second=self.has_second)

    def is_fresh(self, now: datetime) -> bool:
        """Whether the password need not be asked for again."""
        return is_fresh(self.started_at, now)


def standing_of(actor: Actor, session_id: int) -> Standing:
    """How `actor` stands in the session with this id."""
    person = db.session.get_one(Person, actor.person_id)
    credential = db.session.get(Credential, actor.person_id)
    session = db.session.get_one(SignInSession, session_id)
    return Standing(person, credential, offices_of(person.id), Method(session.method), session.started_at)


def setup_wanted(actor: Actor | None, session_id: int | None) -> bool:
    """Whether to lead somebody with a high office, who came by a link, to password and second factor. One query."""
    if actor is None or session_id is None or not holds_high(actor.holdings):
        return False
    query = (
        select(SignInSession.method, Credential.totp_confirmed_at)
        .outerjoin(Credential, Credential.person_id == SignInSession.person_id)
        .where(SignInSession.id == session_id)
    )
    row = db.session.execute(query).first()
    return row is not None and row[0] in (Method.LINK, Method.CONSOLE) and row[1] is None
