"""Check a secret vote yourself: python3 verify.py FOLDER [SEAL]

FOLDER holds poll.json and ballots.jsonl as they were published; SEAL is the code that stood on the wall and stands in
the minutes. This file needs nothing but Python 3.9 or newer. It does not use the program that counted the vote: it
counts again by its own, plainest means, and prints PASS, or FAIL with the reason.
"""

from __future__ import annotations

import hashlib
import json
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

Poll = dict[str, Any]
Votes = list[Any]
WORDS = ("for", "against", "abstain", "blank", "invalid")
BASES = {"roll": "entitled", "cast": "participating"}


class Failed(Exception):
    """What does not fit, in one sentence."""


def check(folder: Path, seal: str | None = None) -> str:
    """Check everything; the seal that was found. Raises `Failed`."""
    about, ballots = read(folder / "poll.json"), read(folder / "ballots.jsonl")
    found = sha256(about)
    if seal is None and (folder / "seal.txt").exists():
        seal = read(folder / "seal.txt").decode("utf-8", "replace")
    if seal is not None and seal.strip().lower() != found:
        raise Failed(f"the seal of poll.json is {found}, not the one given")
    poll = parse(about, "poll.json")
    if not isinstance(poll, dict) or canonical(poll) != about:
        raise Failed("poll.json is not written as it was sealed")
    if poll.get("ballots_sha256") != sha256(ballots):
        raise Failed("ballots.jsonl is not the file that was sealed")
    votes, weights = lines(ballots)
    try:
        counted = count(poll, votes, weights)
    except (KeyError, TypeError, ValueError, AttributeError, ZeroDivisionError) as error:
        raise Failed(f"the ballots cannot be counted: {error!r}") from error
    compare(counted, poll["result"])
    return found


def read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Failed(f"{path} cannot be read: {error.strerror}") from error


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def parse(data: bytes, name: str) -> Any:
    try:
        return json.loads(data.decode("utf-8"))
    except ValueError as error:
        raise Failed(f"{name} is not JSON: {error}") from error


