"""Pure decisions about numbers and codes: how a number is written, how often a code is sent, when it is dead."""

import math
import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime, timedelta

#: How long a code works, and how many wrong tries end it.
LIFE, TRIES = timedelta(minutes=5), 5
#: A number gets one message in this time …
PAUSE = timedelta(minutes=1)
#: … and so many in an hour.
HOURLY = 5
HOUR = timedelta(hours=1)
#: A browser may ask so often in an hour, for whatever numbers …
DEVICE_HOURLY = 10
#: … and an address, which a hall may share, for this part of the day's messages. So no single one spends them all.
ADDRESS_SHARE = 2
#: How long the right code counts while somebody says which of the family they are.
CHOICE_LIFE = timedelta(minutes=5)

_SEPARATORS = re.compile(r"[\s().\-\u2010-\u2015]+")
_NUMBER = re.compile(r"\+?[0-9]{6,15}")


def tidy_number(text: str) -> str | None:
    """A number as digits, whatever stands between them; the country's own prefix (+86) is left out.

    Numbers of other countries keep their plus. None for what is no phone number.
    """
    number = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text))
    if number.startswith("00"):
        number = "+" + number[2:]
    if re.fullmatch(r"\+?86[0-9]{11}", number):
        number = number[-11:]
    return number if _NUMBER.fullmatch(number) else None


def masked_number(number: str) -> str:
    """A number of which the middle is not shown: 138****1234."""
    return f"{number[:3]}****{number[-4:]}" if len(number) > 8 else f"****{number[-2:]}"


def seconds_to_wait(asked: Sequence[datetime], now: datetime) -> int:
    """Seconds until a number may get another message; `asked` are its times of the last hour."""
    recent = sorted(at for at in asked if now - at < HOUR)
    free_at = [at + PAUSE for at in recent[-1:]]
    if len(recent) >= HOURLY:
        free_at.append(recent[-HOURLY] + HOUR)
    return max([0, *(math.ceil((moment - now).total_seconds()) for moment in free_at)])


def device_wait(asked: Sequence[datetime], now: datetime) -> int:
    """Seconds until a browser may ask again; `asked` are its times of the last hour, for whatever numbers."""
    recent = sorted(at for at in asked if now - at < HOUR)
    if len(recent) < DEVICE_HOURLY:
        return 0
    return math.ceil((recent[-DEVICE_HOURLY] + HOUR - now).total_seconds())


def share_of(daily: int) -> int:
    """How many codes one address may ask for in a day of `daily` messages."""
    return max(1, daily // ADDRESS_SHARE)


def is_alive(*, asked_at: datetime, misses: int, used_at: datetime | None, now: datetime) -> bool:
    """Whether a code may still be tried."""
    return used_at is None and misses < TRIES and now - asked_at < LIFE
