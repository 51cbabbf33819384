"""Writing a plan: everything at once, in one short transaction, in bulk."""

from collections import defaultdict
from typing import Any

from sqlalchemy import insert, text, update

from council.base import clock, ids
from council.base.db import Base, db
from council.base.errors import Conflict
from council.organisation.models import Place
from council.residents.models import Appointment, Household, Person
from council.roster.models import Lot, Ownership
from council.roster.planning.plans import NewPerson, Plan
from council.roster.planning.snapshot import Snapshot
from council.roster.snapshots import take_snapshot


class RosterChanged(Conflict):
    """Somebody changed the roster between planning and writing. Nothing was written."""


def write_plan(plan: Plan, snapshot: Snapshot, initials: dict[str, str]) -> None:
    """Write `plan`, made against `snapshot`, in the caller's transaction.

    Args:
        initials: name → its first letters in pinyin, worked out beforehand.

    Raises:
        RosterChanged: the roster is not what it was when the plan was made.
    """
    _lock_tables()
    if take_snapshot(db.session.get_one(Place, snapshot.scope.id)) != snapshot:
        raise RosterChanged
    _Writer(plan, snapshot, initials).write()


def _lock_tables() -> None:
    """Nobody else writes to the roster until the commit. SQLite's write lock does that already."""
    if db.session.get_bind().dialect.name == "postgresql":
        tables = "place, person, household, lot, ownership, appointment"
        db.session.execute(text(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE"))


class _Writer:
    def __init__(self, plan: Plan, snapshot: Snapshot, initials: dict[str, str]) -> None:
        self._plan = plan
        self._snapshot = snapshot
        self._initials = initials
        self._places: dict[int, int] = {}
        self._houses: dict[int, int] = {}
        self._people: dict[int, int] = {}
        self._lots: dict[int, int] = {}

    def write(self) -> None:
        self._write_places()
        self._write_households()
        self._write_people()
        self._update_people()
        self._write_lots()
        self._write_ownerships()
        self._write_offices()

    def _write_places(self) -> None:
        """In bulk, like the rest; parents come before children."""
        if not self._plan.places:
            return
        known = {place.id: (place.path, place.estate_id) for place in self._snapshot.places}
        rows = []
        for place, key in zip(self._plan.places, _new_ids("place", len(self._plan.places)), strict=True):
            parent = self._places.get(place.parent, place.parent)
            path, estate_id = known[parent]
            known[key] = (f"{path}{key}/", estate_id)
            self._places[place.ref] = key
            row = {"id": key, "parent_id": parent, "kind": place.kind, "code": place.code, "name": place.name}
            rows.append({**row, "path": f"{path}{key}/", "estate_id": estate_id, "position": place.position})
        db.session.execute(insert(Base.metadata.tables["place"]), rows)

    def _write_households(self) -> None:
        rows = [
            {"place_id": self._places.get(home.place, home.place), "door": home.door} for home in self._plan.households
        ]
        self._houses = dict(zip((home.ref for home in self._plan.households), _inserted(Household, rows), strict=True))

    def _write_people(self) -> None:
        rows = [self._person(person) for person in self._plan.people]
        self._people = dict(zip((person.ref for person in self._plan.people), _inserted(Person, rows), strict=True))

    def _person(self, person: NewPerson) -> dict[str, Any]:
        values = self._located(person.values)
        return {**values, "key": f"r-{ids.token(9)}", "initials": self._initials[values["name"]], "session_epoch": 0}

    def _located(self, values: dict[str, Any]) -> dict[str, Any]:
        """The values with ids for the references."""
        if "place_id" not in values:
            return values
        place, home = values["place_id"], values["household_id"]
        return {**values, "place_id": self._places.get(place, place), "household_id": self._houses.get(home, home)}

    def _update_people(self) -> None:
        """One statement for each set of fields, each run for all the people it concerns."""
        groups: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
        for values in self._plan.updates:
            row = self._located(values)
            if "name" in row:
                row = {**row, "initials": self._initials[row["name"]]}
            groups[tuple(sorted(row))].append(row)
        for rows in groups.values():
            db.session.execute(update(Person), rows)

    def _write_lots(self) -> None:
        rows = [
            {
                "place_id": self._places.get(lot.place, lot.place),
                "door": lot.door,
                "kind": lot.kind,
                "area_cm2": lot.area_cm2,
            }
            for lot in self._plan.lots
        ]
        self._lots = dict(zip((lot.ref for lot in self._plan.lots), _inserted(Lot, rows), strict=True))
        areas = [{"id": self._lots.get(ref, ref), "area_cm2": area} for ref, area in self._plan.areas]
        if areas:
            db.session.execute(update(Lot), areas)

    def _write_ownerships(self) -> None:
        today = clock.today()
        rows = [
            {
                "lot_id": self._lots.get(owned.lot, owned.lot),
                "person_id": self._people.get(owned.person, owned.person),
                "since": today,
                "votes": False,
            }
            for owned in self._plan.ownerships
        ]
        if rows:
            db.session.execute(insert(Ownership), rows)
        if self._plan.ended:
            db.session.execute(update(Ownership), [{"id": key, "until": today} for key in self._plan.ended])

    def _write_offices(self) -> None:
        rows = [
            {
                "person_id": self._people.get(held.person, held.person),
                "office": held.office,
                "place_id": self._places.get(held.place, held.place),
                "since": clock.today(),
            }
            for held in self._plan.offices
        ]
        if rows:
            db.session.execute(insert(Appointment), rows)


def _inserted(model: type[Household] | type[Person] | type[Lot], rows: list[dict[str, Any]]) -> list[int]:
    """Insert in bulk; the new ids in the order of the rows.

    The ids are drawn first: asking for them row by row takes longer than writing, and others wait for this write.
    """
    keys = _new_ids(model.__tablename__, len(rows)) if rows else []
    if rows:
        table = Base.metadata.tables[model.__tablename__]
        db.session.execute(insert(table), [{"id": key, **row} for key, row in zip(keys, rows, strict=True)])
    return keys


def _new_ids(table: str, count: int) -> list[int]:
    """So many ids that no row has; the table is locked."""
    if db.session.get_bind().dialect.name == "postgresql":
        draw = text(f"SELECT nextval(pg_get_serial_sequence('{table}', 'id')) FROM generate_series(1, :count)")
        return list(db.session.scalars(draw, {"count": count}))
    last: int = db.session.scalar(text(f"SELECT coalesce(max(id), 0) FROM {table}")) or 0
    return list(range(last + 1, last + 1 + count))
