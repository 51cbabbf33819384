"""A sheet of votes as a file: `voter,weight,choice`, read strictly and summed exactly.

A voter on several rows (an owner of several lots) is one head with the sum of the weights; whoever differs with
himself, and anything else in doubt, is refused with its line.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Literal, cast, get_args

from council.tally.figures import Figures, Weights
from council.tally.sources import BadInput, read_text

Choice = Literal["for", "against", "abstain", "absent"]
COLUMNS = ("voter", "weight", "choice")

_WEIGHT = re.compile(r"[0-9]{1,30}(\.[0-9]{1,30})?")


@dataclass(frozen=True)
class Vote:
    """One voter's row, or rows: `line` is where the voter first stands."""

    voter: str
    weight: Fraction
    choice: Choice
    line: int


def read_sheet(path: str | Path) -> list[Vote]:
    """The voters of a CSV file in order, one each. Raises `BadInput` with file and line."""
    name = str(path)
    votes: dict[str, Vote] = {}
    for line, row in _rows(name, read_text(name)):
        vote = _vote(name, line, row)
        votes[vote.voter] = _joined(name, line, votes.get(vote.voter), vote)
    if not votes:
        raise BadInput(name, 1, "no voter stands below the heading")
    return list(votes.values())


def figures_of(votes: list[Vote]) -> Figures:
    """The sums of a sheet, by heads and by weight; who is not absent is present."""

    def heads(*choices: Choice) -> int:
        return sum(vote.choice in choices for vote in votes)

    def weight(*choices: Choice) -> Fraction:
        return sum((vote.weight for vote in votes if vote.choice in choices), Fraction(0))

    there: tuple[Choice, ...] = ("for", "against", "abstain")
    weights = Weights(weight(*there, "absent"), weight(*there), weight("for"), weight("against"), weight("abstain"))
    return Figures(len(votes), heads(*there), heads("for"), heads("against"), heads("abstain"), weights)


def capped(votes: list[Vote], cap: Fraction | None) -> list[Vote]:
    """No vote weighs more than `cap` (a share) of all weights; what is over counts nowhere, not in the base either."""
    if cap is None:
        return votes
    most = cap * sum((vote.weight for vote in votes), Fraction(0))
    return [replace(vote, weight=min(vote.weight, most)) for vote in votes]


def _rows(name: str, text: str) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    heading: list[str] | None = None
    line = 1
    try:
        for cells in reader:
            values = [cell.strip() for cell in cells]
            if any(values):
                if heading is None:
                    heading = _heading(name, line, values)
                elif len(values) != len(heading):
                    raise BadInput(name, line, f"{len(values)} cells, the heading has {len(heading)}")
                else:
                    yield line, dict(zip(heading, values, strict=True))
            line = reader.line_num + 1
    except csv.Error as error:
        raise BadInput(name, max(line, reader.line_num), f"is not readable as CSV: {error}") from error
    if heading is None:
        raise BadInput(name, 1, "the file is empty; it needs the heading voter,weight,choice")


def _heading(name: str, line: int, values: list[str]) -> list[str]:
    heading = [value.lower() for value in values]
    missing = [column for column in COLUMNS if column not in heading]
    if missing:
        raise BadInput(name, line, f"the heading lacks {', '.join(missing)}; it reads voter,weight,choice")
    if len(set(heading)) != len(heading):
        raise BadInput(name, line, "the heading names a column twice")
    return heading


def _vote(name: str, line: int, row: dict[str, str]) -> Vote:
    if not row["voter"]:
        raise BadInput(name, line, "the voter is missing")
    if not _WEIGHT.fullmatch(row["weight"]):
        raise BadInput(name, line, f"weight {row['weight']!r:.40} is not a plain decimal number such as 92.50")
    if row["choice"] not in get_args(Choice):
        raise BadInput(name, line, f"choice {row['choice']!r:.40} is not one of {', '.join(get_args(Choice))}")
    return Vote(row["voter"], Fraction(row["weight"]), cast(Choice, row["choice"]), line)


def _joined(name: str, line: int, before: Vote | None, vote: Vote) -> Vote:
    if before is None:
        return vote
    if before.choice != vote.choice:
        raise BadInput(
            name,
            line,
            f"{vote.voter!r:.40} says '{vote.choice}' here and '{before.choice}' on line {before.line}; "
            "one voter has one choice",
        )
    return Vote(vote.voter, before.weight + vote.weight, before.choice, before.line)
