"""Reading sessions and sign-in links."""

from dataclasses import replace

from sqlalchemy import bindparam, func, select

from council.accounts.models import Credential, Method, SignInLink, SignInSession
from council.accounts.rules import carried, link_works
from council.base import clock, ids
from council.base.db import db
from council.permits.actor import Actor
from council.residents.models import Person
from council.residents.queries import ACTOR, actor_of

#: `ACTOR` of somebody whose session is open. Made once: every page of a signed-in person asks this.
_SIGNED_IN = (
    ACTOR.add_columns(SignInSession.method, Credential.person_id)
    .join(SignInSession, SignInSession.person_id == Person.id)
    .outerjoin(Credential, (Credential.person_id == Person.id) & Credential.totp_confirmed_at.is_not(None))
    .where(SignInSession.id == bindparam("session"), SignInSession.ended_at.is_(None))
    .where(Person.session_epoch == bindparam("epoch"))
    .where(func.coalesce(SignInSession.only_for, 0) == bindparam("only_for"))
)


def load_signed_in(person_id: int, epoch: int, session_id: int, only_for: int = 0) -> Actor | None:
    """The signed-in person with the offices that this session carries, in one query; None if the session is over.

    A session that opens one thing only carries nothing but the person: no office, no home.
    """
    values = {"person": person_id, "epoch": epoch, "session": session_id, "on": clock.today(), "only_for": only_for}
    rows = db.session.execute(_SIGNED_IN, values).all()
    if not rows:
        return None
    actor, (method, credential) = actor_of(rows), rows[0][-2:]
    if only_for:
        return replace(actor, holdings=(), home="", home_name="")
    holdings = carried(actor.holdings, Method(method), has_credential=credential is not None)
    return replace(actor, holdings=holdings)


def link_holder(token: str) -> Person | None:
    """Whom a sign-in link would sign in now; None if it is unknown, used or too old."""
    link = db.session.scalar(select(SignInLink).where(SignInLink.token_hash == ids.fingerprint(token)))
    if link is None or not link_works(expires_at=link.expires_at, used_at=link.used_at, now=clock.now()):
        return None
    return link.person
