"""One error put into a real report, and the rule that says before any audit whether it can be revealed.

A plant is revealable when its counterpart stands in the draft or in an earlier report: the same figure once more, last
year's level beside this year's growth, a streak's predecessor, the list behind a count, the parts of a sum. The rule
looks at what the report and its predecessors said before the error came in, and never at what the auditor finds.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from benchmarks.counterparts import counterpart, is_of_last_year, parts_with, restated, says_alike
from benchmarks.ground import Ground
from yunhe.audit.likeness import subject_of
from yunhe.audit.rounding import half
from yunhe.reading.indicators import definition
from yunhe.types import Claim

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_LISTED = re.compile(
    r"((?:[^，。；：、“”（）\n\d]{2,12}、){2,6}[^，。；：、“”（）\n\d]{2,12}?)等(\d{1,2})(?=[个家项所条类])"
)
_QUOTED = re.compile(r"((?:“[^”\n]{2,20}”、?){3,6})等(\d{1,2})(?=[个家项所条类])")
_ASPECTS = re.compile(r"(?<=[了好以下抓到])([3-9]|[三四五六七八九])(?=个?(?:大|重点)?方面(?:的?工作)?)")
_STRUCTURE = re.compile(r"(\d+(?:\.\d+)?)[:：](\d+(?:\.\d+)?)[:：](\d+(?:\.\d+)?)")
# A rank that is of the growth, or of all there are, and not of what the indicator's name says.
_RANKED_OTHERWISE = re.compile("增速|增幅|增长|提升|年均|总[数量]|累计|新增.*(?:突破|达)")
_CHINESE = "零一二三四五六七八九十"


class Plant(NamedTuple):
    """`text[start:end]` becomes `after`; `why` names the counterpart that can reveal it, "" when there is none."""

    kind: str
    start: int
    end: int
    after: str
    why: str

    def planted(self, text: str) -> str:
        """The text with the error in it."""
        return text[: self.start] + self.after + text[self.end :]


def plants(ground: Ground) -> Iterator[Plant]:
    """Every error that can be put into a report, one at a time, in no order."""
    for make in (_in_figures, _in_points, _in_lists, _in_counts, _in_quotes, _in_sums, _in_years, _in_ranks, _cut):
        yield from make(ground)


def _in_figures(ground: Ground) -> Iterator[Plant]:
    for claim in ground.draft.claims:
        number = _NUMBER.search(claim.quote)
        if claim.status != "actual" or number is None or "\n" in claim.quote:
            continue
        at = claim.start + number.start()
        yield _digit(ground, claim, at, number.group())
        if claim.kind == "level":
            yield from _scale(ground, claim, at, number.group())
            yield from _raised(ground, claim, at, number.group())
            yield from _restated(ground, claim)
        if claim.kind == "growth":
            yield from _turned(ground, claim)
        if claim.kind == "streak" and number.group().isdigit():
            yield _streak(ground, claim, at, number.group())


def _digit(ground: Ground, claim: Claim, at: int, number: str) -> Plant:
    """One of the first two digits becomes another; of a figure for last year this restates it."""
    places = [place for place, char in enumerate(number) if char.isdigit()][:2]
    place = ground.random.choice(places)
    shift = ground.random.choice((2, 3, 4))
    changed = str((int(number[place]) + shift) % 10 or shift)
    after = number[:place] + changed + number[place + 1 :]
    value = claim.value * Decimal(after) / Decimal(number) if Decimal(number) else Decimal(after)
    before = restated(ground, claim)
    if before is not None or is_of_last_year(ground, claim):
        why = "上年报告" if before is not None and parts_with(before, claim, value) else ""
        return Plant("restated value", at, at + len(number), after, why)
    return Plant("digit", at, at + len(number), after, counterpart(ground, claim, value))


def _scale(ground: Ground, claim: Claim, at: int, number: str) -> Iterator[Plant]:
    """The decimal point moves; 亿 becomes 万 or 万 亿."""
    last, twin = ground.ancestor(claim), ground.twin(claim)
    tenfold = claim.value * 10
    why = "同一数字另有一处" if twin and parts_with(twin, claim, tenfold) else ""
    if last is not None and last.value and Decimal("0.5") <= claim.value / last.value <= 2:
        why = why or "上年同一指标的量级"
    if "." in number:
        whole, part = number.split(".")
        after = f"{whole}{part[0]}" + (f".{part[1:]}" if part[1:] else "")
        yield Plant("decimal point", at, at + len(number), after, why)
    behind = at + len(number)
    for word, other in (("亿", "万"), ("万", "亿")):
        if ground.text.startswith(word, behind) and not ground.text.startswith("万亿", behind):
            yield Plant("亿/万", behind, behind + 1, other, why)


def _raised(ground: Ground, claim: Claim, at: int, number: str) -> Iterator[Plant]:
    """A part behind 其中 becomes larger than its whole."""
    before = ground.prose.before(claim)
    found = re.search(r"其中[：，]?([^，。；、\d]{0,14})$", before)
    if found is None:
        return
    wholes = [c for c in ground.draft.claims if c.sentence == claim.sentence and c.start < claim.start]
    whole = wholes[-1] if wholes and wholes[-1].kind == "level" else None
    if wholes and whole is None and wholes[-1].of is not None:
        whole = next((c for c in wholes if c.start == wholes[-1].of and c.kind == "level"), None)
    if (
        whole is None
        or whole.bound != "="
        or (whole.unit, whole.period) != (claim.unit, claim.period)
        or not 0 < claim.value < whole.value
    ):
        return
    times = whole.value / claim.value * Decimal("1.4")
    after = str((Decimal(number) * times).quantize(Decimal(1).scaleb(-len(number.partition(".")[2]))))
    yield Plant("part above whole", at, at + len(number), after, "其中的整体")


def _restated(ground: Ground, claim: Claim) -> Iterator[Plant]:
    """Last year's level in brackets behind this year's, other than last year's report had it."""
    last = ground.ancestor(claim)
    number = _NUMBER.search(last.quote) if last else None
    if last is None or number is None or last.basis or claim.basis:
        return
    first = str((int(number.group()[0]) + ground.random.choice((1, 2))) % 10 or 1)
    said = last.quote[: number.start()] + first + last.quote[number.start() + 1 :]
    year = int(claim.period) - 1
    yield Plant("restated value", claim.end, claim.end, f"（{year}年为{said}）", "上年报告")


