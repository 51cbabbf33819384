"""One rehearsal: which meeting, where it lies, who may come in, what is on its way."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Lock

from flask import Flask

from council.base import ids
from council.rehearsal.rules import next_share
from council.rehearsal.script import Script

#: What the addresses of all rehearsals begin with.
PREFIX = "/rehearsal"


#: Poll, person, choice.
Marked = tuple[int, int, str]


class Ballots:
    """Ballots that come in over some seconds. Lined up by a page, taken by a job, each in a thread of its own."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting: list[Marked] = []
        self._rounds = 0

    def line_up(self, ballots: Sequence[Marked], rounds: int) -> None:
        """These come in within so many rounds, instead of what waits."""
        with self._lock:
            self._waiting, self._rounds = list(ballots), rounds

    def take(self) -> list[Marked]:
        """What comes in now."""
        with self._lock:
            share = next_share(self._waiting, self._rounds)
            taken, self._waiting = self._waiting[:share], self._waiting[share:]
            self._rounds -= 1
            return taken


@dataclass(eq=False)
class Rehearsal:
    """One evening that does not count."""

    key: str
    meeting_id: int
    folder: Path
    script: Script
    app: Flask
    begun_at: datetime
    #: the language in which its members were named
    language: str = "en"
    #: one-time words that let a person of the script in: word → person
    passes: dict[str, int] = field(default_factory=dict)
    #: ballots on their way
    ballots: Ballots = field(default_factory=Ballots)
    #: until then (monotonic) walls and phones hear nothing
    silent_until: float = 0.0

    @property
    def prefix(self) -> str:
        """What all its addresses begin with."""
        return f"{PREFIX}/{self.key}"

    @property
    def is_silent(self) -> bool:
        """Whether the network is away, as far as walls and phones can tell."""
        return time.monotonic() < self.silent_until

    def way_in(self, person_id: int) -> str:
        """An address that signs this person in, once."""
        word = ids.token(18)
        self.passes[word] = person_id
        return f"{self.prefix}/rehearse/enter?pass={word}"
