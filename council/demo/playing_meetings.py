"""The stories of the meetings: planned, called, held, with their votes, resolutions and tasks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from council.base import clock
from council.base.db import db
from council.charters.rules import Force
from council.demo.cast.stories import eleventh, twelfth
from council.demo.cast.stories.ballots import ballots
from council.demo.cast.stories.issues import issue as issue_story
from council.demo.cast.stories.shapes import CouncilStory, Count, ItemStory, MotionStory, TalkStory
from council.demo.cast.stories.talks import BIKE_TALK, NEXT_TALK, attendees
from council.demo.cast.text import Text
from council.demo.playing_issues import on_the_twelfth
from council.demo.playing_tasks import plan_task
from council.demo.stage import Stage
from council.journal.operations import Ref
from council.meetings.models import AgendaItem, Meeting, MeetingKind, Motion, Resolution
from council.meetings.operations.agenda import add_item
from council.meetings.operations.planning import convene, plan_meeting
from council.meetings.operations.resolutions import resolve
from council.meetings.operations.session import adjourn, check_in, close_item, open_item, start_meeting
from council.meetings.operations.votes import close_vote, open_straw_poll, open_vote, publish_vote, record_motion
from council.meetings.words import resolution_label
from council.polls.casting import Receipt, cast
from council.polls.models import Poll
from council.residents.models import Person


@dataclass
class Evening:
    """A meeting in the making, and what belongs to it once that exists."""

    stage: Stage
    chair: int
    meeting_id: int = 0
    items: list[int] = field(default_factory=list)
    polls: dict[int, int] = field(default_factory=dict)
    resolutions: dict[int, int] = field(default_factory=dict)

    @property
    def meeting(self) -> Meeting:
        """The meeting as it stands."""
        return db.session.get_one(Meeting, self.meeting_id)

    def item(self, index: int) -> AgendaItem:
        """The item at an index from 0."""
        return db.session.get_one(AgendaItem, self.items[index])

    def poll(self, index: int) -> Poll:
        """The poll held on the item at an index."""
        return db.session.get_one(Poll, self.polls[index])


def plan_meetings(stage: Stage) -> dict[str, Evening]:
    """Put all meetings' acts on the stage; the evenings by name, for the minutes."""
    evenings = {"eleventh": _eleventh(stage), "talk": _talk(stage, BIKE_TALK), "twelfth": _twelfth(stage)}
    _next_talk(stage, NEXT_TALK)
    return evenings


# --- the four evenings


def _eleventh(stage: Stage) -> Evening:
    story = eleventh.ELEVENTH
    starts, ended = stage.moment(eleventh.STARTS), stage.moment(eleventh.ENDED)
    evening = _called(stage, story, starts, planned=stage.day(-41, "20:00"), called=stage.moment(eleventh.CONVENED))
    _arrive(evening, [*story.arrived, *story.observers], starts - timedelta(minutes=18), starts + timedelta(minutes=2))
    stage.plan(starts + timedelta(minutes=3), lambda: start_meeting(meeting=evening.meeting, actor_id=evening.chair))
    at = starts + timedelta(minutes=4)
    pace = (ended - at) / sum(item.minutes for item in story.items)
    for index, item in enumerate(story.items):
        _held(evening, story, index, at, pace * item.minutes)
        at += pace * item.minutes
    stage.plan(ended, lambda: adjourn(meeting=evening.meeting, actor_id=evening.chair))
    return evening


def _twelfth(stage: Stage) -> Evening:
    """Half-way: three items dealt with, the fourth open with its motion recorded, ready to be voted on."""
    story = twelfth.TWELFTH
    began = stage.now - timedelta(minutes=twelfth.STARTED_MINUTES_AGO)
    starts = began - timedelta(minutes=began.minute % 5 + 2, seconds=began.second)
    called = stage.moment(twelfth.CONVENED)
    evening = _called(stage, story, starts, planned=stage.day(-13, "20:30"), called=called, code=twelfth.JOIN_CODE)
    _arrive(evening, [*story.arrived, *story.observers], starts - timedelta(minutes=15), began)
    stage.plan(began, lambda: start_meeting(meeting=evening.meeting, actor_id=evening.chair))
    at = began + timedelta(minutes=1)
    pace = timedelta(minutes=twelfth.STARTED_MINUTES_AGO - 8) / sum(item.minutes for item in story.items[:3])
    for index, item in enumerate(story.items[:3]):
        _held(evening, story, index, at, pace * item.minutes)
        at += pace * item.minutes
    _opened(evening, story, twelfth.CURRENT - 1, stage.now - timedelta(minutes=6))
    return evening


