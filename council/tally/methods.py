"""The methods by name, and a file counted by one of them: everything `flask tally` prints."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from council.tally.budgets.greedy import greedy
from council.tally.budgets.projects import BudgetVote
from council.tally.budgets.shares import equal_shares
from council.tally.counting.borda import borda
from council.tally.counting.consent import Response, consent
from council.tally.counting.irv import irv
from council.tally.counting.meek import meek
from council.tally.counting.plurality import approval, plurality
from council.tally.counting.schulze import schulze
from council.tally.counting.score import score
from council.tally.counting.stv import scottish
from council.tally.files.ballots import BallotFile, Wants
from council.tally.files.opening import read
from council.tally.profile import BadBallots
from council.tally.result import Count
from council.tally.sources import BadInput, read_text
from council.tally.telling import told
from council.tally.ties import Lot

Counts = Callable[[BallotFile, int, Lot | None], Count]

METHODS: Mapping[str, tuple[Wants, Counts]] = MappingProxyType(
    {
        "plurality": ("ranking", lambda file, seats, lot: plurality(file.profile(), seats=seats, lot=lot)),
        "approval": (
            "ranking",
            lambda file, seats, lot: approval(file.approving(), seats=seats, at_most=file.at_most, lot=lot),
        ),
        "score": ("scores", lambda file, seats, lot: score(file.scores(), seats=seats, lot=lot)),
        "borda": ("ranking", lambda file, seats, lot: borda(file.profile(), seats=seats, lot=lot)),
        "irv": ("ranking", lambda file, seats, lot: irv(file.profile(), lot=lot)),
        "stv-scottish": ("ranking", lambda file, seats, lot: scottish(file.profile(), seats=seats, lot=lot)),
        "stv-meek": ("ranking", lambda file, seats, lot: meek(file.profile(), seats=seats, lot=lot)),
        "schulze": ("ranking", lambda file, seats, lot: schulze(file.profile(), seats=seats, lot=lot)),
        "consent": ("answers", lambda file, seats, lot: consent([_responses(file)])),
        "pb-greedy-skip": ("budget", lambda file, seats, lot: greedy(budget_vote(file), lot=lot)),
        "pb-greedy-stop": ("budget", lambda file, seats, lot: greedy(budget_vote(file), stop=True, lot=lot)),
        "pb-equal-shares": ("budget", lambda file, seats, lot: equal_shares(budget_vote(file), lot=lot)),
    }
)


def count_file(
    path: str | Path, method: str, *, seats: int | None = None, ties: str | Path | None = None, lang: str = "en"
) -> dict[str, Any]:
    """Count a file of ballots, as JSON values with the explanation.

    Args:
        seats: how many are elected; None takes the file's own number, else 1.
        ties: a file with one name a line, best first: the lot that was drawn.

    Raises:
        BadInput: an unknown method, or a file that cannot be counted by it.
    """
    if method not in METHODS:
        raise BadInput(method, None, f"no such method; there are {' '.join(METHODS)}")
    wants, count = METHODS[method]
    file = read(path, wants)
    wanted = _seats(str(path), method, seats if seats is not None else file.seats or 1, file)
    lot = read_lot(ties, file) if ties is not None else None
    try:
        result = count(file, wanted, lot)
    except BadBallots as error:
        raise BadInput(str(path), None, str(error)) from error
    lots = {} if lot is None else {"lot": {"method": lot.method, "order": list(lot.order)}}
    return {**result.to_json(), **lots, "explanation": told(result, lang)}


def budget_vote(file: BallotFile) -> BudgetVote:
    """The budget vote of a file, its ballots read as the file says. Raises `BadBallots`."""
    if file.limit is None:
        raise BadBallots("the file has no budget and no costs; use .pb, or .jsonl with its poll.json")
    if file.kind == "cumulative":
        return BudgetVote.giving_points(file.limit, file.projects, file.scores(), in_all=file.in_all, least=file.least)
    if file.kind == "ordinal":
        return BudgetVote.ranking(file.limit, file.projects, file.profile(), least=file.least)
    return BudgetVote.approving(file.limit, file.projects, file.profile(), at_most=file.at_most, least=file.least)


def read_lot(path: str | Path, file: BallotFile) -> Lot:
    """The order of a lot: one name a line, best first. Raises `BadInput`: a stranger, or somebody twice."""
    name = str(path)
    order: dict[str, int] = {}
    for line, raw in enumerate(read_text(name).splitlines(), start=1):
        drawn = raw.strip()
        if not drawn:
            continue
        if drawn not in file.names.known:
            raise BadInput(name, line, f"{drawn!r:.40} is not one of the candidates")
        if drawn in order:
            raise BadInput(name, line, f"{drawn!r:.40} stands here and on line {order[drawn]}")
        order[drawn] = line
    return Lot(tuple(order))


def _responses(file: BallotFile) -> list[Response]:
    return [Response(each.answer, each.reason, each.count) for each in file.answers]  # type: ignore[arg-type]


def _seats(file: str, method: str, seats: int, found: BallotFile) -> int:
    if seats < 1:
        raise BadInput(file, None, f"{seats} seats cannot be filled")
    if method == "irv" and seats != 1:
        raise BadInput(file, None, "instant run-off fills one seat; for several use stv-scottish or stv-meek")
    if METHODS[method][0] in ("ranking", "scores") and seats > len(found.names.all):
        raise BadInput(file, None, f"{seats} seats for {len(found.names.all)} candidates")
    return seats
