"""Whatever a parliamentary meeting does: one point heard at a time, appeals only at once, the stack as it was."""

from collections.abc import Callable
from datetime import timedelta

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from council.base import clock
from council.base.db import db
from council.base.errors import Conflict, Invalid
from council.meetings.floor import operations as floor
from council.meetings.floor.models import Speech
from council.meetings.floor.rules import Stance, Turn
from council.meetings.loading import load_room
from council.meetings.motions.models import Question
from council.meetings.motions.operations import Hands, decide_by_consent, drop_question, second_question
from council.meetings.motions.rules import ALIVE, TABLE, Kind, Standing
from council.meetings.order import appealing, operations
from council.meetings.order.models import PointOfOrder
from council.meetings.order.rules import APPEALED, OPEN, About, Appeal, Stage
from tests.meetings import ranks
from tests.support.world import World

ACTS = (
    "move",
    "second",
    "carry",
    "drop",
    "raise",
    "give",
    "wait",
    "point",
    "point",
    "rule",
    "later",
    "hear",
    "unpoint",
)
ACTS += ("appeal", "appeal", "back", "hands", "unappeal")
steps = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 9)), min_size=4, max_size=24)
#: What ends the chance to appeal.
BUSINESS = {"move", "second", "carry", "drop", "give", "point", "hear"}


