"""The issues of 桂雨里, oldest first: solved ones, running ones, and those on tonight's agenda."""

from council.demo.cast.stories.shapes import IssueStory, State, Step
from council.demo.cast.text import Text, When

_TAKEN = Text("已受理，一天内去现场看。", "Taken on. Somebody will come and look within a day.")
_AGENDA = Text("很多邻居也提到，列入下次议事会。", "Many neighbours have it too. It goes to the next council.")


def _step(days: int, clock: str, state: State, by: str, zh: str, en: str) -> Step:
    return Step(When(days, clock), state, by, Text(zh, en))


def _taken(days: int, clock: str = "09:15", by: str = "grid-qin") -> Step:
    return Step(When(days, clock), "acknowledged", by, _TAKEN)


def _agenda(days: int, clock: str = "17:30") -> Step:
    return Step(When(days, clock), "to_agenda", "chair-tang", _AGENDA)


SOLVED = (
    IssueStory(
        "shed-roof", 112, "GY", "QY-G06",
        Text("车棚顶漏雨", "The bike shed roof leaks"),
        Text("一下雨，靠里两排车都淋湿，坐垫发霉。",
             "When it rains, the two inner rows get wet and the saddles go mouldy."),
        Text("9栋后车棚", "bike shed behind Building 9"), "facilities", "voter-10", When(-52, "18:20"), 16,
        (
            _taken(-51, by="grid-jiang"), _agenda(-40),
            _step(-27, "10:00", "assigned", "grid-jiang", "议事会同意换瓦，苏木生牵头。",
                                                          "The council agreed to new tiles. Su Musheng is in "
                                                          "charge."),
            _step(-7, "16:40", "resolved", "voter-7", "瓦已换好，花了18,420元，请大家看看。",
                                                      "New tiles are on, for 18,420 yuan. Please have a look."),
        ),
        lead="voter-7", due_days=1,
    ),
    IssueStory(
        "speed-bump", 118, "GY", "GY",
        Text("东门车速太快，请装减速带", "Cars race through the east gate"),
        Text("早晚高峰车速快，孩子过路危险。", "At rush hour cars are fast and children cross here."),
        Text("东门", "east gate"), "safety", "voter-8", When(-50, "07:50"), 31,
        (
            _taken(-49), _agenda(-38),
            _step(-27, "10:10", "assigned", "grid-qin", "议事会通过，秦朗去办。",
                                                        "Carried by the council. Qin Lang sees to it."),
            _step(-22, "15:20", "resolved", "grid-qin", "减速带已装好，夜里有反光条。",
                                                        "The speed bump is in, with reflectors for the night."),
            Step(When(-21, "20:05"), "confirmed", "voter-8", Text("车真的慢下来了。",
                                                                  "Cars really are slower now."), "yes"),
            _step(-20, "09:00", "closed", "grid-qin", "办结。", "Done and closed."),
        ),
        lead="grid-qin",
    ),
    IssueStory(
        "loose-bench", 121, "GY", "QY-G07",
        Text("健身角座椅松动", "A loose bench in the exercise corner"),
        Text("靠墙那把椅子一坐就晃，怕老人摔着。", "The one by the wall wobbles. An old person could fall."),
        Text("健身角", "exercise corner"), "facilities", "resident-zhou", When(-48, "19:12"), 6,
        (
            _taken(-47),
            _step(-46, "09:30", "assigned", "grid-qin", "先拉绳围住，配件到了就加固。",
                                                        "Roped off; it is fixed as soon as the parts are here."),
            _step(-12, "11:00", "resolved", "grid-qin", "四个脚都换了螺栓。", "All four legs have new bolts."),
            Step(When(-12, "20:30"), "confirmed", "resident-zhou", Text("坐上去很稳，谢谢。",
                                                                        "It is steady now, thank you."), "yes"),
        ),
        lead="grid-qin",
    ),
    IssueStory(
        "roof-garden", 123, "GY", "GY-B02",
        Text("想把楼顶改成菜园", "Make the roof a vegetable garden"),
        Text("2栋楼顶空着，想种点菜，大家都能摘。", "The roof of Building 2 is empty. We could all grow greens there."),
        Text("2栋楼顶", "roof of Building 2"), "green", "teller-b", When(-47, "10:40"), 3,
        (
            _taken(-46, by="grid-liu"),
            _step(-44, "14:00", "rejected", "grid-liu", "楼顶是共有部分，改用途要先由业主共同决定；防水也受影响。",
                  "The roof belongs to all owners, who must decide first; the waterproofing would suffer too."),
        ),
    ),
)  # fmt: skip

