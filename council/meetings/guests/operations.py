"""Writing guests down at the door."""

from flask_babel import gettext as _

from council.base import clock
from council.base.db import db, locked, operation
from council.base.errors import Conflict, Invalid
from council.base.once import answered, keep, own_key
from council.journal.operations import Ref
from council.meetings.guests.models import Capacity, Guest
from council.meetings.models import Meeting, MeetingState
from council.meetings.operations.common import locked_meeting, note
from council.meetings.rules import is_its_day
from council.organisation.models import PartnerUnit
from council.privacy.checks import refuse_personal_numbers


@operation
def welcome(
    *,
    meeting: Meeting,
    name: str,
    origin: str,
    entered_by: int,
    capacity: Capacity = Capacity.OBSERVER,
    unit: PartnerUnit | None = None,
    key: str | None = None,
) -> Guest:
    """Write down that a guest has come. `origin` is a unit that is on no list, or a door, in words.

    Raises:
        Invalid: no name, or a personal number in the words (fields `name`, `origin`); a partner unit's guest without
            one (field `unit`).
        Conflict: the meeting is not open for check-in, or its day has not come.
    """
    if not name.strip():
        raise Invalid(_("Write the guest's name."), field="name")
    refuse_personal_numbers({"name": name, "origin": origin})
    if capacity == Capacity.PARTNER and unit is None and not origin.strip():
        raise Invalid(_("Choose the unit, or write which one it is."), field="unit")
    key = own_key("meetings.welcome", entered_by, key)
    if (seen := answered(key, Guest)) is not None:
        return seen
    meeting = locked_meeting(meeting)
    today = is_its_day(clock.local(meeting.starts_at).date(), clock.today())
    if meeting.state != MeetingState.IN_SESSION and not (meeting.state == MeetingState.CONVENED and today):
        raise Conflict(_("Guests are written down on the day of the meeting, until it is over."))
    guest = Guest(
        meeting_id=meeting.id,
        name=name.strip(),
        capacity=capacity,
        unit=unit if capacity == Capacity.PARTNER else None,
        origin=origin.strip(),
        arrived_at=clock.now(),
        entered_by=entered_by,
    )
    db.session.add(guest)
    db.session.flush()
    note(meeting, "meetings.guest.came", entered_by, subject=Ref("guest", guest.id))
    keep(key, guest.id)
    return guest


@operation
def set_here(*, guest: Guest, meeting: Meeting, here: bool, entered_by: int) -> Guest:
    """Set that a guest is there, or has gone. What is so already is no act."""
    meeting = locked_meeting(meeting)
    guest = locked(Guest, guest.id)
    if here == (guest.left_at is None):
        return guest
    guest.left_at = None if here else clock.now()
    action = "meetings.guest.came" if here else "meetings.guest.left"
    note(meeting, action, entered_by, subject=Ref("guest", guest.id))
    return guest