class Hall:
    """A parliamentary council with an item on."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.item = ranks.council(world)
        self.now = clock.now()

    def act(self, what: str, which: int) -> bool:
        """Do it, and say whether it was done; a refusal is fine."""
        try:
            self._acts(which)[what]()
        except (Conflict, Invalid):
            db.session.rollback()
            return False
        return True

    def _acts(self, which: int) -> dict[str, Callable[[], object]]:
        world, item, by = self.world, self.item, {"actor_id": self.world.chair.id}
        person_id = world.members[1 + which].id
        top, point = self.top(), self._point(which)
        speech = self._speaking()
        after = speech.id if speech is not None else None
        none: Callable[[], object] = lambda: None  # noqa: E731
        acts = dict.fromkeys(ACTS, none) | {
            "move": lambda: ranks.move(world, item, list(Kind)[which], second="" if which % 3 == 0 else ranks.SECONDER),
            "raise": lambda: floor.raise_hand(meeting=item.meeting, person_id=person_id, stance=Stance.FOR),
            "give": lambda: floor.give_floor(meeting=item.meeting, after=after, **by),
            "wait": lambda: setattr(self, "now", self.now + timedelta(seconds=70)),
            "point": lambda: operations.raise_point(meeting=item.meeting, person_id=person_id, about=About.RULES),
        }
        if top is not None:
            acts |= {
                "second": lambda: second_question(question=top, seconded_by="何静", **by),
                "carry": lambda: decide_by_consent(question=top, **by),
                "drop": lambda: drop_question(question=top, **by),
            }
        if point is not None:
            hands = Hands(9, which * 2, 1)
            acts |= {
                "rule": lambda: operations.rule_on(point=point, well_taken=which % 2 == 0, **by),
                "later": lambda: operations.put_off_point(point=point, **by),
                "hear": lambda: operations.hear_point(point=point, **by),
                "unpoint": lambda: operations.withdraw_point(point=point, **by),
                "appeal": lambda: appealing.appeal(point=point, person_id=person_id),
                "back": lambda: appealing.second_appeal(point=point, seconded_by="何静", **by),
                "hands": lambda: appealing.decide_appeal(point=point, hands=hands, **by),
                "unappeal": lambda: appealing.drop_appeal(point=point, **by),
            }
        return acts

    def questions(self) -> list[Question]:
        """What was moved, oldest first."""
        query = db.select(Question).where(Question.item_id == self.item.id).order_by(Question.id)
        return list(db.session.scalars(query.execution_options(populate_existing=True)))

    def points(self) -> list[PointOfOrder]:
        """The points of order, oldest first."""
        query = db.select(PointOfOrder).where(PointOfOrder.item_id == self.item.id).order_by(PointOfOrder.id)
        return list(db.session.scalars(query.execution_options(populate_existing=True)))

    def top(self) -> Question | None:
        """What is immediately pending."""
        return next((each for each in reversed(self.questions()) if each.state in ALIVE), None)

    def _point(self, which: int) -> PointOfOrder | None:
        found = self.points()
        alive = [each for each in found if each.state in OPEN or each.appeal in APPEALED or each.at_once] or found
        return alive[which % len(alive)] if alive else None

    def _speaking(self) -> Speech | None:
        query = db.select(Speech).where(Speech.item_id == self.item.id, Speech.state == Turn.SPEAKING)
        return db.session.scalar(query.execution_options(populate_existing=True))

    def check(self) -> None:
        """What must hold after every act."""
        points, speech = self.points(), self._speaking()
        hearing = [each for each in points if each.state == Stage.HEARD or each.appeal in APPEALED]
        assert len(hearing) <= 1, "one point or appeal at a time"
        assert not (hearing and speech and speech.running_since), "the clock stands meanwhile"
        assert speech is None or (speech.spent >= 0 and speech.clock.left_at(self.now) >= 0), "never below zero"
        assert sum(each.at_once for each in points) <= 1, "only the latest ruling may be appealed"
        for each in points:
            assert each.appeal == Appeal.NONE or each.state in (Stage.WELL_TAKEN, Stage.NOT_WELL_TAKEN)
            if each.appeal in (Appeal.SUSTAINED, Appeal.OVERTURNED):
                assert (each.appeal == Appeal.OVERTURNED) == ((each.against or 0) > (each.for_ or 0)), "a tie sustains"
        kinds = [Kind(each.kind) for each in self.questions() if each.state in ALIVE]
        assert [TABLE[kind].rank for kind in kinds] == sorted({TABLE[kind].rank for kind in kinds})
        assert sum(each.state == Standing.MOVED for each in self.questions()) <= 1
        room = load_room(self.item.meeting_id)
        if room.current is not None:
            assert (room.order.heard or room.order.appealed) is None or bool(hearing)


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=steps)
@example(
    acts=[("raise", 1), ("give", 0), ("wait", 0), ("point", 1), ("rule", 1), ("appeal", 2), ("back", 0), ("hands", 0)]
)
@example(
    acts=[("raise", 1), ("give", 0), ("point", 1), ("point", 2), ("point", 3), ("rule", 0), ("hear", 2), ("unpoint", 0)]
)
@example(acts=[("point", 1), ("rule", 1), ("move", 1), ("appeal", 2), ("point", 2), ("rule", 0), ("appeal", 4)])
@example(acts=[("point", 1), ("rule", 1), ("appeal", 2), ("point", 3), ("unappeal", 0), ("hear", 1), ("appeal", 4)])
def test_whatever_the_meeting_does(world: World, acts: list[tuple[str, int]]) -> None:
    hall = Hall(world)
    for what, which in [("move", 1), *acts]:
        with clock.stopped(hall.now):
            before = {each.id: (each.state, each.appeal) for each in hall.points()}
            stack = [(each.id, each.state) for each in hall.questions()]
            done = hall.act(what, which)
            hall.check()
            after = {each.id: each for each in hall.points()}
            held = [key for key, (state, appeal) in before.items() if state in OPEN or appeal in APPEALED]
            if held and what in BUSINESS - {"give", "point", "hear"}:
                assert stack == [(each.id, each.state) for each in hall.questions()], "no business before the ruling"
            fresh = [each for each in after.values() if each.appeal == Appeal.MOVED and not before[each.id][1]]
            assert all(each.at_once for each in fresh), "an appeal comes at once"
            if done and what == "move" and stack != [(each.id, each.state) for each in hall.questions()]:
                assert not any(each.at_once for each in after.values()), "after the next business nothing is appealed"
