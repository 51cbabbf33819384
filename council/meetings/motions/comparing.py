"""What an amendment changes, word by word: a figure or a Latin word is one word, a Chinese sign is one by itself."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from council.charters.rules.comparing import Piece

_WORD = re.compile(r"\d[\d.,:%]*\d|[A-Za-z]+|\s+|.", re.DOTALL)
#: Signs shown on either side of a change; what lies further off is left out.
AROUND = 14


@lru_cache(maxsize=64)  # every phone's page asks for the same few pairs
def compared(old: str, new: str) -> tuple[Piece, ...]:
    """The way from `old` to `new` in pieces, what went before what came."""
    ours, theirs = _WORD.findall(old), _WORD.findall(new)
    found: list[Piece] = []
    for op, i, j, k, m in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if op == "equal":
            found.append(Piece("equal", "".join(ours[i:j])))
            continue
        if i < j:
            found.append(Piece("del", "".join(ours[i:j])))
        if k < m:
            found.append(Piece("ins", "".join(theirs[k:m])))
    return tuple(found)


def near_changes(whole: Sequence[Piece]) -> list[Piece]:
    """The changes with a few signs around each; an ellipsis stands for the rest."""
    near = []
    for at, piece in enumerate(whole):
        text = piece.text
        if piece.op == "equal" and len(text) > 2 * AROUND + 1:
            head = "" if at == 0 else text[:AROUND]
            tail = "" if at == len(whole) - 1 else text[-AROUND:]
            text = f"{head}…{tail}"
        near.append(Piece(piece.op, text))
    return near
