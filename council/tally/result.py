"""What a count of choices or of a budget gives back: winners, ties as data, rounds, and lines that explain it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal

from council.tally.rules import ratio

Number = int | Fraction
About = Literal["seat", "exclusion", "surplus", "project"]
SettledBy = Literal["earlier rounds", "top scores", "more votes", "lower cost", "lot", "any order"]


@dataclass(frozen=True)
class Tie:
    """Candidates who stood level where it mattered.

    `settled_by` says which step of the written order decided; None leaves the tie open, and what hangs on it is not
    decided. `chosen` are those it fell on: elected, excluded or moved first, as `about` says.
    """

    candidates: tuple[str, ...]
    about: About
    round: int
    settled_by: SettledBy | None = None
    chosen: tuple[str, ...] = ()

    @property
    def unresolved(self) -> bool:
        """Whether nothing in the rule's order decides it."""
        return self.settled_by is None


@dataclass(frozen=True)
class Round:
    """One step of a count: what each stood at, and what followed from it.

    `lost` are the votes that name nobody any more (exhausted, or cut off by the rule's rounding).
    """

    number: int
    votes: Mapping[str, Number]
    elected: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    lost: Number = 0
    quota: Number | None = None
    #: whose votes moved on since the round before
    moved: str | None = None


@dataclass(frozen=True)
class Line:
    """One line of the explanation: which sentence of `count_wording.json`, and its values."""

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Bases:
    """The ballots behind a count: cast = valid + blank + invalid."""

    cast: int
    blank: int
    invalid: int

    @property
    def valid(self) -> int:
        """Ballots that count for somebody."""
        return self.cast - self.blank - self.invalid


@dataclass(frozen=True)
class Count:
    """The result of one count. `winners` stand in the order of their election; open ties leave seats empty.

    `runoff` names those between whom a second ballot is needed; `figures` holds what only this method has.
    """

    method: str
    seats: int
    bases: Bases
    winners: tuple[str, ...]
    rounds: tuple[Round, ...] = ()
    ties: tuple[Tie, ...] = ()
    quota: Number | None = None
    runoff: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    figures: Mapping[str, Any] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        """Whether nothing is left open by a tie."""
        return not any(tie.unresolved for tie in self.ties)

    def to_json(self) -> dict[str, Any]:
        """Everything as plain values, without the explanation: whole numbers as they are, others as "p/q"."""
        bases = {name: getattr(self.bases, name) for name in ("cast", "valid", "blank", "invalid")}
        return {
            "method": self.method,
            "seats": self.seats,
            "ballots": self.bases.cast,
            "bases": bases,
            "winners": list(self.winners),
            "ties": [_tie_to_json(tie) for tie in self.ties],
            "runoff": list(self.runoff),
            "quota": exact(self.quota),
            "rounds": [_round_to_json(each) for each in self.rounds],
            **{name: exact(value) for name, value in self.figures.items()},
        }


def exact(value: Any) -> Any:
    """A value for JSON: fractions as a number where they are whole, else as "p/q"; never a float."""
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else ratio(value)
    if isinstance(value, Mapping):
        return {str(key): exact(each) for key, each in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [exact(each) for each in value]
    return value


def _tie_to_json(tie: Tie) -> dict[str, Any]:
    settled = {"unresolved": True} if tie.unresolved else {"settled_by": tie.settled_by, "chosen": list(tie.chosen)}
    return {"candidates": list(tie.candidates), "about": tie.about, "round": tie.round, **settled}


def _round_to_json(each: Round) -> dict[str, Any]:
    return {
        "number": each.number,
        "votes": exact(each.votes),
        "elected": list(each.elected),
        "excluded": list(each.excluded),
        "lost": exact(each.lost),
        "quota": exact(each.quota),
        "moved": each.moved,
    }
