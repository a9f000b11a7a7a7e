"""今年的数减去增加的数，要等于上年报告的数。

“高新技术企业达到1331家，新增131家”，上年报告就应是1200家；“城镇化率提高0.8个百分点、达到66%”，上年就应是65.2%。
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from yunhe.audit.checks import Example
from yunhe.audit.likeness import belonging, subject_of
from yunhe.audit.prose import prose_of
from yunhe.audit.rounding import half, shown, written
from yunhe.audit.series import (
    is_of_one_year,
    is_revised,
    key_of,
    known,
    reading_of,
    same_scope,
    subject,
)
from yunhe.audit.setting import counts_from_further_back
from yunhe.types import Case, Claim, Finding, Reading, Severity

SEVERITY = "warning"
FLAGS = (
    Example(
        "一、2024年工作回顾\n高新技术企业达到1331家，比上年增加131家。",
        earlier={2023: "一、2023年工作回顾\n高新技术企业达到1020家。"},
    ),
    Example(
        "一、2024年工作回顾\n常住人口城镇化率提高0.8个百分点，达到66%。",
        earlier={2023: "一、2023年工作回顾\n常住人口城镇化率达到64%。"},
    ),
    Example(
        "一、2024年工作回顾\n新增高新技术企业131家，总数达1931家。",
        earlier={2023: "一、2023年工作回顾\n高新技术企业达到1200家。"},
    ),
    Example(
        "一、2024年工作回顾\n森林覆盖率为61.9%，下降0.7个百分点。",
        earlier={2023: "一、2023年工作回顾\n森林覆盖率为61.2%。"},
    ),
    Example(
        "一、2024年工作回顾\n粮食总产量达到775.6亿斤，增产89亿斤。",
        earlier={2023: "一、2023年工作回顾\n粮食产量达到726.6亿斤，连续6年保持在700亿斤以上。"},
    ),
)
PASSES = (
    Example(
        "一、2024年工作回顾\n高新技术企业达到1331家，比上年增加131家。",
        earlier={2023: "一、2023年工作回顾\n高新技术企业达到1200家。"},
    ),
    Example(
        "一、2024年工作回顾\n常住人口城镇化率提高0.8个百分点，达到66%。",
        earlier={2023: "一、2023年工作回顾\n常住人口城镇化率达到65.2%。"},
    ),
    Example(
        "一、2024年工作回顾\n五年来常住人口城镇化率提高4.8个百分点，达到66%。",
        earlier={2023: "一、2023年工作回顾\n常住人口城镇化率达到65.2%。"},
    ),
    Example(
        "一、2024年工作回顾\n去年是改革开放40周年，回望40年奋斗历程，城镇化率提高35.9个百分点、达到54.5%。",
        earlier={2023: "一、2023年工作回顾\n城镇化率达到53.1%。"},
    ),
    Example(
        "一、2024年工作回顾\n高新技术企业超1300家，比上年增加131家。",
        earlier={2023: "一、2023年工作回顾\n高新技术企业达到1150家。"},
    ),
)
_A_YEAR = re.compile("每年|年均")
_RESULT = re.compile("达|至|为|到")


def check(case: Case) -> Iterator[Finding]:
    """Levels and ratios with a change over the year that does not lead back to what last year's report says."""
    for level, change in _changed(case.draft):
        over_a_year = level.period == str(case.year) and is_of_one_year(level, case.draft)
        if over_a_year and not counts_from_further_back(change, case.draft):
            yield from _against_last(level, change, case)
    for total, added in zip(case.draft.claims[1:], case.draft.claims, strict=False):
        if _adds_up_to(added, total, case):
            yield from _beyond_what_was_added(total, added, case)


def _changed(reading: Reading) -> Iterator[tuple[Claim, Claim]]:
    """Levels with their change: 达到1331家，增加131家 and 提高0.8个百分点，达到66%."""
    changes = belonging(claim for claim in reading.claims if claim.kind == "change" and claim.scope is None)
    for level in reading.claims:
        mine = [each for each in changes.get(level.start, ()) if _goes_with(each, level)]
        if len(mine) == 1 and not _A_YEAR.search(_between(level, mine[0], reading)):
            yield level, mine[0]
    for change, level in zip(reading.claims, reading.claims[1:], strict=False):
        if change.kind != "change" or change.of is not None or change.scope or not _goes_with(change, level):
            continue
        if subject_of(change) == subject_of(level) and _RESULT.search(_between(change, level, reading)):
            yield level, change


