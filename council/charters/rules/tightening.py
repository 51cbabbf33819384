"""A place may tighten a procedure and never loosen it: what “tighter” means, exactly.

A share is a comparison and a fraction; “以上” includes the number and “过半数” does not (Civil Code art. 1259), so
`> 1/2` is tighter than `>= 1/2`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Literal

from council.charters.rules.procedures import Procedure
from council.tally.rules import Op, Rule, Stage, Test

#: A larger base asks for more of the same votes: the roll holds those present, they those who took part, and so on.
_BASES: Mapping[str, int] = MappingProxyType(
    {"for+against": 0, "valid": 1, "cast": 2, "participating": 2, "present": 3, "roll": 4}
)
#: Counting fewer people asks for more of them: who is in favour took part, and who took part was there.
_COUNTED: Mapping[str, int] = MappingProxyType({"present": 0, "participating": 1, "for": 2})


@dataclass(frozen=True)
class Share:
    """`>= 2/3`: at least two thirds; `> 1/2`: more than half."""

    op: Op
    fraction: Fraction

    def reaches(self, other: "Share") -> bool:
        """Whether whatever meets this share of a base meets `other` of it too."""
        return (self.fraction, self.op == ">") >= (other.fraction, other.op == ">")


def share_of(test: Test) -> Share:
    """The share that a test asks for."""
    return Share(test.op, test.fraction)


def is_tighter(rule: Rule | None, base: Rule | None) -> bool:
    """Whether `rule` is as tight as `base` or tighter: whatever is carried under it is carried under `base`.

    Without a base (the law leaves the numbers open) every rule is tighter; no rule is looser than any rule.
    """
    if base is None:
        return True
    return rule is not None and all(any(_covers(test, asked) for test in rule.tests) for asked in base.tests)


def _covers(test: Test, asked: Test) -> bool:
    return (
        (test.stage, test.measure) == (asked.stage, asked.measure)
        and _at_least(test, asked)
        and _COUNTED[test.counted] >= _COUNTED[asked.counted]
        and share_of(test).reaches(share_of(asked))
    )


def _at_least(test: Test, asked: Test) -> bool:
    """Whether the base of `test` is never smaller; a fixed number is comparable only with its own kind."""
    if test.fixed is not None or asked.fixed is not None:
        return test.fixed is not None and asked.fixed is not None and test.fixed >= asked.fixed
    return _BASES[test.base] >= _BASES[asked.base]


class Part(StrEnum):
    """The parts of a procedure that a place may tighten; their names are those of the form's fields."""

    QUORUM = "quorum"
    MAJORITY = "majority"
    NOTICE = "notice_days"
    FINAL = "final"
    SECRET = "secret"
    FREQUENCY = "meetings_a_year"


_STAGES: tuple[tuple[Part, Stage], ...] = ((Part.QUORUM, "quorum"), (Part.MAJORITY, "pass"))


def looser_parts(chosen: Procedure, base: Procedure) -> list[Part]:
    """The parts in which `chosen` is looser than `base`, in the order of the form; empty when it may be chosen."""
    found = [part for part, stage in _STAGES if not _stage_holds(chosen.rule, base.rule, stage)]
    if (chosen.notice_days or 0) < (base.notice_days or 0):
        found.append(Part.NOTICE)
    if chosen.changeable_ballots and not base.changeable_ballots:
        found.append(Part.FINAL)
    if base.secret and not chosen.secret:
        found.append(Part.SECRET)
    if (chosen.meetings_a_year or 0) < (base.meetings_a_year or 0):
        found.append(Part.FREQUENCY)
    return found


def _stage_holds(rule: Rule | None, base: Rule | None, stage: Stage) -> bool:
    asked = base.stage(stage) if base else ()
    given = rule.stage(stage) if rule else ()
    return all(any(_covers(test, each) for test in given) for each in asked)


@dataclass(frozen=True)
class Own:
    """A place's own numbers; None keeps what the base says."""

    quorum: Share | None = None
    majority: Share | None = None
    notice_days: int | None = None
    final: bool = False
    secret: bool = False
    meetings_a_year: int | None = None
    #: how long one speaks at a time, and how often on one item: no law asks, so neither is tighter or looser
    turn_seconds: int | None = None
    turns_each: int | None = None


def tightened(base: Procedure, own: Own) -> Procedure:
    """`base` with a place's own numbers in it. Whether these are tighter, `looser_parts` says."""
    return replace(
        base,
        rule=_with_shares(base, own),
        notice_days=base.notice_days if own.notice_days is None else own.notice_days,
        changeable_ballots=base.changeable_ballots and not own.final,
        secret=base.secret or own.secret,
        meetings_a_year=base.meetings_a_year if own.meetings_a_year is None else own.meetings_a_year,
        turn_seconds=base.turn_seconds if own.turn_seconds is None else own.turn_seconds,
        turns_each=base.turns_each if own.turns_each is None else own.turns_each,
    )


def _with_shares(base: Procedure, own: Own) -> Rule | None:
    """The rule with the place's shares: in each test of a stage, or in a test made for it where the law has none."""
    tests = base.rule.tests if base.rule else ()
    for stage, share in (("quorum", own.quorum), ("pass", own.majority)):
        if share is not None:
            tests = _put(tests, stage, share)  # type: ignore[arg-type]
    return Rule(base.code, tests) if any(test.stage == "pass" for test in tests) else base.rule


def _put(tests: tuple[Test, ...], stage: Stage, share: Share) -> tuple[Test, ...]:
    if any(test.stage == stage for test in tests):
        return tuple(
            replace(test, op=share.op, fraction=share.fraction) if test.stage == stage else test for test in tests
        )
    of: Literal["roll", "present"] = "roll" if stage == "quorum" else "present"
    made = Test(stage, "heads", of, share.op, share.fraction)
    return (made, *tests) if stage == "quorum" else (*tests, made)


def stage_share(rule: Rule | None, stage: Stage) -> Share | None:
    """The share that a stage of a rule asks for; every preset asks for one, of heads and of area alike."""
    tests = rule.stage(stage) if rule else ()
    return share_of(tests[0]) if tests else None
