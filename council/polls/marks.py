"""What a voter marked, read strictly: one canonical form for every marking; what cannot be is refused with a reason.

The canonical form is the choice as it stands in a sealed file: a word, a list of options, or points by option.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from council.journal.rules import canonical
from council.polls.kinds import Marking
from council.tally.counting.consent import ANSWERS

STANCES = ("for", "against", "abstain")
#: The longest reason of an objection, in characters.
REASON_LENGTH = 200


class BadMarks(ValueError):
    """A ballot that cannot be taken as it is: why (a code with values), and at which field."""

    def __init__(self, why: str, field: str = "choice", **values: object) -> None:
        super().__init__(why)
        self.why = why
        self.field = field
        self.values = values


@dataclass(frozen=True)
class Sheet:
    """What stands on a ballot: the options' keys in their order, costs for a budget, and the limits.

    Args:
        at_most: how many may be marked; None for no limit.
        limit: the sum that a budget ballot may not exceed; None when ballots approve without a sum.
        most: points that one option can get; `in_all` what all can get together.
    """

    marking: Marking
    keys: tuple[str, ...] = ()
    costs: Mapping[str, int] | None = None
    at_most: int | None = None
    limit: int | None = None
    most: int = 5
    in_all: int | None = None


def read_marks(sheet: Sheet, given: Mapping[str, Sequence[str]]) -> str:
    """The canonical choice of what a form sent. Raises `BadMarks`."""
    return canonical(_READERS[sheet.marking](sheet, given))


def _one(given: Mapping[str, Sequence[str]], name: str) -> str:
    values = given.get(name, ())
    return values[0].strip() if values else ""


def _stance(sheet: Sheet, given: Mapping[str, Sequence[str]]) -> Any:
    choices = [value for value in given.get("choice", ()) if value]
    if len(set(choices)) > 1:
        raise BadMarks("one_choice")
    if not choices or choices[0] not in STANCES:
        raise BadMarks("no_stance")
    return choices[0]


def _pick(sheet: Sheet, given: Mapping[str, Sequence[str]]) -> Any:
    chosen = _known(sheet, _ticked(given))
    if len(chosen) > 1:
        raise BadMarks("one_choice", "option")
    if not chosen:
        raise BadMarks("nothing", "option")
    return chosen[0]


def _approve(sheet: Sheet, given: Mapping[str, Sequence[str]]) -> Any:
    chosen = _known(sheet, _ticked(given))
    if not chosen:
        raise BadMarks("nothing", "option")
    _at_most(sheet, chosen)
    return [key for key in sheet.keys if key in chosen]


def _budget(sheet: Sheet, given: Mapping[str, Sequence[str]]) -> Any:
    chosen = _approve(sheet, given)
    spent = sum((sheet.costs or {})[key] for key in chosen)
    if sheet.limit is not None and spent > sheet.limit:
        raise BadMarks("over_budget", "option", over=spent - sheet.limit)
    return chosen


def _rank(sheet: Sheet, given: Mapping[str, Sequence[str]]) -> Any:
    order = [key.strip() for key in _one(given, "order").split(",") if key.strip()]
    if len(set(order)) != len(order):
        raise BadMarks("rank_twice", "order")
    _known(sheet, order)
    if not order:
        raise BadMarks("nothing", "order")
    return order


def _points(sheet: Sheet, given: Mapping[str, Sequence[str]]) -> Any:
    points: dict[str, int] = {}
    for key in sheet.keys:
        text = _one(given, f"points-{key}")
        if not text:
            continue
        if not (text.isascii() and text.isdigit() and len(text) < 6) or int(text) > sheet.most:
            raise BadMarks("points", f"points-{key}", most=sheet.most)
        if int(text):
            points[key] = int(text)
    if not points:
        raise BadMarks("nothing", "option")
    if sheet.in_all is not None and sum(points.values()) > sheet.in_all:
        raise BadMarks("points_in_all", "option", most=sheet.in_all, given=sum(points.values()))
    return points


def _answer(sheet: Sheet, given: Mapping[str, Sequence[str]]) -> Any:
    answer, reason = _one(given, "choice"), _one(given, "reason")
    if answer not in ANSWERS:
        raise BadMarks("no_answer")
    if answer == "objection" and not reason:
        raise BadMarks("needs_reason", "reason")
    if len(reason) > REASON_LENGTH:
        raise BadMarks("long_reason", "reason", most=REASON_LENGTH)
    return {"answer": answer, "reason": reason} if reason else {"answer": answer}


_READERS = {
    Marking.STANCE: _stance,
    Marking.PICK: _pick,
    Marking.APPROVE: _approve,
    Marking.BUDGET: _budget,
    Marking.RANK: _rank,
    Marking.POINTS: _points,
    Marking.ANSWER: _answer,
}


def _ticked(given: Mapping[str, Sequence[str]]) -> list[str]:
    """The options that a form names; a form without any sends one empty name."""
    return [key for key in given.get("option", ()) if key]


def _known(sheet: Sheet, chosen: Sequence[str]) -> list[str]:
    """The chosen keys, each once. Raises `BadMarks` for one that is not on the ballot."""
    if any(key not in sheet.keys for key in chosen):
        raise BadMarks("unknown", "option")
    return list(dict.fromkeys(chosen))


def _at_most(sheet: Sheet, chosen: Sequence[str]) -> None:
    if sheet.at_most is not None and len(chosen) > sheet.at_most:
        raise BadMarks("too_many", "option", most=sheet.at_most, marked=len(chosen))


def moved(order: Sequence[str], act: str, keys: Sequence[str]) -> list[str]:
    """A ranking after one tap: `add:x`, `up:x`, `down:x`, `drop:x` or `clear`; what cannot be changes nothing."""
    verb, _colon, key = act.partition(":")
    left = [each for each in dict.fromkeys(order) if each in keys]
    if verb == "clear":
        return []
    if verb == "add" and key in keys and key not in left:
        return [*left, key]
    if key not in left:
        return left
    at = left.index(key)
    if verb == "drop":
        left.pop(at)
    elif verb in ("up", "down"):
        to = at - 1 if verb == "up" else at + 1
        if 0 <= to < len(left):
            left[at], left[to] = left[to], left[at]
    return left
