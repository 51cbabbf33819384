"""Methods that count marks, points and pairs: worked examples, floors, run-offs, ties."""

from fractions import Fraction

import pytest

from council.tally.counting.borda import borda
from council.tally.counting.consent import Response, consent
from council.tally.counting.plurality import HALF, Floor, approval, plurality
from council.tally.counting.schulze import pairwise, schulze
from council.tally.counting.score import median, score
from council.tally.profile import BadBallots, Profile, Scores
from council.tally.result import Bases
from council.tally.rules import BadRule
from council.tally.rules import Test as Share
from council.tally.ties import Lot, drawn
from tests.tally.making import profile, scores


def test_s4_without_a_majority_there_is_a_run_off_that_leaves_none_of_these_out() -> None:
    first = plurality(profile("ABN", {"A": 19, "B": 17, "N": 6}), floor=HALF, nobody=["N"])
    assert (first.winners, first.runoff, first.complete) == ((), ("A", "B"), True)
    assert first.rounds[0].votes == {"A": 19, "B": 17, "N": 6}
    second = plurality(profile("AB", {"A": 24, "B": 18}), floor=HALF)
    assert (second.winners, second.runoff) == (("A",), ())


def test_exactly_half_is_no_majority() -> None:
    even = profile("AB", {"A": 21, "B": 21})
    assert plurality(even, floor=HALF).winners == ()
    assert plurality(profile("AB", {"A": 21, "B": 20}), floor=HALF).winners == ("A",)
    assert plurality(profile("AB", {"A": 21, "B": 21}), floor=Floor(Fraction(1, 2), strict=False)).ties[0].unresolved


def test_a_floor_of_all_cast_counts_blank_and_invalid_ballots_in() -> None:
    ballots = profile("AB", {"A": 10, "B": 5, "": 3, "AB": 2})
    of_valid = plurality(ballots, floor=HALF)
    of_cast = plurality(ballots, floor=Floor(Fraction(1, 2), of_cast=True))
    assert of_valid.bases == Bases(20, 3, 2)
    assert of_valid.bases.valid == 15
    assert (of_valid.winners, of_cast.winners) == (("A",), ())


def test_nobody_is_elected_without_a_vote() -> None:
    assert plurality(profile("ABC", {"A": 3}), seats=2).winners == ("A",)
    assert approval(profile("ABC", {"": 3}), seats=2).winners == ()


def test_a_plain_ballot_with_two_marks_is_invalid() -> None:
    count = plurality(profile("AB", {"AB": 4, "B": 1}, invalid=2))
    assert (count.winners, count.bases) == (("B",), Bases(7, 0, 6))


def test_up_to_k_marks_and_no_more() -> None:
    ballots = profile("ABCD", {"ABC": 5, "AB": 4, "D": 3})
    assert approval(ballots, seats=2).winners == ("A", "B")
    limited = approval(ballots, seats=2, at_most=2)
    assert limited.rounds[0].votes == {"A": 4, "B": 4, "C": 0, "D": 3}
    assert limited.bases.invalid == 5


def test_an_open_tie_leaves_the_seat_empty_and_a_lot_fills_it() -> None:
    ballots = profile("ABC", {"A": 5, "B": 3, "C": 3})
    left_open = plurality(ballots, seats=2)
    assert left_open.winners == ("A",)
    assert [(tie.candidates, tie.unresolved) for tie in left_open.ties] == [(("B", "C"), True)]
    settled = plurality(ballots, seats=2, lot=Lot(("C", "A", "B")))
    assert settled.winners == ("A", "C")
    assert [(tie.settled_by, tie.chosen) for tie in settled.ties] == [("lot", ("C",))]
    assert plurality(ballots, seats=2, lot=Lot(("C", "A"))).ties[0].unresolved, "a lot that does not know B is no lot"


def test_a_run_off_keeps_those_level_with_the_last() -> None:
    count = plurality(profile("ABCD", {"A": 4, "B": 3, "C": 3, "D": 1}), floor=HALF)
    assert count.runoff == ("A", "B", "C")
    two = plurality(profile("ABCD", {"A": 11, "B": 3, "C": 3, "D": 1}), seats=2, floor=HALF)
    assert (two.winners, two.runoff) == (("A",), ("B", "C"))


def test_a_drawn_lot_is_the_same_everywhere() -> None:
    lot = drawn(["甲", "乙", "丙"], seed="3 5 2 6", witness="何静")
    assert lot == drawn(["丙", "甲", "乙"], seed="3 5 2 6", witness="何静")
    assert (set(lot.order), lot.method, lot.witness) == ({"甲", "乙", "丙"}, "sha256", "何静")
    assert any(
        drawn("ABC", seed=str(n), witness="").order != drawn("ABC", seed="0", witness="").order for n in range(9)
    )


def test_score_by_mean_and_by_median() -> None:
    ballots = scores("AB", ({"A": 5, "B": 3}, 2), ({"A": 0, "B": 3}, 1), ({"B": 2}, 1), most=5)
    by_mean = score(ballots)
    assert by_mean.figures["means"] == {"A": Fraction(10, 4), "B": Fraction(11, 4)}
    assert by_mean.figures["medians"] == {"A": Fraction(5, 2), "B": Fraction(3)}
    assert by_mean.winners == ("B",)
    assert score(ballots, unscored_is_zero=False).figures["means"]["A"] == Fraction(10, 3)
    assert score(ballots, unscored_is_zero=False).winners == ("A",)
    assert score(ballots, by="median", unscored_is_zero=False).winners == ("A",)


