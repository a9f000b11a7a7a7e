"""“做好六方面工作”，后面就要有六条。

报告先说几个方面，再一条条列出来；删过一条、加过一条，前面的数往往忘了改。
"""

import re
from collections.abc import Iterator

from yunhe.audit.checks.cut_off import is_ended
from yunhe.audit.numbering import Row, rows
from yunhe.audit.prose import Prose, prose_of
from yunhe.reading.numerals import chinese
from yunhe.types import Case, Finding, Reading, Severity

SEVERITY = "error"
FLAGS = (
    "一、2024年工作回顾\n一年来，我们主要做了以下6方面工作。\n（一）经济稳。\n（二）改革深。\n（三）民生好。\n二、2025年工作\n增长5%。",
    "二、2025年工作\n重点抓好三个方面工作：\n（一）稳增长。\n（二）惠民生。\n各位代表！",
    "要突出抓好以下四项工作：一是稳增长；二是促改革；三是惠民生。\n各位代表！",
    "二、2025年工作\n重点做好以下3个方面、28项具体工作：\n（一）稳增长。\n（二）惠民生。\n三、自身建设\n要实干。",
    "一、2025年工作\n重点做好以下九个方面工作：\n1．稳增长。\n2．惠民生。\n二、自身建设\n要实干。",
)
PASSES = (
    "一、2024年工作回顾\n一年来，我们主要做了以下3方面工作。\n（一）经济稳。\n（二）改革深。\n（三）民生好。\n二、2025年工作\n增长5%。",
    "坚持“三个导向”，推进五大行动。\n（一）稳增长。\n（二）惠民生。",
    "要突出抓好以下三项工作：一是稳增长；二是促改革；三是惠民生。\n各位代表！一是谢谢。",
    "办好十件民生实事。\n一是稳增长。二是促改革。三是惠民生。",
    "《纲要（草案）》提出了13个方面的重点任务。一是完整体现建议。二是精准设置指标。三是充分回应期待。\n各位代表！",
    "完成年初确定的八个方面任务。\n（一）稳增长。\n（二）惠民生。",
    "二、2025年工作\n突出抓好以下2个方面、33项工作。\n（一）稳增长。\n（二）惠民生。\n三、自身建设\n要实干。",
)
_NUMBER = r"(\d{1,2}|[一二三四五六七八九十]{1,3})"
_ANNOUNCED = re.compile(
    rf"{_NUMBER}(?:个|大|项|条|点)?(?:方面|重点|着力|任务|工作)(?:的|主要|重点|工作|任务|成绩|变化|进展|成效|举措|措施)*"
    r"(?:[、，]\d{1,3}[项条个件](?:具体|重点|主要)?(?:工作|任务|举措|措施|事项)?)?[：:，。]?$"
)
_NUMBER_ONLY = re.compile(rf"(?:以下|下列|如下){_NUMBER}(?:个|大|项|条|点|件)[\u4e00-\u9fff]{{0,8}}[：:。]?$")
_NOT = re.compile("提出|明确|》|完成|兑现|落实了|年初|确定的|部署的|实现了|第$|等$|前$")
_LEADS = re.compile("以下|下列|如下|[：:]\\s*$")
_LOOKED = 60
_HEADINGS = 4  # ranks of numbers that stand at the head of a line


def check(case: Case) -> Iterator[Finding]:
    """Announcements whose number is not that of the row which begins right behind them."""
    prose = prose_of(case.draft)
    is_cut = case.draft.outline.truncated or not is_ended(prose.chars)
    for row in rows(case.draft):
        if row.first.number != 1 or (is_cut and row.last.rank <= _HEADINGS and not _has_headings_behind(row, case)):
            continue
        found = _announcement(row, prose)
        if found is not None and found[1] != len(row.marks) and _is_in_order(row, case.draft):
            yield _finding(found, row, prose)


def _has_headings_behind(row: Row, case: Case) -> bool:
    """Whether a heading stands behind a row: then the row is whole, even where the report is not."""
    return any(
        section.level and prose_of(case.draft).offset(section.start) > row.last.start
        for section in case.draft.outline.sections
    )


def _announcement(row: Row, prose: Prose) -> tuple[int, int, int] | None:
    """Where the number stands that ends right before a row, and what it says."""
    head = prose.chars[max(0, row.first.start - _LOOKED) : row.first.start].rstrip(" 　\n")
    begin = max(0, row.first.start - _LOOKED)
    clause = max(head.rfind(mark, 0, len(head) - 1) for mark in "。；\n") + 1
    found = _ANNOUNCED.search(head, clause) or _NUMBER_ONLY.search(head, clause)
    if found is None or _NOT.search(head[clause : found.start(1)]):
        return None
    said = found.group(1)
    number = int(said) if said.isdecimal() else int(chinese(said) or 0)
    return (begin + found.start(1), number, begin + found.end(1)) if number > 1 else None


def _is_in_order(row: Row, reading: Reading) -> bool:
    """A row with gaps is the matter of another check, also where its rest was taken for that of an earlier row."""
    behind = [mark for other in rows(reading) for mark in other.marks if mark.start > row.last.start]
    following = min((mark for mark in behind if mark.rank == row.last.rank), key=lambda mark: mark.start, default=None)
    is_broken_off = following is not None and following.number > row.last.number
    return not is_broken_off and [mark.number for mark in row.marks] == list(range(1, len(row.marks) + 1))


def _severity(end: int, row: Row, prose: Prose) -> Severity:
    """Sure where the words lead over to the row: 以下六个方面, 抓好六方面工作：; a plan may be told in other points."""
    sentence = prose.sentence_at(end)
    leads = _LEADS.search(prose.chars[sentence.start : row.first.start])
    return "error" if leads and row is not rows(prose.reading)[-1] else "warning"


def _finding(found: tuple[int, int, int], row: Row, prose: Prose) -> Finding:
    start, number, end = found
    last = row.last
    return Finding.at(
        prose.span(start, end),
        f"前面说{number}个方面，后面列了{len(row.marks)}条",
        prose.span(row.first.start, row.first.end),
        prose.span(last.start, last.end),
        evidence=f"从“{row.first.named(1)}”到“{last.named(last.number)}”共{len(row.marks)}条 ≠ {number}",
        remedy="改前面的数，或补上、并掉一条",
        severity=_severity(start, row, prose),
    )
