"""The room as every screen shows it. How it is read from the database is in `loading.py`.

Wall, phone and console draw from the same `Room`, so they cannot contradict each other.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, Literal

from council.base import clock
from council.charters.rules import Procedure
from council.meetings.attachments.queries import PaperRow
from council.meetings.floor.reading import Floor
from council.meetings.motions.reading import QuestionRow, stack_of
from council.meetings.motions.rules import ALIVE, DECIDED, TABLE, Effect, Formality, Kind, Standing, in_debate
from council.meetings.order.reading import Order
from council.meetings.queries import Presence
from council.meetings.rules import Obstacle, is_its_day, obstacle, passing_votes
from council.polls.rules import Quorum, quorum_in_hall


@dataclass(frozen=True, slots=True)
class MotionRow:
    """A motion of an item, and the poll about it."""

    id: int
    title: str
    text: str
    moved_by: str
    #: by whose rule it is voted on where not by the meeting's own
    body: str
    poll: "PollRow | None"


@dataclass(frozen=True, slots=True)
class PollRow:
    """A poll of the meeting, as far as screens need it; named as in `Poll`, so that a poll's views read it alike."""

    id: int
    state: str
    question: str
    detail: str
    straw: bool
    changeable: bool
    version: int
    rule: dict[str, Any] | None
    entitled: int
    present: int
    result: dict[str, Any] | None
    opened_at: datetime | None
    closed_at: datetime | None
    closes_at: datetime | None
    secrecy: str
    marking: str
    method: str
    settings: dict[str, Any]
    ballots_digest: str | None
    owners_mode: str | None
    owners_basis: str

    @property
    def outcome(self) -> str:
        """`carried`, `not_carried`, `no_quorum`; empty while not published and for straw polls."""
        return self.verdict if self.state == "published" else ""

    @property
    def verdict(self) -> str:
        """The outcome as counted, before it is published too: for the chair alone."""
        return str((self.result or {}).get("outcome") or "")


#: Where an item stands within itself: talked about, motion recorded, being voted on, counted, shown.
Stage = Literal["talk", "motion", "vote", "counted", "result"]


@dataclass(slots=True)
class ItemRow:
    """An agenda item with its motions and straw polls, oldest first."""

    id: int
    #: `2`, or `2.1` for a sub-item
    number: str
    title: str
    detail: str
    #: planned; of a heading the sum of its sub-items
    minutes: int
    state: str
    noticed: bool
    issue_id: int | None
    issue_number: str | None
    parent_id: int | None
    motions: list[MotionRow]
    straw_polls: list[PollRow]
    #: it has sub-items: the meeting walks those
    heading: bool = False
    #: the title of the heading it stands under
    under: str = ""
    papers: Sequence[PaperRow] = ()
    #: what was moved on it in a parliamentary meeting, oldest first; empty in others
    questions: list[QuestionRow] = field(default_factory=list)
    #: the vote on it that was voided last
    void_id: int | None = None
    #: why, while the hall is told; empty once the meeting has gone on
    voided: str = ""

    @property
    def pending(self) -> list[QuestionRow]:
        """The questions before the meeting, the one moved first at the bottom; the last is decided first."""
        return [each for each in self.questions if each.state in ALIVE]

    @property
    def main_decided(self) -> bool:
        """Whether a main motion on it was decided already, by ranks."""
        return any(each.kind == Kind.MAIN and each.state in DECIDED for each in self.questions)

    @property
    def motion(self) -> MotionRow | None:
        """The motion now before the meeting: the last recorded; by ranks the one on top, else the main motion."""
        if not self.questions:
            return self.motions[-1] if self.motions else None
        text_on_top = next((each for each in self.pending[-1:] if each.motion_id), None)
        main = next((each for each in reversed(self.questions) if each.kind == Kind.MAIN), None)
        shown = text_on_top or main
        return next((each for each in self.motions if shown is not None and each.id == shown.motion_id), None)

    @property
    def polls(self) -> list[PollRow]:
        """Its polls, oldest first."""
        polls = [motion.poll for motion in self.motions if motion.poll] + self.straw_polls
        return sorted(polls, key=lambda poll: poll.id)

    @property
    def poll(self) -> PollRow | None:
        """The poll that counts now: the open one, else the newest."""
        polls = self.polls
        return next((poll for poll in polls if poll.state == "open"), polls[-1] if polls else None)

    @property
    def stage(self) -> Stage:
        """Where it stands. A motion not yet voted on comes before the result of an earlier one."""
        poll = self.poll
        if poll is not None and poll.state in ("open", "closed"):
            return "vote" if poll.state == "open" else "counted"
        if self.questions:
            decided = self.motion is not None and self.motion.poll is not None
            return "motion" if self.pending else "result" if decided else "talk"
        if self.motion is not None and self.motion.poll is None:
            return "motion"
        return "talk" if poll is None else "result"

    @property
    def uncounted(self) -> bool:
        """Whether its vote is closed and papers are still to be read before it is counted."""
        return self.stage == "counted" and self.poll is not None and self.poll.result is None

    @property
    def outcome(self) -> str:
        """What the last published vote on it came to."""
        motions = [each for each in self.motions if each.id not in self._amendments]
        return next((m.poll.outcome for m in reversed(motions) if m.poll and m.poll.outcome), "")

    @property
    def _amendments(self) -> set[int | None]:
        return {each.motion_id for each in self.questions if each.kind != Kind.MAIN}


