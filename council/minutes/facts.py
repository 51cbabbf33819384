"""What happened at a meeting, gathered into one plain document: codes, numbers and texts, no sentences.

A person stands in it as `{"name": …, "open": …}`; `open` says that the name may be read by everyone (officers,
units, whoever agreed to it).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from council.base.db import db
from council.followup.models import Task, TaskState
from council.followup.queries import lead_name, tasks_of_origin
from council.issues.models import Issue
from council.journal.models import JournalEntry
from council.meetings.attachments.queries import PaperRow, papers_of
from council.meetings.guests.models import Guest
from council.meetings.guests.queries import guests_of
from council.meetings.kinds import BLUEPRINTS, OPEN_TO_ALL
from council.meetings.models import AgendaItem, Attendance, Meeting, Member, Motion, Resolution
from council.meetings.motions.reading import QuestionRow, questions_in
from council.meetings.motions.rules import AMENDMENTS, Formality
from council.meetings.order.reading import PointRow, points_in
from council.meetings.outline import Line, outline
from council.meetings.proxies.queries import standing
from council.meetings.queries import issues_noted
from council.minutes.rules import Document, is_seat_number
from council.organisation.queries import name_on
from council.polls.box.queries import bulletin_of
from council.polls.models import Poll, PollState, Secrecy
from council.polls.owners import sealed
from council.polls.rules import Sum, quorum_in_hall, quorum_of_heads
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
    straw = _straw_polls([item.id for item in items])
    voided, papers = _voided(items), papers_of(meeting.id)
    asked = questions_in(meeting.id) if meeting.formality == Formality.PARLIAMENTARY else {}
    pointed = points_in(meeting.id)
    there = _Attendance(meeting)
    named = {*there.ids, meeting.chair_id, meeting.recorder_id}
    named |= {task.lead_person_id for each in [*tasks.values(), own_tasks] for task in each}
    named |= {point.person_id for each in pointed.values() for point in each}
    officers = named_people({key for key in named if key is not None})
    officers |= {key for key in (meeting.chair_id, meeting.recorder_id) if key is not None}
    return {
        "format": 1,
        "meeting": _meeting(meeting),
        "place": {"name": name_on(meeting.place, meeting.closed_at), "code": meeting.place.code},
        "chair": _person(meeting.chair, officers),
        "recorder": _person(meeting.recorder, officers) if meeting.recorder else None,
        "attendance": there.facts(officers),
        "items": [
            {
                **_item(line, notes.get(line.item.id, ""), asked.get(line.item.id, [])),
                **_pointed(pointed.get(line.item.id, []), officers),
                "straw_polls": [_poll(poll) for poll in straw if poll.subject_id == line.item.id],
                "voided": voided[line.item.id],
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


class _Attendance:
    """Who was called and who came."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting
        query = (
            select(Member)
            .where(Member.meeting_id == meeting.id)
            .options(joinedload(Member.person).joinedload(Person.place))
        )
        self.members = db.session.scalars(query.order_by(Member.id)).all()
        came = (
            select(Attendance)
            .where(Attendance.meeting_id == meeting.id)
            .options(joinedload(Attendance.person).joinedload(Person.place))
        )
        self.came = db.session.scalars(came.order_by(Attendance.arrived_at, Attendance.id)).all()
        voting = {each.person_id for each in self.came if each.voting}
        holders = {each.person_id for each in self.came} if BLUEPRINTS[meeting.kind].others_hold else voting
        #: giver → line, of those who did not come and whose holder did
        self.stood_for = {
            giver: line
            for giver, line in standing(meeting.id).by_giver.items()
            if line.holder_id in holders and giver not in voting
        }
        everyone = {each.person_id: each.person.name for each in self.members}
        everyone |= {each.person_id: each.person.name for each in self.came}
        self.doubled = {name for name, bearers in Counter(everyone.values()).items() if bearers > 1}

    @property
    def ids(self) -> set[int]:
        """Everyone who was called or came."""
        return {each.person_id for each in self.members} | {each.person_id for each in self.came}

    def facts(self, officers: Collection[int]) -> Document:
        """Figures and names. Who came and left again was there."""
        voting = {each.person_id for each in self.came if each.voting}
        represented = [each for each in self.members if each.person_id in self.stood_for]
        counted = voting | {each.person_id for each in represented}
        talk = self.meeting.kind in OPEN_TO_ALL
        entitled = len(voting) if talk else len(self.members)
        rule = self.meeting.rules.rule
        needed = quorum_of_heads(rule, entitled=entitled, present=len(counted)).needed
        present = [each for each in self.members if each.person_id in voting]
        people = [(each.person, each.category) for each in present]
        if talk:
            people = [(each.person, "") for each in self.came if each.voting]
        return {
            "entitled": None if talk else entitled,
            "present": len(counted),
            "quorum": needed,
            **self._areas(counted),
            **self._represented(represented, officers),
            "groups": self._groups(people, officers),
            "absent": [self._fact(each.person, officers) for each in self.members if each.person_id not in counted],
            "observers": [
                *(self._fact(each.person, officers) for each in self.came if not each.voting),
                *(_guest(each) for each in guests_of(self.meeting.id)),
            ],
        }

    def _represented(self, members: Sequence[Member], officers: Collection[int]) -> Document:
        """Those who did not come and were represented, each with whoever stood in `by`; nothing where nobody was."""
        holders = {each.person_id: each.person for each in self.came}
        facts = [
            self._fact(each.person, officers)
            | {"by": self._fact(holders[self.stood_for[each.person_id].holder_id], officers)}
            for each in members
        ]
        return {"represented": facts} if facts else {}

    def _areas(self, voting: Collection[int]) -> Document:
        """Of owners also their floor area, in cm², against what the quorum asks for."""
        entitled = Sum(len(self.members), sum(each.weight for each in self.members))
        here = [each.weight for each in self.members if each.person_id in voting]
        light = quorum_in_hall(self.meeting.rules.rule, entitled=entitled, present=Sum(len(here), sum(here)))
        weighed = next((each for each in light.reaches if each.weighs), None)
        if weighed is None:
            return {}
        return {"area": {"present": weighed.present, "entitled": weighed.entitled, "quorum": weighed.needed}}

    def _fact(self, person: Person, officers: Collection[int]) -> Document:
        """A person of a list; of two with one name each has the building beside it."""
        fact = _person(person, officers)
        return fact | {"at": person.place.name} if person.name in self.doubled and person.place else fact

    def _groups(self, people: Iterable[tuple[Person, str]], officers: Collection[int]) -> list[Document]:
        groups: dict[str, list[Document]] = {}
        for person, category in people:
            groups.setdefault(category, []).append(self._fact(person, officers))
        return [{"category": category, "people": names} for category, names in groups.items()]


