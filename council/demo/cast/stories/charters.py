"""The charters and compacts of the demo: what neighbours promised each other, and how a grid governs itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from council.demo.cast.places import GRIDS
from council.demo.cast.text import Text


@dataclass(frozen=True)
class Article:
    """One article: its heading and its words."""

    heading: Text
    text: Text


def _article(heading_zh: str, heading_en: str, text_zh: str, text_en: str) -> Article:
    return Article(Text(heading_zh, heading_en), Text(text_zh, text_en))


_WATCH = _article(
    "邻里守望",
    "Looking out for each other",
    "邻居出门，代收快递、照看门窗；独居老人三天没见到，上门敲一敲门。",
    "When neighbours are away we take in parcels and mind doors and windows. If an old neighbour who lives alone "
    "has not been seen for three days, we knock.",
)
_QUIET = _article(
    "安静休息",
    "Quiet hours",
    "晚上十点到早上七点不装修、不放大音量。",
    "No building work and no loud sound from ten at night to seven in the morning.",
)
_QUIET_LONGER = _article(
    "安静休息",
    "Quiet hours",
    "晚上十点到早上七点、中午十二点到两点不装修、不放大音量。考试期间再提前一小时。",
    "No building work and no loud sound from ten at night to seven in the morning, and from noon to two. "
    "While pupils sit examinations it begins an hour earlier.",
)
_WASTE = _article(
    "垃圾分类",
    "Sorting waste",
    "垃圾分好类，投进桶里，不放在楼道。",
    "We sort our waste and put it into the bins, not into the stairwell.",
)
_STAIRS = _article(
    "楼道畅通",
    "Clear stairwells",
    "楼道不堆杂物，不停电动车，不飞线充电。",
    "Nothing is stored in the stairwells; no e-bikes are parked or charged there.",
)
_DOGS = _article(
    "文明养犬",
    "Dogs",
    "遛狗牵绳，粪便随手清理。",
    "Dogs are kept on a lead, and their owners clean up after them.",
)
_TALK = _article(
    "有事好商量",
    "Talking it through",
    "有了矛盾先坐下来说；说不好，请楼栋长和调解员一起说。",
    "When we disagree we sit down first. If that does not help, we ask the building head and a mediator.",
)
_PATROL = _article(
    "义务巡防",
    "Volunteer night patrol",
    "每户每年参加两次夜间巡防，每次两小时，不能参加的提前找邻居顶班。巡防排班贴在公示栏。",
    "Each household joins the night patrol twice a year, two hours each time, and finds a neighbour to stand in if "
    "it cannot come. The rota hangs on the notice board.",
)

GUIYULI_COMPACT: Sequence[Sequence[Article]] = (
    (_QUIET, _WASTE, _WATCH),
    (_WATCH, _QUIET, _WASTE, _STAIRS, _TALK),
    (_WATCH, _PATROL, _QUIET_LONGER, _WASTE, _STAIRS, _TALK),
)
"""Its three versions: replaced, in force, and the one with the night patrol that residents are asked about."""

CHARTER: Sequence[Article] = (
    _article(
        "为谁而定",
        "For whom",
        "本章程适用于住在这里的全体居民、租户和商户。",
        "This charter holds for all residents, tenants and shops here.",
    ),
    _article(
        "怎么议事",
        "How we talk",
        "大事先开居民夜话听意见，再由议事会协商；需要大家决定的，交居民会议表决。",
        "On what matters we hear opinions at an evening talk, then the council consults. What all must decide goes to "
        "the residents' meeting.",
    ),
    _article(
        "谁来管事",
        "Who looks after what",
        "四长三员由居民推选，名单和电话贴在公示栏，每年向居民报告一次。",
        "The seven offices are chosen by the residents. Names and numbers hang on the notice board. They report once "
        "a year.",
    ),
    _article(
        "钱怎么用",
        "Money",
        "公共收入和支出每季度公布一次，超过五千元的支出先经议事会协商。",
        "Common income and spending are published each quarter. Spending over 5,000 yuan goes to the council first.",
    ),
    _article(
        "谁来监督",
        "Who oversees",
        "居务监督委员会可以查看全部记录，居民有意见找监督员。",
        "The supervisory committee may read all records. Whoever objects turns to a supervisor.",
    ),
)

_POOL = (_WATCH, _QUIET, _WASTE, _STAIRS, _DOGS, _TALK)


def grid_compact(number: int) -> Sequence[Article]:
    """The compact of a grid: four or five articles, not the same everywhere."""
    first = number % len(_POOL)
    return (*_POOL[first:], *_POOL[:first])[: 4 + number % 2]


NO_CHARTER = frozenset({24, 31, 34})
"""Grids that have no charter yet."""
NO_COMPACT = frozenset({12, 28, 34})
"""Grids that have no compact yet."""
ALL = tuple(GRIDS)

ADOPTED_BY = Text("居民会议", "Residents' meeting")
REMARKS = (
    (
        "voter-5",
        Text(
            "白天上班的人晚上十点后才能来，能不能排周末？",
            "Those who work late can only come after ten. Could it be weekends?",
        ),
    ),
    ("voter-9", Text("赞成。老人不用排班就好。", "I agree, as long as old people are left out of the rota.")),
)
"""What residents say about the third version."""
