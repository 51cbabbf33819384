"""Who arrives, and how the invented members vote."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from council.rehearsal.rules import Arrival, Missing, Mood, arrivals, choices, next_share

MISSING = st.none() | st.builds(Missing, st.integers(0, 60), st.integers(0, 3000))


@given(st.sampled_from(Arrival), MISSING, st.lists(st.integers(1, 100), max_size=60))
def test_no_more_come_than_are_away(how: Arrival, missing: Missing | None, away: list[int]) -> None:
    coming = arrivals(how, missing=missing, away=away)
    assert 0 <= coming <= len(away)
    if how is Arrival.QUORUM and missing:
        reached = coming >= missing.heads and sum(away[:coming]) >= missing.weight
        assert reached or coming == len(away)
        if coming and reached:
            assert coming - 1 < missing.heads or sum(away[: coming - 1]) < missing.weight, "not one more than needed"


def test_heads_and_area_have_to_be_there() -> None:
    assert arrivals(Arrival.QUORUM, missing=Missing(2, 100), away=[30, 30, 30, 30, 30]) == 4
    assert arrivals(Arrival.QUORUM, missing=Missing(3, 100), away=[90, 90, 90, 90]) == 3
    assert arrivals(Arrival.QUORUM, missing=Missing(), away=[1, 1]) == 0
    assert arrivals(Arrival.QUORUM, missing=None, away=[1] * 40) == 10


def test_of_twenty_most_are_in_favour_or_against_or_they_are_divided() -> None:
    assert Counter(choices(Mood.FOR, 20)) == {"for": 16, "against": 2, "abstain": 2}
    assert Counter(choices(Mood.SPLIT, 20)) == {"for": 10, "against": 9, "abstain": 1}
    assert Counter(choices(Mood.AGAINST, 20)) == {"for": 3, "against": 15, "abstain": 2}


@given(st.sampled_from((Mood.FOR, Mood.AGAINST)), st.integers(5, 200))
def test_a_mood_shows_in_a_hall_of_any_size(mood: Mood, voters: int) -> None:
    found = Counter(choices(mood, voters))
    assert found[mood.value] * 2 > voters


@given(st.integers(0, 500), st.integers(1, 9))
def test_all_ballots_are_in_after_the_last_round(waiting: int, rounds: int) -> None:
    left = list(range(waiting))
    for round_ in range(rounds, 0, -1):
        left = left[next_share(left, round_) :]
    assert not left
