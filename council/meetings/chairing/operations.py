"""Taking the chair's seat, acting from it, taking it over."""

from collections.abc import Callable
from typing import TypeVar

from flask_babel import gettext as _

from council.base import clock
from council.base.db import db, locked, operation
from council.base.errors import Conflict
from council.base.upsert import insert_into
from council.journal.operations import Ref
from council.meetings.chairing.models import Driver
from council.meetings.chairing.queries import hold_of
from council.meetings.chairing.rules import Hold, Seat, seat_of
from council.meetings.models import Meeting
from council.meetings.operations.common import locked_meeting, note, wake
from council.web.formats import time

R = TypeVar("R")


class LooksOn(Conflict):
    """Another desk drives; this one looks on."""


@operation
def sit_down(*, meeting: Meeting, desk: int, person_id: int) -> None:
    """Take the seat if it is free. A seat that is taken stays as it is."""
    driver = _driver(meeting, desk, person_id)
    if seat_of(hold_of(meeting.id), desk, clock.now()) is Seat.FREE:
        _seat(driver, desk, person_id, before=None)


@operation
def drive(*, meeting: Meeting, desk: int, person_id: int, act: Callable[[], R]) -> R:
    """Do one act of the chair from `desk`, in the same transaction; a free seat is taken with it.

    Raises:
        LooksOn: another desk drives.
        Whatever the act raises; then the seat is as it was.
    """
    driver = _driver(meeting, desk, person_id)
    hold = hold_of(meeting.id)
    seat = seat_of(hold, desk, clock.now())
    if seat is Seat.OTHERS and hold is not None:
        raise LooksOn(refusal(hold))
    if seat is Seat.FREE:
        _seat(driver, desk, person_id, before=None)
    driver.acted_at = clock.now()
    return act()


@operation
def take_over(*, meeting: Meeting, desk: int, person_id: int) -> None:
    """Take the seat from whoever has it, at once. Doing it twice changes nothing."""
    driver = _driver(meeting, desk, person_id)
    hold = hold_of(meeting.id)
    seat = seat_of(hold, desk, clock.now())
    if seat is Seat.MINE:
        return
    _seat(driver, desk, person_id, before=hold.desk if hold is not None and seat is Seat.OTHERS else None)
    if hold is not None and seat is Seat.OTHERS:
        meeting = locked_meeting(meeting)
        data = {"before": hold.person_id}
        note(meeting, "meetings.chair.taken_over", person_id, touched=[Ref("person", hold.person_id)], data=data)


@operation
def drive_wall(*, meeting: Meeting, slot: str) -> None:
    """Let the view buttons and keys speak to another wall. For whoever drives: called inside `drive`."""
    driver = db.session.scalars(db.select(Driver).where(Driver.meeting_id == meeting.id)).one()
    if driver.wall != slot:
        driver.wall = slot
        _wake(meeting)


def refusal(hold: Hold) -> str:
    """Why a desk that looks on may not act."""
    return _(
        "%(name)s has been driving since %(time)s, so nothing was done. Press “Take over” first; what you typed stays.",
        name=hold.name,
        time=time(hold.since),
    )


def _driver(meeting: Meeting, desk: int, person_id: int) -> Driver:
    """The row, made if there is none, and locked: of two desks that come at once the second finds the first."""
    now = clock.now()
    made = {"meeting_id": meeting.id, "desk": desk, "person_id": person_id, "since": now, "acted_at": now}
    statement = insert_into(Driver).values(made).on_conflict_do_nothing().returning(Driver.id)
    if db.session.execute(statement).scalar_one_or_none() is not None:
        _wake(meeting)
    key = db.session.scalars(db.select(Driver.id).where(Driver.meeting_id == meeting.id)).one()
    return locked(Driver, key)


def _seat(driver: Driver, desk: int, person_id: int, *, before: int | None) -> None:
    driver.desk, driver.person_id, driver.before = desk, person_id, before
    driver.since = driver.acted_at = clock.now()
    db.session.flush()
    _wake(db.session.get_one(Meeting, driver.meeting_id))


def _wake(meeting: Meeting) -> None:
    """The other consoles learn it at once: they look at the version."""
    wake(locked_meeting(meeting))
