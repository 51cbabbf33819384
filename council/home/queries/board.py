"""What hangs on the public board: notices of meetings, what was decided, published minutes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, literal, select, union_all

from council.base.db import db
from council.home.queries.rows import Decision, Meet, decisions, meets
from council.meetings.models import Meeting, MeetingState, Resolution
from council.minutes.models import Minutes, MinutesState
from council.organisation.models import Place, PlaceKind
from council.organisation.queries import name_then


@dataclass(frozen=True)
class Estates:
    """The estates to choose from, and the communities they belong to."""

    estates: Sequence[Place]
    names: Mapping[int, str]


def estates() -> Estates:
    """All estates in their order, with the names of the places above."""
    query = (
        select(Place)
        .where(Place.kind.in_((PlaceKind.STREET, PlaceKind.COMMUNITY, PlaceKind.ESTATE)))
        .order_by(Place.path)
    )
    places = db.session.scalars(query).all()
    chosen = sorted((p for p in places if p.kind == PlaceKind.ESTATE), key=lambda place: (place.position, place.id))
    return Estates(chosen, {place.id: place.name for place in places})


def notices(path: str) -> Select[Any]:
    """(kind, id, day) of what hangs on the board of the places at or below `path`, newest first."""
    called = select(literal("meeting").label("kind"), Meeting.id.label("id"), Meeting.convened_at.label("at")).join(
        Place, Place.id == Meeting.place_id
    )
    called = called.where(
        Place.path.startswith(path), Meeting.state.in_((MeetingState.CONVENED, MeetingState.IN_SESSION))
    )
    decided = (
        select(literal("resolution"), Resolution.id, func.coalesce(Meeting.closed_at, Meeting.started_at))
        .join(Place, Place.id == Resolution.place_id)
        .join(Meeting, Meeting.id == Resolution.meeting_id)
        .where(Place.path.startswith(path))
    )
    recorded = (
        select(literal("minutes"), Minutes.id, Minutes.published_at)
        .join(Meeting, Meeting.id == Minutes.meeting_id)
        .join(Place, Place.id == Meeting.place_id)
        .where(Place.path.startswith(path), Minutes.state == MinutesState.PUBLISHED)
    )
    everything = union_all(called, decided, recorded).subquery()
    return select(everything.c.kind, everything.c.id).order_by(
        everything.c.at.is_(None), everything.c.at.desc(), everything.c.id.desc()
    )


@dataclass(frozen=True)
class MeetingNotice(Meet):
    """A call to a meeting."""

    convened_at: datetime | None


@dataclass(frozen=True)
class Decided(Decision):
    """A resolution as it hangs on the board."""

    place: str
    meeting_id: int


@dataclass(frozen=True)
class Recorded:
    """Published minutes."""

    id: int
    meeting_id: int
    kind: str
    number: int
    held_at: datetime
    published_at: datetime | None
    place: str


Notice = MeetingNotice | Decided | Recorded


def details(rows: Sequence[tuple[str, int]]) -> list[Notice]:
    """What the notices say, in the order of `rows`; one query for each kind."""
    ids: dict[str, list[int]] = {"meeting": [], "resolution": [], "minutes": []}
    for kind, key in rows:
        ids[kind].append(key)
    found: dict[tuple[str, int], Notice] = {}
    found.update((("meeting", n.id), n) for n in _meetings(ids["meeting"]))
    found.update((("resolution", n.id), n) for n in _resolutions(ids["resolution"]))
    found.update((("minutes", n.id), n) for n in _minutes(ids["minutes"]))
    return [found[kind, key] for kind, key in rows]


def _meetings(ids: list[int]) -> list[MeetingNotice]:
    query = meets(Meeting.convened_at).where(Meeting.id.in_(ids))
    return [MeetingNotice(*row) for row in db.session.execute(query)] if ids else []


def _resolutions(ids: list[int]) -> list[Decided]:
    query = decisions(name_then(Meeting.closed_at), Resolution.meeting_id)
    query = query.join(Place, Place.id == Resolution.place_id).join(Meeting, Meeting.id == Resolution.meeting_id)
    return [Decided(*row) for row in db.session.execute(query.where(Resolution.id.in_(ids)))] if ids else []


def _minutes(ids: list[int]) -> list[Recorded]:
    query = (
        select(
            Minutes.id,
            Minutes.meeting_id,
            Meeting.kind,
            Meeting.number,
            Meeting.starts_at,
            Minutes.published_at,
            name_then(Meeting.closed_at),
        )
        .join(Meeting, Meeting.id == Minutes.meeting_id)
        .join(Place, Place.id == Meeting.place_id)
        .where(Minutes.id.in_(ids))
    )
    return [Recorded(*row) for row in db.session.execute(query)] if ids else []
