"""Pure decisions about codes that people type or read out: how they look, how they are read, how long they work."""

import unicodedata
from datetime import datetime, timedelta
from enum import StrEnum

from council.base.ids import ALPHABET

#: How long a slip works.
SLIP_LIFE = timedelta(days=30)
#: How many slips can be made at once: what a building has, and what a printer does in one go.
MOST_SLIPS = 400
#: Characters of a slip's code: 40 bits.
SLIP_LENGTH = 8
#: How long a code that is read out works.
SPOKEN_LIFE = timedelta(minutes=15)
#: Digits of a code that is read out.
SPOKEN_LENGTH = 8
#: For how long a second tap on “that is me” gets the session that the first one began.
DOUBLE_TAP = timedelta(minutes=5)

#: What people read for what is printed: I and L are 1, O is 0 (Crockford's base 32 has none of them).
_MISREAD = str.maketrans("ILO", "110")


class SlipState(StrEnum):
    """Whether a slip opens the door, and if not, why."""

    WORKS = "works"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


def slip_state(*, expires_at: datetime, withdrawn_at: datetime | None, now: datetime) -> SlipState:
    """Whether a slip works at `now`. A withdrawn one has a successor, so that is said first."""
    if withdrawn_at is not None and withdrawn_at <= now:
        return SlipState.WITHDRAWN
    return SlipState.EXPIRED if now >= expires_at else SlipState.WORKS


def spoken_works(*, expires_at: datetime, used_at: datetime | None, now: datetime) -> bool:
    """Whether a code that was read out still signs in."""
    return used_at is None and now < expires_at


def slip_code(secret: bytes) -> str:
    """Eight Crockford characters from the first five bytes of `secret`."""
    number = int.from_bytes(secret[:5], "big")
    return "".join(ALPHABET[number >> shift & 31] for shift in range(35, -1, -5))


def spoken_code(secret: bytes) -> str:
    """Eight digits from `secret`, never starting with 0: people drop leading zeros."""
    return str(10**7 + int.from_bytes(secret[:16], "big") % (9 * 10**7))


def typed_slip(text: str) -> str:
    """The code that somebody meant who typed `text`, in any case and grouping; empty if it cannot be one."""
    code = _bare(text).translate(_MISREAD)
    return code if len(code) == SLIP_LENGTH and all(sign in ALPHABET for sign in code) else ""


def typed_spoken(text: str) -> str:
    """The eight digits in `text`; empty if it cannot be a code."""
    code = _bare(text)
    return code if len(code) == SPOKEN_LENGTH and code.isascii() and code.isdigit() else ""


def grouped(code: str, between: str = "-") -> str:
    """A code in two halves, as it is printed: `7K3M-2QXT`, `4821 7306`."""
    return f"{code[: len(code) // 2]}{between}{code[len(code) // 2 :]}"


def _bare(text: str) -> str:
    """Letters and digits only, large, full-width ones as plain ones."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if sign.isalnum()).upper()