def _between(one: Claim, other: Claim, reading: Reading) -> str:
    prose = prose_of(reading)
    first, last = sorted((prose.offset(one), prose.offset(other)))
    return prose.chars[first:last]


def _goes_with(change: Claim, level: Claim) -> bool:
    """Whether a change is of the level itself, over the same year, exact on both sides."""
    unit = "个百分点" if level.unit == "%" and level.kind == "ratio" else level.unit
    return (
        change.unit == unit
        and change.period == level.period
        and change.bound == level.bound == "="
        and change.sentence == level.sentence
        and "target" not in (change.status, level.status)
    )


def _against_last(level: Claim, change: Claim, case: Case) -> Iterator[Finding]:
    key = key_of(level)
    if key is None or case.year is None:
        return
    wanted = level.value - change.value
    slack = half(level) + half(change)
    bases = [base for base, reading in known(case, key, case.year - 1) if is_of_one_year(base, reading)]
    bases = [base for base in bases if same_scope(level, case.draft, base, reading_of(base, case))]
    bases = [base for base in bases if base.bound == "="]
    if not bases or any(abs(base.value - wanted) <= slack + half(base) for base in bases):
        return
    base = min(bases, key=lambda each: abs(each.value - wanted))
    yield Finding.at(
        level,
        f"{subject(level)}{written(level)}，变化{written(change)}，推不回上年报告的{written(base)}",
        change,
        base,
        evidence=f"{written(level)} {'+' if change.value < 0 else '-'} {shown(abs(change.value))} = "
        f"{shown(wanted, level.unit)}，上年报告写{written(base)}（允许±{shown(slack + half(base))}）",
        remedy="核对今年数、增减数和上年数；上年数修订过的写明修订后的数",
        severity=_severity(level, base, wanted, case),
    )


def _adds_up_to(added: Claim, total: Claim, case: Case) -> bool:
    """Whether two neighbours say 新增131家，总数达1331家."""
    return (
        added.kind == total.kind == "level"
        and added.accumulation == "flow"
        and total.accumulation in ("stock", "cumulative")
        and (added.unit, added.period, added.sentence) == (total.unit, total.period, total.sentence)
        and subject_of(added) == subject_of(total) != ""
        and added.bound == total.bound == "="
        and total.period == str(case.year)
        and added.value < total.value
    )


def _beyond_what_was_added(total: Claim, added: Claim, case: Case) -> Iterator[Finding]:
    """Totals above last year's and what was added; below is no slip, since some fall away."""
    last = case.last
    if last is None or not is_of_one_year(added, case.draft):
        return
    about = (subject_of(total), subject_of(total).removeprefix("new_"))
    bases = [c for c in last.claims if subject_of(c) in about and _is_total(c, total, about[0] == subject_of(c))]
    slack = half(total) + half(added)
    if not bases or any(total.value <= base.value + added.value + slack + half(base) for base in bases):
        return
    base = max(bases, key=lambda each: each.value)
    yield Finding.at(
        total,
        f"{subject(added)}{written(added)}、总数{written(total)}，多过上年报告的总数加上新增的数",
        added,
        base,
        evidence=f"{written(base)} + {written(added)} = {shown(base.value + added.value, total.unit)}"
        f" < {written(total)}",
        remedy="核对总数和新增数",
    )


def _is_total(claim: Claim, total: Claim, is_of_flow: bool) -> bool:
    wanted = ("stock", "cumulative") if is_of_flow else ("stock", "cumulative", None)
    return (
        claim.kind == "level"
        and claim.bound == "="
        and claim.status == "actual"
        and claim.accumulation in wanted
        and (claim.unit, claim.place) == (total.unit, total.place)
        and claim.value * 2 > total.value
    )


def _severity(level: Claim, base: Claim, wanted: Decimal, case: Case) -> Severity:
    if is_revised(level, case.draft) or base.status == "estimate":
        return "note"
    return "note" if abs(wanted - base.value) * 200 < abs(base.value) else "warning"
