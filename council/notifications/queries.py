"""Reading news, and whom an act concerns."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from council.base import clock
from council.base.db import db
from council.followup.models import Task
from council.issues.models import Issue, Support
from council.issues.queries import ids_in
from council.journal.models import JournalEntry
from council.journal.sentences import sentence
from council.notifications.models import News
from council.notifications.rules import STEPPED_UP, UNIT_ASKED
from council.permits.actor import Office
from council.residents.models import Appointment


def unread(person_id: int) -> int:
    """How much a person has not read yet; for the bell on the home page."""
    query = select(func.count()).select_from(News).where(News.person_id == person_id, News.read_at.is_(None))
    return db.session.scalar(query) or 0


def news_of(person_id: int) -> Select[News]:
    """A person's news, newest first, to be paged."""
    entry = joinedload(News.entry).options(selectinload(JournalEntry.refs))
    return select(News).where(News.person_id == person_id).options(entry).order_by(News.id.desc())


@dataclass(frozen=True)
class Told:
    """One piece of news as it is shown."""

    news: News
    sentence: str
    about: str
    url: str
    #: the words that came with it: a reason, an answer
    said: str = ""


def told(rows: Sequence[News]) -> list[Told]:
    """News with their sentences, what they are about and where that is; one query for all issues."""
    ids = {issue_id for news in rows if (issue_id := _issue_id(news.entry))}
    found = (
        db.session.execute(select(Issue.id, Issue.number, Issue.title).where(Issue.id.in_(ids))).all() if ids else []
    )
    issues = {row[0]: (row[1], row[2]) for row in found}
    return [_told(news, issues) for news in rows]


def concerned(entry: JournalEntry) -> set[int]:
    """Whom an act concerns: who raised or supports its issue, who is in charge of its task, whose account it
    is; never who did it."""
    people: set[int] = set()
    if entry.subject_kind == "moderation":
        return {ref.thing_id for ref in entry.refs if ref.kind == "author"} - {entry.actor_id or 0}
    if entry.action == STEPPED_UP:
        return _next_level(entry)
    if entry.action == UNIT_ASKED:
        people |= _contacts(next((ref.thing_id for ref in entry.refs if ref.kind == "unit"), None))
    if issue_id := _issue_id(entry):
        raised = select(Issue.reporter_id).where(Issue.id == issue_id)
        supports = select(Support.person_id).where(Support.issue_id == issue_id)
        people |= {key for key in db.session.scalars(raised.union_all(supports)) if key is not None}
    if entry.subject_kind == "task" and (task := db.session.get(Task, entry.subject_id)):
        people |= _in_charge(task)
    if entry.subject_kind == "person":
        people.add(entry.subject_id)
    return people - {entry.actor_id} if entry.actor_id else people


def _in_charge(task: Task) -> set[int]:
    if task.lead_person_id:
        return {task.lead_person_id}
    return _contacts(task.lead_unit_id)


def _contacts(unit_id: int | None) -> set[int]:
    """Who speaks for a unit today."""
    query = select(Appointment.person_id).where(
        Appointment.unit_id == unit_id, Appointment.office == Office.PARTNER_CONTACT, *_held_today()
    )
    return set(db.session.scalars(query))


def _held_today() -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    today = clock.today()
    return Appointment.since <= today, or_(Appointment.until.is_(None), Appointment.until >= today)


#: Who is told that a step at a level is late.
_ABOVE = {
    "estate": (Office.ESTATE_HEAD, Office.COMMUNITY_STAFF, Office.SUPERVISOR),
    "community": (Office.STREET_STAFF, Office.SUPERVISOR),
    "street": (Office.STREET_STAFF, Office.SUPERVISOR),
}


def _next_level(entry: JournalEntry) -> set[int]:
    """Those above the ones who are late: offices of the issue's estate and the places above it."""
    issue = db.session.get(Issue, entry.subject_id)
    if issue is None:
        return set()
    offices = _ABOVE.get(str(entry.data.get("level", "estate")), _ABOVE["estate"])
    query = select(Appointment.person_id).where(
        Appointment.office.in_(offices), Appointment.place_id.in_(ids_in(issue.estate.path)), *_held_today()
    )
    return set(db.session.scalars(query))


def _issue_id(entry: JournalEntry) -> int | None:
    return next((ref.thing_id for ref in entry.refs if ref.kind == "issue"), None)


def _told(news: News, issues: dict[int, tuple[str, str]]) -> Told:
    entry = news.entry
    number, title = issues.get(_issue_id(entry) or 0, ("", ""))
    pages = {
        "task": f"/tasks/{entry.subject_id}",
        "resolution": f"/resolutions/{entry.subject_id}",
        "person": "/sign-out",  # where one ends all sessions, if the link was not asked for
    }
    if entry.action.startswith("privacy."):
        pages["person"] = "/my/data#deletion"
    url = pages.get(entry.subject_kind) or (f"/issues/{number}" if number else "")
    said = str(entry.data.get("reason") or entry.data.get("answer") or "") if entry.action.startswith("issues.") else ""
    return Told(news, sentence(entry), title, url, said)
