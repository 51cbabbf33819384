"""`verify.py` counts on its own what the house counted, for every method it knows, whatever the ballots."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from council.polls.box import verify
from council.polls.counts import Cast, Option, Way, count_ballots, lot_of
from council.polls.kinds import MARKINGS, Marking, option_key

KEYS = [option_key(at) for at in range(5)]


def published(
    way: Way, options: Sequence[Option], ballots: Sequence[Any], lot: dict[str, Any] | None
) -> dict[str, Any]:
    """`poll.json` as the house writes it, without seal."""
    cast = [Cast(choice if choice in ("blank", "invalid") else json.dumps(choice)) for choice in ballots]
    result = count_ballots(way, options, cast, lot_of(lot))
    listed = [{"id": o.key, "cost": o.cost, "group": o.group, "excluded": o.excluded} for o in options]
    return {**way.settings, "method": way.method, "options": listed, "lot": lot, "result": {"count": result.to_json()}}


@st.composite
def choices(draw: st.DrawFn, marking: Marking) -> Any:
    if draw(st.integers(0, 12)) == 0:
        return draw(st.sampled_from(["blank", "invalid"]))
    keys = draw(st.lists(st.sampled_from(KEYS), min_size=1, unique=True))
    if marking is Marking.PICK:
        return keys[0]
    if marking is Marking.POINTS:
        return {key: draw(st.integers(1, 5)) for key in keys}
    return keys


@st.composite
def polls(draw: st.DrawFn, method: str) -> tuple[Way, list[Option], list[Any], dict[str, Any] | None]:
    marking = MARKINGS[method]
    costs = [draw(st.integers(1, 60)) for _key in KEYS]
    groups = [draw(st.sampled_from(["", "", "", "g"])) for _key in KEYS]
    options = [Option(key, key, costs[at], groups[at]) for at, key in enumerate(KEYS)]
    several = method not in ("irv", "plurality") and marking is not Marking.BUDGET
    given: dict[str, Any] = {"seats": draw(st.integers(1, 3))} if several else {}
    if method in ("plurality", "approval"):
        given["floor"] = draw(st.sampled_from(["", "half", "half_of_cast"]))
    if method == "approval":
        given["at_most"] = draw(st.integers(1, 5))
    if marking is Marking.BUDGET:
        given |= {"budget": draw(st.integers(10, 150)), "least": draw(st.integers(0, 3))}
    order = draw(st.permutations(KEYS))
    lot = draw(st.sampled_from([None, {"order": list(order)}]))
    return Way(method, marking, given), options, draw(st.lists(choices(marking), min_size=1, max_size=25)), lot


@pytest.mark.parametrize("method", verify.METHODS)
@given(st.data())
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_both_programs_count_alike(method: str, data: st.DataObject) -> None:
    way, options, ballots, lot = data.draw(polls(method))
    poll = published(way, options, ballots, lot)
    verify.compare(verify.count(poll, ballots, [1] * len(ballots)), poll["result"])


@given(st.lists(st.sampled_from(verify.WORDS), max_size=60), st.integers(0, 20), st.integers(0, 20))
def test_for_and_against_alike(votes: list[str], silent: int, away: int) -> None:
    from council.polls.rules import Sum, figures_of
    from council.tally.decide_file import figures_to_json
    from council.tally.decision import decide
    from council.tally.rules import Rule

    present, entitled = len(votes) + silent, len(votes) + silent + away
    for text in (
        "quorum=heads/roll>=2/3;pass=heads/present>1/2",
        "quorum=heads(participating)/roll>=1/2;pass=heads/participating>=3/4",
        "quorum=heads/3>=1/1;pass=heads/valid>1/2&heads/for+against>=2/3",
        "quorum=heads/roll>1/3;pass=heads/cast>1/2;abstain=left_out",
    ):
        rule = Rule.from_text(text)
        marked = {word: Sum(votes.count(word), votes.count(word)) for word in verify.WORDS}
        figures = figures_of(Sum(entitled, entitled), Sum(present, present), marked)
        result = {**decide(rule, figures).to_json(), "figures": figures_to_json(figures)}
        roll = {"entitled": entitled, "present": present, "weight": {"entitled": entitled, "present": present}}
        poll = {"method": "decide", "rule": rule.to_json(), "roll": roll}
        verify.compare(verify.count(poll, votes, [1] * len(votes)), result)


def test_it_says_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify.main([str(tmp_path)]) == 1
    assert capsys.readouterr().out.startswith("FAIL: ")