def canonical(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n").encode("utf-8")


def lines(data: bytes) -> tuple[Votes, list[int]]:
    """The choices of the ballots and their weights; every line canonical, the trackers sorted."""
    votes, trackers, weights = [], [], []
    for number, line in enumerate(data.splitlines(keepends=True), start=1):
        ballot = parse(line, f"ballots.jsonl, line {number},")
        fields = set(ballot) - {"weight"} if isinstance(ballot, dict) else set()
        if fields != {"choice", "tracker"} or canonical(ballot) != line:
            raise Failed(f"ballots.jsonl, line {number}, is not written as it was sealed")
        votes.append(ballot["choice"])
        trackers.append(ballot["tracker"])
        weights.append(ballot.get("weight", 1))
    if trackers != sorted(trackers):
        raise Failed("the trackers are not sorted")
    return votes, weights


def compare(counted: dict[str, Any], stated: dict[str, Any]) -> None:
    for name, value in counted.items():
        said: Any = stated
        for part in name.split("."):
            said = said.get(part) if isinstance(said, dict) else None
        if said != value:
            raise Failed(f"{name}: the count gives {value!r}, the published result says {said!r}")


def count(poll: Poll, votes: Votes, weights: list[int]) -> dict[str, Any]:
    if poll["method"] == "decide":
        return decide(poll, votes, weights)
    if set(weights) - {1}:
        raise Failed("only votes for and against weigh")
    spoilt = [vote for vote in votes if vote in ("blank", "invalid")]
    good = [vote for vote in votes if vote not in ("blank", "invalid")]
    method = METHODS.get(poll["method"])
    if method is None:
        raise Failed("this program does not know the method {}".format(poll["method"]))
    ids = [option["id"] for option in poll["options"]]
    winners = method(poll, ids, good, len(votes))
    return {"count.ballots": len(votes), "count.bases.blank": spoilt.count("blank"), "count.winners": winners}


def decide(poll: Poll, votes: Votes, weights: list[int]) -> dict[str, Any]:
    if set(votes) - set(WORDS):
        raise Failed("a ballot is neither for, against, abstaining, blank nor invalid")
    roll = poll["roll"]
    heads = sums(votes, [1] * len(votes), roll["entitled"], roll["present"])
    found: dict[str, Any] = {"figures.heads." + word: heads[word] for word in (*WORDS[:3], "entitled", "present")}
    if poll["rule"] is None:
        return found
    policies = poll["rule"].get("policies", {})
    if set(policies) - {"abstain", "proxies", "tie"}:
        raise Failed(f"this program does not know the policies {sorted(policies)}")
    weight = sums(votes, weights, roll["weight"]["entitled"], roll["weight"]["present"])
    failed = set()
    for test in poll["rule"]["tests"]:
        figures = heads if test["measure"] in ("heads", "households") else weight
        base = test["fixed"] if test["base"] == "fixed" else figures[BASES.get(test["base"], test["base"])]
        if policies.get("abstain") == "left_out" and test["base"] in ("present", "participating", "cast", "valid"):
            base -= figures["abstain"]
        share, number = Fraction(test["fraction"]) * base, figures[test["counted"]]
        if not number or not (number > share if test["op"] == ">" else number >= share):
            failed.add(test["stage"])
    found["outcome"] = "no_quorum" if "quorum" in failed else "not_carried" if failed else "carried"
    return found


def sums(votes: Votes, weights: list[int], entitled: int, present: int) -> dict[str, int]:
    found = {word: sum(weight for vote, weight in zip(votes, weights) if vote == word) for word in WORDS}
    found["for+against"] = found["for"] + found["against"]
    found["valid"] = found["for+against"] + found["abstain"]
    found["participating"] = found["valid"] + found["blank"] + found["invalid"]
    return {**found, "entitled": entitled, "present": present}


def by_marks(poll: Poll, ids: list[str], votes: Votes, cast: int) -> list[str]:
    """One mark, or several: who is named most often, if there is a floor only those above it."""
    most = poll.get("at_most")
    marks = [[vote] if isinstance(vote, str) else vote for vote in votes]
    valid = [each for each in marks if not (most and poll["method"] == "approval" and len(each) > most)]
    totals = {name: sum(name in each for each in valid) for name in ids}
    base = cast if poll.get("floor") == "half_of_cast" else len(valid)
    standing = {
        name: number
        for name, number in totals.items()
        if number and name not in poll.get("nobody", []) and (not poll.get("floor") or 2 * number > base)
    }
    return seated(poll, standing)


def by_points(poll: Poll, ids: list[str], votes: Votes, cast: int) -> list[str]:
    """The highest sum of points, then the most top scores."""
    top = poll.get("most", 5)
    totals = {
        name: (sum(vote.get(name, 0) for vote in votes), sum(vote.get(name) == top for vote in votes)) for name in ids
    }
    return seated(poll, {name: key for name, key in totals.items() if key[0]})


def by_borda(poll: Poll, ids: list[str], votes: Votes, cast: int) -> list[str]:
    last = len(ids) - 1
    twice = {n: sum(2 * (last - v.index(n)) if n in v else last - len(v) for v in votes) for n in ids}
    return seated(poll, {name: number for name, number in twice.items() if number})


def seated(poll: Poll, totals: dict[str, Any]) -> list[str]:
    """The names with the highest totals; a tie for the last seats goes to the lot, else the seats stay empty."""
    seats, chosen = int(poll.get("seats") or 1), list[str]()
    for total in sorted(set(totals.values()), reverse=True):
        level = [name for name in totals if totals[name] == total]
        if len(chosen) + len(level) > seats:
            return chosen + drawn(poll, level)[: seats - len(chosen)]
        chosen += level
    return chosen


def drawn(poll: Poll, tied: list[str]) -> list[str]:
    order = (poll.get("lot") or {}).get("order", [])
    return [name for name in order if name in tied] if set(tied) <= set(order) else []


def first_of(vote: list[str], left: list[str]) -> str | None:
    return next((name for name in vote if name in left), None)


def out_of(poll: Poll, now: dict[str, Any], before: list[dict[str, Any]], keep: int) -> str | None:
    """Who has the fewest votes; between equals the last earlier difference, then the lot; None leaves it open."""
    least = min(now.values())
    tied = [name for name in now if now[name] == least]
    others = [now[name] for name in now if now[name] != least]
    if len(tied) == 1 or (others and len(others) >= keep and len(tied) * least < min(others)):
        return tied[-1]
    return settled(poll, tied, before, min)


def settled(poll: Poll, tied: list[str], before: list[dict[str, Any]], edge: Any) -> str | None:
    """The one of the tied who had most (max) or least (min) in the last earlier round that differs, else by lot."""
    for votes in reversed(before):
        mark = edge(votes[name] for name in tied)
        tied = [name for name in tied if votes[name] == mark]
    if len(tied) > 1:
        tied = drawn(poll, tied)
    return (tied[0] if edge is max else tied[-1]) if tied else None


def by_run_off(poll: Poll, ids: list[str], votes: Votes, cast: int) -> list[str]:
    left, history = list(ids), []  # type: ignore[var-annotated]
    while True:
        firsts = [first_of(vote, left) for vote in votes]
        now = {name: firsts.count(name) for name in left}
        alive = sum(now.values())
        won = [name for name in left if 2 * now[name] > alive]
        if won or not alive:
            return won
        out = out_of(poll, now, history, 1)
        if out is None:
            return []
        history.append(now)
        left.remove(out)


def by_transfer(poll: Poll, ids: list[str], votes: Votes, cast: int) -> list[str]:
    """Scottish rules: every paper carries its value; surpluses move first, the largest first."""
    seats = int(poll.get("seats") or 1)
    quota = len(votes) // (seats + 1) + 1
    papers = [[vote, first_of(vote, ids), Fraction(1)] for vote in votes]
    hopeful, elected, full, history = list(ids), list[str](), list[str](), list[dict[str, Any]]()
    while True:
        now = {name: sum((p[2] for p in papers if p[1] == name), Fraction(0)) for name in ids}
        for name in full:
            now[name] = Fraction(quota)
        new = hopeful if len(hopeful) <= seats - len(elected) else [n for n in hopeful if now[n] >= quota]
        elected += sorted(new, key=lambda name: -now[name])
        hopeful = [name for name in hopeful if name not in new]
        history.append(now)
        if not votes or not hopeful or len(elected) == seats:
            return elected if votes else []
        over = [name for name in elected if name not in full and now[name] > quota]
        if over:
            most = max(now[name] for name in over)
            first = settled(poll, [name for name in over if now[name] == most], history[:-1], max)
            if first is None:
                return elected
            full.append(first)
            pass_on(papers, first, hopeful, (now[first] - quota) / now[first])
        else:
            out = out_of(poll, {name: now[name] for name in hopeful}, history[:-1], seats - len(elected))
            if out is None:
                return elected
            hopeful.remove(out)
            pass_on(papers, out, hopeful, None)


def pass_on(papers: list[list[Any]], name: str, hopeful: list[str], share: Fraction | None) -> None:
    """Give each paper of a candidate to the next name on it; of a surplus only its share, five decimals kept."""
    for paper in papers:
        if paper[1] == name:
            after = paper[0][paper[0].index(name) + 1 :]
            paper[1] = first_of(after, hopeful)
            if share is not None:
                paper[2] = Fraction(int(paper[2] * share * 100000), 100000)


def by_pairs(poll: Poll, ids: list[str], votes: Votes, cast: int) -> list[str]:
    """Schulze: the strongest chain of wins from each to each."""
    if not votes:
        return []

    def above(vote: list[str], a: str, b: str) -> bool:
        return a in vote and (b not in vote or vote.index(a) < vote.index(b))

    wins = {(a, b): sum(above(vote, a, b) for vote in votes) for a in ids for b in ids if a != b}
    path = {pair: number if number > wins[pair[::-1]] else 0 for pair, number in wins.items()}
    for via in ids:
        for a in ids:
            for b in ids:
                if len({via, a, b}) == 3:
                    path[a, b] = max(path[a, b], min(path[a, via], path[via, b]))
    rank: dict[str, int] = {}
    left, level = list(ids), 0
    while left:
        best = [a for a in left if all(path[a, b] >= path[b, a] for b in left if b != a)]
        rank.update(dict.fromkeys(best, -level))
        left, level = [name for name in left if name not in best], level + 1
    return seated(poll, rank)


def projects_of(poll: Poll, votes: Votes) -> tuple[dict[str, Any], dict[str, int]]:
    totals = {option["id"]: sum(option["id"] in vote for vote in votes) for option in poll["options"]}
    least = poll.get("least") or 0
    counted = {
        option["id"]: option
        for option in poll["options"]
        if not option["excluded"] and totals[option["id"]] and totals[option["id"]] >= least
    }
    return counted, totals


def spend(poll: Poll, votes: Votes, chosen: list[str], stop: bool) -> list[str]:
    projects, totals = projects_of(poll, votes)
    cost = {option["id"]: option["cost"] for option in poll["options"]}
    groups = {projects[name]["group"] for name in chosen} - {""}
    left = poll["budget"] - sum(cost[name] for name in chosen)
    taken = list(chosen)
    for total in sorted({totals[name] for name in projects}, reverse=True):
        level = [n for n in projects if totals[n] == total and n not in taken and projects[n]["group"] not in groups]
        wanted = [name for name in level if stop or cost[name] <= left]
        own = [projects[name]["group"] for name in wanted if projects[name]["group"]]
        if len(wanted) > 1 and (sum(cost[name] for name in wanted) > left or len(own) != len(set(own))):
            wanted = drawn(poll, wanted)
            if not wanted:
                return taken
        for name in wanted:
            if projects[name]["group"] in groups or (cost[name] > left and not stop):
                continue
            if cost[name] > left:
                return taken
            taken.append(name)
            left -= cost[name]
            groups |= {projects[name]["group"]} - {""}
    return taken


def by_shares(poll: Poll, ids: list[str], votes: Votes, cast: int) -> list[str]:
    """Equal shares, written down plainly: exact fractions, everybody looked at each time."""
    projects, totals = projects_of(poll, votes)
    voters = cast - poll["result"]["count"]["bases"]["invalid"]
    purse = [Fraction(poll["budget"], voters)] * len(votes) if votes else []
    chosen: list[str] = []
    groups = set[str]()
    while True:
        rates = {}
        for name, option in projects.items():
            if name not in chosen and option["group"] not in groups - {""}:
                price = fair_price(option["cost"], [purse[at] for at, vote in enumerate(votes) if name in vote])
                if price is not None:
                    rates[name] = price / option["cost"]
        if not rates:
            break
        best = min(rates.values())
        tied = [name for name in rates if rates[name] == best]
        tied = [name for name in tied if totals[name] == max(totals[each] for each in tied)]
        tied = [name for name in tied if projects[name]["cost"] == min(projects[each]["cost"] for each in tied)]
        if len(tied) > 1:
            tied = drawn(poll, tied)
            if not tied:
                return chosen
        name = tied[0]
        each = best * projects[name]["cost"]
        purse = [money - min(money, each) if name in votes[at] else money for at, money in enumerate(purse)]
        chosen.append(name)
        groups.add(projects[name]["group"])
    return spend(poll, votes, chosen, False)


def fair_price(cost: int, purses: list[Fraction]) -> Fraction | None:
    """What each pays so that all together pay the cost, the poor giving all they have; None if they cannot."""
    left, missing = sorted(purses), Fraction(cost)
    while left:
        each = missing / len(left)
        if each <= left[0]:
            return each
        missing -= left.pop(0)
    return None


METHODS = {
    "plurality": by_marks,
    "approval": by_marks,
    "score": by_points,
    "borda": by_borda,
    "irv": by_run_off,
    "stv-scottish": by_transfer,
    "schulze": by_pairs,
    "pb-greedy-skip": lambda poll, ids, votes, cast: spend(poll, votes, [], False),
    "pb-greedy-stop": lambda poll, ids, votes, cast: spend(poll, votes, [], True),
    "pb-equal-shares": by_shares,
}


def main(arguments: list[str]) -> int:
    try:
        seal = check(Path(arguments[0]), arguments[1] if len(arguments) == 2 else None)
    except Failed as problem:
        print(f"FAIL: {problem}")
        return 1
    print(f"PASS: every ballot is counted as published. Seal: {seal}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) if len(sys.argv) in (2, 3) else __doc__)
