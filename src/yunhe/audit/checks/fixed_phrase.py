"""固定提法差了字。

文件里定下来的提法一字不能错：“妥善推动隐性化解”缺“债务”，“新发展布局”应为“新发展格局”。
提法见 phrases.yaml（每条有出处和日期），单位可在词表里加自己的；常见的合理变体（增减“的”“和”、顿号）不算；
短的提法里换了、多了一个字的，可能是另一个词（老旧城区），只作提示。
"""

from collections.abc import Iterator
from functools import lru_cache

from yunhe.audit.checks import Example
from yunhe.audit.phrases import Index, Phrase, Slip, fixed_index
from yunhe.audit.prose import prose_of
from yunhe.types import Case, Finding, Term, Vocabulary

SEVERITY = "warning"
FLAGS = (
    "妥善推动隐性化解，守住不发生系统性风险的底线。",
    "坚持以习近平新代中国特色社会主义思想为指导。",
    "壮大战略性新型产业。",
    "全面贯彻社会主主义核心价值观。",
    Example(
        "打造运河文化明品城市。", vocabulary=Vocabulary(phrases=(Term("运河文化名品城市", "", "", "", "区委文件"),))
    ),
)
PASSES = (
    "妥善推动隐性债务化解。化解隐性债务12亿元。",
    "坚持以习近平新时代中国特色社会主义思想为指导。",
    "守住不发生系统性风险底线，统筹发展与安全，推进“产城融合发展”。",
    "坚持稳中求进的工作总基调，实施扩大内需的战略。",
    Example("举办新质生产例会。", vocabulary=Vocabulary(names=frozenset({"新质生产例会"}))),
)


def check(case: Case) -> Iterator[Finding]:
    """Writings that miss a fixed phrase by a character."""
    prose = prose_of(case.draft)
    own = _own_index(case.vocabulary.phrases)
    reach = 0
    for slip in sorted((*fixed_index().slips(prose.chars), *(own.slips(prose.chars) if own else ()))):
        if slip.start < reach:
            continue  # one slip, met by two phrases that overlap
        reach = slip.end
        span = prose.span(slip.start, slip.end)
        if not _is_named(prose.chars, slip, case.vocabulary.names):
            phrase = slip.phrase
            yield Finding.at(
                span,
                f"“{span.quote}”应为“{phrase.name}”" + ("" if slip.how == "误写" else f"：{slip.how}"),
                evidence=f"提法出处：{phrase.source}" + (f"（{phrase.since}）" if phrase.since else ""),
                remedy=f"改为“{phrase.name}”；确是专名的，列入词表的 names",
                severity="warning" if slip.is_sure else "note",
            )


@lru_cache(maxsize=8)
def _own_index(terms: tuple[Term, ...]) -> Index | None:
    if not terms:
        return None
    return Index(
        Phrase(term.name, (term.means,) if term.means else (), not term.means, (), term.since, term.source)
        for term in terms
    )


def _is_named(chars: str, slip: Slip, names: frozenset[str]) -> bool:
    around = chars[max(0, slip.start - 20) : slip.end + 20]
    return any(chars[slip.start : slip.end] in name and name in around for name in names)
