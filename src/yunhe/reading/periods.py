"""Which years a passage speaks about: default of its part, then the cues 五年来, 2023年, “十四五”时期, 上半年."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from yunhe.reading.numerals import chinese
from yunhe.types import Role

Years = tuple[int | None, int | None]
_YEAR = "(?:19|20)\\d\\d|[一二][〇零一二三四五六七八九]{3}"
_CUE = re.compile(
    f"(?P<not>(?:比|较|自|从|以|由|与|自从|始于|是|相比|"
    f"超过)(?:\\d{{4}}年[、和])?)?(?P<y>{_YEAR})(?:年|"
    f"(?=[—\\-~至到]))(?:[—\\-~至到](?P<y2>{_YEAR})年)?(?P<since>以来|起|的?基础|的(?=\\d)|初|同期|"
    f"开始|由|从)?"
    "|(?P<five>(?:过去的?|这|[近前]|以来的|任期的?|任职的?)[五5]年|人大(?:第?一次会议)?以来|[五5]年[来间]|本届政府|[五5]年(?=累计|新增|共|年均|分别|增加|增长|提高))"
    "|(?P<next>今后五年|未来五年|今后5年|未来5年)"
    "|“?(?P<plan>十[一二三四五六]?|[六七八九])五”?(?P<end>末)?(?=时期|期间|规划(?:目标(?!任务)|期|确定)|以来|末|，|五年)"
    "|(?P<one>一年来|过去一年|过去的一年|这一年)|(?<![于比较与超])(?P<last>去年(?!同期|末)|"
    "上年(?!同期|末|的?第|世界|全国))|(?P<this>今年(?!以来)|今年以来)"
    "|(?P<whole>(?<=[。，；\n])全年(?=[\u4e00-\u9fff]))|(?P<half>上半年|下半年)|(?P<quarter>[一二三四]季度)"
)
_ANCHOR = re.compile("年|议以来|大以来|季度|五”|五规|五时|五末|五期")
_MONTH = re.compile("\\d{1,2}月")
_FRONT = 12
_NEAR = 14


class Times:
    """The years in force along a paragraph. `review` is the year reported on."""

    __slots__ = ("_at", "_part_at", "_years", "home")

    def __init__(self, start: int, years: Years) -> None:
        self._at = [start]
        self._years = [years]
        self.home = years
        self._part_at: list[tuple[int, int, str]] = []

    def add(self, offset: int, years: Years) -> None:
        """From this offset on other years hold."""
        self._at.append(offset)
        self._years.append(years)

    def set_sentence(self, start: int, years: Years) -> None:
        """A sentence read in part turns out to speak of other years; what a cue said within it stays."""
        if self._at[-1] <= start:
            self.add(start, years)

    def add_part(self, start: int, end: int, part: str) -> None:
        """Between two offsets a part of the year is meant."""
        self._part_at.append((start, end, part))

    def at(self, offset: int) -> Years:
        """The years in force at an offset."""
        return self._years[bisect_right(self._at, offset) - 1]

    def part_at(self, offset: int) -> str:
        """`-H1`, `-Q2` … where the text names a part of the year, else nothing."""
        for start, end, part in self._part_at:
            if start <= offset < end:
                return part
        return ""


def default_years(title: str, role: Role, review: int | None, opens_term: bool = False) -> Years:
    """What a chapter is about, told by its heading; the first session of a congress looks back on five years."""
    if review is None:
        return None, None
    if role == "plan":
        if opens_term and not re.search(f"(?:{_YEAR})年", title):
            return review + 1, review + 5
        if re.search("今后五年|未来五年|五年的?(?:发展|目标|奋斗|总体|主要)", title) and not re.search(
            f"(?:{_YEAR})年", title
        ):
            return review + 1, review + 5
        plan = re.search("“?(十[一二三四五六]?|[六七八九])五”?", title)
        if plan and not re.search(f"(?:{_YEAR})年(?!远景)", title):
            return plan_years(plan.group(1))
        return review + 1, review + 1
    span = re.search("五年|本届|“?十[一二三四五六]?五”?", title)
    single = re.search(f"(?:{_YEAR})年|一年", title)
    if span and not single:
        plan = re.search("“?(十[一二三四五六]?|[六七八九])五”?", title)
        return plan_years(plan.group(1)) if plan else (review - 4, review)
    if opens_term and not re.search(f"(?:{_YEAR})年|一年", title):
        return review - 4, review
    return review, review


def speaks_of_time(title: str) -> bool:
    """Whether a heading names years."""
    return re.search("年|届|“?十[一二三四五六]?五”?", title) is not None


def speaks_of_both(title: str) -> bool:
    """过去五年及2022年工作回顾: a heading over a span and over its last year."""
    return (
        re.search("五年|届|“?十[一二三四五六]?五”?", title) is not None
        and re.search(f"(?:{_YEAR})年", title) is not None
    )


def plan_years(ordinal: str) -> Years:
    """The years of a five-year plan: 十四 → 2021–2025."""
    value = chinese(ordinal)
    if value is None:
        return None, None
    first = 1981 + 5 * (int(value) - 6)
    return first, first + 4


def times_of(
    chars: str, start: int, end: int, years: Years, review: int | None, role: Role, mixed: bool = False
) -> tuple[Times, Years]:
    """The years along a paragraph, and those that the next paragraph begins with.

    `mixed`: the chapter speaks of a year and of a span, so a year at the front of a paragraph holds on.
    """
    times = Times(start, years)
    home = lasting = years
    stop = start
    for cue in _cues(chars, start, end):
        if cue.start() > stop:
            found = chars.find("。", stop, cue.start())
            if found >= 0 and times.at(found) != home:
                times.add(found + 1, home)
        if review is not None and home[0] != home[1] and _compares(cue, home):
            mark = max(chars.rfind("。", start, cue.start()), chars.rfind("；", start, cue.start()))
            times.set_sentence(max(mark + 1, start), (review, review))
            stop = cue.end()
            continue
        if _begins_span(cue, start, home, role):
            home = lasting = (_number(cue["y"]), review)
            times.add(cue.start(), home)
            stop = cue.end()
            continue
        stop = cue.end()
        if cue["half"] or cue["quarter"]:
            _add_part(times, chars, cue, end)
            continue
        new = _meant(cue, review, role)
        if new is None:
            continue
        times.add(cue.start(), new)
        if (
            cue["five"]
            or (cue["one"] and role != "plan")
            or (
                cue["plan"]
                and role == "review"
                and cue.start() - start < 8
                and cue.string.startswith(("时期", "期间", "以来", "五年"), cue.end())
            )
            or (cue["next"] and role == "plan")
        ):
            home = lasting = new
        elif _opens(cue, start, review, role):
            home = new
            if mixed or years[0] == years[1]:
                lasting = new
    found = chars.find("。", stop, end)
    if found >= 0 and times.at(found) != home:
        times.add(found + 1, home)
    times.home = home
    return times, lasting


def _cues(chars: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Every cue; only the neighbourhood of a word of time is searched."""
    low = high = start
    for anchor in _ANCHOR.finditer(chars, start, end):
        if anchor.start() - _NEAR > high:
            if high > low:
                yield from _CUE.finditer(chars, low, high)
            low = anchor.start() - _NEAR
        high = min(end, anchor.end() + _NEAR)
    if high > low:
        yield from _CUE.finditer(chars, low, high)


