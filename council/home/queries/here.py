"""Where a page is about: the estate with its three numbers, and what is on there now."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, ScalarSelect, func, or_, select
from sqlalchemy.orm import aliased

from council.base import clock
from council.base.db import db
from council.home.queries.rows import Meet, meets
from council.meetings.models import AgendaItem, Attendance, ItemState, Meeting, MeetingState
from council.organisation.models import Hotline, Place, PlaceKind
from council.organisation.rules import ids_of

#: A meeting that was called but never begun stays on the pages for so long after its time.
LATE_START = timedelta(hours=12)


@dataclass(frozen=True)
class Estate:
    """An estate and its three numbers by kind."""

    id: int
    code: str
    name: str
    path: str
    calls: dict[str, str]
    #: by kind, when somebody answers, where the estate has said so
    hours: dict[str, str]


def estate_on(path: str) -> Estate | None:
    """The estate that a path lies in or is, with its hotlines; None above estates."""
    query = (
        select(Place.id, Place.code, Place.name, Place.path, Hotline.kind, Hotline.phone, Hotline.hours)
        .outerjoin(Hotline, Hotline.place_id == Place.id)
        .where(Place.id.in_(ids_of(path)), Place.kind == PlaceKind.ESTATE)
    )
    rows = db.session.execute(query).all()
    if not rows:
        return None
    calls = {kind: phone for *_place, kind, phone, _hours in rows if kind}
    return Estate(*rows[0][:4], calls, {kind: hours for *_place, kind, _phone, hours in rows if hours})


@dataclass(frozen=True)
class MeetingRow(Meet):
    """A meeting as a list shows it: how far it is, and how many are there."""

    #: the item that is on: how many items and headings come up to it, and how many under its own heading
    top: int
    sub: int
    item: str | None
    present: int

    @property
    def item_number(self) -> str:
        """`3`, or `2.1` for a sub-item."""
        return f"{self.top}.{self.sub}" if self.sub else str(self.top)

    @property
    def live(self) -> bool:
        """Whether it is in session now."""
        return self.state == MeetingState.IN_SESSION


_before = aliased(AgendaItem)


def _up_to_it(which: ColumnElement[bool]) -> ScalarSelect[int]:
    """How many items of the agenda stand at or before the one that is on."""
    query = select(func.count()).where(_before.meeting_id == Meeting.id, _before.position <= AgendaItem.position, which)
    return query.correlate(Meeting, AgendaItem).scalar_subquery()


def touching(paths: Collection[str]) -> ColumnElement[bool]:
    """The places at, above and below some paths: what an officer of theirs has to do with."""
    above = {key for path in paths for key in ids_of(path)}
    return or_(Place.id.in_(above), *(Place.path.startswith(path) for path in paths))


def coming_meetings(paths: Collection[str], *, below: bool = False, drafts: bool = False) -> Sequence[MeetingRow]:
    """Meetings in session, then those called, soonest first; of the places that `paths` lead through.

    Args:
        below: of the places below them, too.
        drafts: also those that are still being planned.
    """
    states = [MeetingState.IN_SESSION, MeetingState.CONVENED, *([MeetingState.DRAFT] if drafts else [])]
    there = (
        select(func.count())
        .where(Attendance.meeting_id == Meeting.id, Attendance.left_at.is_(None))
        .correlate(Meeting)
        .scalar_subquery()
    )
    query = (
        meets(_up_to_it(_before.parent_id.is_(None)), _up_to_it(_before.parent_id == AgendaItem.parent_id))
        .add_columns(AgendaItem.title, there)
        .outerjoin(AgendaItem, (AgendaItem.meeting_id == Meeting.id) & (AgendaItem.state == ItemState.CURRENT))
        .where(touching(paths) if below else Place.id.in_({key for path in paths for key in ids_of(path)}))
        .where(Meeting.state.in_(states))
        .where((Meeting.state != MeetingState.CONVENED) | (Meeting.starts_at > clock.now() - LATE_START))
        .order_by(Meeting.state != MeetingState.IN_SESSION, Meeting.starts_at, Meeting.id)
        .limit(8)
    )
    return [MeetingRow(*row) for row in db.session.execute(query)]
