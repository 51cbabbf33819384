"""The roster of a place as a file: the columns of an import, so that what went out can come in again."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from sqlalchemy import or_, select

from council.base import clock
from council.base.db import db
from council.organisation.models import Place, PlaceKind
from council.residents.models import Appointment, Household, Person
from council.roster.models import Lot, Ownership
from council.roster.queries import is_owned_now
from council.roster.reading.words import COLUMNS, chinese, words
from council.roster.rules import area_text, door_of, entrance_words, guarded
from council.roster.snapshots import SEVEN

KINDS: Final = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


def roster_rows(place: Place, *, in_chinese: bool) -> Iterator[tuple[str, ...]]:
    """The heading and one row for each person who lives at or below `place`, in the order of the doors."""
    yield tuple(chinese("headings")[column] if in_chinese else column for column in COLUMNS)
    say = _Words(in_chinese)
    places = {row.id: row for row in db.session.scalars(select(Place).where(Place.path.startswith(_root(place))))}
    areas, owners = _lots(place), _owners(place)
    people = _people(place)
    offices = _offices(place)
    for person, door in people:
        holder, building, entrance = _spot(places, person.place_id or 0)
        key = (person.place_id or 0, door_of(door))
        yield tuple(
            map(
                guarded,
                (
                    holder,
                    building,
                    entrance,
                    door,
                    area_text(areas.get(key)),
                    person.name,
                    person.phone,
                    say.residency(person.residency),
                    say.yes((*key, person.id) in owners),
                    say.yes(person.household_rep),
                    say.yes(person.adult),
                    say.offices(offices[person.id]),
                    person.external_id or "",
                ),
            )
        )


def as_file(rows: Iterator[tuple[str, ...]], kind: str) -> bytes:
    """The rows as XLSX or as CSV with a mark, which spreadsheets need to see UTF-8."""
    return _workbook(rows) if kind == "xlsx" else _comma_text(rows)


def _workbook(rows: Iterator[tuple[str, ...]]) -> bytes:
    from openpyxl.workbook.workbook import Workbook  # half a second to load, and few processes ever write one

    book = Workbook(write_only=True)
    sheet = book.create_sheet("roster")
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _comma_text(rows: Iterator[tuple[str, ...]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("utf-8-sig")


class _Words:
    def __init__(self, in_chinese: bool) -> None:
        self._chinese = in_chinese

    def residency(self, code: str) -> str:
        return chinese("residency").get(code, "") if self._chinese else code

    def yes(self, is_so: bool) -> str:
        return str(words()["yes" if is_so else "no"][0]) if self._chinese else "yes" if is_so else "no"

    def offices(self, held: list[str]) -> str:
        return ", ".join(chinese("office")[office] if self._chinese else office for office in held)


def _root(place: Place) -> str:
    """From where places are needed: an entrance's building may lie above what is exported."""
    return "/" + place.path.strip("/").split("/")[0] + "/"


def _people(place: Place) -> list[tuple[Person, str]]:
    query = (
        select(Person, Household.door)
        .join(Place, Place.id == Person.place_id)
        .outerjoin(Household, Household.id == Person.household_id)
        .where(Place.path.startswith(place.path), Person.merged_into_id.is_(None), Person.left_on.is_(None))
        .order_by(Place.path, Household.door, Person.id)
    )
    return [(person, door or "") for person, door in db.session.execute(query)]


def _lots(place: Place) -> dict[tuple[int, str], int | None]:
    query = select(Lot).join(Place).where(Place.path.startswith(place.path), Lot.kind != "parking")
    lots = sorted(db.session.scalars(query), key=lambda lot: (lot.kind == "dwelling", -lot.id))
    return {(lot.place_id, door_of(lot.door)): lot.area_cm2 for lot in lots}


def _owners(place: Place) -> set[tuple[int, str, int]]:
    query = (
        select(Lot.place_id, Lot.door, Ownership.person_id)
        .join(Ownership, Ownership.lot_id == Lot.id)
        .join(Place, Place.id == Lot.place_id)
        .where(Place.path.startswith(place.path), Lot.kind != "parking", is_owned_now())
    )
    return {(place_id, door_of(door), person_id) for place_id, door, person_id in db.session.execute(query)}


def _offices(place: Place) -> Mapping[int, list[str]]:
    """person → which of the seven offices they hold today."""
    today = clock.today()
    query = (
        select(Appointment.person_id, Appointment.office)
        .join(Person, Person.id == Appointment.person_id)
        .join(Place, Place.id == Person.place_id)
        .where(Place.path.startswith(place.path), Appointment.office.in_(SEVEN), Appointment.since <= today)
        .where(or_(Appointment.until.is_(None), Appointment.until >= today))
        .order_by(Appointment.office)
        .distinct()
    )
    held: dict[int, list[str]] = defaultdict(list)
    for person_id, office in db.session.execute(query):
        held[person_id].append(office)
    return held


def _spot(places: dict[int, Place], place_id: int) -> tuple[str, str, str]:
    """The code of the grid (or estate), the building and the entrance of a place."""
    at = places[place_id]
    entrance = building = ""
    if at.kind == PlaceKind.ENTRANCE and at.parent_id:
        parent = places[at.parent_id]
        entrance, building, at = entrance_words(at.name, parent.name), parent.name, parent
    if at.kind == PlaceKind.BUILDING and at.parent_id:
        building, at = at.name, places[at.parent_id]
    return at.code, building, entrance
