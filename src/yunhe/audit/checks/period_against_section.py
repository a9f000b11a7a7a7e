"""年份要合乎本次会议和所在的部分。

2025年1月的报告，回顾的是2024年，安排的是2025年。“一、2023年工作回顾”“做好2024年工作”多半是去年的稿子留下来的；
回顾部分一句“2023年，……”，写的是今年的成绩，也是年份没有改过来。
"""

import re
from collections import Counter
from collections.abc import Iterator

from yunhe.audit.checks import Example
from yunhe.audit.prose import Prose, Sentence, prose_of
from yunhe.audit.sessions import Heading, headings_of, reviewed_year, session_of
from yunhe.types import Case, Finding

SEVERITY = "error"
_HEAD = "江州市政府工作报告\n——2025年1月8日在江州市第十四届人民代表大会第四次会议上\n江州市市长 王一\n各位代表：\n"
FLAGS = (
    _HEAD + "一、2023年工作回顾\n过去一年，地区生产总值增长5%。",
    _HEAD + "一、2024年工作回顾\n过去一年，地区生产总值增长5%。\n二、2024年工作安排\n地区生产总值增长5%左右。",
    _HEAD + "一、2024年工作回顾\n2023年是极不平凡的一年，地区生产总值增长5%。",
    _HEAD + "一、2024年工作回顾\n2025年，全市地区生产总值增长5%，民生持续改善。",
    _HEAD + "一、2024年工作回顾\n2023年，面对复杂局面，全市地区生产总值增长5%。",
    _HEAD + "一、2024年工作回顾\n增长5%。\n二、2025年工作安排\n做好2024年政府工作，要坚持稳中求进。",
    _HEAD + "一、2024年工作回顾\n增长5%。\n二、2025年工作安排\n2024年经济社会发展主要预期目标是：增长5%。",
    Example("一、2023年工作回顾\n增长5%。\n二、2025年工作安排\n增长5%左右。", name="江州市-2025.txt"),
)
PASSES = (
    _HEAD + "一、2024年工作回顾\n2024年，地区生产总值增长5%。\n二、2025年工作安排\n做好2025年工作，增长5%左右。",
    _HEAD + "一、过去五年工作回顾\n2023年，我市成功创建国家卫生城市。\n二、2025年工作安排\n增长5%左右。",
    "江州市政府工作报告\n（2023年12月28日在江州市第十四届人民代表大会第四次会议上）\n各位代表：\n"
    "一、2023年工作回顾\n预计增长5%。\n二、2024年工作安排\n增长5%左右。",
    Example("一、2025年工作回顾\n增长5%。\n二、2026年工作安排\n增长5%左右。", name="江州市-2025.txt"),
    _HEAD + "一、2024年工作回顾\n增长5%。\n二、“十四五”规划和2035年远景目标\n增长5%左右。",
    _HEAD + "一、2008年以来的工作回顾\n增长5%。\n二、今后五年主要任务\n增长5%左右。",
    _HEAD + "一、2024年工作回顾\n2025年，是收官之年，也是谋篇布局之年。",
    _HEAD + "一、2024年工作回顾\n2024年主要目标任务的完成，标志着我市迈上新台阶。",
)
_DO = re.compile("做好((?:19|20)\\d\\d)年(?:度)?的?(?:政府|经济|各项|全[省市区县州年]|我[省市区县州])*的?工作")
_AIM = re.compile(
    "((?:19|20)\\d\\d)年(?:全[省市区县州]|我[省市区县州]|政府|经济|社会|发展|国民|和|工作|的){0,5}"
    "(?:总体要求|总体思路|主要预期目标|预期目标|主要目标|重点工作|指导思想)(?:是|为|：)"
)
_OPENS = re.compile("(?:各位代表[！，：])?((?:19|20)\\d\\d)年(?=，|是)")
_WILL = re.compile("[^。]*?[将要拟]|，(?:是|我们面临|预计|力争|计划|全.需)")
_LONGER = re.compile("[五三四]年|“?十[一二三四五六]?五”|届|任期|以来")
_LOOKING_BACK = re.compile("完成|回顾|兑现|落实了")


