"""说圆满完成、超额完成，却找不到目标。

“隐患整治任务超额完成”，本稿没有写目标是多少、完成多少，上年报告也没有这项任务，读的人会问完成了什么。全篇归成一条。
目标写了而没有达到的，由“上年定的目标”（last_targets）查。
"""

import re
from collections.abc import Iterator

from yunhe.audit.checks import Example
from yunhe.audit.prose import Prose, Sentence, once_a_reading, prose_of
from yunhe.types import Case, Finding, Reading

SEVERITY = "note"
YIELDS_TO = ("last_targets",)
_PLAN = "一、2023年工作回顾\n经济回升。\n二、2024年工作安排\n地区生产总值增长5.5%左右。完成垃圾分类三年任务。"
FLAGS = (
    "一、2024年工作回顾\n隐患整治任务超额完成，各项改革全面推进。",
    Example("一、2024年工作回顾\n超额完成屋顶光伏建设任务。", earlier={2023: _PLAN}),
    "一、2024年工作回顾\n圆满完成全年粮食收储指标。",
)
PASSES = (
    "一、2024年工作回顾\n超额完成屋顶光伏建设任务，建成12兆瓦。",
    Example("一、2024年工作回顾\n垃圾分类任务全面完成。", earlier={2023: _PLAN}),
    "一、2024年工作回顾\n圆满完成市人大会议确定的各项目标任务。国企改革三年行动任务全面完成。",
    "二、2025年工作安排\n确保全面完成水利建设任务。",
    "一、2024年工作回顾\n十件民生实事全面完成。",
)

_DONE = re.compile("(?:圆满|超额|全面|胜利|提前)(?:地)?(?:完成|实现|达成)了?")
_TASK = re.compile("目标|任务|指标|计划")
_SOURCED = re.compile(
    "[三五]年|[五六七八九]五”|计划”|奥运|奥帆|援建|支援|试点|第[一二]步|[一二三四]”?[时规]|“十|本届|任期|国家|中央|省|上级|下达|普查|行动|规划|改革|会议|人大|全会|党|安保|保障|实事|脱贫|攻坚|小康|"
    "百年|确定的|提出的|(?:各项|主要|全年|年度|年初|发展|既定|预期|的)(?:目标|任务|指标)"
)
_HOPED = re.compile("力争|争取|确保|努力|要|将|为|保证|未|没有?|尚|不")
_IDLE = re.compile("目标|任务|指标|计划|工作|建设|年度|全年|各项|全市|全省|全区|我[市省区州县]|[的了均全地、“”]")
_DIGIT = re.compile("\\d|百分之|[一二三四五六七八九十百千万]+[个项家户件条座]")
_TELLING = 4


def check(case: Case) -> Iterator[Finding]:
    """Tasks called done of which neither the draft nor last year's report says what was to be done, as one list."""
    prose = prose_of(case.draft)
    spans = tuple(
        prose.span(start, end)
        for found in prose.find(_DONE)
        for start, end in _clauses(prose, found)
        if not _is_known(prose.chars[start:end], case)
    )
    if spans:
        yield Finding(
            f"{len(spans)}处说“完成”，找不到目标是什么",
            spans,
            "；".join(span.quote for span in spans[:3]) + ("等" if len(spans) > 3 else ""),
            "写上目标和结果，或备好下达任务的文件",
        )


def _clauses(prose: Prose, found: re.Match[str]) -> Iterator[tuple[int, int]]:
    """The clause around a place, when it tells of a task done, without a number and without whose task it is."""
    sentence = prose.sentence_at(found.start())
    if sentence.role not in ("front", "review"):
        return
    start, end = _bounds(sentence, found.start(), found.end())
    clause = prose.chars[start:end]
    hoped = _HOPED.search(prose.chars[max(start, found.start() - 8) : found.start()])
    beside = prose.chars[max(sentence.start, start - 20) : min(sentence.end, end + 24)]
    if _TASK.search(clause) and not _SOURCED.search(clause) and not hoped and not _DIGIT.search(beside):
        yield start, end


def _bounds(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    before = re.split("[，；。：]", sentence.text[: start - sentence.start])[-1]
    behind = re.split("[，；。！]", sentence.text[end - sentence.start :])[0]
    return start - len(before), end + len(behind)


def _is_known(clause: str, case: Case) -> bool:
    """Whether last year's report speaks of this task: four letters of it stand there."""
    about = _IDLE.sub("", _DONE.sub("", clause)).strip()
    known = _quads(case.last) if case.last else frozenset()
    return len(about) < 2 or any(about[at : at + _TELLING] in known for at in range(len(about) - _TELLING + 1))


@once_a_reading
def _quads(reading: Reading) -> frozenset[str]:
    chars = re.sub("[的了、“”\\s]", "", prose_of(reading).chars)
    return frozenset(chars[at : at + _TELLING] for at in range(len(chars) - _TELLING + 1))
