"""The evening talks: four nights ago about stolen bikes (S1, which stops there in the demo), and the next one."""

from council.demo.cast.people import member_keys, population
from council.demo.cast.stories.shapes import Count, TalkStory, TaskStory
from council.demo.cast.text import Text, When

_YARD = Text("5栋前小院，自带板凳", "the yard by Building 5; bring a stool")

BIKE_TALK = TalkStory(
    6,
    Text("居民夜话：自行车被偷，怎么办", "Evening talk: what to do about stolen bikes"),
    _YARD,
    When(-4, "19:30"),
    (
        Text("一周丢了三辆，都在夜里", "Three in one week, all at night"),
        Text("北门和车棚太暗", "Too dark at the north gate and the shed"),
        Text("愿不愿意轮流巡防", "Would we take turns on patrol?"),
    ),
    present=41,
    question=Text("愿意把义务巡防写进公约吗？", "Shall volunteer patrols be written into the compact?"),
    count=Count(38, 1, 2),
    problems=("bike-theft", "late-knock", "gate-hours"),
    hand_over=(
        TaskStory(Text("巡防哨两处补灯", "Lamps for the two patrol posts"), 1, unit="power", issue="bike-theft"),
        TaskStory(Text("排出第一个月巡防班表", "The first month's patrol list"), 3, "voter-7", state="started",
                  issue="bike-theft", started_days=-3, report=Text("已有26人报名。", "26 have signed up.")),
        TaskStory(Text("警务室来讲一次防盗",
                       "An evening on theft with the police post"), 10, unit="police", issue="bike-theft"),
    ),
    note=Text("大家说，灯亮、有人走动，贼就不来。巡防自愿，不摊派。",
              "Light and people about keep thieves away, all agreed. Patrols are voluntary; nobody is assigned."),
)  # fmt: skip

NEXT_TALK = TalkStory(
    7,
    Text("居民夜话：冬天怎么防火", "Evening talk: fire safety in winter"),
    _YARD,
    When(3, "19:30"),
    (
        Text("电热毯和取暖器怎么用才安全", "Using electric blankets and heaters safely"),
        Text("楼道里的电动车怎么办", "E-bikes on the stairs"),
    ),
)

TALKS = (BIKE_TALK, NEXT_TALK)


def attendees(talk: TalkStory) -> tuple[str, ...]:
    """Who came to a talk: adults of the estate, members and neighbours mixed, all with a vote there."""
    members = [key for key in member_keys() if population().person(key).household][: talk.present // 2]
    adults = population().adults_in(talk.estate)
    neighbours = [person.key for person in adults if person.key not in member_keys() and person.residency != "shop"]
    return (*members, *neighbours[: talk.present - len(members)])
