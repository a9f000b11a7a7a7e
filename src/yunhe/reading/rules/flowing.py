"""Flow, stock or cumulative, when the text says so: 当年, 新增 · 年末, 余额, 总数 · 累计."""

import re
from typing import cast

from yunhe.reading.numeral import Numeral
from yunhe.reading.rules import reads
from yunhe.reading.sentence import Sentence
from yunhe.types import Accumulation

STAGE, ORDER = "mark", 50
TRIGGERS = ("累", "余额", "末", "存量", "总数", "保有量", "在校生", "人口", "总量达", "年", "新增", "净增", "新建")
EXAMPLES = (
    reads("累计加装电梯1136台。", "1136台", accumulation="cumulative"),
    reads("新增停车位10320个。", "10320个", accumulation="flow"),
    reads("年末贷款余额243亿元。", "243亿元", accumulation="stock"),
)
NOT_EXAMPLES = ("国企资产规模达到3351.9亿元。",)

_WORDS = re.compile(
    "(?P<cumulative>累计|累积)|(?P<stock>余额|年末|期末|存量|总数|保有量|在校生|常住人口|户籍人口|"
    "总量达)|(?P<flow>当年|全年|新增|净增|新建|年均|每年|本年)"
)


def mark(sentence: Sentence, figure: Numeral, index: int) -> bool:
    """The word nearest to the figure decides; a change or rank has none."""
    if figure.kind not in ("level", "ratio", "growth"):
        return False
    found = list(_WORDS.finditer(sentence.passage.chars, figure.gap, figure.start))
    last = found[-1] if found else None
    if last is None and figure.subject and not figure.carried:
        last = _WORDS.search(sentence.passage.chars, *figure.subject)
    if last is None:
        return False
    figure.accumulation = cast(Accumulation, last.lastgroup)
    return True
