"""Who arrives, and how the invented members vote."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from council.rehearsal.rules import Arrival, Mood, arrivals, choices, next_share


@given(st.sampled_from(Arrival), st.integers(0, 60), st.none() | st.integers(0, 60), st.integers(0, 60))
def test_nobody_comes_twice(how: Arrival, here: int, needed: int | None, away: int) -> None:
    coming = arrivals(how, here=here, needed=needed, away=away)
    assert 0 <= coming <= away
    if how is Arrival.QUORUM and needed and here + away >= needed:
        assert here + coming == max(here, needed)


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
