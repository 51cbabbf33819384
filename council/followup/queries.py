"""Reading tasks: the board in a constant number of queries, and the tasks of an origin or an issue."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, false, func, literal, or_, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from council.base import clock
from council.base.db import db
from council.followup.models import Task, TaskReport
from council.followup.rules import LANES, UNFINISHED, Lane
from council.issues.models import Feedback, Issue
from council.organisation.models import Place
from council.permits.actor import Actor, Office
from council.privacy.queries import shown_names
from council.web.paging import Page

#: Cards in one page of a lane.
LANE_SIZE = 8


@dataclass(frozen=True)
class Filters:
    """What the board's address asks for: only mine, only overdue ones, only one place's."""

    mine: bool = False
    overdue: bool = False
    place: str = ""


def visible(actor: Actor) -> ColumnElement[bool]:
    """`TaskAct.VIEW` as a condition on `Task` joined with its `Place`; the predicates say it for one task."""
    ways: list[ColumnElement[bool]] = [led_by(actor)]
    if actor.home:
        ways.append(literal(actor.home).startswith(Place.path))
    for path in {held.path for held in actor.holdings if held.office is not Office.PARTNER_CONTACT}:
        ways += [Place.path.startswith(path), literal(path).startswith(Place.path)]
    return or_(*ways)


def led_by(actor: Actor) -> ColumnElement[bool]:
    """Tasks that the actor, or a unit the actor speaks for, is in charge of."""
    units = Task.lead_unit_id.in_(actor.unit_ids) if actor.unit_ids else false()
    return or_(Task.lead_person_id == actor.person_id, units)


def board(actor: Actor, filters: Filters, *, lane: Lane, page: int) -> dict[Lane, Page[Task]]:
    """All lanes with their first cards; `lane` shows its `page`. One query for the counts, one a lane."""
    wanted = _filtered(select(Task).join(Place, Place.id == Task.place_id).where(visible(actor)), actor, filters)
    counts = _counts(wanted)
    lanes = {}
    for each in Lane:
        total = sum(counts[state] for state in LANES[each])
        last = max(1, -(-total // LANE_SIZE))
        number = min(page, last) if each is lane else 1
        rows = _cards(wanted, each).limit(LANE_SIZE).offset((number - 1) * LANE_SIZE)
        lanes[each] = Page(items=db.session.scalars(rows).all(), number=number, size=LANE_SIZE, total=total)
    return lanes


def board_places(actor: Actor) -> Sequence[Place]:
    """The places that the visible tasks are for, by name."""
    query = select(Place).join(Task, Task.place_id == Place.id).where(visible(actor)).distinct()
    return db.session.scalars(query.order_by(Place.name)).all()


def answers(tasks: Collection[Task]) -> Mapping[int, Feedback]:
    """issue id → the resident's last answer, for the issues of some tasks."""
    ids = {task.issue_id for task in tasks if task.issue_id}
    if not ids:
        return {}
    query = select(Feedback).where(Feedback.issue_id.in_(ids)).order_by(Feedback.round)
    return {feedback.issue_id: feedback for feedback in db.session.scalars(query)}


def tasks_of_origin(kind: str, ids: Collection[int]) -> dict[int, list[Task]]:
    """origin id → its tasks, for pages that show what came out of meetings or resolutions; one query."""
    found: dict[int, list[Task]] = {key: [] for key in ids}
    if not found:
        return found
    query = select(Task).where(Task.origin_kind == kind, Task.origin_id.in_(found))
    for task in db.session.scalars(query.options(*_WITH_LEADS, joinedload(Task.issue)).order_by(Task.due_on, Task.id)):
        found[task.origin_id].append(task)
    return found


def tasks_of_issue(issue_id: int) -> Sequence[Task]:
    """The tasks of an issue with their reports, the one due first on top."""
    query = select(Task).where(Task.issue_id == issue_id).order_by(Task.due_on, Task.id)
    reports = selectinload(Task.reports).options(joinedload(TaskReport.by), joinedload(TaskReport.photo))
    return db.session.scalars(query.options(*_WITH_LEADS, reports)).all()


def lead_name(task: Task) -> str:
    """Who is in charge, in one word."""
    return task.lead_person.name if task.lead_person else task.lead_unit.name if task.lead_unit else ""


def leads_shown(tasks: Collection[Task], reader: Actor | None = None) -> Callable[[Task], str]:
    """How `reader` reads who is in charge of each of some tasks: units and people in office in full, else masked."""
    known = shown_names([task.lead_person_id for task in tasks], reader)
    return lambda task: known[task.lead_person_id] if task.lead_person_id else lead_name(task)


def reports_of(task_id: int) -> dict[int, TaskReport]:
    """report id → report with its photo, for the timeline of a task."""
    query = select(TaskReport).where(TaskReport.task_id == task_id).options(joinedload(TaskReport.photo))
    return {report.id: report for report in db.session.scalars(query)}


def has_task_of(actor: Actor, issue_id: int) -> bool:
    """Whether a unit that the actor speaks for works on a task of this issue."""
    if not actor.unit_ids:
        return False
    query = select(Task.id).where(Task.issue_id == issue_id, Task.lead_unit_id.in_(actor.unit_ids))
    return db.session.scalar(query.limit(1)) is not None


_WITH_LEADS: tuple[ORMOption, ...] = (joinedload(Task.lead_person), joinedload(Task.lead_unit))
_WITH_ISSUE: tuple[ORMOption, ...] = (joinedload(Task.issue).joinedload(Issue.place),)


def _filtered(query: Select[Task], actor: Actor, filters: Filters) -> Select[Task]:
    if filters.mine:
        query = query.where(led_by(actor))
    if filters.place:
        query = query.where(Place.code == filters.place)
    if filters.overdue:
        query = query.where(late(clock.today()))
    return query


def late(today: date) -> ColumnElement[bool]:
    """`rules.is_late` as a condition."""
    return Task.state.in_(UNFINISHED) & (Task.due_on < today)


def _counts(wanted: Select[Task]) -> Counter[str]:
    rows = db.session.execute(wanted.with_only_columns(Task.state, func.count()).group_by(Task.state))
    return Counter({state: number for state, number in rows})  # noqa: C416


def _cards(wanted: Select[Task], lane: Lane) -> Select[Task]:
    query = wanted.where(Task.state.in_(LANES[lane])).options(*_WITH_LEADS, *_WITH_ISSUE)
    if lane is Lane.FINISHED:
        return query.order_by(Task.id.desc())
    return query.order_by(Task.due_on, Task.id)


def has_open_task(issue_id: int) -> bool:
    """Whether a task from this issue is not finished."""
    wanted = select(Task.id).where(Task.issue_id == issue_id, Task.state.in_(UNFINISHED))
    return db.session.scalar(wanted.limit(1)) is not None
