"""The invented members: names that nobody bears here, a door each, a seat each."""

import random
from collections.abc import Iterator, Sequence

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Row, exists, func, insert, select, text

from council.accounts.models import SignInSession
from council.accounts.operations import begin_session
from council.accounts.rules import Method
from council.base.db import db, operation
from council.base.errors import Conflict
from council.demo.cast import names
from council.meetings.models import Attendance, Member
from council.rehearsal.rules import INVENTED
from council.rehearsal.script import Script
from council.residents.models import Household, Person
from council.residents.names import initials_of

#: Ids of the invented lie far above all real ones: who comes in later brings their own along.
FIRST_ID = 1_000_000_000
#: So that the hall of every rehearsal is the same one.
SEED = 24


@operation
def write_script(*, script: Script, language: str) -> None:
    """Fill the rehearsal's empty database: the script's rows as they were, and invented people in the seats."""
    db.session.execute(text("PRAGMA defer_foreign_keys=ON"))  # rows of one table may name each other
    _write(script)
    people = _enrol(script, language)
    seats = [
        {"meeting_id": script.meeting_id, "person_id": person_id, **seat._asdict()}
        for person_id, seat in zip(people, script.seats, strict=True)
    ]
    if seats and script.called:
        db.session.execute(insert(Member), seats)


@operation
def let_in(*, script: Script) -> None:
    """One more of those who run it. Who is there already stays as they are."""
    (people, persons), *rest = script.tables
    if persons and db.session.get(Person, persons[0]["id"]) is None:
        script.tables = [(people, persons), *[(table, _without_ids(rows)) for table, rows in rest]]
        _write(script)


@operation
def take_seat(*, person: Person, device: str = "") -> SignInSession:
    """Let a phone play this invented member: looked at and taken in one, so that no two phones have the same.

    Raises:
        Conflict: another phone plays them.
    """
    if db.session.scalar(select(Person.id).where(Person.id == person.id, _has_a_phone())) is not None:
        raise Conflict(_("Somebody else plays this member already. Choose another one."))
    return begin_session(person=person, method=Method.DEMO, device=device)


def _without_ids(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    return [{name: value for name, value in row.items() if name not in ("id", "replaces_id")} for row in rows]


def _write(script: Script) -> None:
    for table, rows in script.tables:
        if rows:
            db.session.execute(insert(table), rows)


def _enrol(script: Script, language: str) -> list[int]:
    """The invented people on the rehearsal's roster, one behind each door."""
    drawn = list(zip(_names(language), range(1, len(script.seats) + 1), strict=False))
    if not drawn:
        return []
    doors = [{"place_id": script.place_id, "door": f"{100 + number}"} for _name, number in drawn]
    homes = db.session.scalars(insert(Household).returning(Household.id, sort_by_parameter_order=True), doors).all()
    rows = [
        {
            "id": FIRST_ID + number,
            "key": f"{INVENTED}{number}",
            "name": name,
            "initials": initials_of(name),
            "place_id": script.place_id,
            "household_id": home,
            "household_rep": True,
        }
        for (name, number), home in zip(drawn, homes, strict=True)
    ]
    db.session.execute(insert(Person), rows)
    return [FIRST_ID + number for _name, number in drawn]


def _names(language: str) -> Iterator[str]:
    rng, seen = random.Random(SEED), set[str]()
    while True:
        chinese, roman, _family = names.draw(rng, rng.randint(25, 75))
        name = chinese if language.startswith("zh") else roman
        if len(seen) < 4000 and name in seen:
            continue
        seen.add(name)
        yield name


def is_invented(person: Person) -> bool:
    """Whether this is one of the cast, and not somebody who runs the meeting."""
    return person.key.startswith(INVENTED)


def free_seats(limit: int = 60) -> Sequence[Row[int, str]]:
    """(id, name) of invented members whom no phone plays yet."""
    query = select(Person.id, Person.name).where(Person.key.startswith(INVENTED), ~_has_a_phone())
    return db.session.execute(query.order_by(Person.id).limit(limit)).all()


def away(meeting_id: int) -> list[tuple[int, int]]:
    """Invented members who have not come and whom no phone plays: (id, what their vote weighs)."""
    here = exists().where(
        Attendance.meeting_id == meeting_id, Attendance.person_id == Person.id, Attendance.left_at.is_(None)
    )
    seat = (Member.person_id == Person.id) & (Member.meeting_id == meeting_id)
    query = select(Person.id, func.coalesce(Member.weight, 0)).outerjoin(Member, seat)
    free = query.where(Person.key.startswith(INVENTED), ~here, ~_has_a_phone()).order_by(Person.id)
    return [(person_id, weight) for person_id, weight in db.session.execute(free)]


def here(meeting_id: int) -> list[int]:
    """Invented members who are there and whom no phone plays."""
    query = (
        select(Person.id)
        .join(Attendance, Attendance.person_id == Person.id)
        .where(Attendance.meeting_id == meeting_id, Attendance.left_at.is_(None))
        .where(Person.key.startswith(INVENTED), ~_has_a_phone())
    )
    return list(db.session.scalars(query.order_by(Person.id)))


def _has_a_phone() -> ColumnElement[bool]:
    return exists().where(SignInSession.person_id == Person.id, SignInSession.ended_at.is_(None))
