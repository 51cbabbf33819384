"""Whatever a hall does: one current item, one speech, no vote that should not be, no clock below zero."""

from collections.abc import Callable
from datetime import timedelta

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from council.base import clock
from council.base.db import db
from council.base.errors import Conflict
from council.meetings.floor import operations as floor
from council.meetings.floor.models import Speech
from council.meetings.floor.reading import floor_of
from council.meetings.floor.rules import Reminder, Stance, Turn
from council.meetings.loading import load_room
from council.meetings.models import AgendaItem, ItemState, Meeting, MeetingState
from council.meetings.operations.agenda import add_item
from council.meetings.operations.session import adjourn, check_in, close_item, leave, open_item
from council.meetings.operations.votes import close_vote, open_straw_poll, open_vote, publish_vote
from council.meetings.order import operations as order
from council.meetings.order.models import PointOfOrder
from council.meetings.order.rules import OPEN, About, Stage
from council.polls.models import Poll
from tests.meetings import evening
from tests.support.world import World

#: (what, which): every act of an evening, `which` choosing the item, the person or the speech it is done to.
ACTS = (
    *("raise", "raise", "enter", "give", "give", "end", "pause", "run", "more", "less", "remind", "down", "back"),
    *("open", "close", "move", "vote", "straw", "count", "show", "come", "go", "wait", "end_all"),
    *("point", "rule", "later", "hear", "unpoint"),
)
steps = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 11)), min_size=4, max_size=30)


