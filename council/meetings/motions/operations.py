"""Moving, seconding and deciding questions. Votes are `operations.votes`; they settle what they were about."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from council.base import clock
from council.base.db import db, operation
from council.base.errors import Conflict, Invalid
from council.base.once import answered, keep, own_key
from council.journal.operations import Ref
from council.meetings.floor.silencing import silence
from council.meetings.kinds import BLUEPRINTS, OPEN_TO_ALL
from council.meetings.models import AgendaItem, ItemState, Meeting, MeetingState, Motion
from council.meetings.motions.lapsing import end_question, note_question, refuse_unshown
from council.meetings.motions.models import Question
from council.meetings.motions.pausing import go_on
from council.meetings.motions.reading import questions_of, stack_of
from council.meetings.motions.rules import (
    ALIVE,
    ALWAYS,
    AMENDMENTS,
    TABLE,
    Formality,
    Kind,
    Standing,
    Way,
    target,
    why_not,
)
from council.meetings.motions.settling import settle
from council.meetings.motions.words import refusal_words
from council.meetings.operations.common import locked_item, locked_meeting, note
from council.meetings.order.hearing import take_up_business
from council.meetings.queries import open_poll_id, presence
from council.meetings.rules import motion_hash
from council.meetings.words import obstacle_words
from council.polls.rules import quorum_in_hall
from council.privacy.checks import refuse_personal_numbers


@dataclass(frozen=True, slots=True)
class Words:
    """What a motion says. `heading`: of an amendment, the main motion's short question once it is carried."""

    title: str = ""
    text: str = ""
    heading: str = ""
    minutes: int | None = None
    until: str = ""
    #: it asks for more than the usual majority, where this kind of meeting knows such motions
    heavier: bool = False


@dataclass(frozen=True, slots=True)
class Hands:
    """Hands counted in the room."""

    for_: int
    against: int
    abstain: int


@operation
def choose_formality(*, meeting: Meeting, formality: Formality, actor_id: int) -> Meeting:
    """Say how formally a meeting will be held. The call fixes it; choosing what is chosen is no act.

    Raises:
        Conflict: it has been convened.
        Invalid: a talk has no motions, a council or assembly has (field `formality`).
    """
    meeting = locked_meeting(meeting)
    if meeting.formality == formality:
        return meeting
    if meeting.state != MeetingState.DRAFT:
        raise Conflict(_("The meeting has been convened. It is held as it was announced."))
    if (meeting.kind in OPEN_TO_ALL) != (formality == Formality.TALK):
        raise Invalid(_("A talk has no motions, and a body that decides has them."), field="formality")
    meeting.formality = formality
    note(meeting, "meetings.formality.chosen", actor_id, data={"formality": formality})
    return meeting


@operation
def move_question(
    *,
    item: AgendaItem,
    kind: Kind,
    moved_by: str,
    seconded_by: str = "",
    words: Words = Words(),
    actor_id: int,
    key: str | None = None,
) -> Question:
    """Write down that someone moves something. With a second it is before the meeting, else it waits for one.

    Raises:
        Conflict: it is not in order now, the item is not on or came after the call, or a vote is open.
        Invalid: who moved it is missing (field `moved_by`), the seconder is the mover (`seconded_by`), the text or the
            time is missing (`title`, `text`, `minutes`), or a personal number stands in the words.
    """
    _check_words(kind, moved_by, seconded_by, words)
    key = own_key("meetings.move_question", actor_id, key)
    if (seen := answered(key, Question)) is not None:
        return seen
    meeting = _parliamentary(item)
    every = questions_of(item)
    stack = stack_of(every)
    _refuse_open(meeting, every)
    if (refusal := why_not(stack, kind)) is not None:
        raise Conflict(refusal_words(refusal))
    if kind is Kind.MAIN and not item.noticed:
        raise Conflict(obstacle_words("late_item"))
    under = target(stack, kind)
    question = Question(
        item=item,
        kind=kind,
        state=Standing.PENDING if seconded_by else Standing.MOVED,
        under_id=under.id if under else None,
        number=_number(every, kind),
        moved_by=moved_by,
        seconded_by=seconded_by,
        minutes=words.minutes if kind in (Kind.RECESS, Kind.LIMIT) else None,
        until=words.until if kind is Kind.POSTPONE else "",
        moved_at=clock.now(),
    )
    if TABLE[kind].ways[0] is Way.POLL:
        question.heading = words.heading
        question.motion = _motion(meeting, item, words, moved_by, actor_id)
    db.session.add(question)
    db.session.flush()
    if not TABLE[kind].debated:
        silence(meeting, item, actor_id)
    go_on(meeting, actor_id)
    note_question(meeting, "meetings.question.moved", question, actor_id, seconded=bool(seconded_by))
    keep(key, question.id)
    return question