def check(case: Case) -> Iterator[Finding]:
    """Years in headings that the session contradicts, and years in the text that its part does."""
    year = reviewed_year(case.draft)
    if year is None:
        return
    prose = prose_of(case.draft)
    yield from _wrong_headings(prose, year)
    yield from _wrong_plans(prose, year)
    yield from _wrong_openings(prose, year)


def _wrong_headings(prose: Prose, year: int) -> Iterator[Finding]:
    session, headings = session_of(prose.reading), headings_of(prose.reading)
    votes = Counter(reviewed for heading in headings for reviewed in heading.reviewed)
    for heading in headings:
        if year in heading.reviewed:
            continue
        is_barred = bool(session.years) and not set(heading.reviewed) & set(session.years)
        if is_barred or votes[year] > max(votes[reviewed] for reviewed in heading.reviewed):
            yield _wrong_heading(prose, heading, year, session.said)


def _wrong_heading(prose: Prose, heading: Heading, year: int, said: str) -> Finding:
    start = prose.offset(heading.section.start) + heading.at
    part, right = ("安排", year + 1) if heading.is_plan else ("回顾", year)
    return Finding.at(
        prose.span(start, start + 5),
        f"标题写{heading.year}年，本次会议{part}的应是{right}年",
        evidence=f"{said or '其他标题的年份'}；标题：{heading.section.title}",
        remedy=f"改为{right}年，或核对会议日期",
    )


def _wrong_plans(prose: Prose, year: int) -> Iterator[Finding]:
    """做好2024年工作 and the like where 2025 is planned."""
    for pattern in (_DO, _AIM):
        for found in prose.find(pattern):
            sentence = prose.sentence_at(found.start())
            said = int(found.group(1))
            if sentence.role != "plan" or not year - 1 <= said <= year or _LOOKING_BACK.search(sentence.text):
                continue
            yield Finding.at(
                prose.span(found.start(), found.end()),
                f"安排{year + 1}年工作，这里写的是{said}年",
                evidence=session_of(prose.reading).said,
                remedy=f"核对，应是{year + 1}年",
                severity="warning",
            )


def _wrong_openings(prose: Prose, year: int) -> Iterator[Finding]:
    """2023年，… as the opening of a sentence in the review of 2024."""
    found = [(s, m) for s in prose.sentences if s.role == "review" and (m := _OPENS.match(s.text))]
    is_long = _looks_further_back(prose) or len({m.group(1) for _, m in found if int(m.group(1)) < year}) > 1
    for sentence, opening in found:
        said = int(opening.group(1))
        if said == year - 1 and (not is_long or _opens_chapter(prose, sentence, year)):
            is_wrong = f"{year}年" not in sentence.text and "当年" not in sentence.text
        else:
            is_wrong = said == year + 1 and _tells_of_future(prose, sentence, opening)
        if is_wrong:
            at = sentence.start + opening.start(1)
            yield Finding.at(
                prose.span(at, at + 5),
                f"回顾的是{year}年，这一句写的是{said}年" + ("，还没有到" if said > year else ""),
                evidence=session_of(prose.reading).said,
                remedy=f"核对年份，应是{year}年的改过来",
                severity="warning",
            )


def _tells_of_future(prose: Prose, sentence: Sentence, opening: re.Match[str]) -> bool:
    """Whether what the year just begun would bring is told as done: 2025年，… in a report of January 2025."""
    date = prose.reading.outline.date or ""
    begun = date[:4] == opening.group(1) and date[5:7] <= "03"
    return begun and sentence.text.startswith("，", opening.end()) and not _WILL.match(sentence.text, opening.end())


def _looks_further_back(prose: Prose) -> bool:
    """Whether the review covers more than one year, by its headings or by its first words."""
    titles = [s.title for s in prose.reading.outline.sections if s.role == "review" and s.level == 1]
    opening = [s.text for s in prose.sentences if s.role == "review"][:4]
    return any(_LONGER.search(title) for title in titles) or any("五年" in text for text in opening)


def _opens_chapter(prose: Prose, sentence: Sentence, year: int) -> bool:
    """Whether a sentence is the first under a heading that names the year."""
    title = sentence.section.title
    return f"{year}年" in title and title in prose.sentences[sentence.number - 1].text
