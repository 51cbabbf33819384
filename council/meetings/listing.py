"""Lists of meetings and resolutions, for those who may see them."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select

from council.base import clock
from council.base.db import db
from council.issues.models import Issue
from council.meetings.models import AgendaItem, Meeting, MeetingState, Resolution
from council.organisation.models import Place
from council.permits.actor import Actor

UPCOMING = (MeetingState.DRAFT, MeetingState.CONVENED, MeetingState.IN_SESSION)
#: How long after its time a meeting that nobody started still counts as the next one.
GRACE = timedelta(hours=12)
PAST = (MeetingState.CLOSED, MeetingState.CANCELLED)


def in_reach(actor: Actor) -> ColumnElement[bool]:
    """The places whose meetings `actor` may see: where they live, and where and below where they hold an office."""
    lives = literal(actor.home).like(Place.path + "%") if actor.home else literal(False)
    return or_(lives, *(Place.path.like(holding.path + "%") for holding in actor.holdings))


def meetings_of(actor: Actor, *, past: bool, drafts: bool) -> Select[Meeting]:
    """Meetings within reach: the next first, or the last first. Drafts only for those who plan."""
    states = [state for state in (PAST if past else UPCOMING) if drafts or state != MeetingState.DRAFT]
    query = select(Meeting).join(Place, Place.id == Meeting.place_id).where(in_reach(actor))
    order = Meeting.starts_at.desc() if past else Meeting.starts_at
    return query.where(Meeting.state.in_(states)).order_by(order, Meeting.id)


def item_counts(meeting_ids: Sequence[int]) -> dict[int, int]:
    """How many items each agenda has, in one query."""
    query = select(AgendaItem.meeting_id, func.count()).where(AgendaItem.meeting_id.in_(meeting_ids))
    return {row[0]: row[1] for row in db.session.execute(query.group_by(AgendaItem.meeting_id))}


def open_agendas(actor: Actor) -> Sequence[Meeting]:
    """Meetings that an item can still be put on, the next first."""
    states = (MeetingState.DRAFT, MeetingState.CONVENED)
    query = select(Meeting).join(Place, Place.id == Meeting.place_id).where(in_reach(actor))
    return db.session.scalars(query.where(Meeting.state.in_(states)).order_by(Meeting.starts_at).limit(6)).all()


def agendas_with(issue_id: int) -> Sequence[tuple[Meeting, AgendaItem]]:
    """The meetings an issue was or is on, oldest first."""
    query = select(Meeting, AgendaItem).join(AgendaItem, AgendaItem.meeting_id == Meeting.id)
    rows = db.session.execute(query.where(AgendaItem.issue_id == issue_id).order_by(Meeting.starts_at)).all()
    return [(row[0], row[1]) for row in rows]


def issues_on_open_agendas(estate_ids: Sequence[int]) -> frozenset[int]:
    """The issues that stand on an agenda not yet dealt with."""
    query = (
        select(AgendaItem.issue_id)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(Meeting.place_id.in_(estate_ids), Meeting.state.in_(UPCOMING), AgendaItem.issue_id.is_not(None))
    )
    return frozenset(issue_id for issue_id in db.session.scalars(query) if issue_id is not None)


def candidates(meeting: Meeting, *, limit: int = 8) -> Sequence[Issue]:
    """Open issues of the place that could go on the agenda: most supported first, then the oldest."""
    taken = select(AgendaItem.issue_id).where(AgendaItem.meeting_id == meeting.id, AgendaItem.issue_id.is_not(None))
    query = select(Issue).where(
        Issue.estate_id == meeting.place_id,
        Issue.state.in_(("submitted", "acknowledged")),
        Issue.id.not_in(taken),
    )
    return db.session.scalars(query.order_by(Issue.support_count.desc(), Issue.raised_at).limit(limit)).all()


def resolutions() -> Select[Resolution]:
    """All resolutions, newest first: what was decided is public."""
    return select(Resolution).order_by(Resolution.adopted_on.desc(), Resolution.id.desc())


def resolutions_of(issue_id: int) -> Sequence[Resolution]:
    """What was decided about an issue."""
    return db.session.scalars(select(Resolution).where(Resolution.issue_id == issue_id).order_by(Resolution.id)).all()


def next_meeting(estate_id: int) -> Meeting | None:
    """The next convened meeting of an estate that has not ended, the running one first."""
    query = select(Meeting).where(
        Meeting.place_id == estate_id,
        or_(
            Meeting.state == MeetingState.IN_SESSION,
            and_(Meeting.state == MeetingState.CONVENED, Meeting.starts_at >= clock.now() - GRACE),
        ),
    )
    return db.session.scalar(query.order_by(Meeting.state.desc(), Meeting.starts_at).limit(1))
