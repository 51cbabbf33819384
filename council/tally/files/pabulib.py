"""`.pb`: budget votes as Pabulib writes them: META, PROJECTS and VOTES, each a table with `;` between the cells.

D. Stolicki, S. Szufa, N. Talmon, "Pabulib: A Participatory Budgeting Library" (arXiv:2012.06539), for the format.
"""

import csv
import io
import re
from fractions import Fraction

from council.tally.budgets.projects import Kind, Project
from council.tally.files.ballots import BallotFile, Names, points_of, ranking_of
from council.tally.profile import BadBallots
from council.tally.sources import BadInput

_MONEY = re.compile(r"[0-9]{1,15}([.,][0-9]{1,6})?")
_KINDS: dict[str, Kind] = {
    "approval": "approval",
    "ordinal": "ordinal",
    "cumulative": "cumulative",
    "scoring": "cumulative",
}
Table = list[tuple[int, dict[str, str]]]


def read_pb(file: str, text: str) -> BallotFile:
    """Budget, projects and ballots. Sums with decimals are read in the smallest unit that makes them whole."""
    sections = _sections(file, text)
    meta = {row["key"].strip().lower(): (line, row.get("value", "").strip()) for line, row in sections["META"]}
    kind = _KINDS.get(meta.get("vote_type", (0, ""))[1].lower())
    if kind is None:
        raise BadInput(file, meta.get("vote_type", (1, ""))[0], "META has no vote_type that can be counted")
    line, limit = meta.get("budget", (1, ""))
    unit = _unit([limit, *(row.get("cost", "") for _line, row in sections["PROJECTS"])])
    budget = _money(file, line, limit, unit)
    projects = tuple(_project(file, line, row, unit) for line, row in sections["PROJECTS"])
    if not projects:
        raise BadInput(file, None, "PROJECTS is empty")
    names = Names.listed([project.id for project in projects])
    if len(names.known) != len(projects):
        raise BadInput(file, None, "two projects have the same project_id")
    found = BallotFile(names, limit=budget, projects=projects, kind=kind)
    for line, row in sections["VOTES"]:
        _vote(file, line, row, found)
    return found


def _sections(file: str, text: str) -> dict[str, Table]:
    sections: dict[str, Table] = {"META": [], "PROJECTS": [], "VOTES": []}
    current, heading = "", list[str]()
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True)
    line = 1
    try:
        for cells in reader:
            at, line = line, reader.line_num + 1
            name = cells[0].strip().upper() if cells else ""
            if name in sections and len([cell for cell in cells if cell.strip()]) == 1:
                current, heading = name, []
            elif not any(cell.strip() for cell in cells):
                continue
            elif not current:
                raise BadInput(file, at, "the file starts with META")
            elif not heading:
                heading = [cell.strip().lower() for cell in cells]
                _demand(file, at, current, heading)
            else:
                sections[current].append((at, dict(zip(heading, (cell.strip() for cell in cells), strict=False))))
    except csv.Error as error:
        raise BadInput(file, line, f"is not readable: {error}") from error
    if current != "VOTES" or not heading:
        raise BadInput(file, line - 1, "the file ends before its VOTES")
    return sections


_NEEDED = {"META": {"key"}, "PROJECTS": {"project_id", "cost"}, "VOTES": {"vote"}}


def _demand(file: str, line: int, section: str, heading: list[str]) -> None:
    if missing := _NEEDED[section] - set(heading):
        raise BadInput(file, line, f"the heading of {section} lacks {', '.join(sorted(missing))}")


def _unit(amounts: list[str]) -> int:
    """How many of the smallest units a unit of money has: 1, or 100 where there are cents."""
    decimals = [len(re.split("[.,]", amount)[1].rstrip("0")) for amount in amounts if _is_decimal(amount)]
    return int(10 ** max(decimals, default=0))


def _is_decimal(amount: str) -> bool:
    return _MONEY.fullmatch(amount) is not None and ("." in amount or "," in amount)


def _money(file: str, line: int, text: str, unit: int) -> int:
    if not _MONEY.fullmatch(text):
        raise BadInput(file, line, f"{text!r:.40} is not a sum of money")
    return int(Fraction(text.replace(",", ".")) * unit)


def _project(file: str, line: int, row: dict[str, str], unit: int) -> Project:
    try:
        return Project(row["project_id"], _money(file, line, row.get("cost", ""), unit), row.get("name", ""))
    except BadBallots as error:
        raise BadInput(file, line, str(error)) from error


def _vote(file: str, line: int, row: dict[str, str], found: BallotFile) -> None:
    if "vote" not in row:
        raise BadInput(file, line, "the vote is missing; the file may be cut off")
    chosen = [word.strip() for word in row["vote"].split(",") if word.strip()]
    if found.kind != "cumulative":
        found.rankings.append((ranking_of(file, line, [[name] for name in chosen], found.names), 1))
        return
    points = [word.strip() for word in row.get("points", "").split(",") if word.strip()]
    if len(points) != len(chosen):
        raise BadInput(file, line, f"{len(chosen)} projects and {len(points)} numbers of points")
    found.points.append((points_of(file, line, list(zip(chosen, points, strict=True)), found.names), 1))
