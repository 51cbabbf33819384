"""Names to draw from: surnames, given names of one and two characters that fit an age, each with its romanised form."""

import random

Pair = tuple[str, str]


def _pairs(table: str) -> tuple[Pair, ...]:
    """`字:Romanised` words as pairs."""
    words = (word.partition(":") for word in table.split())
    return tuple((chinese, roman) for chinese, _, roman in words)


COMMON = _pairs(
    "李:Li 王:Wang 张:Zhang 刘:Liu 陈:Chen 杨:Yang 赵:Zhao 黄:Huang 周:Zhou 吴:Wu 徐:Xu 孙:Sun 胡:Hu "
    "朱:Zhu 高:Gao 林:Lin 何:He 郭:Guo 马:Ma 罗:Luo 梁:Liang 宋:Song 郑:Zheng 谢:Xie 韩:Han 唐:Tang "
    "冯:Feng 于:Yu 董:Dong 萧:Xiao 程:Cheng 曹:Cao 袁:Yuan 许:Xu 傅:Fu 沈:Shen"
)
"""Surnames that many people bear."""

OTHER = _pairs(
    "曾:Zeng 彭:Peng 吕:Lyu 苏:Su 卢:Lu 蒋:Jiang 蔡:Cai 贾:Jia 丁:Ding 魏:Wei 薛:Xue 叶:Ye 阎:Yan 余:Yu "
    "潘:Pan 杜:Du 戴:Dai 夏:Xia 钟:Zhong 汪:Wang 田:Tian 任:Ren 姜:Jiang 范:Fan 方:Fang 石:Shi 姚:Yao "
    "谭:Tan 廖:Liao 邹:Zou 熊:Xiong 金:Jin 陆:Lu 郝:Hao 孔:Kong 白:Bai 崔:Cui 康:Kang 邱:Qiu 秦:Qin 顾:Gu "
    "侯:Hou 邵:Shao 孟:Meng 龙:Long 万:Wan 段:Duan 雷:Lei 钱:Qian 汤:Tang 尹:Yin 黎:Li 易:Yi 常:Chang "
    "武:Wu 乔:Qiao 贺:He 赖:Lai 龚:Gong"
)
"""Surnames that fewer people bear."""

COMPOUND = _pairs("欧阳:Ouyang 司徒:Situ 诸葛:Zhuge 上官:Shangguan 慕容:Murong 夏侯:Xiahou")
"""Surnames of two characters."""

OLDER = _pairs(
    "松年:Songnian 长庚:Changgeng 守拙:Shouzhuo 春生:Chunsheng 秋实:Qiushi 玉田:Yutian 金穗:Jinsui "
    "满仓:Mancang 桂香:Guixiang 根发:Genfa 水莲:Shuilian 福来:Fulai 翠屏:Cuiping 绣春:Xiuchun "
    "宝珍:Baozhen 连生:Liansheng 永康:Yongkang 广田:Guangtian 世安:Shi'an 德厚:Dehou 巧慧:Qiaohui "
    "凤仙:Fengxian 月娥:Yue'e 秀岩:Xiuyan 淑慎:Shushen 湖生:Husheng 朝晖:Zhaohui 岩松:Yansong "
    "柏青:Baiqing 石泉:Shiquan 夏荷:Xiahe"
)
"""Given names of people born before about 1970."""

YOUNGER = _pairs(
    "一诺:Yinuo 一帆:Yifan 亦可:Yike 可心:Kexin 心悦:Xinyue 悦然:Yueran 嘉树:Jiashu 嘉禾:Jiahe "
    "嘉言:Jiayan 语桐:Yutong 桐月:Tongyue 月白:Yuebai 皓然:Haoran 沐阳:Muyang 沐晴:Muqing 雨薇:Yuwei "
    "雨石:Yushi 子衿:Zijin 小满:Xiaoman 立夏:Lixia 谷雨:Guyu 半夏:Banxia 茯苓:Fuling 重楼:Chonglou "
    "鹿野:Luye 星野:Xingye 辰光:Chenguang 晓棠:Xiaotang 北辰:Beichen 以宁:Yining 明澈:Mingche"
)
"""Given names of people born after about 1990."""

ANY_AGE = _pairs(
    "念青:Nianqing 云舒:Yunshu 听雨:Tingyu 怀川:Huaichuan 素心:Suxin 书禾:Shuhe 景行:Jingxing "
    "晚晴:Wanqing 若谷:Ruogu 青岚:Qinglan 采苓:Cailing 映雪:Yingxue 归舟:Guizhou 思齐:Siqi 承欢:Chenghuan "
    "若愚:Ruoyu 清和:Qinghe 南枝:Nanzhi 东篱:Dongli 西洲:Xizhou 白露:Bailu 半亩:Banmu 方塘:Fangtang "
    "鹤鸣:Heming 渔舟:Yuzhou 樵歌:Qiaoge 耕读:Gengdu 牧云:Muyun 织云:Zhiyun 芷兰:Zhilan 汀兰:Tinglan "
    "蘅芜:Hengwu 采薇:Caiwei 静姝:Jingshu 槐序:Huaixu 榆钱:Yuqian 梓林:Zilin 朴山:Pushan 远山:Yuanshan "
    "近水:Jinshui 临川:Linchuan 汲泉:Jiquan 溪亭:Xiting 海棠:Haitang 暮云:Muyun 夕照:Xizhao 夜阑:Yelan"
)
"""Given names that were always about."""

SINGLE = _pairs(
    "岩:Yan 岚:Lan 澄:Cheng 砚:Yan 笛:Di 筝:Zheng 禾:He 黍:Shu 稷:Ji 苇:Wei 菱:Ling 荻:Di 萱:Xuan "
    "桐:Tong 椿:Chun 楠:Nan 榆:Yu 柯:Ke 樾:Yue 晏:Yan 昀:Yun 晞:Xi 曦:Xi 霁:Ji 霖:Lin 雯:Wen 翎:Ling "
    "鸥:Ou 雁:Yan 鹭:Lu 鲲:Kun 砾:Li 钧:Jun 铮:Zheng 锦:Jin 绮:Qi"
)
"""Given names of one character."""


def draw(rng: random.Random, age: int, surname: Pair | None = None) -> tuple[str, str, Pair]:
    """A name in Chinese and romanised (family name first), and its surname for the rest of the family."""
    family = surname or rng.choice(rng.choices((COMMON, OTHER, COMPOUND), (64, 33, 3))[0])
    given = rng.choice(SINGLE if rng.random() < 0.15 else _given(age))
    return family[0] + given[0], f"{family[1]} {given[1]}", family


def _given(age: int) -> tuple[Pair, ...]:
    if age > 55:
        return OLDER + ANY_AGE
    return YOUNGER + ANY_AGE if age < 35 else ANY_AGE
