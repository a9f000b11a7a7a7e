"""Numbers inside the quoted name of a programme, a campaign, a work: “1515”攻坚行动, “133+X”, 《公元589》."""

import re

from yunhe.reading.numeral import Numeral
from yunhe.reading.passage import Passage
from yunhe.reading.rules import reads

STAGE, ORDER = "aside", 30
EXAMPLES = (
    reads("“平安拱墅”实现“二十连创”。", "二十", kind="streak"),
    reads("部署“财政收入翻一番”的要求。", "翻一番", kind="growth"),
)
NOT_EXAMPLES = (
    "统筹推进“1515”攻坚行动。",
    "“老旧燃气管道改造133+X工作法”入选。",
    "推出《公元589》。",
    "高水平建设“三城五区”。",
    "入选“中国民营企业500强”。",
    "实现“两个翻番”。",
)

_STREAK = re.compile("连[冠创增升降优胜涨贯丰快好]")


def aside(passage: Passage, numeral: Numeral, index: int) -> str | None:
    """Class `name` inside quotation marks, unless a streak or a whole clause is quoted."""
    if not passage.quotes:
        return None
    quote = passage.is_quoted(numeral)
    if quote is None or numeral.form == "date":
        return None
    if numeral.form == "doubling":
        return "name" if passage.chars[numeral.start - 1] == "个" else None
    if _STREAK.match(passage.chars, numeral.number_end):
        return None
    return "name"
