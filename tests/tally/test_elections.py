"""Real public elections: our count elects those who were declared elected. Sources: elections/SOURCES.md."""

import csv
from pathlib import Path

import pytest

from council.tally.budgets.shares import equal_shares
from council.tally.counting.irv import irv
from council.tally.counting.stv import scottish, unrounded
from council.tally.files.opening import read
from council.tally.methods import budget_vote, count_file

ELECTIONS = Path(__file__).parent / "elections"

DECLARED = {
    "edinburgh_2015_by_election_leith_walk": (2, 6_324, ("RITCHIE", "DONALDSON")),
    "edinburgh_2019_by_election_leith_walk": (1, 7_267, ("MUNN",)),
    "edinburgh_2022_ward11": (4, 8_857, ("MOWAT", "MILLER", "MCFARLANE", "GRAHAM")),
    "edinburgh_2022_ward12": (4, 10_996, ("RAE", "MCNEESE-MECHAN", "DALGLEISH", "CALDWELL")),
    "glasgow_2022_ward10": (4, 5_910, ("BOLANDER", "BRAAT", "MEARNS", "MILLAR")),
}


@pytest.mark.parametrize("name", DECLARED)
def test_scottish_councils(name: str) -> None:
    seats, ballots, declared = DECLARED[name]
    result = count_file(ELECTIONS / f"{name}.blt", "stv-scottish")
    assert (result["seats"], result["ballots"]) == (seats, ballots)
    assert result["quota"] == ballots // (seats + 1) + 1
    assert _surnames(result["winners"], declared) == set(declared)
    exact = scottish(read(ELECTIONS / f"{name}.blt", "ranking").profile(), seats=seats, rounding=unrounded)
    assert _surnames(exact.winners, declared) == set(declared)


def test_one_seat_is_an_instant_run_off() -> None:
    profile = read(ELECTIONS / "edinburgh_2019_by_election_leith_walk.blt", "ranking").profile()
    assert _surnames(irv(profile).winners, ("MUNN",)) == {"MUNN"}


def test_wieliczka_by_equal_shares() -> None:
    path = ELECTIONS / "poland_wieliczka_2023.pb"
    count = equal_shares(budget_vote(read(path, "budget")), completion="add-1")
    assert set(count.winners) == _selected(path)
    assert (len(count.winners), count.bases.cast, count.figures["spent"]) == (30, 6_586, 995_079)


def _surnames(winners: object, declared: tuple[str, ...]) -> set[str]:
    return {next((name for name in declared if name in winner), winner) for winner in winners}  # type: ignore[attr-defined]


def _selected(path: Path) -> set[str]:
    """The projects that the town carried out, as the file says."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    first, last = rows.index(["PROJECTS"]), rows.index(["VOTES"])
    return {row[0] for row in rows[first + 2 : last] if row[-1] == "1"}
