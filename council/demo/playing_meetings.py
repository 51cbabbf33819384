"""The stories of the meetings: when they are planned, called and held, and what comes of them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from council.base import clock
from council.demo.cast.stories import eleventh, twelfth
from council.demo.cast.stories.issues import issue as issue_story
from council.demo.cast.stories.shapes import CouncilStory, ItemStory, TalkStory
from council.demo.cast.stories.talks import BIKE_TALK, NEXT_TALK, attendees
from council.demo.cast.text import Text
from council.demo.evening import Evening
from council.demo.playing_issues import on_the_twelfth
from council.demo.playing_tasks import plan_task
from council.demo.stage import Stage
from council.journal.operations import Ref
from council.meetings.kinds import kind_and_number
from council.meetings.models import MeetingKind
from council.meetings.operations.planning import plan_meeting


def plan_meetings(stage: Stage) -> None:
    """Put all meetings' acts on the stage."""
    _eleventh(stage)
    _talk(stage, BIKE_TALK)
    _twelfth(stage)
    _planned_talk(stage, NEXT_TALK, stage.day(-1, "12:10"))


def _eleventh(stage: Stage) -> None:
    """Four weeks ago: held, decided, minuted; the minutes are published."""
    story = eleventh.ELEVENTH
    starts, ended = stage.moment(eleventh.STARTS), stage.moment(eleventh.ENDED)
    evening = _called(stage, story, starts, planned=stage.day(-41, "20:00"), called=stage.moment(eleventh.CONVENED))
    _arrive(evening, [*story.arrived, *story.observers], starts - timedelta(minutes=18), starts + timedelta(minutes=2))
    stage.plan(starts + timedelta(minutes=3), evening.start)
    at = starts + timedelta(minutes=4)
    pace = (ended - at) / sum(item.minutes for item in story.items)
    for index, item in enumerate(story.items):
        _held(evening, story, index, at, pace * item.minutes)
        at += pace * item.minutes
    stage.plan(ended, evening.adjourn)
    for index, item in enumerate(story.items):
        if item.note:
            stage.plan(ended + timedelta(minutes=10 + index), partial(evening.note, index, item.note))
    stage.plan(ended + timedelta(days=2), evening.approve_minutes)
    stage.plan(ended + timedelta(days=2, minutes=5), evening.publish_minutes)


def _twelfth(stage: Stage) -> None:
    """Half-way: three items dealt with, the fourth open with its motion recorded, ready to be voted on."""
    story = twelfth.TWELFTH
    began = stage.now - timedelta(minutes=twelfth.STARTED_MINUTES_AGO)
    starts = began - timedelta(minutes=began.minute % 5 + 5, seconds=began.second)
    called = stage.moment(twelfth.CONVENED)
    evening = _called(stage, story, starts, planned=stage.day(-13, "20:30"), called=called, code=twelfth.JOIN_CODE)
    _arrive(evening, [*story.arrived, *story.observers], starts - timedelta(minutes=15), began)
    stage.plan(began, evening.start)
    at = began + timedelta(minutes=1)
    pace = timedelta(minutes=twelfth.STARTED_MINUTES_AGO - 8) / sum(item.minutes for item in story.items[:3])
    for index, item in enumerate(story.items[:3]):
        _held(evening, story, index, at, pace * item.minutes)
        at += pace * item.minutes
        if item.note:
            stage.plan(at, partial(evening.note, index, item.note))
    _opened(evening, story, twelfth.CURRENT - 1, stage.now - timedelta(minutes=6))


def _talk(stage: Stage, story: TalkStory) -> None:
    """S1: forty-one neighbours on their own stools, a straw poll at the end, a list of what is handed over."""
    starts = stage.moment(story.starts)
    evening = _planned_talk(stage, story, stage.day(story.starts.days - 8, "12:00"), issues=("bike-theft",))
    people = attendees(story)
    _arrive(evening, people, starts - timedelta(minutes=12), starts + timedelta(minutes=5))
    stage.plan(starts + timedelta(minutes=5), evening.start)
    at = starts + timedelta(minutes=6)
    for index in range(len(story.themes)):
        stage.plan(at, partial(evening.open, index))
        at += timedelta(minutes=25)
    last = len(story.themes) - 1
    if story.question and story.count:
        stage.plan(at, partial(evening.ask, last, story.question))
        cast_at = at + timedelta(seconds=20)
        stage.plan(cast_at, partial(evening.all_vote, last, people, story.count, cast_at, story.title.en), alone=True)
        stage.plan(at + timedelta(minutes=2), partial(evening.close_vote, last))
        stage.plan(at + timedelta(minutes=3), partial(evening.publish_vote, last))
    if story.note:
        stage.plan(at + timedelta(minutes=5), partial(evening.note, last, story.note))
    for task in story.hand_over:
        plan_task(
            stage,
            task,
            at=at + timedelta(minutes=6),
            given_by=story.chair,
            estate=story.estate,
            origin=lambda: (Ref("meeting", evening.meeting_id), kind_and_number("evening_talk", story.number)),
        )
    stage.plan(at + timedelta(minutes=12), evening.adjourn)


