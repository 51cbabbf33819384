"""The people whom stories and pages name: the cast of the contract, the council's best-known members, the staff.

`voter-1` is 周敏 and `voter-2` is 唐守诚; the other members of the council are `voter-3` to `voter-46`.
"""

from dataclasses import dataclass

from council.demo.cast.text import Text


@dataclass(frozen=True)
class Named:
    """A person with a fixed name and, unless they only work here, a fixed door."""

    key: str
    name: Text
    age: int
    entrance: str = ""
    door: str = ""
    phone: bool = True


@dataclass(frozen=True)
class CastMember:
    """Somebody whom a visitor of the demo can be: the contract's key, the person, and who that is."""

    key: str
    person: str
    role: Text


ALIASES = {"voter-1": "resident-zhou", "voter-2": "chair-tang"}
"""Keys of the contract that mean a person with another key."""

NAMED = (
    Named("resident-zhou", Text("周敏", "Zhou Min"), 41, "GY-B03-E2", "301"),
    Named("chair-tang", Text("唐守诚", "Tang Shoucheng"), 63, "GY-B05-E1", "201"),
    Named("clerk-he", Text("何静", "He Jing"), 34, "GY-B08-E2", "502"),
    Named("grid-qin", Text("秦朗", "Qin Lang"), 29, "GY-B05-E3", "602"),
    Named("resident-liu", Text("刘桂枝", "Liu Guizhi"), 84, "GY-B03-E1", "101", phone=False),
    Named("teller-a", Text("温以宁", "Wen Yining"), 46, "GY-B09-E1", "402"),
    Named("teller-b", Text("钟沛然", "Zhong Peiran"), 57, "GY-B02-E3", "301"),
    Named("supervisor-meng", Text("孟建平", "Meng Jianping"), 66, "GY-B11-E2", "202"),
    Named("partner-water", Text("贺闻溪", "He Wenxi"), 38),
    Named("community-admin", Text("白若川", "Bai Ruochuan"), 44),
    Named("street-admin", Text("陆知微", "Lu Zhiwei"), 40),
    Named("voter-3", Text("叶知遥", "Ye Zhiyao"), 52, "GY-B06-E1", "501"),
    Named("voter-4", Text("顾念慈", "Gu Nianci"), 68, "GY-B07-E2", "202"),
    Named("voter-5", Text("沈一舟", "Shen Yizhou"), 36, "GY-B04-E1", "702"),
    Named("voter-6", Text("方秋月", "Fang Qiuyue"), 59, "GY-B06-E3", "302"),
    Named("voter-7", Text("苏木生", "Su Musheng"), 55, "GY-B10-E1", "401"),
    Named("voter-8", Text("江晚", "Jiang Wan"), 31, "GY-B01-E2", "601"),
    Named("voter-9", Text("林漱石", "Lin Shushi"), 71, "GY-B12-E1", "102"),
    Named("voter-10", Text("邵小满", "Shao Xiaoman"), 27, "GY-B09-E3", "701"),
    Named("voter-11", Text("魏云樵", "Wei Yunqiao"), 48, "GY-B14-E2", "302"),
    Named("voter-12", Text("孔岸芷", "Kong Anzhi"), 39, "GY-B15-E1", "501"),
    Named("voter-45", Text("乔映山", "Qiao Yingshan"), 45),
    Named("voter-46", Text("简素问", "Jian Suwen"), 42),
    Named("grid-liu", Text("柳成荫", "Liu Chengyin"), 33, "GY-B13-E1", "402"),
    Named("grid-jiang", Text("姜采薇", "Jiang Caiwei"), 30, "GY-B10-E3", "502"),
    Named("owner-chen", Text("陈望山", "Chen Wangshan"), 61, "GY-B03-E2", "101"),
    Named("police-gao", Text("高屿", "Gao Yu"), 35),
    Named("power-ding", Text("丁问渠", "Ding Wenqu"), 41),
    Named("sanitation-jiang", Text("蒋阔", "Jiang Kuo"), 50),
    Named("market-lu", Text("卢青禾", "Lu Qinghe"), 37),
    Named("tq-yu", Text("于涧", "Yu Jian"), 47, "TQ-B01-E1", "201"),
    Named("tq-xia", Text("夏语冰", "Xia Yubing"), 33, "TQ-B03-E2", "502"),
    Named("tq-shi", Text("石满囤", "Shi Mandun"), 72, "TQ-B02-E1", "101"),
    Named("mt-peng", Text("彭渡", "Peng Du"), 58, "MT-B01-E1", "302"),
    Named("ht-lian", Text("廉池", "Lian Chi"), 44, "HT-B01-E2", "402"),
    Named("dq-shang", Text("商陆", "Shang Lu"), 53, "DQ-B02-E1", "101"),
)

CAST = (
    CastMember("resident-zhou", "resident-zhou", Text("居民，3栋，用手机", "resident with a phone, Building 3")),
    CastMember("chair-tang", "chair-tang", Text("小区区长，主持议事会", "estate head, chairs the council")),
    CastMember("clerk-he", "clerk-he", Text("记录员", "recorder")),
    CastMember("grid-qin", "grid-qin", Text("网格员", "grid officer")),
    CastMember("resident-liu", "resident-liu", Text("刘奶奶，84岁，不用智能手机", "Grandmother Liu, 84, no phone")),
    CastMember("teller-a", "teller-a", Text("监票人", "teller")),
    CastMember("teller-b", "teller-b", Text("监票人", "teller")),
    CastMember("partner-water", "partner-water", Text("澄源供水的联系人", "contact at Chengyuan Water")),
    CastMember("supervisor-meng", "supervisor-meng", Text("居务监督委员", "member of the supervisory committee")),
    CastMember("community-admin", "community-admin", Text("灯桥社区工作人员", "staff of Dengqiao Community")),
    CastMember("street-admin", "street-admin", Text("青檐街道工作人员", "staff of Qingyan Sub-district")),
    *(
        CastMember(f"voter-{n}", ALIASES.get(f"voter-{n}", f"voter-{n}"), Text("议事会成员", "council member"))
        for n in range(1, 47)
    ),
)


def person_key(key: str) -> str:
    """The person behind a key of the contract, itself for every other key."""
    return ALIASES.get(key, key)