RUNNING = (
    IssueStory(
        "bike-theft", 132, "GY", "GY",
        Text("一周丢了三辆自行车", "Three bikes stolen in one week"),
        Text("三位邻居先后来说，都是夜里在车棚和北门丢的，合成一件。",
             "Three neighbours told us one after the other: all at night, at the shed and the north gate. Now one "
             "issue."),
        Text("北门、车棚", "north gate, bike shed"), "safety", "voter-13", When(-16, "08:05"), 46,
        (
            _taken(-16, "11:20"),
            _step(-14, "18:00", "assigned", "grid-qin", "先开一场居民夜话，请大家出主意。",
                                                        "First an evening talk: everybody is asked for ideas."),
            _step(-4, "21:10", "to_agenda", "chair-tang", "夜话上38人愿意把义务巡防写进公约，交议事会。",
                  "At the talk 38 were for writing volunteer patrols into the compact. It goes to the council."),
        ),
        lead="voter-7",
    ),
    IssueStory(
        "stalls", 129, "GY", "QY-G01",
        Text("东门外摊车占道", "Food carts block the east gate"),
        Text("下午五点后摊车排到马路上，轮椅过不去。",
             "After five the carts reach into the road. A wheelchair cannot pass."),
        Text("东门外", "outside the east gate"), "order", "voter-11", When(-41, "17:45"), 27,
        (
            _taken(-40, by="grid-liu"), _agenda(-36),
            _step(-27, "10:20", "assigned", "grid-liu", "议事会同意另找地方，市场所配合。",
                                                        "The council agreed to find another place. The Market "
                                                        "Office helps."),
        ),
        lead="grid-liu", unit="market", due_days=-3,
    ),
    IssueStory(
        "flower-bed", 131, "GY", "QY-G06",
        Text("花坛缺苗二十来棵", "Some twenty plants missing in the bed"),
        Text("夏天旱死了一片，露着土，下雨冲到路上。",
             "A patch dried out in summer. Rain washes the soil onto the path."),
        Text("中心花坛", "central flower bed"), "green", "voter-9", When(-35, "09:00"), 4,
        (
            _taken(-34, by="grid-jiang"), _agenda(-33),
            _step(-27, "10:30", "assigned", "grid-jiang", "等气温合适就补种。",
                                                          "New plants go in as soon as the weather allows."),
        ),
        lead="grid-jiang", due_days=5,
    ),
    IssueStory(
        "drain-cover", 136, "GY", "QY-G07",
        Text("雨水井盖响，夜里吵", "A drain cover bangs at night"),
        Text("车一压就响，靠路的几户睡不好。", "It bangs under every car. Families by the road cannot sleep."),
        Text("北路", "north path"), "noise", "voter-16", When(-8, "22:40"), 5,
        (
            _taken(-7, "08:50"),
            _step(-7, "09:40", "assigned", "grid-qin", "先垫橡胶圈，换盖的事上议事会。",
                                                       "A rubber ring for now; the new cover goes to the council."),
        ),
        lead="grid-qin", due_days=1,
    ),
    IssueStory(
        "stairwell-water", 137, "GY", "GY-B03-E2",
        Text("3栋2单元楼道积水", "Water in the stairwell, Building 3"),
        Text("一楼楼道口一直有水，早上出门鞋都湿了。",
             "There is always water at the door on the ground floor. Our shoes get wet."),
        Text("3栋2单元一楼", "Building 3, entrance 2, ground floor"), "water", "resident-zhou", When(-5, "21:08"), 12,
        (
            _taken(-4, "09:15"),
            _step(-3, "10:30", "assigned", "community-admin", "社区牵头，澄源供水配合。查明是总阀漏水，换阀门。",
                  "The community leads, Chengyuan Water helps. The main valve leaks and will be changed."),
        ),
        lead="community-admin", unit="water", due_days=3,
    ),
    IssueStory(
        "dogs", 139, "GY", "QY-G06",
        Text("遛狗不牵绳", "Dogs off the lead"),
        Text("傍晚在花坛边，孩子被吓哭过两次。",
             "In the evening by the flower bed. Twice a child was frightened to tears."),
        Text("中心花坛", "central flower bed"), "order", "voter-28", When(-4, "19:30"), 9,
        (_taken(-3, "09:20", "grid-jiang"),), lead="grid-jiang", due_days=2, anonymous=True,
    ),
    IssueStory(
        "gate-reader", 140, "GY", "GY",
        Text("东门门禁读不出卡", "The east gate does not read cards"),
        Text("老人卡刷三四次才开，手里提着菜很不方便。",
             "Old people's cards need three or four tries, with shopping in both hands."),
        Text("东门", "east gate"), "facilities", "resident-liu", When(-3, "10:10"), 7,
        (_taken(-3, "15:00", "grid-liu"),), lead="grid-liu", due_days=1, entered_by="grid-qin",
    ),
    IssueStory(
        "dark-stairs", 141, "GY", "GY-B03",
        Text("3栋楼道灯晚上不亮", "No light on the stairs of Building 3"),
        Text("二楼到四楼都不亮，晚上摸黑上楼。", "From the second to the fourth floor it is dark at night."),
        Text("3栋1单元", "Building 3, entrance 1"), "light", "voter-17", When(-1, "19:55"), 13, due_days=0,
    ),
    IssueStory(
        "humming-pipe", 142, "GY", "GY-B11",
        Text("水管夜里嗡嗡响", "The water pipe hums at night"),
        Text("半夜两三点开始，一响半小时。", "It starts at two or three at night and goes on for half an hour."),
        Text("11栋2单元", "Building 11, entrance 2"), "noise", "voter-25", When(-1, "21:15"), 2, due_days=0,
    ),
    IssueStory(
        "calligraphy", 143, "GY", "GY",
        Text("想借活动室教毛笔字", "May I teach calligraphy in the club room?"),
        Text("每周六上午两小时，孩子老人都欢迎，不收钱。",
             "Two hours on Saturday mornings, young and old, free of charge."),
        Text("活动室二楼", "club room, upper floor"), "facilities", "voter-9", When(-1, "21:40"), 11, due_days=0,
    ),
)  # fmt: skip

