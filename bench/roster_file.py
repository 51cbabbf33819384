"""A generated roster: as many invented people as asked for, as XLSX or CSV, the same for the same seed."""

import csv
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from openpyxl import Workbook

HEADINGS = (
    "place",
    "building",
    "entrance",
    "door",
    "floor_area",
    "name",
    "phone",
    "residency",
    "owner",
    "household_rep",
    "adult",
    "office",
    "external_id",
)
FAMILY, GIVEN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨", "安宁知微若川望山秋月听泉小满云樵晚舟木生青禾"
AREAS = ("92.50", "78.30", "68.40", "61.20", "105.75")


def rows(people: int, places: Sequence[str], *, seed: int = 3) -> Iterator[tuple[str, ...]]:
    """So many rows, shared among the grids with these codes; families of one to four behind each door."""
    rng = random.Random(seed)
    made = home = 0
    while made < people:
        place = places[home % len(places)]
        number = home // len(places)
        block, rest = divmod(number, 3 * 28)
        entrance, flat = divmod(rest, 28)
        spot = (place, f"{block + 41}栋", f"{entrance + 1}单元", f"{flat // 2 + 1}0{flat % 2 + 1}", rng.choice(AREAS))
        for member in range(min(rng.choice((1, 2, 2, 3, 4)), people - made)):
            name = rng.choice(FAMILY) + GIVEN[made % 20] + GIVEN[(made // 20) % 22] + GIVEN[member]
            first = "yes" if member == 0 else "no"
            phone = f"154{50_000_000 + made:08d}" if member < 2 else ""
            kind = rng.choice(("registered", "registered", "resident", "tenant"))
            yield (*spot, name, phone, kind, first, first, "yes" if member < 3 else "no", "", f"QY{made:07d}")
            made += 1
        home += 1


def write_xlsx(path: Path, people: int, places: Sequence[str]) -> Path:
    """The roster as a workbook."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("roster")
    sheet.append(HEADINGS)
    for row in rows(people, places):
        sheet.append(row)
    book.save(path)
    return path


def write_csv(path: Path, people: int, places: Sequence[str], *, encoding: str = "utf-8-sig") -> Path:
    """The roster as text."""
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        writer.writerows(rows(people, places))
    return path