def _turned(ground: Ground, claim: Claim) -> Iterator[Plant]:
    """增长 becomes 下降."""
    start = ground.prose.offset(claim)
    word = next((w for w in ("增长", "提高", "上升") if ground.prose.chars[start - 2 : start] == w), None)
    if word is None or claim.value <= 0:
        return
    span = ground.prose.span(start - 2, start)
    yield Plant("sign of growth", span.start, span.end, "下降", counterpart(ground, claim, -claim.value))


def _streak(ground: Ground, claim: Claim, at: int, number: str) -> Plant:
    last = ground.earlier.get((ground.draft.outline.year or 0) - 1)
    same = last is not None and any(
        c.kind == "streak" and c.value == claim.value - 1 and c.unit == claim.unit and says_alike(c, claim)
        for c in last.claims
    )
    return Plant("streak off by one", at, at + len(number), str(int(number) + 1), "上年的连续年数" if same else "")


def _in_points(ground: Ground) -> Iterator[Plant]:
    for claim in ground.draft.claims:
        if claim.kind == "change" and claim.quote.endswith("个百分点"):
            ratio = claim.indicator.is_ratio or claim.indicator.phrase.endswith(("率", "比重", "占比", "比例"))
            yield Plant("% for 个百分点", claim.end - 4, claim.end, "%", "指标本身是比率" if ratio else "")


def _in_lists(ground: Ground) -> Iterator[Plant]:
    for pattern in (_LISTED, _QUOTED):
        for found in pattern.finditer(ground.text):
            names = found.group(1).count("、") + 1 if pattern is _LISTED else found.group(1).count("“")
            if int(found.group(2)) >= names:
                yield Plant("list count", *found.span(2), str(names - 1), "列出的名称")


def _in_counts(ground: Ground) -> Iterator[Plant]:
    for found in _ASPECTS.finditer(ground.text):
        said = found.group(1)
        number = int(said) if said.isdigit() else _CHINESE.index(said)
        other = str(number + 1) if said.isdigit() else _CHINESE[number + 1]
        why = "后面的各节" if number == _sections_after(ground, found.start()) else ""
        yield Plant("section count", *found.span(1), other, why)


def _sections_after(ground: Ground, at: int) -> int:
    """How many sections of one rank begin after an offset before a higher one does; or 一是, 二是 in the paragraph."""
    behind = [section for section in ground.draft.outline.sections if section.start > at and section.level]
    rank = behind[0].level if behind else 0
    number = 0
    for section in behind:
        if section.level < rank:
            break
        number += section.level == rank
    stop = ground.text.find("\n", at)
    listed = len(re.findall(r"[一二三四五六七八九]是", ground.text[at : stop if stop > 0 else None]))
    return listed or number


def _in_quotes(ground: Ground) -> Iterator[Plant]:
    for found in re.finditer("”", ground.text):
        yield Plant("lost quote", found.start(), found.end(), "", "成对的引号")


