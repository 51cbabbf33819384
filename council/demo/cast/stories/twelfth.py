"""The 12th weekend council of 桂雨里, tonight: S8 half-way. Thirteen items, three dealt with, the fourth on the floor.

It began 42 minutes ago and runs six minutes late. 31 of 46 members are there, which is exactly the quorum; two more
wait at the door, and with 33 present 17 votes are needed.
"""

from council.demo.cast.people import member_keys
from council.demo.cast.stories.shapes import CouncilStory, Count, ItemStory, MotionStory, TaskStory
from council.demo.cast.text import Text, When

STARTED_MINUTES_AGO = 42
CONVENED = When(-4, "09:00")
JOIN_CODE = "482173"
CURRENT = 4
"""The item on the floor, counted from 1."""

AT_THE_DOOR = ("voter-9", "voter-10")
_ABSENT = ("voter-11", "voter-12", "voter-19", "voter-22", "voter-24", "voter-27", "voter-29",
           "voter-31", "voter-34", "voter-36", "voter-38", "voter-41", "voter-44")  # fmt: skip

LIKELY = Count(24, 5, 3)
"""How the vote on item 4 ends in the pictures: 24 of 33 in favour, one member marks nothing."""


def _motion(zh: str, en: str, text: Text, mover: str) -> MotionStory:
    return MotionStory(Text(zh, en), text, mover)


_DONE = (
    ItemStory(
        Text("上次交办事项回音", "What became of last time's tasks"),
        Text("上次5件，办完3件，1件超期，1件等降温。",
             "Five tasks: three done, one overdue, one waits for cooler days."),
        5, "reported",
        note=Text("摊车一事超期3天，柳成荫说明原因，下周划线。",
                  "The food carts are three days late. Liu Chengyin explained; the places are marked next week."),
    ),
    ItemStory(
        Text("电动车充电点选址", "Site of the e-bike charging point"),
        Text("上次选了甲址，这次定施工方案。", "Last time chose site A; tonight the building plan."),
        10, "carried",
        _motion(
            "电动车充电点选址", "Site of the e-bike charging point",
            Text("同意充电点设在东门内侧空地，先装12个口，离楼10米以上；占用共有场地经营一事，另由业主共同决定。",
                 "Put the charging point on the open ground inside the east gate, 12 sockets first, 10 metres "
                 "from any building; the use of common ground for business is left to the owners."),
            "voter-5",
        ),
        Count(25, 4, 2), "ebike-charging",
        Text("担心夜里吵的邻居要求十点后限速充电。", "Neighbours who fear noise ask for slow charging after ten."),
        (TaskStory(Text("请业主就共用场地征询意见",
                        "Ask the owners about the common ground"), 12, "community-admin", issue="ebike-charging"),),
    ),
    ItemStory(
        Text("楼道堆物怎么清", "How to clear the cluttered stairs"),
        Text("4、9、12栋最多。", "Worst in Buildings 4, 9 and 12."),
        10, "postponed", issue="cluttered-stairs",
        note=Text("会议认为清理之前应逐户上门商量。本项未表决，留待下次再议。",
                  "The meeting wants every household asked first. No vote; it comes back next time."),
    ),
)  # fmt: skip

_NOW = ItemStory(
    Text("6、7栋改声控灯", "Sound-switched lamps, Buildings 6 and 7"),
    Text("48盏灯整夜亮，一年电费约4,300元。", "48 lamps burn all night, about 4,300 yuan of power a year."),
    8, "current",
    _motion(
        "6、7栋楼道灯改成声控灯", "Sound-switched stair lamps in Buildings 6 and 7",
        Text("同意把6、7栋48盏楼道灯改成声控灯，费用9,600元由小区微治理资金支出。",
             "Change the 48 stair lamps of Buildings 6 and 7 to sound-switched ones, 9,600 yuan from the estate's "
             "small works fund."),
        "voter-3",
    ),
    issue="stair-lights",
    tasks=(
        TaskStory(Text("定灯具，三家比价，张榜公布",
                       "Choose the lamps, compare three offers, post them"), 7, "grid-qin", issue="stair-lights"),
        TaskStory(Text("换灯48盏", "Change 48 lamps"), 24, unit="power", issue="stair-lights"),
        TaskStory(Text("三位居民一起验收", "Three residents check the work"), 27, "voter-4", issue="stair-lights"),
        TaskStory(Text("公布花了多少钱", "Publish what it cost"), 29, "clerk-he", issue="stair-lights"),
    ),
)  # fmt: skip

