"""The quorum in words: what is there, of what, what is needed, and what is still missing.

A council counts members, a residents' meeting households, an owners' assembly owners and their floor area.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from council.base.db import db
from council.meetings.kinds import BLUEPRINTS
from council.meetings.models import Meeting, Member
from council.polls.kinds import Electorate
from council.polls.rules import Quorum, Reach


@dataclass(frozen=True)
class QuorumLine:
    """One test of the quorum for a screen: in words, and as a bar with its line."""

    words: str
    reach: Reach


@dataclass(frozen=True)
class QuorumShown:
    """The quorum for a screen. `missing` says what is still needed, empty once it is reached.

    `of_members`: nothing but members is counted, so a number and a bar say it all. `by_proxy` says how many of those
    are represented, empty where nobody is.
    """

    lines: list[QuorumLine]
    reached: bool
    missing: str
    of_members: bool
    by_proxy: str = ""

    @property
    def words(self) -> str:
        """All of it on one line: `9 of 13 owners, 9 needed · 804.10 of 1,195.60 m², 797.07 needed`."""
        return " · ".join(line.words for line in self.lines)


def quorum_shown(kind: str, here: Quorum, represented: int = 0) -> QuorumShown:
    """What screens show of `here` at a meeting of this kind; no lines where no quorum is asked for.

    Args:
        represented: how many of those who count as present are so by proxy.
    """
    lines = [QuorumLine(_words(kind, reach, represented), reach) for reach in here.reaches]
    missing = " · ".join(_missing(kind, reach) for reach in here.reaches if not reach.reached)
    of_members = BLUEPRINTS[kind].electorate not in (Electorate.HOUSEHOLDS, Electorate.OWNERS)
    return QuorumShown(lines, here.reached, missing, of_members, by_proxy_words(represented))


def square_metres(cm2: int, *, least: bool = False) -> str:
    """An area kept in cm² as m² with two decimals and marks at the thousands: `1,195.60`.

    What lies below is cut off, but what is needed at `least` goes up, so that nobody is told too little.
    """
    hundredths = -(-cm2 // 100) if least else cm2 // 100
    return f"{hundredths // 100:,}.{hundredths % 100:02d}"


def lots_words(meeting: Meeting) -> dict[int, str]:
    """What each owner called to `meeting` votes with: `101, 102 (170.80 m²)`, by person; nobody at other meetings."""
    if BLUEPRINTS[meeting.kind].electorate is not Electorate.OWNERS:
        return {}
    query = select(Member.person_id, Member.label, Member.weight).where(Member.meeting_id == meeting.id)
    return {
        person_id: _("%(doors)s (%(area)s m²)", doors=doors, area=square_metres(weight))
        for person_id, doors, weight in db.session.execute(query)
    }


def short_words(kind: str, short: Sequence[Reach]) -> str:
    """That a vote closed now is void, and how many more it takes; empty where enough take part."""
    if not short:
        return ""
    more = " · ".join(_must_take_part(kind, reach) for reach in short)
    return _("%(more)s. Closing now makes the vote void.", more=more)


def _must_take_part(kind: str, reach: Reach) -> str:
    if reach.weighs:
        return _("%(area)s m² more must take part", area=square_metres(reach.missing, least=True))
    electorate = BLUEPRINTS[kind].electorate
    if electorate is Electorate.HOUSEHOLDS:
        return ngettext("1 more household must take part", "%(num)d more households must take part", reach.missing)
    if electorate is Electorate.OWNERS:
        return ngettext("1 more owner must take part", "%(num)d more owners must take part", reach.missing)
    return ngettext("1 more must take part", "%(num)d more must take part", reach.missing)


def by_proxy_words(represented: int) -> str:
    """How many of those present are so by proxy: `2 of them by proxy`; empty where nobody is."""
    return ngettext("1 of them by proxy", "%(num)d of them by proxy", represented) if represented else ""


def _words(kind: str, reach: Reach, represented: int) -> str:
    words = _counted(kind, reach)
    by_proxy = "" if reach.weighs else by_proxy_words(represented)
    return _("%(count)s (%(by_proxy)s)", count=words, by_proxy=by_proxy) if by_proxy else words


def _counted(kind: str, reach: Reach) -> str:
    numbers = {"present": reach.present, "entitled": reach.entitled, "needed": reach.needed}
    if reach.weighs:
        areas = {name: square_metres(number, least=name == "needed") for name, number in numbers.items()}
        return _("%(present)s of %(entitled)s m², %(needed)s needed", **areas)
    electorate = BLUEPRINTS[kind].electorate
    if electorate is Electorate.HOUSEHOLDS:
        return _("%(present)s of %(entitled)s households, %(needed)s needed", **numbers)
    if electorate is Electorate.OWNERS:
        return _("%(present)s of %(entitled)s owners, %(needed)s needed", **numbers)
    return _("%(present)s of %(entitled)s members, %(needed)s needed", **numbers)


def _missing(kind: str, reach: Reach) -> str:
    if reach.weighs:
        return _("%(area)s m² more needed", area=square_metres(reach.missing, least=True))
    electorate = BLUEPRINTS[kind].electorate
    if electorate is Electorate.HOUSEHOLDS:
        return ngettext("1 more household needed", "%(num)d more households needed", reach.missing)
    if electorate is Electorate.OWNERS:
        return ngettext("1 more owner needed", "%(num)d more owners needed", reach.missing)
    return ngettext("1 more needed", "%(num)d more needed", reach.missing)
