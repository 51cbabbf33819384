"""Reading questions: as rows for the screens, and as the stack that the rules decide on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import select

from council.base.db import db
from council.meetings.models import AgendaItem, Motion
from council.meetings.motions.models import Question
from council.meetings.motions.rules import ALIVE, Kind, Pending, Stack, Standing, in_debate


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question as every screen shows it. `title` and `text` are its motion's words; empty without one."""

    id: int
    item_id: int
    kind: str
    state: str
    under_id: int | None
    motion_id: int | None
    number: int
    moved_by: str
    seconded_by: str
    heading: str
    old_title: str
    old_text: str
    minutes: int | None
    until: str
    way: str
    for_: int | None
    against: int | None
    abstain: int | None
    settled_at: datetime | None
    title: str
    text: str


_COLUMNS: tuple[Any, ...] = (
    *(getattr(Question, name) for name in list(QuestionRow.__dataclass_fields__)[:-2]),
    Motion.title,
    Motion.text,
)


def questions_in(meeting_id: int) -> dict[int, list[QuestionRow]]:
    """item id → its questions, oldest first; one query for a whole meeting."""
    query = (
        select(*_COLUMNS)
        .join(AgendaItem, AgendaItem.id == Question.item_id)
        .outerjoin(Motion, Motion.id == Question.motion_id)
        .where(AgendaItem.meeting_id == meeting_id)
        .order_by(Question.id)
    )
    found: dict[int, list[QuestionRow]] = {}
    for values in db.session.execute(query):
        facts: list[Any] = list(values)
        row = QuestionRow(*[*facts[:-2], facts[-2] or "", facts[-1] or ""])
        found.setdefault(row.item_id, []).append(row)
    return found


class Moved(Protocol):
    """What `stack_of` reads of a question: a row of the table or of the screens."""

    @property
    def id(self) -> Any: ...
    @property
    def kind(self) -> Any: ...
    @property
    def state(self) -> Any: ...
    @property
    def under_id(self) -> Any: ...


def stack_of(questions: Iterable[Moved]) -> tuple[Pending, ...]:
    """The stack of an item's questions, given oldest first."""
    every = list(questions)
    closed = {each.under_id for each in every if each.kind == Kind.CLOSE_DEBATE and each.state == Standing.CARRIED}
    return tuple(
        Pending(each.id, Kind(each.kind), each.state == Standing.PENDING, each.id in closed)
        for each in every
        if each.state in ALIVE
    )


def questions_of(item: AgendaItem) -> Sequence[Question]:
    """The questions of an item, oldest first, read afresh under the meeting's lock."""
    query = select(Question).where(Question.item_id == item.id).order_by(Question.id)
    return db.session.scalars(query.execution_options(populate_existing=True)).all()


def silent(item: AgendaItem) -> bool:
    """Whether what is pending on an item is not debated, or not any more."""
    return not in_debate(stack_of(questions_of(item)))


def minutes_each(item: AgendaItem) -> int | None:
    """Minutes for one speech as the meeting has limited them for what is pending; None where it has not."""
    every = questions_of(item)
    stack: Stack = stack_of(every)
    if not stack:
        return None
    limits = (each for each in reversed(every) if each.kind == Kind.LIMIT and each.state == Standing.CARRIED)
    return next((each.minutes for each in limits if each.id > stack[0].id), None)


def question_on(motion_id: int) -> Question | None:
    """The question whose text a motion is; None outside parliamentary meetings."""
    return db.session.scalar(select(Question).where(Question.motion_id == motion_id))
