"""Files of ballots: every format read right, everything wrong refused with file and line, at the terminal too."""

import json
from pathlib import Path

import pytest
from flask import Flask

from council.tally import sources
from council.tally.files.opening import read
from council.tally.methods import METHODS, count_file
from council.tally.sources import BadInput

BLT = """4 2
-3
3 1 2=4 0
2 4 - 1 0
# a comment
1 3 4 0
(B12) 1 2 0
0
"Anna "
"Bo"
"Cy"
"Di"
"The title"
"""
SOC = """# FILE NAME: x.soc
# NUMBER ALTERNATIVES: 3
# ALTERNATIVE NAME 1: Anna
# ALTERNATIVE NAME 2: Bo
# ALTERNATIVE NAME 3: Cy
3: 1,2,3
2: 2,{1,3}
"""
OLD = "3\n1,Anna\n2,Bo\n3,Cy\n5,5,2\n3,1,2,3\n2,2,{1,3}\n"
CAT = """# ALTERNATIVE NAME 1: Anna
# ALTERNATIVE NAME 2: Bo
# ALTERNATIVE NAME 3: Cy
2: {1,2},3
1: {},{1,2,3}
4: 2,{1,3}
"""
PB = """META
key;value
budget;100,50
vote_type;approval
PROJECTS
project_id;cost;name
p1;60.25;"A; B"
p2;50;Bo
p3;40.25;Cy
VOTES
voter_id;vote
1;p1,p2
2;p1
3;p3
4;
"""


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_blt_with_withdrawn_candidates_shared_and_skipped_ranks(tmp_path: Path) -> None:
    found = read(write(tmp_path, "x.blt", BLT), "ranking")
    assert (found.names.all, found.seats) == (("Anna", "Bo", "Di"), 2)
    assert found.profile().ballots == {((0,), (1, 2)): 3, ((2,), (0,)): 2, ((2,),): 1, ((1,),): 1}
    assert count_file(tmp_path / "x.blt", "stv-scottish")["seats"] == 2
    assert count_file(tmp_path / "x.blt", "stv-scottish", seats=1)["quota"] == 4


@pytest.mark.parametrize(("name", "text"), [("x.soc", SOC), ("x.toc", SOC), ("x.soi", OLD), ("x.toi", OLD)])
def test_preflib_in_both_forms(tmp_path: Path, name: str, text: str) -> None:
    found = read(write(tmp_path, name, text), "ranking")
    assert found.names.all == ("Anna", "Bo", "Cy")
    assert found.profile().ballots == {((0,), (1,), (2,)): 3, ((1,), (0, 2)): 2}


def test_the_first_category_approves(tmp_path: Path) -> None:
    path = write(tmp_path, "x.cat", CAT)
    assert count_file(path, "approval")["rounds"][0]["votes"] == {"Anna": 2, "Bo": 6, "Cy": 0}
    assert count_file(path, "approval")["bases"]["blank"] == 1


def test_pabulib_in_the_smallest_unit(tmp_path: Path) -> None:
    result = count_file(write(tmp_path, "x.pb", PB), "pb-greedy-skip")
    assert (result["winners"], result["budget"], result["spent"]) == (["p1", "p3"], 10050, 10050)
    assert result["bases"] == {"cast": 4, "valid": 3, "blank": 1, "invalid": 0}
    assert count_file(tmp_path / "x.pb", "pb-greedy-stop")["winners"] == ["p1"]


@pytest.mark.parametrize(("kind", "votes"), [("ordinal", [3, 2, 3]), ("cumulative", [4, 1, 5])])
def test_pabulib_ranked_and_with_points(tmp_path: Path, kind: str, votes: list[int]) -> None:
    text = PB.replace("approval", kind).replace("voter_id;vote\n", "voter_id;vote;points\n")
    text = text.replace("1;p1,p2\n2;p1\n3;p3\n4;\n", "1;p1,p2;4,1\n3;p3;5\n")
    result = count_file(write(tmp_path, "x.pb", text), "pb-equal-shares")
    assert list(result["votes"].values()) == votes


def test_csv_with_skipped_and_shared_ranks(tmp_path: Path) -> None:
    path = write(tmp_path, "x.csv", 'count,rank1,rank2,rank3\n4,A,,B\n\n2,"B, the second",A=C,\n1,,,\n')
    found = read(path, "ranking")
    assert found.names.all == ("A", "B", "B, the second", "C")
    assert found.profile().ballots == {((0,), (1,)): 4, ((2,), (0, 3)): 2, (): 1}


