"""`.blt`: ballots of single transferable votes as most counting programs write them.

First `candidates seats`, then perhaps a line of withdrawn candidates (`-3 -5`), then a line for each kind of ballot
(`weight 2 1=4 3 0`; `-` is a skipped rank), a line `0`, and the names in quotes with the title last.
"""

import re
from collections.abc import Iterator

from council.tally.files.ballots import BallotFile, Names, count_of
from council.tally.profile import Rank, Ranking
from council.tally.sources import BadInput

MOST_CANDIDATES = 1000


def read_blt(file: str, text: str) -> BallotFile:
    """The ballots, the seats and the names. Withdrawn candidates are taken off every ballot."""
    lines = _lines(text)
    size, seats = _head(file, next(lines, None))
    rankings: list[tuple[Ranking, int]] = []
    gone: set[int] = set()
    last = 1
    for line, content in lines:
        last = line
        if content.split() == ["0"]:
            break
        if content.startswith("-") and not rankings:
            gone |= {_withdrawn(file, line, word, size) for word in content.split()}
            continue
        rankings.append(_ballot(file, line, content, size))
    else:
        raise BadInput(file, last, "the file ends before the line '0' that closes the ballots")
    names = [_name(content) for _line, content in lines]
    if len(names) < size:
        raise BadInput(file, None, f"{size} candidates and only {len(names)} names; the file may be cut off")
    left = {old: new for new, old in enumerate(at for at in range(size) if at not in gone)}
    listed = [names[at] for at in left]
    if len(set(listed)) != len(listed):
        raise BadInput(file, None, "two candidates have the same name")
    kept = [(tuple(tuple(left[at] for at in rank if at in left) for rank in ranking), n) for ranking, n in rankings]
    return BallotFile(Names.listed(listed), rankings=kept, seats=seats)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for line, raw in enumerate(text.splitlines(), start=1):
        content = raw.strip() if '"' in raw else raw.partition("#")[0].strip()
        if content and not content.startswith("#"):
            yield line, content


def _head(file: str, first: tuple[int, str] | None) -> tuple[int, int]:
    if first is None:
        raise BadInput(file, 1, "the file is empty")
    line, content = first
    words = content.split()
    if len(words) != 2 or not all(word.isascii() and word.isdigit() and len(word) < 5 for word in words):
        raise BadInput(file, line, "the first line reads: number of candidates, number of seats")
    size, seats = map(int, words)
    if not 0 < size <= MOST_CANDIDATES or not 0 < seats <= size:
        raise BadInput(file, line, f"{size} candidates and {seats} seats cannot be")
    return size, seats


def _withdrawn(file: str, line: int, word: str, size: int) -> int:
    return _candidate(file, line, word.removeprefix("-"), size)


def _candidate(file: str, line: int, word: str, size: int) -> int:
    if not (word.isascii() and word.isdigit() and len(word) < 5) or not 0 < int(word) <= size:
        raise BadInput(file, line, f"{word!r:.40} is not the number of a candidate, 1 to {size}")
    return int(word) - 1


def _ballot(file: str, line: int, content: str, size: int) -> tuple[Ranking, int]:
    # some programs write a ballot's name before it, in brackets
    words = re.sub(r"^\([^)]*\)\s*", "", content).split()
    if len(words) < 2 or words[-1] != "0":
        raise BadInput(file, line, "a ballot starts with its number of voters and ends with 0")
    count = count_of(file, line, words[0])
    seen: set[int] = set()
    ranks: list[Rank] = []
    for word in words[1:-1]:
        rank = () if word == "-" else tuple(_candidate(file, line, each, size) for each in word.split("="))
        for at in rank:
            if at in seen:
                raise BadInput(file, line, f"candidate {at + 1} stands on this ballot twice")
            seen.add(at)
        ranks.append(rank)
    return tuple(ranks), count


def _name(content: str) -> str:
    """A name without its quotes; files from spreadsheets double the quotes inside, some programs leave them out."""
    if content.startswith('"') and content.endswith('"') and len(content) > 1:
        content = content[1:-1].replace('""', '"')
    return content.strip()
