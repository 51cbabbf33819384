"""The pure part: states, quorum, receipts, hashes."""

import random
from fractions import Fraction

import pytest

from council.charters.presets import procedure
from council.polls.areas import decision_in_metres
from council.polls.rules import (
    MOVES,
    Choice,
    PollState,
    Sum,
    Voter,
    ballots_digest,
    figures_from_json,
    figures_of,
    may_move,
    quorum,
    quorum_of_heads,
    receipt_code,
    roll_figures,
    roll_hash,
)
from council.tally.decide_file import figures_to_json
from council.tally.decision import decide

COUNCIL = procedure("gy_council").rule
OWNERS = procedure("cn_owners_special").rule


def test_what_is_published_or_cancelled_stays() -> None:
    assert MOVES[PollState.PUBLISHED] == MOVES[PollState.CANCELLED] == frozenset()
    assert may_move("closed", PollState.OPEN)
    assert not may_move("published", PollState.OPEN)
    assert not may_move("draft", PollState.CLOSED)


@pytest.mark.parametrize(("present", "holds"), [(30, False), (31, True), (46, True), (0, False)])
def test_the_councils_quorum_is_31_of_46(present: int, holds: bool) -> None:
    there = quorum_of_heads(COUNCIL, entitled=46, present=present)
    assert (there.needed, there.reached) == (31, holds)


def test_two_thirds_of_39_are_exactly_26() -> None:
    assert quorum_of_heads(COUNCIL, entitled=39, present=26).reached
    assert not quorum_of_heads(COUNCIL, entitled=39, present=25).reached


def test_a_straw_poll_needs_somebody_and_no_quorum() -> None:
    assert quorum_of_heads(None, entitled=46, present=1).reached
    assert not quorum_of_heads(None, entitled=46, present=0).reached


def test_a_quorum_of_those_taking_part_does_not_hinder_the_opening() -> None:
    roll = [Voter(1, True, 9250), Voter(2, False, 7830)]
    there = quorum(OWNERS, roll_figures(roll))
    assert there.reached
    assert there.needed is None


def test_the_weights_of_a_roll_are_exact() -> None:
    figures = roll_figures([Voter(1, True, 9250), Voter(2, False, 7830)])
    assert figures.weights is not None
    assert (figures.weights.entitled, figures.weights.present) == (Fraction(17080), Fraction(9250))


def test_the_roll_hash_knows_the_people_not_their_order() -> None:
    roll = [Voter(number, number % 3 > 0, 1) for number in range(1, 47)]
    shuffled = random.Random(7).sample(roll, len(roll))
    assert roll_hash(5, roll) == roll_hash(5, shuffled)
    assert roll_hash(5, roll) != roll_hash(6, roll)
    assert roll_hash(5, roll) != roll_hash(5, [*roll[:-1], roll[-1]._replace(present=not roll[-1].present)])


def test_the_ballots_digest_knows_who_marked_what() -> None:
    votes = [(1, "for"), (2, "against"), (3, "abstain")]
    assert ballots_digest(5, votes) == ballots_digest(5, votes[::-1])
    assert ballots_digest(5, votes) != ballots_digest(5, [(1, "for"), (2, "abstain"), (3, "against")])
    assert ballots_digest(5, []) != ballots_digest(6, [])


def test_a_receipt_is_the_same_each_time_and_nobody_elses() -> None:
    codes = {receipt_code(1, entry, "secret") for entry in range(500)}
    assert len(codes) == 500
    assert receipt_code(1, 7, "secret") in codes
    assert receipt_code(1, 7, "another secret") not in codes
    assert len(receipt_code(1, 7, "secret")) == 9


def test_figures_survive_their_json_and_decide_the_same() -> None:
    marked = {Choice.FOR: Sum(21, 21), Choice.AGAINST: Sum(8, 8), Choice.ABSTAIN: Sum(3, 3)}
    figures = figures_of(Sum(46, 46), Sum(33, 33), marked)
    assert figures_from_json(figures_to_json(figures)) == figures
    assert COUNCIL is not None
    again = decision_in_metres(COUNCIL.to_json(), {"figures": figures_to_json(figures)})
    assert again is not None
    assert again.tests == decide(COUNCIL, figures).tests
    assert (again.outcome, again.needed) == ("carried", 17)
    assert decision_in_metres(None, {"figures": figures_to_json(figures)}) is None
