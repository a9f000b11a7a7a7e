"""One name for several indicators, whose figures follow in its order: 城乡居民收入分别增长5%、7%, 三次产业结构."""

from yunhe.reading.indicators import parts_in_turn
from yunhe.reading.numeral import Numeral
from yunhe.reading.rules import reads
from yunhe.reading.sentence import Sentence

STAGE, ORDER = "mark", 50
TRIGGERS = ("城乡", "城镇", "城市", "农村", "三次", "三大", "一、二、三", "一二三", "产业结构", "贷款", "死亡", "亡人")
EXAMPLES = (
    reads("城乡居民人均可支配收入分别增长5%、7%。", "7%", indicator_id="rural_disposable_income"),
    reads("城乡居民人均可支配收入分别达到5.1万元和2.3万元。", "5.1万元", indicator_id="urban_disposable_income"),
    reads("三次产业结构调整为4.5:46.2:49.3。", "49.3", indicator_id="tertiary_share"),
)
NOT_EXAMPLES = ("城乡居民人均可支配收入增长5%以上。",)


def mark(sentence: Sentence, figure: Numeral, index: int) -> bool:
    """Give the figure at position i of a row the i-th of the indicators that the phrase means."""
    if figure.group is None or figure.subject is None or figure.kind not in ("level", "growth", "ratio"):
        return False
    position, size = figure.group
    row = sentence.figures[index - position : index - position + size]
    if figure.named:
        return False
    same = _named_before(sentence, figure, index)
    if same:
        figure.named = same
        return True
    if any(other.subject != figure.subject for other in row):
        return False
    said = sentence.text(figure.subject)
    if figure.kind == "ratio" and said.endswith("产业"):
        said += "结构"
    parts = parts_in_turn(said, figure.kind, figure.unit)
    if len(parts) != size:
        return False
    figure.named = parts[position]
    return True


def _named_before(sentence: Sentence, figure: Numeral, index: int) -> str:
    """The full name given at this place of the row before: 城镇和农村居民收入分别达5万元和2万元，增长5%和7%."""
    rows = (f.named for f in sentence.figures[:index] if f.subject == figure.subject and f.group == figure.group)
    return next((named for named in rows if named), "")
