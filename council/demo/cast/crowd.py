"""More people for load tests: as many as asked for, in families, drawn from a seed and never held all at once."""

import random
from collections.abc import Iterator

from council.demo.cast import names
from council.demo.cast.person import Household, Person, mobile
from council.demo.cast.places import entrances_below

FIRST_PHONE = 10_001
"""The roster's own numbers stay below."""
FIRST_FLOOR = 10
"""No building is as high, so the crowd's doors never meet the roster's."""


def crowd(n: int, *, place_code: str = "GY", seed: int = 7) -> Iterator[tuple[Household, tuple[Person, ...]]]:
    """Exactly `n` more people as households below a place; keys `crowd-000001` and on. Names may repeat."""
    rng = random.Random(seed)
    entrances = entrances_below(place_code)
    made = number = 0
    while made < n:
        storey, where = divmod(number, len(entrances))
        floor, flat = divmod(storey, 4)
        entrance = entrances[where].code
        door = f"{FIRST_FLOOR + floor}{flat + 1:02d}"
        home = Household(f"{entrance}-{door}", entrance, door, "68.40")
        size = min(n - made, rng.choice((1, 2, 2, 3)))
        yield home, tuple(_person(rng, home, made + place, head=place == 0) for place in range(size))
        made += size
        number += 1


def _person(rng: random.Random, home: Household, index: int, *, head: bool) -> Person:
    age = rng.randint(18, 80)
    chinese, roman, _ = names.draw(rng, age)
    return Person(
        f"crowd-{index + 1:06d}",
        chinese,
        roman,
        age,
        "registered",
        home,
        phone=mobile(FIRST_PHONE + index),
        owner=head,
        household_rep=head,
    )
