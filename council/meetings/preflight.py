"""What is looked at before the meeting is started: each a fact, good or not, with what to do about it."""

from typing import NamedTuple
from urllib.parse import urlsplit

from flask import current_app
from flask_babel import gettext as _
from flask_babel import ngettext

from council.base.addresses import is_this_machine
from council.live.service import live_of
from council.meetings.quorum_words import quorum_shown
from council.meetings.room import Room
from council.meetings.showing import join_address
from council.meetings.walls.queries import hall_of
from council.meetings.walls.rules import SQUARES, scan_from
from council.web.qr import public_base, squares_of


class Check(NamedTuple):
    """One line of the list. What is not `must` can still come."""

    good: bool
    words: str
    what_to_do: str = ""
    must: bool = False


def checks(room: Room) -> list[Check]:
    """The list, for a meeting that is called and has not begun."""
    found = [_wall(room), _address(), _scan(room), _agenda(room)]
    if room.quorum.needed:
        found.append(_quorum(room))
    elif room.is_talk:
        here = room.presence.members
        words = ngettext("1 person has checked in", "%(num)d people have checked in", here)
        found.append(Check(here > 0, words, "" if here else _("Ask people to scan the code on the wall.")))
    found.append(_recorder(room))
    return found


def _wall(room: Room) -> Check:
    """Whether a wall listens to this process; of several, each knows its own."""
    hub, meeting = live_of(current_app).hub, f"meeting.{room.id}."
    # A chair's console carries the picture of one wall too, for its small copy.
    walls = hub.following(f"{meeting}wall") - hub.following(f"{meeting}desk.")
    if walls > 0:
        return Check(True, ngettext("The wall is on", "%(num)d walls are on", walls))
    return Check(False, _("No wall is on yet"), _("Open the wall on the hall's computer and press F11."))


def _address() -> Check:
    base = public_base()
    host = urlsplit(base).hostname or ""
    if is_this_machine(host):
        todo = _("Phones cannot reach it. Open this page by the address of this computer in the hall's Wi-Fi.")
        return Check(False, _("The code leads to %(address)s", address=base), todo, must=True)
    return Check(True, _("The code leads to %(address)s", address=base))


def _scan(room: Room) -> Check:
    """Whether the back row can scan the code of the welcome view."""
    hall = hall_of(room)
    if hall is None:
        todo = _("State below how deep the hall is and how wide the picture.")
        return Check(False, _("Whether the back row can scan the code is not known"), todo)
    squares = squares_of(join_address(room.code))
    scan = scan_from(depth_cm=hall.depth_cm, picture_cm=hall.picture_cm, squares=squares)
    sizes = {"side": scan.side, "needed": scan.needed, "depth": f"{hall.depth_cm / 100:g}"}
    if scan.enough:
        return Check(True, _("The code is %(side)s cm wide: it can be scanned from %(depth)s m", **sizes))
    todo = _(
        "Make the picture %(width)s m wide, print the code at the door, or read the six digits out.",
        width=f"{scan.picture_needed / 100:g}",
    )
    if squares > SQUARES:
        todo += " " + _("A shorter address would make a coarser code, too.")
    return Check(False, _("The code is %(side)s cm wide; at %(depth)s m it needs %(needed)s cm", **sizes), todo)


def _agenda(room: Room) -> Check:
    late = sum(not item.noticed for item in room.items)
    words = ngettext("1 item on the agenda", "%(num)d items on the agenda", len(room.leaves))
    if late and not room.is_talk:
        more = ngettext("1 of them cannot be voted on.", "%(num)d of them cannot be voted on.", late)
        return Check(True, words, more)
    return Check(True, words)


def _quorum(room: Room) -> Check:
    shown = quorum_shown(room.kind, room.quorum, room.presence.represented)
    if room.quorum.reached:
        return Check(True, shown.words)
    return Check(False, shown.words, _("%(missing)s. You can start and talk; votes wait.", missing=shown.missing))


def _recorder(room: Room) -> Check:
    if room.recorder_id is not None:
        return Check(True, _("Somebody writes the minutes"))
    return Check(False, _("Nobody is named to write the minutes"), _("They fill themselves; you can jot with M."))
