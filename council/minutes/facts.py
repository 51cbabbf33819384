"""What happened at a meeting, gathered into one plain document: codes, numbers and texts, no sentences.

A person stands in it as `{"name": …, "open": …}`; `open` says that the name may be read by everyone (officers,
units, whoever agreed to it).
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import TypeGuard

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from council.base.db import db
from council.followup.models import Task, TaskState
from council.followup.queries import lead_name, tasks_of_origin
from council.issues.models import Issue
from council.meetings.attachments.queries import PaperRow, papers_of
from council.meetings.models import AgendaItem, Meeting, Motion, Resolution
from council.meetings.motions.reading import QuestionRow, questions_in
from council.meetings.motions.rules import AMENDMENTS, Formality, Standing
from council.meetings.order.reading import PointRow, points_in
from council.meetings.outline import Line, outline
from council.meetings.queries import issues_noted
from council.minutes.attending import Attending, person_fact
from council.minutes.polled import Reopenings, poll_fact, reopenings, straw_polls, voided
from council.minutes.rules import Document, is_seat_number
from council.organisation.queries import name_on
from council.polls.models import Poll, PollState
from council.privacy.queries import named_people
from council.residents.models import Person


def document(meeting: Meeting, notes: Mapping[int, str]) -> Document:
    """The meeting as it happened, with the recorder's words; always the same number of queries.

    Args:
        notes: item id → text.
    """
    items, resolutions = _items(meeting.id), _resolutions(meeting.id)
    tasks = tasks_of_origin("resolution", [each.id for each in resolutions])
    own_tasks = tasks_of_origin("meeting", [meeting.id])[meeting.id]
    straw = straw_polls([item.id for item in items])
    again, papers = reopenings(meeting.id), papers_of(meeting.id)
    called_off = voided(items, again)
    asked = questions_in(meeting.id) if meeting.formality == Formality.PARLIAMENTARY else {}
    pointed = points_in(meeting.id)
    there = Attending(meeting)
    named = {*there.ids, meeting.chair_id, meeting.recorder_id}
    named |= {task.lead_person_id for each in [*tasks.values(), own_tasks] for task in each}
    named |= {point.person_id for each in pointed.values() for point in each}
    officers = named_people({key for key in named if key is not None})
    officers |= {key for key in (meeting.chair_id, meeting.recorder_id) if key is not None}
    return {
        "format": 1,
        "meeting": _meeting(meeting),
        "place": {"name": name_on(meeting.place, meeting.closed_at), "code": meeting.place.code},
        "chair": person_fact(meeting.chair, officers),
        "recorder": person_fact(meeting.recorder, officers) if meeting.recorder else None,
        "attendance": there.facts(officers),
        "items": [
            {
                **_item(line, notes.get(line.item.id, ""), asked.get(line.item.id, []), again),
                **_pointed(pointed.get(line.item.id, []), officers),
                "straw_polls": [poll_fact(poll, again) for poll in straw if poll.subject_id == line.item.id],
                "voided": called_off[line.item.id],
                "papers": [{"title": each.title} for each in papers.get(line.item.id, ()) if _lay_there(each, meeting)],
                "resolutions": [_resolution(each) for each in resolutions if each.item_id == line.item.id],
                "tasks": [
                    _task(task, officers)
                    for each in resolutions
                    if each.item_id == line.item.id
                    for task in tasks[each.id]
                ],
            }
            for line in outline(items)
        ],
        "tasks": [_task(task, officers) for task in own_tasks],
        "issues": [{"number": number, "title": title} for number, title in issues_noted(meeting.id)],
        # frozen with the rest: public texts keep these names out, also once somebody's record has lost the name
        "kept_out": sorted(set(reporters(meeting.id))),
    }


def reporters(meeting_id: int) -> Sequence[str]:
    """The names of those who raised the issues on the agenda: they stay out of public texts."""
    query = select(Person.name).join(Issue, Issue.reporter_id == Person.id)
    query = query.join(AgendaItem, AgendaItem.issue_id == Issue.id).where(AgendaItem.meeting_id == meeting_id)
    return db.session.scalars(query).all()


def _items(meeting_id: int) -> Sequence[AgendaItem]:
    query = select(AgendaItem).where(AgendaItem.meeting_id == meeting_id).order_by(AgendaItem.position)
    motions = selectinload(AgendaItem.motions).joinedload(Motion.poll)
    return db.session.scalars(query.options(motions, joinedload(AgendaItem.issue))).unique().all()


def _resolutions(meeting_id: int) -> Sequence[Resolution]:
    return db.session.scalars(
        select(Resolution).where(Resolution.meeting_id == meeting_id).order_by(Resolution.id)
    ).all()


def _lay_there(paper: PaperRow, meeting: Meeting) -> bool:
    """Whether a paper lay before the meeting: what is withdrawn after it did."""
    return paper.withdrawn_at is None or (meeting.closed_at is not None and paper.withdrawn_at > meeting.closed_at)


def _meeting(meeting: Meeting) -> Document:
    return {
        "id": meeting.id,
        "kind": str(meeting.kind),
        "number": meeting.number,
        "title": meeting.title,
        "venue": meeting.venue,
        "procedure": meeting.procedure,
        "starts_at": _moment(meeting.starts_at),
        "started_at": _moment(meeting.started_at),
        "closed_at": _moment(meeting.closed_at),
    }


def _item(line: Line[AgendaItem], note: str, asked: Sequence[QuestionRow], again: Reopenings) -> Document:
    """An item with its number as it stood on the agenda; a sub-item has it as a `label`, a heading is marked."""
    item = line.item
    amendments = {each.motion_id for each in asked if each.kind in AMENDMENTS}
    return {
        "id": item.id,
        "number": int(line.number.partition(".")[0]),
        **({"label": line.number} if line.under is not None else {}),
        **({"heading": True} if line.heading else {}),
        "title": item.title,
        "state": str(item.state),
        "opened": item.opened_at is not None,
        "noticed": item.noticed,
        "issue": item.issue.number if item.issue else None,
        "note": note,
        "motions": [
            {
                "id": motion.id,
                "title": motion.title,
                "text": motion.text,
                "moved_by": motion.moved_by,
                "poll": poll_fact(motion.poll, again) if _is_shown(motion.poll) else None,
                **_as_moved(motion.id, asked),
            }
            for motion in item.motions
            if motion.id not in amendments
        ],
        **({"questions": _questions(item, asked, again)} if asked else {}),
    }


def _is_shown(poll: Poll | None) -> TypeGuard[Poll]:
    """Whether a result is published: what is not is nobody's business yet."""
    return poll is not None and poll.state == PollState.PUBLISHED


