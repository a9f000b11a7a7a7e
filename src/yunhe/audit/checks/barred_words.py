"""禁用词：本单位词表里不该写的词。

规范涉港澳台、民族宗教、称谓等用语的清单由各单位自定；没有装入词表（区县文件夹里的 barred.csv）时不作检查。
"""

import re
from collections.abc import Iterator

from yunhe.audit.checks import Example
from yunhe.audit.prose import prose_of
from yunhe.types import Case, Finding, Term, Vocabulary

SEVERITY = "warning"
_OWN = Vocabulary(
    barred=(
        Term("贫困户", "低收入家庭", "2021-03-01", "", "本办校对手册"),
        Term("闽台两岸", "", "", "", "本办校对手册"),
        Term("外来工", "来杭务工人员", "", "2020-12-31", "本办校对手册"),
    ),
    names=frozenset({"贫困户之家"}),
)
FLAGS = (
    Example("帮扶贫困户120户。", vocabulary=_OWN),
    Example("深化闽台两岸交流。", vocabulary=_OWN),
    Example("看望贫困户，走访贫困户。", vocabulary=_OWN),
)
PASSES = (
    "帮扶贫困户120户。",
    Example("帮扶低收入家庭120户。", vocabulary=_OWN),
    Example("“贫困户之家”开放。", vocabulary=_OWN),
    Example("服务外来工3万人。", vocabulary=_OWN),
    Example("帮扶贫困户120户。", name="江州市-2020.txt", vocabulary=_OWN),
)


def check(case: Case) -> Iterator[Finding]:
    """Each barred word once, with every place where it stands."""
    barred = [term for term in case.vocabulary.barred if _holds(term, case)]
    if not barred:
        return
    prose = prose_of(case.draft)
    protected = [name for name in case.vocabulary.names if name in prose.chars]
    for term in barred:
        places = [at for at in _places(prose.chars, term.name) if not _is_inside(prose.chars, at, term, protected)]
        spans = [prose.span(at, at + len(term.name)) for at in places]
        if spans:
            counted = f"（{len(spans)}处）" if len(spans) > 1 else ""
            remedy = f"改为“{term.means}”" if term.means else "删去，或换规范用语"
            message = f"“{term.name}”在禁用词表里{counted}"
            yield Finding.at(spans[0], message, *spans[1:], evidence=f"依据：{term.source}", remedy=remedy)


def _holds(term: Term, case: Case) -> bool:
    """Whether the word was barred when the report was given; without a day, the year after the one reported on."""
    outline = case.draft.outline
    day = outline.date or (f"{outline.year + 1}-02-01" if outline.year else "")
    return not day or (term.since <= day and (not term.until or day <= term.until))


def _places(chars: str, word: str) -> Iterator[int]:
    return (found.start() for found in re.finditer(re.escape(word), chars))


def _is_inside(chars: str, at: int, term: Term, names: list[str]) -> bool:
    """Whether the word is part of a protected name here."""
    end = at + len(term.name)
    near = chars[max(0, at - 30) : end + 30]
    return any(term.name in name and name in near for name in names)
