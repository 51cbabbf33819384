"""A count in words, in English and Chinese, line by line. The sentences are data in `count_wording.json`."""

import json
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from importlib import resources
from types import MappingProxyType
from typing import Any

from council.tally.explain import decimal_text
from council.tally.result import Count, Tie

WORDING: dict[str, dict[str, str]] = json.loads(
    resources.files("council.tally").joinpath("count_wording.json").read_text(encoding="utf-8")
)


def told(count: Count, lang: str, names: Mapping[str, str] = MappingProxyType({})) -> list[str]:
    """The explanation of a count: how the method works, every step, who is elected, what is still open.

    Args:
        lang: a locale ("en", "zh", "zh_CN"); what is not Chinese reads English.
        names: how candidates are called where the ballots have keys for them.
    """
    words = WORDING["zh" if lang.lower().startswith("zh") else "en"]
    count = _named(count, names) if names else count
    lines = [words[line.code].format(**_readable(line.values, words)) for line in count.lines]
    ties = [words[_tie_code(tie)].format(**_readable(_tie_values(tie), words)) for tie in count.ties]
    return [*lines, *ties, _end(count, words)]


def _tie_code(tie: Tie) -> str:
    return f"tie_{tie.settled_by.replace(' ', '_')}" if tie.settled_by else "tie_open"


def _tie_values(tie: Tie) -> dict[str, Any]:
    return {"round": tie.round, "names": tie.candidates, "chosen": tie.chosen}


def _end(count: Count, words: Mapping[str, str]) -> str:
    if count.method == "consent":
        return words[f"end_{count.figures['outcome']}"]
    if not count.winners:
        return words["end_nobody"]
    return words["end_budget" if count.method.startswith("pb-") else "end"].format(
        names=words["comma"].join(count.winners)
    )


def _readable(values: Mapping[str, Any], words: Mapping[str, str]) -> dict[str, str]:
    return {name: _text(value, words) for name, value in values.items()}


def _text(value: Any, words: Mapping[str, str]) -> str:
    if isinstance(value, int | Fraction):
        return decimal_text(value)
    if isinstance(value, Mapping):
        ranked = sorted(value.items(), key=lambda item: -item[1])
        return words["comma"].join(f"{name} {decimal_text(number)}" for name, number in ranked)
    if isinstance(value, tuple | list):
        return words["comma"].join(str(each) for each in value)
    return str(value)


def _named(count: Count, names: Mapping[str, str]) -> Count:
    """The same count with the candidates' names in the places where their keys stand."""

    def name(value: Any) -> Any:
        if isinstance(value, Mapping):
            return {names.get(key, key): number for key, number in value.items()}
        if isinstance(value, tuple | list):
            return tuple(names.get(each, each) for each in value)
        return names.get(value, value)

    lines = tuple(
        replace(line, values={key: name(value) if key in _NAMING else value for key, value in line.values.items()})
        for line in count.lines
    )
    ties = tuple(replace(tie, candidates=name(tie.candidates), chosen=name(tie.chosen)) for tie in count.ties)
    return replace(count, lines=lines, ties=ties, winners=name(count.winners))


#: The values of a line that are candidates, or figures by candidate.
_NAMING = frozenset({"name", "names", "other", "votes"})
