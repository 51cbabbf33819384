"""A procedure with real numbers: how many must come, and of those who came how many must be in favour."""

from dataclasses import dataclass

from council.tally.decision import needed
from council.tally.rules import Rule, Test


@dataclass(frozen=True)
class Example:
    """Of `entitled` people `quorum` must come (None: no quorum); if `present` come, `passes` must be in favour."""

    entitled: int
    quorum: int | None
    present: int
    passes: int


#: So many more than the quorum come in the example, so that its two numbers are not taken for one.
_MORE = 2


def example(rule: Rule | None, entitled: int) -> Example | None:
    """The worked example for so many entitled people; None without a rule or without people. By heads only.

    Everybody present marks for, against or abstain, so that those present and those taking part are the same.
    """
    if rule is None or entitled < 1:
        return None
    asked = [needed(test, _of(test, entitled, present=entitled)) for test in rule.stage("quorum") if not test.weighs]
    quorum = max(asked, default=None)
    present = min(entitled, (quorum or entitled // 2) + _MORE)
    passing = [test for test in rule.stage("pass") if not test.weighs]
    if not passing:
        return None
    return Example(entitled, quorum, present, max(needed(test, _of(test, entitled, present)) for test in passing))


def _of(test: Test, entitled: int, present: int) -> int:
    if test.fixed is not None:
        return test.fixed
    return entitled if test.base == "roll" else present
