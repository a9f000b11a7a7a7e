"""会议届次、日期、领导职务与名录、与上年报告不合。

题注照上年的文件改，最容易漏改届次、日期和“代”字。名录只在有记载的日子作判断；没有名录时只看届次和日期是否往前走。
"""

import re
from collections.abc import Iterator

from yunhe.audit.checks import Example
from yunhe.audit.prose import Prose, prose_of
from yunhe.reading.outline import number
from yunhe.types import Case, Finding, Reading, Span, Term, Vocabulary

SEVERITY = "warning"
_LISTED = Vocabulary(
    officials=(
        Term("张三", "代市长", "2024-06-01", "2025-01-20", "市人大常委会公告"),
        Term("张三", "市长", "2025-01-21", "", "市人大公告"),
    ),
    sessions=(Term("江州市第十四届人民代表大会第五次会议", "", "2025-01-19", "2025-01-22", "市人大公告"),),
)
_TITLE = "政府工作报告\n（{date}在江州市第{session}次会议上）\n江州市{post} {name}\n各位代表：\n现在报告工作。"


def _report(date: str, session: str, post: str = "市长", name: str = "张三") -> str:
    return _TITLE.format(date=date, session=session, post=post, name=name)


_FIFTH = "十四届人民代表大会第五"
_LAST = _report("2024年1月20日", "十四届人民代表大会第四")
FLAGS = (
    Example(_report("2025年1月19日", _FIFTH, "市长"), vocabulary=_LISTED),
    Example(_report("2025年1月19日", _FIFTH, "代市长", "李四"), vocabulary=_LISTED),
    Example(_report("2025年1月19日", "十四届人民代表大会第四", "代市长"), vocabulary=_LISTED),
    Example(_report("2025年2月19日", _FIFTH, "市长"), vocabulary=_LISTED),
    Example(_report("2025年1月19日", "十四届人民代表大会第四"), earlier={2023: _LAST}),
    Example(_report("2024年1月20日", _FIFTH), earlier={2023: _LAST}),
)
PASSES = (
    Example(_report("2025年1月19日", _FIFTH, "代市长"), vocabulary=_LISTED),
    Example(_report("2026年1月19日", "十四届人民代表大会第六", "市长"), vocabulary=_LISTED),
    Example(_report("2025年1月19日", _FIFTH), earlier={2023: _LAST}),
    Example(_report("2025年1月19日", "十五届人民代表大会第一"), earlier={2023: _LAST}),
    Example(_report("2023年1月19日", "十四届人民代表大会第三", "市长", "王五"), vocabulary=_LISTED),
)

_POST = re.compile("(?:代理?|副|常务副)?(?:省长|市长|区长|县长|州长|旗长|盟长|专员|主席)")
_SESSION = re.compile("第([一二三四五六七八九十百\\d]+)届人民代表大会第([一二三四五六七八九十\\d]+)次会议")
_DATE = re.compile("[(（]?\\s*((?:19|20)\\d\\d|二[〇○Oo零0一二三四五六七八九]{3})年[^日号\\n]{1,8}[日号]")
_FRONT = 900


def check(case: Case) -> Iterator[Finding]:
    """What the head of the report says about session, day and speaker."""
    prose = prose_of(case.draft)
    outline, known = case.draft.outline, case.vocabulary
    if outline.date:
        yield from _post(prose, outline.date, known.officials)
        yield from _session(prose, outline.date, known.sessions)
    if not any(_holds(session, outline.date or "") for session in known.sessions):
        yield from _since_last(prose, _latest(case))


def _post(prose: Prose, day: str, officials: tuple[Term, ...]) -> Iterator[Finding]:
    speaker = prose.reading.outline.speaker
    found = re.search(f"({_POST.pattern})[ 　：:]*{re.escape(speaker)}", prose.chars[:_FRONT]) if speaker else None
    if not found:
        return
    span, written = prose.span(found.start(), found.end()), found[1]
    held = [term for term in officials if _holds(term, day)]
    own = [term for term in held if term.name == speaker]
    if own and written not in {term.means for term in own}:
        yield _differs(span, f"{day}，{speaker}的职务是{own[0].means}，这里写“{written}”", own[0])
    elif not own:
        others = [term for term in held if term.means == written]
        for term in others[:1]:
            yield _differs(span, f"{day}，{written}是{term.name}，这里写“{speaker}”", term)


def _session(prose: Prose, day: str, sessions: tuple[Term, ...]) -> Iterator[Finding]:
    said = prose.reading.outline.session
    span = _place(prose, said) if said else None
    if span is None or said is None:
        return
    sitting = [term for term in sessions if _holds(term, day)]
    same = [term for term in sessions if term.name.endswith(said) or said.endswith(term.name)]
    if sitting and not any(term in same for term in sitting):
        yield _differs(span, f"{day}召开的是{sitting[0].name}", sitting[0])
    elif same and not any(_holds(term, day) for term in same):
        yield _differs(span, f"{same[0].name}在 {_days(same[0])} 召开，这里写 {day}", same[0])


def _since_last(prose: Prose, last: Reading | None) -> Iterator[Finding]:
    """The session and the day must have moved on since last year's report."""
    if last is None or _is_same(prose.reading, last):
        return
    before, now = last.outline, prose.reading.outline
    said, was = _numbers(now.session), _numbers(before.session)
    span = _place(prose, now.session) if now.session else None
    stale = [span] if span and said and was and said <= was else []
    if now.date and before.date and now.date <= before.date and (found := _DATE.search(prose.chars[:_FRONT])):
        stale.append(prose.span(found.start(), found.end()))
    if stale:
        evidence = f"本报告 {now.date or ''} {now.session or ''}，上年报告 {before.date or ''} {before.session or ''}"
        message = "届次、日期没有比上年报告往前" if len(stale) > 1 else f"“{stale[0].quote}”没有比上年报告往前"
        yield Finding.at(stale[0], message, *stale[1:], evidence=evidence, remedy="核对题注，是否沿用了上年的文件")


def _is_same(reading: Reading, other: Reading) -> bool:
    """Whether both are the same report under two names."""
    sample = reading.document.text[_FRONT : _FRONT + 150]
    return bool(sample) and sample in other.document.text


def _latest(case: Case) -> Reading | None:
    """The latest report of those before; not `case.last`, since a day left over makes the draft a year older."""
    return case.earlier[max(case.earlier)] if case.earlier else None


def _differs(span: Span, message: str, term: Term) -> Finding:
    return Finding.at(
        span, message, evidence=f"名录：{term.source}", remedy="照名录改正；名录过时的，更新 officials.yaml"
    )


def _place(prose: Prose, words: str) -> Span | None:
    at = prose.chars.find(words, 0, _FRONT)
    return prose.span(at, at + len(words)) if at >= 0 else None


def _numbers(session: str | None) -> tuple[int, int] | None:
    found = _SESSION.search(session or "")
    if not found:
        return None
    term, time = number(found[1]), number(found[2])
    return (term, time) if term and time else None


def _holds(term: Term, day: str) -> bool:
    return bool(day) and term.since <= day and (not term.until or day <= term.until)


def _days(term: Term) -> str:
    return term.since if term.since == term.until else f"{term.since} 至 {term.until or '今'}"
