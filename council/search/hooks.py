"""What rooms say about their hits; they register here when they are imported (in their `findable.py`)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from council.permits.actor import Actor


@dataclass(frozen=True)
class Hit:
    """A hit as it is shown: its address, title, where the words stand, and a word about it (its number, its state)."""

    url: str
    title: str
    said: str = ""
    about: str = ""


@dataclass(frozen=True)
class Findable:
    """A kind of thing: its name for a tab, its hits by id as an actor may see them (those left out are not shown), and
    all that should be in the index, for proving it: (id, what `index` is told)."""

    title: object
    icon: str
    show: Callable[[Sequence[int], Actor], dict[int, Hit]]
    all: Callable[[], Iterator[dict[str, object]]]


kinds: dict[str, Findable] = {}
