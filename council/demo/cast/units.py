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
