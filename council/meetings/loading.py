"""Reading a room: row queries, their number the same whatever the length of the agenda.

Every change that a screen shows grows the meeting's version, in the same transaction. So a room that was read once is
kept, and read again only when the version has moved on: a hall of phones that reload at once asks one row each.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import aliased

from council.base.db import db
from council.base.errors import NotVisible
from council.base.few import Few
from council.base.plain import Plain
from council.charters.models import PlaceProcedure
from council.charters.procedures import with_choice
from council.issues.models import Issue
from council.meetings.attachments.queries import has_papers, papers_of
from council.meetings.floor.reading import Floor, floor_of
from council.meetings.models import AgendaItem, Meeting, Motion
from council.meetings.motions.pausing import recess_of
from council.meetings.motions.reading import questions_in
from council.meetings.motions.rules import Formality
from council.meetings.order.reading import Order, has_points, order_of
from council.meetings.outline import heading_state, outline
from council.meetings.queries import counted, presence_columns
from council.meetings.room import ItemRow, MotionRow, PollRow, Room
from council.meetings.voided import void_reason
from council.organisation.models import Place
from council.organisation.queries import name_then
from council.polls.ballot_rows import for_driver
from council.polls.models import Poll
from council.residents.models import Person

#: The newest room of the meetings asked for last. The wall's token tells meetings of different databases apart.
_kept: Few[tuple[int, str], Room] = Few()


def load_room(meeting_id: int) -> Room:
    """The room of a meeting: one query if it is as it was when last read, else four and one for
    each of: points of order, papers, motions by rank, owners' weights, a vote that is void, a break.

    Raises:
        NotVisible: there is no such meeting.
    """
    row = db.session.execute(_HEAD, {"meeting": meeting_id}).one_or_none()
    if row is None:
        raise NotVisible
    room = _kept.get((meeting_id, row.wall_token))
    if room is None or _stands(room) != (row.version, row.place_name, row.place_path):
        room = _kept.keep((meeting_id, row.wall_token), _read(meeting_id, tuple(row)))
    return room


def kept_room(meeting_id: int, database: Plain) -> Room | None:
    """The room as last read here, if nothing of its meeting has changed since; for what a whole hall asks at once.

    It may still bear the old name of a place that was renamed a moment ago.
    """
    row = database.one(_VERSION[database.dialect], {"meeting": meeting_id})
    room = _kept.get((meeting_id, row[1])) if row is not None else None
    return room if room is not None and room.version == row[0] else None


_VERSION = {
    dialect: for_driver("SELECT version, wall_token FROM meeting WHERE id = :meeting", dialect)
    for dialect in ("sqlite", "postgresql")
}


def _stands(room: Room) -> tuple[int, str, str]:
    """What must be as it was: also the place's name and path, which change without the meeting."""
    return room.version, room.place_name, room.scope_path


def _read(meeting_id: int, row: tuple[Any, ...]) -> Room:
    facts, numbers = row[: len(_NAMES)], row[len(_NAMES) : -5]
    place_name, path, chair_name, pointed, chosen = row[-5:]
    named = dict(zip(_NAMES, facts, strict=True))
    rules = with_choice(named.pop("procedure"), chosen).rules
    items = _items(meeting_id)
    if named["formality"] == Formality.PARLIAMENTARY:
        asked = questions_in(meeting_id)
        for item in items:
            item.questions = asked.get(item.id, [])
    on = next((item for item in items if item.state == "current"), None)
    current = on.id if on is not None else None
    if on is not None:
        on.voided = void_reason(on)
    return Room(
        **named,
        chair_name=chair_name,
        place_name=place_name,
        scope_path=path,
        procedure=rules,
        items=items,
        presence=counted(meeting_id, named["kind"], *numbers),
        floor=floor_of(current) if current is not None else Floor(),
        order=order_of(current) if pointed and current is not None else Order(),
        recess=_recess(items) if named["state"] == "in_session" else None,
    )


def _recess(items: list[ItemRow]) -> datetime | None:
    opened = [poll.opened_at for item in items for poll in item.polls]
    return recess_of([question for item in items for question in item.questions], opened)


_NAMES = (
    "id",
    "kind",
    "number",
    "title",
    "venue",
    "starts_at",
    "state",
    "code",
    "version",
    "wall_view",
    "wall_token",
    "chair_id",
    "recorder_id",
    "started_at",
    "convened_at",
    "place_id",
    "formality",
    "procedure",
)
_MEETING = tuple(getattr(Meeting, name) for name in _NAMES)

