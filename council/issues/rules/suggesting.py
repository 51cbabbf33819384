"""Which category a text suggests: words that are typical of each, in Chinese and English. Advice; people decide."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

#: code → words that suggest it.
WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "facilities": (
            "路灯",
            "楼道灯",
            "灯不亮",
            "电梯",
            "门禁",
            "健身",
            "座椅",
            "监控",
            "水管",
            "阀门",
            "井盖",
            "lamp",
            "light",
            "lift",
            "bench",
        ),
        "hygiene": (
            "垃圾",
            "卫生",
            "脏",
            "臭",
            "老鼠",
            "蚊",
            "蟑螂",
            "狗粪",
            "清扫",
            "死角",
            "rubbish",
            "dirty",
            "rats",
            "smell",
        ),
        "safety": (
            "消防",
            "火",
            "偷",
            "被盗",
            "小偷",
            "安全",
            "栏杆",
            "护栏",
            "坠",
            "电线",
            "滑倒",
            "塌",
            "fire",
            "theft",
            "stolen",
            "danger",
        ),
        "noise": ("噪音", "吵", "太响", "广场舞", "夜市", "施工声", "扰民", "noise", "loud"),
        "parking": ("停车", "车位", "电动车", "充电桩", "堵", "乱停", "路口", "石板", "parking", "traffic", "paving"),
        "housing": (
            "漏水",
            "渗水",
            "积水",
            "墙皮",
            "外墙",
            "屋顶",
            "下水",
            "堵塞",
            "裂缝",
            "维修",
            "leak",
            "roof",
            "drain",
        ),
        "neighbours": ("邻居", "楼上", "楼下", "吵架", "纠纷", "争", "占用", "neighbour", "quarrel"),
        "trade": ("退款", "商户", "商铺", "摊", "缺斤少两", "消费", "店", "游客", "refund", "shop"),
        "care": ("老人", "独居", "残疾", "孩子", "助餐", "看病", "轮椅", "照顾", "elderly", "wheelchair"),
        "services": ("办证", "社保", "医保", "证明", "手续", "热线", "窗口", "papers", "certificate"),
    }
)


def suggested(text: str, own: Mapping[str, Iterable[str]] | None = None) -> str:
    """The code of the category with most words in `text`, longer ones first; empty where none fits.

    `own` are a street's own words by code; they weigh double.
    """
    folded = text.casefold()
    scores: dict[str, int] = {}
    for code, words in WORDS.items():
        scores[code] = sum(len(word) for word in words if word in folded)
    for code, mine in (own or {}).items():
        scores[code] = scores.get(code, 0) + sum(2 * len(word) for word in mine if word and word.casefold() in folded)
    best = max(scores, key=lambda code: scores[code], default="")
    return best if scores.get(best) else ""
