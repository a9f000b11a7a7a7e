"""只会增加的数不能变小。

累计数、通车里程、装机容量、累计建成的个数，今年比上年报告写的小，不是抄错了，就是换了口径。
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from yunhe.audit.checks import Example
from yunhe.audit.likeness import subject_of
from yunhe.audit.prose import once_a_reading, prose_of
from yunhe.audit.rounding import bounds, written
from yunhe.audit.series import is_of_the_area, is_of_the_whole, is_revised, qualifiers, subject
from yunhe.types import Case, Claim, Finding, Reading, Severity

SEVERITY = "warning"
YIELDS_TO = ("level_against_last_year", "change_against_last_stock", "implausible_jump")
FLAGS = (
    Example(
        "一、2024年工作回顾\n轨道交通运营里程达到416公里。",
        earlier={2023: "一、2023年工作回顾\n轨道交通运营里程达到516公里。"},
    ),
    Example(
        "一、2024年工作回顾\n累计加装电梯936台。",
        earlier={2023: "一、2023年工作回顾\n累计加装电梯1036台。"},
    ),
    Example(
        "一、2024年工作回顾\n高速公路通车里程5080公里。",
        earlier={2023: "一、2023年工作回顾\n高速公路通车里程5800公里。"},
    ),
)
PASSES = (
    Example(
        "一、2024年工作回顾\n轨道交通运营里程达到516公里。",
        earlier={2023: "一、2023年工作回顾\n轨道交通运营里程超500公里。"},
    ),
    Example(
        "一、2024年工作回顾\n加装电梯236台。",
        earlier={2023: "一、2023年工作回顾\n累计加装电梯1036台。"},
    ),
    Example(
        "一、2024年工作回顾\n新增轨道交通运营里程46公里。",
        earlier={2023: "一、2023年工作回顾\n轨道交通运营里程达到516公里。"},
    ),
    Example(
        "一、2024年工作回顾\n五年来，累计加装电梯936台。",
        earlier={2023: "一、2023年工作回顾\n累计加装电梯1036台。"},
    ),
)
_GROWING = frozenset(
    {
        "expressway_length", "road_length", "railway_length", "high_speed_rail_length", "metro_length",
        "installed_capacity", "renewable_capacity", "solar_capacity", "wind_capacity", "base_stations_5g",
        "invention_patents_per_10k", "first_class_roads", "high_grade_roads", "charging_piles", "sister_cities",
    }
)  # fmt: skip
_NOT_A_TOTAL = re.compile(
    "新增|净增|新建|建设|在建|规划|改造|新改|扩建|开工|年内|[今当本全]年|一年|[两三四五六七八九十]年|届|“十|时期|期间|以来|目标|加密|提升|"
    "20\\d\\d年"
)
_STANDING = re.compile("建成|加装|培育|认定|开通|注册|安装|落户|上市|拥有|创建|布局|总数|总量|总里程")
_TELLING = 4


def check(case: Case) -> Iterator[Finding]:
    """Totals that only grow, smaller than the last earlier report has them."""
    for (about, unit), claims in _totals(case.draft).items():
        claim = min(claims, key=lambda each: each.value)
        if len({each.value for each in claims}) > 1 or claim.period != str(case.year):
            continue
        found = _latest(about, unit, case)
        if found and not any(_may_follow(claim, before) for before in found):
            yield _finding(claim, min(found, key=lambda each: each.value), case)


@once_a_reading
def _totals(reading: Reading) -> dict[tuple[str, str], list[Claim]]:
    found: dict[tuple[str, str], list[Claim]] = {}
    for claim in reading.claims:
        if claim.kind == "level" and claim.status == "actual" and _is_total(claim, reading):
            found.setdefault((subject_of(claim), claim.unit), []).append(claim)
    return found


def _is_total(claim: Claim, reading: Reading) -> bool:
    """Whether a level is of all there is by now: of an indicator that only grows, or said to be 累计."""
    before = prose_of(reading).before(claim)[-30:]
    if claim.indicator_id not in _GROWING and not _stands(claim, before):
        return False
    return (
        len(claim.period) == 4
        and is_of_the_area(claim, reading)
        and is_of_the_whole(claim, reading)
        and not _NOT_A_TOTAL.search(before + claim.indicator.phrase)
    )


def _stands(claim: Claim, before: str) -> bool:
    """Whether a cumulated figure is of things that stay, and not of what one year brought (累计减税, 累计受理)."""
    told = claim.accumulation == "cumulative" and claim.unit != "元" and len(subject_of(claim)) >= _TELLING
    return told and bool(_STANDING.search(before + claim.indicator.phrase))


def _latest(about: str, unit: str, case: Case) -> list[Claim]:
    """The totals of one thing in the latest earlier report that has any."""
    for year, reading in sorted(case.earlier.items(), reverse=True):
        found = _totals(reading).get((about, unit), [])
        if found and case.year is not None and year < case.year:
            return found
    return []


def _may_follow(claim: Claim, before: Claim) -> bool:
    high, low = bounds(claim).high, bounds(before).low
    return high is None or low is None or high >= low


def _finding(claim: Claim, before: Claim, case: Case) -> Finding:
    return Finding.at(
        claim,
        f"{subject(claim)}{written(claim)}，比{before.period}年报告的{written(before)}还少",
        before,
        evidence=f"{written(claim)} < {written(before)}",
        remedy="核对数字和“累计”的起点；口径变了的写明",
        severity=_severity(claim, before, case),
    )


def _severity(claim: Claim, before: Claim, case: Case) -> Severity:
    revised = is_revised(claim, case.draft) or qualifiers(claim, case.draft)
    return "note" if revised or claim.value / before.value > Decimal("0.99") else "warning"
