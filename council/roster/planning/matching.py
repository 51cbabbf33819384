"""Which person on the roster a row means: by the street's number, else by door and name, else by phone and name."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from council.roster.planning.grounds import Spot
from council.roster.planning.snapshot import PersonRow, Snapshot
from council.roster.reading.problems import Problem
from council.roster.reading.rows import RosterRow
from council.roster.rules import door_of, name_of, phone_of

#: Steps from a merged record to the one that took it over.
LONGEST_CHAIN: Final = 20


class Matching:
    """Finds people. Each is found by one row only; the second row that means them is wrong."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.people: Mapping[int, PersonRow] = {person.id: person for person in snapshot.people}
        self._doors = {house.id: (house.place_id, door_of(house.door)) for house in snapshot.households}
        self._foreign = {other.external_id for other in snapshot.elsewhere}
        self._by_number: dict[str, PersonRow] = {}
        self._by_door: dict[tuple[int, str, str], list[PersonRow]] = defaultdict(list)
        self._by_phone: dict[tuple[str, str], list[PersonRow]] = defaultdict(list)
        self._taken: dict[int, int] = {}
        for person in snapshot.people:
            self._index(person)

    def find(self, row: RosterRow, spot: Spot) -> PersonRow | Problem | None:
        """The person, None for somebody new, or what is wrong."""
        found = self._found(row, spot)
        if not isinstance(found, PersonRow):
            return found
        other = self._taken.setdefault(found.id, row.number)
        return found if other == row.number else Problem(row.number, "name", "person_twice", {"other": other})

    @property
    def seen(self) -> frozenset[int]:
        """Whom the rows have named so far."""
        return frozenset(self._taken)

    def is_taken(self, number: str) -> bool:
        """Whether some record has this number of the street's register."""
        return number in self._by_number

    def door(self, person: PersonRow) -> tuple[int, str]:
        """Where somebody lives: place and door."""
        return self._doors.get(person.household_id or 0, (person.place_id, ""))

    def _found(self, row: RosterRow, spot: Spot) -> PersonRow | Problem | None:
        if row.external_id:
            if row.external_id in self._foreign:
                return Problem(row.number, "external_id", "number_elsewhere", {"text": row.external_id})
            if (person := self._by_number.get(row.external_id)) is not None:
                return person
        near = self._by_door.get((spot.place, row.door, row.name)) or self._by_phone.get((row.phone, row.name), [])
        if row.external_id and near and all(person.external_id for person in near):
            number = near[0].external_id
            return Problem(row.number, "external_id", "number_differs", {"number": number, "name": row.name})
        fitting = [person for person in near if not (row.external_id and person.external_id)]
        if len(fitting) > 1:
            return Problem(row.number, "name", "several_people", {"name": row.name, "count": len(fitting)})
        return fitting[0] if fitting else None

    def _index(self, person: PersonRow) -> None:
        if person.external_id:
            self._by_number[person.external_id] = self._kept(person)
        if person.merged_into_id is not None or person.left_on is not None:
            return
        name = name_of(person.name)
        self._by_door[*self.door(person), name].append(person)
        if person.phone:
            self._by_phone[phone_of(person.phone) or person.phone, name].append(person)

    def _kept(self, person: PersonRow) -> PersonRow:
        """The record that took this one over, itself where none did."""
        for _step in range(LONGEST_CHAIN):
            if person.merged_into_id is None or person.merged_into_id not in self.people:
                return person
            person = self.people[person.merged_into_id]
        return person
