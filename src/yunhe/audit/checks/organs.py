"""机构改革后仍用旧名。

机构更名、合并后的年份还写旧名，多半是从往年报告抄来的；回顾更名当年、或写明“原”的不算。
"""

import re
from collections.abc import Iterator

from yunhe.audit.checks import Example
from yunhe.audit.prose import Prose, prose_of
from yunhe.types import Case, Finding, Term, Vocabulary

SEVERITY = "warning"
_OWN = Vocabulary(
    organs=(
        Term("市场监管局", "市工商局", "2019-03-31", "", "机构改革方案"),
        Term("区数据局", "区数据资源局", "2024-03-01", "", "机构改革方案"),
        Term("区财政局", "", "2019-01-01", "", "机构改革方案"),
    )
)
FLAGS = (
    Example("市工商局办理登记3万件。", vocabulary=_OWN),
    Example("由区数据资源局牵头，区财政局配合。", name="江州市-2026.txt", vocabulary=_OWN),
    Example("市工商局、市质监局联合执法。", name="江州市-2021.txt", vocabulary=_OWN),
)
PASSES = (
    "市工商局办理登记3万件。",
    Example("市场监管局办理登记3万件，区财政局支持。", vocabulary=_OWN),
    Example("原市工商局职责划入市场监管局。", vocabulary=_OWN),
    Example("市工商局办理登记3万件。", name="江州市-2019.txt", vocabulary=_OWN),
    Example("2017年，市工商局被评为先进。", vocabulary=_OWN),
    Example("市工商局更名为市场监管局。", vocabulary=_OWN),
)
_PAST = re.compile("(?:原|时任|前身|组建|撤销|不再保留)[^，。；]{0,12}$")
_RENAMED = re.compile("^[^，。；]{0,12}(?:更名|改名|改为|改组|合并|整合|撤销|挂牌|职责|职能|划入|转隶)")
_YEAR = re.compile("((?:19|20)\\d\\d)年")


def check(case: Case) -> Iterator[Finding]:
    """Each former name once, with every place where it stands as if it still held."""
    year = case.year
    renamed = [term for term in case.vocabulary.organs if term.means and year and int(term.since[:4]) < year]
    if not renamed:
        return
    prose = prose_of(case.draft)
    for term in renamed:
        spans = [prose.span(at, at + len(term.means)) for at in _places(prose, term)]
        if spans:
            evidence = f"{term.since}起：{term.name}（{term.source}）"
            remedy = f"改为“{term.name}”，或写“原{term.means}”"
            yield Finding.at(spans[0], f"“{term.means}”已更名", *spans[1:], evidence=evidence, remedy=remedy)


def _places(prose: Prose, term: Term) -> Iterator[int]:
    for found in re.finditer(re.escape(term.means), prose.chars):
        sentence = prose.sentence_at(found.start())
        before, after = prose.chars[sentence.start : found.start()], prose.chars[found.end() : sentence.end]
        told = any(int(year) <= int(term.since[:4]) for year in _YEAR.findall(before))
        if sentence.role != "glossary" and not told and not _PAST.search(before) and not _RENAMED.search(after):
            yield found.start()
