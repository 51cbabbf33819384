"""Who holds which office: the seven offices of a grid, its officer, the council's seats, staff and contacts."""

from collections.abc import Collection, Iterator
from functools import cache

from council.demo.cast.appointment import Appointment, Category
from council.demo.cast.grids import grid_offices
from council.demo.cast.named import NAMED
from council.demo.cast.people import member_keys, population
from council.demo.cast.person import Person
from council.demo.cast.places import ESTATES, grid_code, of_kind

_FIXED = (
    Appointment("chair-tang", "estate_head", "GY", 500),
    Appointment("clerk-he", "recorder", "GY", 400),
    Appointment("teller-a", "teller", "GY", 300),
    Appointment("teller-b", "teller", "GY", 300),
    Appointment("supervisor-meng", "supervisor", "QY-DQ", 320),
    Appointment("community-admin", "community_staff", "QY-DQ", 900),
    Appointment("street-admin", "street_staff", "QY", 1100),
    Appointment("street-admin", "administrator", "QY", 1100),
    Appointment("community-admin", "administrator", "QY-DQ", 900),
    Appointment("grid-qin", "grid_officer", "QY-G07", 420),
    Appointment("grid-liu", "grid_officer", "QY-G01", 420),
    Appointment("grid-jiang", "grid_officer", "QY-G06", 200),
    Appointment("voter-3", "building_head", "GY-B06", 500),
    Appointment("voter-7", "patrol_leader", "GY", 260),
    Appointment("voter-4", "mediator", "GY", 500),
    Appointment("voter-5", "legal_officer", "GY", 260),
    Appointment("voter-6", "safety_officer", "GY", 260),
    Appointment("voter-10", "hub_household_head", "GY-B09", 180),
    Appointment("voter-9", "building_head", "GY-B12", 90, before="voter-8"),
    Appointment("partner-water", "partner_contact", "QY", 365, unit="water"),
    Appointment("police-gao", "partner_contact", "QY-DQ", 365, unit="police"),
    Appointment("power-ding", "partner_contact", "QY", 365, unit="power"),
    Appointment("sanitation-jiang", "partner_contact", "QY", 365, unit="sanitation"),
    Appointment("market-lu", "partner_contact", "QY", 365, unit="market"),
    Appointment("voter-45", "partner_contact", "GY", 365, unit="kindergarten"),
    Appointment("voter-46", "partner_contact", "QY-DQ", 365, unit="health"),
)

#: Buildings of 桂雨里 whose heads' terms end within so many days, and one without a head.
ENDING = {"GY-B02": 21, "GY-B14": 9}
VACANT = frozenset({"GY-B10"})


@cache
def appointments() -> tuple[Appointment, ...]:
    """Every office of the demo, the same on every machine."""
    begun = (*_FIXED, *_council_seats(), *_grid_officers(), *_estate_heads(), *_building_offices())
    return (*begun, *grid_offices({held.person for held in begun}))


def category_of(seat: int) -> Category:
    """For whom a seat of the council sits: 39 representatives, 3 party, 2 social, 2 partner seats."""
    if seat <= 39:
        return "representative"
    return "party" if seat <= 42 else "social" if seat <= 44 else "partner"


def _council_seats() -> Iterator[Appointment]:
    units = {45: "kindergarten", 46: "health"}
    for seat, key in enumerate(member_keys(), start=1):
        yield Appointment(key, "council_member", "GY", 340, category_of(seat), units.get(seat, ""))


def _grid_officers() -> Iterator[Appointment]:
    held = {fixed.place_code for fixed in _FIXED if fixed.office == "grid_officer"}
    for number in range(1, 38):
        code = grid_code(number)
        if code not in held:
            yield Appointment(_first(code, youngest=22, oldest=64), "grid_officer", code, 100 + 7 * number)


def _estate_heads() -> Iterator[Appointment]:
    officers = {officer.person for officer in _grid_officers()}
    for estate in ESTATES:
        if estate.code != "GY":
            yield Appointment(_first(estate.code, youngest=30, taken=officers), "estate_head", estate.code, 480)


def _building_offices() -> Iterator[Appointment]:
    """桂雨里: a head for each building and, where it has another family, a hub household."""
    held = {(fixed.office, fixed.place_code) for fixed in _FIXED}
    for building in (place for place in of_kind("building") if place.code.startswith("GY-")):
        head = _first(building.code, youngest=26)
        if building.code not in VACANT and ("building_head", building.code) not in held:
            yield Appointment(head, "building_head", building.code, 240, days_left=ENDING.get(building.code))
        if ("hub_household_head", building.code) not in held:
            hub = _first(building.code, youngest=26, taken={head})
            yield Appointment(hub, "hub_household_head", building.code, 180)


def _first(place_code: str, *, youngest: int, oldest: int = 79, taken: Collection[str] = ()) -> str:
    """The first person of a fitting age in a place who has no part of their own and is not taken."""
    own = {named.key for named in NAMED} | set(member_keys()) | set(taken)
    fitting: list[Person] = [p for p in population().living_in(place_code) if youngest <= p.age <= oldest]
    return next(person.key for person in fitting if person.key not in own)
