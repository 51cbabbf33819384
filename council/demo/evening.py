"""One meeting of the demo, and what can happen on it: each act is one operation of the meetings' room."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from council.base.db import db
from council.charters.rules import Force
from council.demo.cast.stories.ballots import ballots
from council.demo.cast.stories.shapes import Count, MotionStory
from council.demo.cast.text import Text
from council.demo.stage import Stage
from council.journal.operations import Ref
from council.meetings.models import AgendaItem, Meeting, Motion, Resolution
from council.meetings.operations.agenda import add_item
from council.meetings.operations.planning import convene
from council.meetings.operations.resolutions import resolve
from council.meetings.operations.session import adjourn, check_in, close_item, open_item, start_meeting
from council.meetings.operations.votes import close_vote, open_straw_poll, open_vote, publish_vote, record_motion
from council.meetings.words import resolution_label
from council.minutes.operations import approve, publish, write_note
from council.polls.casting import Receipt, cast
from council.polls.models import Poll
from council.residents.models import Person


@dataclass
class Evening:
    """A meeting in the making. Items are known by their index from 0; ids fill in as things come to be."""

    stage: Stage
    chair: int
    recorder: int
    meeting_id: int = 0
    items: list[int] = field(default_factory=list)
    polls: dict[int, int] = field(default_factory=dict)
    resolutions: dict[int, int] = field(default_factory=dict)

    @property
    def meeting(self) -> Meeting:
        """The meeting as it stands."""
        return self.stage.row(Meeting, self.meeting_id)

    def item(self, index: int) -> AgendaItem:
        """An agenda item as it stands."""
        return self.stage.row(AgendaItem, self.items[index])

    def poll(self, index: int) -> Poll:
        """The poll held on an item."""
        return self.stage.row(Poll, self.polls[index])

    def motion(self, index: int) -> Motion:
        """The motion last recorded for an item."""
        query = db.select(Motion).where(Motion.item_id == self.items[index]).order_by(Motion.id.desc()).limit(1)
        return db.session.scalars(query).one()

    # --- before

    def put_on(self, title: Text, detail: Text, minutes: int, issue: str) -> None:
        """Add an item, with its issue if it has one."""
        item = add_item(
            meeting=self.meeting,
            title=self.stage.say(title),
            detail=self.stage.say(detail),
            minutes=minutes,
            issue=self.stage.issue(issue) if issue else None,
            actor_id=self.chair,
        )
        self.items.append(item.id)

    def convene(self) -> None:
        """Call it."""
        convene(meeting=self.meeting, actor_id=self.chair)

    # --- the evening

    def check_in(self, key: str) -> None:
        """Somebody comes."""
        check_in(meeting=self.meeting, person_id=self.stage.person(key))

    def start(self) -> None:
        """Open the meeting."""
        start_meeting(meeting=self.meeting, actor_id=self.chair)

    def open(self, index: int) -> None:
        """Take up an item."""
        open_item(item=self.item(index), actor_id=self.chair)

    def record(self, index: int, motion: MotionStory) -> None:
        """Write down a motion's exact text."""
        record_motion(
            item=self.item(index),
            title=self.stage.say(motion.title),
            text=self.stage.say(motion.text),
            moved_by=self.stage.row(Person, self.stage.person(motion.mover)).name,
            actor_id=self.chair,
        )

    def open_vote(self, index: int) -> None:
        """Open the vote on an item's motion."""
        self.polls[index] = open_vote(motion=self.motion(index), actor_id=self.chair).id

    def ask(self, index: int, question: Text) -> None:
        """Ask the room with a straw poll."""
        asked = open_straw_poll(item=self.item(index), question=self.stage.say(question), actor_id=self.chair)
        self.polls[index] = asked.id

    def all_vote(self, index: int, voters: Iterable[str], count: Count, at: datetime, seed: str) -> None:
        """The ballots of a past vote, cast one after the other within half a minute."""
        choices = ballots(list(voters), count, seed=seed)
        for number, (key, choice) in enumerate(choices.items()):
            moment = at + timedelta(milliseconds=700 * number)
            person = self.stage.person(key)
            taken = cast(poll_id=self.polls[index], person_id=person, epoch=0, choice=choice, now=moment)
            if not isinstance(taken, Receipt):
                raise RuntimeError(f"the vote of {key} was refused: {taken.why}")

    def close_vote(self, index: int) -> None:
        """Close and count."""
        close_vote(poll=self.poll(index), meeting=self.meeting, actor_id=self.chair)

    def publish_vote(self, index: int) -> None:
        """Show the result."""
        publish_vote(poll=self.poll(index), meeting=self.meeting, actor_id=self.chair)

    def resolve(self, index: int, motion: MotionStory) -> None:
        """Turn the result into a resolution."""
        text = self.stage.say(motion.text)
        made = resolve(motion=self.motion(index), text=text, force=Force.CONSENSUS, actor_id=self.chair)
        self.resolutions[index] = made.id

    def origin(self, index: int) -> tuple[Ref, str]:
        """What the tasks of an item come from."""
        resolution = self.stage.row(Resolution, self.resolutions[index])
        return Ref("resolution", resolution.id), resolution_label(resolution)

    def end(self, index: int, postponed: bool) -> None:
        """Finish an item."""
        close_item(item=self.item(index), postponed=postponed, actor_id=self.chair)

    def adjourn(self) -> None:
        """End the meeting."""
        adjourn(meeting=self.meeting, actor_id=self.chair)

    # --- afterwards

    def note(self, index: int, text: Text) -> None:
        """The recorder's words on an item."""
        write_note(item=self.item(index), text=self.stage.say(text), revision=0, actor_id=self.recorder)

    def approve_minutes(self) -> None:
        """Freeze the minutes."""
        approve(meeting=self.meeting, actor_id=self.chair)

    def publish_minutes(self) -> None:
        """Show them to everyone."""
        publish(meeting=self.meeting, actor_id=self.recorder)
