"""The outline of a report: title, area, organ, session, speaker, date, year, headings and what each part does."""

import re
from typing import NamedTuple

from yunhe.reading.numerals import chinese
from yunhe.reading.periods import names_its_time, plan_years
from yunhe.reading.view import View
from yunhe.types import Level, Outline, Role, Section

_CN = "〇零一二三四五六七八九十"
_DATE = re.compile(
    rf"((?:19|20)\d\d|[一二][{_CN}]{{3}})年(\d{{1,2}}|[一二三四五六七八九十]{{1,3}})月(\d{{1,2}}|"
    rf"[一二三四五六七八九十]{{1,3}})日"
)
_YEAR = re.compile(rf"((?:19|20)\d\d|[一二][{_CN}]{{3}})年")
_SESSION = re.compile(
    rf"(?:(?<=日在)|(?<=[\n（—])|"
    rf"^)([\u4e00-\u9fff（）]{{0,16}}?第[\d{_CN}]+届(?:全国)?人民代表大会(?:常务委员会)?第[\d{_CN}]+次(?:全体)?会议)"
)
_NAMED = r"[\u4e00-\u9fff]{2,10}?(?:省|自治区|特别行政区|自治州|自治县|地区|盟|州|市|区|县|旗)"
_AREA = (
    re.compile(rf"(?:日在|[，\n（—－-]在)({_NAMED})(?:人民政府|第[\d{_CN}]+届|人民代表)"),
    re.compile(rf"(?:^|[\n（—■ ])({_NAMED})(?:人民政府|第[\d{_CN}]+届)"),
    re.compile(rf"(?:^|[\n（—■ ])({_NAMED})代?(?:省长|市长|区长|县长|州长|旗长|盟长|主席)"),
    re.compile(rf"我代表({_NAMED})人民政府"),
)
_SPEAKER = re.compile(
    "(?:代理?|副|常务)?(?:省长|市长|区长|县长|州长|旗长|盟长|专员|主席|总理)[ 　：:]*"
    "([\u4e00-\u9fff·]{2,4}?)(?=[\\s，,、）)]|$|作)",
    re.MULTILINE,
)
_SALUTE = re.compile(r"(?:各位代表|同志们|各位同志|各位委员)")
_HEADINGS = (
    (1, re.compile(rf"第?[{_CN}]{{1,3}}[、章]|第[{_CN}]{{1,2}}部分")),
    (2, re.compile(rf"（[{_CN}]{{1,3}}）")),
    (3, re.compile(r"(?:\d{1,2}[.．、](?!\d)|（\d{1,2}）)")),
)
_PLAIN = re.compile(
    r"^(?:关于)?(?:[\d—-]{4,9}年?|过去|今后|未来|五年|一年|今年|去年|本届|"
    r"“?[十一二三四五六七八九]+五”?|当前|下一步|当年|政府|主要|经济).{0,24}$"
)
_TITLE = re.compile(r"(?:政府)?工作(?:的)?报告")
_REVIEW = re.compile("回顾|总结|成就|成效|完成情况|进展|历程|执行情况|主要做法|经验|基本情况|一年来|五年来|过去|去年")
_PLAN = re.compile(
    "目标|任务|安排|总体要求|部署|工作计划|建议|今后|未来|展望|思路|打算|工作要点|工作重点|重点工作|"
    "远景|主要考虑|奋斗|下一步"
)
_WILL = re.compile(
    "全力|奋力|努力|加快|坚持|着力|切实|加强|全面|扎实|进一步|做好|大力|深入|推进|推动|建设|促进|实施|实现|开创|争先|谱写"
)
_FIVE_YEARS = re.compile("“?(十[一二三四五六]?)个?五[”年]?")
_LOOKS_BACK = re.compile("回顾|总结|工作完成情况")
_LOOKED_BACK = re.compile("回顾|总结|工作完成情况|成就|成效|过去|回首|取得|迈出|迈上")
_AHEAD = re.compile(
    "(?:19|20)\\d\\d年|“?十[一二三四五六]?五”?|今年|明年|今后|未来|下一步|目标任务|工作安排|工作任务|主要任务|总体要求|重点工作|奋斗目标|预期目标|注释|解释|附"
)
_DONE = re.compile("完成|成就|成效|进展|过去|去年|一年来|五年来|执行情况")
_GLOSSARY = re.compile(
    "^.{0,12}(?:名词解释|名词注释|名词说明|有关名词|用语说明|专有名词|用词说明|注释|词语解释|有关用语).{0,8}$"
)
_APPENDIX = re.compile(r"^附[件表录：:]|^附\d")
_PROVINCES = frozenset(["北京市", "天津市", "上海市", "重庆市"])
_LONGEST_HEADING = 60
_HEAD_LINES = 16
_LONG_OPENING = 8  # paragraphs: a first chapter that stands further down than this need not be the look back


