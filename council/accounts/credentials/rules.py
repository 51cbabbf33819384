"""Pure decisions about passwords and second factors: which are good enough, and who may set them up when."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from council.accounts.credentials.common import COMMON
from council.accounts.rules import HIGH, Method, carries
from council.permits.actor import Holding

#: Characters of a password: NIST SP 800-63B asks for length, not for kinds of characters.
LEAST, MOST = 10, 128
#: How long the password counts while the second page is filled in.
HALF_LIFE = timedelta(minutes=5)
#: How long after signing in one may set things up without the password.
FRESH = timedelta(minutes=15)
#: Recovery codes made at a time.
RECOVERY_CODES = 10

_LOGIN = re.compile(r"[a-z][a-z0-9._-]{2,39}")


class Weakness(StrEnum):
    """Why a password is not taken."""

    SHORT = "short"
    LONG = "long"
    COMMON = "common"
    PERSONAL = "personal"


class Step(StrEnum):
    """What follows on the right password."""

    IN = "in"
    SECOND = "second"
    #: a high office without a second factor: not by this door
    REFUSED = "refused"


def tidy_login(text: str) -> str:
    """A login name as it is kept: case and full-width letters make no difference."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


def is_login(login: str) -> bool:
    """Whether a tidy login name has 3 to 40 letters, figures, dots and dashes, a letter first."""
    return _LOGIN.fullmatch(login) is not None


def tidy_password(text: str) -> str:
    """A password as it is hashed: another keyboard may write the same signs in another form."""
    return unicodedata.normalize("NFKC", text)


def weakness(password: str, *, about: Iterable[str]) -> Weakness | None:
    """What is wrong with a tidy password; None for a good one.

    Args:
        about: words that others know of the person: login name, name, phone.
    """
    if len(password) < LEAST:
        return Weakness.SHORT
    if len(password) > MOST:
        return Weakness.LONG
    plain = password.casefold()
    if _says_little_else(plain, about):
        return Weakness.PERSONAL
    return Weakness.COMMON if plain in COMMON or _is_pattern(plain) else None


def _is_pattern(text: str) -> bool:
    """A few signs over and over, or signs in a row such as 123456 or fedcba."""
    if len(set(text)) < 4 or any(text == (text[:size] * len(text))[: len(text)] for size in range(1, 5)):
        return True
    round_and_round = 10 if text.isascii() and text.isdigit() else 1 << 21  # after 9 comes 0
    steps = {(ord(after) - ord(before)) % round_and_round for before, after in zip(text, text[1:], strict=False)}
    return steps in ({1}, {round_and_round - 1})


def _says_little_else(text: str, about: Iterable[str]) -> bool:
    for word in about:
        known = word.casefold()
        if len(known) >= 2 and known in text and len(text.replace(known, "")) < LEAST // 2:
            return True
    return False


def holds_high(held: Iterable[Holding]) -> bool:
    """Whether one of the offices reaches so far that it wants a second factor."""
    return any(each.office in HIGH for each in held)


def after_password(held: Iterable[Holding], *, has_second: bool) -> Step:
    """What follows on the right password of somebody who holds these offices."""
    if has_second:
        return Step.SECOND
    return Step.REFUSED if holds_high(held) else Step.IN


def may_set_up(held: Collection[Holding], method: Method, *, has_second: bool) -> bool:
    """Whether a session may set password and second factor: only one that carries all the person's offices.

    Else whoever found a slip could give themselves a password, and with it the offices that a slip does not open.
    """
    return all(carries(each.office, method, has_credential=has_second) for each in held)


def is_fresh(started_at: datetime, now: datetime) -> bool:
    """Whether somebody signed in so lately that it is surely still them."""
    return now - started_at < FRESH
