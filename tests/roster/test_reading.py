"""Files that are a roster, in all their forms."""

from datetime import date
from pathlib import Path

import pytest

from council.roster.reading.problems import Refused
from council.roster.reading.rows import RosterRow
from council.roster.reading.sheets import Sheet, read_sheet
from tests.roster.making import HEAD, csv_file, row, xlsx_file


def read(path: Path) -> Sheet:
    return read_sheet(path, place_known=False)


FULL = row(
    entrance="2单元",
    floor_area="92.5",
    phone="13800000000",
    residency="租户",
    owner="是",
    household_rep="no",
    adult="√",
    office="楼栋长、巡防队长",
    external_id="A-1",
)
UNDERSTOOD = RosterRow(
    2, "GY-G7", "9栋", "2单元", "101", "王明", 925_000, "13800000000", "tenant", True, False, True,
    ("building_head", "patrol_leader"), "A-1",
)  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_in_each_encoding(tmp_path: Path, encoding: str) -> None:
    sheet = read(csv_file(tmp_path, [FULL], encoding=encoding))
    assert sheet.rows == [UNDERSTOOD]
    assert not sheet.problems


def test_a_workbook_with_numbers_as_numbers(tmp_path: Path) -> None:
    cells: list[object] = list(FULL)
    cells[3], cells[4], cells[6] = 101, 92.5, 13_800_000_000
    sheet = read(xlsx_file(tmp_path, [cells]))
    assert sheet.rows == [UNDERSTOOD]


def test_a_point_that_a_program_put_behind_a_whole_number(tmp_path: Path) -> None:
    cells = row(building="1.0", entrance="2.0", door="302.0", phone="13800000000.0", external_id="77.0")
    sheet = read(csv_file(tmp_path, [cells]))
    (one,) = sheet.rows
    assert (one.building, one.entrance, one.door, one.phone, one.external_id) == ("1", "2", "302", "13800000000", "77")


def test_a_door_that_a_spreadsheet_took_for_a_day(tmp_path: Path) -> None:
    cells: list[object] = [*row(), date(1990, 3, 2)]
    cells[3] = date(2026, 3, 2)
    sheet = read(xlsx_file(tmp_path, [cells], head=[*HEAD, "birthday"]))
    assert [(wrong.row, wrong.column, wrong.code) for wrong in sheet.problems] == [(2, "door", "day")]


def test_headings_in_chinese_in_any_order_and_width(tmp_path: Path) -> None:
    head = ["姓 名", "门牌号", "网格编号", "楼栋", "面积（m²）", "备注", "ｐｈｏｎｅ"]
    sheet = read(csv_file(tmp_path, [["王明", "101", "GY-G7", "9栋", "92.50", "x", ""]], head=head))
    assert [(one.name, one.door, one.floor_area) for one in sheet.rows] == [("王明", "101", 925_000)]
    assert sheet.ignored == ("备注",)


def test_semicolons_tabs_and_lines_within_a_cell(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text('place;building;door;name;note\nG;1;101;甲;"two\nlines"\nG;1;102;乙;\n', encoding="utf-8")
    sheet = read(path)
    assert [one.number for one in sheet.rows] == [2, 4]
    assert [(problem.row, problem.column, problem.code) for problem in sheet.problems] == [(2, "E", "controls")]
    path.write_text("place\tbuilding\tdoor\tname\nG\t1\t101\t甲\n", encoding="utf-8")
    assert len(read(path).rows) == 1


def test_empty_lines_count_and_are_skipped(tmp_path: Path) -> None:
    sheet = read(csv_file(tmp_path, [row(), [], [""] * len(HEAD), row(door="102")]))
    assert [one.number for one in sheet.rows] == [2, 5]
    sheet = read(xlsx_file(tmp_path, [row(), [" "] * 4, row(door="102"), ["  "] * len(HEAD)]))
    assert [one.number for one in sheet.rows] == [2, 4]


@pytest.mark.parametrize(
    ("head", "problem"),
    [
        (("place", "building", "door", "name", "phnoe"), ("phnoe", "did_you_mean")),
        (("place", "building", "door", "name", "居住类形"), ("居住类形", "did_you_mean")),
        (("place", "building", "door", "name", "姓名"), ("name", "column_twice")),
        (("place", "building", "name"), ("door", "column_missing")),
        (("building", "door", "name"), ("place", "column_missing")),
    ],
)
def test_a_wrong_heading_is_named(tmp_path: Path, head: tuple[str, ...], problem: tuple[str, str]) -> None:
    sheet = read(csv_file(tmp_path, [["x"] * len(head)], head=head))
    assert problem in [(wrong.column, wrong.code) for wrong in sheet.problems if wrong.row == 1]


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        ("floor_area", "92,5", "area"),
        ("floor_area", "-92", "area"),
        ("floor_area", "92.505", "area"),
        ("phone", "1380000", "phone"),
        ("residency", "alien", "residency"),
        ("owner", "perhaps", "yes_or_no"),
        ("adult", "2", "yes_or_no"),
        ("office", "king", "office"),
        ("name", "王" * 61, "too_long"),
        ("name", "王\u0000明", "controls"),
        ("name", "王\u202e明", "controls"),
        ("name", "=cmd|' /C calc'!A0", "formula"),
        ("phone", "+1+1", "formula"),
        ("door", "@A1", "formula"),
        ("door", "", "empty"),
        ("name", "", "empty"),
        ("building", "", "empty"),
        ("external_id", "9" * 65, "too_long"),
        ("external_id", "11010119900307002X", "identity"),
        ("external_id", "1.10101E+17", "shortened"),
        ("phone", "1.38E+10", "shortened"),
    ],
)
def test_a_wrong_cell_is_named_by_row_and_column(tmp_path: Path, column: str, text: str, code: str) -> None:
    sheet = read(csv_file(tmp_path, [row(), row(**{column: text})]))
    assert [(wrong.row, wrong.column, wrong.code) for wrong in sheet.problems] == [(3, column, code)]


def test_a_formula_cell_of_a_workbook_is_named_even_beside_the_roster(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path, [[*row(), "x"], [*row(name="=1+1"), "=HYPERLINK(1)"]], head=[*HEAD, "note"])
    found = [(wrong.row, wrong.column, wrong.code) for wrong in read(path).problems]
    assert found == [(3, "name", "formula"), (3, "N", "formula")]


def test_what_was_guarded_on_the_way_out_comes_in_again(tmp_path: Path) -> None:
    sheet = read(csv_file(tmp_path, [row(name="'=x")]))
    assert sheet.rows[0].name == "=x"
    assert not sheet.problems


def test_a_file_without_rows_or_any_known_heading_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no_rows"):
        read(csv_file(tmp_path, []))
    with pytest.raises(Refused, match="no_heading"):
        read(csv_file(tmp_path, [["1"]], head=["whatever"]))


def test_text_that_is_neither_encoding_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "mixed.csv"
    path.write_bytes("place,building,door,name\nG,1栋,101,甲\n".encode() + "G,1栋,102,乙\n".encode("gb18030"))
    with pytest.raises(Refused) as refused:
        read(path)
    assert (refused.value.problem.code, refused.value.problem.row) == ("encoding", 3)


def test_a_quotation_mark_that_never_closes_names_the_line_it_stands_in(tmp_path: Path) -> None:
    path = tmp_path / "open.csv"
    path.write_text('place,building,door,name\nG,1,101,甲\nG,"1,102,乙\nG,1,103,丙\n', encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read(path)
    assert (refused.value.problem.code, refused.value.problem.row) == ("quotes", 3)
