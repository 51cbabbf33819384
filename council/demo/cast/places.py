"""青檐街道: the tree of places. One street, six communities, fifteen estates, 37 grids, buildings, entrances.

Codes are stable: `QY` the street, `QY-DQ` a community, `GY` an estate, `QY-G07` a grid, `GY-B03` a building,
`GY-B03-E2` an entrance. 桂雨里 has 612 flats: 12 buildings of 7 floors and 3 of 6, three entrances, two flats a floor.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from council.demo.cast.text import Text

Kind = Literal["street", "community", "estate", "grid", "building", "entrance"]


@dataclass(frozen=True)
class Place:
    """One place of the tree; `floors` only for entrances, `position` is its number among its kind."""

    code: str
    kind: Kind
    name_zh: str
    name_en: str
    parent_code: str | None
    position: int = 0
    floors: int = 0

    def name(self, language: str) -> str:
        """Its name in a language."""
        return Text(self.name_zh, self.name_en).say(language)


@dataclass(frozen=True)
class Estate:
    """An estate before it becomes places: its grids, and for each grid its buildings."""

    code: str
    name: Text
    community: str
    grids: tuple[int, ...]


STREET = Place("QY", "street", "青檐街道", "Qingyan Sub-district", None, 1)

COMMUNITIES = {
    "QY-DQ": Text("灯桥社区", "Dengqiao Community"),
    "QY-YD": Text("月洞社区", "Yuedong Community"),
    "QY-ZJ": Text("织锦社区", "Zhijin Community"),
    "QY-HT": Text("荷塘社区", "Hetang Community"),
    "QY-SS": Text("书声社区", "Shusheng Community"),
    "QY-BS": Text("半山社区", "Banshan Community"),
}

ESTATES = (
    Estate("GY", Text("桂雨里小区", "Guiyuli Estate"), "QY-DQ", (1, 6, 7)),
    Estate("TQ", Text("听泉里小区", "Tingquanli Estate"), "QY-DQ", (3, 8)),
    Estate("DQ", Text("灯桥头小区", "Dengqiaotou Estate"), "QY-DQ", (2, 5)),
    Estate("YD", Text("月洞门小区", "Yuedongmen Estate"), "QY-YD", (19, 20, 23)),
    Estate("ZY", Text("竹影里小区", "Zhuyingli Estate"), "QY-YD", (4, 9, 10)),
    Estate("ZJ", Text("织锦里小区", "Zhijinli Estate"), "QY-ZJ", (11, 12, 18)),
    Estate("ZS", Text("纸伞巷小区", "Zhisanxiang Estate"), "QY-ZJ", (26, 27)),
    Estate("HT", Text("荷塘边小区", "Hetangbian Estate"), "QY-HT", (17, 21, 22)),
    Estate("MT", Text("老码头小区", "Laomatou Estate"), "QY-HT", (14, 28)),
    Estate("SS", Text("书声里小区", "Shushengli Estate"), "QY-SS", (13, 15, 16)),
    Estate("WT", Text("梧桐院小区", "Wutongyuan Estate"), "QY-SS", (29, 30)),
    Estate("QX", Text("桥西里小区", "Qiaoxili Estate"), "QY-SS", (35, 36)),
    Estate("BS", Text("半山里小区", "Banshanli Estate"), "QY-BS", (31, 32, 37)),
    Estate("CX", Text("春晓里小区", "Chunxiaoli Estate"), "QY-BS", (33, 34)),
    Estate("SZ", Text("松针里小区", "Songzhenli Estate"), "QY-BS", (24, 25)),
)

GRIDS = {
    1: Text("桂雨里", "Guiyuli"),
    2: Text("檐下坊", "Yanxiafang"),
    3: Text("听泉里", "Tingquanli"),
    4: Text("竹影里", "Zhuyingli"),
    5: Text("灯桥头", "Dengqiaotou"),
    6: Text("石榴院", "Shiliuyuan"),
    7: Text("柿子巷", "Shizixiang"),
    8: Text("南窗里", "Nanchuangli"),
    9: Text("青瓦里", "Qingwali"),
    10: Text("晒谷坪", "Shaiguping"),
    11: Text("银杏里", "Yinxingli"),
    12: Text("水车坊", "Shuichefang"),
    13: Text("书声里", "Shushengli"),
    14: Text("老码头", "Laomatou"),
    15: Text("枇杷院", "Pipayuan"),
    16: Text("云梯里", "Yuntili"),
    17: Text("荷塘边", "Hetangbian"),
    18: Text("织锦里", "Zhijinli"),
    19: Text("月洞门", "Yuedongmen"),
    20: Text("长廊里", "Changlangli"),
    21: Text("稻香里", "Daoxiangli"),
    22: Text("东篱坊", "Donglifang"),
    23: Text("井台里", "Jingtaili"),
    24: Text("风车口", "Fengchekou"),
    25: Text("松针里", "Songzhenli"),
    26: Text("茶亭里", "Chatingli"),
    27: Text("纸伞巷", "Zhisanxiang"),
    28: Text("渡口里", "Dukouli"),
    29: Text("梧桐院", "Wutongyuan"),
    30: Text("星河里", "Xingheli"),
    31: Text("燕归里", "Yanguili"),
    32: Text("磨坊里", "Mofangli"),
    33: Text("春晓里", "Chunxiaoli"),
    34: Text("花市口", "Huashikou"),
    35: Text("桥西里", "Qiaoxili"),
    36: Text("钟楼下", "Zhonglouxia"),
    37: Text("半山里", "Banshanli"),
}

GUIYULI_BUILDINGS = {1: (1, 2, 13, 14, 15), 7: (3, 4, 5, 6, 7), 6: (8, 9, 10, 11, 12)}
"""桂雨里: grid number → building numbers. Buildings 13 to 15 are the low old blocks at the east gate."""


@cache
def places() -> tuple[Place, ...]:
    """The whole tree, parents before children."""
    return tuple(_tree())


@cache
def by_code() -> dict[str, Place]:
    """The places by their code."""
    return {place.code: place for place in places()}


def of_kind(kind: Kind) -> tuple[Place, ...]:
    """All places of one kind, in order."""
    return tuple(place for place in places() if place.kind == kind)


@cache
def ancestors(code: str) -> tuple[str, ...]:
    """The codes from a place up to the street, itself first."""
    parent = by_code()[code].parent_code
    return (code,) if parent is None else (code, *ancestors(parent))


def entrances_below(code: str) -> tuple[Place, ...]:
    """The entrances of a place and of all below it."""
    return tuple(place for place in of_kind("entrance") if code in ancestors(place.code))


def doors(entrance: Place) -> tuple[str, ...]:
    """The doors of an entrance, two on each floor: 101, 102, 201 …"""
    return tuple(f"{floor}{flat:02d}" for floor in range(1, entrance.floors + 1) for flat in (1, 2))


def grid_code(number: int) -> str:
    """The code of a grid, `QY-G07`."""
    return f"{STREET.code}-G{number:02d}"


def _tree() -> Iterator[Place]:
    yield STREET
    for position, (code, name) in enumerate(COMMUNITIES.items(), start=1):
        yield Place(code, "community", name.zh, name.en, STREET.code, position)
    for position, estate in enumerate(ESTATES, start=1):
        yield Place(estate.code, "estate", estate.name.zh, estate.name.en, estate.community, position)
        yield from _grids(estate)


def _grids(estate: Estate) -> Iterator[Place]:
    for number in estate.grids:
        name = GRIDS[number]
        code = grid_code(number)
        yield Place(code, "grid", f"{number:02d}网格 {name.zh}", f"Grid {number:02d} {name.en}", estate.code, number)
        for building in _buildings_of(estate, number):
            yield from _building(estate, code, building)


def _buildings_of(estate: Estate, grid: int) -> tuple[int, ...]:
    """Every estate but 桂雨里 has two buildings a grid, numbered through."""
    if estate.code == "GY":
        return GUIYULI_BUILDINGS[grid]
    first = 2 * estate.grids.index(grid) + 1
    return (first, first + 1)


def _building(estate: Estate, grid: str, number: int) -> Iterator[Place]:
    code = f"{estate.code}-B{number:02d}"
    yield Place(code, "building", f"{number}栋", f"Building {number}", grid, number)
    guiyuli = estate.code == "GY"
    floors = 7 if guiyuli and number <= 12 else 6
    for entrance in range(1, 4 if guiyuli else 3):
        name = f"{number}栋{entrance}单元", f"Building {number}, entrance {entrance}"
        yield Place(f"{code}-E{entrance}", "entrance", *name, code, entrance, floors)
