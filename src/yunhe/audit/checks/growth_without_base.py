"""累计数、五年总数没有“上年”，说增长要写清和什么比。

“五年累计完成投资500亿元，增长8%”：五年的总数和上年比不出增速，读者不知道是比上一个五年，还是年均。
"""

import re
from collections.abc import Iterator

from yunhe.audit.prose import prose_of
from yunhe.types import Case, Finding

SEVERITY = "warning"
FLAGS = (
    "五年累计完成固定资产投资2500亿元，同比增长8%。",
    "累计加装电梯1136台，比上年增长20%。",
    "五年来新增城镇就业68万人，较上年增长5%。",
)
PASSES = (
    "五年累计完成固定资产投资2500亿元，年均增长8%。",
    "五年累计完成固定资产投资2500亿元，比上个五年增长80%。",
    "“十三五”期间累计完成投资2500亿元，是“十二五”的1.8倍。",
    "1—11月累计完成投资250亿元，同比增长8%。",
    "全年累计接待游客5448万人次，同比增长8%。",
    "累计培育国家高新技术企业131家，今年新增20家，同比增长8%。",
    "跨境电商累计进出口300亿元，同比增长8%。",
)
_OVER_YEARS = re.compile(
    "(?:^|(?<=[，。；、]))(?P<total>(?:[过这]去?五年|五年来?|“十[一二三四五六]?五”(?:期间|时期)?)[^，。；\\d]{0,24}"
    "\\d[\\d.]*[^，。；\\d]{1,5}|累计(?:建成|加装|改造|培育|建设|开通|引进|落户|认定|新建)[^，。；\\d]{1,14}"
    "\\d[\\d.]*[^，。；\\d]{1,4})，(?P<growth>(?:同比|比上年|较上年|比去年|较去年)(?:增长|下降|提高)[\\d.]+%)"
)
_OF_ONE_YEAR = re.compile("(?:全年|今年|去年|当年|本年|20\\d\\d年|月|季度)[^，。；]{0,8}累计")
_LAST_YEAR_OF_FIVE = re.compile("五年[^，。；]{0,12}(?:达到|突破|跨|由|从|连续|居)")


def check(case: Case) -> Iterator[Finding]:
    """A growth over the year before, said of a total of several years."""
    prose = prose_of(case.draft)
    for found in prose.find(_OVER_YEARS):
        sentence = prose.sentence_at(found.start())
        head = prose.chars[sentence.start : found.end("total")]
        if _OF_ONE_YEAR.search(head) or _LAST_YEAR_OF_FIVE.search(found["total"]):
            continue
        yield Finding.at(
            prose.span(found.start("growth"), found.end("growth")),
            "多年累计数没有“上年”可比",
            evidence=f"“{found['total']}”是几年的总数，“{found['growth']}”是一年的增速",
            remedy="写明和哪一期比（比上个五年、年均），或改写当年数",
        )