_chair = aliased(Person)
_HEAD = (
    select(
        *_MEETING,
        *presence_columns(Meeting.id),
        # of a meeting of the past, the name that the place had then
        name_then(Meeting.closed_at).label("place_name"),
        Place.path.label("place_path"),
        _chair.name.label("chair_name"),
        has_points(),
        PlaceProcedure,
    )
    .join(Place, Place.id == Meeting.place_id)
    .join(_chair, _chair.id == Meeting.chair_id)
    .outerjoin(PlaceProcedure, PlaceProcedure.id == Meeting.place_procedure_id)
    .where(Meeting.id == bindparam("meeting"))
)

_ITEM = (
    AgendaItem.id,
    AgendaItem.title,
    AgendaItem.detail,
    AgendaItem.minutes,
    AgendaItem.state,
    AgendaItem.noticed,
    AgendaItem.issue_id,
)
#: What comes after the issue's number: where it stands, and whether papers have to be asked for.
_PARENT = (AgendaItem.parent_id, has_papers())
#: Where in a row the motion's columns begin, and the poll's.
_MOTIONS = len(_ITEM) + 1 + len(_PARENT)
_MOTION = (Motion.id, Motion.title, Motion.text, Motion.moved_by, Motion.body)
_POLLS = _MOTIONS + len(_MOTION)
_POLL = (
    Poll.id,
    Poll.state,
    Poll.question,
    Poll.detail,
    Poll.straw,
    Poll.changeable,
    Poll.version,
    Poll.rule,
    Poll.entitled,
    Poll.present,
    Poll.result,
    Poll.opened_at,
    Poll.closed_at,
    Poll.closes_at,
    Poll.secrecy,
    Poll.marking,
    Poll.method,
    Poll.settings,
    Poll.ballots_digest,
    Poll.owners_mode,
    Poll.owners_basis,
)


def _items(meeting_id: int) -> list[ItemRow]:
    """Items with their motions, polls and papers, in two queries for the whole agenda, three where it has papers."""
    rows = db.session.execute(
        select(*_ITEM, Issue.number, *_PARENT, *_MOTION, *_POLL)
        .outerjoin(Issue, Issue.id == AgendaItem.issue_id)
        .outerjoin(Motion, Motion.item_id == AgendaItem.id)
        .outerjoin(Poll, Poll.id == Motion.poll_id)
        .where(AgendaItem.meeting_id == meeting_id)
        .order_by(AgendaItem.position, AgendaItem.id, Motion.id)
    ).all()
    items: dict[int, ItemRow] = {}
    any_papers = False
    for row in rows:
        values: list[Any] = list(row)
        (*facts, papers), motion, poll = values[:_MOTIONS], values[_MOTIONS:_POLLS], values[_POLLS:]
        any_papers = any_papers or papers
        item = items.get(facts[0])
        if item is None:
            item = items[facts[0]] = ItemRow(*[facts[0], "", *facts[1:], [], []])
        if motion[0] is not None:
            item.motions.append(MotionRow(*[*motion, PollRow(*poll) if poll[0] is not None else None]))
    if items:
        _add_straw_polls(items)
    if any_papers:
        for item_id, found in papers_of(meeting_id).items():
            items[item_id].papers = found
    return _as_outline(list(items.values()))


def _as_outline(items: list[ItemRow]) -> list[ItemRow]:
    """Number the items; a heading stands where its sub-items stand, and takes as long as they do."""
    for line in outline(items):
        line.item.number, line.item.minutes, line.item.heading = line.number, line.minutes, line.heading
        if line.under is not None:
            line.item.under = line.under.title
        if line.heading:
            states = [each.state for each in items if each.parent_id == line.item.id]
            line.item.state = heading_state(states)
    return items


def _add_straw_polls(items: dict[int, ItemRow]) -> None:
    """Straw polls by their item; and which vote, straw poll or not, was voided last: its motion no longer has it."""
    by_motion = {motion.id: item for item in items.values() for motion in item.motions}
    asked = and_(Poll.subject_kind == "agenda_item", Poll.subject_id.in_(items))
    voided = and_(Poll.subject_kind == "motion", Poll.subject_id.in_(by_motion), Poll.state == "cancelled")
    query = select(Poll.subject_kind, Poll.subject_id, *_POLL).where(or_(asked, voided)).order_by(Poll.id)
    for subject, subject_id, *poll in db.session.execute(query):
        item, row = (by_motion if subject == "motion" else items)[subject_id], PollRow(*poll)
        if row.state == "cancelled":
            item.void_id = row.id
        else:
            item.straw_polls.append(row)
