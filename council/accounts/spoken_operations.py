"""Codes that an officer reads out, and who signs in with one."""

from flask_babel import gettext as _
from sqlalchemy import select, update

from council.accounts.codes_rules import DOUBLE_TAP, SPOKEN_LIFE, spoken_code, spoken_works
from council.accounts.keyed import keyed, keyed_hex
from council.accounts.models import Method, SignInSession, SpokenCode
from council.accounts.operations import begin_session
from council.base import clock, ids, once
from council.base.db import db, operation
from council.base.errors import Conflict
from council.journal.operations import Ref, record
from council.residents.models import Person
from council.residents.operations import chain_of


def spoken_hash(code: str) -> str:
    """What a code is looked up by: keyed, since eight digits could be guessed through."""
    return keyed_hex("spoken-code-hash", code)


@operation
def issue_spoken_code(*, person: Person, made_by: int, key: str = "") -> tuple[str, SpokenCode]:
    """A code for `person`, for a quarter of an hour; earlier ones of theirs no longer work. Only its hash is kept.

    The form's `key` makes the code, so that a form sent twice shows the same one.
    """
    for attempt in range(1000):  # another code where somebody else has this one: one in ninety million
        code = spoken_code(keyed("spoken-code", f"{made_by}|{person.id}|{key or ids.token()}|{attempt}"))
        row = db.session.scalar(select(SpokenCode).where(SpokenCode.code_hash == spoken_hash(code)))
        if row is None:
            return code, _kept(code, person, made_by)
        if key and row.person_id == person.id and row.made_by == made_by:
            return code, row
    raise Conflict(_("There is no free code just now. Wait a minute, then try again."))


@operation
def sign_in_by_spoken_code(*, code_id: int, device: str = "", key: str | None = None) -> SignInSession:
    """Use a code up that this browser has typed: a session for its person, whose older phones are signed out.

    `key` is the form's: the same button tapped twice gets the same session.

    Raises:
        Conflict: used or too old.
    """
    row = db.session.scalar(select(SpokenCode).where(SpokenCode.id == code_id).with_for_update())
    now = clock.now()
    key = once.own_key(f"accounts.spoken_code.{code_id}", None, key)
    if (begun := once.answered(key, SignInSession)) is not None and just_begun(begun):
        return begun
    if row is None or not spoken_works(expires_at=row.expires_at, used_at=row.used_at, now=now):
        raise Conflict(_("This code has been used or is too old. Ask for a new one."))
    started = begin_session(person=row.person, method=Method.SPOKEN_CODE, device=device, takes_over=True)
    row.used_at = now
    once.keep(key, started.id)
    return started


def just_begun(session: SignInSession) -> bool:
    """Whether a second tap on the same button may still have meant this session."""
    return session.ended_at is None and clock.now() - session.started_at < DOUBLE_TAP


def _kept(code: str, person: Person, made_by: int) -> SpokenCode:
    now = clock.now()
    earlier = update(SpokenCode).where(SpokenCode.person_id == person.id, SpokenCode.expires_at > now)
    db.session.execute(earlier.values(expires_at=now))
    row = SpokenCode(code_hash=spoken_hash(code), person_id=person.id, made_by=made_by, expires_at=now + SPOKEN_LIFE)
    db.session.add(row)
    db.session.flush()
    record(
        action="accounts.spoken_code.issued",
        place_id=chain_of(person.place),
        actor_id=made_by,
        subject=Ref("person", person.id),
    )
    return row
