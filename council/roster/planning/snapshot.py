"""The roster at one moment, as plain rows, so that a plan is made outside any transaction, and checked inside one."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class PlaceRow(NamedTuple):
    """A place of the tree."""

    id: int
    parent_id: int | None
    kind: str
    code: str
    name: str
    path: str
    estate_id: int | None


class PersonRow(NamedTuple):
    """A person on the roster."""

    id: int
    name: str
    phone: str
    residency: str
    adult: bool
    household_id: int | None
    place_id: int
    external_id: str | None
    household_rep: bool
    merged_into_id: int | None
    left_on: date | None


class HouseholdRow(NamedTuple):
    """The people behind a door."""

    id: int
    place_id: int
    door: str


class LotRow(NamedTuple):
    """A dwelling, shop or parking space."""

    id: int
    place_id: int
    door: str
    kind: str
    area_cm2: int | None


class OwnershipRow(NamedTuple):
    """That a person owns a lot today."""

    id: int
    lot_id: int
    person_id: int


class OfficeRow(NamedTuple):
    """That a person holds an office today."""

    person_id: int
    office: str
    path: str


class Elsewhere(NamedTuple):
    """Somebody of another estate who has a number of the street's register."""

    external_id: str
    person_id: int


@dataclass(frozen=True)
class Snapshot:
    """Today's roster of the estates that an import for `scope` can touch."""

    scope: PlaceRow
    places: tuple[PlaceRow, ...]
    people: tuple[PersonRow, ...]
    households: tuple[HouseholdRow, ...]
    lots: tuple[LotRow, ...]
    owners: tuple[OwnershipRow, ...]
    offices: tuple[OfficeRow, ...]
    elsewhere: tuple[Elsewhere, ...]
    #: codes of all places of the street outside: they exist, but not here
    codes_elsewhere: frozenset[str]


@dataclass(frozen=True)
class Rights:
    """What the one who imports may change, beyond what every importer may."""

    #: the offices that a row may give
    offices: frozenset[str] = frozenset()
    #: people whose offices reach further: their name, phone and number are not changed by this importer
    guarded: frozenset[int] = frozenset()
