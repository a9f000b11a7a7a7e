"""“居前列”要说得出第几。

没有名次的前列、名列前茅，代表会问是第几名；有依据就写名次，没有就不写。
"""

import re
from collections.abc import Iterator

from yunhe.audit.prose import prose_of
from yunhe.types import Case, Finding

SEVERITY = "note"
FLAGS = ("每千人托位率居全省前列。", "改善率居全市前列。", "综合考评成绩名列前茅。")
PASSES = (
    "改善率居全市第3位。",
    "增速居全省前列、列第2位。",
    "二、2026年工作安排\n奋力走在全省前列。",
    "前列腺筛查2万人。",
)
_LEAD = re.compile("(?:位居|稳居|居|位列|列|跻身|进入)[^，。；、\\d\\n]{0,6}前列(?!腺)|名列前茅")
_PLACE = re.compile("第[一二三四五六七八九十\\d]|前[一二三四五六七八九十\\d]")


def check(case: Case) -> Iterator[Finding]:
    """Leads claimed without a number where the past is told."""
    prose = prose_of(case.draft)
    for found in prose.find(_LEAD):
        sentence = prose.sentence_at(found.start())
        if sentence.role != "plan" and not _PLACE.search(prose.chars[sentence.start : sentence.end]):
            span = prose.span(found.start(), found.end())
            yield Finding.at(span, "说了居前，没有名次", remedy="写明第几位、在哪些地区中排")
