"""A relative change in % or times: 增长4%, 下降23.2%, 增幅达57.7%, 增长1.5倍, 翻一番."""

import re
from decimal import Decimal

from yunhe.reading.clause import FALL
from yunhe.reading.numeral import Numeral
from yunhe.reading.rules import reads
from yunhe.reading.sentence import Sentence

STAGE, ORDER = "kind", 40
EXAMPLES = (
    reads("全区生产总值2206.3亿元，增长4%。", "4%", kind="growth", value="4", unit="%"),
    reads("电诈案件发案量下降23.2%。", "23.2%", kind="growth", value="-23.2"),
    reads("居民消费价格涨幅控制在3.5%左右。", "3.5%", kind="growth", bound="~"),
    reads("固定资产投资降幅为2.1%。", "2.1%", kind="growth", value="-2.1"),
    reads("公用经费定额压减5%。", "5%", kind="growth", value="-5"),
)
NOT_EXAMPLES = ("研发经费投入强度提升至1.14%。", "占比达到89%。")

_UNITS = ("%", "‰", "倍", "成", "番")
_FALLS = frozenset(FALL.split("|")) | {"降幅", "减幅", "跌幅", "下降率", "减少率", "降低率", "下降幅度"}
_GROWS = re.compile("(?:左右|以上)?的(?:中?高?速?|年均|较快)?(?:增长|增速|增幅|涨幅)")
_SHRINKS = re.compile("(?:压缩|压减|缩减|缩短)[\u4e00-\u9fff]{2,6}$")
_STRIVES = re.compile("力争|争取|确保|努力")
_MOST_DOUBLINGS = 10
_NOUNS = ("速", "幅", "率", "度", "标", "期", "平", "数")


def kind(sentence: Sentence, figure: Numeral, index: int) -> bool:
    """Decide for growth when a verb of change leads directly to a per cent figure."""
    if figure.unit not in _UNITS or (figure.kind and figure.form != "doubling"):
        return False
    if figure.unit == "番" and figure.value <= _MOST_DOUBLINGS:
        figure.kind, figure.unit = "growth", "%"
        figure.value = (Decimal(2) ** int(figure.value) - 1) * 100
        return True
    if figure.form == "doubling":
        figure.verb = figure.verb or "翻"
        return True
    if figure.unit == "%" and _GROWS.match(sentence.passage.chars, figure.tail):
        figure.kind = "growth"
        return True
    if figure.links and not figure.verb and index:
        return _continues(figure, sentence.figures[index - 1])
    if not figure.verb and figure.unit == "%" and _shrinks(sentence, figure, index):
        return True
    if not figure.verb or leads_to_level(figure) or _is_a_rate(sentence, figure):
        return False
    figure.kind = "growth"
    if figure.verb.startswith("增长") and sentence.text(figure.core).endswith("经济"):
        figure.core = (figure.core[0], figure.core[1] + 2)
    return sign(figure)


def _shrinks(sentence: Sentence, figure: Numeral, index: int) -> bool:
    """压缩时限30% is a fall; 增长8%，力争10% goes on with the growth before it."""
    core = sentence.text(figure.core)
    if _SHRINKS.match(core):
        figure.kind, figure.verb = "growth", "压缩"
        return sign(figure)
    before = sentence.figures[index - 1] if index else None
    if before is not None and before.kind == "growth" and not core and _STRIVES.search(figure.tie):
        figure.kind, figure.verb = "growth", before.verb
        return sign(figure)
    return False


def _is_a_rate(sentence: Sentence, figure: Numeral) -> bool:
    """人口自然增长率 is a rate of its own: give the name back what the verb took."""
    if not figure.verb.startswith("增长") or not sentence.text(figure.core).endswith(("自然", "人口")):
        return False
    figure.core = (figure.core[0], figure.core[1] + len("增长率"))
    return figure.verb == "增长率"


def leads_to_level(figure: Numeral) -> bool:
    """提升至, 下降到: what follows is the level reached; 增速达到 still leads to a growth."""
    if figure.verb.endswith(_NOUNS):
        return False
    after = figure.tie[figure.tie.index(figure.verb) + len(figure.verb) :] if figure.verb in figure.tie else ""
    return after.lstrip("了").startswith(("到", "至", "为", "达到", "成"))


def sign(figure: Numeral) -> bool:
    """A fall is negative."""
    if figure.verb in _FALLS or figure.tie.startswith("负增长"):
        figure.value = figure.value.copy_negate()
    return True


def _continues(figure: Numeral, before: Numeral) -> bool:
    if before.kind != "growth" or figure.unit != before.unit:
        return False
    figure.kind, figure.verb = "growth", before.verb
    return sign(figure)
