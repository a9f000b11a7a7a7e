"""占…比重 adds to what was named before: 研发投入超过2700亿元，占GDP比重达2.72%; 民生支出占比…."""

from functools import lru_cache

from yunhe.reading.indicators import identify
from yunhe.reading.numeral import Numeral
from yunhe.reading.rules import reads
from yunhe.reading.sentence import Sentence

STAGE, ORDER = "mark", 53
TRIGGERS = ("占", "比重", "相当于", "贡献率")
EXAMPLES = (
    reads("研发投入超过2700亿元，占GDP比重达2.72%。", "2.72%", indicator_id="rd_intensity"),
    reads("民营经济增加值5000亿元，占GDP的比重为60.1%。", "60.1%", indicator_id="private_economy_share"),
)
NOT_EXAMPLES = ("研发投入超过2700亿元，占GDP比重提高0.2。", "粮食种植面积占比60%。")


def mark(sentence: Sentence, figure: Numeral, index: int) -> bool:
    """Join the name that is carried and the share it is of, when both together are an indicator."""
    if figure.kind not in ("ratio", "change") or figure.subject is None or not figure.carried:
        return False
    said = sentence.text(figure.core)
    if not said or figure.unit not in ("%", "个百分点"):
        return False
    joined = _joined(sentence.text(figure.subject), said.removeprefix("其"), figure.kind, figure.unit)
    figure.named = joined or figure.named
    return bool(joined)


@lru_cache(maxsize=1024)
def _joined(name: str, share: str, kind: str, unit: str) -> str:
    """The name and its share as one phrase, or nothing when that is no indicator."""
    for phrase in (name + share, name + "增加值" + share, name + "占比"):
        if identify(phrase, kind, unit) is not None:
            return phrase
    return ""
