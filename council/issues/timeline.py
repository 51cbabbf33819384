"""What happened to an issue so far, told to one reader: whose names they may read, and what comes after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from flask_babel import gettext as _
from sqlalchemy import exists, or_, select

from council.base.db import db
from council.issues.models import Feedback, Issue
from council.issues.permissions import IssueAct
from council.issues.queries import feedbacks
from council.issues.states import IssueState
from council.journal.models import JournalEntry
from council.journal.queries import history
from council.journal.sentences import known, sentence
from council.permits.actor import STAFF, Actor, Office
from council.permits.permission import allows
from council.privacy.queries import is_agreed, is_named
from council.residents.models import Appointment, Person
from council.web.formats import masked

#: Acts of neighbours: many, and shown as a number instead. Notes are internal, and kinds stand at the top.
LEFT_OUT = frozenset(
    {
        "issues.support.given",
        "issues.support.withdrawn",
        "issues.merge.agreed",
        "issues.merge.refused",
        "issues.note.written",
        "issues.issue.categorised",
    }
)
#: Rooms whose acts are told on pages of their own.
ELSEWHERE = "deliberation."
#: Officers and contacts of units act in public, so they are named.
NAMED = STAFF | {Office.PARTNER_CONTACT}

#: state → the milestones still ahead of it, nearest first.
AHEAD: Mapping[IssueState, tuple[str, ...]] = MappingProxyType(
    {
        IssueState.SUBMITTED: ("accepted", "handled", "solved", "judged"),
        IssueState.ACKNOWLEDGED: ("handled", "solved", "judged"),
        IssueState.TO_AGENDA: ("discussed", "solved", "judged"),
        IssueState.ASSIGNED: ("solved", "judged"),
        IssueState.RESOLVED: ("judged",),
        IssueState.SUPERVISED: ("looked_into", "solved", "judged"),
    }
)


@dataclass(frozen=True)
class Line:
    """One line of the timeline: the act, its sentence, when, who as the reader may know it, what was said."""

    action: str
    sentence: str
    at: datetime
    who: str
    said: str
    #: the unit that it is about
    unit: str = ""


@dataclass(frozen=True)
class Story:
    """Who raised an issue, as the reader may know it, and what happened to it, oldest first."""

    who: str
    lines: list[Line]


def story(issue: Issue, reader: Actor) -> Story:
    """What happened to `issue`, told to `reader`, in three queries."""
    entries = _worth_telling(history("issue", issue.id))
    told = _Teller(issue, reader, [entry.actor_id for entry in entries if entry.actor_id is not None])
    words = {row.id: row for row in feedbacks(issue.id)}
    lines = [
        Line(
            _action(entry, issue),
            sentence(entry),
            entry.at,
            told.name(entry.actor_id),
            _said(entry, words),
            str(entry.data.get("unit", "")) if entry.action.startswith("issues.unit.") else "",
        )
        for entry in entries
    ]
    return Story(told.reporter(), lines)


def _action(entry: JournalEntry, issue: Issue) -> str:
    """What happened. What another issue did to this one (it was merged into it) is told in a whole sentence."""
    about_another = entry.subject_kind == "issue" and entry.subject_id != issue.id
    return f"{entry.action}.other" if about_another else entry.action


def ahead(issue: Issue) -> tuple[str, ...]:
    """The milestones still ahead of `issue`; the words stand in `issues/_words.html`."""
    return AHEAD.get(IssueState(issue.state), ())


def _worth_telling(entries: Sequence[JournalEntry]) -> list[JournalEntry]:
    """Without acts of neighbours, and without “given to someone” where the task itself says who and by when."""
    tasks = {(entry.at, entry.actor_id) for entry in entries if not entry.action.startswith("issues.")}
    return [
        entry
        for entry in entries
        if entry.action in known()
        and not entry.action.startswith(ELSEWHERE)
        and entry.action not in LEFT_OUT
        and not (entry.action == "issues.issue.assigned" and (entry.at, entry.actor_id) in tasks)
    ]


def _said(entry: JournalEntry, words: Mapping[int, Feedback]) -> str:
    """The words that came with an act: an officer's answer, the resident's reason."""
    if not entry.action.startswith("issues."):
        return ""
    row = words.get(entry.data.get("feedback", 0))
    return row.reason if row else str(entry.data.get("reason") or entry.data.get("answer") or "")


class _Teller:
    """Tells names as one reader may know them."""

    def __init__(self, issue: Issue, reader: Actor, people: Sequence[int]) -> None:
        self._issue = issue
        self._reader = reader
        self._sees_names = allows(reader, IssueAct.SEE_NAME, issue)
        in_office = exists().where(Appointment.person_id == Person.id, Appointment.office.in_(NAMED))
        query = select(Person.id, Person.name, or_(in_office, is_named()), is_agreed()).where(
            Person.id.in_({*people, issue.reporter_id})
        )
        self._people = {row[0]: (row[1], bool(row[2]), bool(row[3])) for row in db.session.execute(query)}

    def name(self, person_id: int | None) -> str:
        """The name of whoever did something; empty for the system."""
        if person_id is None:
            return ""
        if person_id == self._issue.reporter_id:
            return self.reporter()
        name, in_public, _agreed = self._people.get(person_id, ("", False, False))
        return name if in_public or self._sees_names or person_id == self._reader.person_id else masked(name)

    def reporter(self) -> str:
        """The name of the one who raised it."""
        if self._issue.reporter_id == self._reader.person_id:
            return _("you")
        if self._issue.reporter_id is None:
            return _("a visitor")
        name, _in_public, agreed = self._people[self._issue.reporter_id]
        if self._sees_names:
            return name
        if self._issue.anonymous:
            return _("a neighbour")
        return name if agreed else masked(name)
