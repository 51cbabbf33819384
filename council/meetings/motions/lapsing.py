"""What becomes of undecided questions when their item ends, and when it is on again."""

from datetime import datetime

from flask_babel import gettext as _

from council.base import clock
from council.base.errors import Conflict
from council.journal.operations import Ref
from council.meetings.models import AgendaItem, ItemState, Meeting
from council.meetings.motions.models import Question
from council.meetings.motions.reading import questions_of
from council.meetings.motions.rules import ALIVE, Standing, Way
from council.meetings.motions.words import question_name
from council.meetings.operations.common import note
from council.polls.models import PollState


def end_question(meeting: Meeting, question: Question, state: Standing, actor_id: int) -> None:
    """A question leaves the stack: decided, or undecided with what it hung on."""
    question.state, question.settled_at = state, clock.now()
    figures = {"for": question.for_, "against": question.against, "abstain": question.abstain}
    how = {"way": question.way} | (figures if question.way == Way.HANDS else {})
    note_question(meeting, "meetings.question.settled", question, actor_id, outcome=str(state), **how)


def note_question(meeting: Meeting, action: str, question: Question, actor_id: int, **data: object) -> None:
    """One journal entry about a question: codes and figures, no names."""
    subject, item = Ref("question", question.id), Ref("agenda_item", question.item_id)
    facts = {"kind": str(question.kind), "number": question.number, **data}
    note(meeting, action, actor_id, subject=subject, touched=[item], data=facts)


def lapse(meeting: Meeting, item: AgendaItem, actor_id: int, *, put_off: bool) -> None:
    """An item ends: what is undecided goes with it to another time, or falls.

    Raises:
        Conflict: a vote on something undecided is counted and not shown.
    """
    for question in questions_of(item):
        if question.state in ALIVE:
            refuse_unshown(question)
            end_question(meeting, question, Standing.PUT_OFF if put_off else Standing.FALLEN, actor_id)


def take_up(meeting: Meeting, item: AgendaItem, actor_id: int) -> None:
    """An item that was put off is on again in the same meeting: its questions stand as they stood."""
    if item.state == ItemState.POSTPONED:
        _wake(meeting, [each for each in questions_of(item) if each.state == Standing.PUT_OFF], actor_id)


def wake_questions(meeting: Meeting, item: AgendaItem, since: datetime, actor_id: int) -> None:
    """An item is on again after all: what lapsed with it since then is pending as before."""
    ended = (Standing.FALLEN, Standing.PUT_OFF)
    lapsed = [each for each in questions_of(item) if each.state in ended]
    lately = [each for each in lapsed if each.settled_at is not None and each.settled_at >= since]
    _wake(meeting, lately, actor_id)


def refuse_unshown(question: Question) -> None:
    """A vote on it that is counted must be shown or voided first.

    Raises:
        Conflict: with the name of the question.
    """
    motion = question.motion
    if motion is not None and motion.poll is not None and motion.poll.state == PollState.CLOSED:
        name = question_name(question.kind, question.number)
        raise Conflict(_("Show the result or void the vote first: %(question)s", question=name))


def _wake(meeting: Meeting, questions: list[Question], actor_id: int) -> None:
    for question in questions:
        question.state, question.settled_at = Standing.PENDING if question.seconded_by else Standing.MOVED, None
        note_question(meeting, "meetings.question.resumed", question, actor_id)
