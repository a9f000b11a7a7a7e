"""主要指标只报总量没有增速，或上年报告有而今年没有。

同一句里的邻居都有增速，唯独这一项没有；或上年报告写了它的总量、增速，今年不写了：读的人会问是不是下降了。
"""

import re
from collections.abc import Iterator, Mapping, Set

from yunhe.audit.checks import Example
from yunhe.audit.prose import Prose, Sentence, prose_of
from yunhe.audit.series import is_of_the_area
from yunhe.types import Case, Claim, Finding, Reading

SEVERITY = "note"
_LIST = (
    "2025年，全市地区生产总值2206.3亿元，增长4%，服务业增加值2014.1亿元，增长4.9%，规上工业增加值109.6亿元，增长3.9%，"
)
_THIS_YEAR = (
    "一、2024年工作回顾\n地区生产总值2206.3亿元，增长4%。一般公共预算收入179.1亿元，增长2%。规上工业增加值增长3%。"
)
_LAST_YEAR = "一、2023年工作回顾\n地区生产总值2106.3亿元，增长5%。一般公共预算收入175.6亿元，增长6%。"
FLAGS = (
    _LIST + "一般公共预算收入179.1亿元。",
    _LIST + "居民人均可支配收入86062元。",
    _LIST + "一般公共预算收入179.1亿元，民生实事圆满完成。",
    Example(_THIS_YEAR, earlier={2023: _LAST_YEAR + "社会消费品零售总额增长5%。"}),
    Example(_THIS_YEAR + "进出口总额900亿元。", earlier={2023: _LAST_YEAR + "进出口总额950亿元，增长8%。"}),
)
PASSES = (
    _LIST + "一般公共预算收入179.1亿元，增长2%。",
    _LIST + "一般公共预算收入179.1亿元。一般公共预算收入增长2%。",
    "2025年，全市一般公共预算收入179.1亿元。",
    Example(_THIS_YEAR, earlier={2023: _LAST_YEAR}),
    Example(
        _THIS_YEAR + "社会消费品零售总额同比增长了约5%。", earlier={2023: _LAST_YEAR + "社会消费品零售总额增长5%。"}
    ),
    Example(_THIS_YEAR, earlier={2023: _LAST_YEAR + "民营企业进出口总额950亿元，增长8%。"}),
    Example("一、2024年工作回顾\n地区生产总值增长4%。", earlier={2023: _LAST_YEAR}),
)

_NEIGHBOURS = 3
_LEAST = 3  # headline figures that show that the year is told in full
# What every report tells, with the words by which a reader finds it.
_HEADLINES: Mapping[str, tuple[str, str]] = {
    "gdp": ("地区生产总值", "生产总值|GDP"),
    "general_public_budget_revenue": ("一般公共预算收入", "预算收入|财政收入"),
    "retail_sales": ("社会消费品零售总额", "零售|社零|消费品"),
    "total_trade": ("进出口总额", "进出口|外贸|对外贸易|货物贸易|贸易总额"),
    "fixed_asset_investment": ("固定资产投资", "固定资产投资|固投"),
    "industrial_value_added_above_scale": ("规上工业增加值", "工业[^，。]{0,6}增加值"),
    "urban_disposable_income": ("城镇居民人均可支配收入", "可支配收入|居民收入|居民[^，。]{0,6}收入"),
    "rural_disposable_income": ("农村居民人均可支配收入", "可支配收入|居民收入|居民[^，。]{0,6}收入"),
    "resident_disposable_income": ("居民人均可支配收入", "可支配收入|居民收入|居民[^，。]{0,6}收入"),
}
_PATTERNS = {id: re.compile(f"(?:{words})(?P<rest>[^。；\\n]{{0,24}})") for id, (_, words) in _HEADLINES.items()}
_TOLD = {
    "level": re.compile("\\d[\\d.]*[万亿]*美?元|大关|台阶"),
    "growth": re.compile("[增升降]|持平|\\d[%％]|回落|翻|倍|转正"),
}
_WORDS = ("一般公共预算收入", "可支配收入", "地区生产总值", "社会消费品零售总额", "进出口总额")


def check(case: Case) -> Iterator[Finding]:
    """Headline levels without growth in a sentence whose other figures have it."""
    prose = prose_of(case.draft)
    grown = {claim.indicator_id for claim in case.draft.claims if claim.kind == "growth"}
    gaps = [gap for sentence in prose.sentences if sentence.role != "plan" for gap in _gaps(prose, sentence, grown)]
    yield from gaps
    yield from _dropped(case, prose, {gap.spans[0].start for gap in gaps})


def _dropped(case: Case, prose: Prose, asked: Set[int]) -> Iterator[Finding]:
    """What last year's report told of a headline and this one does not, its growth above all: one note for all."""
    if case.last is None:
        return
    now, before = _headlines(case.draft), _headlines(case.last)
    if len({id for id, _ in now}) < _LEAST:
        return
    lost = [key for key in before if key not in now and not _is_told(prose, *key)]
    silent = {
        id for id, kind in lost if kind == "growth" or ((id, "growth") not in now and not _is_told(prose, id, "growth"))
    }
    known = {now[key].indicator_id for key in now if now[key].start in asked}
    lost = [(id, kind) for id, kind in lost if id in silent - known]
    if lost:
        names = [f"{_HEADLINES[id][0]}的{'总量' if kind == 'level' else '增速'}" for id, kind in lost]
        yield Finding.at(
            prose.title,
            f"上年报告写了、今年没有写：{'、'.join(names)}",
            *(before[key] for key in lost),
            evidence="；".join(f"{name}：上年“{before[key].quote}”" for name, key in zip(names, lost, strict=True)),
            remedy="补上，或准备好说明",
        )


def _headlines(reading: Reading) -> dict[tuple[str, str], Claim]:
    """The levels and growths of headline indicators for the year a report is about, each with its first figure."""
    found: dict[tuple[str, str], Claim] = {}
    for claim in reading.claims:
        is_meant = claim.indicator_id in _HEADLINES and claim.kind in _TOLD and claim.status != "target"
        if is_meant and claim.period == str(reading.outline.year) and is_of_the_area(claim, reading):
            found.setdefault((claim.indicator_id or "", claim.kind), claim)
    return found


def _is_told(prose: Prose, id: str, kind: str) -> bool:
    """Whether the review says it in words that may mean it, with or without a figure."""
    return any(
        _TOLD[kind].search(found["rest"]) and prose.sentence_at(found.start()).role != "plan"
        for found in prose.find(_PATTERNS[id])
    )


def _gaps(prose: Prose, sentence: Sentence, grown: set[str | None]) -> Iterator[Finding]:
    claims = prose.claims_in(sentence)
    levels = {claim.indicator_id for claim in claims if claim.kind == "level" and claim.indicator_id}
    paired = levels & {claim.indicator_id for claim in claims if claim.kind == "growth"}
    if len(paired) < _NEIGHBOURS:
        return
    for claim in claims:
        if _is_headline(claim) and claim.indicator_id not in grown:
            message = f"“{claim.indicator}”只有总量，没有增速"
            evidence = f"同一句里另有{len(paired)}项总量和增速都有"
            yield Finding.at(claim, message, evidence=evidence, remedy="补上增速，或准备好说明")


def _is_headline(claim: Claim) -> bool:
    named = claim.indicator_id is not None and str(claim.indicator).endswith(_WORDS)
    return named and claim.kind == "level" and claim.status != "target"
