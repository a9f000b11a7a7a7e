"""The base of a comparison that is not last year: 较全年低点, 比2020年, 较年初."""

import re

from yunhe.reading.numeral import Numeral
from yunhe.reading.rules import reads
from yunhe.reading.sentence import Sentence

STAGE, ORDER = "name", 1
TRIGGERS = ("比", "较", "与", "基础上")
EXAMPLES = (
    reads("一般公共预算收入较全年低点回升6.3个百分点。", "6.3个百分点", scope="全年低点"),
    reads("粮食产量比2015年增长12%。", "12%", scope="2015年"),
    reads("企业数较上年增加28家。", "28家", scope=None),
    reads("用水量、能耗较2020年分别下降12.5%和18%。", "18%", scope="2020年"),
    reads("地区生产总值在2010年的基础上翻一番。", "翻一番", scope="2010年", indicator="地区生产总值"),
    reads("实现地区生产总值830亿元，与2002年相比，增加453亿元。", "453亿元", scope="2002年"),
    reads("经济在提高质量和效益的基础上增长7%。", "7%", scope=None, indicator="经济"),
    reads("财政总收入按可比口径增长15.2%。", "15.2%", scope=None),
)
NOT_EXAMPLES = ("总量居全市第一。",)

_BASE = re.compile(
    "(?:(?<![占同对环相可])比(?![重例率值价较])|较|与)(?P<base>[^，。；、比较]{1,14}?)(?:相比)?(?:同比|仅|"
    "分别|均|累计|又|再|也|约|净|大幅|略|共|总|同口径|年均|实际|名义|[高低多少]出?)*$"
)
_UPON = re.compile("在(?P<base>[^，。；、]{1,16}?)的?基础上[^，。；、]{0,6}$")
_AGAINST = re.compile("(?:与|和|同|比|较)(?P<base>[^，。；、比较]{2,12})相比，$")
_LAST = re.compile("(?:上一?年|去年|前一?年|同期)(?:同期|末|底|全年|年末|初)?(?:水平)?|上年年?[末底]|上年同期")


def name(sentence: Sentence, figure: Numeral, index: int) -> bool:
    """Note the base and take it out of the naming clause; never the whole answer."""
    if figure.kind not in ("growth", "change") or figure.scope:
        return False
    passage = sentence.passage
    if figure.links and index:
        figure.scope = sentence.figures[index - 1].scope
        return False
    stop = figure.start - len(figure.tie)
    text = passage.masked(figure.gap, stop)
    found = _BASE.search(text) or _UPON.search(text)
    if not found:
        return _set_before(sentence, figure)
    base = passage.chars[figure.gap + found.start("base") : figure.gap + found.end("base")]
    if found.re is _BASE or base.endswith(("年", "末", "初", "期")):
        figure.scope = None if _LAST.fullmatch(base) else base
    figure.core = (figure.core[0], max(figure.core[0], min(figure.core[1], figure.gap + found.start())))
    return False


def _set_before(sentence: Sentence, figure: Numeral) -> bool:
    """与2002年相比，增加453亿元: a clause of its own names the base."""
    found = _AGAINST.search(sentence.passage.chars[max(sentence.start, figure.gap - 18) : figure.gap])
    if found and not _LAST.fullmatch(found["base"]):
        figure.scope = found["base"]
    return False