class Line(NamedTuple):
    """A paragraph of the view with the section it stands in; `lead` is how much of it is a run-in heading."""

    start: int
    end: int
    section: int
    lead: int


def read_outline(view: View, name: str = "") -> tuple[Outline, list[Line]]:
    """The outline of a document and its paragraphs; sections count in the text, lines in the view."""
    paragraphs = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", view.chars)]
    head = _head(view.chars, paragraphs)
    front = "\n".join(view.chars[s:e] for s, e in paragraphs[:head])
    date = _date(front)
    reviewed = _reviewed(date, name)
    lines, sections = _sections(view, paragraphs, head, reviewed)
    if "公报" not in front + name and not any(section.role == "plan" for section in sections):
        lines, sections = _sections(view, paragraphs, head, reviewed, by_content=True)
    area, level = _area(front, name)
    session = _SESSION.search(front)
    speaker = _SPEAKER.search(front)
    return Outline(
        title=_title(front),
        area=area,
        level=level,
        organ=_organ(area, level),
        session=session.group(1) if session else None,
        speaker=speaker.group(1) if speaker else None,
        date=date,
        year=_year(sections, date, name),
        sections=tuple(sections),
        truncated=_is_truncated(view.chars),
    ), lines


def number(text: str) -> int | None:
    """A year, month or day written either way."""
    if text.isdigit():
        return int(text)
    value = chinese(text)
    return int(value) if value is not None else None


def role_of(title: str, review_year: int | None, before: Role, soft: bool = False) -> Role:
    """What a chapter does, told by its heading; `soft` lets words of will (加快, 全面, 奋力) make a plan of it."""
    if _GLOSSARY.search(title):
        return "glossary"
    if _APPENDIX.search(title):
        return "appendix"
    if before in ("glossary", "appendix"):
        return before
    years = [y for y in (number(m.group(1)) for m in _YEAR.finditer(title)) if y]
    if _LOOKS_BACK.search(title) and not re.search("今后|未来|下一步", title):
        return "review"
    if years and review_year:
        return "plan" if max(years) > review_year else "review"
    plan = _FIVE_YEARS.search(title)
    if plan and review_year and (plan_years(plan.group(1))[0] or 0) > review_year:
        return "plan"
    if _PLAN.search(title) and not _DONE.search(title):
        return "plan"
    if soft and _WILL.search(title) and not _DONE.search(title) and "了" not in title:
        return "plan"
    return "review" if before == "front" else before


def _head(chars: str, paragraphs: list[tuple[int, int]]) -> int:
    """How many paragraphs stand before the salutation or the first running text."""
    for index, (start, end) in enumerate(paragraphs[:_HEAD_LINES]):
        if _SALUTE.match(chars, start) or (end - start > 120 and "。" in chars[start:end]):
            return index
        if _HEADINGS[0][1].match(chars, start):
            return index
    return min(len(paragraphs), 6)


def _date(front: str) -> str | None:
    found = _DATE.search(front)
    if not found:
        return None
    year, month, day = (number(g) for g in found.groups())
    return f"{year:04d}-{month:02d}-{day:02d}" if year and month and day else None


def _title(front: str) -> str | None:
    for line in front.split("\n"):
        if _TITLE.search(line) and len(line) < 40:
            return line.strip("《》 ")
    return None


def _area(front: str, name: str) -> tuple[str | None, Level | None]:
    if "国务院" in front or "全国人民代表大会" in front:
        return "全国", "national"
    for pattern in _AREA:
        found = pattern.search(front)
        if found and found.group(1) != "自治区":
            area = found.group(1).removeprefix("在")
            return area, level_of(area)
    found = re.search(r"([\u4e00-\u9fff]{2,11}?(?:省|自治区|自治州|盟|市|区|县|旗))", name)
    return (found.group(1), level_of(found.group(1))) if found else (None, None)


def level_of(area: str) -> Level:
    """The administrative level that an area's name tells."""
    if area in _PROVINCES or area.endswith(("省", "自治区")):
        return "province"
    if area.endswith(("市", "州", "盟", "地区")):
        return "city"
    return "county"


def _organ(area: str | None, level: Level | None) -> str | None:
    if not area:
        return None
    return "国务院" if level == "national" else f"{area}人民政府"


def _year(sections: list[Section], date: str | None, name: str) -> int | None:
    """The year reported on: that of the review's heading, else the year before the report was given."""
    reviewed = _reviewed(date, name)
    given = reviewed + 1 if reviewed else None
    for section in sections:
        if section.level == 1 and section.role == "review":
            years = [y for y in (number(m.group(1)) for m in _YEAR.finditer(section.title)) if y]
            years = [y for y in years if reviewed is None or reviewed - 1 <= y <= reviewed]
            if years:
                return max(years)
    for section in sections:
        if section.level == 1 and section.role == "plan":
            years = [y for y in (number(m.group(1)) for m in _YEAR.finditer(section.title)) if y]
            if years and (given is None or given <= min(years) <= given + 1):
                return min(years) - 1
    return reviewed