def test_csv_without_a_heading_and_with_points(tmp_path: Path) -> None:
    assert count_file(write(tmp_path, "x.csv", "3,A\n2,B\n"), "plurality")["winners"] == ["A"]
    scored = count_file(write(tmp_path, "y.csv", "count,score\n3,A=5,B=1\n2,B=4\n"), "score")
    assert (scored["winners"], scored["sums"]) == (["A"], {"A": 15, "B": 11})
    assert scored["means"] == {"A": 3, "B": "11/5"}


def test_sealed_ballots_with_their_poll(tmp_path: Path) -> None:
    write(tmp_path, "poll.json", '{"options": [{"id": "A", "name": "Anna"}, "B", "C"], "seats": 2, "at_most": 2}')
    lines = ['{"tracker": "x", "choice": ["A", "B=C"]}', '{"choice": "B", "count": 2}', '["A", "", "C"]']
    path = write(tmp_path, "ballots.jsonl", "\n".join(lines))
    assert read(path, "ranking").profile().ballots == {((0,), (1, 2)): 1, ((1,),): 2, ((0,), (2,)): 1}
    assert count_file(path, "approval")["bases"]["invalid"] == 1
    points = write(tmp_path, "points.jsonl", '{"choice": {"A": 5, "B": 0}}\n')
    assert count_file(points, "score", seats=1)["winners"] == ["A"]


def test_sealed_budget_ballots(tmp_path: Path) -> None:
    options = [{"id": "A", "cost": 5, "group": "g"}, {"id": "B", "cost": 5, "group": "g"}, {"id": "C", "cost": 9}]
    poll = {"options": options, "budget": 10, "ballots": "cumulative", "points": 10}
    write(tmp_path, "poll.json", json.dumps(poll))
    path = write(tmp_path, "ballots.jsonl", '{"choice": {"A": 6, "B": 4}}\n{"choice": {"A": 11}}\n')
    result = count_file(path, "pb-greedy-skip")
    assert (result["winners"], result["bases"]["invalid"], result["passed"]["B"]) == (["A"], 1, "group")


def test_a_consent_round(tmp_path: Path) -> None:
    path = write(tmp_path, "x.csv", "count,answer,reason\n9,consent\n1,concern,要快\n")
    assert count_file(path, "consent")["outcome"] == "carried"
    write(tmp_path, "x.csv", "9,consent\n1,objection,no money, again\n")
    result = count_file(path, "consent", lang="zh")
    assert result["outcome"] == "not_carried"
    assert "反对的理由：no money,again" in result["explanation"]
    sealed = write(tmp_path, "y.jsonl", '{"choice": {"answer": "objection", "reason": "x"}}\n{"choice": "consent"}')
    assert count_file(sealed, "consent")["outcome"] == "not_carried"


def test_a_lot_settles_what_the_rule_leaves_open(tmp_path: Path) -> None:
    path = write(tmp_path, "x.csv", "2,A\n2,B\n1,C\n")
    assert count_file(path, "plurality")["ties"] == [
        {"candidates": ["A", "B"], "about": "seat", "round": 1, "unresolved": True}
    ]
    result = count_file(path, "plurality", ties=write(tmp_path, "lot", "C\n\nB\nA\n"))
    assert (result["winners"], result["ties"][0]["settled_by"]) == (["B"], "lot")
    assert result["lot"]["order"] == ["C", "B", "A"]