@operation
def second_question(*, question: Question, seconded_by: str, actor_id: int) -> Question:
    """Somebody seconds it: it is before the meeting. One that has its second keeps it.

    Raises:
        Conflict: it waits for no second any more.
        Invalid: nobody is named, or the mover is (field `seconded_by`).
    """
    refuse_personal_numbers({"seconded_by": seconded_by})
    meeting = _parliamentary(question.item)
    db.session.refresh(question)
    if question.state == Standing.PENDING:
        return question
    if question.state != Standing.MOVED:
        raise Conflict(_("This motion is no longer before the meeting."))
    if not seconded_by:
        raise Invalid(_("Say who seconds it."), field="seconded_by")
    _refuse_own_second(question.moved_by, seconded_by)
    take_up_business(meeting)
    go_on(meeting, actor_id)
    question.seconded_by, question.state = seconded_by, Standing.PENDING
    note_question(meeting, "meetings.question.seconded", question, actor_id)
    return question


@operation
def drop_question(*, question: Question, actor_id: int) -> Question:
    """Nobody seconds it, or its mover withdraws it: it ends undecided. One that has ended stays as it is.

    Raises:
        Conflict: something is on top of it, a vote on it is open, or its result was not shown.
    """
    meeting = _parliamentary(question.item)
    every = questions_of(question.item)
    if question.state not in ALIVE:
        return question
    _refuse_buried(question, every)
    _refuse_open(meeting, every)
    ended = Standing.NO_SECOND if question.state == Standing.MOVED else Standing.WITHDRAWN
    end_question(meeting, question, ended, actor_id)
    return question


@operation
def decide_by_hands(*, question: Question, hands: Hands, actor_id: int) -> Question:
    """Decide a procedural motion by hands counted in the room. One that is decided stays as it is.

    Raises:
        Conflict: it is not immediately pending, is decided by a vote, or there is no quorum.
        Invalid: more hands than members present, or none for or against (field `for_`).
    """
    meeting = _to_decide(question, Way.HANDS)
    if question.state not in ALIVE:
        return question
    refuse_miscount(meeting, hands, none=_("Count the hands for and against."))
    majority = TABLE[Kind(question.kind)].majority
    if majority is None:
        raise ValueError("this kind is decided by a poll")
    question.for_, question.against, question.abstain = hands.for_, hands.against, hands.abstain
    carried = majority.holds(hands.for_, hands.against)
    settle(meeting, question, carried=carried, way=Way.HANDS, actor_id=actor_id)
    return question


def refuse_miscount(meeting: Meeting, hands: Hands, *, none: str) -> None:
    """Hands are those of members in the room, and some go up for or against; `none` says so where they do not.

    Raises:
        Invalid: more hands than members, or none for or against (field `for_`).
    """
    members = presence(meeting).in_room
    if hands.for_ + hands.against + hands.abstain > members:
        message = _("That is more than the %(present)s members who are here.", present=members)
        raise Invalid(message, field="for_")
    if hands.for_ + hands.against == 0:
        raise Invalid(none, field="for_")


@operation
def decide_by_consent(*, question: Question, actor_id: int) -> Question:
    """The chair asked, and nobody objects: it is carried. One that is decided stays as it is.

    Raises:
        Conflict: it is not immediately pending, a vote on it is open or uncounted, or it must be voted on.
    """
    meeting = _to_decide(question, Way.CONSENT)
    if question.state in ALIVE:
        settle(meeting, question, carried=True, way=Way.CONSENT, actor_id=actor_id)
    return question


