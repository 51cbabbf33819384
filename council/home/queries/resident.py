"""What a resident's home shows: what needs them, what is theirs, what came out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import case, func, or_, select

from council.base.db import db
from council.followup.models import Task, TaskState
from council.home.queries.rows import Decision, decisions
from council.issues.models import Issue, IssueState
from council.issues.rules import AT_REST
from council.meetings.models import Resolution
from council.notifications.models import News
from council.organisation.models import Place
from council.polls.models import Ballot, Poll, PollState, RollEntry
from council.privacy.queries import notice_seen

#: Tasks that are still to be done.
UNDONE = (TaskState.OPEN, TaskState.STARTED)
#: Issues that nobody has to do anything about any more.
SETTLED = tuple(AT_REST)


@dataclass(frozen=True)
class IssueRow:
    """An issue of mine, and the task that is next, if one is."""

    id: int
    number: str
    title: str
    state: str
    raised_at: datetime
    due_at: datetime | None
    support_count: int
    task: str | None
    task_due: date | None
    total: int

    @property
    def asks_me(self) -> bool:
        """Whether the reporter is asked if it is solved."""
        return self.state == IssueState.RESOLVED

    @property
    def settled(self) -> bool:
        """Whether it is over."""
        return self.state in SETTLED


def my_issues(person_id: int, *, limit: int = 8) -> Sequence[IssueRow]:
    """My issues: those that ask me something first, then the open ones, then the rest, newest first."""
    next_task = (
        select(Task.id)
        .where(Task.issue_id == Issue.id, Task.state.in_(UNDONE))
        .order_by(Task.due_on, Task.id)
        .limit(1)
        .correlate(Issue)
        .scalar_subquery()
    )
    urgency = case((Issue.state == IssueState.RESOLVED, 0), (Issue.state.in_(SETTLED), 2), else_=1)
    query = (
        select(
            Issue.id,
            Issue.number,
            Issue.title,
            Issue.state,
            Issue.raised_at,
            Issue.due_at,
            Issue.support_count,
            Task.title,
            Task.due_on,
            func.count().over(),
        )
        .outerjoin(Task, Task.id == next_task)
        .where(Issue.reporter_id == person_id)
        .order_by(urgency, Issue.raised_at.desc(), Issue.id.desc())
        .limit(limit)
    )
    return [IssueRow(*tuple(row)) for row in db.session.execute(query)]


@dataclass(frozen=True)
class TaskRow:
    """A task as a list shows it."""

    id: int
    title: str
    due_on: date
    state: str
    place: str


def my_tasks(person_id: int, unit_ids: Collection[int]) -> Sequence[TaskRow]:
    """What I, or the units I speak for, have to do; soonest first."""
    query = (
        select(Task.id, Task.title, Task.due_on, Task.state, Place.name)
        .join(Place, Place.id == Task.place_id)
        .where(or_(Task.lead_person_id == person_id, Task.lead_unit_id.in_(unit_ids)), Task.state.in_(UNDONE))
        .order_by(Task.due_on, Task.id)
        .limit(6)
    )
    return [TaskRow(*row) for row in db.session.execute(query)]


@dataclass(frozen=True)
class BallotRow:
    """A poll that waits for my vote."""

    poll_id: int
    question: str


def my_open_ballots(person_id: int) -> Sequence[BallotRow]:
    """Polls that are open, in which I may vote and have not."""
    query = (
        select(Poll.id, Poll.question)
        .join(RollEntry, RollEntry.poll_id == Poll.id)
        .where(Poll.state == PollState.OPEN, RollEntry.person_id == person_id)
        .where(RollEntry.present, RollEntry.marked_at.is_(None))
        .order_by(Poll.id)
    )
    return [BallotRow(*row) for row in db.session.execute(query)]


def news_and_notice(person_id: int) -> tuple[int, bool]:
    """How much news I have not read, and whether I still have to be shown the privacy notice; one query."""
    unread = select(func.count()).select_from(News).where(News.person_id == person_id, News.read_at.is_(None))
    row = db.session.execute(select(unread.scalar_subquery(), notice_seen(person_id))).one()
    return row[0], not row[1]


@dataclass(frozen=True)
class OutcomeRow(Decision):
    """What was decided, and how I voted."""

    my_choice: str | None


def outcomes(estate_id: int, person_id: int, *, limit: int = 3) -> Sequence[OutcomeRow]:
    """The last resolutions of an estate with the vote behind each, and my own ballot in it."""
    query = (
        decisions(Ballot.choice)
        .outerjoin(RollEntry, (RollEntry.poll_id == Poll.id) & (RollEntry.person_id == person_id))
        .outerjoin(Ballot, Ballot.roll_entry_id == RollEntry.id)
        .where(Resolution.place_id == estate_id)
        .order_by(Resolution.adopted_on.desc(), Resolution.id.desc())
        .limit(limit)
    )
    return [OutcomeRow(*row) for row in db.session.execute(query)]
