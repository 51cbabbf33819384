"""From the idea of a meeting to its call."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import exists, func, select

from council.accounts.operations import end_limited
from council.base import clock, ids
from council.base.db import db, locked, operation
from council.base.errors import Conflict, Invalid
from council.base.once import answered, keep, own_key
from council.charters.procedures import procedure_for
from council.issues.models import Issue
from council.issues.operations import put_on_agenda
from council.issues.states import IssueState
from council.journal.operations import Ref
from council.meetings.kinds import BLUEPRINTS
from council.meetings.members import called_by
from council.meetings.models import Meeting, MeetingKind, MeetingState, Member
from council.meetings.notice import Notice, notice_in, too_early
from council.meetings.operations.agenda import add_item, give_back
from council.meetings.operations.common import locked_meeting, move, note
from council.meetings.rules import NOTICE_DAYS, earliest_day
from council.organisation.models import Place
from council.permits.actor import Office
from council.privacy.checks import refuse_personal_numbers
from council.residents.queries import holders


@operation
def plan_meeting(
    *,
    kind: MeetingKind,
    place: Place,
    venue: str,
    starts_at: datetime,
    actor_id: int,
    title: str = "",
    notice_days: int | None = None,
    urgency: str = "",
    issue: Issue | None = None,
    number: int | None = None,
    key: str | None = None,
) -> Meeting:
    """Begin a meeting as a draft that `actor_id` will chair, with `issue`, if given, as its first item.

    `notice_days` defaults to the procedure's, which it may undercut only where nothing binds; `number` to the next of
    its kind in the place (give it when a paper register is carried over). `urgency` names the emergency for which the
    law lets a call be late.

    Raises:
        Invalid: the notice is out of range or shorter than the law has it, the start is in the past, or a personal
            number stands in the words.
        Conflict: the issue is settled or belongs to another place.
    """
    refuse_personal_numbers({"title": title, "venue": venue, "urgency": urgency})
    key = own_key("meetings.plan", actor_id, key)
    if (seen := answered(key, Meeting)) is not None:
        return seen
    place = locked(Place, place.id)  # two who plan at once get two numbers
    meeting = _new(kind, place, number, actor_id)
    if notice_days is not None:
        meeting.notice_days = notice_days
    _check_times(starts_at, meeting.notice_days, urgency, notice_in(place, kind))
    meeting.urgency = urgency.strip()
    meeting.venue, meeting.starts_at, meeting.title = venue, starts_at, title
    db.session.add(meeting)
    db.session.flush()
    note(meeting, "meetings.meeting.planned", actor_id, data={"kind": kind, "number": meeting.number})
    if issue is not None:
        add_item(meeting=meeting, title=issue.title, detail=issue.detail, issue=issue, actor_id=actor_id)
    keep(key, meeting.id)
    return meeting


@operation
def change_plan(
    *,
    meeting: Meeting,
    venue: str,
    starts_at: datetime,
    title: str,
    notice_days: int,
    urgency: str = "",
    actor_id: int,
) -> Meeting:
    """Change place, time, theme or notice of a draft. Where nothing differs nothing is done.

    Raises:
        Conflict: it has been convened.
        Invalid: as `plan_meeting`.
    """
    refuse_personal_numbers({"title": title, "venue": venue, "urgency": urgency})
    meeting = locked_meeting(meeting)
    if meeting.state != MeetingState.DRAFT:
        raise Conflict(_("The meeting has been convened. Place and time stand as they were announced."))
    _check_times(starts_at, notice_days, urgency, notice_in(meeting.place, MeetingKind(meeting.kind)))
    plan = (venue, starts_at, title, notice_days, urgency.strip())
    if plan == (meeting.venue, meeting.starts_at, meeting.title, meeting.notice_days, meeting.urgency):
        return meeting
    meeting.venue, meeting.starts_at, meeting.title, meeting.notice_days, meeting.urgency = plan
    note(meeting, "meetings.meeting.changed", actor_id, data={"starts_at": starts_at.isoformat(), "venue": venue})
    return meeting


@operation
def convene(*, meeting: Meeting, actor_id: int) -> Meeting:
    """Call the meeting: members are fixed from today's appointments, the agenda is locked. A second call is no act.

    Raises:
        Conflict: it is over, or without an agenda.
        Invalid: the notice is too short for the day (field `starts_at`), or a personal number stands in what hangs on
            the board (fields `title`, `venue`; `item-7` for the item with this id).
    """
    meeting = locked_meeting(meeting)
    if meeting.state == MeetingState.CONVENED:
        return meeting
    move(meeting, "convene")
    if not meeting.items:
        raise Conflict(_("The agenda is empty. Add at least one item before you convene."))
    _fix_rules(meeting)
    _check_notice(meeting)
    refuse_personal_numbers(_on_the_board(meeting))
    members = _call_members(meeting)
    _number_in_order(meeting)
    meeting.convened_at = clock.now()
    _tell_issues_the_time(meeting, actor_id)
    items = [Ref("issue", item.issue_id) for item in meeting.items if item.issue_id]
    note(
        meeting, "meetings.meeting.convened", actor_id, touched=items, data={"members": members} | _in_a_hurry(meeting)
    )
    return meeting


@operation
def cancel_meeting(*, meeting: Meeting, reason: str, actor_id: int) -> Meeting:
    """Call a meeting off before it starts; its issues go back to the list. A second time is no act.

    Raises:
        Conflict: it has started.
        Invalid: people have been called, so they are told why, without personal numbers (field `reason`).
    """
    refuse_personal_numbers({"reason": reason})
    meeting = locked_meeting(meeting)
    if meeting.state == MeetingState.CANCELLED:
        return meeting
    if meeting.state == MeetingState.CONVENED and not reason.strip():
        raise Invalid(_("Say why: people have been called to it."), field="reason")
    move(meeting, "cancel")
    for item in meeting.items:
        give_back(item, actor_id)
    end_limited(only_for=meeting.id)
    note(meeting, "meetings.meeting.cancelled", actor_id, data={"reason": reason})
    return meeting


def _in_a_hurry(meeting: Meeting) -> dict[str, object]:
    """For the journal: the days kept and the emergency, where one was named."""
    return {"notice_days": meeting.notice_days, "urgency": meeting.urgency} if meeting.urgency else {}


def _on_the_board(meeting: Meeting) -> dict[str, str]:
    """What the call shows to everyone, by the field it belongs to."""
    words = {"title": meeting.title, "venue": meeting.venue, "urgency": meeting.urgency}
    return words | {f"item-{item.id}": f"{item.title}\n{item.detail}" for item in meeting.items}


def _new(kind: MeetingKind, place: Place, number: int | None, chair_id: int) -> Meeting:
    """A draft with what follows from its kind and place: number, procedure, notice, codes, recorder."""
    held = procedure_for(place, BLUEPRINTS[kind].body)
    recorder = next((row[0] for row in holders([Office.RECORDER], place_id=place.id)), None)
    return Meeting(
        kind=kind,
        place=place,
        number=number or _next_in_place(kind, place),
        notice_days=held.rules.notice_days or 0,
        formality=BLUEPRINTS[kind].formality,
        procedure=held.rules.code,
        chosen=held.chosen,
        state=MeetingState.DRAFT,
        version=0,
        code=_free_code(),
        wall_token=ids.token(18),
        chair_id=chair_id,
        recorder_id=recorder.id if recorder else None,
    )


def _tell_issues_the_time(meeting: Meeting, actor_id: int) -> None:
    """A draft may have been moved to another day since its issues were put on it."""
    for item in meeting.items:
        issue = item.issue
        if issue is not None and issue.state == IssueState.TO_AGENDA and issue.due_at != meeting.starts_at:
            ref = Ref("meeting", meeting.id)
            put_on_agenda(issue=issue, meeting=ref, actor_id=actor_id, meets_at=meeting.starts_at)


def _check_times(starts_at: datetime, notice_days: int, urgency: str, notice: Notice) -> None:
    if notice_days not in NOTICE_DAYS:
        raise Invalid(_("Give a notice period from 0 to 60 days."), field="notice_days")
    if notice_days < notice.least_for(urgency):
        raise Invalid(notice.refusal(), field="notice_days")
    if clock.local(starts_at).date() < clock.today():
        raise Invalid(_("This day has passed. Choose today or a later day."), field="starts_at")


def _fix_rules(meeting: Meeting) -> None:
    """The meeting is held by what holds in its place on the day it is called, whatever is chosen afterwards."""
    held = procedure_for(meeting.place, BLUEPRINTS[meeting.kind].body)
    meeting.procedure, meeting.chosen = held.rules.code, held.chosen


def _check_notice(meeting: Meeting) -> None:
    """A draft may be older than the number that its place has chosen since, or than the check when it was planned."""
    notice = Notice(MeetingKind(meeting.kind), meeting.held_by)
    meeting.notice_days = max(meeting.notice_days, notice.least_for(meeting.urgency))
    earliest = earliest_day(clock.today(), meeting.notice_days)
    if clock.local(meeting.starts_at).date() < earliest:
        raise Invalid(too_early(meeting.notice_days, earliest, notice), field="starts_at")


def _call_members(meeting: Meeting) -> int:
    members = called_by(meeting.kind, meeting.place)
    db.session.add_all(
        Member(meeting_id=meeting.id, person_id=person_id, **called._asdict()) for person_id, called in members.items()
    )
    return len(members)


def _next_in_place(kind: MeetingKind, place: Place) -> int:
    last = db.session.scalar(select(func.max(Meeting.number)).where(Meeting.kind == kind, Meeting.place_id == place.id))
    return (last or 0) + 1


def _number_in_order(meeting: Meeting) -> None:
    """Numbers follow the order of the days: a draft of a later day that holds a lower number gives it up."""
    later_drafts = select(Meeting).where(
        Meeting.place_id == meeting.place_id,
        Meeting.kind == meeting.kind,
        Meeting.state == MeetingState.DRAFT,
        Meeting.number < meeting.number,
        Meeting.starts_at > meeting.starts_at,
    )
    for draft in db.session.scalars(later_drafts.order_by(Meeting.number.desc())).all():
        lower, higher = draft.number, meeting.number
        draft.number = -meeting.id  # between two flushes no two may have the same
        db.session.flush()
        meeting.number = lower
        db.session.flush()
        draft.number = higher
        db.session.flush()


def _free_code() -> str:
    while True:
        code = ids.digits(6)
        if not db.session.scalar(select(exists().where(Meeting.code == code))):
            return code
