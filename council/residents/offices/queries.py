"""Reading offices: what a list shows, what was before, who is on duty for somebody's home."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Date as SqlDate
from sqlalchemy import (
    Integer,
    Select,
    Subquery,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import aliased, joinedload
from sqlalchemy.sql.elements import ColumnElement

from council.base import clock
from council.base.db import db
from council.organisation.models import Place
from council.permits.actor import Office
from council.residents.models import Appointment, Person
from council.residents.offices.rules import EXPECTED, SOON
from council.residents.queries import holds_on, is_in_use

#: The offices in the order in which pages list them.
RANKS = {office: rank for rank, office in enumerate(Office)}


class State(StrEnum):
    """What a list of offices is narrowed to; NOW has the holders of today and the vacancies."""

    NOW = ""
    VACANT = "vacant"
    SOON = "soon"
    COMING = "coming"
    ENDED = "ended"


def seats(path: str, *, state: State = State.NOW, office: Office | None = None, text: str = "") -> Select[Any]:
    """(office, appointment's id or None, place's id) of the seats at and below a path, in the order of a list.

    `text` is part of a holder's name, or of a place's name or code.
    """
    found = _lines(path, state, text)
    query = select(found.c.office, found.c.appointment_id, found.c.place_id)
    if office is not None:
        query = query.where(found.c.office == office)
    newest = found.c.until.desc() if state is State.ENDED else found.c.since
    return query.order_by(found.c.rank, found.c.code, newest, found.c.appointment_id)


def _lines(path: str, state: State, text: str) -> Subquery:
    parts = []
    if state is not State.VACANT:
        parts.append(_held(path, state, text))
    if state in (State.NOW, State.VACANT):
        parts.append(_vacant(path, text))
    return union_all(*parts).subquery() if len(parts) > 1 else parts[0].subquery()


def _held(path: str, state: State, text: str) -> Select[Any]:
    rank = case(RANKS, value=Appointment.office)
    query = (
        select(
            rank.label("rank"),
            Appointment.office.label("office"),
            Appointment.id.label("appointment_id"),
            Place.id.label("place_id"),
            Place.code.label("code"),
            Appointment.since.label("since"),
            Appointment.until.label("until"),
        )
        .join(Place, Place.id == Appointment.place_id)
        .join(Person, Person.id == Appointment.person_id)
        .where(Place.path.startswith(path), _in_state(state))
    )
    if text:
        query = query.where(or_(Person.name.contains(text, autoescape=True), _place_is(text)))
    return query


def _in_state(state: State) -> ColumnElement[bool]:
    today = clock.today()
    if state is State.ENDED:
        return or_(Appointment.until < today, ~is_in_use())
    if state is State.COMING:
        return and_(Appointment.since > today, is_in_use())
    soon = Appointment.until <= today + SOON if state is State.SOON else true()
    return and_(holds_on(today), is_in_use(), soon)


def _vacant(path: str, text: str) -> Select[Any]:
    """The places that should have a holder of an office and have none, at the place, above it or below it."""
    wanted = union_all(
        *(
            select(
                literal(RANKS[office]).label("rank"), literal(office.value).label("office"), literal(kind).label("kind")
            )
            for office, kind in EXPECTED.items()
        )
    ).subquery("wanted")
    theirs = aliased(Place)
    filled = (
        exists()
        .where(Appointment.office == wanted.c.office, theirs.id == Appointment.place_id)
        .where(Person.id == Appointment.person_id, is_in_use(), holds_on(clock.today()))
        .where(or_(theirs.path.startswith(Place.path), Place.path.startswith(theirs.path)))
        .correlate(wanted, Place)
    )
    none = cast(null(), Integer), cast(null(), SqlDate), cast(null(), SqlDate)
    query = (
        select(wanted.c.rank, wanted.c.office, none[0].label("appointment_id"), Place.id.label("place_id"))
        .add_columns(Place.code.label("code"), none[1].label("since"), none[2].label("until"))
        .join(wanted, wanted.c.kind == Place.kind)
        .where(Place.path.startswith(path), ~filled)
    )
    return query.where(_place_is(text)) if text else query


def _place_is(text: str) -> ColumnElement[bool]:
    return or_(Place.name.contains(text, autoescape=True), Place.code == text)


@dataclass(frozen=True)
class Count:
    """How many hold an office today, how many of these end soon, and where nobody holds it."""

    office: str
    held: int
    soon: int
    vacant: int


def counts(path: str) -> dict[str, Count]:
    """office → its figures at and below a path, in the order of the list, in one query."""
    lines = _lines(path, State.NOW, "")
    held = func.count(lines.c.appointment_id)
    soon = held.filter(lines.c.until <= clock.today() + SOON)
    query = (
        select(lines.c.office, held, soon, func.count() - held)
        .group_by(lines.c.rank, lines.c.office)
        .order_by(lines.c.rank)
    )
    return {row[0]: Count(*row) for row in db.session.execute(query)}


@dataclass(frozen=True)
class Line:
    """A seat as a list shows it: with its holder, or vacant."""

    office: Office
    place: Place
    estate: str
    held: Appointment | None

    @property
    def office_rank(self) -> int:
        """Where the office stands among the others, for grouping."""
        return RANKS[self.office]


def lines_of(rows: Sequence[tuple[str, int | None, int]]) -> list[Line]:
    """What a page of `seats` shows, with two queries however many there are."""
    held = {a.id: a for a in db.session.scalars(_with_people(Appointment.id.in_([row[1] for row in rows if row[1]])))}
    estate = aliased(Place)
    places = {
        place.id: (place, name or "")
        for place, name in db.session.execute(
            select(Place, estate.name)
            .outerjoin(estate, and_(estate.id == Place.estate_id, estate.id != Place.id))
            .where(Place.id.in_({row[2] for row in rows}))
        )
    }
    return [Line(Office(office), *places[place], held.get(key or 0)) for office, key, place in rows]


def history_of(office: str, place_id: int) -> Sequence[Appointment]:
    """Everybody who held, holds or will hold an office of a place, the newest first."""
    where = and_(Appointment.office == office, Appointment.place_id == place_id)
    return db.session.scalars(_with_people(where).order_by(Appointment.since.desc(), Appointment.id.desc())).all()


def offices_of(person_id: int) -> Sequence[Appointment]:
    """The offices of a person, now and before, the newest first."""
    where = Appointment.person_id == person_id
    return db.session.scalars(_with_people(where).order_by(Appointment.since.desc(), Appointment.id.desc())).all()


def held_now(person_ids: Collection[int]) -> dict[int, list[Appointment]]:
    """id → the offices that these people hold today, with their places, in one query."""
    where = and_(Appointment.person_id.in_(person_ids), holds_on(clock.today()))
    found: dict[int, list[Appointment]] = {}
    for held in db.session.scalars(_with_people(where).order_by(Appointment.id)):
        found.setdefault(held.person_id, []).append(held)
    return found


def _with_people(where: ColumnElement[bool]) -> Select[Appointment]:
    loads = joinedload(Appointment.person), joinedload(Appointment.place), joinedload(Appointment.unit)
    return select(Appointment).options(*loads).where(where)


def officers_on(home: str) -> Sequence[Appointment]:
    """Who is on duty today for somebody who lives at `home`: with the persons, their portraits and their places."""
    ids = [int(step) for step in home.split("/") if step]
    query = (
        select(Appointment)
        .join(Appointment.person)
        .options(joinedload(Appointment.person).joinedload(Person.photo), joinedload(Appointment.place))
        .where(Appointment.place_id.in_(ids), Appointment.office.in_(EXPECTED), holds_on(clock.today()), is_in_use())
        .order_by(Appointment.since, Appointment.id)
    )
    return db.session.scalars(query).all()
