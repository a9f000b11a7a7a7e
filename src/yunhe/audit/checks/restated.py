"""上年的数今年再写，要和上年报告一样。

“由2023年的170亿元增加到179亿元”里的170亿元，上年报告也写过；两处不一样，不是抄错了，就是上年数修订过而没有说明。
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from yunhe.audit.checks import Example
from yunhe.audit.prose import prose_of
from yunhe.audit.rounding import agree, half, written
from yunhe.audit.series import is_of_one_year, is_of_the_whole, is_revised, same_scope, subject, yearly
from yunhe.audit.slips import is_slip
from yunhe.reading.amounts import plain
from yunhe.types import Case, Claim, Finding, Reading, Severity

SEVERITY = "warning"
FLAGS = (
    Example(
        "一、2024年工作回顾\n一般公共预算收入由2023年的160.6亿元增加到179.1亿元。",
        earlier={2023: "一、2023年工作回顾\n一般公共预算收入170.6亿元，增长6.1%。"},
    ),
    Example(
        "一、2024年工作回顾\n森林覆盖率由2022年的61.2%提高到2024年的61.9%。",
        earlier={2022: "一、2022年工作回顾\n森林覆盖率61.7%。"},
    ),
    Example(
        "一、2024年工作回顾\n2023年高新技术企业达到1200家，2024年达到1331家。",
        earlier={2023: "一、2023年工作回顾\n高新技术企业达到1020家。"},
    ),
)
PASSES = (
    Example(
        "一、2024年工作回顾\n一般公共预算收入由2023年的171亿元增加到179.1亿元。",
        earlier={2023: "一、2023年工作回顾\n一般公共预算收入170.6亿元，增长6.1%。"},
    ),
    Example(
        "一、2024年工作回顾\n一般公共预算收入由2023年的170.6亿元增加到179.1亿元。",
        earlier={2023: "一、2023年工作回顾\n一般公共预算收入170.6亿元，增长6.1%。"},
    ),
    Example(
        "一、2024年工作回顾\n生产总值从1978年的186亿元增加到9.73万亿元；一般公共预算收入从41.8亿元增加到179.1亿元。",
        earlier={2023: "一、2023年工作回顾\n一般公共预算收入170.6亿元，增长6.1%。"},
    ),
    Example(
        "一、2024年工作回顾\n税收收入由2023年的160.6亿元增加到179.1亿元。",
        earlier={2023: "一、2023年工作回顾\n一般公共预算收入170.6亿元，增长6.1%。"},
    ),
)
_SMALL = Decimal("0.01")  # final figures differ by this much from preliminary ones
_GONE_BY = re.compile("[由从]|上年|去年|前年")
_YEAR = re.compile("(?:19|20)\\d\\d(?=年)")
_REVISED_YEARLY = ("primary_share", "secondary_share", "tertiary_share")  # by final accounting


def check(case: Case) -> Iterator[Finding]:
    """Figures for a year gone by that no figure of the report on that year agrees with."""
    for (key, year), claims in yearly(case.draft).items():
        earlier = case.earlier.get(year)
        said = yearly(earlier).get((key, year), ()) if earlier else ()
        if earlier is None or year == case.year or not said:
            continue
        for claim in claims:
            named = _names_its_year(claim, case.draft)
            sure = named or (len({each.value for each in claims}) == 1 and _is_dated(claim, case.draft))
            if sure and not any(_agrees(claim, other) for other in said):
                yield from _against(claim, said, named, earlier, case)


def _names_its_year(claim: Claim, reading: Reading) -> bool:
    """Whether the year stands right before the figure: （2023年为170.6亿元）."""
    return (
        prose_of(reading).before(claim).endswith(tuple(f"{claim.period}年{word}" for word in ("", "为", "的", "达到")))
    )


def _agrees(claim: Claim, other: Claim) -> bool:
    """Also when the last digit is one off: some cut where others round."""
    return agree(claim, other) or abs(claim.value - other.value) <= 2 * max(half(claim), half(other))


def _is_dated(claim: Claim, reading: Reading) -> bool:
    """Whether the words before a figure say that it is of a year gone by."""
    before = prose_of(reading).before(claim)
    if set(_YEAR.findall(before)) - {claim.period}:
        return False  # 从1978年的…增加到…；收入从…: also of 1978
    return bool(_GONE_BY.search(before[-40:])) or claim.period in before[-40:]


def _against(claim: Claim, said: tuple[Claim, ...], named: bool, earlier: Reading, case: Case) -> Iterator[Finding]:
    like = [other for other in said if same_scope(claim, case.draft, other, earlier) and is_of_one_year(other, earlier)]
    clear = len({other.value for other in like}) == 1 and is_of_the_whole(claim, case.draft)
    if not clear and not named:
        return
    other = min(like or said, key=lambda each: abs(each.value - claim.value))
    if not other.value:
        return
    off = claim.value / other.value - 1
    yield Finding.at(
        claim,
        f"{claim.period}年{subject(claim)}这里写{written(claim)}，{claim.period}年的报告写{written(other)}",
        other,
        evidence=f"{written(claim)} ≠ {written(other)}，差{plain(round(off * 100, 2))}%",
        remedy="两处取其一；修订过的写明“经核算调整后”",
        severity=_severity(claim, other, named, case),
    )


def _severity(claim: Claim, other: Claim, named: bool, case: Case) -> Severity:
    if is_revised(claim, case.draft) or other.status == "estimate":
        return "note"
    if abs(claim.value / other.value - 1) < _SMALL or claim.indicator_id in _REVISED_YEARLY:
        return "note"
    return "error" if named and is_slip(claim.value, other.value) else "warning"