class Evening:
    """A meeting with 31 of 46 present, just the quorum, two noticed items and one added late."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.meeting: Meeting = evening.in_session(world, present=evening.QUORUM, items=evening.ITEMS[:2])
        add_item(meeting=self.meeting, title="会上临时提出", detail="", actor_id=world.chair.id)
        db.session.refresh(self.meeting)
        self.now = clock.now()

    def act(self, what: str, which: int) -> None:
        """Do it; a refusal is fine."""
        try:
            self._acts(which)[what]()
        except Conflict:
            db.session.rollback()

    def _acts(self, which: int) -> dict[str, Callable[[], object]]:
        meeting, chair_id = self.meeting, self.world.chair.id
        item = self._items()[which % 3]
        person_id = self.world.members[1 + which].id
        speech, poll, now = self._speech(which), self._poll(), floor_of(self._current_id()).present
        by = {"actor_id": chair_id}
        after = now.id if now else None
        hand = Stance(list(Stance)[which % 4])
        none: Callable[[], object] = lambda: None  # noqa: E731
        of_speech: dict[str, Callable[[], object]] = {}
        if speech is not None:
            of_speech = {
                "end": lambda: floor.end_speech(speech=speech, **by),
                "pause": lambda: floor.pause_speech(speech=speech, paused=True, **by),
                "run": lambda: floor.pause_speech(speech=speech, paused=False, **by),
                "more": lambda: floor.time_speech(speech=speech, seconds=30, **by),
                "less": lambda: floor.time_speech(speech=speech, seconds=-30, **by),
                "remind": lambda: floor.remind(speech=speech, of=Reminder.TOPIC, **by),
                "down": lambda: floor.take_down(hand=speech, **by),
                "back": lambda: floor.put_back(speech=speech, **by),
            }
        point = self._point(which)
        of_point: dict[str, Callable[[], object]] = {}
        if point is not None:
            of_point = {
                "rule": lambda: order.rule_on(point=point, well_taken=which % 2 == 0, **by),
                "later": lambda: order.put_off_point(point=point, **by),
                "hear": lambda: order.hear_point(point=point, **by),
                "unpoint": lambda: order.withdraw_point(point=point, **by),
            }
        of_poll: dict[str, Callable[[], object]] = {}
        if poll is not None:
            of_poll = {
                "count": lambda: close_vote(poll=poll, meeting=meeting, **by),
                "show": lambda: publish_vote(poll=poll, meeting=meeting, **by),
            }
        return {
            **dict.fromkeys(ACTS, none),
            "raise": lambda: floor.raise_hand(meeting=meeting, person_id=person_id, stance=hand),
            "enter": lambda: floor.enter_hand(meeting=meeting, name=f"{which}号座", stance=hand, **by),
            "point": lambda: order.raise_point(meeting=meeting, person_id=person_id, about=About.TOPIC),
            "give": lambda: floor.give_floor(meeting=meeting, after=after, **by),
            "open": lambda: open_item(item=item, **by),
            "close": lambda: close_item(item=item, postponed=which % 2 == 0, **by),
            "move": lambda: evening.put(self.world, item),
            "vote": lambda: open_vote(motion=item.motions[-1], **by) if item.motions else None,
            "straw": lambda: open_straw_poll(item=item, question="同意吗？", **by),
            "come": lambda: check_in(meeting=meeting, person_id=person_id),
            "go": lambda: leave(meeting=meeting, person_id=person_id),
            "wait": lambda: setattr(self, "now", self.now + timedelta(seconds=70)),
            "end_all": lambda: adjourn(meeting=meeting, **by) if which == 11 else None,
            **of_speech,
            **of_point,
            **of_poll,
        }

    def _items(self) -> list[AgendaItem]:
        query = db.select(AgendaItem).where(AgendaItem.meeting_id == self.meeting.id)
        return list(db.session.scalars(query.order_by(AgendaItem.position, AgendaItem.id)))

    def _current_id(self) -> int:
        return next((item.id for item in self._items() if item.state == ItemState.CURRENT), 0)

    def _speech(self, which: int) -> Speech | None:
        found = self.speeches()
        return found[which % len(found)] if found else None

    def _poll(self) -> Poll | None:
        return db.session.scalars(db.select(Poll).order_by(Poll.id.desc())).first()

    def _point(self, which: int) -> PointOfOrder | None:
        """Mostly one that is open: else a long evening would rule on the same one again and again."""
        alive = [each for each in self.points() if each.state in OPEN] or self.points()
        return alive[which % len(alive)] if alive else None

    def points(self) -> list[PointOfOrder]:
        """All points of order of the meeting."""
        query = db.select(PointOfOrder).join(AgendaItem).where(AgendaItem.meeting_id == self.meeting.id)
        return list(db.session.scalars(query.order_by(PointOfOrder.id)))

    def speeches(self) -> list[Speech]:
        """All hands and speeches of the meeting."""
        query = db.select(Speech).join(AgendaItem).where(AgendaItem.meeting_id == self.meeting.id)
        return list(db.session.scalars(query.order_by(Speech.id)))

    def check(self, opened: set[int]) -> None:
        """What must hold after every act. `opened` holds the polls that were open before."""
        room = load_room(self.meeting.id)
        assert sum(item.state == "current" for item in room.items) <= (room.state == MeetingState.IN_SESSION)
        running = [each for each in self.speeches() if each.state == Turn.SPEAKING]
        assert len(running) <= 1
        assert all(each.item_id == self._current_id() for each in running)
        waiting = [each for each in self.speeches() if each.state == Turn.WAITING]
        assert all(each.item_id == self._current_id() for each in waiting), "no hand waits for what is over"
        assert not (running and room.open_poll), "while voting nobody speaks"
        assert all(each.running_since is None for each in self.speeches() if each.state != Turn.SPEAKING)
        assert all(each.clock.left_at(self.now) >= 0 and each.spent >= 0 for each in self.speeches())
        open_points = [each for each in self.points() if each.state in OPEN]
        heard = [each for each in open_points if each.state == Stage.HEARD]
        assert len(heard) <= 1, "one point at a time"
        assert all(each.item_id == self._current_id() for each in open_points), "no point waits for what is over"
        assert not (open_points and room.open_poll), "no vote opens before the ruling"
        assert len({each.person_id for each in open_points}) == len(open_points), "one a person"
        assert not heard or all(each.running_since is None for each in running), "the clock stands while one is heard"
        assert all(not each.paused for each in self.points() if each.state not in OPEN), (
            "nothing keeps the clock stopped"
        )
        poll = room.open_poll
        if poll is not None and not poll.straw and poll.id not in opened:
            assert poll.present >= evening.QUORUM, "no vote without quorum"
            assert room.current is not None
            assert room.current.noticed, "no vote on an unnoticed item"
            opened.add(poll.id)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=steps)
@example(acts=[("raise", 1), ("give", 0), ("vote", 0), ("count", 0), ("show", 0), ("open", 1)])
@example(acts=[("enter", 1), ("give", 0), ("straw", 0), ("give", 0)])
@example(acts=[("go", 3), ("vote", 0)])
@example(acts=[("raise", 1), ("open", 1), ("raise", 2), ("enter", 3), ("give", 0), ("close", 1)])
@example(acts=[("raise", 1), ("raise", 2), ("give", 0), ("end_all", 11)])
@example(acts=[("raise", 1), ("raise", 2), ("give", 0), ("close", 0), ("give", 0), ("open", 1), ("back", 0)])
@example(acts=[("open", 2), ("move", 2), ("vote", 2)])
@example(
    acts=[("raise", 1), ("give", 0), ("wait", 0), ("point", 1), ("point", 2), ("rule", 0), ("hear", 0), ("rule", 0)]
)
@example(
    acts=[("raise", 1), ("give", 0), ("point", 1), ("later", 0), ("end", 0), ("vote", 0), ("rule", 0), ("vote", 0)]
)
@example(acts=[("raise", 1), ("give", 0), ("point", 1), ("point", 2), ("later", 0), ("unpoint", 1), ("give", 0)])
def test_whatever_the_hall_does(world: World, acts: list[tuple[str, int]]) -> None:
    hall = Evening(world)
    opened: set[int] = set()
    for what, which in [("open", 0), ("move", 0), *acts]:
        with clock.stopped(hall.now):
            hall.act(what, which)
            hall.check(opened)
