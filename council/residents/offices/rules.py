"""Which office fits which kind of place, how many may hold it at once, and how terms follow each other.

Pure: days come as arguments. A term holds from `since` to `until`, both days included; one that ends on the day before
it begins was never held (a mistake, or replaced before it began).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from council.permits.actor import Office

#: A term is at most so long: five years, as the committee's own (revised Organic Law of Residents' Committees).
MOST_YEARS = 5
#: A term that ends within this time is shown as ending soon.
SOON = timedelta(days=30)

_STREET, _COMMUNITY, _ESTATE, _GRID, _BUILDING, _ENTRANCE = (
    "street",
    "community",
    "estate",
    "grid",
    "building",
    "entrance",
)
#: The kinds of place that an office can be for.
FITS: dict[Office, frozenset[str]] = {
    Office.ESTATE_HEAD: frozenset({_ESTATE}),
    Office.HUB_HOUSEHOLD_HEAD: frozenset({_GRID, _BUILDING, _ENTRANCE}),
    Office.BUILDING_HEAD: frozenset({_BUILDING, _ENTRANCE}),
    Office.PATROL_LEADER: frozenset({_COMMUNITY, _ESTATE, _GRID}),
    Office.SAFETY_OFFICER: frozenset({_COMMUNITY, _ESTATE, _GRID}),
    Office.LEGAL_OFFICER: frozenset({_COMMUNITY, _ESTATE, _GRID}),
    Office.MEDIATOR: frozenset({_COMMUNITY, _ESTATE, _GRID}),
    #: an estate that is not divided is its own grid
    Office.GRID_OFFICER: frozenset({_ESTATE, _GRID}),
    Office.COUNCIL_MEMBER: frozenset({_COMMUNITY, _ESTATE, _GRID}),
    Office.RECORDER: frozenset({_STREET, _COMMUNITY, _ESTATE}),
    Office.TELLER: frozenset({_STREET, _COMMUNITY, _ESTATE}),
    Office.SUPERVISOR: frozenset({_COMMUNITY, _ESTATE}),
    Office.PARTNER_CONTACT: frozenset({_STREET, _COMMUNITY, _ESTATE, _GRID}),
    Office.COMMUNITY_STAFF: frozenset({_COMMUNITY}),
    Office.STREET_STAFF: frozenset({_STREET}),
    Office.ADMINISTRATOR: frozenset({_STREET, _COMMUNITY}),
}
#: Offices that one person at a time holds for a place.
SINGLE = frozenset({Office.ESTATE_HEAD, Office.BUILDING_HEAD, Office.GRID_OFFICER})
#: Where each of these offices should be held: a place of the kind without a holder is a vacancy.
EXPECTED: dict[Office, str] = {
    Office.ESTATE_HEAD: _ESTATE,
    Office.GRID_OFFICER: _GRID,
    Office.BUILDING_HEAD: _BUILDING,
    Office.HUB_HOUSEHOLD_HEAD: _GRID,
    Office.PATROL_LEADER: _GRID,
    Office.SAFETY_OFFICER: _GRID,
    Office.LEGAL_OFFICER: _ESTATE,
    Office.MEDIATOR: _ESTATE,
}
#: What supervisors watch over, so that they cannot hold it themselves (revised Organic Law, art. 36).
WATCHED = frozenset({Office.ESTATE_HEAD, Office.GRID_OFFICER, Office.RECORDER, Office.COMMUNITY_STAFF})


@dataclass(frozen=True, slots=True)
class Term:
    """From a day on to a last day, both included; without a last day it is open."""

    since: date
    until: date | None = None

    @property
    def is_void(self) -> bool:
        """Whether not a single day lies in it."""
        return self.until is not None and self.until < self.since

    def holds_on(self, day: date) -> bool:
        """Whether the office is held on `day`."""
        return self.since <= day and (self.until is None or day <= self.until)

    def overlaps(self, other: "Term") -> bool:
        """Whether some day lies in both."""
        if self.is_void or other.is_void:
            return False
        return self.since <= (other.until or date.max) and other.since <= (self.until or date.max)


class TermProblem(StrEnum):
    """What is wrong with a term."""

    BACKWARDS = "backwards"
    TOO_LONG = "too_long"


def term_problem(term: Term) -> TermProblem | None:
    """What is wrong with a new term, if anything."""
    if term.is_void:
        return TermProblem.BACKWARDS
    return TermProblem.TOO_LONG if term.until is not None and term.until > longest(term.since) else None


def longest(since: date) -> date:
    """The last day that a term beginning on `since` can have."""
    try:
        return since.replace(year=since.year + MOST_YEARS) - timedelta(days=1)
    except ValueError:  # 29 February
        return date(since.year + MOST_YEARS, 2, 28)


def fits(office: Office, kind: str) -> bool:
    """Whether `office` can be held for a place of this kind."""
    return kind in FITS[office]


def in_the_way(wanted: Term, others: Iterable[Term]) -> Term | None:
    """The first of `others` that `wanted` overlaps: of an office that one person holds at a time."""
    return next((other for other in others if wanted.overlaps(other)), None)


def cannot_stand_beside(office: Office) -> frozenset[Office]:
    """The offices that nobody holds together with `office` where one place lies in the other.

    A supervisor is no member of what is supervised (revised Organic Law of Residents' Committees, art. 36).
    """
    if office is Office.SUPERVISOR:
        return WATCHED
    return frozenset({Office.SUPERVISOR}) if office in WATCHED else frozenset()


def same_line(path: str, other: str) -> bool:
    """Whether one of two places lies in the other, or is it."""
    return path.startswith(other) or other.startswith(path)


def is_ending_soon(until: date | None, today: date) -> bool:
    """Whether the term ends within thirty days from `today`."""
    return until is not None and today <= until <= today + SOON


def last_day_before(since: date) -> date:
    """The last day of the one who is replaced by a term that begins on `since`."""
    return since - timedelta(days=1)
