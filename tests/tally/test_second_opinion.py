"""Other people's libraries count 2,000 random profiles; where the rules are the same, so are the winners.

pyrankvote and votelib (both MIT) are used here only: the first breaks ties at random, the second is a collection of
rules in a frame of its own. So only profiles without a tie that mattered are compared.
"""

from collections import Counter
from fractions import Fraction
from random import Random

import pyrankvote
import pytest
import votelib.convert
import votelib.evaluate.condorcet
import votelib.evaluate.core
import votelib.evaluate.sequential
from pyrankvote.helpers import CompareMethodIfEqual

from council.tally.counting.borda import borda
from council.tally.counting.irv import irv
from council.tally.counting.plurality import approval, plurality
from council.tally.counting.schulze import schulze
from council.tally.counting.stv import scottish, unrounded
from council.tally.profile import Profile
from tests.tally.making import NAMES

PROFILES = 2_000


def elections(seed: int) -> list[Profile]:
    chance = Random(seed)
    return [_profile(chance) for _number in range(PROFILES)]


def _profile(chance: Random) -> Profile:
    size = chance.randint(3, 6)
    ballots = []
    for _kind in range(chance.randint(4, 25)):
        order = chance.sample(range(size), chance.randint(1, size))
        ballots.append((tuple((candidate,) for candidate in order), chance.randint(1, 40)))
    return Profile.of(NAMES[:size], ballots)


def ranked(profile: Profile) -> dict[tuple[str, ...], int]:
    return {tuple(profile.candidates[rank[0]] for rank in ranking): count for ranking, count in profile.ballots.items()}


def test_instant_run_off_with_pyrankvote() -> None:
    compared = 0
    for profile in elections(1):
        ours = irv(profile)
        if any(tie.settled_by != "any order" for tie in ours.ties):
            continue
        names = {name: pyrankvote.Candidate(name) for name in profile.candidates}
        ballots = [
            pyrankvote.Ballot([names[name] for name in order])
            for order, count in ranked(profile).items()
            for _paper in range(count)
        ]
        theirs = pyrankvote.instant_runoff_voting(
            list(names.values()), ballots, compare_method_if_equal=CompareMethodIfEqual.Random
        )
        assert {winner.name for winner in theirs.get_winners()} == set(ours.winners), ranked(profile)
        compared += 1
    assert compared > 0.9 * PROFILES


def test_transferable_votes_with_votelib() -> None:
    """votelib's Gregory transfer in exact fractions is Scottish STV without the five decimals."""
    selector = votelib.evaluate.sequential.TransferableVoteSelector(transferer="Gregory", quota_function="droop")
    compared = 0
    for number, profile in enumerate(elections(2)):
        seats = number % 3 + 1
        ours = scottish(profile, seats=min(seats, len(profile.candidates) - 1), rounding=unrounded)
        if ours.ties or max(ours.rounds[0].votes.values()) >= 2 * (ours.quota or 0):
            continue  # votelib would give two seats to who has two quotas
        votes = {order: Fraction(count) for order, count in ranked(profile).items()}
        try:
            theirs = selector.evaluate(votes, ours.seats)
        except (NotImplementedError, votelib.evaluate.core.VotingSystemError):
            # it stops at any tie, also among those without a vote, and gives up when too few papers are left
            continue
        assert set(theirs) == set(ours.winners), (ours.seats, ranked(profile))
        compared += 1
    assert compared > 0.8 * PROFILES


def test_pairs_with_votelib() -> None:
    pairs = votelib.convert.RankedToCondorcetVotes(unranked_at_bottom=True)
    selector = votelib.evaluate.condorcet.Schulze()
    compared = 0
    for profile in elections(3):
        ours = schulze(profile)
        if ours.ties:
            continue
        theirs = selector.evaluate(pairs.convert(_with_everyone(profile)), 1)
        assert tuple(theirs) == ours.winners, ranked(profile)
        compared += 1
    assert compared > 0.9 * PROFILES


def _with_everyone(profile: Profile) -> dict[tuple[object, ...], int]:
    """votelib knows only candidates that some ballot names, and wants the unnamed as a shared last rank."""
    ballots: Counter[tuple[object, ...]] = Counter()
    for order, count in ranked(profile).items():
        rest = frozenset(profile.candidates) - set(order)
        last = () if not rest else (next(iter(rest)),) if len(rest) == 1 else (rest,)
        ballots[(*order, *last)] += count
    return ballots


@pytest.mark.parametrize("rule", ["plurality", "approval", "borda"])
def test_sums_with_a_count_by_hand(rule: str) -> None:
    """Three rules that are a sum: written again in the plainest way."""
    for profile in elections(4):
        size = len(profile.candidates)
        sums: Counter[str] = Counter(dict.fromkeys(profile.candidates, 0))
        for order, count in ranked(profile).items():
            if rule == "plurality":
                sums[order[0]] += count
            elif rule == "approval":
                sums.update(dict.fromkeys(order, count))
            else:
                for place, name in enumerate(order):
                    sums[name] += 2 * count * (size - 1 - place)
                for name in set(profile.candidates) - set(order):
                    sums[name] += count * (size - len(order) - 1)
        count_of = {"plurality": plurality, "approval": approval, "borda": borda}[rule]
        ours = count_of(profile)
        half = 2 if rule == "borda" else 1
        assert {name: half * votes for name, votes in ours.rounds[0].votes.items()} == dict(sums)
        best = [name for name, votes in sums.items() if votes == max(sums.values())]
        assert ours.winners == (tuple(best) if len(best) == 1 else ())
