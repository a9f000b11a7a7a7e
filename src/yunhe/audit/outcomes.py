"""What became of targets: 指标 · 目标 · 结果 · 达到/未达到/超过/不可比/未再提及 · 出处.

Targets come from last year's report (its part that plans) and from tables of tasks; results from the draft.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Literal, NamedTuple

from yunhe.audit.likeness import subject_of
from yunhe.audit.prose import once_a_reading, prose_of
from yunhe.audit.rounding import agree, half, written
from yunhe.audit.series import subject
from yunhe.reading.amounts import plain
from yunhe.reading.indicators import identify
from yunhe.types import Case, Claim, Reading, Span

Verdict = Literal["达到", "未达到", "超过", "不可比", "未再提及"]
_KINDS = ("growth", "level", "ratio", "change")
_YEAR = re.compile(r"(20\d\d)年")
_IN_STEP = re.compile(
    r"(?:^|[，。；、\s])([一-鿿]{2,12}?)(?:增长|增速|增幅)?(?:与|和)(?:经济增长|经济发展|GDP|地区生产总值)(?:增长)?"
    r"(?:基本)?(?:保持)?同步"
)
_LOWER = re.compile(
    "失业率|能耗|水耗|价格|物价|CPI|PM|细颗粒物|浓度|排放|死亡|事故|发案|案件|贫困发生率|漏损|债务率|负债率|不良"
)
_HELD = re.compile("控制在|不超过|低于|以内|以下|降至|降到|下降到")
_NEW = re.compile("新增|新认定|净增|新培育|新招引|新引进|新建|新设")
_SPELLINGS = (("R&D研发经费支出", "R&D经费支出"), ("R＆D", "R&D"), ("国高企", "国家高新技术企业"))
_SHARES = ("", "占GDP比重", "占地区生产总值比重")
_TELLING = 5  # letters of a name that is in no vocabulary
_ABOUT = Decimal("0.05")  # what 左右 allows, of a level; of a growth half a point
_HALF_A_POINT = Decimal("0.5")


class Target(NamedTuple):
    """One target: what it is of, in which direction it is good, and where it stands. `claim` is None for 同步."""

    about: str
    name: str
    said: str
    claim: Claim | None
    is_lower_better: bool
    span: Span


class Outcome(NamedTuple):
    """A target with what the draft says became of it; `result` is None when the draft says nothing of it."""

    target: Target
    result: Claim | None
    verdict: Verdict
    why: str

    @property
    def row(self) -> tuple[str, str, str, str, str]:
        """指标, 目标, 结果, 达到/…, 出处."""
        result = written(self.result) if self.result else ""
        return self.target.name, self.target.said, result, self.verdict, self.target.span.doc


def outcomes(case: Case) -> list[Outcome]:
    """The targets of last year's report and of the tables, each with its outcome, in the order in which they stand."""
    if case.year is None:
        return []
    found = list(targets_of_report(case.last, case.year)) if case.last else []
    for table in case.targets:
        found += targets_of_table(table, case.year)
    return [outcome_of(target, case) for target in found]


def targets_of_report(reading: Reading, year: int) -> Iterator[Target]:
    """What a report says is to be reached in the year after."""
    for claim in _without_upper_ends(reading):
        if claim.status == "target" and claim.period == str(year) and _is_goal(claim, reading):
            yield _target(claim, reading)
    yield from _in_step(reading, reading.outline.year, year)


def targets_of_table(table: Reading, year: int) -> Iterator[Target]:
    """The targets of a table of tasks for that year; shares of progress name nothing and are left out."""
    named = _YEAR.search(f"{table.document.name} {table.document.text[:400]}")
    if named and int(named.group(1)) != year:
        return
    for claim in _without_upper_ends(table):
        if claim.kind in _KINDS and claim.indicator.phrase and _is_goal(claim, table):
            yield _target(claim, table)
    yield from _in_step(table, year, year)


def outcome_of(target: Target, case: Case) -> Outcome:
    """What the draft says of a target."""
    results = _results(target, case)
    if not results:
        return Outcome(target, None, "未再提及", "今年的报告没有再写")
    if target.claim is None:
        return _of_step(target, results, case)
    same = [claim for claim in results if _is_same_measure(claim, target.claim)]
    if not same:
        return Outcome(target, results[0], "不可比", "目标和结果写的不是一回事（总量、增速或单位不同）")
    return _compared(target, target.claim, same[0])


def _compared(target: Target, goal: Claim, result: Claim) -> Outcome:
    gap = result.value - goal.value
    better = -gap if target.is_lower_better else gap
    arithmetic = f"{written(result)} - {written(goal)} = {plain(gap)}" if result.unit == "%" else ""
    if agree(replace(result, quantity=result.quantity._replace(bound="=")), _exact(goal)):
        return Outcome(target, result, "达到", arithmetic)
    if better > 0:
        return Outcome(target, result, "达到" if goal.bound == "<" else "超过", arithmetic)
    return Outcome(target, result, "达到" if -better <= _slack(goal) else "未达到", arithmetic)


def _exact(claim: Claim) -> Claim:
    return replace(claim, quantity=claim.quantity._replace(bound="="))


