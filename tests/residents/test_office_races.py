"""Two administrators end each other at the same time, two staff fill one seat: one of the two is refused."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask

from council.base import clock
from council.base.db import db
from council.base.errors import DomainError
from council.permits.actor import Office
from council.residents.models import Appointment
from council.residents.offices.operations import appoint, end_appointment
from tests.polls.arenas import arena
from tests.support.world import SINCE, World

pytestmark = pytest.mark.race


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def ground(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application on a database that threads can fight over."""
    with arena(request.param, tmp_path_factory.mktemp("offices")) as app:
        yield app


def at_once(app: Flask, *acts) -> list[object]:  # type: ignore[no-untyped-def]
    """Run the acts in threads that start together; the answer of each, or its error."""
    gate = Barrier(len(acts))

    def run(act):  # type: ignore[no-untyped-def]
        with app.test_request_context():
            gate.wait()
            try:
                return act()
            except DomainError as error:
                return error
            finally:
                db.session.remove()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [each.result(timeout=30) for each in [pool.submit(run, act) for act in acts]]


def end(key: int) -> int:
    return end_appointment(appointment=db.session.get_one(Appointment, key), because="x").id


def test_two_administrators_do_not_end_each_other(ground: Flask) -> None:
    for _round in range(8):
        with ground.test_request_context():
            world = World.load()
            query = db.select(Appointment.id).where(Appointment.office == "administrator", Appointment.until.is_(None))
            keys = list(db.session.scalars(query))
            free = [p for p in world.members if not any(db.session.scalars(_admin_of(p.id)))]
            while len(keys) < 2:
                made = appoint(person=free.pop(), office=Office.ADMINISTRATOR, place=world.street, since=SINCE)
                keys.append(made.id)
            db.session.remove()
        answers = at_once(ground, *(lambda key=key: end(key) for key in keys))
        assert sum(isinstance(answer, DomainError) for answer in answers) == 1, answers


def _admin_of(person_id: int):  # type: ignore[no-untyped-def]
    return db.select(Appointment.id).where(Appointment.person_id == person_id, Appointment.office == "administrator")


def test_one_seat_is_filled_once(ground: Flask) -> None:
    def fill(number: int) -> int:
        world = World.load()
        person = world.members[number]
        return appoint(person=person, office=Office.BUILDING_HEAD, place=world.building, since=clock.today()).id

    answers = at_once(ground, *(lambda number=number: fill(number) for number in (10, 11, 12, 13)))
    assert sum(isinstance(answer, int) for answer in answers) == 1, answers
