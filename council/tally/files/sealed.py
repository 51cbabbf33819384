"""`.jsonl`: our own sealed ballots, one JSON object a line: `{"tracker": …, "choice": …}`, `count` where not 1.

A choice is a name; a list of ranks (`"A=B"` shares one, `""` skips one) or of approved names; an object of points by
name; or for a consent round `{"answer": …, "reason": …}`. A `poll.json` beside the file lists the options, for a
budget with their costs.
"""

import json
from pathlib import Path
from typing import Any

from council.tally.budgets.projects import Kind, Project
from council.tally.files.ballots import Answered, BallotFile, Names, Wants, count_of, points_of, ranking_of
from council.tally.files.table import shared
from council.tally.profile import BadBallots
from council.tally.sources import BadInput, read_text

_KINDS: tuple[Kind, ...] = ("approval", "ordinal", "cumulative")


def read_sealed(file: str, text: str, wants: Wants) -> BallotFile:
    """The ballots, and of the poll beside them the options, the seats and the budget."""
    found = _poll(str(Path(file).with_name("poll.json")))
    if wants == "budget" and found.limit is None:
        raise BadInput(file, None, "a budget vote needs poll.json beside it, with budget and options with costs")
    for line, raw in enumerate(text.splitlines(), start=1):
        if raw.strip():
            _ballot(file, line, _object(file, line, raw), wants, found)
    return found


def _object(file: str, line: int, raw: str) -> dict[str, Any]:
    try:
        value = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise BadInput(file, line, "is not a JSON object; the file may be cut off") from error
    value = value if isinstance(value, dict) else {"choice": value}
    if "choice" not in value:
        raise BadInput(file, line, "a ballot needs its choice")
    return value


def _ballot(file: str, line: int, ballot: dict[str, Any], wants: Wants, found: BallotFile) -> None:
    choice, count = ballot["choice"], count_of(file, line, str(ballot.get("count", 1)))
    if wants == "answers":
        given = choice if isinstance(choice, dict) else {"answer": choice}
        found.answers.append(Answered(str(given.get("answer", "")), str(given.get("reason", "")), count))
    elif wants == "scores" or (wants == "budget" and found.kind == "cumulative"):
        if not isinstance(choice, dict):
            raise BadInput(file, line, "the choice is an object of points by name")
        pairs = [(str(name), str(points)) for name, points in choice.items()]
        found.points.append((points_of(file, line, pairs, found.names), count))
    else:
        cells = [choice] if isinstance(choice, str) else choice
        if not isinstance(cells, list) or not all(isinstance(cell, str) for cell in cells):
            raise BadInput(file, line, "the choice is a name or a list of names")
        found.rankings.append((ranking_of(file, line, [shared(cell) for cell in cells], found.names), count))


def _poll(file: str) -> BallotFile:
    if not Path(file).is_file():
        return BallotFile(Names())
    try:
        poll = json.loads(read_text(file))
        options = [option if isinstance(option, dict) else {"id": option} for option in poll.get("options", [])]
        names = Names.listed([str(option["id"]) for option in options]) if options else Names()
        found = BallotFile(names, seats=_whole(poll, "seats"), at_most=_whole(poll, "at_most"))
        if poll.get("budget") is None:
            return found
        found.limit, found.least = _whole(poll, "budget"), _whole(poll, "least") or 0
        found.in_all = _whole(poll, "points")
        found.kind = poll.get("ballots", "approval")
        if found.kind not in _KINDS:
            raise BadInput(file, None, f"ballots is one of {', '.join(_KINDS)}")
        found.projects = tuple(_project(option) for option in options)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, BadBallots) as error:
        if isinstance(error, BadInput):
            raise
        raise BadInput(file, None, f"is not the description of a poll: {error}") from error
    return found


def _whole(poll: dict[str, Any], key: str) -> int | None:
    value = poll.get(key)
    if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
        raise ValueError(f"{key} is not a whole number")
    return value


def _project(option: dict[str, Any]) -> Project:
    texts = {key: str(option.get(key) or "") for key in ("name", "group", "excluded")}
    return Project(str(option["id"]), option["cost"], **texts)
