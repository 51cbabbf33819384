"""Whatever a hall does: one current item, one speech, no vote that should not be, no clock below zero."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import func

from council.base import clock
from council.base.db import db
from council.base.errors import Conflict
from council.meetings.floor import operations as floor
from council.meetings.floor.models import Speech
from council.meetings.floor.reading import floor_of
from council.meetings.floor.rules import Reminder, Stance, Turn
from council.meetings.loading import load_room
from council.meetings.models import AgendaItem, Attendance, ItemState, Meeting, MeetingState
from council.meetings.operations.agenda import add_item
from council.meetings.operations.session import adjourn, check_in, close_item, leave, open_item
from council.meetings.operations.undoing import take_back
from council.meetings.operations.votes import close_vote, open_straw_poll, open_vote, publish_vote
from council.meetings.order import operations as order
from council.meetings.order.models import PointOfOrder
from council.meetings.order.rules import OPEN, About, Stage
from council.meetings.room import Room
from council.polls.models import Poll
from tests.meetings import evening
from tests.support.world import World

#: (what, which): every act of an evening, `which` choosing the item, the person or the speech it is done to.
ACTS = (
    *("raise", "raise", "enter", "give", "give", "end", "pause", "run", "more", "less", "remind", "down", "back"),
    *("open", "close", "move", "vote", "straw", "count", "show", "come", "go", "wait", "undo", "end_all"),
    *("point", "rule", "later", "hear", "unpoint"),
)
#: Where a hand may go from where it stood. An item that is on again after all wakes the hands that it left behind.
MOVES = {
    Turn.WAITING: {Turn.WAITING, Turn.SPEAKING, Turn.TAKEN_DOWN, Turn.NOT_REACHED},
    Turn.SPEAKING: {Turn.SPEAKING, Turn.SPOKEN},
    Turn.SPOKEN: {Turn.SPOKEN},
    Turn.TAKEN_DOWN: {Turn.TAKEN_DOWN},
    Turn.NOT_REACHED: {Turn.NOT_REACHED, Turn.WAITING},
}
steps = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 11)), min_size=4, max_size=30)


class Evening:
    """A meeting with 31 of 46 present, just the quorum, two noticed items and one added late."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.meeting: Meeting = evening.in_session(world, items=evening.ITEMS[:2])
        evening.came(self.meeting, world.members[: evening.QUORUM])
        add_item(meeting=self.meeting, title="会上临时提出", detail="", actor_id=world.chair.id)
        db.session.refresh(self.meeting)
        self.now = clock.now()
        self.opened: set[int] = set()
        self.polls_before = db.session.scalar(db.select(func.max(Poll.id))) or 0
        self.stood: list[Shown] = []

    def act(self, what: str, which: int) -> None:
        """Do it; a refusal is fine."""
        try:
            self._acts(which)[what]()
        except Conflict:
            db.session.rollback()
        self.check(what, which)

    def _acts(self, which: int) -> dict[str, Callable[[], object]]:
        meeting, chair_id = self.meeting, self.world.chair.id
        item = self._items()[which % 3]
        person_id = self.world.members[1 + which].id
        speech, poll, now = self._speech(which), self._poll(), floor_of(self._current_id()).present
        by: dict[str, Any] = {"actor_id": chair_id}
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
            "undo": lambda: take_back(meeting=meeting, **by),
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

    def check(self, what: str, which: int) -> None:
        """What must hold after every act."""
        room, there = load_room(self.meeting.id), [Shown(each) for each in self.speeches()]
        current = self._current_id()
        assert sum(item.state == "current" for item in room.items) <= (room.state == MeetingState.IN_SESSION)
        running = [each for each in there if each.state == Turn.SPEAKING]
        waiting = [each for each in there if each.state == Turn.WAITING]
        assert len(running) <= 1
        assert all(each.item_id == current for each in running)
        assert all(each.item_id == current for each in waiting), "no hand waits for what is over"
        assert not (running and room.open_poll), "while voting nobody speaks"
        assert all(each.clock.since is None for each in there if each.state != Turn.SPEAKING)
        assert all(each.clock.left_at(self.now) >= 0 and each.clock.spent >= 0 for each in there)
        hands = [each.who for each in (*running, *waiting)]
        assert len(hands) == len(set(hands)), "nobody has two hands up"
        away = db.select(Attendance.person_id).where(Attendance.left_at.is_not(None))
        gone = set(db.session.scalars(away.where(Attendance.meeting_id == self.meeting.id)))
        assert not gone & {each.person_id for each in waiting}, "no hand of someone who has gone"
        self._check_points(room, heard_stops=running)
        self._check_poll(room)
        self._check_turns(what, which, there, voting=room.open_poll is not None)
        self.stood = there

    def _check_points(self, room: Room, heard_stops: "list[Shown]") -> None:
        open_points = [each for each in self.points() if each.state in OPEN]
        heard = [each for each in open_points if each.state == Stage.HEARD]
        assert len(heard) <= 1, "one point at a time"
        assert all(each.item_id == self._current_id() for each in open_points), "no point waits for what is over"
        assert not (open_points and room.open_poll), "no vote opens before the ruling"
        assert len({each.person_id for each in open_points}) == len(open_points), "one a person"
        assert not heard or all(each.clock.since is None for each in heard_stops), "the clock stands while one is heard"
        left_over = [each for each in self.points() if each.state not in OPEN and each.paused]
        assert not left_over, "nothing keeps the clock stopped"

    def _check_poll(self, room: Room) -> None:
        polls = db.select(Poll).where(Poll.state == "open", Poll.id > self.polls_before)
        poll = room.open_poll
        if poll is None:
            return
        assert len(db.session.scalars(polls).all()) <= 1, "one vote at a time"
        if not poll.straw and poll.id not in self.opened:
            assert poll.present >= evening.QUORUM, "no vote without quorum"
            assert room.current is not None
            assert room.current.noticed, "no vote on an unnoticed item"
        self.opened.add(poll.id)

    def _check_turns(self, what: str, which: int, there: list["Shown"], *, voting: bool) -> None:
        """What the act did to each hand, against how it stood before."""
        before = {each.id: each for each in self.stood}
        for each in there:
            was = before.get(each.id)
            if was is None:
                self._check_new(what, which, each, voting=voting)
                continue
            assert each.state in MOVES[Turn(was.state)], f"{was.state} to {each.state}"
            assert each.state != Turn.WAITING or was.state == Turn.WAITING or what == "undo"
            assert each.stance == was.stance or (what, was.state) == ("raise", Turn.WAITING), "a stance is the owner's"
            if was.state == Turn.WAITING and each.state == Turn.SPEAKING:
                assert each.clock.given == self.meeting.rules.turn_seconds
                assert each.rank(self.stood) == min(hand.rank(self.stood) for hand in self.stood if hand.up)
            if was.state == Turn.SPEAKING:
                assert each.clock.spent_at(self.now) == was.clock.spent_at(self.now), "no act makes or takes time"
                assert abs(each.clock.given - was.clock.given) in ((0, 30) if what in ("more", "less") else (0,))
                if what in ("pause", "run") and each.id == self._which(which):
                    assert (each.clock.since is None) == (what == "pause")
                if what == "end" and each.id == self._which(which):
                    assert each.state == Turn.SPOKEN

    def _check_new(self, what: str, which: int, hand: "Shown", *, voting: bool) -> None:
        assert (what, hand.state) in {(act, Turn.WAITING) for act in ("raise", "enter", "back")}
        assert not voting, "no hand goes up while a vote is open"
        limit = self.meeting.rules.turns_each
        if what == "back":  # the chair lets somebody speak beyond the limit
            before = next(each for each in self.stood if each.id == self._which(which))
            assert (hand.who, hand.stance, hand.item_id) == (before.who, before.stance, before.item_id)
            return
        assert hand.stance == list(Stance)[which % 4]
        if what == "raise":
            assert limit is None or hand.times(self.stood) < limit, "nobody speaks more often than the procedure allows"

    def _which(self, which: int) -> int:
        return self.stood[which % len(self.stood)].id


