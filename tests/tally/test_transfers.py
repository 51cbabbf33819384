"""Instant run-off and the single transferable vote: rounds, quotas, surpluses, ties by their written order."""

from fractions import Fraction

import pytest

from council.tally.counting.irv import irv
from council.tally.counting.meek import meek
from council.tally.counting.stv import five_decimals, scottish, unrounded
from council.tally.profile import BadBallots
from council.tally.ties import Lot
from tests.tally.making import profile

#: The textbook party: 20 guests, three of five dishes.
FOOD = {"A": 4, "B>A": 2, "C>D": 8, "C>E": 4, "D": 1, "E": 1}


def test_papers_move_until_one_has_more_than_half() -> None:
    count = irv(profile("ABC", {"A>B>C": 45, "B>C>A": 40, "C>B>A": 15}))
    assert count.winners == ("B",)
    assert [each.votes for each in count.rounds] == [{"A": 45, "B": 40, "C": 15}, {"A": 45, "B": 55}]
    assert count.rounds[0].excluded == ("C",)
    assert count.rounds[1].moved == "C"


def test_exactly_half_goes_on() -> None:
    even = irv(profile("AB", {"A": 10, "B": 10}))
    assert (even.winners, even.complete, len(even.rounds)) == ((), False, 1)
    assert even.ties[0].candidates == ("A", "B")
    later = irv(profile("ABC", {"A": 10, "B": 6, "C>B": 4}))
    assert [each.votes for each in later.rounds[1:]] == [{"A": 10, "B": 10}, {"A": 10}]
    assert (later.winners, later.ties[0].settled_by) == (("A",), "earlier rounds")


def test_a_shared_rank_ends_a_paper_and_a_skipped_one_is_jumped() -> None:
    count = irv(profile("ABCD", {"A": 5, "B": 4, "C>AB": 2, "D>>B": 1, "AB": 3}))
    assert count.bases.invalid == 3
    assert count.rounds[2].votes == {"A": 5, "B": 5}
    assert count.rounds[2].lost == 2


def test_ties_at_the_bottom_follow_the_written_order() -> None:
    by_round = irv(profile("ABCDE", {"A": 10, "B": 7, "C": 6, "D>C": 1, "E>A": 3}))
    tie = next(tie for tie in by_round.ties if tie.candidates == ("B", "C"))
    assert (tie.settled_by, tie.chosen) == ("earlier rounds", ("C",))
    level = profile("ABC", {"A": 5, "B": 3, "C": 3, "B>A": 1, "C>B": 1})
    assert irv(level).ties[0].unresolved
    by_lot = irv(level, lot=Lot(("A", "C", "B")))
    assert (by_lot.ties[0].settled_by, by_lot.ties[0].chosen) == ("lot", ("B",))
    free = irv(profile("ABCD", {"A": 5, "B": 4, "C": 1, "D": 1}))
    assert [tie.settled_by for tie in free.ties] == ["any order"]
    assert (free.rounds[0].excluded, free.winners) == (("D",), ("A",))


def test_nobody_marked_anything() -> None:
    for count in (irv(profile("AB", {"": 3})), scottish(profile("AB", {"": 3}), seats=1)):
        assert (count.winners, count.ties, len(count.rounds)) == ((), (), 1)
    assert meek(profile("AB", {"": 3}), seats=1).winners == ()


def test_the_party() -> None:
    """Quota 6: C elected with a surplus of 6, which moves at one half; then E, D, B go out until A and D stay."""
    count = scottish(profile("ABCDE", FOOD), seats=3)
    assert count.quota == 6
    assert count.winners == ("C", "A", "D")
    assert count.rounds[0].elected == ("C",)
    assert count.rounds[1].votes == {"A": 4, "B": 2, "C": 6, "D": 5, "E": 3}
    assert count.rounds[1].excluded == ("B",)