def _to_decide(question: Question, way: Way) -> Meeting:
    meeting = locked_item(question.item)
    db.session.refresh(question)
    if question.state not in ALIVE:
        return meeting  # also where it ended the item, and the answer was lost on its way
    _refuse_unless_on(meeting, question.item)
    every = questions_of(question.item)
    _refuse_buried(question, every)
    _refuse_open(meeting, every)
    if question.state == Standing.MOVED:
        raise Conflict(_("It waits for a second. Ask for one first."))
    if way not in TABLE[Kind(question.kind)].ways:
        raise Conflict(_("This is decided by a vote. Open the vote."))
    there = presence(meeting)
    here = quorum_in_hall(meeting.rules.rule, entitled=there.called, present=there.there)
    if question.kind not in ALWAYS and not here.reached:
        raise Conflict(obstacle_words("no_quorum", here, meeting.kind))
    return meeting


def _parliamentary(item: AgendaItem) -> Meeting:
    """The meeting of an item that is on, locked."""
    meeting = locked_item(item)
    _refuse_unless_on(meeting, item)
    return meeting


def _refuse_unless_on(meeting: Meeting, item: AgendaItem) -> None:
    if meeting.state != MeetingState.IN_SESSION:
        raise Conflict(obstacle_words("not_in_session"))
    if item.state != ItemState.CURRENT:
        raise Conflict(obstacle_words("not_current"))
    if meeting.formality != Formality.PARLIAMENTARY:
        raise Conflict(_("This meeting is not held in parliamentary form."))


def _refuse_buried(question: Question, every: Sequence[Question]) -> None:
    stack = stack_of(every)
    if stack[-1].id != question.id:
        raise Conflict(_("Another question is before the meeting. Decide it first."))


def _refuse_open(meeting: Meeting, every: Sequence[Question]) -> None:
    if open_poll_id(meeting.id) is not None:
        raise Conflict(obstacle_words("open"))
    take_up_business(meeting)
    for question in every:
        if question.state in ALIVE:
            refuse_unshown(question)


def _check_words(kind: Kind, moved_by: str, seconded_by: str, words: Words) -> None:
    typed = {"title": words.title, "text": words.text, "heading": words.heading, "until": words.until}
    refuse_personal_numbers({**typed, "moved_by": moved_by, "seconded_by": seconded_by})
    if not moved_by:
        raise Invalid(_("Say who moves it."), field="moved_by")
    _refuse_own_second(moved_by, seconded_by)
    if TABLE[kind].ways[0] is Way.POLL and not (words.title and words.text):
        raise Invalid(_("Write the exact text of the motion."), field="text")
    if kind in AMENDMENTS and not words.heading:
        raise Invalid(_("Write the question in one line."), field="heading")
    if kind in (Kind.RECESS, Kind.LIMIT) and not words.minutes:
        raise Invalid(_("Say how many minutes."), field="minutes")
    if kind is Kind.POSTPONE and not words.until:
        raise Invalid(_("Say until when."), field="until")


def _refuse_own_second(moved_by: str, seconded_by: str) -> None:
    if seconded_by and seconded_by == moved_by:
        raise Invalid(_("Somebody else than the mover must second it."), field="seconded_by")


def _number(every: Sequence[Question], kind: Kind) -> int:
    """Amendments of the motion that is pending count from 1; a change to one has its number."""
    number = 0
    for question in every:
        if question.kind == Kind.MAIN:
            number = 0
        number += question.kind == Kind.AMEND
    return {Kind.AMEND: number + 1, Kind.AMEND_AGAIN: number}.get(kind, 0)


def _motion(meeting: Meeting, item: AgendaItem, words: Words, moved_by: str, actor_id: int) -> Motion:
    motion = Motion(item=item, title=words.title, text=words.text, moved_by=moved_by, recorded_at=clock.now())
    motion.body = (BLUEPRINTS[meeting.kind].heavier or "") if words.heavier else ""
    db.session.add(motion)
    db.session.flush()
    touched = [Ref("agenda_item", item.id)]
    if item.issue_id:
        touched.append(Ref("issue", item.issue_id))
    data = {"sha256": motion_hash(words.title, words.text)}
    note(meeting, "meetings.motion.recorded", actor_id, subject=Ref("motion", motion.id), touched=touched, data=data)
    return motion
