"""Files that mean harm, or are too much: one clear refusal, quickly, in bounded memory."""

import time
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from council.roster.reading import zipped
from council.roster.reading.problems import Problem, Refused
from council.roster.reading.sheets import read_sheet
from tests.roster.making import BOOK, END, HEAD, RELATIONS, SHEET, csv_file, raw_row, raw_xlsx, row, xlsx_file

#: Seconds and bytes that a refusal may take on a busy machine.
QUICK, LITTLE = 20, 20 * 1024 * 1024


def refusal(path: Path) -> Problem:
    """Why the file is refused; it must not take long."""
    began = time.monotonic()
    with pytest.raises(Refused) as refused:
        read_sheet(path, place_known=True)
    assert time.monotonic() - began < QUICK
    return refused.value.problem


def little(path: Path) -> Problem:
    """The same, watching the memory (which is slow by itself)."""
    tracemalloc.start()
    try:
        problem = refusal(path)
        assert tracemalloc.get_traced_memory()[1] < LITTLE
    finally:
        tracemalloc.stop()
    return problem


def many(count: int) -> Iterator[list[str]]:
    """So many short rows."""
    for number in range(count):
        yield ["G", "1", "", str(number), "", "甲"]


def test_three_hundred_thousand_rows_of_text(tmp_path: Path) -> None:
    problem = refusal(csv_file(tmp_path, many(300_000)))
    assert (problem.code, problem.row) == ("too_many_rows", 50_002)


def test_three_hundred_thousand_rows_of_a_workbook(tmp_path: Path) -> None:
    pieces = (SHEET, raw_row(HEAD), *(raw_row(cells) for cells in many(300_000)), END)
    problem = refusal(raw_xlsx(tmp_path / "big.xlsx", pieces))
    assert (problem.code, problem.row) == ("too_many_rows", 50_002)


def test_a_row_that_only_claims_to_be_far_down(tmp_path: Path) -> None:
    far = '<row r="1048576"><c t="inlineStr"><is><t>x</t></is></c></row>'
    problem = refusal(raw_xlsx(tmp_path / "far.xlsx", (SHEET, raw_row(HEAD), far, END)))
    assert (problem.code, problem.row) == ("too_many_rows", 1_048_576)


def bomb(path: Path, *, part: str = "xl/worksheets/sheet1.xml", megabytes: int = 300) -> Path:
    """A small file that unpacks to so many megabytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", BOOK)
        package.writestr("xl/_rels/workbook.xml.rels", RELATIONS)
        with package.open(part, "w") as sheet:
            for _megabyte in range(megabytes):
                sheet.write(b" " * 1024 * 1024)
    return path


def test_a_zip_bomb(tmp_path: Path) -> None:
    path = bomb(tmp_path / "bomb.xlsx")
    assert path.stat().st_size < 2 * 1024 * 1024
    assert little(path).code == "bomb"


def test_a_bomb_that_hides_in_another_part(tmp_path: Path) -> None:
    assert little(bomb(tmp_path / "bomb.xlsx", part="xl/media/picture.png")).code == "bomb"


def test_what_is_really_unpacked_is_counted_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = raw_xlsx(tmp_path / "x.xlsx", (SHEET, raw_row(HEAD), *(raw_row(cells) for cells in many(2000)), END))
    monkeypatch.setattr(zipped, "_inspect", lambda parts: None)  # as if the directory of the file lied
    monkeypatch.setattr(zipped, "MOST_UNPACKED", 100_000)
    assert refusal(path).code == "bomb"


def test_a_directory_that_lies_about_sizes(tmp_path: Path) -> None:
    path = bomb(tmp_path / "bomb.xlsx", megabytes=30)
    data = path.read_bytes()
    at = data.rindex(b"PK\x01\x02")  # the last entry of the directory is the sheet
    path.write_bytes(data[: at + 24] + (1000).to_bytes(4, "little") + data[at + 28 :])
    assert refusal(path).code == "no_workbook"


ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]><worksheet><sheetData><row><c><v>&j;</v></c></row></sheetData></worksheet>"
)


def test_entities_that_swell(tmp_path: Path) -> None:
    assert little(raw_xlsx(tmp_path / "x.xlsx", (ENTITIES,))).code == "entities"


def test_an_entity_that_reads_a_file(tmp_path: Path) -> None:
    text = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet/>'
    assert refusal(raw_xlsx(tmp_path / "x.xlsx", (text,))).code == "entities"


def test_a_huge_number_of_columns(tmp_path: Path) -> None:
    wide = "<row>" + "".join(f"<c><v>{number}</v></c>" for number in range(16_384)) + "</row>"
    problem = little(raw_xlsx(tmp_path / "wide.xlsx", (SHEET, wide * 3, END)))
    assert (problem.code, problem.row) == ("too_many_columns", 1)
    assert refusal(csv_file(tmp_path, [], head=["name"] * 5000)).code == "too_many_columns"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (b"PK\x03\x04 no zip at all", "no_workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "locked_or_old"),
        (b"\xff\xfe" + "name".encode("utf-16-le"), "encoding"),
        (b"name,door\n\xff\xff\xff\n", "encoding"),
        (b'name,door\n"never closed' + b" x" * 100_000, "line_too_long"),
        (b"%PDF-1.7\n", "no_heading"),
    ],
)
def test_what_is_no_roster_at_all(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "file.xlsx"
    path.write_bytes(data)
    assert refusal(path).code == code


def test_a_quote_that_swallows_the_file(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text('name,door\n甲,1\n"乙' + "\nx" * 200_000, encoding="utf-8")
    problem = refusal(path)
    assert (problem.code, problem.row) == ("quotes", 3)


def test_a_workbook_cut_off_in_the_middle(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path, [row()] * 50)
    path.write_bytes(path.read_bytes()[:-200])
    assert refusal(path).code == "no_workbook"
    assert refusal(raw_xlsx(path, (SHEET, "<row>"))).code == "no_workbook"


def test_a_locked_zip(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path, [row()])
    data = bytearray(path.read_bytes())
    for mark, flags in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = data.find(mark)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(mark, at + 4)
    path.write_bytes(data)
    assert refusal(path).code == "locked_or_old"
