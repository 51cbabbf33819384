"""Writing sessions and sign-in links."""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import bindparam, update

from council.accounts.models import Method, SignInLink, SignInSession
from council.accounts.rules import LINK_LIFE, Ending, link_works
from council.base import clock, ids
from council.base.db import db, locked, operation
from council.base.errors import Conflict
from council.journal.operations import Ref, record
from council.residents.models import Person
from council.residents.operations import chain_of

#: Made once: a whole hall signs in at the same time.
_END_OPEN = (
    update(SignInSession)
    .where(SignInSession.person_id == bindparam("person"), SignInSession.ended_at.is_(None))
    .values(ended_at=bindparam("at"), ended_by=bindparam("why"))
    .execution_options(synchronize_session=False)
)


@operation
def begin_session(
    *, person: Person, method: Method, device: str = "", takes_over: bool = False, only_for: int | None = None
) -> SignInSession:
    """Sign `person` in on the device that is asking.

    Args:
        device: what the browser says of itself.
        takes_over: the new phone takes the place of all others, which are signed out.
        only_for: the one thing that it opens (see `limits`).
    """
    if takes_over:
        end_open(person.id, Ending.TAKEN_OVER)
    started = SignInSession(
        person_id=person.id,
        method=method,
        device=device[:200],
        started_at=clock.now(),
        seen_on=clock.today(),
        only_for=only_for,
    )
    db.session.add(started)
    db.session.flush()
    record(
        action="accounts.session.begun",
        place_id=chain_of(person.place),
        actor_id=person.id,
        subject=Ref("person", person.id),
        data={"method": method, "session": started.id, "takes_over": takes_over},
    )
    return started


@operation
def end_session(*, session_id: int, why: Ending) -> None:
    """End one session; ending an ended one changes nothing. Signing out oneself is nobody else's news: no entry."""
    query = update(SignInSession).where(SignInSession.id == session_id, SignInSession.ended_at.is_(None))
    db.session.execute(query.values(ended_at=clock.now(), ended_by=why))


@operation
def end_limited(*, only_for: int) -> None:
    """End all sessions that open nothing but this: it is over. No entry: its own room writes that."""
    query = update(SignInSession).where(SignInSession.only_for == only_for, SignInSession.ended_at.is_(None))
    db.session.execute(query.values(ended_at=clock.now(), ended_by=Ending.OVER))


@operation
def note_seen(*, session_id: int) -> None:
    """Remember that a session was used today. No entry: it is kept to tell its owner only."""
    query = update(SignInSession).where(SignInSession.id == session_id, SignInSession.seen_on < clock.today())
    db.session.execute(query.values(seen_on=clock.today()))


@operation
def end_sessions(*, person: Person, actor_id: int | None) -> Person:
    """Sign `person` out on every phone and computer, at once."""
    person = locked(Person, person.id)
    person.session_epoch += 1
    end_open(person.id, Ending.EVERYWHERE)
    record(
        action="accounts.session.ended",
        place_id=chain_of(person.place),
        actor_id=actor_id,
        subject=Ref("person", person.id),
    )
    return person


@operation
def close_session(*, session: SignInSession, actor_id: int) -> None:
    """End one session of one's own from another phone; ending an ended one changes nothing."""
    if session.ended_at is not None:
        return
    end_session(session_id=session.id, why=Ending.REVOKED)
    _closed(session.person, actor_id, 1)


@operation
def close_other_sessions(*, person: Person, kept_id: int) -> int:
    """End all sessions of a person but the one they act in. Returns how many there were."""
    query = update(SignInSession).where(
        SignInSession.person_id == person.id, SignInSession.ended_at.is_(None), SignInSession.id != kept_id
    )
    ended: Any = db.session.execute(query.values(ended_at=clock.now(), ended_by=Ending.REVOKED))
    if ended.rowcount:
        _closed(person, person.id, ended.rowcount)
    return int(ended.rowcount)


def _closed(person: Person, actor_id: int, count: int) -> None:
    record(
        action="accounts.session.closed",
        place_id=chain_of(person.place),
        actor_id=actor_id,
        subject=Ref("person", person.id),
        data={"count": count},
    )


@operation
def issue_sign_in_link(*, person: Person, made_by: int | None, token: str = "") -> tuple[str, datetime]:
    """Make a link that signs `person` in, once, within three days. Returns the token and when it expires.

    `token` is the one to use where the same form sent twice must make one link; else a new one is drawn.
    """
    if token and (seen := _link_of(token)) is not None:
        return token, seen.expires_at
    token = token or ids.token(18)
    expires_at = clock.now() + LINK_LIFE
    db.session.add(
        SignInLink(token_hash=ids.fingerprint(token), person_id=person.id, made_by=made_by, expires_at=expires_at)
    )
    record(
        action="accounts.sign_in_link.issued",
        place_id=chain_of(person.place),
        actor_id=made_by,
        subject=Ref("person", person.id),
    )
    return token, expires_at


@operation
def sign_in_by_link(*, token: str, device: str = "") -> SignInSession:
    """Use up a sign-in link: a session for its person.

    Raises:
        Conflict: the link is unknown, used or too old.
    """
    link = _link_of(token)
    now = clock.now()
    if link is None or not link_works(expires_at=link.expires_at, used_at=link.used_at, now=now):
        raise Conflict(_("This link has been used or is too old. Ask your grid officer for a new one."))
    link.used_at = now
    method = Method.CONSOLE if link.made_by is None else Method.LINK
    return begin_session(person=link.person, method=method, device=device)


def link_is_issued(token: str) -> bool:
    """Whether the form that makes this token has been sent before. In the caller's transaction."""
    return bool(token) and _link_of(token) is not None


def end_open(person_id: int, why: Ending) -> None:
    """End all open sessions of a person, in the caller's transaction."""
    db.session.execute(_END_OPEN, {"person": person_id, "at": clock.now(), "why": why.value})


def _link_of(token: str) -> SignInLink | None:
    """The link with this token, locked."""
    query = db.select(SignInLink).where(SignInLink.token_hash == ids.fingerprint(token)).with_for_update()
    return db.session.scalar(query)
