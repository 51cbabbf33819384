"""A decision in words, in English and Chinese: one sentence for the wall, one line a test for who wants to check.

The words are data in `wording.json`, so this file knows no language.
"""

import json
from fractions import Fraction
from importlib import resources
from math import ceil, floor
from typing import Any

from council.tally.decision import Decision, TestResult
from council.tally.figures import Figures

WORDING: dict[str, Any] = json.loads(
    resources.files("council.tally").joinpath("wording.json").read_text(encoding="utf-8")
)


def sentence(decision: Decision, figures: Figures, lang: str) -> str:
    """The result in one sentence with its exact numbers, for example
    "entitled 46, present 33, 17 needed, 21 in favour: carried".

    `lang` is a locale ("en", "zh", "zh_CN"); what is not Chinese reads English.
    """
    words = _words(lang)
    if decision.outcome == "no_quorum":
        return _no_quorum(decision, words)
    passing = [result for result in decision.tests if result.test.stage == "pass"]
    shared = {
        "entitled": figures.entitled,
        "came": _came(decision, figures, words),
        "outcome": words["outcome"][decision.outcome],
    }
    if len(passing) == 1 and passing[0].needed is not None:
        return str(words["sentence"]).format(needed=passing[0].needed, for_=figures.for_, **shared)
    parts = [str(words["part"][result.test.measure]).format(**_numbers(result, words)) for result in passing]
    return str(words["sentences"]).format(parts=str(words["and"]).join(parts), **shared)


def explain(decision: Decision, lang: str) -> list[str]:
    """The decision line by line: each test with its numbers, how abstentions count, then the verdict."""
    words = _words(lang)
    lines = [str(words["line"]).format(**_numbers(result, words)) for result in decision.tests]
    if any(result.test.base in ("present", "participating", "cast", "valid") for result in decision.tests):
        lines.append(words["abstentions" if decision.rule.policies.abstain == "counts" else "left_out"])
    if decision.rule.policies.silence == "follows":
        lines.append(words["follows"])
    if decision.level:
        lines.append(words["level"][decision.casting or "none"])
    return [*lines, words["verdict"][decision.outcome]]


def decimal_text(value: int | Fraction) -> str:
    """A number for reading: exact when it has a decimal form, else "≈" and two decimals, without any float."""
    exact = Fraction(value)
    for places in range(10):
        if 10**places % exact.denominator == 0:
            return _placed(exact, places)
    return "≈" + _placed(Fraction(round(exact * 100), 100), 2)


def area_text(value: int | Fraction) -> str:
    """A floor area in m² for reading, with marks at the thousands and at least two decimals: `1,117.30`."""
    digits = decimal_text(value)
    mark, digits = ("≈", digits[1:]) if digits.startswith("≈") else ("", digits)
    whole, _point, places = digits.partition(".")
    return f"{mark}{int(whole):,}.{places:0<2}"


def _placed(value: Fraction, places: int) -> str:
    digits = str(int(value * 10**places)).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}" if places else digits


def _words(lang: str) -> Any:
    return WORDING["zh" if lang.lower().startswith("zh") else "en"]


def _came(decision: Decision, figures: Figures, words: Any) -> str:
    written = any(result.test.counted == "participating" for result in decision.tests)
    kind, number = ("participating", figures.participating) if written else ("present", figures.present)
    return str(words["came"][kind]).format(n=number)


def _no_quorum(decision: Decision, words: Any) -> str:
    failed = next(r for r in decision.tests if r.test.stage == "quorum" and not r.holds)
    numbers = _numbers(failed, words)
    if failed.test.measure != "area":
        numbers["denominator"] = decimal_text(failed.denominator)
    return str(words["quorum"][failed.test.measure]).format(**numbers)


def _numbers(result: TestResult, words: Any) -> dict[str, object]:
    test = result.test
    share = words["all"] if test.fraction == 1 else words["share"][test.op].format(fraction=test.fraction)
    amount = words["amount"][test.measure]
    numerator, denominator = decimal_text(result.numerator), amount.format(n=decimal_text(result.denominator))
    if test.measure == "area":  # a bare number of square metres reads like votes
        numerator, denominator = (amount.format(n=area_text(n)) for n in (result.numerator, result.denominator))
        limit = words["limit"][test.op].format(n=amount.format(n=area_text(_area_limit(result))))
    elif result.needed is None:
        limit = words["limit"][test.op].format(n=decimal_text(result.threshold))
    else:
        limit = amount.format(n=result.needed)
    return {
        "stage": words["stage"][test.stage],
        "measure": words["measure"][test.measure],
        "counted": words["counted"][test.counted],
        "base": words["base"][test.base],
        "numerator": numerator,
        "denominator": denominator,
        "share": share,
        "limit": limit,
        "needed": result.needed,
        "holds": words["holds"]["true" if result.holds else "false"],
    }


def _area_limit(result: TestResult) -> Fraction:
    """The limit in hundredths of a m², as lots are measured: "at least" goes up and "more than" goes down, so that what
    is said holds for the same areas. Left exact where the area itself is measured more finely.
    """
    hundredths = result.threshold * 100
    if (result.numerator * 100).denominator != 1:
        return result.threshold
    return Fraction(ceil(hundredths) if result.test.op == ">=" else floor(hundredths), 100)
