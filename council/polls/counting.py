"""Counting the ballots of a poll that is being closed, in SQL where it is a sum, under the closing lock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from council.base.db import db
from council.polls.box.reading import letters
from council.polls.counts import BLANK, INVALID, Cast, Option, Way, count_ballots, lot_of
from council.polls.kinds import Marking
from council.polls.models import Ballot, Poll, RollEntry, Secrecy
from council.polls.papers.queries import by_state
from council.polls.rules import NOBODY, Sum, ballots_digest, figures_of
from council.tally.decide_file import figures_to_json
from council.tally.decision import decide
from council.tally.figures import Figures
from council.tally.result import Count
from council.tally.rules import Rule
from council.tally.telling import told


class Inconsistent(RuntimeError):
    """Marks on the roll and ballots differ. It cannot happen; if it does, nothing is counted."""


@dataclass(frozen=True)
class Counted:
    """What came out: outcome (None for a straw poll), tests and figures as JSON, and the ballots' SHA-256."""

    ballots: int
    result: dict[str, Any]
    digest: str


def count(poll: Poll) -> Counted:
    """Count the ballots of a poll by its rule or its method.

    Raises:
        Inconsistent: the marks on the roll are not the ballots.
        KeyLost: it is secret and its box cannot be read.
    """
    cast = cast_in(poll)
    if len(cast) != (marks := _marks(poll)):
        raise Inconsistent(f"poll {poll.id}: {marks} marks, {len(cast)} ballots")
    hands = sum((poll.hands or {}).values())
    result = _stances(poll, cast) if poll.marking == Marking.STANCE else _options(poll, cast)
    if more := channels(poll):
        result["channels"] = more
    return Counted(len(cast) + hands, result, _digest(poll, cast))


def way_of(poll: Poll) -> Way:
    """How a poll is counted."""
    return Way(poll.method, Marking(poll.marking), poll.settings or {})


def options_of(poll: Poll) -> list[Option]:
    """The options of a poll as plain values."""
    return [Option(o.key, o.title, o.cost, o.group, o.excluded) for o in poll.options]


def cast_in(poll: Poll) -> list[Cast]:
    """Every ballot of a poll without its voter: of a secret one from its box, else in the order of the roll."""
    if poll.secrecy == Secrecy.SECRET:
        return [Cast(_SPOILT.get(each.choice, each.choice), each.weight) for each in letters(poll.id)]
    query = (
        select(Ballot.choice, Ballot.marks, RollEntry.weight)
        .join(RollEntry, RollEntry.id == Ballot.roll_entry_id)
        .where(RollEntry.poll_id == poll.id)
        .order_by(RollEntry.id)
    )
    return [Cast(marks or choice, weight) for choice, marks, weight in db.session.execute(query)]


#: A paper without a valid mark, as it stands in a published line.
_SPOILT = {f'"{word}"': word for word in (BLANK, INVALID)}


def figures(poll: Poll, cast: Sequence[Cast]) -> Figures:
    """For, against and abstentions with their bases; hands counted in the room are voters of one vote each."""
    sums: dict[str, Sum] = {}
    for choice, weight in cast:
        word = choice.strip('"')
        before = sums.get(word, NOBODY)
        sums[word] = Sum(before.heads + 1, before.weight + weight)
    for word, heads in (poll.hands or {}).items():
        before = sums.get(word, NOBODY)
        sums[word] = Sum(before.heads + heads, before.weight + heads)
    present = _present(poll.id)
    there, away = present.get(True, NOBODY), present.get(False, NOBODY)
    entitled = Sum(there.heads + away.heads, there.weight + away.weight)
    return figures_of(entitled, there, sums)


def _stances(poll: Poll, cast: Sequence[Cast]) -> dict[str, Any]:
    counted = figures(poll, cast)
    rule = Rule.from_json(poll.rule) if poll.rule else None
    decision = decide(rule, counted).to_json() if rule else {"outcome": None, "tests": []}
    return {**decision, "figures": figures_to_json(counted)}


def _options(poll: Poll, cast: Sequence[Cast]) -> dict[str, Any]:
    options = options_of(poll)
    result = count_ballots(way_of(poll), options, cast, lot_of(poll.lot))
    present = _present(poll.id)
    heads = sum(each.heads for each in present.values())
    return {
        "outcome": outcome_of(result),
        "count": result.to_json(),
        "explanation": explained(result, {option.key: option.title for option in options}),
        "entitled": heads,
    }


def outcome_of(result: Count) -> str:
    """One word for what came out: `tie`, `runoff`, `chosen`, `nobody`, or that of a consent round."""
    if result.method == "consent":
        return str(result.figures["outcome"])
    if not result.complete:
        return "tie"
    if result.runoff:
        return "runoff"
    return "chosen" if result.winners else "nobody"


def explained(result: Count, names: Mapping[str, str]) -> dict[str, list[str]]:
    """The explanation in both languages, so that a page, the wall and the minutes say the same."""
    return {language: told(result, language, names) for language in ("en", "zh")}


def channels(poll: Poll) -> dict[str, int]:
    """How many ballots came which way, where any did not come by phone; empty when all did."""
    query = (
        select(RollEntry.channel, func.count())
        .where(RollEntry.poll_id == poll.id, RollEntry.marked_at.is_not(None))
        .group_by(RollEntry.channel)
    )
    ways = {channel or "phone": number for channel, number in db.session.execute(query)}
    if poll.secrecy == Secrecy.SECRET and (papers := by_state(poll.id).get("counted")):
        ways["paper"] = papers
    if poll.hands:
        ways["hands"] = sum(poll.hands.values())
    return ways if set(ways) - {"phone"} else {}


def _digest(poll: Poll, cast: Sequence[Cast]) -> str:
    """By name: over voters and choices. Else over the choices alone, which then belong to nobody."""
    if poll.secrecy == Secrecy.OPEN:
        return ballots_digest(poll.id, _votes(poll.id))
    return ballots_digest(poll.id, [(0, each.choice) for each in cast])


def _marks(poll: Poll) -> int:
    """The ballots that there must be: marks on the roll, and in a secret poll the papers, whose voters nobody knows."""
    query = select(func.count(RollEntry.marked_at)).where(RollEntry.poll_id == poll.id)
    papers = by_state(poll.id).get("counted", 0) if poll.secrecy == Secrecy.SECRET else 0
    return (db.session.scalar(query) or 0) + papers


def _present(poll_id: int) -> dict[bool, Sum]:
    query = (
        select(RollEntry.present, func.count(), func.sum(RollEntry.weight))
        .where(RollEntry.poll_id == poll_id)
        .group_by(RollEntry.present)
    )
    return {there: Sum(heads, int(weight)) for there, heads, weight in db.session.execute(query)}


def _votes(poll_id: int) -> list[tuple[int, str]]:
    query = (
        select(RollEntry.person_id, Ballot.choice, Ballot.marks)
        .join(Ballot, Ballot.roll_entry_id == RollEntry.id)
        .where(RollEntry.poll_id == poll_id)
    )
    return [(person, marks or choice) for person, choice, marks in db.session.execute(query)]