def _compares(cue: re.Match[str], home: Years) -> bool:
    """是2002年的2.5倍 in a look back on 2003–2007: the level is that of the last year."""
    return (
        (cue["not"] == "是" or cue.string.endswith(("为", "相当于"), 0, cue.start()))
        and cue["y"] is not None
        and "的" in cue.string[cue.end() - 1 : cue.end() + 1]
        and home[0] is not None
        and _number(cue["y"]) < home[0]
        and "倍" in cue.string[cue.end() : cue.end() + 16]
    )


def _begins_span(cue: re.Match[str], start: int, home: Years, role: Role) -> bool:
    """2017年以来 at the front of a look back on a term: the term is counted from there."""
    if role != "review" or not cue["y"] or cue["since"] != "以来" or cue["not"] or cue.start() - start > 1:
        return False
    return home[0] is not None and home[0] != home[1] and abs(_number(cue["y"]) - home[0]) <= 1


def _opens(cue: re.Match[str], start: int, review: int | None, role: Role) -> bool:
    """2012年，… or 特别是刚刚过去的2012年，… at the front of a paragraph gives it its year."""
    if role != "review" or not cue["y"] or cue["y2"] or _MONTH.match(cue.string, cue.end()):
        return False
    if cue.start() == start:
        return True
    if _number(cue["y"]) != review or "。" in cue.string[start : cue.start()]:
        return False
    return cue.start() - start <= _FRONT or cue.string.endswith("过去的", start, cue.start())


def _meant(cue: re.Match[str], review: int | None, role: Role) -> Years | None:
    """The years a cue means, or None when it is only a base or a beginning."""
    if cue["y"]:
        led = cue.string.endswith(("到", "至"), 0, cue.start())
        if cue["not"] or (cue["since"] and not (led and cue["since"] == "的")):
            return None
        first = _number(cue["y"])
        return first, _number(cue["y2"]) if cue["y2"] else first
    if review is None:
        return None
    if cue["five"]:
        return (review - 4, review) if role != "plan" else None
    if cue["next"]:
        return review + 1, review + 5
    if cue["plan"]:
        span = plan_years(cue["plan"])
        return (span[1], span[1]) if cue["end"] else span
    if cue["whole"]:
        return (review, review) if role != "plan" else None
    if cue["one"] or cue["last"]:
        return review, review
    return review + 1, review + 1


def _add_part(times: Times, chars: str, cue: re.Match[str], end: int) -> None:
    stop = chars.find("。", cue.end(), end)
    part = {"上半年": "-H1", "下半年": "-H2"}.get(cue.group()) or f"-Q{'一二三四'.index(cue.group()[0]) + 1}"
    if chars[cue.start() - 1 : cue.start()] not in ("前", "了"):
        times.add_part(cue.start(), stop if stop >= 0 else end, part)


def _number(text: str) -> int:
    return int(text) if text.isdigit() and text.isascii() else int(chinese(text) or 0)
