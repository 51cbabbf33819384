"""Pure decisions about meetings: notice, what may be voted on, which move follows which state."""

from datetime import date, datetime, timedelta
from typing import Literal

from council.base.ids import fingerprint
from council.charters.rules import Force, Procedure
from council.journal.rules import canonical
from council.polls.rules import Quorum
from council.tally.decision import needed
from council.tally.figures import Figures, base
from council.tally.rules import Rule

#: (state of the meeting, verb) → state after it. What is not listed is refused.
MOVES: dict[tuple[str, str], str] = {
    ("draft", "convene"): "convened",
    ("draft", "cancel"): "cancelled",
    ("convened", "start"): "in_session",
    ("convened", "cancel"): "cancelled",
    ("in_session", "adjourn"): "closed",
}

#: Shortest and longest notice a chair may set, in days: as long as a place may choose for its procedures.
NOTICE_DAYS = range(0, 61)


def least_notice(procedure: Procedure, urgency: str = "") -> int:
    """The days before a meeting by which it must be called; an emergency lifts them where the law says so.

    What binds people must be called in time, else a court may set it aside; a consultation may be called at short
    notice, whatever is usual for it.
    """
    if procedure.force is not Force.BINDING or (procedure.may_hurry and urgency.strip()):
        return 0
    return procedure.notice_days or 0


def earliest_day(convened_on: date, notice_days: int) -> date:
    """The first day a meeting may be held after its call.

    The day of the call is not counted (Civil Code art. 201), so 3 days after a Tuesday is a Friday.
    """
    return convened_on + timedelta(days=notice_days)


def passing_votes(rule: Rule | None, *, entitled: int, present: int) -> int | None:
    """How many votes in favour carry a motion with these present; None where that depends on the votes cast."""
    figures = Figures(entitled=entitled, present=present, for_=0, against=0, abstain=0)
    tests = rule.stage("pass") if rule else ()
    if any(test.base not in ("roll", "present", "fixed") or test.weighs for test in tests):
        return None
    return max((needed(test, int(base(figures, test))) for test in tests), default=None)


#: Why a vote cannot be opened; the page says each in words.
Obstacle = Literal[
    "not_in_session", "not_current", "late_item", "no_motion", "talk_has_no_motions", "no_quorum", "open"
]


def obstacle(
    *, in_session: bool, current: bool, noticed: bool, has_motion: bool, is_talk: bool, here: Quorum, poll_open: bool
) -> Obstacle | None:
    """What stands in the way of opening a vote on an item, the first that counts; None if nothing does.

    An item added after the call may be discussed, not decided (domain finding 5).
    """
    if not in_session:
        return "not_in_session"
    if not current:
        return "not_current"
    if poll_open:
        return "open"
    if is_talk:
        return "talk_has_no_motions"
    if not noticed:
        return "late_item"
    if not has_motion:
        return "no_motion"
    return None if here.reached else "no_quorum"


def minutes_behind(*, started_at: datetime, now: datetime, planned: int) -> int:
    """How many minutes the meeting is behind its plan (negative: ahead), with items of `planned` minutes dealt with."""
    return int((now - started_at).total_seconds() // 60) - planned


#: Items on one picture of the wall's agenda: two columns of seven.
WALL_ITEMS = 14


def wall_page(total: int, current: int | None) -> range:
    """Which items (from 0) the wall shows of an agenda of `total`: the page that holds item number `current`."""
    first = ((current or 1) - 1) // WALL_ITEMS * WALL_ITEMS
    return range(first, min(first + WALL_ITEMS, total))


def is_its_day(starts_on: date, today: date) -> bool:
    """Whether people may come and the meeting may begin: from its day on, however late it gets."""
    return today >= starts_on


def motion_hash(title: str, text: str) -> str:
    """SHA-256 (hex) of a motion's words as canonical JSON `[title, text]`, for the journal."""
    return fingerprint(canonical([title, text]))


def resolution_hash(text: str, force: str) -> str:
    """SHA-256 (hex) of a resolution's text and force as canonical JSON `[text, force]`, for the journal."""
    return fingerprint(canonical([text, str(force)]))
