"""Last year's targets against this year's outcomes: 指标 · 目标 · 结果 · 达到/未达到/超过/不可比/未再提及 · 出处.

Targets come from the plan part of last year's report and from tables of tasks. An outcome is looked for in the draft
under the same indicator, place, kind, unit and year; where several stand there, the one that meets the target counts.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Literal, NamedTuple

from yunhe.audit.likeness import subject_of
from yunhe.audit.prose import Prose, once_a_reading, prose_of
from yunhe.audit.rounding import half, written
from yunhe.audit.series import is_of_one_year, is_of_the_area, key_of, qualifiers
from yunhe.audit.statistics import claim_in
from yunhe.audit.tables import Cell, rows_of
from yunhe.reading.amounts import plain
from yunhe.reading.indicators import definition, identify
from yunhe.reading.units import dimension_of
from yunhe.types import Bound, Case, Claim, Kind, Reading, Span

Verdict = Literal["达到", "未达到", "超过", "不可比", "未再提及"]
_KINDS: tuple[Kind, ...] = ("level", "growth", "ratio", "change")
_IDLE = frozenset({"新增", "净增", "目标", "预期"})
_MARK = re.compile("[。；;，,、]")
_LIMIT = re.compile("控制在|不超过|不高于|低于|以内|以下|压减|压降|下降|降低|减少|降至|降到")
_SAVED = re.compile("(?:压减|压降|减少|削减)(?![至到])")  # an amount taken away: more is better
_LOWER = re.compile("cpi|unemploy|mortality|death|accident|pm25|pm10|intensity|consumption|emission|crime|complain")
_HIGHER = re.compile("rd_|research|density")
_WORDS = re.compile(
    "([一-鿿A-Za-z&＆“”、（）]{2,40}?)(?:增长|增速|增幅)?(?:保持)?(?:与|和|同|跟)"
    "((?:经济|GDP|地区生产总值|居民收入)(?:发展|增长)?)(?:速度|增速)?(?:保持|基本|大体|大致)*(?:同步|相适应|相匹配|持平)"
)
_WITH_GDP = re.compile("占(?:GDP|地区生产总值|国内生产总值|生产总值)|相当于")
_TWICE = re.compile("R[&＆]D(?=研发|经费)")
_DONE = re.compile(
    "^[\\s\\d.、]*(?:已|目前|截至|截止|上半年|[一二三]季度|\\d+[-—－至]\\d+月)|已(?:完成|实现|新增|建成|开工)"
)
_YEAR = re.compile("(20\\d\\d)年")
_NEW = re.compile("新增|净增|新认定|新培育|新引进")
_TOTAL = re.compile("累计|总数|总量|达到?$|拥有")
_FEW = frozenset("家个户项件")
_HEAD = 400
_POINTS = Decimal(1)
_AROUND = Decimal("0.5")
_TENTH = Decimal("0.1")
_NAME_COLUMN = re.compile("(?:主要|预期)?(?:指标|指标名称|项目|任务|任务名称)")
_GOAL_COLUMN = re.compile("目标|计划数|计划值|年度计划")
_UNIT_COLUMN = re.compile("(?:计量)?单位")
_GROWTH = re.compile("(?:同比|比上年)?(?:增长率|增长|增速|增幅)")
_BOUNDS = re.compile(
    "(?P<least>以上|[≥>＞]=?|不低于|不少于|超过?)|(?P<most>以[内下]|[≤<＜]=?|不高于|不超过|控制在)|(?P<about>左右|约)"
)
_BOUND_OF: Mapping[str, Bound] = {"least": ">", "most": "<", "about": "~"}
_IN_BRACKETS = re.compile("[（(][^（）()]*[)）]")
_WIDEST = 16384  # columns of a sheet
_HEADINGS = 12  # rows among which the headings stand
_RANGE = 3  # letters between the ends of a range
_APART = 4  # levels that differ more than this many times are a total and an addition, not a target and its outcome


class Outcome(NamedTuple):
    """One target and what became of it; `result` is the figure of the draft, `why` says what hinders a comparison."""

    name: str
    target: Claim | Span
    result: Claim | None
    verdict: Verdict
    why: str = ""

    @property
    def aim(self) -> str:
        """The target as a reader has to see it: with its bound."""
        if isinstance(self.target, Span):
            return self.target.quote
        word = {">": "以上", "<": "以内", "~": "左右"}.get(self.target.bound, "")
        return said(self.target) + word

    @property
    def ratio(self) -> Decimal | None:
        """How far the outcome lies beyond the target, as a share of it; a growth by its points."""
        if isinstance(self.target, Span) or self.result is None or not self.target.value:
            return None
        if self.target.kind != "level":
            return self.result.value - self.target.value
        return self.result.value / self.target.value - 1


def said(claim: Claim) -> str:
    """A figure with its direction: 增长5.5%, 下降3%, 减少500亿元, 84家."""
    if claim.kind not in ("growth", "change"):
        return written(claim)
    if claim.unit not in ("%", "个百分点"):
        return (
            ("减少" if claim.value < 0 else "增加") + written(claim).lstrip("-")
            if claim.kind == "change"
            else written(claim)
        )
    return ("下降" if claim.value < 0 else "增长") + plain(abs(claim.value)) + claim.unit


def of_last_year(case: Case) -> tuple[Outcome, ...]:
    """What became of the targets for this year in the report on the year before."""
    if case.last is None or case.year is None:
        return ()
    return tuple(_outcomes(case.last, _targets_of_report(case.last, case.year), case))


def of_tables(case: Case) -> tuple[Outcome, ...]:
    """What became of the targets in the tables of tasks for this year."""
    tables = [table for table in case.targets if _year_of(table) in (None, case.year)]
    return tuple(found for table in tables for found in _outcomes(table, _targets_of_table(table), case))


def outcomes(case: Case) -> tuple[Outcome, ...]:
    """Every target and what became of it, those of last year's report first."""
    return of_last_year(case) + of_tables(case)


