"""What a new agenda should not forget: items put off at earlier meetings, and tasks that are late."""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import or_, select
from sqlalchemy.orm import aliased, joinedload

from council.base import clock
from council.base.db import db
from council.followup.models import Task
from council.followup.queries import late
from council.issues.models import Issue
from council.meetings.listing import FIT_FOR_AGENDA, is_heading, still_ahead
from council.meetings.models import AgendaItem, ItemState, Meeting, MeetingState
from council.meetings.words import meeting_name
from council.organisation.models import Place
from council.web.formats import day

#: What was put off longer ago has been forgotten on purpose.
MEMORY = timedelta(days=120)
#: Proposals of each sort; the page stays short.
MOST = 6
DETAIL = 2000


class Proposal(NamedTuple):
    """An item that could stand on the agenda, and why. With an issue's number the issue itself is taken."""

    title: str
    detail: str
    minutes: int
    why: str
    issue_number: str = ""
    issue_id: int | None = None


def proposals(meeting: Meeting, titles: Sequence[str]) -> Sequence[Proposal]:
    """What should come back, late tasks first, in two queries. What a later meeting took up, or has one of `titles`,
    those on this agenda already, is not proposed."""
    return [each for each in (*_late_tasks(meeting), *_put_off(meeting)) if each.title not in titles]


def _put_off(meeting: Meeting) -> Sequence[Proposal]:
    again, ahead = aliased(AgendaItem), aliased(Meeting)
    taken_up = (
        select(again.id)
        .join(ahead, ahead.id == again.meeting_id)
        .where(
            ahead.place_id == meeting.place_id,
            or_(again.issue_id == AgendaItem.issue_id, again.title == AgendaItem.title),
            ahead.starts_at > Meeting.starts_at,
            ahead.state != MeetingState.CANCELLED,
        )
        .exists()
    )
    query = (
        select(AgendaItem, Meeting)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .options(joinedload(AgendaItem.issue))
        .where(
            Meeting.place_id == meeting.place_id,
            Meeting.id != meeting.id,
            ~still_ahead(),
            Meeting.starts_at >= clock.now() - MEMORY,
            AgendaItem.state == ItemState.POSTPONED,
            ~is_heading(),  # what stood under it comes back by itself
            ~taken_up,
        )
        .order_by(Meeting.starts_at.desc(), AgendaItem.position)
    )
    rows = db.session.execute(query.limit(MOST)).unique().all()
    return [_carried(item, held) for item, held in rows if item.issue is None or item.issue.state in FIT_FOR_AGENDA]


def _carried(item: AgendaItem, held: Meeting) -> Proposal:
    why = _("put off at %(meeting)s, %(day)s", meeting=meeting_name(held), day=day(held.starts_at))
    number = item.issue.number if item.issue is not None else ""
    return Proposal(item.title, item.detail, item.minutes, why, number, item.issue_id)


def _late_tasks(meeting: Meeting) -> Sequence[Proposal]:
    """One item for all of them: what became of what was promised. An agenda is public: no names, no disputes."""
    query = select(Task).join(Place, Place.id == Task.place_id).where(Place.path.startswith(meeting.place.path))
    in_public = or_(Issue.id.is_(None), Issue.restricted.is_(False))
    query = query.outerjoin(Issue, Issue.id == Task.issue_id).where(in_public, late(clock.today()))
    tasks = db.session.scalars(query.order_by(Task.due_on, Task.id)).unique().all()
    if not tasks:
        return []
    lines = [_("%(task)s (was due %(day)s)", task=task.title, day=day(task.due_on)) for task in tasks]
    why = ngettext("1 task is late", "%(num)d tasks are late", len(tasks))
    return [Proposal(_("What became of late tasks"), "\n".join(lines)[:DETAIL], 3 + 2 * min(len(tasks), 6), why)]