# --- planning and calling


def _called(
    stage: Stage, story: CouncilStory, starts: datetime, *, planned: datetime, called: datetime, code: str = ""
) -> Evening:
    """A council planned early, its items put on as they came up, and called."""
    evening = Evening(stage, stage.person(story.chair), stage.person(story.recorder))
    stage.plan(planned, partial(_plan_council, evening, story, starts, code))
    at = planned + timedelta(minutes=5)
    for item in story.items:
        at = max([at, *_wanted(stage, item, called)])
        stage.plan(at, partial(evening.put_on, item.title, item.detail, item.minutes, item.issue))
        at += timedelta(seconds=40)
    stage.plan(max(called, at), evening.convene)
    return evening


def _wanted(stage: Stage, item: ItemStory, called: datetime) -> list[datetime]:
    """When an item's issue was sent to the council, if that was before the call."""
    if not item.issue:
        return []
    moments = [stage.moment(step.when) for step in issue_story(item.issue).steps if step.state == "to_agenda"]
    return [moment for moment in moments if moment < called - timedelta(minutes=30)]


def _plan_council(evening: Evening, story: CouncilStory, starts: datetime, code: str) -> None:
    meeting = plan_meeting(
        kind=MeetingKind.WEEKEND_COUNCIL,
        place=evening.stage.place(story.estate),
        venue=evening.stage.say(story.venue),
        starts_at=starts,
        number=story.number,
        actor_id=evening.chair,
    )
    meeting.code = code or meeting.code  # the code that the pictures and the handbook show
    evening.meeting_id = meeting.id


def _planned_talk(stage: Stage, story: TalkStory, planned: datetime, issues: Sequence[str] = ()) -> Evening:
    """A talk with its themes, called at once; the first themes come from `issues`."""
    evening = Evening(stage, stage.person(story.chair), stage.person(story.recorder))
    stage.plan(planned, partial(_plan_talk, evening, story))
    for index, theme in enumerate(story.themes):
        issue = issues[index] if index < len(issues) else ""
        stage.plan(planned + timedelta(minutes=2 + index), partial(evening.put_on, theme, Text("", ""), 25, issue))
    stage.plan(planned + timedelta(minutes=10), evening.convene)
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
    """The title without the kind before the colon, which its page shows anyway."""
    for mark in ("：", ": "):
        title = title.partition(mark)[2] or title
    return title[:1].upper() + title[1:]


# --- the evening itself


def _arrive(evening: Evening, keys: Sequence[str], begin: datetime, end: datetime) -> None:
    """One after the other. Nobody checks in before the meeting's day, so after midnight they come more quickly."""
    midnight = clock.local(end).replace(hour=0, minute=0, second=0, microsecond=0)
    begin = max(begin, midnight)
    for number, key in enumerate(keys):
        evening.stage.plan(begin + (end - begin) * (number / len(keys)), partial(evening.check_in, key))


def _opened(evening: Evening, story: CouncilStory, index: int, at: datetime) -> None:
    evening.stage.plan(at, partial(evening.open, index))
    if motion := story.items[index].motion:
        evening.stage.plan(at + timedelta(seconds=50), partial(evening.record, index, motion))


def _held(evening: Evening, story: CouncilStory, index: int, at: datetime, takes: timedelta) -> None:
    """One item from its opening to its end, with motion, vote, resolution and tasks where the story has them."""
    stage, item = evening.stage, story.items[index]
    _opened(evening, story, index, at)
    if item.motion and item.count:
        vote = at + takes * 0.5
        stage.plan(vote, partial(evening.open_vote, index))
        cast_at = vote + timedelta(seconds=12)
        votes = partial(evening.all_vote, index, story.arrived, item.count, cast_at, item.title.en)
        stage.plan(cast_at, votes, alone=True)
        stage.plan(vote + timedelta(seconds=70), partial(evening.close_vote, index))
        stage.plan(vote + timedelta(seconds=80), partial(evening.publish_vote, index))
        if item.ending == "carried":
            decided = vote + timedelta(seconds=100)
            stage.plan(decided, partial(evening.resolve, index, item.motion))
            _hand_out(evening, story, index, decided + timedelta(seconds=30))
    stage.plan(at + takes - timedelta(seconds=20), partial(evening.end, index, item.ending == "postponed"))


def _hand_out(evening: Evening, story: CouncilStory, index: int, at: datetime) -> None:
    """The tasks of a resolution. An issue that comes back to tonight's council has no task before it."""
    for task in story.items[index].tasks:
        plan_task(
            evening.stage,
            task,
            at=at,
            given_by=story.chair,
            estate=story.estate,
            origin=partial(evening.origin, index),
            linked=story is twelfth.TWELFTH or task.issue not in on_the_twelfth(),
        )