def _questions(item: AgendaItem, asked: Sequence[QuestionRow], again: Reopenings) -> list[Document]:
    """What was moved in a parliamentary meeting, in the order of moving, and what became of it."""
    polls = {motion.id: motion.poll for motion in item.motions if motion.poll is not None}
    shown = {key: poll for key, poll in polls.items() if _is_shown(poll)}
    return [
        {
            "kind": each.kind,
            "number": each.number,
            "state": each.state,
            "title": each.title,
            "text": each.text,
            "old_title": each.old_title,
            "old_text": each.old_text,
            "moved_by": each.moved_by,
            "seconded_by": each.seconded_by,
            "minutes": each.minutes,
            "until": each.until,
            "way": each.way,
            "for": each.for_,
            "against": each.against,
            "abstain": each.abstain,
            "poll": poll_fact(shown[each.motion_id], again) if each.motion_id in shown else None,
            **_as_moved(each.motion_id, asked),
        }
        for each in asked
    ]


def _as_moved(motion_id: int | None, asked: Sequence[QuestionRow]) -> Document:
    """The words that its mover put, and what changed them; nothing where they stand as they were moved."""
    own = next((each.id for each in asked if motion_id is not None and each.motion_id == motion_id), None)
    changes = [each for each in asked if own is not None and each.under_id == own and _has_amended(each)]
    if not changes:
        return {}
    by = [{"kind": each.kind, "number": each.number} for each in changes]
    return {"first_title": changes[0].old_title, "first_text": changes[0].old_text, "changed_by": by}


def _has_amended(question: QuestionRow) -> bool:
    return question.kind in AMENDMENTS and question.state == Standing.CARRIED


def _pointed(points: Sequence[PointRow], officers: Collection[int]) -> Document:
    """The points of order that were ruled on, with the ruling and what became of an appeal; nothing without any."""
    facts = [
        {
            "by": {"name": each.name, "open": each.person_id in officers or _is_seat(each)},
            "about": each.about,
            "text": each.words,
            "state": each.state,
            "note": each.ruling,
            "appeal": each.appeal,
            "moved_by": each.appealed_by,
            "seconded_by": each.seconded_by,
            "for": each.for_,
            "against": each.against,
            "abstain": each.abstain,
        }
        for each in points
    ]
    return {"points": facts} if facts else {}


def _is_seat(point: PointRow) -> bool:
    """Whether the chair wrote a seat number, which tells nobody's name."""
    return point.person_id is None and is_seat_number(point.name)


def _resolution(resolution: Resolution) -> Document:
    return {
        "id": resolution.id,
        "number": resolution.number,
        "motion": resolution.motion_id,
        "force": str(resolution.force),
        "text": resolution.text,
        "adopted_on": resolution.adopted_on.isoformat(),
    }


def _task(task: Task, officers: Collection[int]) -> Document:
    open_name = task.lead_person_id is None or task.lead_person_id in officers
    return {
        "title": task.title,
        "lead": {"name": lead_name(task), "open": open_name},
        "due_on": task.due_on.isoformat(),
        "cancelled": task.state == TaskState.CANCELLED,
    }


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
