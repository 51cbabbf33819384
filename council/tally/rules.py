"""What a decision rule is made of: tests with a measure, a base and an exact fraction.

"以上" includes the number and "超过/过半数" does not (Civil Code art. 1259), so a test keeps its comparison
beside its fraction and both stay exact.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal, cast, get_args

from council.tally.policies import BadRule, Policies

__all__ = ["BadRule", "Base", "Counted", "Measure", "Op", "Policies", "Rule", "Stage", "Test", "ratio"]

Stage = Literal["quorum", "pass"]
#: `heads` and `households` count voters; `weight`, `area` (m²) and `shares` add up what each of them has.
Measure = Literal["heads", "households", "weight", "area", "shares"]
#: `cast` holds blank and invalid ballots, `valid` does not; `fixed` is a number that the test itself carries.
Base = Literal["roll", "present", "participating", "cast", "valid", "for+against", "fixed"]
Op = Literal[">=", ">"]
Counted = Literal["present", "participating", "for"]

_TEST = re.compile(
    r"(?P<measure>[a-z]+)(\((?P<counted>[a-z]+)\))?/(?P<base>[a-z+]+|[0-9]{1,12})\s*"
    r"(?P<op>>=|>)\s*(?P<p>[0-9]{1,30})/(?P<q>[0-9]{1,30})"
)
WEIGHED: tuple[Measure, ...] = ("weight", "area", "shares")
_FRACTION = re.compile(r"(?P<p>[0-9]+)/(?P<q>[0-9]+)")


@dataclass(frozen=True)
class Test:
    """One comparison: what is counted, out of which base, must reach or exceed a fraction.

    `counted` may be left empty: a quorum counts those present, a pass counts those in favour. `fixed` is the number
    of a test whose base is `fixed`, in units of its measure.
    """

    __test__ = False  # else pytest takes the name for a test class

    stage: Stage
    measure: Measure
    base: Base
    op: Op
    fraction: Fraction
    counted: Counted = field(default=cast(Counted, ""))
    fixed: int | None = None

    @property
    def weighs(self) -> bool:
        """Whether it adds up weights rather than counting voters."""
        return self.measure in WEIGHED

    def __post_init__(self) -> None:
        if not self.counted:
            object.__setattr__(self, "counted", "present" if self.stage == "quorum" else "for")
        for name, allowed in _ALLOWED.items():
            if getattr(self, name) not in allowed:
                raise BadRule(f"{name} '{getattr(self, name)}' is not one of {', '.join(allowed)}")
        if isinstance(self.fraction, bool) or not isinstance(self.fraction, int | Fraction):
            raise BadRule("a fraction is written as whole numbers p/q, never as a float")
        object.__setattr__(self, "fraction", Fraction(self.fraction))
        if not 0 <= self.fraction <= 1:
            raise BadRule(f"{ratio(self.fraction)} is not between 0 and 1")
        if (self.base == "fixed") != (self.fixed is not None):
            raise BadRule("a fixed base carries its number, and no other base does")
        if self.op == ">" and self.fraction == 1 and self.base != "fixed":
            raise BadRule("more than all of a base can never be reached")


_ALLOWED: Mapping[str, tuple[str, ...]] = {
    "stage": get_args(Stage),
    "measure": get_args(Measure),
    "base": get_args(Base),
    "op": get_args(Op),
    "counted": get_args(Counted),
}


@dataclass(frozen=True)
class Rule:
    """Tests that must all hold; `code` names the preset, or is "written" for a rule written out."""

    code: str
    tests: tuple[Test, ...]
    policies: Policies = Policies()

    def __post_init__(self) -> None:
        object.__setattr__(self, "tests", tuple(self.tests))
        if not self.stage("pass"):
            raise BadRule("a rule needs at least one test of the stage 'pass'")

    def stage(self, stage: Stage) -> tuple[Test, ...]:
        """The tests of one stage, in order; empty when the rule has no quorum."""
        return tuple(test for test in self.tests if test.stage == stage)

    @property
    def weighs(self) -> bool:
        """Whether any test needs weights beside heads."""
        return any(test.weighs for test in self.tests)

    @classmethod
    def from_text(cls, text: str, *, code: str = "written") -> "Rule":
        """Read `quorum=TEST[&TEST…];pass=TEST[&TEST…][;POLICY…]`.

        A TEST is `heads/roll>=2/3`, `area(participating)/roll>=2/3` where not the usual is counted, or `heads/3>=1/1`
        for a fixed number. A POLICY is one of `policies.Policies.from_text`.

        Raises `BadRule` with the part that cannot be read.
        """
        parts = [part.strip() for part in text.split(";")]
        stages = [part.partition("=")[0].strip() for part in parts]
        if stages[:2] != ["quorum", "pass"] or len(set(stages)) != len(stages):
            raise BadRule("write the rule as quorum=…;pass=… with both parts in this order")
        tests = [
            _test_from_text(cast(Stage, stage), piece)
            for stage, part in zip(stages[:2], parts[:2], strict=True)
            for piece in part.partition("=")[2].split("&")
        ]
        policies = {part.partition("=")[0].strip(): part.partition("=")[2].strip() for part in parts[2:]}
        return cls(code, tuple(tests), Policies.from_text(policies))

    def to_json(self) -> dict[str, Any]:
        """The rule as plain values for a snapshot; fractions as "p/q"."""
        data = {"code": self.code, "tests": [_test_to_json(test) for test in self.tests]}
        policies = self.policies.to_json()
        return {**data, "policies": policies} if policies else data

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Rule":
        """The rule of a snapshot made by `to_json`. Raises `BadRule` when a part is missing or unknown."""
        try:
            policies = Policies.from_json(data.get("policies", {}))
            return cls(data["code"], tuple(_test_from_json(test) for test in data["tests"]), policies)
        except (KeyError, TypeError) as error:
            raise BadRule(f"not the snapshot of a rule: {error}") from error


def ratio(value: Fraction | int) -> str:
    """A number as "p/q", always with its denominator, so that it is never taken for a decimal."""
    exact = Fraction(value)
    return f"{exact.numerator}/{exact.denominator}"


def _test_from_text(stage: Stage, text: str) -> Test:
    found = _TEST.fullmatch(text.strip())
    if found is None:
        raise BadRule(f"'{text.strip()}' is not MEASURE/BASE>=P/Q or MEASURE/BASE>P/Q")
    fixed = int(found["base"]) if found["base"].isdigit() else None
    return Test(
        stage,
        cast(Measure, found["measure"]),
        cast(Base, found["base"] if fixed is None else "fixed"),
        cast(Op, found["op"]),
        _fraction(found["p"], found["q"]),
        cast(Counted, found["counted"] or ""),
        fixed,
    )


def _test_to_json(test: Test) -> dict[str, Any]:
    data: dict[str, Any] = {
        "stage": test.stage,
        "measure": test.measure,
        "base": test.base,
        "op": test.op,
        "fraction": ratio(test.fraction),
        "counted": test.counted,
    }
    return data if test.fixed is None else {**data, "fixed": test.fixed}


def _test_from_json(data: Mapping[str, Any]) -> Test:
    found = _FRACTION.fullmatch(data["fraction"])
    if found is None:
        raise BadRule(f"'{data['fraction']}' is not a fraction p/q")
    return Test(
        cast(Stage, data["stage"]),
        cast(Measure, data["measure"]),
        cast(Base, data["base"]),
        cast(Op, data["op"]),
        _fraction(found["p"], found["q"]),
        cast(Counted, data.get("counted", "")),
        data.get("fixed"),
    )


def _fraction(p: str, q: str) -> Fraction:
    if int(q) == 0:
        raise BadRule(f"{p}/{q} divides by zero")
    return Fraction(int(p), int(q))
