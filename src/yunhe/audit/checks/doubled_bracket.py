"""括号里重复了括号前的字。

“大运河（河）”的括号没有说出新的内容，多半是改稿时留下的。
"""

import re
from collections.abc import Iterator

from yunhe.audit.prose import prose_of
from yunhe.types import Case, Finding

SEVERITY = "warning"
FLAGS = ("传播“来杭州，一定走大运河(河)”之美。", "建成新区（新区）管委会。", "深化浙江（浙江）合作。")
PASSES = ("建成大运河（杭州段）公园。", "地区生产总值（GDP）增长5%。", "培育运河(国际)跨境电商园。")

_DOUBLED = re.compile(r"([\u4e00-\u9fff]{1,8})[（(]\1[）)]")


def check(case: Case) -> Iterator[Finding]:
    """Brackets that say the words before them again."""
    prose = prose_of(case.draft)
    for found in prose.find(_DOUBLED):
        remedy = f"删去括号，或改为要说明的内容：“{found[1]}”"
        yield Finding.at(prose.span(found.start(), found.end()), "括号里重复了前面的字", remedy=remedy)
