"""序号要连着。

“（三）”后面是“（五）”，不是漏了一段，就是序号没有跟着改；听报告的人先听出来。
"""

import re
from collections.abc import Iterator

from yunhe.audit.numbering import Mark, Row, rows
from yunhe.audit.prose import Prose, prose_of
from yunhe.types import Case, Finding

SEVERITY = "warning"
FLAGS = (
    "一、2024年工作回顾\n（一）经济稳。\n（二）改革深。\n（四）民生好。\n（五）城市美。",
    "一、2024年工作回顾\n经济稳。\n二、2025年目标\n增长5%。\n四、自身建设\n要实干。",
    "重点抓好以下工作：一是稳增长；二是促改革；四是惠民生。",
    "一、2024年工作回顾\n（一）经济稳。\n（二）改革深。\n（二）民生好。\n（三）城市美。",
)
PASSES = (
    "一、2024年工作回顾\n（一）经济稳。\n（二）改革深。\n二、2025年工作\n（一）稳增长。\n（二）惠民生。",
    "一是稳增长。二是促改革。三是惠民生。\n一是稳增长。二是促改革。",
    "1.“三高”：指企业。\n2.2024年建成的5处灌区：指灌区。\n3.9高6快：指水库。\n4.平台：指平台。",
    "1.“四风”：指四种问题。\n2“五证合一”：指登记制度。\n3.“双随机”：指监管方式。",
    "一、2024年工作回顾\n重点做好以下工作：\n一、稳增长\n二、惠民生\n二、2025年工作\n增长5%。",
)
_SPOKEN = ("review", "plan", "front")


def check(case: Case) -> Iterator[Finding]:
    """Numbers that do not follow upon the one before, one finding for each place."""
    prose = prose_of(case.draft)
    for row in rows(case.draft):
        if row.first.number == 1 and prose.sentence_at(row.first.start).role in _SPOKEN:
            yield from _gaps(row, prose)


def _gaps(row: Row, prose: Prose) -> Iterator[Finding]:
    last = row.first
    numbers = [mark.number for mark in row.marks]
    due = 2
    for index, mark in enumerate(row.marks[1:], 1):
        if mark.number == due or (mark.number > due and _stand_otherwise(due, last, mark, prose)):
            due = mark.number + 1
        elif numbers[index + 1 : index + 2] == [due + 1]:
            yield _finding(last, mark, due, prose)
            due += 1
        else:
            yield _finding(last, mark, due, prose)
            due = mark.number + 1
        last = mark


def _stand_otherwise(due: int, last: Mark, mark: Mark, prose: Prose) -> bool:
    """Whether the missing numbers open lines without their point, or before digits: 24“五证合一”, 8.9高6快4轨."""
    between = prose.chars[last.end : mark.start]
    return mark.named(due).endswith(".") and all(
        re.search(f"\n[ 　]*{number}(?:[.．、](?=\\d)|(?![\\d.．、]))", between) for number in range(due, mark.number)
    )


def _finding(last: Mark, mark: Mark, due: int, prose: Prose) -> Finding:
    before, here, wanted = last.named(last.number), mark.named(mark.number), mark.named(due)
    said = f"序号“{here}”前面是“{before}”"
    return Finding.at(
        prose.span(mark.start, mark.end),
        f"{said}，按顺序应是“{wanted}”",
        prose.span(last.start, last.end),
        evidence=f"{before} → {here}",
        remedy="改序号；若漏了一段，补上",
    )
