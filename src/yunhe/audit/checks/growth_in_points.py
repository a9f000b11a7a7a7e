"""数量的增长不用百分点。

生产总值是一个量，增长写百分数；“增长3.2个百分点”只能说增速或比重，多半是百分号写错了。
"""

import re
from collections.abc import Iterator

from yunhe.audit.prose import prose_of
from yunhe.types import Case, Finding

SEVERITY = "warning"
FLAGS = (
    "地区生产总值增长3.2个百分点。",
    "地区生产总值达到2206.3亿元、增长5.2个百分点。",
    "社会消费品零售总额同比增长4.1个百分点。",
)
PASSES = (
    "地区生产总值增长3.2%。",
    "地区生产总值增速提高3.2个百分点。",
    "拉动地区生产总值增长0.5个百分点。",
    "高技术产业增加值占比增长3.2个百分点。",
)
_POINTS = re.compile(
    "(?:生产总值|增加值|固定资产投资|零售总额|进出口总额|预算收入|财政收入|可支配收入)"
    "(?:(?:完成|达到?|实现|为)?\\d+(?:\\.\\d+)?[万亿]*元)?[，、]?(?:比上年|同比|较上年)?"
    "(?P<growth>(?:增长|下降)了?\\d+(?:\\.\\d+)?个百分点)"
)
_SHARE = re.compile("拉动|带动|推动|贡献|影响|支撑|增速|增幅|占|比重|高于|低于|快于")


def check(case: Case) -> Iterator[Finding]:
    """Growths of amounts that are told in points."""
    prose = prose_of(case.draft)
    for found in prose.find(_POINTS):
        start = prose.sentence_at(found.start()).start
        if not _SHARE.search(prose.chars[start : found.start()][-30:]):
            yield Finding.at(
                prose.span(found.start("growth"), found.end("growth")),
                "数量的增长写成了百分点",
                remedy="改为“%”；说的是增速的变化，写明“增速”",
            )
