"""The shapes of the stories. Keys of people, units, places and issues are those of the cast."""

from dataclasses import dataclass
from typing import Literal

from council.demo.cast.text import Text, When

State = Literal[
    "submitted",
    "acknowledged",
    "to_agenda",
    "assigned",
    "resolved",
    "confirmed",
    "closed",
    "rejected",
    "supervised",
]
Category = Literal["water", "light", "roads", "safety", "hygiene", "green", "care", "noise", "facilities", "order"]
Ending = Literal["reported", "carried", "not_carried", "postponed", "current", "planned"]
TaskState = Literal["open", "started", "done", "confirmed", "cancelled"]
Solved = Literal["yes", "partly", "no"]


@dataclass(frozen=True)
class Step:
    """One change of an issue's state: when, into which, by whom, and what was said."""

    when: When
    state: State
    by: str
    note: Text
    solved: Solved | None = None


@dataclass(frozen=True)
class IssueStory:
    """An issue: `number` is the running number of its estate; supports leave out the reporter.

    `lead` and `unit` are who handles it; `due_days` is the day the next answer is due, counted from today.
    """

    key: str
    number: int
    estate: str
    place: str
    title: Text
    detail: Text
    spot: Text
    category: Category
    reporter: str
    raised: When
    supports: int = 0
    steps: tuple[Step, ...] = ()
    lead: str = ""
    unit: str = ""
    due_days: int | None = None
    anonymous: bool = False
    entered_by: str = ""

    @property
    def state(self) -> State:
        """Where it stands now: the state of the last step."""
        return self.steps[-1].state if self.steps else "submitted"


@dataclass(frozen=True)
class Count:
    """Votes or hands: in favour, against, abstaining."""

    for_: int
    against: int
    abstain: int

    @property
    def total(self) -> int:
        """How many marked a choice."""
        return self.for_ + self.against + self.abstain


@dataclass(frozen=True)
class MotionStory:
    """The exact text put to the meeting; `title` is the short question for wall and ballot."""

    title: Text
    text: Text
    mover: str


@dataclass(frozen=True)
class TaskStory:
    """Something to do: a person or a unit in charge, due so many days from today."""

    title: Text
    due_days: int
    person: str = ""
    unit: str = ""
    state: TaskState = "open"
    issue: str = ""
    report: Text | None = None
    started_days: int | None = None
    done_days: int | None = None


@dataclass(frozen=True)
class ItemStory:
    """A point of the agenda. `minutes` is the time planned; `note` is what the recorder wrote.

    An item that is `planned` or `current` has a motion to be put but no count yet.
    """

    title: Text
    detail: Text
    minutes: int
    ending: Ending = "planned"
    motion: MotionStory | None = None
    count: Count | None = None
    issue: str = ""
    note: Text | None = None
    tasks: tuple[TaskStory, ...] = ()


@dataclass(frozen=True)
class CouncilStory:
    """A weekend council. `arrived` are the members who are there, `observers` may speak without a vote."""

    number: int
    venue: Text
    items: tuple[ItemStory, ...]
    arrived: tuple[str, ...]
    observers: tuple[str, ...]
    chair: str = "chair-tang"
    recorder: str = "clerk-he"
    estate: str = "GY"


@dataclass(frozen=True)
class TalkStory:
    """An evening talk: themes, a straw poll of those who came, and its two lists."""

    number: int
    title: Text
    venue: Text
    starts: When
    themes: tuple[Text, ...]
    present: int = 0
    question: Text | None = None
    count: Count | None = None
    problems: tuple[str, ...] = ()
    hand_over: tuple[TaskStory, ...] = ()
    note: Text | None = None
    chair: str = "chair-tang"
    recorder: str = "clerk-he"
    estate: str = "GY"
