"""增长N倍，还是增长到N倍。

由10亿元增加到30亿元，是增长2倍，是原来的3倍；两头的数都写了（或上年报告里有），就按数核；“提高到3倍”不说是谁的3倍的，
请写明。
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from yunhe.audit.checks import Example
from yunhe.audit.likeness import belonging
from yunhe.audit.prose import Prose, prose_of
from yunhe.audit.rounding import bounds, half, written
from yunhe.audit.series import compare, is_nominal, is_revised, key_of, known, subject
from yunhe.reading.amounts import plain
from yunhe.types import Case, Claim, Finding

SEVERITY = "warning"
FLAGS = (
    "技术交易额由10亿元增加到30亿元，增长3倍。",
    "技术交易额由10亿元增加到30亿元，增长到2倍。",
    "技术交易额由10亿元增加到36.5亿元，增长4.1倍。",
    "园区产值提高到3倍。",
    Example(
        "一、2024年工作回顾\n技术合同成交额240亿元，增长2倍。",
        earlier={2023: "一、2023年工作回顾\n技术合同成交额120.3亿元，增长6.1%。"},
    ),
)
PASSES = (
    "技术交易额由10亿元增加到30亿元，增长2倍。",
    "技术交易额由10亿元增加到30亿元，是原来的3倍。",
    "固定资产投资由153.02亿元增加到1410亿元，增长8倍。",
    "扶贫投入由1.9亿元增加到10亿元，增长4倍多。",
    "认定标准由当地低保标准的1.2倍提高到1.5倍。",
    "由346.7亿元增加到1034.5亿元，增长2倍。",
    Example(
        "一、2024年工作回顾\n技术合同成交额360亿元，增长2倍。",
        earlier={2023: "一、2023年工作回顾\n技术合同成交额120.3亿元，增长6.1%。"},
    ),
)
_RISE = "(?:增长|提高|增加|扩大|提升|上升|发展|增)"
_NUMBER = "\\d+(?:\\.\\d+)?"
_FROM_TO = re.compile(
    f"[由从](?P<since>[^，。；\\n\\d]{{0,12}}(?:\\d{{4}}年的?(?:末|底)?)?的?)(?P<base>{_NUMBER})(?P<few>[万亿]*)(?P<unit>[^，。；、\\d\\n万亿]{{1,5}}?)"
    f"{_RISE}[到至](?:[^，。；\\n\\d]{{0,4}}\\d{{4}}年的?|去年的?|约)?(?P<level>{_NUMBER})(?P<many>[万亿]*)(?P=unit)"
    f"，(?P<verb>{_RISE}了?)(?P<to>[到至为]?)(?P<times>{_NUMBER})倍(?![多以余左])"
)
_UNSAID = re.compile(f"(?P<verb>{_RISE})[到至](?:了|约|近)?{_NUMBER}倍(?![的速率])")
_WHOSE = re.compile("[由从]|原|上年|去年|年|标准|比|相当")
_SCALES = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}
_OTHERWISE = re.compile("年均|实际|可比|累计|翻|五年|[“‘]十|新增|净增|同口径")


class Told(NamedTuple):
    """Base, level and times as they are told, with the worth of half of each last digit as a share or in times."""

    ratio: Decimal
    slack: Decimal
    times: Decimal
    digit: Decimal

    def fits(self, added: int) -> bool:
        """Whether the ratio is the times and so much; times may be cut off instead of rounded."""
        off = self.ratio - self.times - added
        return -self.digit / 2 - self.slack <= off <= self.digit + self.slack


def check(case: Case) -> Iterator[Finding]:
    """Rises told in times, against the levels on both sides of them."""
    prose = prose_of(case.draft)
    for found in prose.find(_FROM_TO):
        yield from _between_levels(prose, found)
    yield from _against_earlier(case)
    for found in prose.find(_UNSAID):
        clause = re.split("[，。；\n]", prose.chars[max(0, found.start() - 30) : found.start()])[-1]
        if not _WHOSE.search(clause):
            message = f"“{found.group()}”没有说是谁的倍数"
            remedy = "写“提高到上年的N倍”，或写“提高N−1倍”"
            yield Finding.at(prose.span(found.start(), found.end()), message, remedy=remedy, severity="note")


def _between_levels(prose: Prose, found: re.Match[str]) -> Iterator[Finding]:
    base, level = (_amount(found[number], found[scale]) for number, scale in (("base", "few"), ("level", "many")))
    if found["few"] not in _SCALES or found["many"] not in _SCALES or base <= 0:
        return
    ratio = level / base
    slack = ratio * (_half(found["base"], found["few"]) / base) + _half(found["level"], found["many"]) / base
    told = Told(ratio, slack, Decimal(found["times"]), 2 * _half(found["times"], ""))
    if told.fits(0 if found["to"] else 1):
        return
    said = found["verb"] + found["to"]
    sums = f"{found['level']}{found['many']}{found['unit']} ÷ {found['base']}{found['few']}{found['unit']}"
    yield Finding.at(
        prose.span(found.start("verb"), found.end("times") + 1),
        f"两头的数是{plain(round(ratio, 2))}倍，这里写“{said}{found['times']}倍”",
        prose.span(found.start("base"), found.start("verb") - 1),
        evidence=f"{sums} = {plain(round(ratio, 2))}倍，即增长{plain(round(ratio - 1, 2))}倍",
        remedy="分清“增长N倍”和“增长到N倍”" if told.fits(1 if found["to"] else 0) else "核对三个数",
    )


def _amount(number: str, scale: str) -> Decimal:
    return Decimal(number) * _SCALES.get(scale, 1)


def _half(number: str, scale: str) -> Decimal:
    places = len(number.partition(".")[2])
    return Decimal(_SCALES.get(scale, 1)).scaleb(-places) / 2


def _against_earlier(case: Case) -> Iterator[Finding]:
    """A level with 增长N倍, where last year's level shows that it grew to N times."""
    starts = {claim.start: claim for claim in case.draft.claims}
    for start, belongs in belonging(case.draft.claims).items():
        level = starts.get(start)
        growth = next((c for c in belongs if c.kind == "growth" and c.unit == "倍" and c.bound == "="), None)
        if level is None or growth is None or growth.scope or not _is_yearly(level, growth, case):
            continue
        base = _base(level, case)
        if base is None:
            continue
        ratio = level.value / base.value
        told = Told(ratio, ratio * (half(base) / base.value) + half(level) / base.value, growth.value, 2 * half(growth))
        if told.fits(0) and not told.fits(1):
            yield Finding.at(
                growth,
                f"{subject(level)}是上年的{plain(round(ratio, 2))}倍，这里写增长{plain(growth.value)}倍",
                level,
                base,
                evidence=f"{written(level)} ÷ {written(base)} = {plain(round(ratio, 2))}倍，"
                f"即增长{plain(round(ratio - 1, 2))}倍",
                remedy="写“增长到N倍”，或改成增长N−1倍",
            )


def _is_yearly(level: Claim, growth: Claim, case: Case) -> bool:
    prose = prose_of(case.draft)
    words = prose.chars[max(0, prose.offset(level) - 30) : prose.offset(growth)]
    is_of_year = case.year is not None and level.period == str(case.year) == growth.period[-4:]
    is_exact = level.kind == "level" and level.bound == "=" and bounds(level).low is not None
    return is_of_year and is_exact and is_nominal(level) and not _OTHERWISE.search(words)


def _base(level: Claim, case: Case) -> Claim | None:
    key = key_of(level)
    if key is None or is_revised(level, case.draft):
        return None
    found = [base for base, _ in known(case, key, int(level.period) - 1) if base.bound == "=" and base.value > 0]
    return next((base for base in found if compare(level, base, case)), None)