BAD = [
    ("x.txt", "1,A", "plurality", "ending .txt"),
    ("x.csv", "", "plurality", "holds no ballot"),
    ("x.csv", "count,rank1\n", "plurality", "holds no ballot"),
    ("x.csv", "count,rank1\n0,A\n", "plurality", "x.csv:2: '0' is not a number of ballots"),
    ("x.csv", "1,A\n1.5,A\n", "plurality", "x.csv:2: '1.5'"),
    ("x.csv", "1,A\n-3,A\n", "plurality", "x.csv:2: '-3'"),
    ("x.csv", "1,A\n9999999999999,A\n", "plurality", "x.csv:2"),
    ("x.csv", "1,A,B,A\n", "irv", "x.csv:1: 'A' stands on this ballot twice"),
    ("x.csv", "1,A=A\n", "irv", "twice"),
    ("x.csv", '1,A\n1,"B\n', "irv", "x.csv:2: is not readable as CSV"),
    ("x.csv", "1,A=x\n", "score", "x.csv:1: 'x' is not a whole number of points"),
    ("x.csv", "1,A\n", "score", "not name=points"),
    ("x.csv", "1,A=3,A=4\n", "score", "twice"),
    ("x.csv", "1,A\n", "pb-greedy-skip", "has no costs"),
    ("x.csv", "1,objection\n", "consent", "needs a reason"),
    ("x.csv", "1,perhaps\n", "consent", "is not one of"),
    ("x.csv", "1,A\n", "guess", "no such method"),
    ("x.blt", BLT, "score", "needs scores"),
    ("x.blt", "", "irv", "x.blt:1: the file is empty"),
    ("x.blt", "4\n", "irv", "x.blt:1: the first line"),
    ("x.blt", "2 3\n0\n", "irv", "cannot be"),
    ("x.blt", BLT.replace("1=4", "1=5"), "irv", ""),
    ("x.blt", BLT.replace("3 1 2=4 0", "3 1 2=5 0"), "irv", "x.blt:3: '5' is not the number of a candidate, 1 to 4"),
    ("x.blt", BLT.replace("3 1 2=4 0", "3 1 2=1 0"), "irv", "x.blt:3: candidate 1 stands on this ballot twice"),
    ("x.blt", BLT.replace("3 1 2=4 0", "3 1 2=4"), "irv", "x.blt:3: a ballot starts with"),
    ("x.blt", BLT[: BLT.index("\n0\n")], "irv", "before the line '0'"),
    ("x.blt", BLT[: BLT.index('"Cy"')], "irv", "only 2 names"),
    ("x.blt", BLT.replace('"Bo"', '"Di"'), "irv", "same name"),
    ("x.soc", "", "irv", "is empty"),
    ("x.soc", "hello\n", "irv", "x.soc:1"),
    ("x.soc", SOC.replace("2,{1,3}", "2,{1,9}"), "irv", "x.soc:7: '9' is not one of the alternatives"),
    ("x.soc", SOC.replace("2,{1,3}", "2,{1,2}"), "irv", "x.soc:7: alternative 2 stands on this ballot twice"),
    ("x.soc", SOC.replace("{1,3}", "{1,3"), "irv", "x.soc:7: a brace is not closed"),
    ("x.soc", SOC.replace("3: 1", "3 1"), "irv", "x.soc:6: a ballot reads"),
    ("x.soc", "# x\n3: 1\n", "irv", "no alternative"),
    ("x.soc", OLD[:12], "irv", "before its ballots"),
    ("x.soc", "3\nAnna\n2,Bo\n3,Cy\n5,5,2\n3,1\n", "irv", "x.soc:2: an alternative reads"),
    ("x.pb", "", "pb-greedy-skip", "before its VOTES"),
    ("x.pb", PB[: PB.index("VOTES")], "pb-greedy-skip", "before its VOTES"),
    ("x.pb", "budget;5\n", "pb-greedy-skip", "x.pb:1: the file starts with META"),
    ("x.pb", PB.replace("approval", "guess"), "pb-greedy-skip", "x.pb:4: META has no vote_type"),
    ("x.pb", PB.replace("100,50", "lots"), "pb-greedy-skip", "x.pb:3: 'lots' is not a sum of money"),
    ("x.pb", PB.replace("50;Bo", "0;Bo"), "pb-greedy-skip", "x.pb:8: p2 costs 0"),
    ("x.pb", PB.replace("p2;50", "p1;50"), "pb-greedy-skip", "same project_id"),
    ("x.pb", PB.replace("3;p3", "3;p9"), "pb-greedy-skip", "x.pb:14: 'p9' is not one of the candidates"),
    ("x.pb", PB.replace("3;p3\n", "3\n"), "pb-greedy-skip", "x.pb:14: the vote is missing"),
    ("x.pb", PB.replace(";cost;", ";price;"), "pb-greedy-skip", "x.pb:6: the heading of PROJECTS lacks cost"),
    ("x.pb", PB.replace('"A; B"', '"A; B'), "pb-greedy-skip", "is not readable"),
    ("x.pb", PB.replace("approval", "cumulative"), "pb-greedy-skip", "2 projects and 0 numbers of points"),
    ("x.pb", PB, "irv", ""),
    ("x.jsonl", '{"choice": "A"}\n{"choi', "irv", "x.jsonl:2: is not a JSON object"),
    ("x.jsonl", '{"tracker": "A"}', "irv", "x.jsonl:1: a ballot needs its choice"),
    ("x.jsonl", '{"choice": 5}', "irv", "x.jsonl:1: the choice is a name"),
    ("x.jsonl", '{"choice": ["A", 5]}', "irv", "x.jsonl:1: the choice is a name"),
    ("x.jsonl", '{"choice": "A", "count": "many"}', "irv", "x.jsonl:1: 'many' is not a number of ballots"),
    ("x.jsonl", '{"choice": "A"}', "score", "x.jsonl:1: the choice is an object of points"),
    ("x.jsonl", '{"choice": "A"}', "pb-greedy-skip", "poll.json"),
    ("x.jsonl", "[" * 100_000, "irv", "x.jsonl:1: is not a JSON object"),
]


