"""The offices of the 34 grids outside 桂雨里 and of their estates: most are held, some are vacant, some end soon."""

from collections.abc import Iterator, Set

from council.demo.cast.appointment import Appointment, Office
from council.demo.cast.named import NAMED
from council.demo.cast.people import member_keys, population
from council.demo.cast.places import ESTATES, Place, ancestors, grid_code, of_kind

OF_A_GRID: tuple[Office, ...] = ("hub_household_head", "patrol_leader", "safety_officer")
OF_AN_ESTATE: tuple[Office, ...] = ("legal_officer", "mediator")
#: (grid, office) without a holder: somebody moved away and nobody has followed yet.
VACANT: Set[tuple[int, Office]] = {(5, "patrol_leader"), (14, "safety_officer"), (23, "hub_household_head")}
#: Grids in which the terms of a few officers end within a month.
ENDING = {3: 12, 8: 26, 17: 5, 29: 19}


def grid_offices(taken: Set[str]) -> Iterator[Appointment]:
    """The offices of all grids and estates but 桂雨里; people of `taken` are left alone."""
    busy = set(taken) | {named.key for named in NAMED} | set(member_keys())
    for estate in ESTATES:
        if estate.code == "GY":
            continue
        for number in estate.grids:
            yield from _grid(number, busy)
        for step, office in enumerate(OF_AN_ESTATE):
            who = _somebody(estate.code, busy)
            if who:
                yield Appointment(who, office, estate.code, 300 + 10 * step, in_bulk=True)


def _grid(number: int, busy: set[str]) -> Iterator[Appointment]:
    code = grid_code(number)
    for building in _buildings(code):
        head = _somebody(building.code, busy)
        if head:
            yield Appointment(
                head, "building_head", building.code, 200 + number, days_left=ENDING.get(number), in_bulk=True
            )
    for office in OF_A_GRID:
        who = _somebody(code, busy)
        if who and (number, office) not in VACANT:
            yield Appointment(who, office, code, 150 + number, in_bulk=True)


def _buildings(code: str) -> list[Place]:
    return [place for place in of_kind("building") if code in ancestors(place.code)]


def _somebody(place_code: str, busy: set[str]) -> str:
    """A grown-up of a place: who has no office yet if there is one, else whoever has the fewest; "" without any."""
    fitting = [p.key for p in population().living_in(place_code) if 26 <= p.age <= 79]
    free = next((key for key in fitting if key not in busy), "")
    if free:
        busy.add(free)
    return free or next((key for key in reversed(fitting)), "")
