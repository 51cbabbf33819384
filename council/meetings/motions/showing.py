"""What screens are given of the questions: the stack in words, what the top changes, which motions are in order."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from council.charters.rules.comparing import Piece
from council.meetings.motions.comparing import compared, near_changes
from council.meetings.motions.reading import QuestionRow, stack_of
from council.meetings.motions.rules import (
    AMENDMENTS,
    PROCEDURAL,
    TABLE,
    Kind,
    Standing,
    Way,
    in_debate,
    why_not,
)
from council.meetings.motions.words import (
    detail_words,
    needs_words,
    outcome_words,
    question_name,
    refusal_words,
    rule_words,
    way_words,
)
from council.meetings.room import ItemRow, MotionRow, Room
from council.polls.rules import figures_from_json


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as screens show it."""

    row: QuestionRow
    name: str
    #: how long, until when; may be empty
    detail: str
    #: what it needs to be carried
    needs: str
    #: what became of it, and how
    outcome: str
    #: of an amendment: what it changes, and the whole text with the changes marked
    changes: Sequence[Piece]
    whole: Sequence[Piece]

    @property
    def waits(self) -> bool:
        """Nobody has seconded it yet."""
        return self.row.state == Standing.MOVED

    @property
    def ways(self) -> tuple[Way, ...]:
        """How it may be decided."""
        return TABLE[Kind(self.row.kind)].ways

    @property
    def is_amendment(self) -> bool:
        """Whether it changes a text."""
        return self.row.kind in AMENDMENTS


@dataclass(frozen=True, slots=True)
class Choice:
    """A line of the menu: a motion, what it needs, and why it is not in order now (empty where it is)."""

    kind: Kind
    name: str
    rule: str
    refusal: str


def asked(row: QuestionRow, every: Sequence[QuestionRow], motions: Sequence[MotionRow] = ()) -> Asked:
    """A question with its words. `every`: all questions of its item; `motions`: its motions, for the votes on them."""
    whole: tuple[Piece, ...] = ()
    if row.kind in AMENDMENTS:
        under = next((each for each in every if each.id == row.under_id), None)
        before = row.old_text or (under.text if under is not None else "")
        whole = compared(before, row.text)
    figures = _figures(row, motions)
    words = [outcome_words(row.state), way_words(row.way, *figures)]
    return Asked(
        row=row,
        name=question_name(row.kind, row.number),
        detail=detail_words(row.kind, row.minutes, row.until),
        needs=needs_words(row.kind),
        outcome=" · ".join(word for word in words if word),
        changes=near_changes(whole),
        whole=whole,
    )


def _figures(row: QuestionRow, motions: Sequence[MotionRow]) -> tuple[int | None, int | None, int | None]:
    """For, against, abstain: of hands, or of the vote with phones once its result is shown."""
    poll = next((each.poll for each in motions if each.id == row.motion_id), None) if row.way == Way.POLL else None
    if poll is None or poll.state != "published" or not poll.result:
        return row.for_, row.against, row.abstain
    sums = figures_from_json(poll.result["figures"])
    return int(sums.for_), int(sums.against), int(sums.abstain)


def questions_context(room: Room) -> dict[str, Any]:
    """The questions of the current item for every screen; empty outside parliamentary meetings."""
    item = room.current if room.is_parliamentary else None
    every = item.questions if item is not None else []
    stack = [asked(row, every) for row in reversed(item.pending)] if item is not None else []
    settled = [row for row in every if row.settled_at is not None]
    last = max(settled, key=lambda row: (row.settled_at, row.id), default=None)
    if stack and last is not None and last.id < stack[0].row.id:
        last = None  # something else was moved since
    return {
        "stack": stack,
        "asked": stack[0] if stack else None,
        "debate_on": in_debate(stack_of(every)),
        "recess": room.recess,
        "last_settled": asked(last, every, item.motions) if item is not None and last is not None else None,
    }


def would_fall(room: Room) -> list[tuple[str, str]]:
    """(name, short question) of what is before the meeting and falls undecided if its item ends now; the top first."""
    item = room.current
    if item is None:
        return []
    if not room.is_parliamentary:
        motion = item.motion if item.stage == "motion" else None
        return [(question_name(Kind.MAIN), motion.title)] if motion is not None else []
    return [(question_name(row.kind, row.number), row.title) for row in reversed(item.pending)]


def menu(item: ItemRow) -> tuple[list[Choice], list[Choice]]:
    """(amendments, procedural motions): each with the reason where it is not in order now."""
    stack = stack_of(item.questions)
    deeper = bool(stack) and stack[-1].kind is Kind.AMEND
    amendments = [Kind.AMEND_AGAIN if deeper else Kind.AMEND]
    return [_choice(stack, kind) for kind in amendments], [_choice(stack, kind) for kind in PROCEDURAL]


def _choice(stack: Any, kind: Kind) -> Choice:
    refusal = why_not(stack, kind)
    return Choice(kind, question_name(kind), rule_words(kind), refusal_words(refusal) if refusal else "")
