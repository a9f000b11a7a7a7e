"""Numbers of headings and of points in a row: 一、 (一) 1. 一是 第一，."""

import re

from yunhe.reading.numeral import Numeral
from yunhe.reading.passage import Passage
from yunhe.reading.rules import reads

STAGE, ORDER = "aside", 5
FORMS = ("arabic", "chinese", "ordinal")
EXAMPLES = (reads("1.加快建设。新建公路30公里。", "30公里", kind="level"),)
NOT_EXAMPLES = (
    "（一）全力拼经济。",
    "一是坚持创新。二是坚持改革。",
    "1．着力稳增长。",
    "第一，坚持党的领导。",
    "第一章总则",
    "三要加强监管。",
)

_SIGN = re.compile("[、.．）章节]|部分")
_POINT = re.compile("(?:是(?!否)|要(?![求素点])|则|曰|靠|抓|看|来)")


def aside(passage: Passage, numeral: Numeral, index: int) -> str | None:
    """Class `section` for the number of a heading, or of a point counted off in running text."""
    chars, start, end = passage.chars, numeral.start, numeral.end
    before = chars[start - 1 : start] if start > passage.start else "\n"
    if numeral.form == "ordinal":
        return (
            "section"
            if (before in "\n。；：" and chars[end : end + 1] in ("，", "、", "章", "节", "：", ","))
            or chars.startswith("部分", end)
            else None
        )
    if numeral.form == "date" or numeral.multiplier:
        return None
    if before == "（" and chars[numeral.number_end : numeral.number_end + 1] == "）":
        return "section"
    if before in "\n。；：　●■" and not numeral.unit and _SIGN.match(chars, numeral.number_end) and _small(numeral):
        return "section"
    if numeral.form == "chinese" and before in "\n。；：，、！？—”" and _POINT.match(chars, end):
        return "section"
    return None


def _small(numeral: Numeral) -> bool:
    return numeral.value < 100
