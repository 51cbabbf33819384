"""Partner units and the three hotlines of every estate.

Phone numbers begin with 0700: no Chinese city has this area code, so they ring nowhere.
"""

from dataclasses import dataclass
from typing import Literal

from council.demo.cast.places import ESTATES
from council.demo.cast.text import Text

HotlineKind = Literal["service", "request", "oversight"]


@dataclass(frozen=True)
class Unit:
    """A unit that works with the council, and the place it serves."""

    code: str
    name: Text
    phone: str
    place_code: str


@dataclass(frozen=True)
class Hotline:
    """One of an estate's three numbers, and when somebody answers."""

    place_code: str
    kind: HotlineKind
    phone: str
    hours: Text


@dataclass(frozen=True)
class Contact:
    """Somebody to call at a unit; `person` is the key of the one who signs in for it, or ""."""

    unit: str
    name: Text
    duty: Text
    phone: str
    person: str = ""


@dataclass(frozen=True)
class Venue:
    """Where people meet."""

    place_code: str
    name: Text
    address: Text
    hours: Text
    rooms: Text
    seats: int
    note: Text


UNITS = (
    Unit("police", Text("灯桥社区警务室", "Dengqiao Police Post"), "0700-110-001", "QY-DQ"),
    Unit("water", Text("澄源供水", "Chengyuan Water"), "0700-110-002", "QY"),
    Unit("power", Text("澄源电务", "Chengyuan Power"), "0700-110-003", "QY"),
    Unit("sanitation", Text("青檐环卫站", "Qingyan Sanitation Station"), "0700-110-004", "QY"),
    Unit("market", Text("青檐市场所", "Qingyan Market Office"), "0700-110-005", "QY"),
    Unit("kindergarten", Text("桂雨里幼儿园", "Guiyuli Kindergarten"), "0700-110-006", "GY"),
    Unit("health", Text("灯桥卫生站", "Dengqiao Health Station"), "0700-110-007", "QY-DQ"),
)

_HOURS: dict[HotlineKind, Text] = {
    "service": Text("每天 8:00–20:00", "every day 8:00–20:00"),
    "request": Text("二十四小时", "day and night"),
    "oversight": Text("工作日", "working days"),
}

HOTLINES = tuple(
    Hotline(estate.code, kind, f"0700-{120 + index}-{number:03d}", hours)
    for index, estate in enumerate(ESTATES)
    for number, (kind, hours) in enumerate(_HOURS.items(), start=1)
)

_AT_UNITS = (
    ("water", Text("贺闻溪", "He Wenxi"), Text("水管抢修", "burst pipes"), "partner-water"),
    ("water", Text("柳汀", "Liu Ting"), Text("水费与水表", "bills and meters"), ""),
    ("police", Text("高屿", "Gao Yu"), Text("社区民警", "community officer"), "police-gao"),
    ("police", Text("席文", "Xi Wen"), Text("夜间值班", "nights"), ""),
    ("power", Text("丁问渠", "Ding Wenqu"), Text("路灯与楼道灯", "street and stair lamps"), "power-ding"),
    ("sanitation", Text("蒋阔", "Jiang Kuo"), Text("清运调度", "collection"), "sanitation-jiang"),
)
CONTACTS = tuple(
    Contact(unit, name, duty, f"0700-110-{number:03d}", person)
    for number, (unit, name, duty, person) in enumerate(_AT_UNITS, start=11)
)

VENUES = (
    Venue(
        "GY",
        Text("桂雨里活动室", "Guiyuli activity room"),
        Text("2栋一层，东门进来左手", "Building 2, ground floor, left of the east gate"),
        Text("每天 8:30–21:00", "every day 8:30–21:00"),
        Text("议事厅、棋牌室、阅览角", "council hall, card room, reading corner"),
        80,
        Text("有坡道，钥匙在门卫", "ramp; the key is at the gate"),
    ),
    Venue(
        "GY",
        Text("老槐树下", "Under the old pagoda tree"),
        Text("7栋与8栋之间", "between buildings 7 and 8"),
        Text("夏天傍晚", "summer evenings"),
        Text("露天", "open air"),
        60,
        Text("下雨改到活动室", "moves to the activity room when it rains"),
    ),
    Venue(
        "QY-DQ",
        Text("灯桥社区党群中心", "Dengqiao community centre"),
        Text("灯桥头1号", "1 Dengqiaotou"),
        Text("工作日 8:30–20:00", "working days 8:30–20:00"),
        Text("多功能厅、调解室", "hall, mediation room"),
        150,
        Text("有投影和无线网", "projector and Wi-Fi"),
    ),
)
