"""A person as the permits see them: who, where they live, which offices they hold now."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class Office(StrEnum):
    """The offices that permits speak of. The first seven are the 四长三员 and their kin (see docs/glossary.md)."""

    ESTATE_HEAD = "estate_head"
    HUB_HOUSEHOLD_HEAD = "hub_household_head"
    BUILDING_HEAD = "building_head"
    PATROL_LEADER = "patrol_leader"
    SAFETY_OFFICER = "safety_officer"
    LEGAL_OFFICER = "legal_officer"
    MEDIATOR = "mediator"
    GRID_OFFICER = "grid_officer"
    COUNCIL_MEMBER = "council_member"
    RECORDER = "recorder"
    TELLER = "teller"
    SUPERVISOR = "supervisor"
    PARTNER_CONTACT = "partner_contact"
    COMMUNITY_STAFF = "community_staff"
    STREET_STAFF = "street_staff"
    ADMINISTRATOR = "administrator"


#: Offices that run things, so that their holders get the desk pages.
STAFF = frozenset(
    {
        Office.ESTATE_HEAD,
        Office.GRID_OFFICER,
        Office.RECORDER,
        Office.SUPERVISOR,
        Office.COMMUNITY_STAFF,
        Office.STREET_STAFF,
        Office.ADMINISTRATOR,
    }
)


@dataclass(frozen=True, slots=True)
class Holding:
    """One office held now: for the place at `path` and all below it; for `unit_id` if it speaks for a unit."""

    office: Office
    path: str
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is acting. `home` is the path of the place lived in (`/1/4/9/21/`), empty for outsiders; `home_name` the
    name of its estate."""

    person_id: int
    name: str
    home: str
    holdings: tuple[Holding, ...] = ()
    home_name: str = ""

    def holds(self, offices: Collection[Office], path: str) -> bool:
        """Whether one of `offices` is held for the place at `path` or one above it."""
        return any(holding.office in offices and path.startswith(holding.path) for holding in self.holdings)

    def lives_in(self, path: str) -> bool:
        """Whether the home lies at `path` or below it."""
        return bool(self.home) and self.home.startswith(path)

    @property
    def is_officer(self) -> bool:
        """Whether any office with desk work is held."""
        return any(holding.office in STAFF for holding in self.holdings)

    @property
    def unit_ids(self) -> frozenset[int]:
        """The partner units this person speaks for."""
        return frozenset(holding.unit_id for holding in self.holdings if holding.unit_id is not None)
