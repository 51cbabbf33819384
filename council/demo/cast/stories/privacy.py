"""Who answers for the demo's data, and why somebody wants to be forgotten."""

from council.demo.cast.text import Text

OPERATOR = Text("青檐街道灯桥社区居民委员会", "Residents' Committee of Dengqiao Community, Qingyan Sub-district")
CONTACT = Text(
    "灯桥社区服务站，灯桥路 18 号；电话 0700 12 0010，工作日 9:00–17:00",
    "Dengqiao service station, 18 Dengqiao Road; 0700 12 0010, working days 9:00–17:00",
)
MOVING = Text("下个月搬到女儿家去住，不再回来了。", "I move in with my daughter next month and shall not come back.")