def test_equal_scores_are_settled_by_top_scores() -> None:
    ballots = scores("AB", ({"A": 4, "B": 3}, 1), ({"A": 4, "B": 5}, 1))
    count = score(ballots)
    assert (count.winners, count.ties[0].settled_by, count.ties[0].chosen) == (("B",), "top scores", ("B",))
    same = score(scores("AB", ({"A": 4, "B": 4}, 1)))
    assert (same.winners, same.complete) == ((), False)


@pytest.mark.parametrize(
    ("points", "expected"),
    [({}, 0), ({3: 1}, 3), ({1: 1, 2: 1}, Fraction(3, 2)), ({0: 2, 5: 3}, 5), ({0: 2, 5: 2}, Fraction(5, 2))],
)
def test_the_median_is_exact(points: dict[int, int], expected: Fraction) -> None:
    assert median(points) == expected


def test_borda_shares_what_is_left_among_the_unranked() -> None:
    count = borda(profile("ABCD", {"A": 1, "B>CD": 1}))
    assert count.rounds[0].votes == {"A": 3, "B": 4, "C": Fraction(5, 2), "D": Fraction(5, 2)}
    assert count.winners == ("B",)


def test_schulze_textbook_example() -> None:
    """The 45 voters of Schulze's article, example 1 as it is usually told: E wins."""
    ballots = {
        "A>C>B>E>D": 5, "A>D>E>C>B": 5, "B>E>D>A>C": 8, "C>A>B>E>D": 3,
        "C>A>E>B>D": 7, "C>B>A>D>E": 2, "D>C>E>B>A": 7, "E>B>A>D>C": 8,
    }  # fmt: skip
    count = schulze(profile("ABCDE", ballots))
    assert count.winners == ("E",)
    assert count.figures["order"] == [["E"], ["A"], ["C"], ["B"], ["D"]]
    assert count.figures["strongest_paths"]["E"] == {"A": 25, "B": 28, "C": 28, "D": 31}
    assert count.figures["condorcet_winner"] is None


def test_in_pairs_the_unranked_stand_last_and_level() -> None:
    assert pairwise(profile("ABC", {"A": 2, "BC": 3, "": 4})) == [[0, 2, 2], [3, 0, 0], [3, 0, 0]]
    assert schulze(profile("ABC", {"": 4})).winners == ()
    assert schulze(profile("ABC", {"AB": 4})).ties[0].candidates == ("A", "B")


def test_consent_passes_when_no_objection_is_left() -> None:
    first = [Response("consent", count=9), Response("objection", "没有预算"), Response("stand_aside")]
    second = [Response("consent", count=10), Response("concern", "要快")]
    assert consent([first]).figures["outcome"] == "not_carried"
    agreed = consent([first, second])
    assert (agreed.figures["outcome"], agreed.winners, len(agreed.rounds)) == ("carried", ("proposal",), 2)
    quorum = Share("quorum", "heads", "roll", ">=", Fraction(2, 3))
    assert consent([second], entitled=17, quorum=quorum).figures["outcome"] == "no_quorum"
    assert consent([second], entitled=16, quorum=quorum).figures["outcome"] == "carried"
    assert consent([[]]).figures["outcome"] == "no_quorum"


def test_an_objection_without_a_reason_is_none() -> None:
    with pytest.raises(BadBallots, match="reason"):
        Response("objection", "  ")
    with pytest.raises(BadBallots, match="not one of"):
        Response("maybe")  # type: ignore[arg-type]
    with pytest.raises(BadBallots, match="whole number"):
        Response("consent", count=0)
    with pytest.raises(BadBallots, match="no round"):
        consent([])
    with pytest.raises(BadRule):
        consent([[Response("consent")]], quorum=Share("quorum", "weight", "roll", ">=", Fraction(1, 2)))


@pytest.mark.parametrize("method", [plurality, approval, borda, schulze])
def test_no_seat_is_no_election(method) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(BadBallots, match="seat"):
        method(profile("AB", {"A": 1}), seats=0)


@pytest.mark.parametrize(
    ("names", "ballots", "says"),
    [
        ((), {}, "nobody"),
        (("A", "A"), {}, "same name"),
        (("A",), {((0,),): 0}, "whole number"),
        (("A",), {((0,),): True}, "whole number"),
        (("A", "B"), {((0,), (0,)): 1}, "twice"),
        (("A",), {((1,),): 1}, "not a candidate"),
    ],
)
def test_ballots_that_cannot_be(names, ballots, says) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(BadBallots, match=says):
        Profile(names, ballots)


def test_points_that_cannot_be() -> None:
    for points in (-1, 1.5, True):
        with pytest.raises(BadBallots, match="whole numbers"):
            Scores(("A",), {((0, points),): 1})  # type: ignore[dict-item]
    with pytest.raises(BadBallots, match="more than the 5"):
        scores("A", ({"A": 6}, 1), most=5)
    with pytest.raises(BadBallots, match="seat"):
        score(scores("A", ({"A": 6}, 1)), seats=0)
