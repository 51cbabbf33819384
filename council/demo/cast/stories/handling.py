"""What is said where issues of the demo are handled."""

from council.demo.cast.text import Text

#: act, short name, answer
ANSWERS = (
    (
        "acknowledge",
        Text("一天内到现场", "On the spot within a day"),
        Text("已受理，一天内到现场看。", "Taken. Somebody comes and looks within a day."),
    ),
    (
        "reject",
        Text("不归小区管", "Not ours"),
        Text("这件事不归小区管，请拨打便民热线。", "This is not for the estate. Please call the service line."),
    ),
    (
        "resolve",
        Text("已修好", "Repaired"),
        Text("已经修好，请您看看。", "It is repaired. Please have a look."),
    ),
    (
        "refer",
        Text("要街道协调", "Needs the sub-district"),
        Text("小区解决不了，已上报街道协调。", "The estate cannot solve it. The sub-district coordinates it."),
    ),
)
DOUBLE = Text("3栋晚上楼梯看不见", "Cannot see the stairs of Building 3 at night")
SAME = Text("都是3栋楼道灯，一起修。", "Both are the stair lights of Building 3. One repair.")
LEAD_PART = Text("夜里测11栋水压，换减压阀。", "Measure the pressure of Building 11 at night, change the valve.")
SUPPORT_PART = Text("提前告诉11栋住户停水时间。", "Tell Building 11 when the water is off.")
NOTE = Text("11栋有位刚做完手术的老人，停水前打电话。", "Somebody in Building 11 had an operation: call before.")
DRIPPING = Text("楼上晾衣服滴水到我家被子上", "Laundry from above drips on our quilts")
DRIPPING_KIND = Text("邻里滴水", "dripping laundry")
ARCH = Text("檐下坊商街牌楼", "the arch of Yanxiafang shop street")
TEA = Text("买的茶叶和看的样品不一样", "The tea is not what the sample was")
VISITOR = Text("游客", "a visitor")
HANDRAIL = Text("楼梯扶手松了，老人不敢下楼", "The handrail is loose, old people dare not go down")
