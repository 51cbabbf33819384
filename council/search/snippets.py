"""The words around a hit, with the hit marked. Pure."""

from dataclasses import dataclass

from council.search.rules import MOST_WORDS, folded

#: Characters before and after a hit.
AROUND = 24


@dataclass(frozen=True)
class Piece:
    """A stretch of text; `hit` where it is what was looked for."""

    text: str
    hit: bool = False


def marked(text: str, question: str) -> list[Piece]:
    """`text` in pieces, each of the question's words marked where it stands. Where folding changes the length of the
    text it is left unmarked."""
    low = folded(text)
    if len(low) != len(text):
        return [Piece(text)]
    spots = [False] * len(text)
    for word in folded(question).split()[:MOST_WORDS]:
        start = low.find(word)
        while start >= 0:
            spots[start : start + len(word)] = [True] * len(word)
            start = low.find(word, start + len(word))
    pieces: list[Piece] = []
    begin = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or spots[at] != spots[begin]:
            pieces.append(Piece(text[begin:at], spots[begin]))
            begin = at
    return pieces if text else []


def around(text: str, question: str) -> str:
    """The stretch of `text` around the first of the question's words that stands in it; its beginning if none does."""
    low = folded(text)
    found = [low.find(word) for word in folded(question).split()[:MOST_WORDS]]
    first = min((at for at in found if at >= 0), default=0) if len(low) == len(text) else 0
    begin, end = max(0, first - AROUND), min(len(text), first + 2 * AROUND)
    return f"{'…' if begin else ''}{text[begin:end]}{'…' if end < len(text) else ''}".replace("\n", " ")
