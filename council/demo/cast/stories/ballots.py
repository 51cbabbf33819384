"""Who voted how in the demo's past votes, so that the named ballots add up to the counts of the stories."""

import random
from collections.abc import Sequence
from typing import Literal

from council.demo.cast.stories.shapes import Count

Choice = Literal["for", "against", "abstain"]


def ballots(voters: Sequence[str], count: Count, *, seed: str) -> dict[str, Choice]:
    """A choice for as many voters as the count holds, in a random order that is the same every time.

    Raises `ValueError` when the count holds more votes than there are voters.
    """
    if count.total > len(voters):
        raise ValueError(f"{count.total} votes from {len(voters)} voters")
    shares: dict[Choice, int] = {"for": count.for_, "against": count.against, "abstain": count.abstain}
    marks = [choice for choice, votes in shares.items() for _ in range(votes)]
    drawn = random.Random(seed).sample(list(voters), count.total)
    return dict(zip(drawn, marks, strict=True))
