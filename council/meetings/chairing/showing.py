"""What a console is told about its own seat."""

from dataclasses import dataclass

from council.base import clock
from council.meetings.chairing.queries import hold_of
from council.meetings.chairing.rules import MAIN, Hold, Seat, seat_of
from council.meetings.models import MeetingState
from council.meetings.room import Room


@dataclass(frozen=True, slots=True)
class Chair:
    """The seat as one desk sees it."""

    seat: Seat
    hold: Hold | None
    desk: int
    person_id: int

    @property
    def drives(self) -> bool:
        """Whether its buttons act; on a free seat the first press takes it."""
        return self.seat is not Seat.OTHERS

    @property
    def lost(self) -> bool:
        """Whether the seat was taken over from this very desk."""
        return self.hold is not None and self.hold.before == self.desk

    @property
    def wall(self) -> str:
        """The slot of the wall that the view buttons speak to."""
        return self.hold.wall if self.hold is not None else MAIN

    @property
    def own(self) -> bool:
        """Whether the same person drives, from another device."""
        return self.hold is not None and self.hold.person_id == self.person_id


def chair_at(meeting_id: int, desk: int, person_id: int) -> Chair:
    """How a desk stands to the chair of a meeting now."""
    hold = hold_of(meeting_id)
    return Chair(seat_of(hold, desk, clock.now()), hold, desk, person_id)


def is_taken_by_opening(room: Room) -> bool:
    """Whether opening the console takes a free seat: on the day itself. Days before, only an act does."""
    return room.state == MeetingState.IN_SESSION or (room.state == MeetingState.CONVENED and not room.early)
