"""How texts are cut for finding. Pure.

Chinese has no spaces, and a word of two characters is the usual word, so each character is a token of its own and a
question is a phrase of them: right for any length. A character is written as its code (`u6f0f`), since the databases do
not agree on which characters are letters. Latin letters and figures stay whole words; the last part of a question may
be the beginning of one.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

#: Characters of a question that are looked at; the rest is left out.
MOST_CHARACTERS = 60
#: Words of a question that are looked for.
MOST_WORDS = 6


@dataclass(frozen=True)
class Word:
    """One word of a question: its tokens, one after the other, and whether the last may go on."""

    tokens: tuple[str, ...]
    open_end: bool


def folded(text: str) -> str:
    """A text as it is compared: full-width as half-width, no capitals, no accents apart from their letters."""
    return unicodedata.normalize("NFKC", text).casefold()


def tokens(text: str) -> list[str]:
    """The tokens of a text, in order: one for each character without spaces between words, one for each other word."""
    return [token for run in _runs(folded(text)) for token in _cut(run)]


def words(question: str) -> list[Word]:
    """The words of a question, those between blanks; without letters and figures there are none."""
    asked = []
    for part in folded(question[:MOST_CHARACTERS]).split():
        runs = list(_runs(part))
        cut = tuple(token for run in runs for token in _cut(run))
        if cut:
            asked.append(Word(cut, open_end=not _is_single(runs[-1][-1])))
    return asked[:MOST_WORDS]


def _runs(text: str) -> Iterator[str]:
    """Stretches of letters and figures, each either all of single characters or all of words' letters."""
    for kind, signs in groupby(text, key=_kind):
        if kind:
            yield "".join(signs)


def _kind(sign: str) -> str:
    if not sign.isalnum():
        return ""
    return "single" if _is_single(sign) else "word"


def _cut(run: str) -> list[str]:
    return [f"u{ord(sign):x}" for sign in run] if _is_single(run[0]) else [run]


def _is_single(sign: str) -> bool:
    """Whether a character stands for itself: Chinese, Japanese and everything else beyond the alphabets."""
    return ord(sign) >= 0x2E80
