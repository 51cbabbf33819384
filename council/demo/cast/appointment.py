"""An office that somebody of the demo holds."""

from dataclasses import dataclass
from typing import Literal

from council.demo.cast.text import Text

Office = Literal[
    "estate_head",
    "hub_household_head",
    "building_head",
    "patrol_leader",
    "safety_officer",
    "legal_officer",
    "mediator",
    "grid_officer",
    "council_member",
    "recorder",
    "teller",
    "supervisor",
    "partner_contact",
    "community_staff",
    "street_staff",
    "administrator",
]
Category = Literal["", "representative", "party", "social", "partner"]

#: Offices that the neighbours vote on; the others are given by letter.
ELECTED = frozenset({"estate_head", "building_head", "hub_household_head", "council_member", "supervisor", "mediator"})
#: Offices that one is hired for: they have no term.
HIRED = frozenset({"grid_officer", "partner_contact", "community_staff", "street_staff", "administrator"})
TERM = 3 * 365
#: The letter by which an office is given that nobody votes on.
LETTER = Text("青檐任〔{year}〕{number}号", "Qingyan appointment {year}/{number}")


@dataclass(frozen=True)
class Appointment:
    """An office for a place. `person` is a person's key, `unit` a unit's code or ""; it began so many days ago.

    `in_bulk` ones have no story, so they need no entry in the journal.
    `days_left` is how long it still lasts, None: as long as such terms do. `before` is the key of whoever held it until
    then.
    """

    person: str
    office: Office
    place_code: str
    since_days_ago: int
    category: Category = ""
    unit: str = ""
    days_left: int | None = None
    before: str = ""
    in_bulk: bool = False

    @property
    def elected(self) -> bool:
        """Whether the neighbours voted on it."""
        return self.office in ELECTED

    @property
    def lasts(self) -> int | None:
        """How many days from today it lasts; None without an end."""
        if self.days_left is not None or self.office in HIRED:
            return self.days_left
        return max(45, TERM - self.since_days_ago)