def _in_sums(ground: Ground) -> Iterator[Plant]:
    """A part of a sum that held becomes another."""
    levels = {
        (c.indicator_id, c.period, c.place): c
        for c in reversed(ground.draft.claims)
        if c.kind == "level" and c.status == "actual" and c.indicator_id
    }
    yield from _in_structures(ground)
    for (id, period, place), whole in levels.items():
        known = definition(id or "")
        parts = [levels.get((part, period, place)) for part in known.parts] if known else []
        held = [part for part in parts if part is not None]
        if len(held) < 2 or len(held) != len(parts):
            continue
        tolerance = sum((half(part) for part in held), half(whole))
        if abs(sum(part.value for part in held) - whole.value) > tolerance:
            continue
        part = ground.random.choice(held)
        number = _NUMBER.search(part.quote)
        if number is None:
            continue
        first = number.group()[0]
        after = str((int(first) + 2) % 10 or 1) + number.group()[1:]
        moved = abs(part.value * Decimal(after) / Decimal(number.group()) - part.value)
        at = part.start + number.start()
        yield Plant("broken sum", at, at + len(number.group()), after, "各部分之和" if moved > tolerance else "")


def _in_structures(ground: Ground) -> Iterator[Plant]:
    """三次产业结构 3.2∶40.1∶56.7: one share becomes another."""
    for found in _STRUCTURE.finditer(ground.prose.chars):
        parts = [Decimal(part) for part in found.groups()]
        if abs(sum(parts) - 100) > Decimal("0.2"):
            continue
        which = ground.random.choice((1, 2, 3))
        first = found.start(which)
        span = ground.prose.span(first, first + 1)
        yield Plant("broken sum", span.start, span.end, str((int(span.quote) + 2) % 10 or 1), "合计应为100")


def _in_years(ground: Ground) -> Iterator[Plant]:
    """A year becomes the one before: in a heading, whose session gives it away, or in running text."""
    year = ground.draft.outline.year
    headings = [s for s in ground.draft.outline.sections if s.level == 1 and s.role in ("review", "plan")]
    for section in headings:
        own = (year if section.role == "review" else (year or 0) + 1) if year else None
        found = re.search(r"(20\d\d)(?=年)", ground.text[section.start : section.start + len(section.title) + 4])
        if found and own and int(found.group(1)) == own and len(re.findall(r"20\d\d", section.title)) == 1:
            span = (section.start + found.start(1), section.start + found.end(1))
            yield Plant("wrong year", *span, str(own - 1), "会议日期" if ground.draft.outline.date else "")
    running = [m for m in re.finditer(r"(?<=[。\n])(20\d\d)(?=年，)", ground.text) if int(m.group(1)) == year]
    yield from (Plant("wrong year", *m.span(1), str((year or 0) - 1), "") for m in running)


def _in_ranks(ground: Ground) -> Iterator[Plant]:
    """A rank becomes another; or it is stated once more, otherwise, at the end of its paragraph."""
    ranks = [c for c in ground.draft.claims if c.kind == "rank" and c.status == "actual" and c.value <= 9]
    for claim in ranks:
        number = re.search(r"[1-9一二三四五六七八九]", claim.quote)
        if number is None or not subject_of(claim) or claim.bound != "=":
            continue
        twin = any(
            c is not claim
            and (subject_of(c), c.scope, c.value, c.period, c.bound)
            == (subject_of(claim), claim.scope, claim.value, claim.period, "=")
            for c in ranks
        )
        other = int(claim.value) + 2 if claim.value < 8 else int(claim.value) - 2
        after = str(other) if number.group().isdigit() else _CHINESE[other]
        at = claim.start + number.start()
        yield Plant("rank contradicted", at, at + 1, after, "同一排名另有一处" if twin else "")
        of_other = _RANKED_OTHERWISE.search(ground.prose.before(claim)[-24:])
        own_year = claim.period == str(ground.draft.outline.year)
        if (
            claim.indicator_id
            and claim.scope
            and own_year
            and not of_other
            and ground.prose.section_of(claim).role == "review"
        ):
            end = _end_of_paragraph(ground, claim)
            said = f"{claim.indicator.phrase}居{claim.scope}第{_CHINESE[other]}。"
            yield Plant("rank contradicted", end, end, said, "同一排名另有一处")


def _end_of_paragraph(ground: Ground, claim: Claim) -> int:
    """Where the paragraph of a claim ends in the text."""
    last = ground.prose.paragraph(ground.prose.sentence_of(claim))[-1]
    return ground.prose.span(last.start, last.end).end


def _cut(ground: Ground) -> Iterator[Plant]:
    """The text ends in the middle of one of its last long sentences."""
    sentences = [s for s in ground.prose.sentences if s.end - s.start > 40 and s.section.role in ("review", "plan")]
    for sentence in sentences[-12:-1:3]:
        at = ground.prose.span(sentence.start, sentence.start + 35).end
        yield Plant("cut-off", at, len(ground.text), "", "句子没有完")
