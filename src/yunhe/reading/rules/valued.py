"""What one holds dear is no place among peers: 把人民利益放在第一位, 把安全摆在首位."""

import re

from yunhe.reading.numeral import Numeral
from yunhe.reading.passage import Passage
from yunhe.reading.rules import reads

STAGE, ORDER = "aside", 20
FORMS = ("ordinal", "top")
EXAMPLES = (reads("农业现代化水平位居全省首位。", "首位", kind="rank", scope="全省"),)
NOT_EXAMPLES = (
    "始终把人民利益放在第一位。",
    "坚持把社会效益放在首位、社会效益和经济效益相统一。",
    "把安全摆在首位。",
)

_PUT = re.compile("(?:放|摆|置)(?:在|于)(?:了)?$")


def aside(passage: Passage, numeral: Numeral, index: int) -> str | None:
    """Class `name` for a first place that something is given in the mind."""
    return "name" if _PUT.search(passage.chars, max(passage.start, numeral.start - 4), numeral.start) else None
