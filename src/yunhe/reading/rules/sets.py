"""Numbers in the name of a set or a place: 三大攻坚战, 四项主要污染物, 党的二十大, 文三街, 二等奖."""

import re

from yunhe.reading.numeral import Numeral
from yunhe.reading.passage import Passage
from yunhe.reading.rules import reads
from yunhe.reading.rules.announced import AHEAD
from yunhe.reading.rules.rank import ENTERS

STAGE, ORDER = "aside", 55
FORMS = ("arabic", "chinese")
EXAMPLES = (
    reads("涵盖南京、苏州、连云港三个片区的自贸试验区。", "三个", kind="level", value="3"),
    reads("两家企业上市。", "两家", value="2"),
    reads("十二个县摘帽。", "十二个", value="12"),
)
NOT_EXAMPLES = (
    "打好三大攻坚战。",
    "四项主要污染物减排。",
    "党的二十大精神。",
    "获国家科技进步二等奖。",
    "开展10大专项行动。",
    "推动零填埋。",
    "做成一番事业。",
    "入选世界500强。",
)

_MEASURES = frozenset(
    """
    % ‰ 个百分点 百分点 成 倍 岁 周岁 公里 平方米 平方公里 公顷 吨 斤 公斤 美元
    分 年 立方米 千瓦 千瓦时 人次 天 小时 米 番
    """.split()
)
_CONCRETE = frozenset("家所座名人户台辆艘架亩吨元口幢栋宗起")
_THINGS = re.compile(
    "(?:[\u4e00-\u9fff]{0,6}?)(?:片区|集群|先导区|示范区|实验室|专项行动|县(?!级)|市(?!场|民|政|值)|"
    "区(?!域)|乡镇|街道|村|社区|城市|企业|国家|项目|基地|园区|单位|品种)|省"
)
_SOLID = {
    "条": "(?:[\u4e00-\u9fff]{0,6})(?:措施|线路|高速|铁路|河流|道路|航线|意见)",
    "部": "(?:[\u4e00-\u9fff]{0,4})(?:规章|法规|条例)",
    "支": "(?:[\u4e00-\u9fff]{0,4})队伍",
}
_ROSE = re.compile("(?:晋升|前移|上升|提升|跃升|前进|进)了?$")
_OCCASIONS = frozenset("次 届 批 期 轮 度".split())
_PLACE = re.compile(
    "[街路堡桥峰格灶塘港寺洞坝庄屯店弄墩甲坪坡沟岭屿洲]|号桥|通道|工厂|水厂|电厂|发电|炼|期|环(?!保|"
    "境)|孩|宝|中(?=[、，。])|附院|院"
)
_GROUP = re.compile(
    "[市区县省州村乡镇校馆园心圈轴带核廊翼岸组团射纵横业字型化改拆治线城地国海河江山湖港湾岛铁电链网]|"
    "方面|部门|主体|领域|产业|战略|功能区|强(?![国省市县区，。、；）])|联动|结合|统筹|同步|到位|必须|"
    "不|率先|提升|转变"
)
_FEW = 12  # a larger number of things is counted, not listed
_GRADE = re.compile("等(?:奖|功|品|舱|残|甲)|星级|类|级|档")


def aside(passage: Passage, numeral: Numeral, index: int) -> str | None:
    """Class `set`, `edition`, `name` or `grade`, told by what stands behind the number."""
    chars, behind = passage.chars, numeral.number_end
    if numeral.form not in ("arabic", "chinese") or numeral.multiplier:
        return None
    if chars.startswith("大", behind) and not numeral.unit and not chars.startswith(("大于", "大约", "大关"), behind):
        return "edition" if chars.endswith(("党的", "彻", "迎接", "开好"), 0, numeral.start) else "set"
    if chars.startswith("强", behind) and numeral.value >= 50:
        return None if ENTERS.search(chars, max(passage.start, numeral.start - 20), numeral.start) else "name"
    if numeral.unit == "番" and numeral.digits == "一":
        return "name"
    if numeral.form == "chinese":
        return _measured(passage, numeral) if numeral.unit else _bare(passage, numeral)
    return None


def _bare(passage: Passage, numeral: Numeral) -> str | None:
    chars, behind = passage.chars, numeral.number_end
    if numeral.digits == "零":
        return "name"
    if len(numeral.digits) > 2 or numeral.digits[-1] in "万亿":
        return None
    if _GRADE.match(chars, behind):
        return "grade"
    if _PLACE.match(chars, behind):
        return "name"
    return "set" if _GROUP.match(chars, behind) else None


def _counts_two(passage: Passage, numeral: Numeral) -> bool:
    """两次, 两届 count; 两位 counts behind a verb of rise."""
    if numeral.unit in _OCCASIONS:
        return True
    return numeral.unit == "位" and _ROSE.search(passage.chars, passage.start, numeral.start) is not None


def _is_listed(passage: Passage, numeral: Numeral) -> bool:
    """南京、苏州、连云港三个片区: a list of just so many things stands before the number."""
    if numeral.unit not in ("个", "种", "支", "部", "家", "座", "项") or not 3 <= numeral.value <= 10:
        return False
    chars = passage.chars
    start = max(chars.rfind(mark, passage.start, numeral.start) for mark in "，；。：") + 1
    return chars.count("、", max(start, passage.start), numeral.start) == numeral.value - 1


def _measured(passage: Passage, numeral: Numeral) -> str | None:
    chars, unit = passage.chars, numeral.unit
    if "点" in numeral.digits or unit == "强" or chars.endswith(("连续", "已连"), passage.start, numeral.start):
        return None
    if _is_listed(passage, numeral) or (numeral.digits == "两" and _counts_two(passage, numeral)):
        return None
    if unit == "个" and numeral.value >= 2:
        before = chars[max(passage.start, numeral.start - 4) : numeral.start]
        if AHEAD.search(before) or not _THINGS.match(chars, numeral.end):
            return "set" if numeral.value <= _FEW else None
        return None
    if _SOLID.get(unit) and re.match(_SOLID[unit], chars[numeral.end : numeral.end + 12]):
        return None
    if numeral.value <= 12 and unit not in _CONCRETE and unit not in _MEASURES:
        return "set"
    return None