@dataclass(frozen=True)
class Room:
    """One meeting with everything its screens show."""

    id: int
    kind: str
    number: int
    title: str
    venue: str
    starts_at: datetime
    state: str
    code: str
    version: int
    wall_view: str
    wall_token: str
    chair_id: int
    chair_name: str
    recorder_id: int | None
    started_at: datetime | None
    convened_at: datetime | None
    place_id: int
    place_name: str
    scope_path: str
    formality: str
    procedure: Procedure
    items: list[ItemRow]
    presence: Presence
    floor: Floor
    order: Order
    #: until when it takes the break that it decided on; it lasts until the meeting goes on
    recess: datetime | None = None

    @property
    def is_talk(self) -> bool:
        """An evening talk: straw polls, no motions, no quorum."""
        return not self.procedure.has_motions

    @property
    def early(self) -> bool:
        """Called, but its day has not come: nobody checks in and nothing starts yet."""
        return self.state == "convened" and not is_its_day(clock.local(self.starts_at).date(), clock.today())

    @cached_property
    def leaves(self) -> list[ItemRow]:
        """What the meeting walks through: every item but the headings."""
        return [item for item in self.items if not item.heading]

    @property
    def nested(self) -> bool:
        """Whether some items have sub-items."""
        return len(self.leaves) < len(self.items)

    @cached_property
    def current(self) -> ItemRow | None:
        """The item that is on."""
        return next((item for item in self.items if item.state == "current"), None)

    @property
    def floor_open(self) -> bool:
        """Whether people may ask for the floor: an item is on, no vote is, and it is no break."""
        item = self.current
        if self.state != "in_session" or item is None or self.open_poll is not None or self.recess is not None:
            return False
        return in_debate(stack_of(item.questions))

    @property
    def is_parliamentary(self) -> bool:
        """Seconds, amendments, motions by rank."""
        return self.formality == Formality.PARLIAMENTARY

    @property
    def adjourning(self) -> bool:
        """Whether the meeting has decided to end, and took up nothing since."""
        questions = [each for item in self.items for each in item.questions]
        last = max(questions, key=lambda each: each.id, default=None)
        ends = last is not None and TABLE[Kind(last.kind)].effect is Effect.ENDS
        return ends and self.current is None and last is not None and last.state == Standing.CARRIED

    @cached_property
    def quorum(self) -> Quorum:
        """Who is there against who is needed."""
        return quorum_in_hall(self.procedure.rule, entitled=self.presence.called, present=self.presence.there)

    @cached_property
    def open_poll(self) -> PollRow | None:
        """The vote that is open, if one is."""
        return next((item.poll for item in self.items if item.poll and item.poll.state == "open"), None)

    @property
    def votes_needed(self) -> int | None:
        """Votes in favour that would carry a motion with those present now."""
        return passing_votes(self.procedure.rule, entitled=self.presence.entitled, present=self.presence.members)

    def obstacle(self, item: ItemRow) -> Obstacle | None:
        """What stands in the way of opening a vote on `item`."""
        motion = item.motion
        return obstacle(
            in_session=self.state == "in_session",
            current=item.state == "current",
            noticed=item.noticed,
            has_motion=motion is not None and motion.poll is None,
            is_talk=self.is_talk,
            here=self.quorum,
            poll_open=self.open_poll is not None,
        )
