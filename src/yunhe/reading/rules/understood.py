"""A bare 总收入, 利润, 总里程 is of what the sentence speaks of: 接待游客5000万人次、实现总收入600亿元."""

import re

from yunhe.reading.numeral import Numeral
from yunhe.reading.rules import reads
from yunhe.reading.sentence import Sentence

STAGE, ORDER = "mark", 54
TRIGGERS = (
    "贫困",
    "入学率",
    "排放",
    "水耗",
    "用水量",
    "支出",
    "企业",
    "游客",
    "旅游",
    "里程",
    "资金",
    "投资",
    "利润",
    "利税",
    "技术",
    "授权",
    "产量",
    "核心产业",
    "人均可支配",
    "居民收入",
    "提案",
    "工业总产值",
    "粮食",
    "研发",
    "技术产业",
    "制造业",
    "轻工业",
    "重工业",
)
EXAMPLES = (
    reads("接待游客5000万人次、实现总收入600亿元。", "600亿元", indicator_id="tourism_revenue"),
    reads("新建成高速公路3条，总里程达到5000公里。", "5000公里", indicator_id="expressway_length"),
    reads("高等教育进入普及化阶段，毛入学率达到54%。", "54%", indicator_id="higher_education_enrolment"),
    reads("一般公共预算收入增长5%、支出增长8%。", "8%", indicator_id="general_public_budget_expenditure"),
    reads("625万建档立卡贫困人口全部脱贫。", "625万", indicator_id="poverty_reduction"),
    reads("贫困人口减少60万人。", "60万人", indicator_id="poverty_reduction", kind="change"),
    reads("居民人均可支配收入增长5%，其中农村增长7%。", "7%", indicator_id="rural_disposable_income"),
    reads("办理人大代表建议214件、政协提案203件，满意率100%。", "100%", indicator_id="suggestions_satisfaction"),
    reads("高技术制造业增长12%。", "12%", indicator_id="hightech_industry_value_added"),
    reads("技术合同登记3万项，成交额突破500亿元。", "500亿元", indicator_id="technology_contracts"),
)
NOT_EXAMPLES = ("帮扶贫困村100个。", "集团实现总收入600亿元。", "全市总里程5000公里。", "城镇新增就业3万人。")

# Bare words, what the sentence then speaks of, and the name of that.
_MEANT = tuple(
    (frozenset(words.split()), re.compile(topic), name)
    for words, topic, name in (
        (
            "总收入 综合收入 总花费 总消费 收入 实现收入",
            "接待(?:国内外|境内外|国内|海内外|入境)?游客|旅游",
            "旅游总收入",
        ),
        ("城镇 其中城镇 城镇居民 城镇常住居民", "人均可支配收入|(?<!城乡)居民收入", "城镇居民人均可支配收入"),
        ("农村 其中农村 农村居民 农村常住居民", "人均可支配收入|(?<!城乡)居民收入", "农村居民人均可支配收入"),
        ("满意率 办理满意率", "(?:代表|人大)[^，。；]{0,8}(?:建议|议案)|提案", "建议提案办理满意率"),
        ("办结率 办复率 按时办结率", "(?:代表|人大)[^，。；]{0,8}(?:建议|议案)|提案", "建议提案办结率"),
        ("增加值 实现增加值", "(?:规上|规模以上|规模)工业总产值", "规上工业增加值"),
        ("投入强度 研发强度", "研发|研究与试验发展", "全社会研发投入强度"),
        ("总里程 通车里程 通车总里程 运营里程 运营总里程", "(?<!快速)高速公路", "高速公路通车里程"),
        ("总里程 运营里程 运营总里程 通车里程", "轨道交通|地铁", "轨道交通运营里程"),
        ("总里程 运营里程 营业里程", "高铁|高速铁路", "高速铁路运营里程"),
        ("到位资金 实际到位资金 到位省外资金", "招商引资|招引|内资|省外|市外", "招商引资到位资金"),
        (
            "完成投资 投资 年度投资 年度计划投资 年度完成投资 年内完成投资",
            "(?:[省市县区]|重点|重大)(?:建设)?项目",
            "重点项目完成投资",
        ),
        ("利润 利润总额 实现利润", "(?:规上|规模以上|规模)工业", "规上工业企业利润总额"),
        ("利润 利润总额 实现利润", "国有企业|国企|国有控股企业", "国有企业利润总额"),
        ("毛入学率", "高等教育", "高等教育毛入学率"),
        (
            "二氧化碳排放 二氧化碳排放量 碳排放",
            "(?:单位|万元)(?:地区|国内)?(?:生产总值|GDP)",
            "单位地区生产总值二氧化碳排放",
        ),
        ("水耗 用水量", "(?:单位|万元)(?:地区|国内)?(?:生产总值|GDP)", "万元地区生产总值用水量"),
        ("支出", "一般(?:公共)?预算收入", "一般公共预算支出"),
        ("支出", "财政收入", "财政支出"),
        ("增加值 实现增加值 完成增加值", "乡镇企业", "乡镇企业增加值"),
        ("增加值 实现增加值 完成增加值", "中小企业", "中小企业增加值"),
        ("利税 利税总额", "(?:规上|规模以上|规模)工业", "规上工业企业利税总额"),
        ("成交额 合同成交额 成交金额 交易额 成交总额", "技术(?:合同|市场|交易)", "技术合同成交额"),
        ("授权量 授权", "发明专利", "发明专利授权量"),
        ("授权量 授权", "(?<!发明)专利", "专利授权量"),
        ("总产量 产量 总产", "粮食", "粮食产量"),
        ("核心产业增加值", "数字经济", "数字经济核心产业增加值"),
    )
)
_BARE = frozenset(word for words, _, _ in _MEANT for word in words)
_BRANCHES = frozenset(
    ("高技术产业", "高技术制造业", "装备制造业", "轻工业", "重工业")
)  # what grows is their added value
_REACH = 60
_LIFTED = re.compile("(?:已|均|全部|稳定|全面|如期|实现|顺利|高质量)*(?:脱贫|摘帽|出列|退出)")
_OF_POVERTY = {
    "贫困人口": "减少农村贫困人口",
    "建档立卡贫困人口": "减少农村贫困人口",
    "农村贫困人口": "减少农村贫困人口",
    "贫困县": "贫困县摘帽数",
    "贫困村": "贫困村出列数",
}


def mark(sentence: Sentence, figure: Numeral, index: int) -> bool:
    """Give a bare word the name of its topic, the topic named last when there are several."""
    if figure.subject is None or figure.named or figure.subject[1] - figure.subject[0] > 8:
        return False
    said = sentence.text(figure.subject)
    if figure.kind in ("level", "change") and said in _OF_POVERTY:
        lifted = (figure.kind == "change" and said != "农村贫困人口") or _LIFTED.match(
            sentence.passage.chars, figure.subject[1]
        )
        figure.named = _OF_POVERTY[said] if lifted else ""
        return bool(figure.named)
    if said in _BRANCHES and figure.kind == "growth" and figure.group is None:
        figure.named = said + "增加值"
        return True
    if said not in _BARE:
        return False
    start = figure.subject[0]
    before = sentence.passage.chars[max(sentence.start, start - _REACH) : start].rpartition("；")[2]
    found = [(_last(topic, before), name) for words, topic, name in _MEANT if said in words]
    at, name = max(found)
    figure.named = name if at >= 0 else ""
    return at >= 0


def _last(topic: re.Pattern[str], text: str) -> int:
    """Where a topic is named last, or -1."""
    return max((match.start() for match in topic.finditer(text)), default=-1)
