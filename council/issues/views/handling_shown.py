"""What the page of an issue shows of its handling: clocks, units, notes, merging, mediation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from council.base import clock
from council.issues import words
from council.issues.models import InternalNote, Issue, IssueClock, IssueUnit, Mediation, Merge, MergeConsent
from council.issues.permissions import IssueAct
from council.issues.queries.handling import (
    mediation_of,
    merged_into,
    notes_of,
    open_consent,
    standing_merge,
    units_of,
)
from council.issues.rules import Light, light
from council.issues.states import Clock, IssueState
from council.permits.actor import Actor
from council.permits.permission import allows


@dataclass(frozen=True)
class ClockLine:
    """One clock: what was waited for, how long, whether in time."""

    word: str
    row: IssueClock
    took: timedelta
    light: Light | None


@dataclass(frozen=True)
class Handling:
    """What one reader sees of how an issue is handled."""

    clocks: Sequence[ClockLine]
    units: Sequence[IssueUnit]
    notes: Sequence[InternalNote] | None
    merge: Merge | None
    merged: Sequence[Merge]
    consent: MergeConsent | None
    mediation: Mediation | None
    mediates: bool
    category: str
    may_categorise: bool
    source: str


def seen_by(actor: Actor, issue: Issue, clocks: Sequence[IssueClock]) -> Handling:
    """What `actor` sees; notes are None for those who may not read them."""
    reads_notes = allows(actor, IssueAct.READ_NOTES, issue)
    merged = issue.state == IssueState.MERGED
    return Handling(
        clocks=clock_lines(clocks),
        units=units_of(issue.id),
        notes=notes_of(issue.id) if reads_notes else None,
        merge=standing_merge(issue.id) if merged else None,
        merged=() if merged else merged_into(issue.id),
        consent=open_consent(issue.id, actor.person_id) if merged else None,
        mediation=mediation_of(issue.id) if issue.restricted else None,
        mediates=issue.restricted and allows(actor, IssueAct.MEDIATE, issue),
        category=words.category_word(issue.category),
        may_categorise=allows(actor, IssueAct.CATEGORISE, issue),
        source=str(words.SOURCES.get(issue.source, "")) if issue.source != "resident" else "",  # type: ignore[call-overload]
    )


def clock_lines(clocks: Sequence[IssueClock]) -> list[ClockLine]:
    """The clocks of an issue as they are shown, earliest first."""
    now = clock.now()
    return [_line(row, now) for row in clocks if not _blink(row)]


def _line(row: IssueClock, now: datetime) -> ClockLine:
    until = row.ended_at or now
    shown = light(None if row.ended_at else row.warn_at, row.due_at, until)
    return ClockLine(str(words.CLOCKS[Clock(row.step)]), row, until - row.started_at, shown)


def _blink(row: IssueClock) -> bool:
    """Whether it ended as it began: a state that was only passed through."""
    return row.ended_at == row.started_at
