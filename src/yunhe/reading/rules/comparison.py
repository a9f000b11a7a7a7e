"""A distance to somebody else: 高于全国9.9个百分点, 比全省平均水平低2个百分点, 快于全市1.2个百分点."""

import re

from yunhe.reading.numeral import Numeral
from yunhe.reading.rules import reads
from yunhe.reading.sentence import Sentence

STAGE, ORDER = "kind", 20
TRIGGERS = ("于", "超", "比", "高出", "低出", "领先")
EXAMPLES = (
    reads("科技进步贡献率达69.1%，高于全国9.9个百分点。", "9.9个百分点", kind="change", value="9.9", scope="全国"),
    reads("失业率低于全国平均水平0.5个百分点。", "0.5个百分点", kind="change", value="-0.5", scope="全国平均水平"),
    reads("高等教育毛入学率30.8%，比2010年提高11.8个百分点。", "11.8个百分点", kind="change", scope="2010年"),
    reads("蔬菜均价比上年低0.5元/斤。", "0.5元/斤", kind="change", value="-0.5", scope=None, indicator="蔬菜均价"),
    reads("工业占二产比重提高了2个百分点。", "2个百分点", kind="change", scope=None),
)
NOT_EXAMPLES = ("增速高于全国。", "提高2个百分点。")

_PATTERN = re.compile(
    "(?P<than>(?:分别|均|也|仍|继续|连续.{1,3}年|增速|增幅)*)(?P<verb>高于|快于|高出|领先于?|超出|"
    "超过|超|优于|好于|大于|低于|慢于|低出|落后于?)(?P<whom>[^，。；、]{1,16}?)(?P<func>分别|近|约|"
    "达|了|将近|超)*$"
)
_WITH = re.compile(
    "(?<![占同对环])比(?!重(?!工业)|[例率值价])(?P<whom>[^，。；、]{2,16}?)(?:分别)?"
    "(?P<verb>(?<![提升走])高出?|(?<!加)快|(?<!增)多|(?<![降压减走])低|(?<!放)慢|(?<!减)少)(?:了|出|约|近|分别)*$"
)
_AVERAGE = re.compile("平均|全国|全省|全市")
_LAST = re.compile("(?:上一?年|去年)(?:同期|末|底)?|(?:上年|去年)?同期")
_LOW = ("低", "慢", "落", "少")
_UNITS = ("个百分点", "百分点", "位", "%", "倍", "元", "个", "天", "岁", "微克/立方米")


def kind(sentence: Sentence, figure: Numeral, index: int) -> bool:
    """Give a figure behind 高于X the kind change, with X as its base."""
    if figure.kind or (figure.unit not in _UNITS and not figure.unit.startswith("元")):
        return False
    passage = sentence.passage
    text = passage.masked(figure.gap, figure.start)
    if len(text) < 3:
        return False
    found = _PATTERN.search(text, max(0, len(text) - 24)) or _WITH.search(text, max(0, len(text) - 24))
    if not found:
        return False
    last_year = _LAST.fullmatch(found["whom"]) is not None
    if figure.unit not in ("个百分点", "百分点") and not last_year and not _AVERAGE.search(found["whom"]):
        return False
    if found["verb"].startswith("超") and figure.unit not in ("个百分点", "百分点"):
        return False
    figure.kind = "change" if figure.unit != "%" else "growth"
    figure.verb = found["verb"]
    if figure.verb.startswith(_LOW):
        figure.value = figure.value.copy_negate()
    if not last_year:
        figure.scope = passage.chars[figure.gap + found.start("whom") : figure.gap + found.end("whom")] or None
    figure.core = (figure.core[0], max(figure.core[0], min(figure.core[1], figure.gap + found.start())))
    return True
