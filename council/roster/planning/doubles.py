"""Rows of one file that contradict each other."""

from council.roster.planning.grounds import Spot
from council.roster.reading.problems import Problem
from council.roster.reading.rows import RosterRow


class Doubles:
    """Remembers the rows seen so far; says what contradicts an earlier one, naming its line."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._names: dict[tuple[int, str, str], int] = {}
        self._areas: dict[tuple[int, str], tuple[int, int]] = {}
        self._sides: dict[tuple[int, str], tuple[bool, int]] = {}
        self._speakers: dict[tuple[int, str], int] = {}

    def check(self, row: RosterRow, spot: Spot) -> list[Problem]:
        """What is wrong with this row beside the earlier ones."""
        found = (self._number(row), self._person(row, spot), self._area(row, spot), self._side(row, spot))
        return [problem for problem in (*found, self._speaker(row, spot)) if problem is not None]

    def _number(self, row: RosterRow) -> Problem | None:
        if not row.external_id:
            return None
        other = self._numbers.setdefault(row.external_id, row.number)
        return None if other == row.number else Problem(row.number, "external_id", "number_twice", {"other": other})

    def _person(self, row: RosterRow, spot: Spot) -> Problem | None:
        other = self._names.setdefault((spot.place, row.door, row.name), row.number)
        return None if other == row.number else Problem(row.number, "name", "person_twice", {"other": other})

    def _area(self, row: RosterRow, spot: Spot) -> Problem | None:
        if row.floor_area is None:
            return None
        area, other = self._areas.setdefault((spot.place, row.door), (row.floor_area, row.number))
        if area == row.floor_area:
            return None
        return Problem(row.number, "floor_area", "area_differs", {"other": other, "door": row.door})

    def _side(self, row: RosterRow, spot: Spot) -> Problem | None:
        with_entrance = spot.place != spot.building
        side, other = self._sides.setdefault((spot.building, row.door), (with_entrance, row.number))
        if side == with_entrance:
            return None
        return Problem(row.number, "entrance", "entrance_differs", {"other": other, "door": row.door})

    def _speaker(self, row: RosterRow, spot: Spot) -> Problem | None:
        if not row.household_rep:
            return None
        other = self._speakers.setdefault((spot.place, row.door), row.number)
        if other == row.number:
            return None
        return Problem(row.number, "household_rep", "two_speakers", {"other": other, "door": row.door})
