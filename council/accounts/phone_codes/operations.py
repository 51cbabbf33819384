"""Drawing codes and using them up. Asking for a code is no entry in the journal; signing in with it is."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, String, delete, func, select, text, type_coerce

from council.accounts.guessing import NOBODY, Asker, TooFast, demand_patience, note_hit, note_miss
from council.accounts.keyed import keyed_hex
from council.accounts.phone_codes.models import PhoneCode
from council.accounts.phone_codes.rules import (
    HOUR,
    TRIES,
    device_wait,
    is_alive,
    seconds_to_wait,
    share_of,
    tidy_number,
)
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
def draw_code(*, number: str, daily: int, asker: Asker = NOBODY) -> Drawn:
    """A code for a tidy number. Nothing differs between a number that somebody has and one that nobody has.

    Args:
        daily: how many messages may go out a day, for all numbers together.
        asker: which browser asks, from which address: neither may spend all messages of the day.

    Raises:
        TooFast: this number or this browser asked a moment ago, or too often.
        BudgetSpent: no more messages today, or none for this address.
    """
    _one_after_the_other()
    now, key = clock.now(), keyed_hex("phone-number", number)
    db.session.execute(delete(PhoneCode).where(PhoneCode.asked_at < now - timedelta(days=2)))
    _demand_patience(key, asker, now)
    _demand_budget(daily, asker)
    code, to_send = ids.digits(6), bool(people_with(number))
    row = PhoneCode(number_key=key, code_key=_code_key(number, code), asked_at=now, sent=to_send)
    row.address_key, row.device_key = asker.address, asker.device
    db.session.add(row)
    db.session.flush()
    return Drawn(code, to_send)


def _demand_patience(number_key: str, asker: Asker, now: datetime) -> None:
    lately = select(PhoneCode.asked_at).where(PhoneCode.asked_at > now - HOUR)
    seconds = seconds_to_wait(db.session.scalars(lately.where(PhoneCode.number_key == number_key)).all(), now)
    if asker.device:
        by_it = db.session.scalars(lately.where(PhoneCode.device_key == asker.device)).all()
        seconds = max(seconds, device_wait(by_it, now))
    if seconds:
        raise TooFast(seconds)


def _demand_budget(daily: int, asker: Asker) -> None:
    """An address counts what it asked for, not what was sent: else one could see which numbers are on the roster."""
    today = select(func.count()).where(PhoneCode.asked_at >= clock.start_of_day(clock.now()))
    if (db.session.scalar(today.where(PhoneCode.sent)) or 0) >= daily:
        raise BudgetSpent(_("No more text messages can be sent today. Sign in another way, or try again tomorrow."))
    if not asker.address:
        return
    if (db.session.scalar(today.where(PhoneCode.address_key == asker.address)) or 0) >= share_of(daily):
        raise BudgetSpent(_("Too many codes were asked for from this network today. Sign in another way."))


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


def _one_after_the_other() -> None:
    """Of two who ask at once the second sees the first's row: the budget and the pause hold (SQLite has one writer)."""
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text("SELECT pg_advisory_xact_lock(hashtext('phone_code'))"))
