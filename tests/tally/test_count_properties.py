"""What holds for every method whatever the ballots: fair to voters, fair to candidates, the same result each time."""

from collections.abc import Callable, Mapping
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.tally.counting.borda import borda
from council.tally.counting.irv import irv
from council.tally.counting.meek import meek
from council.tally.counting.plurality import approval, plurality
from council.tally.counting.schulze import condorcet_winner, pairwise, schulze
from council.tally.counting.score import score
from council.tally.counting.stv import scottish
from council.tally.profile import Profile, Scores
from council.tally.result import Count, exact
from council.tally.telling import told
from tests.tally.making import NAMES, profiles, renamed

Method = Callable[[Profile, int], Count]


def _scored(profile: Profile, seats: int) -> Count:
    """The same ballots read as points: five for the first rank, then one less a rank."""
    points = [
        (tuple((candidate, max(0, 5 - at)) for at, rank in enumerate(ranking) for candidate in rank), count)
        for ranking, count in profile.ballots.items()
    ]
    return score(Scores.of(profile.candidates, points), seats=seats)


METHODS: Mapping[str, Method] = {
    "plurality": lambda profile, seats: plurality(profile, seats=seats),
    "approval": lambda profile, seats: approval(profile, seats=seats),
    "score": _scored,
    "borda": lambda profile, seats: borda(profile, seats=seats),
    "irv": lambda profile, seats: irv(profile),
    "stv-scottish": lambda profile, seats: scottish(profile, seats=seats),
    "stv-meek": lambda profile, seats: meek(profile, seats=seats),
    "schulze": lambda profile, seats: schulze(profile, seats=seats),
}
#: Methods under which more support never harms (instant run-off and its kin are known not to be).
MONOTONE = ("plurality", "approval", "borda", "schulze")

every_method = pytest.mark.parametrize("name", METHODS)
some_seats = st.integers(1, 3)


def seats_for(profile: Profile, seats: int) -> int:
    return min(seats, len(profile.candidates))


@every_method
@given(profiles(shared=True), some_seats, st.integers(0, 10**6))
def test_voters_are_equal(name: str, profile: Profile, seats: int, seed: int) -> None:
    """Anonymity: the order of the ballots, and whether equal ones come together, changes nothing."""
    singles = [(ranking, 1) for ranking, count in profile.ballots.items() for _ballot in range(count)]
    Random(seed).shuffle(singles)
    seats = seats_for(profile, seats)
    shuffled = METHODS[name](Profile.of(profile.candidates, singles), seats)
    assert shuffled == METHODS[name](profile, seats)


@every_method
@given(profiles(shared=True), some_seats, st.randoms(use_true_random=False))
def test_candidates_are_equal(name: str, profile: Profile, seats: int, random: Random) -> None:
    """Neutrality: the order on the list decides nothing, not who is elected and not what is a tie."""
    order = list(range(len(profile.candidates)))
    random.shuffle(order)
    seats = seats_for(profile, seats)
    before, after = METHODS[name](profile, seats), METHODS[name](renamed(profile, order), seats)
    assert set(before.winners) == set(after.winners)
    assert before.complete == after.complete
    open_before = {frozenset(tie.candidates) for tie in before.ties if tie.unresolved}
    assert open_before == {frozenset(tie.candidates) for tie in after.ties if tie.unresolved}


@every_method
@given(profiles(), st.integers(0, 4))
def test_whom_everybody_prefers_is_elected(name: str, profile: Profile, favourite: int) -> None:
    """Unanimity: the only first choice of everybody wins; with approvals, the only one whom all name."""
    favourite %= len(profile.candidates)
    ballots = []
    for ranking, count in profile.ballots.items():
        others = tuple(rank for rank in ranking if rank != (favourite,))
        ballots.append((((favourite,), *(() if name == "approval" else others)), count))
    count = METHODS[name](Profile.of(profile.candidates, ballots), 1)
    assert count.winners == (profile.candidates[favourite],)


@pytest.mark.parametrize("name", MONOTONE)
@given(profiles(), st.data())
def test_more_support_never_harms(name: str, profile: Profile, data: st.DataObject) -> None:
    """Monotonicity: whoever wins still wins when one kind of ballot moves them to the top."""
    count = METHODS[name](profile, 1)
    if not count.winners:
        return
    winner = profile.candidates.index(count.winners[0])
    ranking = data.draw(st.sampled_from(sorted(profile.ballots)))
    lifted = ((winner,), *(rank for rank in ranking if rank != (winner,)))
    ballots = [(each, votes) for each, votes in profile.ballots.items() if each != ranking]
    after = METHODS[name](Profile.of(profile.candidates, [*ballots, (lifted, profile.ballots[ranking])]), 1)
    assert after.winners == count.winners


@every_method
@given(profiles(shared=True), some_seats, st.integers(2, 9))
def test_ten_times_the_ballots_give_the_same_result(name: str, profile: Profile, seats: int, times: int) -> None:
    """Homogeneity, where no rounding of a whole quota is involved."""
    if name.startswith("stv"):
        return
    seats = seats_for(profile, seats)
    more = Profile.of(profile.candidates, [(ranking, times * count) for ranking, count in profile.ballots.items()])
    assert METHODS[name](more, seats).winners == METHODS[name](profile, seats).winners


@every_method
@given(profiles(shared=True), some_seats)
def test_every_count_adds_up_and_can_be_told(name: str, profile: Profile, seats: int) -> None:
    seats = seats_for(profile, seats)
    count = METHODS[name](profile, seats)
    assert count.bases.cast == sum(profile.ballots.values())
    assert min(count.bases.valid, count.bases.blank, count.bases.invalid) >= 0
    assert len(count.winners) == len(set(count.winners)) <= (1 if name == "irv" else seats)
    if name in ("irv", "stv-scottish", "stv-meek"):
        assert all(sum(each.votes.values()) + each.lost == count.bases.valid for each in count.rounds)
        assert all(each.lost >= 0 for each in count.rounds)
    for language in ("en", "zh_CN"):
        assert all(line and "{" not in line for line in told(count, language))
    assert "." not in str(exact(count.to_json()["rounds"])), "never a float"


@given(profiles(shared=True))
def test_who_beats_everybody_wins_by_schulze(profile: Profile) -> None:
    best = condorcet_winner(pairwise(profile))
    if best is not None:
        assert schulze(profile).winners == (NAMES[best],)


@given(profiles(), st.integers(1, 3))
def test_scottish_winners_are_as_many_as_the_seats_unless_a_tie_is_open(profile: Profile, seats: int) -> None:
    seats = seats_for(profile, seats)
    for count in (scottish(profile, seats=seats), meek(profile, seats=seats)):
        if count.complete and count.bases.valid:
            assert len(count.winners) == seats
