"""A rule applied to a file of votes: everything `flask decide` prints."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from council.tally.decision import decide
from council.tally.explain import explain, sentence
from council.tally.figures import Figures, Weights
from council.tally.rules import BadRule, Rule, ratio
from council.tally.sheet import capped, figures_of, read_sheet
from council.tally.sources import BadInput


def decide_file(
    preset_text: str,
    path: str | Path,
    *,
    presets: Mapping[str, Rule | None],
    lang: str = "en",
) -> dict[str, Any]:
    """Apply a preset (a key of `presets`) or a written-out rule to a sheet, as JSON values.

    Raises `BadInput` for an unknown preset, a preset without numbers (None), a rule or a sheet that cannot be read.
    """
    rule = rule_named(preset_text, presets)
    figures = figures_of(capped(read_sheet(path), rule.policies.weight_cap))
    decision = decide(rule, figures)
    return {
        "rule": rule.to_json(),
        "figures": figures_to_json(figures),
        **decision.to_json(),
        "sentence": sentence(decision, figures, lang),
        "explanation": explain(decision, lang),
    }


def rule_named(preset_text: str, presets: Mapping[str, Rule | None]) -> Rule:
    """The rule behind a preset's code or a written-out rule. Raises `BadInput` naming the text."""
    text = preset_text.strip()
    if "=" in text:
        try:
            return Rule.from_text(text)
        except BadRule as error:
            raise BadInput(text, None, str(error)) from error
    if text not in presets:
        known = ", ".join(code for code, rule in presets.items() if rule is not None)
        raise BadInput(text, None, f"no such preset; known are {known}")
    rule = presets[text]
    if rule is None:
        raise BadInput(text, None, "this preset has no numbers of its own; write them out as quorum=…;pass=…")
    return rule


def figures_to_json(figures: Figures) -> dict[str, Any]:
    """The sums as plain values: heads as numbers, weights as "p/q"."""
    return {
        "heads": {name: getattr(figures, attribute) for name, attribute in _named(figures)},
        "weight": _weights_to_json(figures.weights),
    }


def _weights_to_json(weights: Weights | None) -> dict[str, str] | None:
    if weights is None:
        return None
    return {name: ratio(getattr(weights, attribute)) for name, attribute in _named(weights)}


_NAMES = {"entitled": "entitled", "present": "present", "for": "for_", "against": "against", "abstain": "abstain"}


def _named(sums: Figures | Weights) -> list[tuple[str, str]]:
    """The names of the sums; blank and invalid ballots are told only where there are any."""
    more = [(name, name) for name in ("blank", "invalid") if getattr(sums, name)]
    return [*_NAMES.items(), *more]
