"""Two texts article by article and sign by sign: what stayed, came, went and moved.

Reading only what is equal or came gives the new text, reading only what is equal or went the old one.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal, NamedTuple

from council.charters.rules.articles import Clause

Op = Literal["equal", "ins", "del"]

#: From this likeness on (0 to 1) two articles are taken for one that was changed.
ALIKE = 0.4


class Piece(NamedTuple):
    """A stretch of text and what happened to it."""

    op: Op
    text: str


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """The way from `old` to `new` in pieces, what went before what came."""
    found: list[Piece] = []
    for op, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if op == "equal":
            found.append(Piece("equal", old[i:j]))
            continue
        if i < j:
            found.append(Piece("del", old[i:j]))
        if k < m:
            found.append(Piece("ins", new[k:m]))
    return tuple(found)


@dataclass(frozen=True)
class Compared:
    """One article in both texts; `old` and `new` are its numbers there, None where it does not stand."""

    old: int | None
    new: int | None
    heading: tuple[Piece, ...]
    text: tuple[Piece, ...]
    moved: bool = False

    @property
    def kind(self) -> Literal["same", "changed", "added", "removed"]:
        """What happened to its words; `moved` says whether its place changed as well."""
        if self.old is None:
            return "added"
        if self.new is None:
            return "removed"
        return "same" if all(piece.op == "equal" for piece in (*self.heading, *self.text)) else "changed"


def compare(old: Sequence[Clause], new: Sequence[Clause]) -> list[Compared]:
    """All articles of both texts in the order of the new one, each removed one behind the one it stood behind."""
    pairs = _pairs(old, new)
    kept = _in_order(pairs)
    partner = {j: i for i, j in pairs}
    gone = sorted(set(range(len(old))) - {i for i, _ in pairs})
    behind = {i: _anchor(i, dict(pairs)) for i in gone}
    found = [_compared(old, None, i) for i in gone if behind[i] is None]
    for j, clause in enumerate(new):
        i = partner.get(j)
        if i is None:
            found.append(Compared(None, j + 1, _whole("ins", clause.heading), _whole("ins", clause.text)))
        else:
            found.append(_both(old[i], clause, i, j, moved=(i, j) not in kept))
        found += [_compared(old, None, gone_i) for gone_i in gone if behind[gone_i] == j]
    return found


def _whole(op: Op, text: str) -> tuple[Piece, ...]:
    return (Piece(op, text),) if text else ()


def _compared(old: Sequence[Clause], new: int | None, i: int) -> Compared:
    return Compared(i + 1, new, _whole("del", old[i].heading), _whole("del", old[i].text))


def _both(one: Clause, other: Clause, i: int, j: int, *, moved: bool) -> Compared:
    return Compared(i + 1, j + 1, pieces(one.heading, other.heading), pieces(one.text, other.text), moved=moved)


def _anchor(i: int, pairs: dict[int, int]) -> int | None:
    """The place in the new text of the nearest article before `i` that still stands."""
    return next((pairs[k] for k in range(i - 1, -1, -1) if k in pairs), None)


def _pairs(old: Sequence[Clause], new: Sequence[Clause]) -> list[tuple[int, int]]:
    """Which article became which: the same words first, then the same heading, then the likest."""
    left, right = set(range(len(old))), set(range(len(new)))
    found: list[tuple[int, int]] = []
    for key in (lambda clause: clause, lambda clause: clause.heading or clause):
        places: dict[object, list[int]] = {}
        for j in sorted(right):
            places.setdefault(key(new[j]), []).append(j)
        for i in sorted(left):
            if waiting := places.get(key(old[i])):
                found.append((i, waiting.pop(0)))
        left -= {i for i, _ in found}
        right -= {j for _, j in found}
    for score, i, j in sorted(_likest(old, new, left, right), key=lambda each: (-each[0], each[1], each[2])):
        if score >= ALIKE and i in left and j in right:
            found.append((i, j))
            left.discard(i)
            right.discard(j)
    return sorted(found)


def _likest(
    old: Sequence[Clause], new: Sequence[Clause], left: set[int], right: set[int]
) -> Iterator[tuple[float, int, int]]:
    """How alike the articles left over are, by their pairs of neighbouring signs (Dice 1945)."""
    ours = {i: _signs(old[i]) for i in left}
    theirs = {j: _signs(new[j]) for j in right}
    for i, first in ours.items():
        for j, second in theirs.items():
            if first and second:
                yield 2 * len(first & second) / (len(first) + len(second)), i, j


def _signs(clause: Clause) -> frozenset[tuple[str, str]]:
    return frozenset(pairwise(clause.heading + clause.text))


def _in_order(pairs: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """The longest row of pairs that keep their order; the others moved."""
    ends: list[int] = []  # the smallest last place of a row of each length
    rows: list[list[tuple[int, int]]] = []
    for i, j in pairs:
        at = bisect_left(ends, j)
        row = [*(rows[at - 1] if at else []), (i, j)]
        ends[at : at + 1], rows[at : at + 1] = [j], [row]
    return set(rows[-1]) if rows else set()
