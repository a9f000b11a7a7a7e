"""比例型指标的变化要用百分点。

“占比提高3%”可以读成两种意思：3个百分点，或原来的1.03倍。
"""

from collections.abc import Iterator

from yunhe.types import Case, Finding

SEVERITY = "warning"
FLAGS = ("高技术产业增加值占比提高3%。",)
PASSES = ("高技术产业增加值占比提高3个百分点。", "高技术产业增加值增长3%。")


def check(case: Case) -> Iterator[Finding]:
    """Growths in % of what is itself a ratio."""
    for claim in case.draft.claims:
        if claim.kind == "growth" and claim.unit == "%" and claim.indicator.is_ratio:
            yield Finding.at(claim, "比例的变化写成了百分数", remedy="改为“个百分点”，或写明增长率")
