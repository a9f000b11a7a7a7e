"""分一个整体的几份，合起来要是100。

轻重工业比、粮经比、从业人员结构写成“甲∶乙”，三次产业占比、贡献率分别写出，或者“其余占”几成，各份相加都应是100，只差四舍
五入。几项可能重叠的（高新技术、战略性新兴产业占比）不加。三次产业结构的“甲∶乙∶丙”见 broken_sum。
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from yunhe.audit.prose import Prose, prose_of
from yunhe.reading.amounts import plain
from yunhe.types import Case, Finding

SEVERITY = "error"
YIELDS_TO = ("broken_sum",)
FLAGS = (
    "粮经比例由上年的45:55调整到40:70，种植面积增加。",
    "轻重工业比达到30：80。",
    "从业人员比例由32.5∶36.4∶31.1调整为33.2∶30.2∶46.6。",
    "一、二、三产业对经济增长的贡献率分别为5.1%、42.3%、62.6%。",
    "到位资金中，市外资金占55%、省外资金占35%，其余占20%。",
)
PASSES = (
    "粮经比例由上年的45:55调整到40:60，粮经比由4：6调整到3：7。",
    "轻重工业比达到30.4：69.7，城乡居民收入比由1.81:1缩小到1.74:1。",
    "粮经饲种植比例调整为45∶35∶20，内销与出口的比例调整为0.7∶1。",
    "第一、第二、第三产业占比分别为5.1%、42.3%、52.6%。",
    "民生支出增长5%，一产、二产、三产增加值占比分别提高0.1、0.2、0.3个百分点。",
    "到位资金中，市外资金占55%、省外资金占35%，其余占10%。",
    "新增学位、床位、车位分别占总数的57.7%、34.1%和36.7%。",
    "比分为45:60，航班在10:45准点，比例尺为10:75。",
)
_NUMBER = "\\d{1,2}(?:\\.\\d+)?"
_RATIO = re.compile(f"(?<![\\d.:：∶]){_NUMBER}(?:[:：∶]{_NUMBER}){{1,4}}(?![\\d.:：∶])")
_PARTS = re.compile("[:：∶]")
_STRUCTURE = re.compile(
    "(?:轻、?重工业|重、?轻工业|粮经|粮饲|国有与非国有|公有与非公有|从业人员|就业|劳动力|种植|种养)[^，。；\\n]{0,12}?(?:比|比例|比重|结构)"
    "[^，。；\\n\\d]{0,8}(?:[^，。；\\n]{0,8}\\d[\\d.:：∶]*[^，。；\\n\\d]{0,8})?$"
)
_VALUES = f"(?P<values>{_NUMBER}[%％](?:[、，和及]{{1,2}}{_NUMBER}[%％]){{2}})"
_INDUSTRIES = re.compile(
    "第?一(?:次?产业?)?、第?二(?:次?产业?)?[、和]第?三(?:次?产业?|产)[^，。；\\n\\d]{0,12}(?:占比|比重|贡献率)(?:分别|依次)[为是占达到]{0,2}"
    f"{_VALUES}(?=[，。；\\n])"
)
_REST = re.compile(
    f"(?:[^，、。；\\n\\d]{{2,16}}占(?:比)?(?:为|到)?{_NUMBER}[%％][，、]){{1,6}}(?:其余|其他|其它)[^，、。；\\n\\d]{{0,10}}占(?:比)?(?:为|到)?"
    f"{_NUMBER}[%％](?=[，。；\\n])"
)
_SHARE = re.compile(f"({_NUMBER})[%％]")
_WHOLE = Decimal(100)
_APART = Decimal(25)  # farther from 100 the parts are no shares
_BEFORE = 40
_LEAST = Decimal(10)


def check(case: Case) -> Iterator[Finding]:
    """Shares of one whole whose sum is not 100."""
    prose = prose_of(case.draft)
    for found in prose.find(_RATIO):
        parts = [Decimal(part) for part in _PARTS.split(found.group())]
        before = prose.chars[max(0, found.start() - _BEFORE) : found.start()]
        if (len(parts) > 2 or min(parts) >= _LEAST) and _STRUCTURE.search(before):
            yield from _judged(prose, found.start(), found.end(), parts)
    for pattern in (_INDUSTRIES, _REST):
        for found in prose.find(pattern):
            parts = [Decimal(part) for part in _SHARE.findall(found.group())]
            yield from _judged(prose, found.start(), found.end(), parts)


def _judged(prose: Prose, start: int, end: int, parts: Sequence[Decimal]) -> Iterator[Finding]:
    digits = max(-int(part.as_tuple().exponent) for part in parts)
    slack = Decimal(1).scaleb(-digits) / 2 * len(parts)
    total = sum(parts, Decimal(0))
    if slack < abs(total - _WHOLE) <= _APART:
        yield Finding.at(
            prose.span(start, end),
            f"各份相加是{plain(total)}，不是100",
            evidence=f"{' + '.join(map(plain, parts))} = {plain(total)}，应为 100（四舍五入允许 ±{plain(slack)}）",
            remedy="核对各份的数",
        )
