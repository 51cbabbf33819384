"""What a residency entitles to: to speak (raise issues, take the floor) and to vote (straw polls). Pure.

The defaults: who is registered or lives here for good does both, and so does a tenant; a shop and a visitor speak;
who only works here does neither. The law leaves it to the place who is heard in a talk (Organic Law of Urban Residents'
Committees, article 2: matters of the residents are handled by the residents), so each place may set it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

#: The residencies in their order, as `models.Residency` has them.
RESIDENCIES = ("registered", "resident", "tenant", "shop", "visitor", "outside")


@dataclass(frozen=True, slots=True)
class Rights:
    """May speak; may vote."""

    speak: bool
    vote: bool


NONE = Rights(speak=False, vote=False)
BOTH = Rights(speak=True, vote=True)
SPEAK = Rights(speak=True, vote=False)

Table = Mapping[str, Rights]

DEFAULTS: Table = MappingProxyType(
    {"registered": BOTH, "resident": BOTH, "tenant": BOTH, "shop": SPEAK, "visitor": SPEAK, "outside": NONE}
)


def rights_of(residency: str, settings: Table) -> Rights:
    """What somebody of this residency may do under these settings; nothing where it is unknown."""
    return settings.get(residency, NONE)


def residency_at(residency: str, home: str, path: str) -> str:
    """What somebody is at the place at `path`: their residency at home and around it, elsewhere a visitor.

    Args:
        residency: what they are where they live.
        home: the path of the place they live in, empty for outsiders.
        path: the path of the place asked about.
    """
    if home.startswith(path) and home:
        return residency
    return "visitor" if home else "outside"


def read_table(stored: Any) -> Table:
    """A table as it is stored; residencies that it lacks are at their default.

    Raises:
        ValueError: it is no such table.
    """
    if not isinstance(stored, Mapping) or set(stored) - set(RESIDENCIES):
        raise ValueError(stored)
    table = dict(DEFAULTS)
    for residency, acts in stored.items():
        if not isinstance(acts, list) or set(acts) - {"speak", "vote"}:
            raise ValueError(stored)
        table[residency] = Rights(speak="speak" in acts, vote="vote" in acts)
    return MappingProxyType(table)


def write_table(table: Table) -> dict[str, list[str]]:
    """A table as JSON."""
    return {
        residency: [act for act in ("speak", "vote") if getattr(rights_of(residency, table), act)]
        for residency in RESIDENCIES
    }
