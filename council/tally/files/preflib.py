"""`.soc .soi .toc .toi .cat`: PrefLib's files, in the present form (`# ALTERNATIVE NAME 1: …`) and in the old one.

A ballot is `count: 1,2,{3,4}`; braces hold candidates that share a rank, or a category in `.cat`.
"""

import re

from council.tally.files.ballots import BallotFile, Names, count_of
from council.tally.profile import Rank, Ranking
from council.tally.sources import BadInput

_NAME = re.compile(r"#\s*ALTERNATIVE NAME\s+([0-9]{1,6})\s*:\s*(.*)")
_GROUPS = re.compile(r"\{[^{}]*\}|[^,{}]+")


def read_preflib(file: str, text: str) -> BallotFile:
    """The ballots and names; in `.cat` the ranks are categories."""
    lines = [(line, raw.strip()) for line, raw in enumerate(text.splitlines(), start=1) if raw.strip()]
    if not lines:
        raise BadInput(file, 1, "the file is empty")
    old = not lines[0][1].startswith("#")
    names, ballots = _old(file, lines) if old else _present(file, lines)
    if not names:
        raise BadInput(file, None, "no alternative is named")
    listed = list(names.values())
    if len(set(listed)) != len(listed):
        listed = [f"{name} ({number})" for number, name in names.items()]
    places = {number: at for at, number in enumerate(names)}
    category = file.lower().endswith(".cat")
    found = BallotFile(Names.listed(listed), categories=category)
    for line, count, orders in ballots:
        ranking = _ranking(file, line, orders, places, category)
        found.rankings.append((ranking, count_of(file, line, count)))
    return found


Lines = list[tuple[int, str]]
Ballots = list[tuple[int, str, str]]


def _present(file: str, lines: Lines) -> tuple[dict[str, str], Ballots]:
    names = {}
    ballots = []
    for line, content in lines:
        if found := _NAME.match(content):
            names[found[1]] = found[2].strip() or found[1]
        elif not content.startswith("#"):
            count, sign, orders = content.partition(":")
            if not sign:
                raise BadInput(file, line, "a ballot reads count: first,second,…")
            ballots.append((line, count, orders))
    return names, ballots


def _old(file: str, lines: Lines) -> tuple[dict[str, str], Ballots]:
    line, first = lines[0]
    if not (first.isascii() and first.isdigit() and len(first) < 6):
        raise BadInput(file, line, "the first line is the number of alternatives, or a comment with #")
    size = int(first)
    names = {}
    for line, content in lines[1 : size + 1]:
        number, sign, name = content.partition(",")
        if not sign or not number.strip().isdigit():
            raise BadInput(file, line, "an alternative reads number,name")
        names[number.strip()] = name.strip() or number.strip()
    if len(lines) < size + 2:
        raise BadInput(file, lines[-1][0], "the file ends before its ballots")
    return names, [(line, *_first_cell(content)) for line, content in lines[size + 2 :]]


def _first_cell(content: str) -> tuple[str, str]:
    count, _comma, orders = content.partition(",")
    return count, orders


def _ranking(file: str, line: int, orders: str, places: dict[str, int], category: bool) -> Ranking:
    if orders.count("{") != orders.count("}"):
        raise BadInput(file, line, "a brace is not closed; the file may be cut off")
    seen: set[int] = set()
    ranks: list[Rank] = []
    for group in _GROUPS.findall(orders):
        words = [word.strip() for word in group.strip("{} \t").split(",") if word.strip()]
        if not words and not group.strip().startswith("{"):
            continue
        for word in words:
            if word not in places:
                raise BadInput(file, line, f"{word!r:.40} is not one of the alternatives")
            if places[word] in seen:
                raise BadInput(file, line, f"alternative {word} stands on this ballot twice")
            seen.add(places[word])
        ranks.append(tuple(places[word] for word in words))
    # an empty first category approves of nobody, so it must keep its place
    return tuple(ranks) if category else tuple(rank for rank in ranks if rank)
