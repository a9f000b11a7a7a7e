"""The end of a list belongs to all of it: 养老、失业、工伤保险参保人数分别达到…, 新增退役军人、脱贫人口就业…."""

from functools import lru_cache

from yunhe.reading.indicators import identify
from yunhe.reading.numeral import Numeral
from yunhe.reading.rules import reads
from yunhe.reading.sentence import Sentence

STAGE, ORDER = "mark", 51
TRIGGERS = ("分别", "依次")
EXAMPLES = (
    reads(
        "基本养老、失业、工伤保险参保人数分别达到190万人、87万人和32万人。",
        "87万人",
        indicator_id="unemployment_insured",
    ),
    reads("汽车、粗钢产量分别达到30万辆、20万吨。", "30万辆", indicator_id="car_output"),
)
NOT_EXAMPLES = ("出口、进口总额分别增长5%、7%。",)


def mark(sentence: Sentence, figure: Numeral, index: int) -> bool:
    """Complete a name that is no indicator by the end of the last name of its list, when that makes it one."""
    if figure.group is None or figure.subject is None or figure.named or "distributed" not in figure.rules:
        return False
    position, size = figure.group
    last = sentence.figures[index - position + size - 1].subject
    if last is None or last == figure.subject:
        return False
    said = sentence.text(figure.subject)
    if identify(said, "rank", "") is not None:
        return False
    figure.named = completed(said, sentence.text(last))
    return bool(figure.named)


@lru_cache(maxsize=1024)
def completed(said: str, last: str) -> str:
    """The shortest completion of a name that is an indicator, or nothing."""
    for at in range(len(last) - 1, 0, -1):
        if identify(said + last[at:], "rank", "") is not None:
            return said + last[at:]
    return ""