def _guest(guest: Guest) -> Document:
    """A guest, as what they came and where they are from; the public reads the name masked."""
    fact: Document = {"name": guest.name, "open": False, "as": guest.capacity}
    return fact | {"at": guest.whence} if guest.whence else fact


def _items(meeting_id: int) -> Sequence[AgendaItem]:
    query = select(AgendaItem).where(AgendaItem.meeting_id == meeting_id).order_by(AgendaItem.position)
    motions = selectinload(AgendaItem.motions).joinedload(Motion.poll)
    return db.session.scalars(query.options(motions, joinedload(AgendaItem.issue))).unique().all()


def _resolutions(meeting_id: int) -> Sequence[Resolution]:
    return db.session.scalars(
        select(Resolution).where(Resolution.meeting_id == meeting_id).order_by(Resolution.id)
    ).all()


def _straw_polls(item_ids: Collection[int]) -> Sequence[Poll]:
    query = select(Poll).where(Poll.subject_kind == "agenda_item", Poll.subject_id.in_(item_ids))
    return db.session.scalars(query.where(Poll.state == PollState.PUBLISHED).order_by(Poll.id)).all()


def _voided(items: Sequence[AgendaItem]) -> dict[int, list[Document]]:
    """item id → the votes that were called off under it, each with its question and the reason that was given."""
    item_of = {("agenda_item", item.id): item.id for item in items}
    item_of |= {("motion", motion.id): item.id for item in items for motion in item.motions}
    of_items = or_(
        (Poll.subject_kind == "agenda_item") & Poll.subject_id.in_([key for kind, key in item_of if kind != "motion"]),
        (Poll.subject_kind == "motion") & Poll.subject_id.in_([key for kind, key in item_of if kind == "motion"]),
    )
    called_off = (JournalEntry.subject_kind == "poll") & (JournalEntry.subject_id == Poll.id)
    query = select(Poll, JournalEntry.data).join(JournalEntry, called_off)
    query = query.where(of_items, Poll.state == PollState.CANCELLED, JournalEntry.action == "polls.poll.cancelled")
    found: dict[int, list[Document]] = {item.id: [] for item in items}
    for poll, data in db.session.execute(query.order_by(Poll.id)):
        fact = {"id": poll.id, "question": poll.question, "straw": poll.straw, "reason": data.get("reason", "")}
        found[item_of[poll.subject_kind, poll.subject_id]].append(fact)
    return found


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


def _item(line: Line[AgendaItem], note: str, asked: Sequence[QuestionRow]) -> Document:
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
                "poll": _poll(motion.poll) if motion.poll and motion.poll.state == PollState.PUBLISHED else None,
            }
            for motion in item.motions
            if motion.id not in amendments
        ],
        **({"questions": _questions(item, asked)} if asked else {}),
    }


def _questions(item: AgendaItem, asked: Sequence[QuestionRow]) -> list[Document]:
    """What was moved in a parliamentary meeting, in the order of moving, and what became of it."""
    polls = {motion.id: motion.poll for motion in item.motions if motion.poll is not None}
    shown = {key: poll for key, poll in polls.items() if poll.state == PollState.PUBLISHED}
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
            "poll": _poll(shown[each.motion_id]) if each.motion_id in shown else None,
        }
        for each in asked
    ]


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


def _poll(poll: Poll) -> Document:
    """A vote whose result is published: what is not published is nobody's business yet."""
    return {
        "id": poll.id,
        "question": poll.question,
        "straw": poll.straw,
        "rule": poll.rule,
        "result": poll.result,
        "digest": poll.ballots_digest,
        **sealed(poll),
        **_seal(poll),
    }


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


def _person(person: Person, officers: Collection[int]) -> Document:
    return {"name": person.name, "open": person.id in officers}


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _seal(poll: Poll) -> Document:
    """The seal over the ballots of a secret vote; nothing for others."""
    found = bulletin_of(poll.id) if poll.secrecy == Secrecy.SECRET else None
    return {"seal": found.seal} if found else {}
