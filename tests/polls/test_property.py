"""Whatever happens in whatever order: accepted equals counted, nobody twice, nothing after closing."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import func, select

from council.base import clock
from council.base.db import db
from council.base.errors import Conflict
from council.polls.casting import Receipt, Refusal, cast
from council.polls.models import Ballot, RollEntry
from council.polls.operations import close_poll, open_poll, publish_result, reopen_poll
from council.polls.queries import turnout
from council.polls.rules import Choice, Voter, Why, ballots_digest
from tests.polls.making import draft
from tests.support.world import World

PEOPLE = range(8)  # of a council of 8: six make the quorum of two thirds
NEEDED = 6
MUST_REACH = {"no quorum", "cast", "repeated", "changed", "reopened", "published"} | {
    Why.NOT_STARTED,
    Why.CAME_LATE,
    Why.CLOSED,
}
START = datetime(2026, 11, 21, 11, 0, tzinfo=UTC)


class Vote(RuleBasedStateMachine):
    """A model of one vote in plain Python beside the real one; the two must agree after every step."""

    def __init__(self, world: World, reached: set[str]) -> None:
        super().__init__()
        self.reached = reached
        self.people = world.members[: len(PEOPLE)]
        self.poll = draft(world)
        self.now = START
        self.here: set[int] = set()
        self.may_vote: set[int] = set()
        self.accepted: dict[int, str] = {}
        self.receipts: dict[int, datetime] = {}
        self.state = "draft"

    def _later(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    @initialize(here=st.sets(st.sampled_from(PEOPLE), min_size=NEEDED - 1))
    def come(self, here: set[int]) -> None:
        self.here |= here

    @rule(who=st.sampled_from(PEOPLE))
    def check_in(self, who: int) -> None:
        self.here.add(who)

    @rule(who=st.sampled_from(PEOPLE))
    def leave(self, who: int) -> None:
        self.here.discard(who)

    @precondition(lambda self: self.state == "draft")
    @rule()
    def open(self) -> None:
        roll = [Voter(self.people[who].id, who in self.here) for who in PEOPLE]
        if len(self.here) < NEEDED:
            with pytest.raises(Conflict):
                open_poll(poll=self.poll, roll=roll, actor_id=None)
            self.reached.add("no quorum")
            return
        open_poll(poll=self.poll, roll=roll, actor_id=None)
        self.state, self.may_vote = "open", set(self.here)

    @rule(who=st.sampled_from(PEOPLE), taps=st.lists(st.sampled_from(list(Choice)), min_size=1, max_size=4))
    def vote(self, who: int, taps: list[Choice]) -> None:
        for choice in taps:
            answer = cast(
                poll_id=self.poll.id, person_id=self.people[who].id, epoch=0, choice=choice, now=self._later()
            )
            self._check(who, choice, answer)

    def _check(self, who: int, choice: Choice, answer: Receipt | Refusal) -> None:
        repeated = self.accepted.get(who) == choice
        if repeated or (self.state == "open" and who in self.may_vote):
            assert isinstance(answer, Receipt)
            assert answer.fresh is not repeated
            self.reached.add("repeated" if repeated else "changed" if who in self.accepted else "cast")
            assert answer.ballot.cast_at == self.receipts.setdefault(who, self.now)
            self.accepted[who] = choice
        else:
            assert isinstance(answer, Refusal)
            expected = {"draft": Why.NOT_STARTED, "open": Why.CAME_LATE}.get(self.state, Why.CLOSED)
            assert answer.why == expected
            self.reached.add(expected)

    @precondition(lambda self: self.state == "open")
    @rule(times=st.integers(1, 2))
    def close(self, times: int) -> None:
        for _ in range(times):
            close_poll(poll=self.poll, actor_id=None)
        self.state = "closed"

    @precondition(lambda self: self.state == "closed")
    @rule()
    def reopen(self) -> None:
        reopen_poll(poll=self.poll, reason="x", actor_id=None)
        self.state = "open"
        self.reached.add("reopened")

    @precondition(lambda self: self.state == "closed" and bool(self.accepted))
    @rule()
    def publish(self) -> None:
        publish_result(poll=self.poll, actor_id=None)
        self.state = "published"
        self.reached.add("published")

    @invariant()
    def accepted_equals_counted(self) -> None:
        query = (
            select(RollEntry.person_id, Ballot.choice)
            .join(Ballot, Ballot.roll_entry_id == RollEntry.id)
            .where(Ballot.poll_id == self.poll.id)
        )
        rows = [tuple(row) for row in db.session.execute(query)]
        assert sorted(rows) == sorted((self.people[who].id, choice) for who, choice in self.accepted.items())
        marks = select(func.count(RollEntry.marked_at)).where(RollEntry.poll_id == self.poll.id)
        assert db.session.scalar(marks) == len(self.accepted) == turnout(self.poll.id)[0]
        if self.state in ("closed", "published"):
            self._check_result()

    def _check_result(self) -> None:
        db.session.refresh(self.poll)
        assert self.poll.result is not None
        heads = self.poll.result["figures"]["heads"]
        assert {choice: heads[choice] for choice in Choice} == {
            choice: list(self.accepted.values()).count(choice) for choice in Choice
        }
        assert (heads["entitled"], heads["present"]) == (len(PEOPLE), len(self.may_vote))
        votes = [(self.people[who].id, choice) for who, choice in self.accepted.items()]
        assert self.poll.ballots_digest == ballots_digest(self.poll.id, votes)
        more_than_half = 2 * heads["for"] > heads["present"]
        assert self.poll.result["outcome"] == ("carried" if more_than_half else "not_carried")


def test_any_order_of_events(app: Flask, world: World) -> None:
    reached: set[str] = set()
    for _batch in range(6):  # chance decides what is tried; what must be reached gets several chances
        _try_orders(world, reached)
        if reached >= MUST_REACH:
            break
    assert reached >= MUST_REACH


def _try_orders(world: World, reached: set[str]) -> None:
    with clock.stopped(START):
        run_state_machine_as_test(
            lambda: Vote(world, reached),
            settings=settings(
                max_examples=80,
                stateful_step_count=40,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
