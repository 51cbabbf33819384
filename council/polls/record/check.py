"""Check the record of a vote: `python3 check.py` in the folder of its files. Standard library only.

It counts nothing (verify.py does, for secret votes): it shows that roll, ballots, minutes and the acts of the journal
are those whose fingerprints were written down at the time. Prints one line a check, then PASS or FAIL.
"""

import csv
import hashlib
import json
import sys
from pathlib import Path
from typing import Any, Dict, Iterator, List, Tuple


def canonical(data: object) -> str:
    """JSON that is the same text for the same data."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256(text: str) -> str:
    """SHA-256 (hex) of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def rows(path: Path) -> List[List[str]]:
    """The rows of a CSV file without its head."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


def roll_hash(vote: int, roll: List[List[str]]) -> str:
    """The fingerprint of the roll as it was frozen at opening."""
    lines = sorted((int(row[0]), row[2] == "yes", int(row[3])) for row in roll)
    return sha256("\n".join(["roll %d" % vote, *(canonical(list(line)) for line in lines)]))


def ballots_digest(vote: int, ballots: List[List[str]]) -> str:
    """The fingerprint of the ballots as they were counted."""
    lines = sorted((int(person), choice) for person, choice in ballots)
    return sha256("\n".join(["ballots %d" % vote, *(canonical(list(line)) for line in lines)]))


def entry_hash(entry: Dict[str, Any]) -> str:
    """The hash of one entry of the journal."""
    content = {name: entry[name] for name in ("place", "actor", "action", "refs", "data")}
    return sha256(canonical([entry["before"], entry["seq"], entry["at"], content]))


def checks(folder: Path) -> Iterator[Tuple[str, bool]]:
    """Yield (what, whether it holds)."""
    about = json.loads((folder / "vote.json").read_text(encoding="utf-8"))
    entries = [json.loads(line) for line in (folder / "journal.jsonl").read_text(encoding="utf-8").splitlines()]
    told = {entry["action"]: entry["data"] for entry in entries}
    roll = rows(folder / "roll.csv")
    yield "roll", roll_hash(about["vote"], roll) == about["roll_hash"] == told["polls.poll.opened"]["roll_hash"]
    yield "roll is as long as said", len(roll) == about["entitled"]
    if "owners_mode" in about:
        opened = told["polls.poll.opened"]
        yield "owners' vote", all(about[name] == opened.get(name) for name in ("owners_mode", "owners_basis"))
    digest = told["polls.poll.closed"]["ballots_digest"]
    if (folder / "ballots.csv").exists():
        yield (
            "ballots",
            ballots_digest(about["vote"], rows(folder / "ballots.csv")) == about["ballots_digest"] == digest,
        )
    else:
        seal = sha256((folder / "poll.json").read_text(encoding="utf-8"))
        yield "seal", seal == told["polls.poll.closed"]["seal"] and digest == about["ballots_digest"]
    closed = {name: value for name, value in about["result"].items() if name in told["polls.poll.closed"]}
    yield "result", all(told["polls.poll.closed"][name] == value for name, value in closed.items())
    yield "journal", all(entry_hash(entry) == entry["hash"] for entry in entries)
    if (folder / "minutes.json").exists():
        minutes = json.loads((folder / "minutes.json").read_text(encoding="utf-8"))
        yield "minutes", sha256(canonical(minutes["document"])) == minutes["hash"]


def main() -> None:
    """Check the folder that this file lies in."""
    good = True
    for what, holds in checks(Path(__file__).resolve().parent):
        print("%-24s %s" % (what, "ok" if holds else "DIFFERS"))
        good = good and holds
    print("PASS" if good else "FAIL")
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
