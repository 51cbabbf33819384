"""Lists of meetings, agendas and resolutions, for those who may see them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, false, func, literal, not_, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from council.base import clock
from council.base.db import db
from council.issues.lists import Order, Tab, Wanted, issues_listed
from council.issues.models import Issue
from council.issues.rules import MOVES, Act
from council.meetings.models import AgendaItem, Meeting, MeetingState, Motion, Resolution
from council.meetings.permissions import MeetingAct
from council.meetings.taking_part import part_taken
from council.organisation.models import Place, PlaceKind
from council.permits.actor import Actor, Office
from council.permits.permission import allows

#: How long after its time a meeting that nobody started still counts as the next one.
GRACE = timedelta(hours=12)
#: States of an issue from which a meeting can take it up.
FIT_FOR_AGENDA = frozenset(state for state, act in MOVES if act is Act.PUT_ON_AGENDA)


@dataclass(frozen=True)
class _At:
    """Somewhere, for asking the permits."""

    scope_path: str


def paths_for(actor: Actor, act: MeetingAct) -> list[str]:
    """The paths at and below which an office of `actor` allows `act`."""
    return [
        holding.path
        for holding in actor.holdings
        if allows(Actor(actor.person_id, actor.name, home="", holdings=(holding,)), act, _At(holding.path))
    ]


def places_to_plan(actor: Actor) -> Sequence[Place]:
    """The estates whose meetings `actor` may plan."""
    query = select(Place).where(Place.kind == PlaceKind.ESTATE, _below(paths_for(actor, MeetingAct.PLAN)))
    return db.session.scalars(query.order_by(Place.position, Place.code)).all()


def meetings_of(actor: Actor, *, past: bool) -> Select[Meeting]:
    """Meetings that `actor` may see: the one that is on, then the next first; or the past ones, last first.

    What was never convened is seen only by those who plan there.
    """
    query = select(Meeting).join(Meeting.place).options(contains_eager(Meeting.place)).where(visible(actor))
    if past:
        return query.where(not_(still_ahead())).order_by(Meeting.starts_at.desc(), Meeting.id.desc())
    on_first = case((Meeting.state == MeetingState.IN_SESSION, 0), else_=1)
    return query.where(still_ahead()).order_by(on_first, Meeting.starts_at, Meeting.id)


class Counts(NamedTuple):
    """How many meetings stand behind each tab."""

    coming: int
    past: int


def meeting_counts(actor: Actor) -> Counts:
    """How many meetings `actor` may see, in one query."""
    coming = func.coalesce(func.sum(case((still_ahead(), 1), else_=0)), 0)
    query = select(coming, func.count()).select_from(Meeting).join(Meeting.place).where(visible(actor))
    ahead, everything = db.session.execute(query).one()
    return Counts(ahead, everything - ahead)


def still_ahead() -> ColumnElement[bool]:
    """Meetings that run or are to come; one that was convened but never started is over after a while."""
    waiting = and_(Meeting.state == MeetingState.CONVENED, Meeting.starts_at >= clock.now() - GRACE)
    return or_(Meeting.state.in_((MeetingState.DRAFT, MeetingState.IN_SESSION)), waiting)


class Agenda(NamedTuple):
    """How long an agenda is: items, and the minutes planned for them."""

    items: int = 0
    minutes: int = 0


def is_heading() -> ColumnElement[bool]:
    """Whether an agenda item has sub-items, for a query of items."""
    below = aliased(AgendaItem)
    return select(below.id).where(below.parent_id == AgendaItem.id).correlate(AgendaItem).exists()


def agendas(meeting_ids: Sequence[int]) -> dict[int, Agenda]:
    """How long each agenda is, headings not counted, in one query; meetings without items are left out."""
    query = select(AgendaItem.meeting_id, func.count(), func.sum(AgendaItem.minutes)).where(~is_heading())
    rows = db.session.execute(query.where(AgendaItem.meeting_id.in_(meeting_ids)).group_by(AgendaItem.meeting_id))
    return {row[0]: Agenda(row[1], row[2]) for row in rows}


@dataclass(frozen=True)
class AgendasAhead:
    """The meetings that an item can still be put on, and the issues that stand on them already."""

    #: drafts, which can vote on it, before convened ones
    open: Sequence[Meeting]
    #: issue id → the next meeting that has it on its agenda
    holding: Mapping[int, Meeting]


def agendas_ahead(actor: Actor) -> AgendasAhead:
    """The meetings ahead that `actor` plans, and what stands on them, in one query."""
    query = (
        select(Meeting, AgendaItem.issue_id)
        .join(Meeting.place)
        .outerjoin(AgendaItem, and_(AgendaItem.meeting_id == Meeting.id, AgendaItem.issue_id.is_not(None)))
        .options(contains_eager(Meeting.place))
        .where(_below(paths_for(actor, MeetingAct.PLAN)), still_ahead())
    )
    drafts_first = case((Meeting.state == MeetingState.DRAFT, 0), else_=1)
    rows = db.session.execute(query.order_by(drafts_first, Meeting.starts_at, Meeting.id)).all()
    latest_first = sorted(rows, key=lambda row: row[0].starts_at, reverse=True)
    holding = {issue_id: meeting for meeting, issue_id in latest_first if issue_id is not None}
    return AgendasAhead(list(dict.fromkeys(meeting for meeting, _issue_id in rows)), holding)


def agendas_with(issue_id: int) -> Sequence[tuple[Meeting, AgendaItem]]:
    """The meetings an issue was or is on, oldest first."""
    query = select(Meeting, AgendaItem).join(AgendaItem, AgendaItem.meeting_id == Meeting.id)
    rows = db.session.execute(query.where(AgendaItem.issue_id == issue_id).order_by(Meeting.starts_at)).all()
    return [(row[0], row[1]) for row in rows]


def candidates(meeting: Meeting, actor: Actor, *, limit: int = 8) -> Sequence[Issue]:
    """Issues of the place that no meeting ahead has taken up yet, ranked by support and age as in the issue list."""
    taken = select(AgendaItem.issue_id).join(Meeting, Meeting.id == AgendaItem.meeting_id)
    taken = taken.where(AgendaItem.issue_id.is_not(None), or_(still_ahead(), Meeting.id == meeting.id))
    ranked = issues_listed(Wanted(tab=Tab.OPEN, order=Order.PRESSING), [meeting.place], actor)
    query = ranked.where(Issue.state.in_(FIT_FOR_AGENDA), Issue.id.not_in(taken), Issue.restricted.is_(False))
    return db.session.scalars(query.limit(limit)).unique().all()


def resolutions_listed(place: Place | None = None) -> Select[Resolution]:
    """All resolutions, or those of a place, newest first: what was decided is public."""
    query = select(Resolution).options(
        joinedload(Resolution.meeting),
        joinedload(Resolution.item),
        joinedload(Resolution.motion).joinedload(Motion.poll),
    )
    if place is not None:
        query = query.where(Resolution.place_id == place.id)
    return query.order_by(Resolution.adopted_on.desc(), Resolution.id.desc())


def places_with_resolutions() -> Sequence[Place]:
    """The places that have decided something, in their order."""
    query = select(Place).where(Place.id.in_(select(Resolution.place_id)))
    return db.session.scalars(query.order_by(Place.position, Place.code)).all()


def resolutions_of(issue_id: int) -> Sequence[Resolution]:
    """What was decided about an issue."""
    return db.session.scalars(select(Resolution).where(Resolution.issue_id == issue_id).order_by(Resolution.id)).all()


def visible(actor: Actor) -> ColumnElement[bool]:
    """`MeetingAct.VIEW` as a condition on a meeting joined with its place."""
    lives = literal(actor.home).startswith(Place.path) if actor.home else false()
    grids = [holding.path for holding in actor.holdings if holding.office is Office.GRID_OFFICER]
    has_grid = and_(
        Place.kind == PlaceKind.ESTATE, or_(false(), *(literal(path).startswith(Place.path) for path in grids))
    )
    seen = or_(
        lives,
        has_grid,
        _below(paths_for(actor, MeetingAct.VIEW)),
        Meeting.id.in_(part_taken(actor.person_id)),
    )
    return and_(seen, or_(Meeting.convened_at.is_not(None), _below(paths_for(actor, MeetingAct.PLAN))))


def _below(paths: Sequence[str]) -> ColumnElement[bool]:
    return or_(false(), *(Place.path.startswith(path) for path in paths))
