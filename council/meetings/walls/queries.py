"""Reading the walls of a meeting."""

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select

from council.base.db import db
from council.meetings.chairing.rules import MAIN
from council.meetings.models import Meeting
from council.meetings.room import Room
from council.meetings.walls.models import HallSize, WallScreen
from council.meetings.walls.rules import topic_of


@dataclass(frozen=True, slots=True)
class Wall:
    """One wall; `id` is None for the hall's own."""

    slot: str
    name: str
    view: str
    token: str
    id: int | None = None

    @property
    def topic(self) -> str:
        """What its stream's event is called."""
        return topic_of(self.slot)


def main_name() -> str:
    """What the hall's own wall is called."""
    return _("Hall")


def walls_of(room: Room) -> list[Wall]:
    """The hall's own wall, then the others in the order of their letters."""
    columns = (WallScreen.slot, WallScreen.name, WallScreen.view, WallScreen.token, WallScreen.id)
    rows = db.session.execute(select(*columns).where(WallScreen.meeting_id == room.id).order_by(WallScreen.slot))
    return [Wall(MAIN, main_name(), room.wall_view, room.wall_token), *(Wall(*row) for row in rows)]


def screen_at(meeting_id: int, slot: str) -> WallScreen | None:
    """The wall with this letter, beside the hall's own."""
    query = select(WallScreen).where(WallScreen.meeting_id == meeting_id, WallScreen.slot == slot)
    return db.session.scalar(query.execution_options(populate_existing=True))


def hall_of(room: Room) -> HallSize | None:
    """How big the hall is: as stated for this meeting, else for the last one in the same venue of the place."""
    query = (
        select(HallSize)
        .join(Meeting, Meeting.id == HallSize.meeting_id)
        .where(Meeting.place_id == room.place_id, Meeting.venue == room.venue)
        .order_by((Meeting.id == room.id).desc(), HallSize.id.desc())
        .limit(1)
    )
    return db.session.scalar(query)
