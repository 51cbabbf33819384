"""Drawing codes and using them up. Asking for a code is no entry in the journal; signing in with it is."""

from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, String, delete, func, select, text, type_coerce

from council.accounts.guessing import TooFast, demand_patience, note_hit, note_miss
from council.accounts.keyed import keyed_hex
from council.accounts.phone_codes.models import PhoneCode
from council.accounts.phone_codes.rules import HOUR, TRIES, is_alive, seconds_to_wait, tidy_number
from council.base import clock, ids
from council.base.db import db, operation
from council.base.errors import Busy, Invalid
from council.residents.models import Person


class Drawn(NamedTuple):
    """A fresh code, and whether there is somebody to send it to."""

    code: str
    to_send: bool


class BudgetSpent(Busy):
    """So many messages went out today that no more may."""


class _Outcome(StrEnum):
    RIGHT = "right"
    WRONG = "wrong"
    DEAD = "dead"


def people_with(number: str) -> Sequence[Person]:
    """Who is on the roster with this tidy number, oldest record first; the roster may write it with blanks or +86."""
    written: ColumnElement[str] = type_coerce(Person.phone, String)
    for separator in (" ", "-", "(", ")", "."):
        written = func.replace(written, separator, "")
    forms = [number] if number.startswith("+") else [number, f"+86{number}", f"86{number}", f"0086{number}"]
    query = (
        select(Person)
        .where(written.in_(forms), Person.merged_into_id.is_(None), Person.left_on.is_(None))
        .order_by(Person.id)
    )
    found = db.session.scalars(query).all()
    return [person for person in found if tidy_number(person.phone) == number]


@operation
def draw_code(*, number: str, daily: int) -> Drawn:
    """A code for a tidy number. Nothing differs between a number that somebody has and one that nobody has.

    Args:
        daily: how many messages may go out a day, for all numbers together.

    Raises:
        TooFast: this number asked a moment ago, or too often.
        BudgetSpent: no more messages today.
    """
    _one_after_the_other()
    now, key = clock.now(), keyed_hex("phone-number", number)
    db.session.execute(delete(PhoneCode).where(PhoneCode.asked_at < now - timedelta(days=2)))
    asked = db.session.scalars(
        select(PhoneCode.asked_at).where(PhoneCode.number_key == key, PhoneCode.asked_at > now - HOUR)
    ).all()
    if seconds := seconds_to_wait(asked, now):
        raise TooFast(seconds)
    if _sent_today() >= daily:
        raise BudgetSpent(_("No more text messages can be sent today. Sign in another way, or try again tomorrow."))
    code, to_send = ids.digits(6), bool(people_with(number))
    db.session.add(PhoneCode(number_key=key, code_key=_code_key(number, code), asked_at=now, sent=to_send))
    db.session.flush()
    return Drawn(code, to_send)


def prove_number(*, number: str, code: str) -> Sequence[Person]:
    """Use the code up: the people who share the number.

    Raises:
        TooFast: after too many misses.
        Invalid: the code is wrong, used, or too old.
    """
    demand_patience("phone", target=number)
    outcome = _try_code(number=number, code="".join(code.split()))
    if outcome is _Outcome.RIGHT:
        note_hit("phone", target=number)
        return people_with(number)
    note_miss("phone", target=number)
    if outcome is _Outcome.WRONG:
        raise Invalid(_("This is not the code. Look at the newest text message."), field="code")
    raise Invalid(_("This code no longer works. Ask for a new one."), field="code")


@operation
def _try_code(*, number: str, code: str) -> _Outcome:
    query = (
        select(PhoneCode)
        .where(PhoneCode.number_key == keyed_hex("phone-number", number))
        .order_by(PhoneCode.asked_at.desc(), PhoneCode.id.desc())
        .limit(1)
        .with_for_update()
    )
    newest, now = db.session.scalar(query), clock.now()
    if newest is None or not is_alive(asked_at=newest.asked_at, misses=newest.misses, used_at=newest.used_at, now=now):
        return _Outcome.DEAD
    if newest.code_key == _code_key(number, code):
        newest.used_at = now
        return _Outcome.RIGHT
    newest.misses += 1
    return _Outcome.WRONG if newest.misses < TRIES else _Outcome.DEAD


def _code_key(number: str, code: str) -> str:
    return keyed_hex("phone-code", f"{number}|{code}")


def _sent_today() -> int:
    midnight = clock.local(clock.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    query = select(func.count()).where(PhoneCode.sent, PhoneCode.asked_at >= midnight)
    return db.session.scalar(query) or 0


def _one_after_the_other() -> None:
    """Of two who ask at once the second sees the first's row: the budget and the pause hold (SQLite has one writer)."""
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text("SELECT pg_advisory_xact_lock(hashtext('phone_code'))"))
