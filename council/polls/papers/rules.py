"""Pure decisions about papers: what two or three readings of one paper make of it."""

from collections import Counter
from collections.abc import Sequence


def outcome(readings: Sequence[str]) -> tuple[str, str | None]:
    """The state of a paper after its readings, and the choice that counts.

    One reading is `read`. Two that are alike, or two alike of more, are `counted`; else it is a `conflict`.
    """
    if not readings:
        return "out", None
    choice, times = Counter(readings).most_common(1)[0]
    if times >= 2:
        return "counted", choice
    return ("read", None) if len(readings) == 1 else ("conflict", None)
