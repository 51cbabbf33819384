"""Lots, owners and household representatives of the demo, in bulk; and a roster file that waits for the clerk."""

import csv
import io
from datetime import timedelta

from sqlalchemy import insert, update

from council.base import clock, ids
from council.base.db import db, transaction
from council.demo.cast.newcomers import BLOCK, ENTRANCE, NEWCOMERS
from council.demo.cast.people import population
from council.demo.cast.person import Person as CastPerson
from council.demo.stage import Stage
from council.residents.models import Person
from council.residents.operations import enrol
from council.roster import files
from council.roster.importing import work_imports
from council.roster.models import Lot, Ownership
from council.roster.operations.imports import upload_roster
from council.roster.rules import area_from

HEADING = ("place", "building", "entrance", "door", "floor_area", "name", "phone", "residency", "household_rep")
#: Days for which the demo's owners have owned their flats.
OWNED_FOR = 2000


def add_lots(stage: Stage) -> None:
    """A lot behind each door, its owners, and who speaks for each household. In the caller's transaction."""
    homes = population().households
    rows = [
        {
            "place_id": stage.places[home.entrance_code],
            "door": home.door,
            "kind": "dwelling",
            "area_cm2": area_from(home.floor_area),
        }
        for home in homes
    ]
    statement = insert(Lot).returning(Lot.id, sort_by_parameter_order=True)
    lots = dict(zip((home.key for home in homes), db.session.scalars(statement, rows), strict=True))
    since = clock.local(stage.now).date() - timedelta(days=OWNED_FOR)
    owners = [
        {"lot_id": lots[person.household.key], "person_id": stage.people[person.key], "since": since, "votes": False}
        for person in population().people
        if person.owner and person.household
    ]
    db.session.execute(insert(Ownership), owners)
    speakers = [person for person in population().people if person.household_rep and person.household]
    flags = [{"id": stage.people[person.key], "household_rep": True} for person in speakers]
    db.session.execute(update(Person), flags)


def leave_a_file(stage: Stage) -> None:
    """A roster file that the recorder uploaded and has not confirmed: some new, some changed, two wrong; a double."""
    family = [person for person in population().people if person.place_code == "GY-B03-E1"][:6]
    out = io.StringIO(newline="")
    csv.writer(out).writerows([(*HEADING, "remark"), *_rows(stage, family)])
    token = ids.token(18)
    sha256 = files.store(io.BytesIO(out.getvalue().encode("utf-8-sig")), token)
    place = stage.place("GY")
    with transaction():
        upload_roster(
            place=place,
            token=token,
            sha256=sha256,
            file_name="QY-G07.csv",
            rough=12,
            actor_id=stage.person("clerk-he"),
        )
    work_imports()
    _write_somebody_twice(stage)


def _write_somebody_twice(stage: Stage) -> None:
    """A second record of one of the neighbours, as a hurried evening at the door leaves it: to be merged."""
    person = stage.row(Person, stage.person("voter-8"))
    enrol(key="voter-8-again", name=person.name, place=person.place, household=person.household, phone=person.phone)


def _rows(stage: Stage, family: list[CastPerson]) -> list[tuple[str, ...]]:
    """The rows, in the language of the demo."""
    rows = [_row(stage, person) for person in family]
    rows[0] = (*rows[0][:6], "15400009901", *rows[0][7:])
    guest = stage.say(NEWCOMERS[0]), stage.say(NEWCOMERS[1])
    block, way = stage.say(BLOCK), stage.say(ENTRANCE)
    rows.append(("QY-G07", block, way, "701", "78.30", guest[0], "15400009902", "tenant", "yes", ""))
    rows.append(("QY-G07", block, way, "701", "78.30", guest[1], "", "tenant", "no", ""))
    rows.append(("QY-G07", block, way, "602", "78,3", guest[0], "", "tenant", "no", ""))
    rows.append(("QY-G99", block, way, "602", "78.30", guest[1], "", "tenant", "no", ""))
    return rows


def _row(stage: Stage, person: CastPerson) -> tuple[str, ...]:
    home = person.household
    assert home is not None
    rep = "yes" if person.household_rep else "no"
    spot = ("QY-G07", stage.say(BLOCK), stage.say(ENTRANCE), home.door, home.floor_area)
    return (*spot, person.name(stage.language), person.phone, person.residency, rep, "")
