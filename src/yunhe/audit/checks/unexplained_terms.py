"""数字、代号式的说法没有解释。

“1515”“三城五区”“133+X”这类本地说法，名词解释、括号、行文里都没有交代的，一份报告列一张单子，供补名词解释。
"""

import re
from collections.abc import Iterator

from yunhe.audit.checks import Example
from yunhe.audit.prose import Prose, prose_of
from yunhe.audit.vocabulary import known_terms
from yunhe.types import Case, Finding, Vocabulary

SEVERITY = "note"
FLAGS = (
    "统筹推进“1515”攻坚行动。",
    "高水平建设“三城五区”。",
    "“老旧燃气管道改造133+X工作法”入选省级经验清单。",
    "“五脉同源、四轴放射、三心三区”的空间结构加快形成。",
    "建成“五级赋星”精准预防劝阻模型。",
    "全面实施“6+1”专项行动。",
)
PASSES = (
    "统筹推进“1515”攻坚行动（1个总目标、5大攻坚、15项任务）。",
    "建设“三城五区”，即数字新城、文化名城、宜居之城和五个示范区。",
    "统筹推进“1515”攻坚行动。\n名词解释\n1.“1515”攻坚行动：1个总目标、5大攻坚、15项任务。",
    "坚决做到“两个维护”，驰而不息纠治“四风”，推进“双减”，办好“12345”热线。",
    "“平安江州”实现“二十连创”，夺得“六连冠”，火灾数和损失“双下降”。",
    "完善区级重大成果、园区重大突破、部门重大课题“三大机制”。",
    "落实“一企一策”，编制“十四五”规划，开展“百日攻坚”。",
    Example("高水平建设“三城五区”。", vocabulary=Vocabulary(explained=frozenset({"三城五区"}))),
    Example("高水平建设“三城五区”。", companions={"江州市名词解释-2025.txt": "“三城五区”：数字新城、文化名城等。"}),
)

_NUMERAL = "一二三四五六七八九十百千万两双\\d"
_PART = f"[{_NUMERAL}]+[^{_NUMERAL}“”、，。；：\\[【〔（(\\s]{{1,3}}"
_TERM = re.compile(
    f"“(?P<words>(?:{_PART}、?){{1,4}})”"
    "|“(?P<code>\\d{3,6}|[\\dA-Z]{1,4}(?:[+＋][\\dA-Z]{1,4})+)”"
    "|(?<![\\dA-Za-z+＋.])(?P<sum>\\d{1,4}(?:[+＋]\\d{1,4})*[+＋][NX])(?![+＋\\dA-Za-z])"
)
_STREAK = "连[冠丰增升创优胜年]|^双[下上增提降升丰赢百]|^百日|^一.一.|^一.+式$|^两[手头点侧端]|^两难$|^第|[强甲级中]$"
_WORDS = "百姓|百花|双重|双向|双子|一票|一支笔|两只手|一本账|一座|四季|万家|一体|四川|三明|三亚|三峡|九江|百色|八闽"
_COUNTED = "大|项|张|个|类|种|条|批|年|届|月|日|号|天|期|次|名|位|连"
_PLAIN = re.compile(f"{_STREAK}|^(?:{_WORDS})|^[{_NUMERAL}]+(?:{_COUNTED})")
_BEHIND = re.compile(
    "[^，。；、：（“\n]{0,16}(?:（[^）]{4,}|——|[：:]|，?(?:即|指的?是|是指|就是|包括|分别[为是])|[①-⑳\\[【〔]|（\\d{1,2}）)"
)
_AT_THE_END = ("glossary", "appendix")
_BEFORE = 70
_LISTED = 2  # marks between names: three names before a term say what it counts
_LONGEST = 4  # a term of one part, numeral and all


def check(case: Case) -> Iterator[Finding]:
    """One finding with every coined term that nothing explains, each where it stands first."""
    prose = prose_of(case.draft)
    known = known_terms() | case.vocabulary.explained | case.vocabulary.names
    places: dict[str, list[re.Match[str]]] = {}
    for found in prose.find(_TERM):
        term = found[found.lastgroup or 0]
        if term not in places and (_is_known(term, known) or prose.sentence_at(found.start()).role in _AT_THE_END):
            continue
        places.setdefault(term, []).append(found)
    told = _told(prose, case) if places else ""
    spans = [
        prose.span(found[0].start(), found[0].end())
        for term, found in places.items()
        if term not in told and not any(_is_explained(prose, each) for each in found)
    ]
    if spans:
        listed = "、".join(span.quote for span in spans)
        message = f"{len(spans)}个数字、代号式说法没有解释" if len(spans) > 1 else f"{listed}没有解释"
        remedy = "列入名词解释，或在首次出现处用括号写明内容"
        yield Finding.at(spans[0], message, *spans[1:], evidence=listed, remedy=remedy)


def _told(prose: Prose, case: Case) -> str:
    """What glossaries say: the report's own and those of the same session."""
    sentences = (sentence.text for sentence in prose.sentences if sentence.role in _AT_THE_END)
    return "\n".join((*sentences, *(companion.document.text for companion in case.companions)))


def _is_known(term: str, known: frozenset[str]) -> bool:
    if term in known or _PLAIN.search(term):
        return True
    parts = term.split("、")
    if len(parts) > 1:
        return all(_is_known(part, known) for part in parts)
    return "+" not in term and len(re.findall(_PART, term)) == 1 and len(term) > _LONGEST


def _is_explained(prose: Prose, found: re.Match[str]) -> bool:
    """Whether words behind the term say what it is, or a list before it."""
    if _BEHIND.match(prose.chars, found.end()):
        return True
    sentence = prose.sentence_at(found.start())
    before = prose.chars[max(sentence.start, found.start() - _BEFORE) : found.start()]
    return re.split("[，；：]", before)[-1].count("、") >= _LISTED
