"""Pure decisions about seat cards: when one works. `now` is local time."""

import re
from datetime import date, datetime, timedelta
from enum import StrEnum
from unicodedata import normalize

#: An evening that goes past midnight keeps its members this long.
PAST_MIDNIGHT = timedelta(hours=6)


#: `3`, `No. 3`, `seat 3`, `3号`, `第3号`, `3号座`.
_NUMBER = re.compile(r"(?:seat|no\.?|\u7b2c)?\s*(\d{1,4})\s*[\u53f7\u5ea7]{0,2}", re.IGNORECASE)


class CardState(StrEnum):
    """Whether a card opens its meeting, and if not, why."""

    WORKS = "works"
    EARLY = "early"
    OVER = "over"
    WITHDRAWN = "withdrawn"


def is_on(*, state: str, starts_on: date, now: datetime) -> CardState:
    """Where a meeting stands for the holder of a card: it opens on its day, until it closes or the night is over."""
    if state not in ("convened", "in_session") or (now - PAST_MIDNIGHT).date() > starts_on:
        return CardState.OVER
    return CardState.EARLY if now.date() < starts_on else CardState.WORKS


def card_state(*, state: str, starts_on: date, now: datetime, is_withdrawn: bool) -> CardState:
    """Where a card stands; `state` is its meeting's."""
    return CardState.WITHDRAWN if is_withdrawn else is_on(state=state, starts_on=starts_on, now=now)


def seat_number(written: str) -> int | None:
    """The number of a seat card that was written in place of a name; None where it is no number."""
    found = _NUMBER.fullmatch(normalize("NFKC", written).strip())
    return int(found[1]) if found is not None else None
