"""The stage on which the stories are played: whom and what the keys of the cast mean in this database, and when."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from council.base import clock
from council.base.db import db, transaction
from council.demo.cast.named import person_key
from council.demo.cast.text import Text, When
from council.issues.models import Issue
from council.organisation.models import Place

M = TypeVar("M")


@dataclass(frozen=True)
class Act:
    """Something that happens at a moment. `alone`: it makes transactions of its own (casting votes does)."""

    at: datetime
    do: Callable[[], object]
    alone: bool = False


@dataclass
class Stage:
    """The neighbourhood in the making. Ids rather than rows, since each transaction reads its rows afresh."""

    language: str
    now: datetime
    places: dict[str, int] = field(default_factory=dict)
    units: dict[str, int] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    issues: dict[str, int] = field(default_factory=dict)
    tasks: dict[str, int] = field(default_factory=dict)
    acts: list[Act] = field(default_factory=list)
    #: what has been looked up: the session forgets rows that nobody holds, and would fetch them again and again
    held: dict[tuple[type, int], object] = field(default_factory=dict)

    def say(self, text: Text) -> str:
        """A text in the demo's language."""
        return text.say(self.language)

    def person(self, key: str) -> int:
        """The id of a person of the cast, by any key."""
        return self.people[person_key(key)]

    def row(self, model: type[M], key: int) -> M:
        """A row as it is in the present transaction."""
        row = db.session.get_one(model, key)
        self.held[model, key] = row
        return row

    def place(self, code: str) -> Place:
        """A place of the cast."""
        return self.row(Place, self.places[code])

    def issue(self, key: str) -> Issue:
        """An issue that has been raised."""
        return self.row(Issue, self.issues[key])

    def moment(self, when: When) -> datetime:
        """When something happened; nothing of the past lies later than a few minutes ago."""
        moment = clock.from_local(when.on(clock.local(self.now).date()))
        return min(moment, self.now - timedelta(minutes=3)) if when.days <= 0 else moment

    def day(self, days: int, wall_clock: str = "10:00") -> datetime:
        """The moment so many days from today."""
        return self.moment(When(days, wall_clock))

    def plan(self, at: datetime, do: Callable[[], object], *, alone: bool = False) -> None:
        """Let something happen at a moment."""
        self.acts.append(Act(at, do, alone))

    def play(self) -> None:
        """Let everything happen, in the order of time, with the clock stopped at each moment.

        What comes in a row shares a transaction, so that building takes seconds.
        """
        acts = sorted(self.acts, key=lambda act: act.at)
        while acts:
            rows = next((at for at, act in enumerate(acts) if act.alone), len(acts))
            with transaction():
                for act in acts[:rows]:
                    _at_its_time(act)
            for act in acts[rows : rows + 1]:
                _at_its_time(act)
            acts = acts[rows + 1 :]


def _at_its_time(act: Act) -> None:
    with clock.stopped(act.at):
        act.do()
