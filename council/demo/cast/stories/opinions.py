"""Reasons and statements about the charging of e-bikes, and how two camps answer."""

from council.demo.cast.text import Text

ISSUE = "ebike-charging"
#: side, who, text
REASONS = (
    (
        "for",
        "voter-6",
        Text("飞线太危险，去年隔壁小区就烧了一回。", "Hanging cables are dangerous. There was a fire next door."),
    ),
    (
        "for",
        "voter-12",
        Text("集中充电，保险也好办。", "With one charging place the insurance is easy, too."),
    ),
    (
        "against",
        "voter-20",
        Text("桩装在绿地上，孩子没地方玩。", "On the lawn children have no place to play."),
    ),
    (
        "against",
        "voter-31",
        Text("先说清楚电费谁出。", "First say who pays for the power."),
    ),
)
STATEMENTS = (
    Text("楼道里不该充电。", "Nobody should charge on the stairs."),
    Text("可以接受走两分钟去充电。", "A walk of two minutes to charge is fine."),
    Text("充电桩应该装在东门车棚。", "The chargers belong in the shed at the east gate."),
    Text("绿地可以让出一小块。", "A small piece of the lawn can go."),
    Text("电费应该谁用谁付。", "Who charges pays for the power."),
    Text("夜里十点后应该断电。", "The power should be off after ten at night."),
    Text("老人代步车要优先。", "Old people's scooters come first."),
    Text("公共收益可以补贴。", "Common income may help to pay."),
    Text("先试三个月再定。", "Try it for three months, then decide."),
)
#: how each camp answers, statement by statement: a agrees, d disagrees, p passes
CAMPS = (("aaaadaapa", 22), ("adddadaaa", 14))
HIDDEN = ("voter-33", Text("反对的都是收了钱的。", "Whoever is against has been paid."))
WHY = Text("没有根据地指责邻居。", "Blames neighbours without proof.")
APPEAL = Text("我说的是听来的，可以改。", "I only heard it. I can change it.")
