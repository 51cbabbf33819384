"""The 11th weekend council of 桂雨里, four weeks ago: results, resolutions and the tasks that came of it.

The charging point shows S4 half-way: three options without a majority by a show of hands, then a run-off of two.
"""

from council.demo.cast.people import member_keys
from council.demo.cast.stories.shapes import CouncilStory, Count, ItemStory, MotionStory, TaskStory
from council.demo.cast.text import Text, When

STARTS = When(-28, "19:00")
CONVENED = When(-32, "09:00")
ENDED = When(-28, "20:40")
CARRIED_AT_QUORUM = 22
"""More than half of the 42 who were there."""

SITE_OPTIONS = (
    (Text("甲址：东门内侧空地", "Site A: open ground inside the east gate"), 19),
    (Text("乙址：北门车棚旁", "Site B: beside the shed at the north gate"), 17),
    (Text("都不要", "Neither"), 6),
)
"""The show of hands before the run-off: no option has 22 of 42."""

_ABSENT = ("voter-11", "voter-19", "voter-31", "voter-44")

_ITEMS = (
    ItemStory(
        Text("上次交办事项回音", "What became of last time's tasks"),
        Text("上次4件，办完4件。", "Four tasks last time, four done."),
        5, "reported",
        note=Text("逐件通报，没有异议。", "Reported one by one, no objections."),
    ),
    ItemStory(
        Text("东门摊车另找地方", "Another place for the food carts"),
        Text("下午五点后占道，轮椅过不去。", "After five they block the way; wheelchairs cannot pass."),
        10, "carried",
        MotionStory(
            Text("东门摊车另找地方", "Another place for the food carts"),
            Text("同意把东门外摊车挪到东侧空地，划线定点，请市场所配合。",
                 "Move the food carts outside the east gate to the open ground on the east side, with marked "
                 "places; ask the Market Office to help."),
            "voter-8",
        ),
        Count(31, 6, 5), "stalls",
        Text("要给摊主留生计，先找好地方再挪。",
             "The stall keepers must keep their living: first the place, then the move."),
        (TaskStory(Text("东门摊车另找地方",
                        "Another place for the food carts"), -3, "grid-liu", state="started", issue="stalls",
                   started_days=-25, report=Text("东侧空地已看过，等划线。",
                                                 "The ground has been looked at; marking is next.")),),
    ),
    ItemStory(
        Text("东门装减速带", "A speed bump at the east gate"),
        Text("早晚高峰车速快。", "Cars are fast at rush hour."),
        6, "carried",
        MotionStory(
            Text("东门装减速带", "A speed bump at the east gate"),
            Text("同意在东门内侧装一道减速带，费用1,200元由小区微治理资金支出。",
                 "Install one speed bump inside the east gate, 1,200 yuan from the estate's small works fund."),
            "voter-8",
        ),
        Count(39, 1, 2), "speed-bump",
        Text("要带反光条，夜里看得见。", "With reflectors, so that it is seen at night."),
        (TaskStory(Text("东门减速带",
                        "Speed bump at the east gate"), -20, "grid-qin", state="confirmed", issue="speed-bump",
                   started_days=-26, done_days=-22, report=Text("已装好，夜里有反光条。",
                                                                "It is in, with reflectors.")),),
    ),
    ItemStory(
        Text("车棚换瓦", "New tiles for the bike shed"),
        Text("预算20,000元，三家比价。", "Budget 20,000 yuan, three offers."),
        8, "carried",
        MotionStory(
            Text("车棚换瓦", "New tiles for the bike shed"),
            Text("同意9栋后车棚换瓦，费用不超过20,000元，完工后公布账目。",
                 "Put new tiles on the bike shed behind Building 9, for no more than 20,000 yuan, and publish the "
                 "accounts when done."),
            "voter-10",
        ),
        Count(35, 4, 3), "shed-roof",
        Text("请三位居民一起验收。", "Three residents are to check the work."),
        (TaskStory(Text("车棚顶换瓦", "New tiles for the bike shed"), 1, "voter-7", state="done", issue="shed-roof",
                   started_days=-24, done_days=-7, report=Text("花了18,420元，结余1,580元退回。",
                                                               "18,420 yuan spent, 1,580 returned.")),),
    ),
    ItemStory(
        Text("电动车充电点放哪里", "Where the e-bike charging point goes"),
        Text("举手：甲址19，乙址17，都不要6，没有过半，甲乙再比。",
             "By hands: A 19, B 17, neither 6. No majority, so A against B."),
        15, "carried",
        MotionStory(
            Text("充电点选甲址", "Site A for the charging point"),
            Text("充电点在甲、乙两址中选甲址（东门内侧空地）。赞成即选甲址，反对即选乙址。",
                 "Of the two sites, choose A (inside the east gate). A vote in favour is for A, a vote against is "
                 "for B."),
            "voter-5",
        ),
        Count(24, 18, 0), "ebike-charging",
        Text("施工方案和消防意见下次再议。占用共有场地经营，另由业主共同决定。",
             "The building plan and the fire service's advice come next time. Using common ground for business is "
             "for the owners to decide."),
        (TaskStory(Text("请消防看甲址，出施工图",
                        "Fire service's advice and a plan for site A"), -6, "grid-qin", state="done",
                   issue="ebike-charging", started_days=-26, done_days=-8,
                   report=Text("消防同意，离楼10米以上。", "The fire service agrees: 10 metres from any building.")),),
    ),
    ItemStory(
        Text("中心花坛补种", "New plants for the central bed"),
        Text("缺苗二十来棵。", "Some twenty plants are missing."),
        5, "carried",
        MotionStory(
            Text("中心花坛补种", "New plants for the central bed"),
            Text("同意中心花坛补种二十棵，居民认养，一户一棵。",
                 "Plant twenty shrubs in the central bed, each looked after by one household."),
            "voter-9",
        ),
        Count(40, 0, 2), "flower-bed",
        Text("认养名单贴在花坛边。", "The list of those who look after them hangs by the bed."),
        (TaskStory(Text("花坛补种二十棵",
                        "Twenty shrubs for the bed"), 5, "grid-jiang", state="started", issue="flower-bed",
                   started_days=-10, report=Text("苗已订好，等降温。",
                                                 "The shrubs are ordered; we wait for cooler days.")),),
    ),
    ItemStory(
        Text("西门夜里关门", "Close the west gate at night"),
        Text("有人想晚十一点后关西门。", "Some want the west gate shut after eleven."),
        8, "not_carried",
        MotionStory(
            Text("西门夜里关门", "Close the west gate at night"),
            Text("同意西门每晚十一点至次日五点关闭。", "Close the west gate every night from eleven to five."),
            "voter-12",
        ),
        Count(18, 20, 4),
        note=Text("上夜班的邻居不方便，也影响急救。", "Hard for neighbours on night shift, and for ambulances."),
    ),
)  # fmt: skip

ELEVENTH = CouncilStory(
    11,
    Text("活动室二楼", "club room, upper floor"),
    _ITEMS,
    arrived=tuple(key for key in member_keys() if key not in _ABSENT),
    observers=("supervisor-meng", "market-lu"),
)