_TO_COME = (
    ItemStory(
        Text("东门晚间限行时段", "Evening hours without outside cars, east gate"),
        Text("外来车辆抄近路，九点后最多。", "Outside cars take a short cut, most after nine."), 8,
        motion=_motion(
            "东门晚九点后限行", "No outside cars at the east gate after nine",
            Text("同意东门每晚九点至次日六点外来车辆不进，急救、消防、搬家除外，试行三个月。",
                 "From nine to six at night outside cars do not enter by the east gate, save ambulances, fire "
                 "engines and removals; for three months on trial."),
            "voter-8",
        ),
        issue="gate-hours",
    ),
    ItemStory(
        Text("儿童滑梯更换", "A new children's slide"),
        Text("裂口会夹手，已用胶带包着。", "The crack can catch fingers; it is taped."), 6,
        motion=_motion(
            "更换儿童滑梯", "A new children's slide",
            Text("同意更换儿童滑梯，费用不超过6,800元，旧滑梯当周拆除。",
                 "Replace the children's slide for no more than 6,800 yuan, and take the old one down this week."),
            "voter-33",
        ),
        issue="slide",
    ),
    ItemStory(
        Text("冬季夜间巡防排班", "Winter night patrols"),
        Text("自愿报名，两人一班，九点到十一点。", "Volunteers in pairs, from nine to eleven."), 6,
        motion=_motion(
            "冬季夜间巡防排班", "Winter night patrols",
            Text("同意12月至2月每晚两人一班义务巡防，自愿报名，由苏木生排班。",
                 "From December to February two volunteers patrol each night; Su Musheng makes the list."),
            "voter-7",
        ),
    ),
    ItemStory(
        Text("雨水井盖维修", "Mending the drain covers"),
        Text("北路三处井盖松动。", "Three covers are loose on the north path."), 4,
        motion=_motion(
            "雨水井盖维修", "Mending the drain covers",
            Text("同意更换北路三处雨水井盖，费用1,500元。",
                 "Replace three drain covers on the north path, 1,500 yuan."),
            "voter-16",
        ),
        issue="drain-cover",
    ),
    ItemStory(
        Text("中心花坛补种", "New plants for the central bed"),
        Text("二十棵苗到货，认养的人还差六户。", "Twenty shrubs are here; six households are still wanted."), 5,
        motion=_motion(
            "花坛认养办法", "Who looks after the bed",
            Text("同意一户一棵认养，浇水表贴在花坛边，枯了由认养户补种。",
                 "One shrub for each household, a watering list by the bed, and whoever lets it wither plants a "
                 "new one."),
            "voter-9",
        ),
        issue="flower-bed",
    ),
    ItemStory(
        Text("老年食堂送餐上门", "Canteen lunch brought to the door"),
        Text("走不到食堂的老人有十一位。", "Eleven old neighbours cannot walk to the canteen."), 8,
        motion=_motion(
            "老年食堂送餐上门", "Canteen lunch brought to the door",
            Text("同意请老年食堂每天中午送餐上门，送餐由志愿者轮班，先试一个月。",
                 "Ask the canteen to bring lunch to the door each day, carried by volunteers in turn, for one "
                 "month on trial."),
            "voter-4",
        ),
        issue="lunch",
    ),
    ItemStory(
        Text("快递柜挪位置", "Moving the parcel lockers"),
        Text("柜门一开，坡道只剩半米。", "With a door open the ramp is half a metre wide."), 5,
        motion=_motion(
            "快递柜挪到9栋西侧", "Parcel lockers to the west of Building 9",
            Text("同意把9栋门口的快递柜挪到西侧，让出轮椅坡道。",
                 "Move the lockers from the door of Building 9 to its west side and free the ramp."),
            "voter-10",
        ),
        issue="parcel-lockers",
    ),
    ItemStory(
        Text("公约第七条修订", "The compact, article seven"),
        Text("晚十点后敲门巡查改为短信提醒。", "Messages instead of knocking after ten at night."), 10,
        motion=_motion(
            "公约第七条修订", "The compact, article seven",
            Text("建议把公约第七条改为：夜间巡防十点后不敲门，改发短信提醒。修订稿提交居民会议决定。",
                 "Propose for article seven: after ten at night patrols do not knock but send a message. The "
                 "residents' meeting decides on the text."),
            "voter-6",
        ),
        issue="late-knock",
    ),
    ItemStory(
        Text("下次议事会时间", "Date of the next council"),
        Text("四周后的周六晚七点。", "Saturday in four weeks, seven in the evening."), 2,
        motion=_motion(
            "下次议事会时间", "Date of the next council",
            Text("同意第13次周末议事会四周后晚七点在活动室二楼召开。",
                 "The 13th weekend council meets in four weeks at seven in the evening, in the club room."),
            "chair-tang",
        ),
    ),
)  # fmt: skip

TWELFTH = CouncilStory(
    12,
    Text("活动室二楼", "club room, upper floor"),
    (*_DONE, _NOW, *_TO_COME),
    arrived=tuple(key for key in member_keys() if key not in _ABSENT and key not in AT_THE_DOOR),
    observers=("supervisor-meng", "partner-water", "power-ding", "community-admin"),
)
