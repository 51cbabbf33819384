"""How meetings and resolutions are found: theme, place and agenda; number and text."""

from collections.abc import Iterator, Sequence

from flask import url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from council.base.db import db
from council.journal.deliveries import consume
from council.journal.models import JournalEntry
from council.meetings.models import Meeting, MeetingState, Resolution
from council.meetings.words import meeting_name
from council.permits.actor import Actor
from council.search.hooks import Findable, Hit, kinds
from council.search.operations import forget, index
from council.web.formats import full_day

#: Acts after which a meeting reads otherwise than before.
_MEETING_ACTS = frozenset(
    f"meetings.{act}"
    for act in (
        "meeting.planned",
        "meeting.changed",
        "meeting.convened",
        "meeting.cancelled",
        "item.added",
        "item.removed",
        "item.changed",
    )
)


@consume("search_meetings", actions=_MEETING_ACTS)
def index_meeting(entry: JournalEntry) -> None:
    """A meeting can be found from its call on."""
    meeting_id = next((ref.thing_id for ref in entry.refs if ref.kind == "meeting"), None)
    meeting = db.session.get(Meeting, meeting_id) if meeting_id else None
    if meeting is None:
        return
    if meeting.state == MeetingState.DRAFT:
        forget(kind="meeting", thing_id=meeting.id)
    else:
        index(kind="meeting", **_meeting_facts(meeting))  # type: ignore[arg-type]


@consume("search_resolutions", actions=frozenset({"meetings.resolution.adopted"}))
def index_resolution(entry: JournalEntry) -> None:
    """A resolution can be found as soon as it is adopted."""
    resolution = db.session.get(Resolution, entry.subject_id)
    if resolution is not None:
        index(kind="resolution", **_resolution_facts(resolution))  # type: ignore[arg-type]


def _meeting_facts(meeting: Meeting) -> dict[str, object]:
    return {
        "thing_id": meeting.id,
        "estate_id": meeting.place.estate_id,
        "title": meeting.title or meeting_name(meeting),
        "said": "\n".join([meeting.venue, *(item.title for item in meeting.items)]),
        "at": meeting.starts_at,
    }


def _resolution_facts(row: Resolution) -> dict[str, object]:
    return {
        "thing_id": row.id,
        "estate_id": row.place.estate_id,
        "title": row.item.title,
        "said": f"{row.number}\n{row.text}",
        "at": row.meeting.starts_at,
    }


def _meetings(ids: Sequence[int], _actor: Actor) -> dict[int, Hit]:
    query = select(Meeting).where(Meeting.id.in_(ids), Meeting.state != MeetingState.DRAFT)
    found = {}
    for row in db.session.scalars(query.options(selectinload(Meeting.items), joinedload(Meeting.place))).unique():
        said = "\n".join(item.title for item in row.items)
        found[row.id] = Hit(
            url_for("meetings.meeting", meeting_id=row.id),
            row.title or meeting_name(row),
            said,
            full_day(row.starts_at),
        )
    return found


def _resolutions(ids: Sequence[int], _actor: Actor) -> dict[int, Hit]:
    query = select(Resolution).where(Resolution.id.in_(ids)).options(joinedload(Resolution.item))
    return {
        row.id: Hit(url_for("meetings.resolution", resolution_id=row.id), row.item.title, row.text, row.number)
        for row in db.session.scalars(query).unique()
    }


def _all_meetings() -> Iterator[dict[str, object]]:
    query = select(Meeting).where(Meeting.state != MeetingState.DRAFT)
    yield from (_meeting_facts(row) for row in db.session.scalars(query).unique())


def _all_resolutions() -> Iterator[dict[str, object]]:
    yield from (_resolution_facts(row) for row in db.session.scalars(select(Resolution)).unique())


kinds["meeting"] = Findable(_l("Meetings"), "cal", _meetings, _all_meetings)
kinds["resolution"] = Findable(_l("Resolutions"), "seal", _resolutions, _all_resolutions)
