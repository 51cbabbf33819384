"""What was counted in one vote, by heads and, where a rule weighs, by weight."""

from dataclasses import dataclass
from fractions import Fraction

from council.tally.rules import Base, Counted, Measure


class BadFigures(ValueError):
    """Figures that contradict each other, or that are not exact numbers."""


@dataclass(frozen=True)
class Weights:
    """The weights (floor area, shares) behind the heads, as exact fractions of one unit."""

    entitled: Fraction
    present: Fraction
    for_: Fraction
    against: Fraction
    abstain: Fraction

    def __post_init__(self) -> None:
        _check(self, Fraction)

    @property
    def participating(self) -> Fraction:
        """The weight of those who marked for, against or abstain."""
        return self.for_ + self.against + self.abstain


@dataclass(frozen=True)
class Figures:
    """The heads: entitled ≥ present ≥ for + against + abstain; who is present and marks nothing counts as present."""

    entitled: int
    present: int
    for_: int
    against: int
    abstain: int
    weights: Weights | None = None

    def __post_init__(self) -> None:
        _check(self, int)

    @property
    def participating(self) -> int:
        """How many marked for, against or abstain."""
        return self.for_ + self.against + self.abstain

    @property
    def not_voted(self) -> int:
        """How many were present and marked nothing."""
        return self.present - self.participating


def counted(figures: Figures, measure: Measure, what: Counted) -> int | Fraction:
    """The number above the line of a test. Raises `BadFigures` when weights are asked for and missing."""
    source = _source(figures, measure)
    return {"present": source.present, "participating": source.participating, "for": source.for_}[what]


def base(figures: Figures, measure: Measure, what: Base) -> int | Fraction:
    """The number below the line of a test. Raises `BadFigures` when weights are asked for and missing."""
    source = _source(figures, measure)
    return {
        "roll": source.entitled,
        "present": source.present,
        "participating": source.participating,
        "for+against": source.for_ + source.against,
    }[what]


def _source(figures: Figures, measure: Measure) -> Figures | Weights:
    if measure == "heads":
        return figures
    if figures.weights is None:
        raise BadFigures("this rule weighs votes and the figures carry no weights")
    return figures.weights


def _check(sums: Figures | Weights, kind: type[int] | type[Fraction]) -> None:
    for name in ("entitled", "present", "for_", "against", "abstain"):
        value = getattr(sums, name)
        if isinstance(value, bool) or not isinstance(value, kind):
            raise BadFigures(f"{name} must be a {kind.__name__}, not {type(value).__name__}")
        if value < 0:
            raise BadFigures(f"{name} is below zero")
    if sums.participating > sums.present:
        raise BadFigures("more marked a choice than were present")
    if sums.present > sums.entitled:
        raise BadFigures("more were present than were entitled")
