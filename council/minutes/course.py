"""Who left a meeting while it was on, who came back, and when that broke the quorum: read from the journal.

The attendance list keeps only where everybody stands now; the minutes must say what happened in between.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from council.base.db import db
from council.journal.models import JournalEntry, JournalRef
from council.meetings.kinds import BLUEPRINTS
from council.meetings.models import Attendance, Meeting, Member
from council.minutes.rules import Document
from council.polls.rules import Quorum, Sum, quorum_in_hall

_CAME, _LEFT, _LODGED = "meetings.attendance.checked_in", "meetings.attendance.left", "meetings.proxy.lodged"
_ACTS = (_CAME, _LEFT, _LODGED, "meetings.proxy.taken_back", "meetings.proxy.ended")


@dataclass
class Gap:
    """That somebody left; `back_at` stays empty where they did not come back."""

    person_id: int
    left_at: datetime
    back_at: datetime | None = None

    @property
    def times(self) -> Document:
        """For the document."""
        return {"left_at": self.left_at.isoformat(), "back_at": self.back_at.isoformat() if self.back_at else None}


class _Act(NamedTuple):
    """Somebody came or left, or a proxy began or ended (`holder_id`, of those only)."""

    at: datetime
    action: str
    person_id: int
    holder_id: int | None = None


class Course:
    """One meeting, act by act, from its start to its end."""

    def __init__(self, meeting: Meeting, members: Sequence[Member], came: Sequence[Attendance]) -> None:
        self._meeting, self._members = meeting, members
        self._voting = {each.person_id for each in came if each.voting}
        free = BLUEPRINTS[meeting.kind].others_hold
        self._holders = {each.person_id for each in came} if free else self._voting
        self._here: set[int] = set()
        self._stands_in: dict[int, int] = {}
        self.gaps: list[Gap] = []
        self.falls: list[Document] = []
        if meeting.started_at is not None:
            self._walk(_acts(meeting.id, came), meeting.started_at.replace(microsecond=0))  # as the journal keeps time

    def _walk(self, acts: Sequence[_Act], start: datetime) -> None:
        for act in acts:
            if act.at < start:
                self._do(act)
        before = self._quorum()
        for act in acts:
            if act.at < start or (self._meeting.closed_at is not None and act.at > self._meeting.closed_at):
                continue
            if self._do(act):
                self._note_gap(act)
            now = self._quorum()
            if now.reaches:
                self._note_fall(act.at, before, now)
            before = now

    def _do(self, act: _Act) -> bool:
        """Apply an act; whether somebody whose presence matters came or left by it."""
        if act.holder_id is not None:
            if act.action == _LODGED:
                self._stands_in[act.person_id] = act.holder_id
            else:
                self._stands_in.pop(act.person_id, None)
            return False
        if act.action == _CAME:
            moved = act.person_id not in self._here
            self._here.add(act.person_id)
        else:
            moved = act.person_id in self._here
            self._here.discard(act.person_id)
        return moved and (act.person_id in self._voting or act.person_id in self._stands_in.values())

    def _note_gap(self, act: _Act) -> None:
        if act.action == _LEFT:
            self.gaps.append(Gap(act.person_id, act.at))
            return
        for gap in self.gaps:
            if gap.person_id == act.person_id and gap.back_at is None:
                gap.back_at = act.at

    def _note_fall(self, at: datetime, before: Quorum, now: Quorum) -> None:
        if before.reached and not now.reached:
            area = next((reach.present for reach in now.reaches if reach.weighs), None)
            weighed = {} if area is None else {"area": area}
            self.falls.append({"at": at.isoformat(), "until": None, "present": now.present, **weighed})
        elif self.falls and now.reached and self.falls[-1]["until"] is None:
            self.falls[-1]["until"] = at.isoformat()

    def _quorum(self) -> Quorum:
        holders = self._holders & self._here
        counted = (self._voting & self._here) | {who for who, holder in self._stands_in.items() if holder in holders}
        weights = [each.weight for each in self._members if each.person_id in counted]
        entitled = Sum(len(self._members), sum(each.weight for each in self._members))
        return quorum_in_hall(self._meeting.rules.rule, entitled=entitled, present=Sum(len(weights), sum(weights)))


def _acts(meeting_id: int, came: Sequence[Attendance]) -> list[_Act]:
    """All of it in its order, of those who stand on the list. That they came the list knows itself."""
    listed = {each.person_id for each in came}
    first = [_Act(each.arrived_at.replace(microsecond=0), _CAME, each.person_id) for each in came]
    touched = (JournalRef.entry_id == JournalEntry.id) & (JournalRef.kind == "meeting")
    query = select(JournalEntry).join(JournalRef, touched).options(selectinload(JournalEntry.refs))
    query = query.where(JournalRef.thing_id == meeting_id, JournalEntry.action.in_(_ACTS))
    found = [_act(entry) for entry in db.session.scalars(query.order_by(JournalEntry.id))]
    told = [act for act in found if act.holder_id is not None or act.person_id in listed]
    return sorted([*first, *told], key=lambda act: act.at)


def _act(entry: JournalEntry) -> _Act:
    others = [ref.thing_id for ref in entry.refs if ref.kind == "person" and ref.thing_id != entry.subject_id]
    holder = others[0] if entry.action not in (_CAME, _LEFT) and others else None
    return _Act(entry.at, entry.action, entry.subject_id, holder)