def _reviewed(date: str | None, name: str) -> int | None:
    """The year before the report was given; a report given at the end of a year reviews that year."""
    if date:
        return int(date[:4]) - (date[5:7] < "11")
    found = re.search(r"(?:19|20)\d\d", name)
    return int(found.group()) - 1 if found else None


def _sections(
    view: View, paragraphs: list[tuple[int, int]], head: int, review_year: int | None, by_content: bool = False
) -> tuple[list[Line], list[Section]]:
    lines: list[Line] = []
    open_titles: list[tuple[int, str]] = []
    found: list[tuple[int, int, str, str, Role]] = [(0, 0, "", "", "front")]
    role: Role = "front"
    looked_back = plain_review = begun = False
    for index, (start, end) in enumerate(paragraphs):
        heading = _heading(view.chars, start, end) if index >= head else None
        lead = 0
        if heading:
            level, title, lead = heading
            while open_titles and open_titles[-1][0] >= level:
                open_titles.pop()
            open_titles.append((level, title))
            if level == 1:
                numbered = _HEADINGS[0][1].match(title) is not None
                begun = begun or index > head + _LONG_OPENING
                soft = begun and ((by_content and not plain_review) or (looked_back and numbered))
                if not (numbered and plain_review and role == "review") or _AHEAD.search(title):
                    role = role_of(title, review_year, role, soft)
                if not numbered:
                    plain_review = _LOOKS_BACK.search(title) is not None
                looked_back = (
                    numbered and not plain_review and role == "review" and _LOOKED_BACK.search(title) is not None
                )
                begun = True
            elif names_its_time(title):
                role = role_of(title, review_year, role)
            found.append((start, level, title, " / ".join(t for _, t in open_titles), role))
        elif role == "front" and index >= head and end - start > 60:
            role = "review"
            found.append((start, 0, "", "", role))
        elif by_content and role == "review" and _turns_to_plan(view.chars[start : start + 70], review_year):
            role = "plan"
            found.append((start, 0, "", "", role))
        lines.append(Line(start, end, len(found) - 1, lead))
    return lines, _closed(view, found)


def _turns_to_plan(opening: str, review_year: int | None) -> bool:
    """A report without headings turns to its plan with 今年是…的一年, or with this year's requirements and targets."""
    this_year = f"(?:今年|新的一年|{review_year + 1 if review_year else '20..'}年)"
    return re.match(rf"{this_year}是.*?年", opening) is not None or (
        re.match(
            rf"(?:根据[^，]*，)?(?:做好)?(?:{this_year}|今后五年|未来五年).{{0,24}}(?:总体要求|预期目标|"
            rf"主要目标|指导思想|总体思路|奋斗目标)",
            opening,
        )
        is not None
    )


def _closed(view: View, found: list[tuple[int, int, str, str, Role]]) -> list[Section]:
    total = len(view.chars)
    sections = []
    for index, (start, level, title, path, role) in enumerate(found):
        stop = found[index + 1][0] if index + 1 < len(found) else total
        end = len(view.document.text) if stop >= total else view.text_offset(stop)
        sections.append(Section(view.text_offset(start) if start < total else end, end, level, title, path, role))
    return sections


def _heading(chars: str, start: int, end: int) -> tuple[int, str, int] | None:
    """Level, title and length of the heading that begins a paragraph; run-in headings end at their first 。"""
    for level, pattern in _HEADINGS:
        if not pattern.match(chars, start):
            continue
        stop = chars.find("。", start, min(end, start + _LONGEST_HEADING))
        if end - start <= _LONGEST_HEADING and (stop < 0 or stop == end - 1):
            return level, chars[start:end].rstrip("。；"), end - start
        if stop > 0:
            return level, chars[start:stop], stop - start
        return None
    line = chars[start:end]
    if len(line) <= 30 and not re.search("[。，；]", line) and (_GLOSSARY.search(line) or _APPENDIX.search(line)):
        return 1, line, end - start
    if (
        len(line) <= 30
        and not re.search("[。；，：！]", line)
        and _PLAIN.match(line)
        and (_REVIEW.search(line) or _PLAN.search(line) or "工作" in line)
    ):
        return 1, line, end - start
    return None


def _is_truncated(chars: str) -> bool:
    """Whether the text ends in mid-sentence: its last line is long and closes with no mark."""
    last = chars.rstrip().rsplit("\n", 1)[-1]
    return len(last) > 30 and last[-1] not in "。！？；”’）》…!?.:："
