"""The life of a version of a charter or compact: which step follows which, and how it stands on a day.

Organic Law of Urban Residents' Committees (revised 2025-10-28), art. 31: the residents' meeting makes the charter and
the compact, and both are filed with the street, which may order an unlawful one to be corrected. Art. 34: what the
place decides stays on display for at least 15 days, and so does a draft here before it is decided. The first day does
not count (Civil Code art. 201).
"""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from council.charters.rules.procedures import Force


class DocumentKind(StrEnum):
    """自治章程 (how the place governs itself) and 居民公约 (what neighbours promise each other)."""

    CHARTER = "charter"
    COMPACT = "compact"


class VersionState(StrEnum):
    """How far a version has come. `superseded` is no state: a later version's day says it (`Standing`)."""

    DRAFT = "draft"
    CONSULTED = "consulted"
    ADOPTED = "adopted"
    FILED = "filed"
    IN_FORCE = "in_force"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    """What is done with a version."""

    WRITE = "written"
    CONSULT = "consulted"
    ADOPT = "adopted"
    FILE = "filed"
    ENFORCE = "in_force"
    WITHDRAW = "withdrawn"
    ENTER = "entered"


#: (state, step) → the state after it. What is not listed cannot be done.
MOVES: Mapping[tuple[VersionState, Step], VersionState] = MappingProxyType(
    {
        (VersionState.DRAFT, Step.CONSULT): VersionState.CONSULTED,
        (VersionState.CONSULTED, Step.ADOPT): VersionState.ADOPTED,
        (VersionState.ADOPTED, Step.FILE): VersionState.FILED,
        (VersionState.FILED, Step.ENFORCE): VersionState.IN_FORCE,
        (VersionState.DRAFT, Step.WITHDRAW): VersionState.WITHDRAWN,
        (VersionState.CONSULTED, Step.WITHDRAW): VersionState.WITHDRAWN,
        (VersionState.DRAFT, Step.ENTER): VersionState.IN_FORCE,  # a paper that is in force already
    }
)
#: What everybody may read.
PUBLIC = frozenset({VersionState.ADOPTED, VersionState.FILED, VersionState.IN_FORCE})

#: How long residents are asked, at least and unless another day is chosen.
CONSULTATION_DAYS = 15


def after(state: str, step: Step) -> VersionState | None:
    """The state after `step`, or None where it cannot be done."""
    return MOVES.get((VersionState(state), step))


class Standing(StrEnum):
    """How a version stands on a day: its state, and for one brought into force what its days say."""

    DRAFT = "draft"
    CONSULTED = "consulted"
    ADOPTED = "adopted"
    FILED = "filed"
    COMING = "coming"
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


def standing(state: str, force_from: date | None, force_until: date | None, day: date) -> Standing:
    """How a version stands on `day`; it is in force from `force_from` to the day before `force_until`."""
    if state != VersionState.IN_FORCE or force_from is None:
        return Standing(state)
    if day < force_from:
        return Standing.COMING
    return Standing.SUPERSEDED if force_until is not None and day >= force_until else Standing.IN_FORCE


def last_day(begins: date, days: int = CONSULTATION_DAYS) -> date:
    """The last day of a period of so many days; the day it begins does not count."""
    return begins + timedelta(days=days)


def takes_remarks(state: str, until: date | None, day: date) -> bool:
    """Whether residents may still leave or change a remark."""
    return state == VersionState.CONSULTED and until is not None and day <= until


def may_adopt(force: str) -> bool:
    """Whether a resolution of this force can adopt a charter or compact: only one that binds (art. 31).

    A council consults (art. 32): what it agrees on goes to the residents' meeting.
    """
    return force == Force.BINDING
