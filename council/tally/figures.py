"""What was counted in one vote, by heads and, where a rule weighs, by weight."""

from dataclasses import dataclass, replace
from fractions import Fraction

from council.tally.policies import Abstain
from council.tally.rules import WEIGHED, Base, Counted, Measure, Test


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
    blank: Fraction = Fraction(0)
    invalid: Fraction = Fraction(0)

    def __post_init__(self) -> None:
        _check(self, Fraction)

    @property
    def valid(self) -> Fraction:
        """The weight of those who marked for, against or abstain."""
        return self.for_ + self.against + self.abstain

    @property
    def participating(self) -> Fraction:
        """The weight of all ballots that were cast, blank and invalid ones too."""
        return self.valid + self.blank + self.invalid


@dataclass(frozen=True)
class Figures:
    """The heads: entitled ≥ present ≥ ballots cast; who is present and marks nothing counts as present."""

    entitled: int
    present: int
    for_: int
    against: int
    abstain: int
    weights: Weights | None = None
    blank: int = 0
    invalid: int = 0

    def __post_init__(self) -> None:
        _check(self, int)

    @property
    def valid(self) -> int:
        """How many marked for, against or abstain."""
        return self.for_ + self.against + self.abstain

    @property
    def participating(self) -> int:
        """How many ballots were cast, blank and invalid ones too: they took part."""
        return self.valid + self.blank + self.invalid

    @property
    def not_voted(self) -> int:
        """How many were present and cast nothing."""
        return self.present - self.participating

    @property
    def level(self) -> bool:
        """Whether for and against are equal, by heads and where there are weights by weight."""
        return self.for_ == self.against and (self.weights is None or self.weights.for_ == self.weights.against)


def followed(figures: Figures) -> Figures:
    """The figures where those who cast nothing follow the majority (从多), an option of some owners' own rules.

    The majority is the choice with the most heads and, where there are weights, the most weight too; without one
    that is alone in front, nobody is followed and the figures stay.
    """
    leader = _leader(figures)
    if leader is None or (figures.weights is not None and _leader(figures.weights) != leader):
        return figures
    silent = figures.entitled - figures.participating
    weights = figures.weights
    if weights is not None:
        rest = weights.entitled - weights.participating
        weights = replace(weights, present=weights.entitled, **{leader: getattr(weights, leader) + rest})
    more = {leader: getattr(figures, leader) + silent}
    return replace(figures, present=figures.entitled, weights=weights, **more)


def _leader(sums: Figures | Weights) -> str | None:
    names = ("for_", "against", "abstain")
    most = max(getattr(sums, name) for name in names)
    ahead = [name for name in names if getattr(sums, name) == most]
    return ahead[0] if len(ahead) == 1 and most else None


def counted(figures: Figures, measure: Measure, what: Counted) -> int | Fraction:
    """The number above the line of a test. Raises `BadFigures` when weights are asked for and missing."""
    source = _source(figures, measure)
    return {"present": source.present, "participating": source.participating, "for": source.for_}[what]


def base(figures: Figures, test: Test, abstain: Abstain = "counts") -> int | Fraction:
    """The number below the line of a test. Raises `BadFigures` when weights are asked for and missing.

    Args:
        abstain: whether those who abstain stay in it.
    """
    if test.base == "fixed":
        return test.fixed or 0
    source = _source(figures, test.measure)
    number = {
        "roll": source.entitled,
        "present": source.present,
        "participating": source.participating,
        "cast": source.participating,
        "valid": source.valid,
        "for+against": source.for_ + source.against,
    }[test.base]
    return number - source.abstain if abstain == "left_out" and test.base in _WITH_ABSTENTIONS else number


_WITH_ABSTENTIONS: tuple[Base, ...] = ("present", "participating", "cast", "valid")


def _source(figures: Figures, measure: Measure) -> Figures | Weights:
    if measure not in WEIGHED:
        return figures
    if figures.weights is None:
        raise BadFigures("this rule weighs votes and the figures carry no weights")
    return figures.weights


def _check(sums: Figures | Weights, kind: type[int] | type[Fraction]) -> None:
    for name in ("entitled", "present", "for_", "against", "abstain", "blank", "invalid"):
        value = getattr(sums, name)
        if isinstance(value, bool) or not isinstance(value, kind):
            raise BadFigures(f"{name} must be a {kind.__name__}, not {type(value).__name__}")
        if value < 0:
            raise BadFigures(f"{name} is below zero")
    if sums.participating > sums.present:
        raise BadFigures("more cast a ballot than were present")
    if sums.present > sums.entitled:
        raise BadFigures("more were present than were entitled")