def _outcomes(source: Reading, targets: Iterator[Claim], case: Case) -> Iterator[Outcome]:
    found = [_outcome(target, source, case) for target in targets]
    found += [each for each in _in_words(source, case) if each]
    yield from sorted(found, key=lambda each: each.target.start)


def _targets_of_report(last: Reading, year: int) -> Iterator[Claim]:
    for claim in _without_upper_ends(last.claims):
        is_one = claim.status == "target" and claim.period == str(year) and claim.kind in _KINDS and not claim.scope
        if is_one and is_of_the_area(claim, last) and is_of_one_year(claim, last):
            yield claim


def _without_upper_ends(claims: Iterable[Claim]) -> Iterator[Claim]:
    """Claims without the upper end of a range: 6%—6.5% is reached at 6%."""
    before: Claim | None = None
    for claim in claims:
        if before is None or before.bound != ">" or claim.bound != "<" or claim.start - before.end > _RANGE:
            yield claim
        before = claim


def _targets_of_table(table: Reading) -> Iterator[Claim]:
    """The figures of a table of tasks, without those that only tell how far the work has come."""
    prose, year = prose_of(table), str(_year_of(table))
    default = str(table.outline.year)
    cells = {claim.start: claim for claim in _targets_in_cells(table, year)}
    yield from cells.values()
    for claim in _without_upper_ends(table.claims):
        if claim.start in cells:
            continue
        sentence = prose.sentence_of(claim).text
        if claim.kind not in _KINDS or claim.period not in (year, default, "") or _DONE.search(sentence):
            continue
        if sentence.strip() != claim.quote and claim.scope is None:
            yield claim


def _targets_in_cells(table: Reading, year: str) -> Iterator[Claim]:
    """The targets of a table that has columns for 指标 and 目标, with or without one for the unit.

    Where cells of the head are merged, 目标 stands over several columns (总量, 增速), named in the row below it.
    """
    rows = list(rows_of(table.document)) if "\t" in table.document.text else []
    for at, row in enumerate(rows[:_HEADINGS]):
        columns = {cell.column: cell.words for cell in row}
        names = [column for column, words in columns.items() if _NAME_COLUMN.fullmatch(words)]
        goals = [column for column, words in columns.items() if _GOAL_COLUMN.search(words)]
        units = [column for column, words in columns.items() if _UNIT_COLUMN.fullmatch(words)]
        if names and goals:
            heads = _goal_heads(columns, goals[0], names[0], rows[at + 1] if at + 1 < len(rows) else [])
            for below in rows[at + 1 :]:
                cells = {cell.column: cell for cell in below}
                unit = cells[units[0]].words if units and units[0] in cells else ""
                for column, head in heads.items() if names[0] in cells else ():
                    if column in cells:
                        yield from _cell_target(table, cells[names[0]], cells[column], head, unit, year)
            return


