"""有回顾而没有安排。

报告的后一半（目标和任务）不在文件里，多半是没有复制完整；今年的目标也就无从核对。
"""

from collections.abc import Iterator

from yunhe.audit.prose import prose_of
from yunhe.types import Case, Finding

SEVERITY = "note"
_REVIEW = "一、2024年以来政府工作回顾\n" + "2024年，我们扎实推进各项工作，地区生产总值增长4%，取得了新的成绩。\n" * 40
FLAGS = (_REVIEW,)
PASSES = (
    _REVIEW + "二、2025年工作安排\n2025年，地区生产总值预期增长5%左右。\n",
    "2024年，地区生产总值增长4%。",
    "二、2025年工作安排\n2025年，地区生产总值预期增长5%左右。",
)

_WHOLE = 1000


def check(case: Case) -> Iterator[Finding]:
    """A review of some length without a plan."""
    prose = prose_of(case.draft)
    roles = {sentence.role for sentence in prose.sentences}
    if len(prose.chars) >= _WHOLE and "review" in roles and "plan" not in roles:
        yield Finding.at(
            prose.title, "只有工作回顾，没有看到今年的目标和安排", remedy="补上后一部分；本就分开的，不必处理"
        )
