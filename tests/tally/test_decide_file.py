"""`flask decide` on files: right figures from good sheets, file and line from bad ones."""

from fractions import Fraction
from pathlib import Path

import pytest

from council.tally.decide_file import decide_file
from council.tally.rules import Rule
from council.tally.sources import BadInput

COUNCIL = "quorum=heads/roll>=2/3;pass=heads/present>1/2"
OWNERS = "quorum=heads/roll>=2/3&weight/roll>=2/3;pass=heads/participating>=3/4&weight/participating>=3/4"
PRESETS = {"owners": Rule.from_text(OWNERS, code="owners"), "open": None}


def sheet(folder: Path, *rows: str, heading: str = "voter,weight,choice", encoding: str = "utf-8") -> Path:
    path = folder / "votes.csv"
    path.write_bytes("\n".join([heading, *rows]).encode(encoding))
    return path


def lift(folder: Path, **choices: str) -> Path:
    """The 14 lots of S5: 陈 owns 101 and 102, the others one each; who is not named votes for."""
    rows = []
    for floor in range(1, 8):
        for flat, area in (("01", "92.50"), ("02", "78.30")):
            voter = "陈" if floor == 1 else f"{floor}{flat}"
            rows.append(f"{voter},{area},{choices.get('v' + voter, choices.get('rest', 'for'))}")
    return sheet(folder, *rows)


def test_two_lots_of_one_owner_are_one_head_and_both_areas(tmp_path: Path) -> None:
    answer = decide_file("owners", lift(tmp_path, v陈="against", v201="abstain", v302="absent"), presets=PRESETS)
    assert answer["outcome"] == "carried"
    assert answer["rule"]["code"] == "owners"
    heads, area = answer["tests"][2:]
    assert (heads["numerator"], heads["denominator"], heads["threshold"], heads["op"]) == (10, 12, "3/4", ">=")
    assert (area["numerator"], area["denominator"]) == ("854/1", "11173/10")
    assert all(test["holds"] for test in answer["tests"])


def test_a_second_abstention_turns_it(tmp_path: Path) -> None:
    path = lift(tmp_path, v陈="against", v201="abstain", v202="abstain", v302="absent")
    answer = decide_file("owners", path, presets=PRESETS)
    assert answer["outcome"] == "not_carried"
    assert [test["holds"] for test in answer["tests"]] == [True, True, True, False]


def test_too_few_owners_are_no_quorum(tmp_path: Path) -> None:
    taking_part = {f"v{floor}01": "for" for floor in range(2, 8)}
    path = lift(tmp_path, v陈="against", v202="for", rest="absent", **taking_part)
    answer = decide_file("owners", path, presets=PRESETS)
    assert answer["outcome"] == "no_quorum"
    assert Fraction(answer["tests"][1]["numerator"]) == Fraction("804.10")
    assert Fraction(answer["tests"][1]["denominator"]) == Fraction("1195.60")
    assert answer["tests"][1]["holds"]


def test_the_explanation_comes_in_both_languages(tmp_path: Path) -> None:
    path = sheet(tmp_path, "a,1,for", "b,1,for", "c,1,absent")
    english = decide_file(COUNCIL, path, presets={})
    chinese = decide_file(COUNCIL, path, presets={}, lang="zh")
    assert english["sentence"] == "entitled 3, present 2, 2 needed, 2 in favour: carried"
    assert chinese["sentence"] == "应到3人，实到2人，须2票赞成；赞成2票，通过。"
    assert english["explanation"][-1] == "All tests hold: carried."


def test_headings_may_come_in_any_order_and_with_a_mark_of_the_encoding(tmp_path: Path) -> None:
    path = sheet(tmp_path, "for, 1.5 ,a", "", "for,2.50,b", heading="Choice,Weight,Voter", encoding="utf-8-sig")
    answer = decide_file(COUNCIL, path, presets={})
    assert answer["figures"]["weight"]["for"] == "4/1"
    assert answer["figures"]["heads"]["for"] == 2


@pytest.mark.parametrize(
    ("rows", "line", "says"),
    [
        (["a,1,for", "b,one,for"], 3, "weight 'one'"),
        (["a,-1,for"], 2, "weight '-1'"),
        (["a,1e3,for"], 2, "weight '1e3'"),
        (["a,１,for"], 2, "weight '１'"),
        (["a,,for"], 2, "weight ''"),
        (["a,1,yes"], 2, "choice 'yes'"),
        (["a,1,"], 2, "choice ''"),
        (["a,1"], 2, "2 cells"),
        (["a,1,for,x"], 2, "4 cells"),
        ([",1,for"], 2, "voter is missing"),
        (["a,1,for", "", "a,2,against"], 4, "'for' on line 2"),
        (["a,1,for", 'b,1,"for'], 3, "CSV"),
        (['"a\nb",1,for', "c,1,yes"], 4, "choice 'yes'"),
        ([], 1, "no voter"),
    ],
)
def test_a_bad_sheet_names_file_and_line(tmp_path: Path, rows: list[str], line: int, says: str) -> None:
    path = sheet(tmp_path, *rows)
    with pytest.raises(BadInput) as refused:
        decide_file(COUNCIL, path, presets={})
    assert (refused.value.file, refused.value.line) == (str(path), line)
    assert says in refused.value.problem
    assert "\n" not in str(refused.value)
    assert str(refused.value).startswith(f"{path}:{line}: ")


@pytest.mark.parametrize("heading", ["voter,choice", "a,1,for", "voter,weight,choice,choice"])
def test_a_wrong_heading_is_line_one(tmp_path: Path, heading: str) -> None:
    with pytest.raises(BadInput) as refused:
        decide_file(COUNCIL, sheet(tmp_path, "a,1,for", heading=heading), presets={})
    assert refused.value.line == 1


def test_an_empty_file_is_line_one(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as refused:
        decide_file(COUNCIL, sheet(tmp_path, heading=""), presets={})
    assert refused.value.line == 1


def test_another_encoding_names_its_line(tmp_path: Path) -> None:
    path = sheet(tmp_path, "a,1,for", "陈,1,for", encoding="gb18030")
    with pytest.raises(BadInput) as refused:
        decide_file(COUNCIL, path, presets={})
    assert (refused.value.line, "UTF-8" in refused.value.problem) == (3, True)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(BadInput, match="cannot be read"):
            decide_file(COUNCIL, path, presets={})


@pytest.mark.parametrize(
    ("preset", "says"),
    [
        ("nobody", "no such preset; known are owners"),
        ("open", "no numbers"),
        ("pass=1", "quorum=…;pass=…"),
        ("", "no such preset"),
    ],
)
def test_a_preset_that_cannot_decide_is_refused(tmp_path: Path, preset: str, says: str) -> None:
    with pytest.raises(BadInput) as refused:
        decide_file(preset, sheet(tmp_path, "a,1,for"), presets=PRESETS)
    assert (refused.value.line, says in refused.value.problem) == (None, True)