def _talk(stage: Stage, story: TalkStory) -> Evening:
    """S1: forty-one neighbours on their own stools, a straw poll at the end, a list of what is handed over."""
    starts = stage.moment(story.starts)
    evening = _planned_talk(stage, story, stage.day(story.starts.days - 8, "12:00"), issues=("bike-theft",))
    people = attendees(story)
    _arrive(evening, people, starts - timedelta(minutes=12), starts + timedelta(minutes=5))
    stage.plan(starts + timedelta(minutes=5), lambda: start_meeting(meeting=evening.meeting, actor_id=evening.chair))
    at = starts + timedelta(minutes=6)
    for index in range(len(story.themes)):
        stage.plan(at, partial(_open, evening, index))
        at += timedelta(minutes=25)
    last = len(story.themes) - 1
    if story.question and story.count:
        stage.plan(at, lambda: _ask_the_room(evening, last, story.question))
        _vote(evening, last, people, story.count, at + timedelta(seconds=20), seed=story.title.en)
        stage.plan(at + timedelta(minutes=2), partial(_close, evening, last))
        stage.plan(at + timedelta(minutes=3), partial(_publish, evening, last))
    for task in story.hand_over:
        plan_task(
            stage,
            task,
            at=at + timedelta(minutes=6),
            given_by=story.chair,
            estate=story.estate,
            origin=lambda: (Ref("meeting", evening.meeting_id), stage.say(story.title)),
        )
    stage.plan(at + timedelta(minutes=12), lambda: adjourn(meeting=evening.meeting, actor_id=evening.chair))
    return evening


def _next_talk(stage: Stage, story: TalkStory) -> None:
    _planned_talk(stage, story, stage.day(-1, "12:10"))


# --- planning and calling


def _called(
    stage: Stage, story: CouncilStory, starts: datetime, *, planned: datetime, called: datetime, code: str = ""
) -> Evening:
    """A council planned early, its items put on as they came up, and called."""
    evening = Evening(stage, stage.person(story.chair))
    stage.plan(planned, partial(_plan_council, evening, story, starts, code))
    at = planned + timedelta(minutes=5)
    for item in story.items:
        at = max([at, *_wanted(stage, item, at, called)])
        stage.plan(at, partial(_put_on, evening, item.title, item.detail, item.minutes, item.issue))
        at += timedelta(seconds=40)
    stage.plan(max(called, at), lambda: convene(meeting=evening.meeting, actor_id=evening.chair))
    return evening


def _plan_council(evening: Evening, story: CouncilStory, starts: datetime, code: str) -> None:
    meeting = plan_meeting(
        kind=MeetingKind.WEEKEND_COUNCIL,
        place=evening.stage.place(story.estate),
        venue=evening.stage.say(story.venue),
        starts_at=starts,
        number=story.number,
        actor_id=evening.chair,
    )
    meeting.code = code or meeting.code
    evening.meeting_id = meeting.id


def _planned_talk(stage: Stage, story: TalkStory, planned: datetime, issues: Sequence[str] = ()) -> Evening:
    evening = Evening(stage, stage.person(story.chair))
    stage.plan(planned, partial(_plan_talk, evening, story))
    for index, theme in enumerate(story.themes):
        issue = issues[index] if index < len(issues) else ""
        at = planned + timedelta(minutes=2 + index)
        stage.plan(at, partial(_put_on, evening, theme, Text("", ""), 25, issue))
    called = planned + timedelta(minutes=10)
    stage.plan(called, lambda: convene(meeting=evening.meeting, actor_id=evening.chair))
    return evening


def _plan_talk(evening: Evening, story: TalkStory) -> None:
    stage = evening.stage
    meeting = plan_meeting(
        kind=MeetingKind.EVENING_TALK,
        place=stage.place(story.estate),
        venue=stage.say(story.venue),
        starts_at=clock.from_local(story.starts.on(clock.local(stage.now).date())),
        title=_theme(stage.say(story.title)),
        number=story.number,
        actor_id=evening.chair,
    )
    evening.meeting_id = meeting.id


def _theme(title: str) -> str:
    """The title without the kind in front: `居民夜话：冬天怎么防火` → `冬天怎么防火`."""
    for mark in ("：", ": "):
        title = title.partition(mark)[2] or title
    return title


def _wanted(stage: Stage, item: ItemStory, at: datetime, called: datetime) -> list[datetime]:
    """When an item's issue was sent to the council, if that lies between planning and call."""
    if not item.issue:
        return []
    moments = [stage.moment(step.when) for step in issue_story(item.issue).steps if step.state == "to_agenda"]
    return [moment for moment in moments if at < moment < called - timedelta(minutes=30)]


def _put_on(evening: Evening, title: Text, detail: Text, minutes: int, issue: str) -> None:
    stage = evening.stage
    item = add_item(
        meeting=evening.meeting,
        title=stage.say(title),
        detail=stage.say(detail),
        minutes=minutes,
        issue=stage.issue(issue) if issue else None,
        actor_id=evening.chair,
    )
    evening.items.append(item.id)


# --- the evening itself


