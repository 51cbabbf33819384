"""What waits at an officer's desk."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import joinedload

from council.base import clock
from council.base.db import db
from council.followup.models import Task
from council.home.queries.here import touching
from council.home.queries.resident import UNDONE
from council.issues.models import Issue, IssueState
from council.meetings.models import Meeting, MeetingState
from council.minutes.models import Minutes, MinutesState
from council.organisation.models import Place, PlaceKind
from council.organisation.rules import ids_of
from council.privacy.models import DeletionRequest, RequestState


def _theirs(paths: Collection[str]) -> ColumnElement[bool]:
    """Issues of a place belong to its officers; those about a whole estate to the officers of every grid in it."""
    above = {key for path in paths for key in ids_of(path)}
    whole_estate = and_(Place.kind == PlaceKind.ESTATE, Place.id.in_(above))
    return or_(whole_estate, *(Place.path.startswith(path) for path in paths))


@dataclass(frozen=True)
class WaitingIssue:
    """An issue that an officer has to move on."""

    id: int
    number: str
    title: str
    state: str
    raised_at: datetime
    due_at: datetime | None
    support_count: int
    place: str
    total: int


def waiting_issues(paths: Collection[str], states: Collection[IssueState], *, limit: int = 6) -> Sequence[WaitingIssue]:
    """Issues of these places in one of `states`, oldest first."""
    query = (
        select(
            Issue.id,
            Issue.number,
            Issue.title,
            Issue.state,
            Issue.raised_at,
            Issue.due_at,
            Issue.support_count,
            Place.name,
            func.count().over(),
        )
        .join(Place, Place.id == Issue.place_id)
        .where(_theirs(paths), Issue.state.in_(states))
        .order_by(Issue.raised_at, Issue.id)
        .limit(limit)
    )
    return [WaitingIssue(*row) for row in db.session.execute(query)]


@dataclass(frozen=True)
class LateTask:
    """A task past its day."""

    id: int
    title: str
    due_on: date
    place: str
    total: int


def late_tasks(paths: Collection[str], *, limit: int = 6) -> Sequence[LateTask]:
    """Tasks of the estates at or below `paths` that are past their day, the longest overdue first."""
    query = (
        select(Task.id, Task.title, Task.due_on, Place.name, func.count().over())
        .join(Place, Place.id == Task.place_id)
        .where(touching(paths), Task.state.in_(UNDONE), Task.due_on < clock.today())
        .order_by(Task.due_on, Task.id)
        .limit(limit)
    )
    return [LateTask(*row) for row in db.session.execute(query)]


@dataclass(frozen=True)
class WaitingMinutes:
    """Minutes that are not published yet."""

    meeting_id: int
    kind: str
    number: int
    closed_at: datetime | None
    state: str
    place: str


def waiting_minutes(paths: Collection[str], *, limit: int = 6) -> Sequence[WaitingMinutes]:
    """Closed meetings whose minutes are still a draft, or approved and not published; oldest first."""
    open_states = (MinutesState.DRAFT, MinutesState.CONSULTED, MinutesState.APPROVED)
    query = (
        select(Meeting.id, Meeting.kind, Meeting.number, Meeting.closed_at, Minutes.state, Place.name)
        .join(Place, Place.id == Meeting.place_id)
        .outerjoin(Minutes, Minutes.meeting_id == Meeting.id)
        .where(touching(paths), Meeting.state == MeetingState.CLOSED)
        .where(or_(Minutes.id.is_(None), Minutes.state.in_(open_states)))
        .order_by(Meeting.closed_at, Meeting.id)
        .limit(limit)
    )
    return [WaitingMinutes(*row[:4], row[4] or MinutesState.DRAFT, row[5]) for row in db.session.execute(query)]


def issues_by_id(ids: Collection[int]) -> dict[int, Issue]:
    """Issues with their places, to ask what somebody may do with each."""
    query = select(Issue).where(Issue.id.in_(ids)).options(joinedload(Issue.place), joinedload(Issue.estate))
    return {issue.id: issue for issue in db.session.scalars(query).unique()}


def meetings_by_id(ids: Collection[int]) -> dict[int, Meeting]:
    """Meetings with their places, likewise."""
    return {meeting.id: meeting for meeting in db.session.scalars(select(Meeting).where(Meeting.id.in_(ids))).unique()}


@dataclass(frozen=True)
class WaitingRequests:
    """How many requests for deletion wait for an answer, and when the first falls due."""

    count: int
    due_at: datetime


def waiting_requests(paths: Collection[str]) -> WaitingRequests | None:
    """The requests for deletion that wait at or below these paths; None without any."""
    if not paths:
        return None
    query = (
        select(func.count(), func.min(DeletionRequest.due_at))
        .join(Place, Place.id == DeletionRequest.place_id)
        .where(or_(*(Place.path.startswith(path) for path in paths)), DeletionRequest.state == RequestState.OPEN)
    )
    count, due_at = db.session.execute(query).one()
    return WaitingRequests(count, due_at) if count else None