def _goal_heads(columns: Mapping[int, str], goal: int, name: int, below: Sequence[Cell]) -> dict[int, str]:
    """The columns of a goal with their heads; the row below belongs to the head when it names no indicator."""
    end = min((column for column in columns if column > goal), default=_WIDEST)
    if any(cell.column == name for cell in below):
        return {goal: columns[goal]}
    return {cell.column: cell.words for cell in below if goal <= cell.column < end} or {goal: columns[goal]}


def _cell_target(table: Reading, name: Cell, goal: Cell, head: str, unit: str, year: str) -> Iterator[Claim]:
    is_growth = bool(_GROWTH.search(name.words + goal.words + head))
    in_head = _IN_BRACKETS.search(head)
    unit = in_head.group()[1:-1] if in_head and dimension_of(in_head.group()[1:-1]) else unit
    unit = "%" if _GROWTH.search(head) else unit
    words = _BOUNDS.sub("", _GROWTH.sub("", goal.words))
    claim = claim_in(_GROWTH.sub("", _IN_BRACKETS.sub("", name.words)), words, unit, is_growth)
    if claim is not None:
        found = _BOUNDS.search(goal.words)
        bound = _BOUND_OF.get(found.lastgroup or "", claim.bound) if found else claim.bound
        quantity = claim.quantity._replace(bound=bound)
        yield replace(
            claim, quantity=quantity, span=goal.span(table.document), status="target", period=year, sentence=0
        )


def _year_of(table: Reading) -> int | None:
    """The year whose tasks a table lists: the first that its head or its name tells."""
    found = _YEAR.search(prose_of(table).chars[:_HEAD]) or _YEAR.search(table.document.name)
    return int(found.group(1)) if found else table.outline.year


def _outcome(target: Claim, source: Reading, case: Case) -> Outcome:
    """What became of one target."""
    names = _names(target, source)
    name = _name(names, target)
    found = [c for c in _results(case, names, target.kind) if _unit(c) == _unit(target)]
    fit = [c for c in found if _is_comparable(target, source, c, case)]
    if fit:
        result = min(fit, key=lambda c: (_is_missed(target, source, c), abs(c.value - target.value)))
        return Outcome(name, target, result, _verdict(target, source, result))
    if found:
        return Outcome(name, target, found[0], "不可比", "口径或者累计、当年不同")
    other = next((c for kind in _KINDS for c in _results(case, names, kind)), None)
    if other is None:
        return Outcome(name, target, None, "未再提及")
    lacking = "增速" if target.kind in ("growth", "change") else "总量"
    return Outcome(name, target, other, "不可比", f"目标是{lacking}，今年没有写{lacking}")


def _in_words(source: Reading, case: Case) -> Iterator[Outcome | None]:
    """Targets without a figure: 居民收入与经济增长同步."""
    prose = prose_of(source)
    for match in _WORDS.finditer(prose.chars):
        if source is not case.last or prose.sentence_at(match.start()).role == "plan":
            at = match.start()
            for phrase in re.split("[、和]", match.group(1)):
                at = prose.chars.index(phrase, at)
                yield _worded(phrase, prose, at, match.end(), case)


def _worded(phrase: str, prose: Prose, start: int, end: int, case: Case) -> Outcome | None:
    id = identify(phrase.rstrip("增长速幅"), "growth", "%")
    indicator = definition(id) if id else None
    if id is None or indicator is None:
        return None
    span = prose.span(start, end)
    result = next((c for kind in ("growth", "level") for c in _results(case, (id,), kind)), None)
    if result is None:
        return Outcome(indicator.name, span, None, "未再提及")
    product = [claim for claim in _results(case, ("gdp",), "growth") if result.kind == claim.kind]
    if not product:
        why = "目标没有数，今年也没有写增速" if result.kind == "level" else "今年没有写经济增长多少"
        return Outcome(indicator.name, span, result, "不可比", why)
    verdict: Verdict = "达到" if result.value >= product[0].value - _POINTS else "未达到"
    return Outcome(indicator.name, span, result, verdict, f"{said(result)}，经济{said(product[0])}")


