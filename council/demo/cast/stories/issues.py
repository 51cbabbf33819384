"""All issues of the demo: those of 桂雨里 and a few elsewhere, so that the street board has something to show."""

import random

from council.demo.cast.people import population
from council.demo.cast.stories.guiyuli import ON_AGENDA, RUNNING, SOLVED
from council.demo.cast.stories.shapes import IssueStory, Step
from council.demo.cast.text import Text, When

DEAD_CORNER = IssueStory(
    "dead-corner", 31, "TQ", "QY-G03",
    Text("垃圾房后面成了卫生死角", "A dirty corner behind the bin house"),
    Text("旧家具和剩菜堆了半个月，有老鼠。", "Old furniture and food waste for two weeks. There are rats."),
    Text("垃圾房后", "behind the bin house"), "hygiene", "tq-yu", When(-19, "07:40"), 9,
    (
        Step(When(-18, "08:30"), "acknowledged", "community-admin", Text("已受理，今天去看。",
                                                                         "Taken on. We come and look today.")),
        Step(When(-17, "10:00"), "assigned", "community-admin",
             Text("居委会牵头，环卫站配合，周末大扫除。",
                  "The committee leads, the sanitation station helps: a clean-up this weekend.")),
        Step(When(-12, "17:00"), "resolved", "community-admin",
             Text("23位志愿者清了一上午，拉走三车。", "23 volunteers cleared it in a morning: three lorry loads.")),
        Step(When(-11, "08:10"), "assigned", "tq-yu",
             Text("墙角还留着一堆碎砖。", "A heap of rubble is still in the corner."), "no"),
    ),
    lead="community-admin", unit="sanitation", due_days=2,
)  # fmt: skip

ELSEWHERE = (
    DEAD_CORNER,
    IssueStory(
        "crossing-light", 33, "TQ", "QY-G08",
        Text("南窗里路口没有路灯", "No street lamp at the Nanchuangli corner"),
        Text("孩子下晚自习要过这个路口。", "Children cross here after evening school."),
        Text("南窗里路口", "Nanchuangli corner"), "light", "tq-xia", When(-9, "20:50"), 7,
        (
            Step(When(-8, "09:00"), "acknowledged", "community-admin", Text("已受理。", "Taken on.")),
            Step(When(-6, "15:00"), "assigned", "community-admin", Text("请澄源电务勘察。",
                                                                        "Chengyuan Power will survey it.")),
        ),
        lead="community-admin", unit="power", due_days=4,
    ),
    IssueStory(
        "mossy-steps", 34, "TQ", "QY-G03",
        Text("泉边石阶长青苔，容易滑倒", "Mossy steps by the spring"),
        Text("早上打水的老人多，滑倒过一位。", "Many old people fetch water here in the morning. One has slipped."),
        Text("听泉", "the spring"), "safety", "tq-shi", When(-3, "07:15"), 5,
        (Step(When(-2, "09:10"), "acknowledged", "community-admin", Text("已受理，先摆防滑垫。",
                                                                         "Taken on. Mats first.")),),
        lead="community-admin", due_days=3,
    ),
    IssueStory(
        "loose-paving", 21, "DQ", "QY-G02",
        Text("商街石板翘起，绊人", "Paving stones stick up in the shop street"),
        Text("游客拖箱子常被绊到。", "Visitors trip here with their cases."),
        Text("檐下坊商街", "Yanxiafang shop street"), "roads", "dq-shang", When(-7, "13:20"), 6,
        (
            Step(When(-6, "10:00"), "acknowledged", "community-admin", Text("已受理。", "Taken on.")),
            Step(When(-5, "11:00"), "assigned", "community-admin", Text("分两晚修，不耽误白天生意。",
                                                                        "Mended in two nights, so that shops "
                                                                        "stay open.")),
        ),
        lead="community-admin", due_days=2,
    ),
    IssueStory(
        "ferry-railing", 12, "MT", "QY-G14",
        Text("渡口台阶护栏松了", "A loose railing at the ferry steps"),
        Text("最下面一段用手一推就晃。", "The lowest part moves when you push it."),
        Text("渡口台阶", "ferry steps"), "safety", "mt-peng", When(-16, "06:50"), 8,
        (
            Step(When(-15, "09:30"), "acknowledged", "street-admin", Text("已受理。", "Taken on.")),
            Step(When(-13, "14:00"), "assigned", "street-admin", Text("水落后才能焊，先拦绳子。",
                                                                      "Welding has to wait for low water. A rope "
                                                                      "until then.")),
        ),
        lead="street-admin", due_days=-1,
    ),
    IssueStory(
        "mosquitoes", 8, "HT", "QY-G17",
        Text("荷塘边夜里蚊子多", "Mosquitoes by the pond"),
        Text("天冷了还是多，想放些吃虫的鱼。", "Even in the cold. Could we put in fish that eat them?"),
        Text("荷塘东侧", "east side of the pond"), "green", "ht-lian", When(-2, "20:00"), 4,
        (Step(When(-1, "09:00"), "acknowledged", "street-admin", Text("已受理，问问园林的意见。",
                                                                      "Taken on. We ask the gardeners.")),),
        lead="street-admin", due_days=5,
    ),
)  # fmt: skip

ISSUES: tuple[IssueStory, ...] = tuple(
    sorted((*SOLVED, *RUNNING, *ON_AGENDA, *ELSEWHERE), key=lambda story: (story.estate, story.number))
)
"""Every issue, by estate and number; within an estate that is the order in which they were raised."""


def issue(key: str) -> IssueStory:
    """The story of a key. Raises `KeyError`."""
    return {story.key: story for story in ISSUES}[key]


def supporters(story: IssueStory) -> tuple[str, ...]:
    """Who has it too: adults of the estate, as many as the story says, never the reporter; always the same."""
    adults = [person.key for person in population().adults_in(story.estate) if person.key != story.reporter]
    return tuple(random.Random(story.key).sample(adults, story.supports))
