"""新增 at the head of a list holds for all of it: 新增高新技术企业30家、瞪羚企业5家."""

import re

from yunhe.reading.numeral import Numeral
from yunhe.reading.rules import reads
from yunhe.reading.sentence import Sentence

STAGE, ORDER = "mark", 52
TRIGGERS = ("新增", "净增", "新认定", "新培育", "新登记", "认定", "培育")
EXAMPLES = (
    reads("新增高新技术企业30家、瞪羚企业5家。", "5家", indicator_id="new_gazelles"),
    reads(
        "新增高新技术企业30家、专精特新中小企业12家、规上工业企业8家。",
        "8家",
        indicator_id="new_industrial_enterprises",
    ),
)
NOT_EXAMPLES = ("新增高新技术企业30家，规上工业企业达到800家。",)

_NEW = re.compile("(?:累计|年内|全年|当年)?(?:新增加?|净增加?|(?:新)?(?:认定|培育)|新登记)")
_OWN = re.compile("新|净|建|累计|总|其中|培育|认定|引进|完成|实施|打造|创建")


def mark(sentence: Sentence, figure: Numeral, index: int) -> bool:
    """Put 新增 before a bare name that follows in the same row, so that a flow is not taken for a stock."""
    if index == 0 or figure.kind != "level" or figure.subject is None or figure.carried or figure.named:
        return False
    before = sentence.figures[index - 1]
    chars = sentence.passage.chars
    start = figure.subject[0]
    if figure.tie or chars[start - 1] != "、" or _OWN.match(chars, start) or start != before.tail + 1:
        return False
    opens = before.subject is not None and _NEW.match(chars, *before.subject) is not None
    if not opens and "shared_verb" not in before.rules:
        return False
    figure.named = "新增" + sentence.text(figure.subject)
    return True
