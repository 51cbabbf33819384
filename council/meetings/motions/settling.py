"""Deciding the immediately pending question, and everything that follows from it."""

from flask_babel import gettext as _

from council.base import clock
from council.base.db import db
from council.base.errors import Conflict
from council.journal.operations import Ref
from council.meetings.floor.silencing import clear_floor
from council.meetings.models import AgendaItem, Meeting, Motion, WallView
from council.meetings.motions.lapsing import end_question, note_question
from council.meetings.motions.models import Question
from council.meetings.motions.pausing import go_on
from council.meetings.motions.reading import question_on, questions_of, stack_of
from council.meetings.motions.rules import AMENDMENTS, Effect, Formality, Kind, Standing, Way, settled
from council.meetings.operations.common import note
from council.meetings.operations.session import close_item
from council.meetings.rules import motion_hash
from council.polls.models import Poll, PollState


def refuse_unless_put(meeting: Meeting, motion: Motion) -> None:
    """Only what is immediately pending and before the meeting is voted on.

    Raises:
        Conflict: in a parliamentary meeting, for any other motion.
    """
    if meeting.formality != Formality.PARLIAMENTARY:
        return
    stack = stack_of(questions_of(motion.item))
    question = question_on(motion.id)
    if question is None or not stack or stack[-1].id != question.id:
        raise Conflict(_("Another question is before the meeting. Decide it first."))
    if not stack[-1].seconded:
        raise Conflict(_("It waits for a second. Ask for one first."))


def refuse_amendment(motion: Motion) -> None:
    """An amendment changes a motion; what is resolved is the motion.

    Raises:
        Conflict: the motion is an amendment.
    """
    question = question_on(motion.id)
    if question is not None and question.kind in AMENDMENTS:
        raise Conflict(_("An amendment changes the motion. Resolve the motion itself."))


def settle_by_poll(meeting: Meeting, poll: Poll, actor_id: int) -> None:
    """The result of a vote is shown: the question that it was about is decided by it."""
    question = question_on(poll.subject_id) if poll.subject_kind == "motion" else None
    if question is None or question.state != Standing.PENDING or poll.state != PollState.PUBLISHED:
        return
    outcome = (poll.result or {}).get("outcome")
    if outcome == "no_quorum":  # the vote is not valid, so nothing was decided by it
        question.way, meeting.wall_view = Way.POLL, WallView.AUTO
        end_question(meeting, question, Standing.FALLEN, actor_id)
        return
    settle(meeting, question, carried=outcome == "carried", way=Way.POLL, actor_id=actor_id)


def settle(meeting: Meeting, question: Question, *, carried: bool, way: Way, actor_id: int) -> None:
    """Decide the question on top of the stack and do what follows. The meeting is locked."""
    every = {each.id: each for each in questions_of(question.item)}
    after = settled(stack_of(every.values()), carried=carried)
    question.way = way
    go_on(meeting, actor_id)  # a break before this one is over
    end_question(meeting, question, Standing.CARRIED if carried else Standing.LOST, actor_id)
    if after.effect is Effect.DROPS:
        for ended in after.ended:
            end_question(meeting, every[ended.id], Standing.FALLEN, actor_id)
    meeting.wall_view = WallView.AUTO
    _follow(meeting, question, after.effect, actor_id)


def _follow(meeting: Meeting, question: Question, effect: Effect, actor_id: int) -> None:
    item = question.item
    if effect is Effect.AMENDS:
        _amend(meeting, question, actor_id)
    elif effect is Effect.CLOSES_DEBATE:
        clear_floor(meeting, item, actor_id)
    elif effect in (Effect.PUTS_OFF, Effect.ENDS):
        _leave(item, question, actor_id)


def _leave(item: AgendaItem, question: Question, actor_id: int) -> None:
    """The item ends; it goes to another meeting where something on it is undecided."""
    undecided = bool(stack_of(questions_of(item)))
    close_item(item=item, postponed=undecided or question.kind != Kind.ADJOURN, actor_id=actor_id)


def _amend(meeting: Meeting, question: Question, actor_id: int) -> None:
    """The words of what it amends are replaced; the words before stay with the amendment."""
    changed, amendment = question.under, question.motion
    if changed is None or changed.motion is None or amendment is None:
        raise ValueError("an amendment amends a text")
    motion = changed.motion
    question.old_title, question.old_text = motion.title, motion.text
    motion.text, motion.recorded_at = amendment.text, clock.now()
    if changed.kind == Kind.MAIN:
        motion.title = question.heading
    else:
        motion.title, changed.heading = amendment.title, question.heading
    db.session.flush()
    note_question(meeting, "meetings.question.amended", question, actor_id, changed=changed.id)
    subject = Ref("motion", motion.id)
    data = {"sha256": motion_hash(motion.title, motion.text)}
    note(
        meeting,
        "meetings.motion.recorded",
        actor_id,
        subject=subject,
        touched=[Ref("agenda_item", motion.item_id)],
        data=data,
    )
