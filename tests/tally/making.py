"""Ballots for tests, written as people write them: `"A>B=C": 5`."""

from collections.abc import Mapping

from hypothesis import strategies as st

from council.tally.profile import Profile, Ranking, Scores

NAMES = ("A", "B", "C", "D", "E", "F")


def profile(names: str, ballots: Mapping[str, int], invalid: int = 0) -> Profile:
    """A profile of one-letter candidates; "A>BC" ranks A first and B level with C, "" is blank."""
    rankings = [
        (tuple(tuple(names.index(name) for name in rank) for rank in ballot.split(">") if rank), count)
        for ballot, count in ballots.items()
    ]
    return Profile.of(tuple(names), rankings, invalid)


def scores(names: str, *ballots: tuple[Mapping[str, int], int], most: int | None = None) -> Scores:
    """Scored ballots of one-letter candidates."""
    return Scores.of(
        tuple(names),
        [(tuple((names.index(name), points) for name, points in given.items()), count) for given, count in ballots],
        most=most,
    )


@st.composite
def rankings(draw: st.DrawFn, size: int, shared: bool = False) -> Ranking:
    """The ranking of some of `size` candidates, with shared ranks if wished."""
    order = draw(st.permutations(range(size)))
    kept = order[: draw(st.integers(0, size))]
    ranks: list[list[int]] = []
    for candidate in kept:
        if ranks and shared and draw(st.booleans()):
            ranks[-1].append(candidate)
        else:
            ranks.append([candidate])
    return tuple(tuple(sorted(rank)) for rank in ranks)


@st.composite
def profiles(draw: st.DrawFn, shared: bool = False, most: int = 5) -> Profile:
    """A few candidates and up to twelve kinds of ballots."""
    size = draw(st.integers(2, most))
    ballots = draw(st.lists(st.tuples(rankings(size, shared), st.integers(1, 30)), min_size=1, max_size=12))
    return Profile.of(NAMES[:size], ballots)


def renamed(original: Profile, order: list[int]) -> Profile:
    """The same ballots with the candidates listed in another order."""
    place = {old: new for new, old in enumerate(order)}
    ballots = [
        (tuple(tuple(place[candidate] for candidate in rank) for rank in ranking), count)
        for ranking, count in original.ballots.items()
    ]
    return Profile.of(tuple(original.candidates[old] for old in order), ballots, original.invalid)
