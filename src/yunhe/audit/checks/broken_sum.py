"""各部分相加要等于总数。

进口加出口是进出口，三次产业增加值相加是地区生产总值，三次产业结构相加是100；差得比四舍五入大，就有一个数错了。
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from yunhe.audit.prose import Prose, prose_of
from yunhe.audit.rounding import shown, tolerance, written
from yunhe.audit.series import is_of_one_year
from yunhe.reading.amounts import plain
from yunhe.reading.indicators import definition
from yunhe.types import Case, Claim, Finding

SEVERITY = "error"
FLAGS = (
    "地区生产总值1000亿元，其中第一产业增加值50亿元，第二产业增加值400亿元，第三产业增加值650亿元。",
    "三次产业结构调整为3.2∶40.1∶66.7。",
    "三次产业结构由5：45：50调整为4:43:63。",
    "进出口总额900亿元，其中出口600亿元，进口200亿元。",
)
PASSES = (
    "到2007年全省三次产业比例趋近于3：3：4。",
    "地区生产总值1000亿元，其中第一产业增加值50亿元，第二产业增加值400亿元，第三产业增加值550亿元。",
    "三次产业结构调整为3.2∶40.1∶56.7。",
    "三次产业结构调整为3.2∶40.1∶56.8。",
    "进出口总额900亿元，其中出口600亿元，进口300.4亿元。",
    "三次产业分别增长3%、4%、5%。",
    "城乡居民收入比2:1:1。",
)
_SHARES = re.compile(
    r"(?<![\d.:：∶])(\d{1,2}(?:\.\d+)?)[:：∶](\d{1,2}(?:\.\d+)?)[:：∶](\d{1,2}(?:\.\d+)?)(?![\d.:：∶])"
)
_TENTHS = 10  # 三次产业比例趋近于3：3：4
_STRUCTURE = re.compile("(?:产业|一二三产|三产|一、二、三)[^。；]{0,30}$")
_GROSS = Decimal(8)  # times the tolerance: beyond, it is no rounding and no other 口径


def check(case: Case) -> Iterator[Finding]:
    """Sums that the vocabulary knows, and structures of three industries."""
    prose = prose_of(case.draft)
    yield from _structures(prose)
    yield from _totals(case)


def _structures(prose: Prose) -> Iterator[Finding]:
    for found in _SHARES.finditer(prose.chars):
        before = prose.chars[max(0, found.start() - 40) : found.start()]
        parts = [Decimal(part) for part in found.groups()]
        digits = max(-int(part.as_tuple().exponent) for part in parts)
        slack = Decimal(1).scaleb(-digits) / 2 * 3
        total = sum(parts, Decimal(0))
        if _STRUCTURE.search(before) and slack < abs(total - 100) and total != _TENTHS:
            sum_of = " + ".join(map(plain, parts))
            yield Finding.at(
                prose.span(found.start(), found.end()),
                f"三次产业结构相加是{plain(total)}，不是100",
                evidence=f"{sum_of} = {plain(total)}，应为 100（四舍五入允许 ±{plain(slack)}）",
                remedy="核对三个比重",
                severity="error" if abs(total - 100) > 2 * slack else "warning",
            )


def _totals(case: Case) -> Iterator[Finding]:
    levels: dict[tuple[str, str, str, str], Claim] = {}
    for claim in reversed(case.draft.claims):
        if claim.kind == "level" and claim.indicator_id and claim.bound == "=" and is_of_one_year(claim, case.draft):
            levels[claim.indicator_id, claim.period, claim.place, claim.unit] = claim
    for (id, *rest), whole in levels.items():
        indicator = definition(id)
        if indicator is None or indicator.in_turn or len(indicator.parts) < 2:
            continue
        parts = [levels.get((part, rest[0], rest[1], rest[2])) for part in indicator.parts]
        held = [part for part in parts if part is not None]
        if len(held) == len(parts) and _are_together(whole, held):
            yield from _judged(whole, held)


def _are_together(whole: Claim, parts: list[Claim]) -> bool:
    return all(
        abs(part.sentence - whole.sentence) <= 1 and part.status == whole.status and part.basis == whole.basis
        for part in parts
    )


def _judged(whole: Claim, parts: list[Claim]) -> Iterator[Finding]:
    total = sum((part.value for part in parts), Decimal(0))
    slack = tolerance([whole, *parts])
    if abs(total - whole.value) <= slack:
        return
    sum_of = " + ".join(map(written, parts))
    off = abs(total - whole.value)
    allowed = f"（允许 ±{shown(slack, whole.unit)}）"
    yield Finding.at(
        whole,
        f"各部分相加与“{whole.indicator.phrase}”不等，差{shown(off, whole.unit)}",
        *parts,
        evidence=f"{sum_of} = {shown(total, whole.unit)} ≠ {written(whole)}{allowed}",
        remedy="核对各部分和总数；口径不同的写明",
        severity="error" if off > _GROSS * slack else "warning",
    )
