"""Votes of the demo that no meeting holds: a budget that is decided, a sealed secret choice, an order still open."""

from council.demo.cast.text import Text

BUDGET_QUESTION = Text("12万元改造资金怎么用？", "How do we spend the 120,000 yuan?")
BUDGET_DETAIL = Text(
    "每人最多选五项。票多的先定，放不下的跳过。楼顶防水已列入政府项目，不再计入。",
    "Up to five marks each. The most votes first; what does not fit is passed over. The roof is paid for already.",
)
BUDGET = 120_000
#: (title, cost in yuan, approvals of the 46)
PROJECTS = (
    (Text("疏通下水道", "Drains"), 38_000, 37),
    (Text("楼道声控灯", "Stair lights"), 18_000, 35),
    (Text("四个监控探头", "Four cameras"), 32_000, 31),
    (Text("自行车棚", "Bike shed"), 46_000, 30),
    (Text("扶手和长椅", "Handrails and benches"), 21_600, 25),
    (Text("健身器材", "Fitness gear"), 25_000, 22),
    (Text("外墙粉刷", "Wall painting"), 8_800, 10),
    (Text("楼顶防水", "Roof"), 20_000, 0),
)
ROOF_PAID = Text("已列入街道的政府项目", "Paid for by the sub-district already")

SECRET_QUESTION = Text("谁来当3栋的楼栋长？", "Who becomes head of building 3?")
CANDIDATES = (Text("周敏", "Zhou Min"), Text("何静", "He Jing"), Text("秦朗", "Qin Lang"))
#: how many marked whom
SECRET_VOTES = ((0, 19), (1, 15), (2, 7))

ORDER_QUESTION = Text("新花园里先种什么？", "What do we plant first in the new garden?")
PLANTS = (Text("桂花", "Osmanthus"), Text("石榴", "Pomegranate"), Text("蔬菜", "Vegetables"), Text("草坪", "A lawn"))
#: orders of a few who have voted already
ORDERS = ("abcd", "abdc", "bacd", "cab", "ca", "badc", "abc", "cbad", "acb")
