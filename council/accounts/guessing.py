"""Slowing down those who guess slips, codes and passwords, without shutting out a hall that shares one address.

Only misses count, and only misses write. Who missed is known in three ways: the target (the account, number or code
that is tried), the device (a signed cookie that the form's page sets) and the address (what the server says, so
behind proxies what `TRUSTED_PROXIES` lets them say). Of whoever tries while signed in only the target counts: it is
they themselves, and the names that they mistype must not shut the door for a hall. Misses are kept in the database as
keyed hashes, so that all processes count together and a leaked table names no phone number. The figures are in
`guessing_rules`.
"""

import math
from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from flask import request
from flask_babel import ngettext
from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from council.accounts import guessing_rules as rules
from council.accounts.devices import known_device
from council.accounts.guessing_rules import Misses
from council.accounts.keyed import keyed_hex
from council.accounts.models import Guess
from council.base import clock
from council.base.db import db, operation
from council.base.errors import DomainError

#: Up to so many seconds a wait is told in seconds, then in minutes.
LONG = 90


class TooFast(DomainError):
    """Too many misses: the same may be tried again after `seconds` (429)."""

    status = 429

    def __init__(self, seconds: int) -> None:
        super().__init__(_said(seconds))
        self.seconds = seconds


def _said(seconds: int) -> str:
    if seconds <= LONG:
        return ngettext(
            "Please wait one second, then try again.", "Please wait %(num)d seconds, then try again.", seconds
        )
    minutes = math.ceil(seconds / 60)
    return ngettext("Please wait one minute, then try again.", "Please wait %(num)d minutes, then try again.", minutes)


class Asker(NamedTuple):
    """Who asks for something at the door, as keyed hashes: an address, and a browser that was shown a form there."""

    address: str
    device: str


#: Somebody who cannot be told apart.
NOBODY = Asker("", "")


def asker() -> Asker:
    """Who sends this request."""
    device = known_device()
    return Asker(
        keyed_hex("guess-address", rules.network_of(request.remote_addr or "")),
        keyed_hex("guess-device", device.id) if device is not None else "",
    )


def demand_patience(kind: str, *, target: str = "") -> None:
    """Let an attempt through, or say how long to wait; before anything is looked up. Writes nothing.

    Args:
        kind: what is guessed: `slip`, `spoken`, `phone`, `password`, `second`; `proxy` (the name of somebody).
        target: the account, number or code that is tried, where it is known; for a `proxy` who tries.

    Raises:
        TooFast: after too many misses.
    """
    now, keys = clock.now(), _keys(kind, target)
    seen = _seen(list(keys.values()))
    of = {part: seen.get(key, Misses()) for part, key in keys.items()}
    device = known_device()
    wait = max(
        rules.seconds_left(of.get("target", Misses()), rules.longest(kind), now),
        rules.seconds_left(of.get("device", Misses()), rules.DEVICE_LONGEST, now),
    )
    address = of.get("address", Misses())
    held_back = rules.address_wait(address, now)
    issued_at = device.issued_at if device else None
    if held_back and not rules.gets_through(address, of.get("device", Misses()), issued_at, now):
        wait = max(wait, held_back)
    if wait:
        raise TooFast(wait)


@operation
def note_miss(kind: str, *, target: str = "") -> None:
    """Remember a wrong attempt, in a transaction of its own. No journal: who mistyped a code is nobody's news."""
    now, keys = clock.now(), _keys(kind, target)
    for part, key in sorted(keys.items()):  # always in one order, so that two misses never wait for each other
        _count(key, rules.address_missed if part == "address" else rules.missed, now)


def note_hit(kind: str, *, target: str = "") -> None:
    """Forget the misses of who got it right; those of the address stay, others share it. Mostly there are none."""
    keys = [key for part, key in _keys(kind, target).items() if part != "address"]
    if _seen(keys):
        _forget(keys)


@operation
def forget_old() -> int:
    """Remove what no longer holds anybody back. Returns how many rows."""
    old = clock.now() - rules.REST
    gone: Any = db.session.execute(delete(Guess).where(Guess.at < old))
    return int(gone.rowcount)


@operation
def _forget(keys: list[str]) -> None:
    db.session.execute(delete(Guess).where(Guess.key.in_(keys)))


def _keys(kind: str, target: str) -> dict[str, str]:
    """part → the key under which its misses are kept."""
    parts = {} if kind in rules.BY_THE_SIGNED_IN else asker()._asdict()
    keys = {part: key for part, key in parts.items() if key}
    if target:
        keys["target"] = keyed_hex("guess-target", f"{kind}|{target}")
    return keys


def _seen(keys: list[str]) -> dict[str, Misses]:
    return {row.key: _misses(row) for row in db.session.scalars(select(Guess).where(Guess.key.in_(keys)))}


def _misses(row: Guess) -> Misses:
    return Misses(row.count, row.at, row.newcomers, row.newcomers_since)


def _count(key: str, after: Callable[[Misses, datetime], Misses], now: datetime) -> None:
    """Bring one count up to date under its lock; two processes that count the same wait for each other."""
    dialect = postgresql if db.session.get_bind().dialect.name == "postgresql" else sqlite
    first = after(Misses(), now)
    made = dialect.insert(Guess).values(key=key, count=first.count, at=now, newcomers=0)
    if db.session.scalar(made.on_conflict_do_nothing().returning(Guess.id)) is not None:
        return
    row = db.session.scalars(select(Guess).where(Guess.key == key).with_for_update()).one()
    result = after(_misses(row), now)
    row.count, row.at = result.count, result.at or now
    row.newcomers, row.newcomers_since = result.newcomers, result.newcomers_since
