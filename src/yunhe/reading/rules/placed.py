"""Whose figure it is when it is not the report's own area: 全国粮食产量…, 中山区引进…."""

import re

from yunhe.reading.numeral import Numeral
from yunhe.reading.rules import reads
from yunhe.reading.sentence import Sentence

STAGE, ORDER = "mark", 60
TRIGGERS = ("全国", "国家财政", "省", "自治区", "州", "市", "区", "县", "旗")
EXAMPLES = (reads("宁波市政府工作报告\n各位代表：\n余姚市实现工业产值300亿元。", "300亿元", place="余姚市"),)
NOT_EXAMPLES = ("全区实现地区生产总值2206.3亿元。",)

_NAME = re.compile(
    "(?!全|我|本|各|城|老|新|省|国|县|沿|跨|地|中心|主|乡|市|两|三|四|多|其|每|对|在|向|入|获|成|建|"
    "实|完|开|推|引|出|打|重|高|和|及|与|等|是|为|上|下)([\u4e00-\u9fff]{1,5}(?:省|自治区|自治州|市|"
    "区|县|旗|州|经开区|高新区|开发区|新区|自贸区|自贸试验区))(?=[\u4e00-\u9fff])(?!级|镇|场|直|属|"
    "域|内|外|民|委|政|人|企|产|管|容|口|道|块|间|位|城|公|农|村|乡|社|工|商|居|小|际|重|优|中|县|市|"
    "区|划|辖|立|院|校|长|海|通|航|湾|货|务|集|岸)"
)


def mark(sentence: Sentence, figure: Numeral, index: int) -> bool:
    """A name of a place at the front of the naming phrase owns the figure."""
    if figure.subject is None or figure.kind == "threshold":
        return False
    start, end = figure.subject
    chars = sentence.passage.chars
    if chars.startswith(("全国", "国家财政"), start) and not chars.startswith(
        ("全国首", "全国重点", "全国性", "全国文明", "全国人", "全国优", "全国先"), start
    ):
        figure.place = "全国"
        return True
    found = _NAME.match(chars, start, end)
    if not found:
        return False
    figure.place = found.group(1)
    return True
