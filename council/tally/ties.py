"""Ties are never broken in silence: the method's own steps, then a lot drawn in public, else they stay open."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from council.tally.result import About, Number, Tie


@dataclass(frozen=True)
class Lot:
    """An order that was drawn in public, best first, with how: `seed`, `method` and `witness` go into the record.

    `method` is "order" for slips drawn from a bowl, or "sha256" for `drawn` from a seed that was said aloud.
    """

    order: tuple[str, ...]
    seed: str = ""
    method: str = "order"
    witness: str = ""

    def best(self, tied: Collection[str]) -> str | None:
        """Who stands first; None if the lot does not know all of them."""
        return self.ordered(tied)[0] if set(tied) <= set(self.order) else None

    def worst(self, tied: Collection[str]) -> str | None:
        """Who stands last; None if the lot does not know all of them."""
        return self.ordered(tied)[-1] if set(tied) <= set(self.order) else None

    def ordered(self, tied: Collection[str]) -> list[str]:
        """Those of the tied that the lot knows, best first."""
        return [name for name in self.order if name in tied]


def drawn(names: Iterable[str], *, seed: str, witness: str) -> Lot:
    """The order that a seed gives, the same on every machine: by SHA-256 of `seed`, a line break and the name.

    The seed is said aloud before anyone can know it, for example figures of dice thrown in the hall.
    """
    order = sorted(names, key=lambda name: (hashlib.sha256(f"{seed}\n{name}".encode()).digest(), name))
    return Lot(tuple(order), seed, "sha256", witness)


History = Sequence[Mapping[str, Number]]


def highest(tied: Sequence[str], *, about: About, at: int, history: History, lot: Lot | None) -> Tie:
    """Which of the tied goes first: who had more in the latest earlier round where they differed, then the lot."""
    return _settle(tied, about, at, history, lot, best=True)


def lowest(tied: Sequence[str], *, about: About, at: int, history: History, lot: Lot | None) -> Tie:
    """Which of the tied goes out: who had fewer in the latest earlier round where they differed, then the lot."""
    return _settle(tied, about, at, history, lot, best=False)


def _settle(tied: Sequence[str], about: About, at: int, history: History, lot: Lot | None, *, best: bool) -> Tie:
    left = list(tied)
    for votes in reversed(history):
        edge = (max if best else min)(votes[name] for name in left)
        left = [name for name in left if votes[name] == edge]
        if len(left) == 1:
            return Tie(tuple(tied), about, at, "earlier rounds", (left[0],))
    chosen = (lot.best(left) if best else lot.worst(left)) if lot else None
    if chosen is None:
        return Tie(tuple(tied), about, at)
    return Tie(tuple(tied), about, at, "lot", (chosen,))


def fill(ranked: Sequence[Sequence[str]], seats: int, *, at: int, lot: Lot | None) -> tuple[list[str], tuple[Tie, ...]]:
    """Fill seats from groups that stand level, best group first; a group that does not fit is a tie.

    A tie that the lot does not settle leaves its seats empty, and nobody below it is elected.
    """
    winners: list[str] = []
    for group in ranked:
        free = seats - len(winners)
        if free <= 0:
            break
        if len(group) <= free:
            winners += group
            continue
        order = lot.ordered(group) if lot and set(group) <= set(lot.order) else []
        winners += order[:free]
        return winners, (Tie(tuple(group), "seat", at, "lot" if order else None, tuple(order[:free])),)
    return winners, ()


def levels(totals: Mapping[str, Number]) -> list[list[str]]:
    """Names in groups that stand level, the highest first; within a group in the order given."""
    groups: dict[Number, list[str]] = {}
    for name, total in totals.items():
        groups.setdefault(total, []).append(name)
    return [groups[total] for total in sorted(groups, reverse=True)]
