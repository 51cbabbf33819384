"""Taking votes: each case once, on the database at hand."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from council.base.db import db
from council.polls import hooks
from council.polls.casting import Receipt, Refusal, cast
from council.polls.models import Ballot, Poll, RollEntry
from council.polls.operations import cancel_poll, close_poll, publish_result, reopen_poll
from council.polls.queries import ballot_view
from council.polls.rules import Why
from tests.polls.making import casts, draft, opened
from tests.support.world import World

AT = datetime(2026, 11, 21, 11, 42, 16, 123456, tzinfo=UTC)
LATER = AT + timedelta(seconds=9)


@pytest.fixture
def heard() -> Iterator[list[tuple[str, int, int]]]:
    """What a higher room hears of votes."""
    seen: list[tuple[str, int, int]] = []
    hooks.cast_touches.append(lambda *what: seen.append(what))
    yield seen
    hooks.cast_touches.pop()


def _ballots(poll: Poll) -> list[tuple[str, datetime, datetime | None]]:
    query = select(Ballot.choice, Ballot.cast_at, Ballot.changed_at).where(Ballot.poll_id == poll.id)
    return [tuple(row) for row in db.session.execute(query)]


def _marks(poll: Poll) -> int:
    return db.session.scalar(select(func.count(RollEntry.marked_at)).where(RollEntry.poll_id == poll.id)) or 0


def _why(answer: Receipt | Refusal) -> Why:
    assert isinstance(answer, Refusal)
    return answer.why


def test_a_vote_marks_the_roll_and_leaves_one_ballot(world: World, heard: list[tuple[str, int, int]]) -> None:
    poll = opened(world)
    answer = casts(poll, world.chair, "for", AT)
    assert isinstance(answer, Receipt)
    assert (answer.fresh, answer.ballot.choice, answer.ballot.cast_at) == (True, "for", AT)
    assert (answer.ballot.question, answer.ballot.name) == (poll.question, world.chair.name)
    assert (_ballots(poll), _marks(poll)) == ([("for", AT, None)], 1)
    assert heard == [("motion", 7, poll.id)]


def test_the_same_again_changes_nothing(world: World, heard: list[tuple[str, int, int]]) -> None:
    poll = opened(world)
    first, second = casts(poll, world.chair, "for", AT), casts(poll, world.chair, "for", LATER)
    assert isinstance(first, Receipt)
    assert isinstance(second, Receipt)
    assert (second.fresh, second.ballot) == (False, first.ballot)
    assert _ballots(poll) == [("for", AT, None)]
    assert len(heard) == 1


def test_a_change_keeps_when_it_was_first_cast(world: World) -> None:
    poll = opened(world)
    casts(poll, world.chair, "for", AT)
    answer = casts(poll, world.chair, "against", LATER)
    assert isinstance(answer, Receipt)
    assert (answer.ballot.choice, answer.ballot.cast_at, answer.ballot.changed_at) == ("against", AT, LATER)
    assert _ballots(poll) == [("against", AT, LATER)]
    assert _marks(poll) == 1


def test_a_final_vote_is_final(world: World) -> None:
    poll = opened(world, procedure="cn_rep_assembly")
    assert not poll.changeable
    casts(poll, world.chair, "for", AT)
    assert _why(casts(poll, world.chair, "against", LATER)) == Why.FINAL
    assert isinstance(casts(poll, world.chair, "for", LATER), Receipt)
    assert _ballots(poll) == [("for", AT, None)]


def test_after_closing_nothing_counts_but_a_lost_answer_is_given_again(world: World) -> None:
    poll = opened(world)
    casts(poll, world.chair, "for", AT)
    close_poll(poll=poll, actor_id=None)
    late = casts(poll, world.members[1], "for", LATER)
    assert _why(late) == Why.CLOSED
    assert isinstance(late, Refusal)
    assert late.ballot is not None
    assert late.ballot.closed_at == poll.closed_at
    assert _why(casts(poll, world.chair, "against", LATER)) == Why.CLOSED
    again = casts(poll, world.chair, "for", LATER)
    assert isinstance(again, Receipt)
    assert (again.fresh, again.ballot.cast_at) == (False, AT)
    publish_result(poll=poll, actor_id=None)
    assert _why(casts(poll, world.members[1], "for", LATER)) == Why.CLOSED
    assert _ballots(poll) == [("for", AT, None)]


def test_after_reopening_votes_are_taken_again(world: World) -> None:
    poll = opened(world)
    close_poll(poll=poll, actor_id=None)
    reopen_poll(poll=poll, reason="网络断了", actor_id=None)
    assert isinstance(casts(poll, world.members[1], "for", AT), Receipt)


def test_who_came_late_waits_for_the_next_vote(world: World) -> None:
    poll = opened(world, present=33)
    assert isinstance(casts(poll, world.members[32], "for"), Receipt)
    assert _why(casts(poll, world.members[33], "for")) == Why.CAME_LATE


def test_who_is_not_on_the_roll_has_no_vote(world: World) -> None:
    assert _why(casts(opened(world), world.resident, "for")) == Why.NOT_ON_ROLL


def test_before_opening_and_after_calling_off(world: World) -> None:
    poll = draft(world)
    assert _why(casts(poll, world.chair, "for")) == Why.NOT_STARTED
    poll = opened(world)
    casts(poll, world.chair, "for")
    cancel_poll(poll=poll, reason="改期", actor_id=None)
    assert _why(casts(poll, world.chair, "for")) == Why.CANCELLED


def test_no_such_poll_and_an_ended_session(world: World) -> None:
    poll = opened(world)
    world.chair.session_epoch += 1
    db.session.commit()
    stale = world.chair.session_epoch - 1

    def answer(poll_id: int, epoch: int) -> Receipt | Refusal:
        return cast(poll_id=poll_id, person_id=world.chair.id, epoch=epoch, choice="for", now=AT)

    assert _why(answer(poll.id, stale)) == Why.SIGNED_OUT
    assert _why(answer(poll.id + 999, stale)) == Why.NO_POLL
    assert isinstance(answer(poll.id, stale + 1), Receipt)
    world.chair.session_epoch -= 1
    db.session.commit()


def test_a_ballot_reads_the_same_as_it_was_cast(world: World, count_queries: list[str]) -> None:
    poll = opened(world)
    cast_ = casts(poll, world.chair, "abstain", AT)
    assert isinstance(cast_, Receipt)
    poll_id, person_id = poll.id, world.chair.id
    count_queries.clear()
    view = ballot_view(poll_id, person_id)
    assert len(count_queries) == 1
    assert view is not None
    assert view.row == cast_.ballot
    assert (view.standing, view.takes_votes, view.key) == ("open", True, f"{poll.id}-open")
    nobody = ballot_view(poll.id, None)
    assert nobody is not None
    assert (nobody.standing, nobody.code) == ("not_on_roll", "")
    assert ballot_view(poll.id + 999, world.chair.id) is None
