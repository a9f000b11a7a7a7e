"""The capacity in the name of a project or a machine: 120万吨乙二醇项目, 100万千瓦发电机组."""

import re

from yunhe.reading.numeral import Numeral
from yunhe.reading.passage import Passage
from yunhe.reading.rules import reads

STAGE, ORDER = "aside", 60
FORMS = ("arabic",)
EXAMPLES = (
    reads("加快建设华能海门电厂两台100万千瓦发电机组。", "两台", value="2"),
    reads("新增光伏装机30万千瓦，清洁能源项目加快建设。", "30万千瓦", value="300000"),
    reads("压减粗钢产能200万吨。", "200万吨", value="-2000000", kind="change"),
)
NOT_EXAMPLES = (
    "中泰120万吨乙二醇、天业50万吨聚酯项目开工。",
    "中粮30万吨玉米深加工项目投产。",
    "鑫晶盛年产3000吨工业蓝宝石晶体投产。",
)

_UNITS = ("MW", "GW", "吨/年", "吨／年", "吨", "千瓦", "兆瓦", "吉瓦", "立方米/日", "吨/日")
_PROJECT = re.compile("项目|工程|机组|装置|生产线|[一二三四五]期|电站|风电|光伏|航道|码头|泊位|基地|硅|乙烯|炼化")
_QUANTITY = re.compile(
    "(?:新增|增加|达到?|完成|实现|生产|销售|收购|储备|投放|供应|减少|减排|压减|淘汰|化解|退出|关停|"
    "节约|出口|进口|处理|消纳|替代|外送|运输|超过?|近|约|过|压缩|削减|去|产|调运|收储|为|至|到|共|"
    "累计|余|装机|获得|争取)$"
)
_SENTENCE_END = re.compile("[。；]")
_NOUN = re.compile("[\u4e00-\u9fffA-Z]")
_NO_NOUN = re.compile("的?(?:以[上下内]|左右|增长|下降|提高|居|占|同比|比|和|及|与|、|到|至)")


def aside(passage: Passage, numeral: Numeral, index: int) -> str | None:
    """Class `capacity`: a product stands directly behind, a project near, no verb of quantity before."""
    if (
        numeral.unit not in _UNITS
        or not _NOUN.match(passage.chars, numeral.end)
        or _NO_NOUN.match(passage.chars, numeral.end)
    ):
        return None
    chars = passage.chars
    if chars.endswith("年产", passage.start, numeral.start):
        return "capacity"
    if _QUANTITY.search(chars, max(passage.start, numeral.start - 4), numeral.start):
        return None
    stop = _SENTENCE_END.search(chars, numeral.end, passage.end)
    return "capacity" if _PROJECT.search(chars, numeral.end, stop.start() if stop else passage.end) else None
