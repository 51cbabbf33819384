"""One rehearsal: which meeting, where it lies, who may come in, what is on its way."""

import time
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from flask import Flask

from council.base import ids
from council.rehearsal.script import Script

#: What the addresses of all rehearsals begin with.
PREFIX = "/rehearsal"


@dataclass(eq=False)
class Rehearsal:
    """One evening that does not count."""

    key: str
    meeting_id: int
    folder: Path
    script: Script
    app: Flask
    begun_at: datetime
    #: one-time words that let a person of the script in: word → person
    passes: dict[str, int] = field(default_factory=dict)
    #: ballots on their way: poll, person, choice
    ballots: list[tuple[int, int, str]] = field(default_factory=list)
    #: over how many seconds they come in
    rounds: int = 0
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