class Shown:
    """A hand as it stood after an act."""

    def __init__(self, speech: Speech) -> None:
        self.id, self.item_id, self.person_id, self.who = speech.id, speech.item_id, speech.person_id, speech.who
        self.state, self.stance, self.clock, self.started_at = (
            speech.state,
            speech.stance,
            speech.clock,
            speech.started_at,
        )

    @property
    def up(self) -> bool:
        """It waits."""
        return self.state == Turn.WAITING

    def times(self, there: list["Shown"]) -> int:
        """How often its owner had the floor on this item."""
        mine = [each for each in there if each.who == self.who and each.item_id == self.item_id]
        return sum(each.state in (Turn.SPEAKING, Turn.SPOKEN) for each in mine)

    def rank(self, there: list["Shown"]) -> tuple[bool, int, int]:
        """The hand with the lowest rank comes next: not the side that was heard last, then who was heard least."""
        had = [each for each in there if each.item_id == self.item_id and each.started_at is not None]
        sides = [each for each in had if each.stance in (Stance.FOR, Stance.AGAINST)]
        last = max(sides, key=lambda each: (each.started_at, each.id), default=None)
        return last is not None and last.stance == self.stance, self.times(there), self.id


@settings(
    max_examples=25,
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
@example(acts=[("raise", 1), ("open", 1), ("undo", 0), ("give", 0)])
@example(acts=[("raise", 0), ("raise", 4), ("raise", 1), *[("give", 0)] * 3, ("back", 0), ("back", 0), ("raise", 5)])
@example(acts=[("raise", 0), ("down", 0), ("raise", 1), ("go", 1), ("give", 0), ("raise", 1)])
@example(
    acts=[*[("raise", 0), ("give", 0), ("end", 0)] * 2, *[("raise", 0), ("give", 0), ("end", 2), ("raise", 1)] * 2]
)
@example(
    acts=[("enter", 2), ("enter", 2), ("give", 0), ("wait", 0), ("pause", 0), ("wait", 0), ("more", 0), ("run", 0)]
)
@example(acts=[("raise", 2), *[("give", 0)] * 2, ("raise", 2), ("raise", 6), ("give", 0)])
@example(acts=[("straw", 0), ("vote", 0), ("straw", 0), ("raise", 1), ("enter", 2)])
@example(acts=[("enter", 2), ("down", 0), ("enter", 3), ("open", 1), ("back", 0), ("back", 1)])
def test_whatever_the_hall_does(world: World, acts: list[tuple[str, int]]) -> None:
    hall = Evening(world)
    for what, which in [("open", 0), ("move", 0), *acts]:
        with clock.stopped(hall.now):
            hall.act(what, which)
