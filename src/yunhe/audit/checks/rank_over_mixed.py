"""一个名次不能同时管当年数和累计数。

“更新管网255公里、累计加装电梯1136台，总量均居全省第一”：一个是当年数，一个是累计数，“总量”指哪一个说不清。
"""

import re
from collections.abc import Iterator

from yunhe.audit.prose import prose_of
from yunhe.types import Case, Finding

SEVERITY = "warning"
FLAGS = (
    "更新老旧燃气管网255公里、累计加装电梯1136台，总量均居全省第一。",
    "新建充电桩800个、累计开通基站3000个，均居全市第2位。",
    "改造管网25公里，累计建成绿道160公里，总量均位居全省第一。",
)
PASSES = (
    "累计更新管网255公里、累计加装电梯1136台，总量均居全省第一。",
    "累计加装电梯1136台，总量居全省第一。",
    "更新管网255公里、加装电梯1136台，均居全省第一。",
)
_MIXED = re.compile(
    "(?<![^，、。；\\n])(?!累计)(?P<year>(?:更新|新建|新增|改造|完成)[^，、。；\\d\\n累]{1,16}\\d[\\d.]*[^，、。；\\d\\n]{1,4})[、，]"
    "(?P<total>累计[^，、。；\\d\\n]{2,16}\\d[\\d.]*[^，、。；\\d\\n]{1,4})，"
    "(?:总量|总数|数量)?[均都]位?居[^，。；\\n]{1,6}第[一二三四五六七八九十\\d]"
)


def check(case: Case) -> Iterator[Finding]:
    """One rank said of a figure of the year and of a total."""
    prose = prose_of(case.draft)
    for found in prose.find(_MIXED):
        yield Finding.at(
            prose.span(found.start(), found.end()),
            "一个名次同时管着当年数和累计数",
            evidence=f"当年：{found['year']}；累计：{found['total']}",
            remedy="两项口径写一致，或分别写名次",
        )