def _names(target: Claim, source: Reading) -> tuple[str, ...]:
    """What the outcome of a target may be filed under."""
    about = subject_of(target)
    if target.indicator_id is None:
        phrase = _TWICE.sub("", target.indicator.phrase.rsplit("\t", 1)[-1])
        if target.kind == "ratio" and _WITH_GDP.search(prose_of(source).before(target)[-24:]):
            phrase = re.sub("经费支出$|支出$|经费$", "", phrase) + "经费投入占GDP比重"
        named = identify(phrase, target.kind, target.unit)
        if named:
            return (named,)
        return (about,) if key_of(target) or (target.kind == "growth" and len(about) > 4) else ()
    return (about, about.removeprefix("new_")) if about.startswith("new_") else (about,)


def _name(names: tuple[str, ...], target: Claim) -> str:
    indicator = definition(names[0]) if names else None
    return indicator.name if indicator else target.indicator.phrase.rsplit("\t", 1)[-1]


@once_a_reading
def _filed(reading: Reading) -> Mapping[tuple[str, str], tuple[Claim, ...]]:
    """What a report says of its own year, by what it is about and by kind."""
    found: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    year = str(reading.outline.year)
    for claim in reading.claims:
        is_one = claim.status != "target" and claim.period == year and claim.kind in _KINDS and not claim.scope
        if is_one and is_of_the_area(claim, reading) and subject_of(claim):
            found[subject_of(claim), claim.kind].append(claim)
    return {key: tuple(claims) for key, claims in found.items()}


def _results(case: Case, names: tuple[str, ...], kind: Kind) -> list[Claim]:
    filed = _filed(case.draft)
    own = [claim for name in names[:1] for claim in filed.get((name, kind), ())]
    return own + [
        claim for name in names[1:] for claim in filed.get((name, kind), ()) if _is_addition(claim, case.draft)
    ]


def _is_addition(claim: Claim, reading: Reading) -> bool:
    """Whether 新增 earlier in the clause holds for a figure too: 新增小巨人3家、省级37家，“国高企”131家."""
    clause = re.split("[。；;]", prose_of(reading).before(claim))[-1]
    return claim.accumulation is None and bool(_NEW.search(clause)) and not _TOTAL.search(clause[-12:])


def _is_comparable(target: Claim, source: Reading, result: Claim, case: Case) -> bool:
    if not is_of_one_year(result, case.draft):
        return False
    if qualifiers(target, source) - _IDLE != qualifiers(result, case.draft) - _IDLE:
        return False
    totals = ("stock", "cumulative")
    if target.kind == "level":
        low, high = sorted((abs(target.value), abs(result.value)))
        return (target.accumulation in totals) == (result.accumulation in totals) and low * _APART >= high
    return result.bound == "=" or not _is_missed(target, source, result)


def _verdict(target: Claim, source: Reading, result: Claim) -> Verdict:
    if _is_missed(target, source, result):
        return "未达到"
    if _is_limit(target, source):
        return "达到"
    beyond = _POINTS if target.kind != "level" else target.value / 10 if target.bound != "=" else half(target)
    return "超过" if result.value > target.value + beyond else "达到"


def _is_missed(target: Claim, source: Reading, result: Claim) -> bool:
    """Whether no value that the outcome may have meets the target."""
    slack = _rounding(result)
    if target.bound == "~":
        slack += max(abs(target.value) / 20, _AROUND if target.kind == "growth" else Decimal(0))
    if _is_limit(target, source):
        return result.bound != "<" and result.value > target.value + slack
    return result.bound != ">" and result.value < target.value - slack


def _rounding(claim: Claim) -> Decimal:
    """How far a figure may lie from the true one; 5% is 5.0% when it is held against a target."""
    return half(claim) if claim.kind == "level" else min(half(claim), _TENTH / 2)


def _is_limit(target: Claim, source: Reading) -> bool:
    """Whether less is better: what is to stay within a limit, or to fall."""
    if target.bound == "<" or target.value < 0:
        return True
    id = target.indicator_id or ""
    prose = prose_of(source)
    near = _MARK.split(prose.before(target))[-1][-14:] + _MARK.split(prose.after(target))[0][:3]
    if target.kind == "level" and _SAVED.search(near):
        return False
    return bool(_LIMIT.search(near)) or bool(_LOWER.search(id) and not _HIGHER.search(id))


def _unit(claim: Claim) -> str:
    return "家" if claim.unit in _FEW else claim.unit
