"""Numbers tied by plus, times or an open letter: 8+4, 3+N, 7×24, 1+1>2."""

from yunhe.reading.numeral import Numeral
from yunhe.reading.passage import Passage
from yunhe.reading.rules import reads

STAGE, ORDER = "aside", 25
FORMS = ("arabic", "chinese")
EXAMPLES = (reads("实施7×24小时值守，化解积案30件。", "30件", value="30"),)
NOT_EXAMPLES = ("承接省8+4经济政策。", "打造3+N产业体系。", "7×24小时不打烊。", "落实1+6+18政策。")

_SIGNS = frozenset("+＋×*＞>xX")


def aside(passage: Passage, numeral: Numeral, index: int) -> str | None:
    """Class `name` beside a plus or times sign."""
    chars = passage.chars
    if numeral.start > passage.start and chars[numeral.start - 1] in _SIGNS:
        return "name"
    return "name" if chars[numeral.number_end : numeral.number_end + 1] in _SIGNS and numeral.form != "date" else None
