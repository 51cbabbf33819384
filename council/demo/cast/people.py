"""About 600 invented people behind their doors: the named ones first, then families drawn from a fixed seed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from council.demo.cast import names
from council.demo.cast.named import NAMED, Named, person_key
from council.demo.cast.person import Household, Person, Residency, floor_area, mobile
from council.demo.cast.places import Place, ancestors, by_code, doors, entrances_below, grid_code

SIZE = 600
IN_OTHER_GRIDS = 7
"""How many people of each of the 34 grids outside 桂雨里 are on the roster."""
SEED = 20260722
MEMBERS = 46

_RESIDENCIES: tuple[Residency, ...] = ("registered", "resident", "tenant", "shop")
_SIZES = (1, 2, 3, 4)


@dataclass(frozen=True)
class Population:
    """The roster: households and people, each key once."""

    households: tuple[Household, ...]
    people: tuple[Person, ...]

    def person(self, key: str) -> Person:
        """The person of a key, of the contract's aliases too. Raises `KeyError`."""
        return self._by_key[person_key(key)]

    def living_in(self, place_code: str) -> tuple[Person, ...]:
        """Who lives in a place or below it, in roster order."""
        return tuple(self._by_place.get(place_code, ()))

    @cached_property
    def _by_key(self) -> dict[str, Person]:
        return {person.key: person for person in self.people}

    @cached_property
    def _by_place(self) -> dict[str, list[Person]]:
        living: dict[str, list[Person]] = {}
        for person in self.people:
            for code in ancestors(person.place_code) if person.place_code else ():
                living.setdefault(code, []).append(person)
        return living

    def adults_in(self, place_code: str) -> tuple[Person, ...]:
        """The adults who live in a place or below it, in roster order."""
        return tuple(person for person in self.living_in(place_code) if person.adult)


@cache
def population() -> Population:
    """The demo's roster, the same on every machine."""
    roster = _Roster(random.Random(SEED))
    for named in NAMED:
        roster.add_named(named)
    for number in range(1, MEMBERS + 1):
        roster.add_member(number)
    for grid in range(1, 38):
        if "GY" not in ancestors(grid_code(grid)):
            roster.fill(grid_code(grid), IN_OTHER_GRIDS)
    roster.fill("GY", roster.living_in("GY") + SIZE - len(roster.people))
    return Population(tuple(roster.households.values()), tuple(roster.people))


def member_keys() -> tuple[str, ...]:
    """The persons of the 46 seats of 桂雨里's council, in the order of their seats."""
    return tuple(person_key(f"voter-{number}") for number in range(1, MEMBERS + 1))


class _Roster:
    """The roster while it grows: names, doors and numbers are given once."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.people: list[Person] = []
        self.households: dict[tuple[str, str], Household] = {}
        self._names: set[str] = {spelling for n in NAMED for spelling in (n.name.zh, n.name.en)}
        self._phones = 0

    def living_in(self, place_code: str) -> int:
        return sum(1 for p in self.people if p.place_code and place_code in ancestors(p.place_code))

    def add_named(self, named: Named) -> None:
        home = self._household(by_code()[named.entrance], named.door) if named.entrance else None
        self._add(
            named.key, named.name.zh, named.name.en, named.age, "registered" if home else "outside", home,
            head=home is not None, phone=named.phone,
        )  # fmt: skip

    def add_member(self, number: int) -> None:
        """A council member who has no fixed name lives in one building after the other."""
        key = person_key(f"voter-{number}")
        if any(person.key == key for person in self.people):
            return
        entrance = by_code()[f"GY-B{number % 15 + 1:02d}-E{number % 3 + 1}"]
        home = self._household(entrance, self._free_door(entrance))
        age = self.rng.randint(28, 74)
        chinese, roman, _ = self._name(age)
        self._add(key, chinese, roman, age, "registered", home, head=True)

    def fill(self, place_code: str, size: int) -> None:
        """Add families below a place until so many people live there."""
        missing = size - self.living_in(place_code)
        for entrance in _rounds(entrances_below(place_code)):
            if missing <= 0:
                return
            family = min(missing, self.rng.choices(_SIZES, (25, 35, 25, 15))[0])
            self._family(entrance, family)
            missing -= family

    def _family(self, entrance: Place, size: int) -> None:
        home = self._household(entrance, self._free_door(entrance))
        residency = self.rng.choices(_RESIDENCIES, (55, 20, 18, 7))[0]
        head_age = self.rng.randint(24, 82)
        surname: names.Pair | None = None
        for place_in_family in range(size):
            age = self._age(head_age, place_in_family)
            chinese, roman, drawn = self._name(age, surname if place_in_family >= 2 else None)
            surname = surname or drawn
            self._add(f"p-{len(self.people) + 1:04d}", chinese, roman, age, residency, home, head=place_in_family == 0)

    def _age(self, head_age: int, place_in_family: int) -> int:
        """The head, the partner, then children or, with old heads, grown-up ones."""
        if place_in_family == 0:
            return head_age
        if place_in_family == 1:
            return max(20, head_age + self.rng.randint(-6, 6))
        child = head_age - self.rng.randint(22, 34)
        return child if child > 1 else self.rng.randint(2, 7)

    def _add(
        self, key: str, chinese: str, roman: str, age: int, residency: Residency, home: Household | None,
        *, head: bool, phone: bool = True,
    ) -> None:  # fmt: skip
        reachable = phone and age >= 14
        if reachable:
            self._phones += 1
        owner = head and residency in ("registered", "resident")
        self.people.append(
            Person(
                key, chinese, roman, age, residency, home,
                phone=mobile(self._phones) if reachable else "",
                owner=owner, household_rep=head, smartphone=reachable and age < 82,
            )
        )  # fmt: skip

    def _name(self, age: int, surname: names.Pair | None = None) -> tuple[str, str, names.Pair]:
        while True:
            chinese, roman, drawn = names.draw(self.rng, age, surname)
            if chinese not in self._names and roman not in self._names:
                self._names |= {chinese, roman}
                return chinese, roman, drawn

    def _household(self, entrance: Place, door: str) -> Household:
        place = entrance.code, door
        if place not in self.households:
            key = f"{entrance.code}-{door}"
            self.households[place] = Household(key, entrance.code, door, floor_area(door, entrance.floors))
        return self.households[place]

    def _free_door(self, entrance: Place) -> str:
        free = [door for door in doors(entrance) if (entrance.code, door) not in self.households]
        return self.rng.choice(free)


def _rounds(entrances: tuple[Place, ...]) -> Iterator[Place]:
    while True:
        yield from entrances
