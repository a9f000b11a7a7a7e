"""新增 at the head of a list holds for all of it: 新增高新技术企业30家、瞪羚企业5家."""

import re

from yunhe.reading.numeral import Numeral
from yunhe.reading.rules import reads
from yunhe.reading.sentence import Sentence

STAGE, ORDER = "mark", 52
TRIGGERS = ("新增", "净增", "新认定", "新培育", "新登记", "认定", "培育")
EXAMPLES = (
    reads("新增高新技术企业30家、瞪羚企业5家。", "5家", indicator_id="new_gazelles"),
    reads("新增高新技术企业30家、专精特新企业12家、规上工业企业8家。", "12家", indicator_id="new_specialised_smes"),
    reads("新增39户国家高新技术企业。", "39户", indicator_id="new_high_tech_enterprises"),
    reads("新增39户国家高新技术企业、5户瞪羚企业。", "5户", indicator_id="new_gazelles"),
)
NOT_EXAMPLES = ("新增高新技术企业30家，规上工业企业达到800家。", "高新技术企业达到300家、瞪羚企业50家。")

_NEW = re.compile("(?:累计|年内|全年|当年)?(?:新增加?|净增加?|新?(?:认定|培育)|新登记)")
_LEADS = re.compile("(?:新增加?|净增加?|新认定|新培育|新登记)(?:约|近|超|超过|了)?$")
_OWN = re.compile("新|净|建|累计|总|其中|培育|认定|引进|完成|实施|打造|创建")


def mark(sentence: Sentence, figure: Numeral, index: int) -> bool:
    """Put 新增 before a bare name that it is said of, so that a flow is not taken for a stock."""
    if figure.kind != "level" or figure.subject is None or figure.carried or figure.named:
        return False
    if figure.subject[1] - figure.subject[0] < 4 or _OWN.match(sentence.passage.chars, figure.subject[0]):
        return False
    behind = figure.subject[0] >= figure.tail
    said = _leads(sentence, figure) if behind else False
    if not said and not (index and _goes_on(sentence, figure, sentence.figures[index - 1], behind)):
        return False
    figure.named = "新增" + sentence.text(figure.subject)
    return True


def _leads(sentence: Sentence, figure: Numeral) -> bool:
    """新增39户国家高新技术企业: the verb stands right before the number."""
    return _LEADS.search(sentence.passage.chars, max(sentence.start, figure.head - 6), figure.head) is not None


def _goes_on(sentence: Sentence, figure: Numeral, before: Numeral, behind: bool) -> bool:
    """The figure before has the verb, and only a mark of lists stands between."""
    chars = sentence.passage.chars
    if before.subject is None or figure.subject is None:
        return False
    if behind:
        joins = figure.head > before.tail and chars[figure.head - 1] in "、和" and before.subject[1] == figure.head - 1
        return joins and "shared_verb" in before.rules
    if figure.tie or figure.subject[0] != before.tail + 1 or chars[before.tail] != "、":
        return False
    return _NEW.match(chars, *before.subject) is not None or "shared_verb" in before.rules
