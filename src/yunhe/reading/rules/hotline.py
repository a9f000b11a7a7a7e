"""Telephone numbers that name a service: 12345热线, 110社会联动, 96345服务平台."""

import re

from yunhe.reading.numeral import Numeral
from yunhe.reading.passage import Passage
from yunhe.reading.rules import reads

STAGE, ORDER = "aside", 42
FORMS = ("arabic",)
EXAMPLES = (reads("12345热线受理诉求30万件。", "30万件", value="300000"),)
NOT_EXAMPLES = ("完善110社会联动应急平台。", "拓展96345服务平台功能。")

_SERVICE = re.compile(r"(?:1[12]\d|12\d{3}|9[56]\d{3,4}|8\d{4})")


def aside(passage: Passage, numeral: Numeral, index: int) -> str | None:
    """Class `name` for a bare service number in front of a noun."""
    if numeral.form != "arabic" or numeral.unit or numeral.multiplier or not _SERVICE.fullmatch(numeral.digits):
        return None
    following = passage.chars[numeral.end : numeral.end + 1]
    return "name" if "\u4e00" <= following <= "\u9fff" or following in ("”", "、") else None