def test_transfer_values_are_cut_after_five_decimals() -> None:
    ballots = profile("ABC", {"A>B": 7, "A": 3, "B": 1, "C": 4})
    cut = scottish(ballots, seats=2)  # quota 6, surplus 4 of 10 papers
    assert cut.rounds[1].votes["B"] == 1 + 7 * Fraction(2, 5)
    thirds = profile("ABC", {"A>B": 3, "A>C": 3, "B": 1, "C": 2})
    exact, rounded = (scottish(thirds, seats=2, rounding=r) for r in (unrounded, five_decimals))
    assert exact.rounds[1].votes["B"] == 1 + 3 * Fraction(1, 3)
    assert rounded.rounds[1].votes["B"] == 1 + 3 * Fraction(33333, 100000)
    assert rounded.rounds[1].lost == Fraction(6, 300000)


def test_as_many_left_as_seats_are_elected_without_the_quota() -> None:
    count = scottish(profile("ABC", {"A": 10, "B": 2, "C": 1}), seats=2)
    assert count.winners == ("A", "B")
    assert count.rounds[-1].votes["B"] < count.quota  # type: ignore[operator]
    everyone = scottish(profile("AB", {"A": 3}), seats=2)
    assert everyone.winners == ("A", "B")


def test_the_largest_surplus_moves_first_and_level_ones_by_the_lot() -> None:
    ballots = profile("ABCD", {"A>C": 10, "B>D": 10, "C": 3, "D": 3})
    assert scottish(ballots, seats=3).ties[0].about == "surplus"
    assert scottish(ballots, seats=3).ties[0].unresolved
    settled = scottish(ballots, seats=3, lot=Lot(("B", "A", "D", "C")))
    assert settled.ties[0].chosen == ("B",)
    assert settled.rounds[1].moved == "B"
    assert settled.winners[:2] == ("A", "B")


def test_an_open_tie_stops_the_count_and_keeps_what_is_decided() -> None:
    count = scottish(profile("ABC", {"A": 10, "B": 2, "C": 2}), seats=2)
    assert (count.winners, count.complete) == (("A",), False)
    assert count.ties[-1].candidates == ("B", "C")
    assert scottish(profile("ABC", {"A": 10, "B": 2, "C": 2}), seats=2, lot=Lot(tuple("ABC"))).winners == ("A", "B")


def test_meek_keeps_just_the_quota_of_the_elected() -> None:
    count = meek(profile("ABCDE", FOOD), seats=3)
    assert set(count.winners) == {"A", "C", "D"}
    assert all(sum(each.votes.values()) <= 20 for each in count.rounds)
    last = count.rounds[-1]
    assert abs(last.votes["C"] - last.quota) < Fraction(1, 10**5)  # type: ignore[operator]


def test_meek_leaves_a_tie_open_or_to_the_lot() -> None:
    ballots = profile("ABC", {"A": 10, "B": 2, "C": 2})
    assert meek(ballots, seats=2).ties[-1].unresolved
    assert meek(ballots, seats=2).winners == ("A",)
    assert meek(ballots, seats=2, lot=Lot(tuple("ACB"))).winners == ("A", "C")
    free = meek(profile("ABCD", {"A": 10, "B": 8, "C": 1, "D": 1}), seats=1)
    assert [tie.settled_by for tie in free.ties] == ["any order"]


def test_meek_papers_go_past_an_elected_candidate_only_in_part() -> None:
    """Two seats of 12 papers: quota 4 and a billionth, so A keeps half of 8 papers and C gets the other half."""
    count = meek(profile("ABC", {"A>C": 8, "B": 3, "C": 1}), seats=2)
    assert count.winners == ("A", "C")
    assert count.rounds[1].votes["C"] == pytest.approx(5, abs=1e-6)


@pytest.mark.parametrize("method", [scottish, meek])
def test_no_seat_is_no_election(method) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(BadBallots, match="seat"):
        method(profile("AB", {"A": 1}), seats=0)