@pytest.mark.parametrize(("name", "text", "method", "says"), [each for each in BAD if each[3]])
def test_whatever_is_wrong_is_named(tmp_path: Path, name: str, text: str, method: str, says: str) -> None:
    with pytest.raises(BadInput) as caught:
        count_file(write(tmp_path, name, text), method)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


BAD_POLLS = [
    "[",
    "[]",
    '{"options": [{"name": "A"}]}',
    '{"options": ["A"], "budget": "lots"}',
    '{"options": [], "seats": true}',
    '{"options": [{"id": "A", "cost": 0}], "budget": 5}',
    '{"options": [{"id": "A", "cost": 1}], "budget": 5, "ballots": "x"}',
]


@pytest.mark.parametrize("poll", BAD_POLLS)
def test_a_poll_that_cannot_be(tmp_path: Path, poll: str) -> None:
    write(tmp_path, "poll.json", poll)
    with pytest.raises(BadInput, match=r"poll\.json"):
        count_file(write(tmp_path, "x.jsonl", '{"choice": "A"}'), "irv")


def test_a_stranger_on_a_sealed_ballot(tmp_path: Path) -> None:
    write(tmp_path, "poll.json", '{"options": ["A", "B"]}')
    with pytest.raises(BadInput, match="'C' is not one of the candidates"):
        count_file(write(tmp_path, "x.jsonl", '{"choice": "C"}'), "irv")


def test_a_lot_that_cannot_be(tmp_path: Path) -> None:
    path = write(tmp_path, "x.csv", "2,A\n2,B\n")
    for text, says in (("A\nC\n", "lot:2: 'C' is not one"), ("A\nB\n\nA\n", "lot:4: 'A' stands here and on line 1")):
        with pytest.raises(BadInput, match=says):
            count_file(path, "plurality", ties=write(tmp_path, "lot", text))


def test_seats_that_cannot_be(tmp_path: Path) -> None:
    path = write(tmp_path, "x.csv", "2,A\n2,B\n")
    for method, seats, says in (("plurality", 0, "0 seats"), ("irv", 2, "one seat"), ("stv-meek", 3, "3 seats for 2")):
        with pytest.raises(BadInput, match=says):
            count_file(path, method, seats=seats)


def test_a_file_beyond_the_limit_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MOST_BYTES", 10)
    with pytest.raises(BadInput, match="is larger than"):
        count_file(write(tmp_path, "x.csv", "1,A\n" * 3), "plurality")
    with pytest.raises(BadInput, match="cannot be read"):
        count_file(tmp_path / "none.csv", "plurality")


def test_a_file_that_is_not_text(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes("1,A\n2,甲\n".encode("gb18030"))
    with pytest.raises(BadInput, match=r"x\.csv:2: is not UTF-8"):
        count_file(path, "plurality")


@pytest.mark.parametrize("method", METHODS)
def test_at_the_terminal(app: Flask, tmp_path: Path, method: str) -> None:
    wants = METHODS[method][0]
    path = {
        "ranking": write(tmp_path, "r.csv", "3,A,B\n2,B,A\n"),
        "scores": write(tmp_path, "s.csv", "3,A=4,B=1\n"),
        "answers": write(tmp_path, "c.csv", "3,consent\n"),
        "budget": write(tmp_path, "b.pb", PB),
    }[wants]
    run = app.test_cli_runner().invoke(args=["tally", str(path), "--method", method, "--language", "zh_CN"])
    assert run.exit_code == 0, run.output
    result = json.loads(run.stdout)
    assert {"method", "seats", "ballots", "winners", "ties", "rounds", "explanation"} <= set(result)
    assert result["method"] == method
    assert result["winners"] or result["ties"]


def test_bad_input_at_the_terminal(app: Flask, tmp_path: Path) -> None:
    path = write(tmp_path, "x.csv", "1,A\nx,B\n")
    run = app.test_cli_runner().invoke(args=["tally", str(path), "--method", "irv"])
    assert (run.exit_code, run.stdout) == (2, "")
    assert run.stderr.strip() == f"{path}:2: 'x' is not a number of ballots (a whole number above 0)"