def _slack(goal: Claim) -> Decimal:
    """How far below a target still reaches it: 左右 allows a little, an exact one only its rounding."""
    if goal.bound != "~":
        return half(goal)
    return _HALF_A_POINT if goal.unit in ("%", "个百分点") else abs(goal.value) * _ABOUT


def _of_step(target: Target, results: list[Claim], case: Case) -> Outcome:
    """收入与经济增长同步: its growth beside that of the gross product, when both are told."""
    growths = [claim for claim in results if claim.kind == "growth"]
    product = [c for c in case.draft.claims if c.indicator_id == "gdp" and c.kind == "growth" and _is_of_year(c, case)]
    if not growths or not product:
        return Outcome(target, results[0], "不可比", "今年的报告没有写它的增速")
    verdict: Verdict = "达到" if growths[0].value >= product[0].value - 1 else "未达到"
    return Outcome(target, growths[0], verdict, f"{written(growths[0])}，经济增长{written(product[0])}")


def _target(claim: Claim, reading: Reading) -> Target:
    about = _about(claim, reading)
    words = prose_of(reading).before(claim)[-12:]
    behind = prose_of(reading).after(claim)[:4]
    lower = bool(_LOWER.search(claim.indicator.phrase) or _HELD.search(words)) or (
        claim.bound == "<" and not behind.startswith("左右")
    )
    lower = lower or (claim.kind in ("growth", "change") and claim.value < 0)
    return Target(about, subject(claim), _said(claim, words, behind), claim, lower, claim.span)


def _said(claim: Claim, before: str, behind: str) -> str:
    """A target as it is said: 增长5.5%, 84家, 1.2%以上."""
    verb = re.search("(增长|提高|下降|降低|达到|新增|控制在|不低于|不超过|约)$", before.rstrip("约超近"))
    tail = re.match("以上|左右|以内|以下", behind)
    unit = "" if claim.quote.endswith(claim.unit) else claim.unit  # the lower end of 5—6%
    return (verb.group(1) if verb else "") + claim.quote + unit + (tail.group() if tail else "")


def _about(claim: Claim, reading: Reading) -> str:
    """What a figure is of, also where a table spells it in its own way."""
    if claim.indicator_id:
        return claim.indicator_id
    phrase = claim.indicator.phrase
    for said, usual in _SPELLINGS:
        phrase = phrase.replace(said, usual)
    shares = _SHARES if claim.kind in ("ratio", "change") else _SHARES[:1]
    wanted = next((share for share in shares if share and _says(claim, reading, share)), "")
    return identify(phrase + wanted, claim.kind, claim.unit) or subject_of(claim)


def _says(claim: Claim, reading: Reading, words: str) -> bool:
    return words in prose_of(reading).before(claim)[-20:]


def _is_goal(claim: Claim, reading: Reading) -> bool:
    """Whether a figure is a target of its own, and not one of many years or of the past told beside it."""
    before = prose_of(reading).before(claim)[-16:]
    if claim.indicator_id is None and len(subject_of(claim)) < _TELLING:
        return False
    return claim.kind in _KINDS and not re.search("年均|累计|去年|上年|已|比20|较20|其中|总投资", before)


def _without_upper_ends(reading: Reading) -> Iterator[Claim]:
    """Claims without the upper end of a range: 6%—6.5% is reached at 6%."""
    before: Claim | None = None
    for claim in reading.claims:
        upper = before is not None and before.bound == ">" and claim.bound == "<" and claim.start - before.end <= 3
        if not upper:
            yield claim
        before = claim


def _in_step(reading: Reading, written_in: int | None, year: int) -> Iterator[Target]:
    prose = prose_of(reading)
    for found in prose.find(_IN_STEP):
        sentence = prose.sentence_at(found.start(1))
        if written_in == year or sentence.role == "plan":
            name = found.group(1)
            about = identify(name, "growth", "%") or name
            span = prose.span(found.start(1), found.end())
            yield Target(about, name, "与经济增长同步", None, False, span)


def _is_of_year(claim: Claim, case: Case) -> bool:
    return claim.period == str(case.year) and claim.status != "target" and claim.scope is None


@once_a_reading
def _by_name(reading: Reading) -> dict[str, list[Claim]]:
    """What was measured, by every name it goes by; what is newly won also under new_."""
    found: dict[str, list[Claim]] = {}
    for claim in reading.claims:
        if claim.kind in _KINDS and claim.status != "target" and claim.scope is None:
            about = _about(claim, reading)
            found.setdefault(about, []).append(claim)
            if claim.kind == "level" and _NEW.search(prose_of(reading).before(claim)[-24:]):
                found.setdefault(f"new_{about}", []).append(claim)
    return found


def _results(target: Target, case: Case) -> list[Claim]:
    """The figures of the draft's year that answer a target, those of its very name first."""
    names = dict.fromkeys((target.about, target.about.removeprefix("new_")))
    by_name = _by_name(case.draft)
    return [claim for name in names for claim in by_name.get(name, ()) if claim.period == str(case.year)]


def _is_same_measure(result: Claim, goal: Claim) -> bool:
    return result.kind == goal.kind and result.unit == goal.unit and (result.place == goal.place or not goal.place)
