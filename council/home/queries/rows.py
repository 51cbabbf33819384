"""What several pages show alike: a meeting, and what was decided with the vote behind it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select

from council.meetings.models import AgendaItem, Meeting, Motion, Resolution
from council.organisation.models import Place
from council.organisation.queries import name_then
from council.polls.models import Poll


@dataclass(frozen=True)
class Meet:
    """A meeting: what, when and where. Once it is over, `place` is what the place was called on that day."""

    id: int
    kind: str
    number: int
    title: str
    venue: str
    starts_at: datetime
    state: str
    place: str


def meets(*more: Any) -> Select[Any]:
    """The columns of `Meet`, then `more`."""
    return select(
        Meeting.id,
        Meeting.kind,
        Meeting.number,
        Meeting.title,
        Meeting.venue,
        Meeting.starts_at,
        Meeting.state,
        name_then(Meeting.closed_at),
        *more,
    ).join(Place, Place.id == Meeting.place_id)


@dataclass(frozen=True)
class Decision:
    """A resolution with the figures of its vote."""

    id: int
    number: str
    force: str
    text: str
    adopted_on: date
    item: str
    motion: str | None
    poll_id: int | None
    result: dict[str, Any] | None


def decisions(*more: Any) -> Select[Any]:
    """The columns of `Decision`, then `more`."""
    return (
        select(
            Resolution.id,
            Resolution.number,
            Resolution.force,
            Resolution.text,
            Resolution.adopted_on,
            AgendaItem.title,
            Motion.title,
            Poll.id,
            Poll.result,
            *more,
        )
        .join(AgendaItem, AgendaItem.id == Resolution.item_id)
        .outerjoin(Motion, Motion.id == Resolution.motion_id)
        .outerjoin(Poll, Poll.id == Motion.poll_id)
    )
