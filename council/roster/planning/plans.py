"""What an import would write, and a verdict for each row."""

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from council.roster.reading.problems import Problem


class Verdict(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    WRONG = "wrong"


class Change(NamedTuple):
    """One field of a row: what the roster says today, and what it will say."""

    field: str
    before: Any
    after: Any


@dataclass(slots=True)
class Line:
    """A row with its verdict."""

    row: int
    verdict: Verdict
    name: str
    where: str
    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


class NewPlace(NamedTuple):
    """A building or an entrance that the file speaks of first. References below zero are made by this plan."""

    ref: int
    kind: str
    parent: int
    code: str
    name: str
    position: int


class NewHousehold(NamedTuple):
    """A door with people behind it."""

    ref: int
    place: int
    door: str


class NewPerson(NamedTuple):
    """Somebody who is not on the roster yet."""

    ref: int
    values: dict[str, Any]


class NewLot(NamedTuple):
    """An exclusive part that is not registered yet."""

    ref: int
    place: int
    door: str
    kind: str
    area_cm2: int | None


class NewOwnership(NamedTuple):
    """That somebody owns a lot from today."""

    lot: int
    person: int


class NewOffice(NamedTuple):
    """An appointment from today."""

    person: int
    office: str
    place: int


@dataclass
class Plan:
    """All of it."""

    lines: list[Line] = field(default_factory=list)
    #: what is wrong with the file as a whole: its heading row
    problems: list[Problem] = field(default_factory=list)
    places: list[NewPlace] = field(default_factory=list)
    households: list[NewHousehold] = field(default_factory=list)
    people: list[NewPerson] = field(default_factory=list)
    updates: list[dict[str, Any]] = field(default_factory=list)
    lots: list[NewLot] = field(default_factory=list)
    areas: list[tuple[int, int]] = field(default_factory=list)
    ownerships: list[NewOwnership] = field(default_factory=list)
    ended: list[int] = field(default_factory=list)
    offices: list[NewOffice] = field(default_factory=list)
    #: people of the place who are on the roster and not in the file; they are left alone
    not_in_file: int = 0
    ignored: tuple[str, ...] = ()

    def count(self, verdict: Verdict) -> int:
        """How many rows have this verdict."""
        return sum(line.verdict is verdict for line in self.lines)

    @property
    def errors(self) -> list[Problem]:
        """Everything that is wrong, in the order of the file."""
        wrong = [problem for line in self.lines for problem in line.problems]
        return [*self.problems, *wrong]

    def counts(self) -> dict[str, int]:
        """The figures of the preview."""
        counts = dict.fromkeys((verdict.value for verdict in Verdict), 0)
        for line in self.lines:
            counts[line.verdict] += 1
        errors = len(self.problems) + sum(len(line.problems) for line in self.lines)
        return {**counts, "errors": errors, "not_in_file": self.not_in_file, "new_places": len(self.places)}

    def digest(self) -> str:
        """SHA-256 of all verdicts and changes: the same plan has the same, whatever the ids it would make."""
        state = hashlib.sha256()
        for line in self.lines:
            state.update(repr((line.row, line.verdict.value, line.changes, line.problems)).encode())
        state.update(repr([(place.code, place.name) for place in self.places]).encode())
        return state.hexdigest()
