"""An absolute change: 提高8.7个百分点, 较上年增加28家, 压减5个, 人均增加200元."""

import re

from yunhe.reading.numeral import Numeral
from yunhe.reading.rules import reads
from yunhe.reading.rules.growth import leads_to_level, sign
from yunhe.reading.sentence import Sentence

STAGE, ORDER = "kind", 30
EXAMPLES = (
    reads("73家企业入选总部企业，较上年增加28家。", "28家", kind="change", value="28"),
    reads("优Ⅲ比例达77.9%、同比提高8.7个百分点。", "8.7个百分点", kind="change", unit="个百分点"),
    reads("增速较全年低点分别提升0.8、0.4、31.2个百分点。", "0.4", kind="change", value="0.4"),
    reads("议事协调机构压减5个。", "5个", kind="change", value="-5"),
    reads("失业率下降0.3个百分点。", "0.3个百分点", value="-0.3"),
)
NOT_EXAMPLES = ("新增上市企业2家。", "地区生产总值增加到6010亿元。")

_POINTS = ("个百分点", "百分点", "个千分点")
_VERBS = re.compile(
    "增产|减产|增加|减少|提高|提升|下降|降低|上升|压减|压缩|增长|净增|净减|缩减|削减|精简|缩短|减|降|"
    "上调|下调|扩大|多增|少增|延长|提前|回升|回落|收窄|上涨|高出|增$|核减|压降"
)
_SHRUNK = re.compile(
    "(?:[\u4e00-\u9fff]{0,4})(减少|压减|缩减|削减)(?:退出)?[\u4e00-\u9fff]{0,6}(?:人口|人数|产能|机构|编制|事项|项目)$"
)
_LOWERS = re.compile("降低|下调|压降|压减|降|减少|缩小")
_QUALITATIVE = ("提升", "提高", "降低", "下降")
_GRADUAL = (
    "位",
    "元",
    "分",
    "岁",
    "名",
    "美元",
    "年",
    "天",
    "微克/立方米",
    "个位次",
    "位次",
    "倍",
    "‰",
    "千克",
    "公斤",
    "吨",
)


def kind(sentence: Sentence, figure: Numeral, index: int) -> bool:
    """Decide for change by the unit, or by a verb of change that stands directly before an amount."""
    if figure.kind:
        return False
    if figure.unit in _POINTS:
        return _points(sentence, figure, index)
    if figure.unit == "位" and not figure.verb and sentence.text(figure.core).endswith(("进", "前移")):
        figure.kind, figure.verb = "change", "前移"
        figure.core = (figure.core[0], figure.core[1] - (2 if sentence.text(figure.core).endswith("前移") else 1))
        return True
    shrunk = _SHRUNK.match(sentence.text(figure.core))
    if shrunk and not figure.verb and figure.unit not in ("%", "元"):
        figure.kind, figure.verb = "change", shrunk.group(1)
        return sign(figure)
    if figure.unit in ("%", "‰", "倍", "成", "") or not figure.verb:
        if (
            figure.links
            and index
            and sentence.figures[index - 1].kind == "change"
            and figure.unit == sentence.figures[index - 1].unit
        ):
            figure.kind, figure.verb = "change", sentence.figures[index - 1].verb
            return sign(figure)
        return False
    if not _VERBS.match(figure.verb) or leads_to_level(figure) or _is_a_policy(sentence, figure):
        return False
    if figure.verb in _QUALITATIVE and figure.unit not in _GRADUAL and not figure.unit.startswith("元"):
        return False
    figure.kind = "change"
    return sign(figure)


def _is_a_policy(sentence: Sentence, figure: Numeral) -> bool:
    """稳增长38条: a package of measures, no growth."""
    return figure.unit in ("条", "项") and sentence.text(figure.core).endswith(("稳", "促", "保"))


def _points(sentence: Sentence, figure: Numeral, index: int) -> bool:
    figure.kind = "change"
    if not figure.verb and _LOWERS.match(sentence.text(figure.core)):
        figure.verb = "降低"
    if figure.links and not figure.verb and index:
        figure.verb = sentence.figures[index - 1].verb
    return sign(figure)