def _arrive(evening: Evening, keys: Sequence[str], begin: datetime, end: datetime) -> None:
    for number, key in enumerate(keys):
        at = begin + (end - begin) * (number / len(keys))
        evening.stage.plan(at, partial(_check_in, evening, key))


def _check_in(evening: Evening, key: str) -> None:
    check_in(meeting=evening.meeting, person_id=evening.stage.person(key))


def _held(evening: Evening, story: CouncilStory, index: int, at: datetime, takes: timedelta) -> None:
    """One item from its opening to its end, with motion, vote, resolution and tasks where the story has them."""
    item = story.items[index]
    _opened(evening, story, index, at)
    end = at + takes - timedelta(seconds=20)
    if item.motion and item.count:
        vote = at + takes * 0.5
        stage = evening.stage
        stage.plan(vote, partial(_open_vote, evening, index))
        _vote(evening, index, story.arrived, item.count, vote + timedelta(seconds=12), seed=item.title.en)
        stage.plan(vote + timedelta(seconds=70), partial(_close, evening, index))
        stage.plan(vote + timedelta(seconds=80), partial(_publish, evening, index))
        if item.ending == "carried":
            decided = vote + timedelta(seconds=100)
            stage.plan(decided, partial(_resolve, evening, index, item.motion))
            _hand_out(evening, story, index, decided + timedelta(seconds=30))
    evening.stage.plan(end, partial(_end, evening, index, item.ending == "postponed"))


def _opened(evening: Evening, story: CouncilStory, index: int, at: datetime) -> None:
    stage = evening.stage
    stage.plan(at, partial(_open, evening, index))
    motion = story.items[index].motion
    if motion:
        stage.plan(at + timedelta(seconds=50), partial(_record, evening, index, motion))


def _open(evening: Evening, index: int) -> None:
    open_item(item=evening.item(index), actor_id=evening.chair)


def _record(evening: Evening, index: int, motion: MotionStory) -> None:
    stage = evening.stage
    record_motion(
        item=evening.item(index),
        title=stage.say(motion.title),
        text=stage.say(motion.text),
        moved_by=_name(stage, motion.mover),
        actor_id=evening.chair,
    )


def _name(stage: Stage, key: str) -> str:
    return db.session.get_one(Person, stage.person(key)).name


def _motion(evening: Evening, index: int) -> Motion:
    return evening.item(index).motions[-1]


def _open_vote(evening: Evening, index: int) -> None:
    evening.polls[index] = open_vote(motion=_motion(evening, index), actor_id=evening.chair).id


def _ask_the_room(evening: Evening, index: int, question: Text | None) -> None:
    words = evening.stage.say(question) if question else ""
    poll = open_straw_poll(item=evening.item(index), question=words, actor_id=evening.chair)
    evening.polls[index] = poll.id


def _vote(evening: Evening, index: int, voters: Iterable[str], count: Count, at: datetime, *, seed: str) -> None:
    """The ballots of a past vote, cast one after the other within half a minute."""

    def all_vote() -> None:
        choices = ballots(list(voters), count, seed=seed)
        for number, (key, choice) in enumerate(choices.items()):
            moment = at + timedelta(milliseconds=700 * number)
            person = evening.stage.person(key)
            taken = cast(poll_id=evening.polls[index], person_id=person, epoch=0, choice=choice, now=moment)
            if not isinstance(taken, Receipt):
                raise RuntimeError(f"the vote of {key} was refused: {taken.why}")

    evening.stage.plan(at, all_vote, alone=True)


def _close(evening: Evening, index: int) -> None:
    close_vote(poll=evening.poll(index), meeting=evening.meeting, actor_id=evening.chair)


def _publish(evening: Evening, index: int) -> None:
    publish_vote(poll=evening.poll(index), meeting=evening.meeting, actor_id=evening.chair)


def _resolve(evening: Evening, index: int, motion: MotionStory) -> None:
    text = evening.stage.say(motion.text)
    made = resolve(motion=_motion(evening, index), text=text, force=Force.CONSENSUS, actor_id=evening.chair)
    evening.resolutions[index] = made.id


def _hand_out(evening: Evening, story: CouncilStory, index: int, at: datetime) -> None:
    """The tasks of a resolution. An issue that comes back to tonight's council has no task before it."""
    for task in story.items[index].tasks:
        plan_task(
            evening.stage,
            task,
            at=at,
            given_by=story.chair,
            estate=story.estate,
            origin=partial(_origin, evening, index),
            linked=story is twelfth.TWELFTH or task.issue not in on_the_twelfth(),
        )


def _origin(evening: Evening, index: int) -> tuple[Ref, str]:
    resolution = db.session.get_one(Resolution, evening.resolutions[index])
    return Ref("resolution", resolution.id), resolution_label(resolution)


def _end(evening: Evening, index: int, postponed: bool) -> None:
    close_item(item=evening.item(index), postponed=postponed, actor_id=evening.chair)
