"""Targets and what became of them as a table for people: those of last year's report, and of tables of tasks."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import NamedTuple

from yunhe.audit.outcomes import Outcome, Verdict, outcomes, said
from yunhe.audit.prose import prose_of
from yunhe.review.listing import shown, where
from yunhe.types import Case, Claim, Span

VERDICTS: tuple[Verdict, ...] = ("未达到", "不可比", "超过", "达到", "未再提及")
SILENT: Verdict = "未再提及"
COLUMNS = {
    "name": "指标", "aim": "目标", "result": "结果", "verdict": "结论", "why": "说明", "aim_at": "目标出处",
    "result_at": "结果出处",
}  # fmt: skip


class Line(NamedTuple):
    """One target: what was aimed at, what the draft says, and where both stand; `start` is the result's offset."""

    name: str
    aim: str
    result: str
    verdict: Verdict
    why: str
    aim_at: str
    result_at: str
    start: int | None


def lines(case: Case) -> list[Line]:
    """Every target of the case in reading order, those of last year's report first."""
    return [_line(outcome, case) for outcome in outcomes(case)]


def by_verdict(found: Iterable[Line]) -> list[Line]:
    """The lines with what was missed first, and what is not mentioned again last."""
    return sorted(found, key=lambda line: VERDICTS.index(line.verdict))


def tally(found: Sequence[Line]) -> str:
    """How many targets there are and what became of them, in one line."""
    counted = Counter(line.verdict for line in found)
    words = "，".join(f"{verdict} {counted[verdict]}" for verdict in VERDICTS if counted[verdict])
    return f"目标 {len(found)} 项：{words}"


def _line(outcome: Outcome, case: Case) -> Line:
    result = outcome.result
    aim = shown(outcome.target, 40) if isinstance(outcome.target, Span) else outcome.aim
    start = result.start if result else None
    places = _place(outcome.target, case), _place(result, case) if result else ""
    return Line(outcome.name, aim, said(result) if result else "", outcome.verdict, outcome.why, *places, start)


def _place(place: Claim | Span, case: Case) -> str:
    """The page or paragraph, with the document's name where it is not the draft."""
    span = place.span if isinstance(place, Claim) else place
    if span.doc == case.draft.document.name:
        return where(prose_of(case.draft), span)
    source = next(each for each in (*case.earlier.values(), *case.targets) if each.document.name == span.doc)
    return f"{PurePath(span.doc).name} {where(prose_of(source), span)}"
