"""Which category a text suggests: words that are typical of each, in Chinese and English. Advice; people decide."""

import json
from collections.abc import Iterable, Mapping
from importlib import resources

#: code → words that suggest it.
WORDS: Mapping[str, list[str]] = json.loads(
    resources.files("council.issues.rules").joinpath("suggesting.json").read_text(encoding="utf-8")
)


def suggested(text: str, own: Mapping[str, Iterable[str]] | None = None) -> str:
    """The code of the category with most words in `text`, longer ones first; empty where none fits.

    `own` are a street's own words by code; they weigh double.
    """
    folded = text.casefold()
    scores: dict[str, int] = {}
    for code, words in WORDS.items():
        scores[code] = sum(len(word) for word in words if word in folded)
    for code, mine in (own or {}).items():
        scores[code] = scores.get(code, 0) + sum(2 * len(word) for word in mine if word and word.casefold() in folded)
    best = max(scores, key=lambda code: scores[code], default="")
    return best if scores.get(best) else ""
