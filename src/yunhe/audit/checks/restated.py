"""上年的数今年再写，要和上年报告一样。

“由2023年的170亿元增加到179亿元”里的170亿元，上年报告也写过；两处不一样，不是抄错了，就是上年数修订过而没有说明。
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from yunhe.audit.checks import Example
from yunhe.audit.prose import prose_of
from yunhe.audit.rounding import agree, half, step, written
from yunhe.audit.series import REVISED, is_of_one_year, is_of_the_whole, is_revised, key_of, same_scope, subject, yearly
from yunhe.audit.slips import is_slip
from yunhe.reading.amounts import plain
from yunhe.reading.units import dimension_of
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
        "一、2024年工作回顾\n新增“雄鹰”企业50家、上市公司23家（2023年为75家）。",
        earlier={2023: "一、2023年工作回顾\n新增上市公司65家。"},
    ),
    Example(
        "一、2024年工作回顾\n城乡居民人均可支配收入分别达到40152元和17606元（2023年为36257元）。",
        earlier={2023: "一、2023年工作回顾\n城乡居民人均可支配收入分别达到37173元和16257元。"},
    ),
    Example(
        "一、2024年工作回顾\n新增上市公司4家（2023年为5家）。",
        earlier={2023: "一、2023年工作回顾\n新增上市公司4家。"},
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
        "一、2024年工作回顾\n城乡居民人均可支配收入分别达到40152元和17606元（2023年为16257元）。",
        earlier={2023: "一、2023年工作回顾\n城乡居民人均可支配收入分别达到37173元和16257元。"},
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
_BRACKET = re.compile("[（(](?:19|20)\\d\\d年(?:为|是|的)?$")
_BEHIND_REVISED = re.compile(
    f"^[^）)。；]{{0,10}}?(?:{REVISED.pattern})"
)  # of what was revised in the brackets themselves
_COUNTED = ("count", "people", "household", "occurrence")
_YEAR = re.compile("(?:19|20)\\d\\d(?=年)")
_REVISED_YEARLY = ("primary_share", "secondary_share", "tertiary_share")  # by final accounting


def check(case: Case) -> Iterator[Finding]:
    """Figures for a year gone by that no figure of the report on that year agrees with."""
    yield from _in_brackets(case)
    for (key, year), claims in yearly(case.draft).items():
        earlier = case.earlier.get(year)
        said = yearly(earlier).get((key, year), ()) if earlier else ()
        if earlier is None or year == case.year or not said:
            continue
        for claim in (each for each in claims if _bracketed(each, case.draft) is None):
            named = _names_its_year(claim, case.draft)
            sure = named or (len({each.value for each in claims}) == 1 and _is_dated(claim, case.draft))
            if sure and not any(_agrees(claim, other) for other in _exact(said)):
                yield from _against(claim, said, named, earlier, case)


def _in_brackets(case: Case) -> Iterator[Finding]:
    """17606元（2015年为16257元）: what stands in brackets is of the figure before them, whatever it would be alone."""
    for claim in case.draft.claims:
        whole = _bracketed(claim, case.draft)
        earlier = case.earlier.get(int(claim.period)) if whole else None
        key = key_of(whole) if whole else None
        if whole is None or key is None or earlier is None:
            continue
        said = yearly(earlier).get((key, int(claim.period)), ())
        told = replace(claim, indicator=whole.indicator, place=whole.place)
        if said and not any(_agrees(told, other) for other in _exact(said)):
            yield from _against(told, said, True, earlier, case)


def _bracketed(claim: Claim, reading: Reading) -> Claim | None:
    """The figure that a figure of a year gone by stands in brackets behind."""
    prose = prose_of(reading)
    at = prose.offset(claim)
    if _BRACKET.search(prose.chars[max(0, at - 10) : at]) is None or len(claim.period) != 4:
        return None
    before = [each for each in prose.claims_in(prose.sentence_of(claim)) if each.start < claim.start]
    near = bool(before) and _BRACKET.fullmatch(prose.chars[prose.end_offset(before[-1]) : at])
    return before[-1] if near and before[-1].unit == claim.unit else None


def _names_its_year(claim: Claim, reading: Reading) -> bool:
    """Whether the year stands right before the figure: （2023年为170.6亿元）."""
    return (
        prose_of(reading).before(claim).endswith(tuple(f"{claim.period}年{word}" for word in ("", "为", "的", "达到")))
    )


def _exact(said: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """The exact figures where there are any: 743.4亿斤, and not 超过700亿斤 as well."""
    return tuple(other for other in said if other.bound == "=") or said


def _agrees(claim: Claim, other: Claim) -> bool:
    """Also when the last digit is one off: some cut where others round, but not what is counted one by one."""
    if step(claim) == step(other) == 1 and dimension_of(claim.unit) in _COUNTED and claim.bound == other.bound == "=":
        return claim.value == other.value
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
    revised = _BEHIND_REVISED.search(prose_of(case.draft).after(claim)) if named else is_revised(claim, case.draft)
    if revised or other.status == "estimate":
        return "note"
    if abs(claim.value / other.value - 1) < _SMALL or claim.indicator_id in _REVISED_YEARLY:
        return "note"
    return "error" if named and is_slip(claim.value, other.value) else "warning"