ON_AGENDA = (
    IssueStory(
        "ebike-charging", 127, "GY", "GY",
        Text("充电线从窗口拉下楼", "Charging cables hang from windows"),
        Text("好几栋都有，飞线充电怕起火，小区没有充电点。",
             "In several buildings. It is a fire risk, and the estate has no charging point."),
        Text("各栋楼下", "below several buildings"), "safety", "voter-5", When(-43, "20:15"), 38,
        (_taken(-42), _agenda(-36)), lead="grid-qin",
    ),
    IssueStory(
        "cluttered-stairs", 128, "GY", "GY",
        Text("楼道堆物挡住过道", "Clutter blocks the stairs"),
        Text("纸箱、旧柜子、自行车，担架过不去。", "Boxes, old cupboards, bikes. A stretcher would not get through."),
        Text("4、9、12栋", "Buildings 4, 9 and 12"), "safety", "voter-6", When(-42, "18:30"), 21,
        (_taken(-41), _agenda(-12)), lead="grid-qin",
    ),
    IssueStory(
        "stair-lights", 125, "GY", "QY-G07",
        Text("6、7栋楼道灯整夜亮", "Stair lights burn all night, 6 and 7"),
        Text("48盏灯亮到天亮，费电，灯泡也坏得快。",
             "48 lamps until morning: it wastes power and the bulbs fail early."),
        Text("6栋、7栋", "Buildings 6 and 7"), "light", "voter-3", When(-46, "21:00"), 18,
        (_taken(-45), _agenda(-12)), lead="grid-qin",
    ),
    IssueStory(
        "gate-hours", 126, "GY", "GY",
        Text("东门晚上车多，走路不安全", "Too many cars at the east gate at night"),
        Text("外来车辆抄近路，九点后最多。", "Outside cars take a short cut, most of them after nine."),
        Text("东门", "east gate"), "roads", "voter-8", When(-45, "21:25"), 19,
        (_taken(-44), _agenda(-7)), lead="grid-liu",
    ),
    IssueStory(
        "slide", 133, "GY", "QY-G06",
        Text("儿童滑梯裂了一道口", "A crack in the children's slide"),
        Text("裂口会夹手，先用胶带包着。", "Fingers can get caught. It is taped for now."),
        Text("儿童乐园", "playground"), "facilities", "voter-33", When(-10, "16:30"), 24,
        (_taken(-9, by="grid-jiang"), _agenda(-7)), lead="grid-jiang",
    ),
    IssueStory(
        "lunch", 134, "GY", "GY",
        Text("老人中午吃饭不方便", "Lunch is hard for old people"),
        Text("食堂在灯桥头，刘奶奶这样腿脚不便的走不到。",
             "The canteen is at Dengqiaotou. Grandmother Liu and others cannot walk that far."),
        Text("3栋等", "Building 3 and others"), "care", "resident-liu", When(-9, "11:10"), 15,
        (_taken(-9, "14:00"), _agenda(-7)), lead="grid-qin", entered_by="grid-qin",
    ),
    IssueStory(
        "late-knock", 135, "GY", "GY",
        Text("巡防十点后敲门太晚", "Patrols knock after ten at night"),
        Text("孩子睡了又被吵醒，能不能改发短信？", "It wakes the children. Could you send a message instead?"),
        Text("全小区", "the whole estate"), "noise", "voter-12", When(-9, "22:20"), 14,
        (_taken(-8), _agenda(-7)), lead="voter-7", anonymous=True,
    ),
    IssueStory(
        "parcel-lockers", 138, "GY", "GY-B09",
        Text("快递柜挡住轮椅坡道", "Parcel lockers block the ramp"),
        Text("柜门一开，坡道只剩半米宽。", "With a door open the ramp is only half a metre wide."),
        Text("9栋门口", "entrance of Building 9"), "facilities", "teller-a", When(-5, "22:05"), 8,
        (_taken(-5, "22:30", "grid-jiang"), _agenda(-5, "23:00")), lead="grid-jiang",
    ),
)  # fmt: skip
