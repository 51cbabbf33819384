"""What screens are given of the floor: the clock as a countdown, words for stances, who is next."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from council.meetings.floor.models import who_of
from council.meetings.floor.reading import Floor, Speaker
from council.meetings.floor.rules import Stance
from council.meetings.floor.words import ICONS, reminder_words, span_words, stance_words, stances, turn_words
from council.polls.rules import Countdown, countdown_to

#: How many of those who wait a screen names.
NAMED = 2


@dataclass(frozen=True, slots=True)
class Running:
    """The speech that is on: its countdown while the clock runs, and the seconds left."""

    speaker: Speaker
    left: int
    countdown: Countdown | None

    @property
    def text(self) -> str:
        """The time left, `m:ss`."""
        return span_words(self.left)

    @property
    def given(self) -> str:
        """The time it has, `m:ss`."""
        return span_words(self.speaker.clock.given)


def running(floor: Floor, now: datetime) -> Running | None:
    """The speech that is on at `now`."""
    speaker = floor.present
    if speaker is None:
        return None
    return Running(speaker, speaker.clock.left_at(now), countdown_to(speaker.clock.ends_at(now), now))


def floor_context(floor: Floor, now: datetime) -> dict[str, Any]:
    """The floor for `_speaker.html` and its kin."""
    return {
        "floor": floor,
        "on_floor": running(floor, now),
        "next_speakers": floor.waiting[:NAMED],
        "stance_words": stance_words,
        "stance_icons": ICONS,
        "stances": stances(),
        "turn_words": turn_words,
        "reminder_words": reminder_words,
        "span_words": span_words,
    }


def my_hand(floor: Floor, person_id: int) -> Speaker | None:
    """The hand of a person that is up or speaking."""
    mine = [*floor.waiting, *([floor.present] if floor.present is not None else [])]
    return next((each for each in mine if each.who == who_of(person_id, "")), None)


@dataclass(frozen=True, slots=True)
class Spoken:
    """Statistics of speeches: how many people, how often, how long (seconds), by stance and by person."""

    people: int
    times: int
    seconds: int
    by_stance: Sequence[tuple[str, int, int]]
    by_person: Sequence[tuple[str, str, int, int]]


def statistics(speakers: Sequence[Speaker]) -> Spoken:
    """Who spoke how often and for how long, the longest first."""
    names = {each.who: (each.name, each.whence) for each in speakers}
    times, seconds = Counter(each.who for each in speakers), Counter[str]()
    of_side, side_seconds = Counter(each.stance for each in speakers), Counter[str]()
    for each in speakers:
        seconds[each.who] += each.clock.spent
        side_seconds[each.stance] += each.clock.spent
    ranked = sorted(times, key=lambda who: (-seconds[who], names[who]))
    return Spoken(
        people=len(times),
        times=len(speakers),
        seconds=sum(seconds.values()),
        by_stance=[(side, of_side[side], side_seconds[side]) for side in Stance if of_side[side]],
        by_person=[(*names[who], times[who], seconds[who]) for who in ranked],
    )
