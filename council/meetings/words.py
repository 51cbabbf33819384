"""Codes of this room in words, in the reader's language."""

from collections.abc import Sequence
from unicodedata import name

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from council.meetings.kinds import kind_and_number
from council.meetings.models import ItemState, Meeting, MeetingKind, Resolution, WallView
from council.meetings.quorum_words import quorum_shown
from council.meetings.room import ItemRow, Room
from council.meetings.rules import Obstacle
from council.polls.owners import is_intent
from council.polls.rules import Quorum
from council.polls.wording import outcome_word


def meeting_name(meeting: Meeting) -> str:
    """`第 12 次周末议事会` or `Weekend council no. 12`."""
    return kind_and_number(meeting.kind, meeting.number)


def force_word(force: str) -> str:
    """意见, 协商意见 or 决议."""
    return {"opinion": _("Opinion"), "consensus": _("Consensus"), "binding": _("Binding resolution")}[force]


def resolution_label(resolution: Resolution) -> str:
    """`桂雨里小区议〔2026〕12号`: the number as documents print it."""
    return label_of(resolution.place.name, resolution.number)


def label_of(place: str, number: str) -> str:
    """The printed number from the place's name and the stored number `GY-2026-12`."""
    _code, year, serial = number.rsplit("-", 2)
    return _("%(place)s [%(year)s] No. %(serial)s", place=place, year=year, serial=serial)


def seal_of(place: str) -> str:
    """What the seal of a place's council says: the first two characters of its name, then "deliberation".

    A name that does not begin with Chinese characters gives its initials, four at most.
    """
    if len(place) > 1 and all(name(sign, "").startswith("CJK UNIFIED") for sign in place[:2]):
        with force_locale("zh_CN"):  # a seal is cut in Chinese characters, whatever the reader's language
            return _("%(place)s deliberates", place=place[:2])
    return "".join(word[0] for word in place.split())[:4].upper()


def obstacle_words(problem: Obstacle, here: Quorum | None = None, kind: str = "") -> str:
    """Why a vote cannot be opened, and what to do. `here` and `kind` say what the quorum lacks."""
    if problem == "no_quorum" and here is not None:
        if kind in (MeetingKind.OWNERS_ASSEMBLY, MeetingKind.RESIDENTS_MEETING):
            shown = quorum_shown(kind, here)
            return _("%(here)s: no quorum. %(missing)s.", here=shown.words, missing=shown.missing)
        return _(
            "Present %(present)s of %(entitled)s, %(needed)s needed: no quorum. Wait for more members.",
            present=here.present,
            entitled=here.entitled,
            needed=here.needed,
        )
    return {
        "not_in_session": _("The meeting is not in session. Start it first."),
        "not_current": _("Open the item first."),
        "late_item": _("This item was added after the call. It can be discussed, but not voted on."),
        "no_motion": _("Record the motion's exact text first."),
        "talk_has_no_motions": _("An evening talk has no motions. Ask the room with a straw poll."),
        "no_quorum": _("There is no quorum yet."),
        "open": _("A vote is open. Close it first."),
    }[problem]


def item_words(item: ItemRow) -> str:
    """Where an item stands, in one or two words: `Carried`, `Next time`, `8 min`."""
    if item.state == ItemState.CURRENT:
        return {
            "vote": _("Voting"),
            "counted": _("Being counted") if item.uncounted else _("Counted"),
            "result": _result_words(item) if item.outcome else _("Under way"),
        }.get(item.stage, _("Under way"))
    if item.state == ItemState.POSTPONED:
        return _("Next time")
    if item.state == ItemState.DONE:
        return _result_words(item) if item.outcome else _("Done")
    return _("%(minutes)s min", minutes=item.minutes)


def _result_words(item: ItemRow) -> str:
    word, poll = outcome_word(item.outcome), item.poll
    return _("%(outcome)s (intent)", outcome=word) if is_intent(poll) else word


def item_place(room: Room) -> str:
    """Which item is on: `Item 3 of 13`, with sub-items `Item 2.1`; empty between items."""
    item = room.current
    if item is None:
        return ""
    if room.nested:
        return _("Item %(number)s", number=item.number)
    return _("Item %(number)s of %(total)s", number=item.number, total=len(room.items))


def shown_words(room: Room, page: Sequence[ItemRow]) -> str:
    """Which part of the agenda a picture shows; empty where it shows all. Headings are lines, but no items."""
    if len(page) == len(room.items):
        return ""
    total = len(room.leaves)
    if room.nested:
        shown = sum(not each.heading for each in page)
        return _("%(shown)s of %(total)s items on this page", shown=shown, total=total)
    return _("Items %(first)s to %(last)s of %(total)s", first=page[0].number, last=page[-1].number, total=total)


def wall_words(view: WallView) -> str:
    """What a picture of the wall is called on its button."""
    return {
        WallView.AUTO: _("Follow the meeting"),
        WallView.WELCOME: _("Big QR code"),
        WallView.AGENDA: _("Agenda"),
        WallView.ITEM: _("Item"),
        WallView.VOTE: _("Vote"),
        WallView.RESULT: _("Result"),
        WallView.ACTIONS: _("Tasks"),
        WallView.SPEAKER: _("Speaker"),
        WallView.AGREE: _("Common ground"),
        WallView.LISTS: _("Two lists"),
        WallView.BLANK: _("Blank"),
    }[view]


def size_words(size: int) -> str:
    """How large a file of `size` bytes is: `820 KB`, `3.4 MB`."""
    if size < 1024 * 1000:
        return _("%(size)s KB", size=max(1, round(size / 1024)))
    return _("%(size)s MB", size=f"{size / 1024 / 1024:.1f}")


def length_words(minutes: int) -> str:
    """How long something takes: `35 minutes`, `1 h 20 min`."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return ngettext("%(num)d minute", "%(num)d minutes", rest)
    if not rest:
        return ngettext("%(num)d hour", "%(num)d hours", hours)
    return _("%(hours)s h %(minutes)s min", hours=hours, minutes=rest)
