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
    f"开始|由|从|(?:的?[远愿]景|的?奋斗)?目标)?"
    "|(?P<five>(?:过去的?|这|[近前]|以来的|任期的?|任职的?)[五5]年|人大(?:第?一次会议)?以来|[五5]年[来间]|(?<!是)本届政府(?!(?:任期|履职|任职|工作)?的?(?:收官|最后|开局|开端|第|头|首))|[五5]年(?=累计|新增|共|年均|分别|增加|增长|提高))"
    "|(?P<next>今后五年|未来五年|今后5年|未来5年)"
    "|(?<![每第续前百〇零一二三四五六七八九十\\d])(?P<some>[两二三四])年(?:(?P<sum>累计|[总一]?共|来|间|中(?!期))|(?<=近[两二三四]年)(?!内|实现)|(?=完成|新增|投入|建成|增[长加]|提高))"
    "|(?P<within>[三四五3-5](?=年之?内)|[三四五3-5](?=年的?(?:努力|奋斗|时间)))年"
    "|“?(?P<plan>十[一二三四五六]?|[六七八九])五”?(?P<end>末)?(?=时期|期间|规划(?:目标(?!任务)|期|确定)|以来|末|，|五年)"
    "|第(?P<nth>[一二三四五六七八九])个五年(?:计划)?"
    "|(?P<one>一年来|过去一年|过去的一年|这一年)|(?<![于比较与超])(?P<last>去年(?!同期|末)|"
    "上年(?!同期|末|的?第|世界|全国))|(?P<this>今年(?!以来)|今年以来)"
    "|(?P<whole>(?<=[。，；\n])全年(?=[\u4e00-\u9fff]))|(?P<half>上半年|下半年)|(?P<quarter>[一二三四]季度)"
)
_OWN_TIME = re.compile(
    f"(?:[（(]?[一二三四1-4][）)、.．]?)?(?:(?:关于|回顾)?(?:“?十[一二三四五六]?五”?(?:时期|期间|发展成就|主要|以?来|工作|经济)|过去[五5]年|[五5]年来|"
    f"本届政府|(?:{_YEAR})年(?:的?(?:主要|重点|政府)?(?:工作|目标|任务|经济)|来|$)|今后[五5]年|未来[五5]年|今年的?(?:主要|工作|目标|重点)|一年来|过去一年|去年))"
)
_ANCHOR = re.compile("年|议以来|大以来|季度|五”|五规|五时|五末|五期")
_MONTH = re.compile("\\d{1,2}月")
_SMALL = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "3": 3, "4": 4, "5": 5}
_SINCE_TERMS = 1990  # older reports mean the five years of the plan in force
_FRONT = 12
_NEAR = 14


class Times:
    """The years in force along a paragraph. `review` is the year reported on."""

    __slots__ = ("_at", "_part_at", "_years", "home", "review")

    def __init__(self, start: int, years: Years, review: int | None = None) -> None:
        self.review = review
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
        for start, end, part in reversed(self._part_at):
            if start <= offset < end:
                return part
        return ""


_FALLS_SHORT = re.compile("清醒地?(?:认识|看到)|存在(?:的|着|不少|一些|许多)[^，。]{0,8}(?:问题|困难|不足|差距)")
_BASES = ("比", "较", "是", "由", "从", "与", "于", "超过", "相当于", "超")
_ENDS = re.compile("[，；。]")
_CLAUSES = "，；。：:、\n—"


def default_years(title: str, role: Role, review: int | None, opens_term: bool = False) -> Years:
    """What a chapter is about, told by its heading; the first session of a congress looks back on five years."""
    if review is None:
        return None, None
    if role == "plan":
        if re.search("今年|明年|新的?一年", title):
            return review + 1, review + 1
        if opens_term and not re.search(f"(?:{_YEAR})年", title):
            return review + 1, review + 5
        if re.search("今后五年|未来五年|五年的?(?:发展|目标|奋斗|总体|主要)", title) and not re.search(
            f"(?:{_YEAR})年", title
        ):
            return review + 1, review + 5
        plan = re.search("“?(十[一二三四五六]?|[六七八九])个?五[”年]?", title)
        if plan and not re.search(f"(?:{_YEAR})年(?!远景)", title):
            return plan_years(plan.group(1))
        return review + 1, review + 1
    named = re.search(f"({_YEAR})年", title) if role == "appendix" else None
    if named:
        return _number(named.group(1)), _number(named.group(1))
    span = re.search("五年|本届|“?十[一二三四五六]?五”?", title)
    single = re.search(f"(?:{_YEAR})年|一年", title)
    if span and not single:
        plan = re.search("“?(十[一二三四五六]?|[六七八九])五”?", title)
        years = plan_years(plan.group(1)) if plan else (review - 4, review)
        return years if (years[1] or 0) <= review else (review, review)
    if opens_term and not re.search(f"(?:{_YEAR})年|一年", title):
        return review - 4, review
    return review, review


def speaks_of_time(title: str) -> bool:
    """Whether a heading names years."""
    return re.search("年|届|“?十[一二三四五六]?个?五”?", title) is not None


def names_its_time(title: str) -> bool:
    """（二）2022年主要工作, （一）过去五年工作回顾: a heading within a chapter that begins with its time."""
    return _OWN_TIME.match(title) is not None


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
    walk = _Walk(chars, start, end, years, review, role, mixed)
    for cue in _cues(chars, start, end):
        walk.meet(cue)
    walk.close(end)
    return walk.times, walk.lasting


class _Walk:
    """A paragraph read from cue to cue: what holds now, what holds for the paragraph, what for the next."""

    def __init__(
        self, chars: str, start: int, end: int, years: Years, review: int | None, role: Role, mixed: bool
    ) -> None:
        self.chars, self.start, self.end = chars, start, end
        self.review, self.role, self.mixed = review, role, mixed
        self.times = Times(start, years, review)
        self.before = self.home = self.lasting = years
        if (
            review
            and role == "review"
            and years != (review, review)
            and _FALLS_SHORT.search(chars, start, min(end, start + 60))
        ):
            self.home = (review, review)  # what is wrong is told of today
            self.times.add(start, self.home)
        self.stop = start
        self.until: tuple[int, Years] | None = None  # where a cue within a sentence ends, and what holds then

    def meet(self, cue: re.Match[str]) -> None:
        """Take in one cue."""
        self.close(cue.start())
        home, chars = self.home, self.chars
        if self.review is not None and home[0] != home[1] and _compares(cue, home):
            mark = max(chars.rfind("。", self.start, cue.start()), chars.rfind("；", self.start, cue.start()))
            self.times.set_sentence(max(mark + 1, self.start), (self.review, self.review))
        elif _begins_span(cue, self.start, home, self.role):
            self.home = self.lasting = (_number(cue["y"]), self.review)
            self.times.add(cue.start(), self.home)
        elif cue["half"] or cue["quarter"]:
            _add_part(self.times, chars, cue, self.end)
        else:
            self._take(cue)
        self.stop = cue.end()

    def close(self, at: int) -> None:
        """What ended before this offset gives way to what held before it, or to the paragraph's own years."""
        if self.until and self.until[0] <= at:
            self.times.add(*self.until)
            self.until = None
        if at > self.stop:
            found = self.chars.find("。", self.stop, at)
            if found >= 0 and self.times.at(found) != self.home:
                self.times.add(found + 1, self.home)
        self.times.home = self.home

    def _take(self, cue: re.Match[str]) -> None:
        new = _meant(cue, self.review, self.role, self.home)
        if new is None:
            return
        held = self.times.at(cue.start())
        self.times.add(cue.start(), new)
        self.until = None
        if self._lasts(cue):
            self.home = self.lasting = new
        elif _opens(cue, self.start, self.review, self.role):
            self.home = new
            if self.mixed or self.before[0] == self.before[1] or self.chars.endswith("过去的", self.start, cue.start()):
                self.lasting = new
        elif cue["some"] or cue["within"] or cue["plan"] or cue["since"] == "以来":
            self._end_within(cue, held)

    def _lasts(self, cue: re.Match[str]) -> bool:
        """Whether a cue gives its years to the paragraphs that follow."""
        front = cue.start() - self.start
        if self.role == "plan":
            return bool(cue["next"]) or (front <= _FRONT and self._turns_to_year(cue))
        return bool(
            cue["five"]
            or cue["one"]
            or (
                cue["plan"]
                and self.role == "review"
                and front < 8
                and not self._still_runs(plan_years(cue["plan"]))
                and self.chars.startswith(("时期", "期间", "以来", "五年"), cue.end())
            )
        )

    def _still_runs(self, plan: Years) -> bool:
        return bool(self.review and plan[0] and plan[1] and plan[0] <= self.review < plan[1])

    def _turns_to_year(self, cue: re.Match[str]) -> bool:
        """今年… or 2023年… at the front of a paragraph of a plan for five years: from here it is a plan for one."""
        if self.review is None or self.home[0] != self.review + 1 or self.home[1] == self.home[0]:
            return False
        if self.chars.startswith(("起", "到", "至", "以后"), cue.end()):
            return False
        led = self.chars.endswith(("到", "至", "从", "自"), self.start, cue.start())
        return not led and bool(cue["this"] or (cue["y"] and not cue["y2"] and _number(cue["y"]) == self.review + 1))

    def _end_within(self, cue: re.Match[str], held: Years) -> None:
        """两年累计…, 年均… of a plan named within a sentence: only that clause speaks of those years."""
        if cue["plan"] and self.chars[cue.start() - 1 : cue.start()] in ("", *"。；\n（：—"):
            return
        led = self.chars.startswith("，", cue.end())
        short = (cue["some"] and not led and cue["sum"] not in ("来", "间", "中")) or (
            cue["within"] and not self.chars.startswith(("，", "努力", "奋斗", "时间"), cue.end())
        )
        marks = "，；。" if short else "；。"
        stops = [at for at in (self.chars.find(mark, cue.end(), self.end) for mark in marks) if at >= 0]
        if stops and self.chars[min(stops)] != "。":
            self.until = (min(stops), held)


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
    if role != "review" or not cue["y"] or cue["y2"] or cue["since"] == "以来" or _MONTH.match(cue.string, cue.end()):
        return False
    if cue.start() == start:
        return True
    if _number(cue["y"]) != review or "。" in cue.string[start : cue.start()]:
        return False
    return cue.start() - start <= _FRONT or cue.string.endswith("过去的", start, cue.start())


def _meant(cue: re.Match[str], review: int | None, role: Role, home: Years) -> Years | None:
    """The years a cue means, or None when it is only a base or a beginning."""
    if cue["y"]:
        return _years_named(cue, review, role)
    if review is None:
        return None
    if cue["five"]:
        return (review - 4, review) if role != "plan" else None
    if cue["next"]:
        return review + 1, review + 5
    if cue["some"]:
        return (review - _SMALL[cue["some"]] + 1, review) if role != "plan" else None
    if cue["within"]:
        counted = role == "plan" and home[0] == home[1] and review >= _SINCE_TERMS
        return (review + 1, review + _SMALL[cue["within"]]) if counted else None
    if cue["nth"]:
        return plan_years(cue["nth"]) if not cue.string.endswith(_BASES, 0, cue.start()) else None
    if cue["plan"]:
        if cue.string.endswith(_BASES, 0, cue.start()):
            return None
        return _years_planned(cue, review, role)
    if cue["whole"]:
        return (review, review) if role != "plan" else None
    if cue["one"] or cue["last"]:
        return review, review
    return review + 1, review + 1


def _years_named(cue: re.Match[str], review: int | None, role: Role) -> Years | None:
    """2017年, 2018—2022年, 2013年以来; not 比2017年, 2017年的基础."""
    first, chars = _number(cue["y"]), cue.string
    if cue["not"] or chars.startswith(("比较", "相比"), cue.end()):
        return None
    if _is_only_named(cue, first, review, role):
        return None
    if cue["since"] == "以来" and role == "review" and review and first < review:
        opens = chars[cue.start() - 1 : cue.start()] in ("", *_CLAUSES)
        return (first, review) if opens and chars[cue.end() : cue.end() + 1] not in ("最", "首", "第") else None
    led = chars.endswith(("到", "至"), 0, cue.start())
    if cue["since"] and not (led and cue["since"] == "的"):
        return None
    if led and cue["since"] == "的" and "倍" in chars[cue.end() : cue.end() + 8]:
        return None
    return first, _number(cue["y2"]) if cue["y2"] else first


def _years_planned(cue: re.Match[str], review: int, role: Role) -> Years | None:
    """“十四五”时期; a plan that still runs is no span of a look back, but for “十四五”以来."""
    first, last = plan_years(cue["plan"])
    if role == "review" and first and last and first <= review < last:
        since = cue.string.startswith("以来", cue.end()) and cue.string[cue.end() + 2 : cue.end() + 3] not in "最首新"
        return (first, review) if since else None
    return (last, last) if cue["end"] else (first, last)


def _is_only_named(cue: re.Match[str], first: int, review: int | None, role: Role) -> bool:
    """规划（2020—2035年）, 《2022年方案》, in a plan 启动2024年度37个项目: the year is part of a name."""
    chars, before = cue.string, cue.string[cue.start() - 1 : cue.start()]
    if before in ("（", "(") and chars[cue.end() : cue.end() + 1] in ("）", ")"):
        return True
    low = max(0, cue.start() - 40)
    if chars.rfind("《", low, cue.start()) > chars.rfind("》", low, cue.start()):
        return True
    if review is None or before in ("", "到", "至", *_CLAUSES):
        return False
    if chars[cue.end() : cue.end() + 1] in ("比", "较", "与", "同", "达", "已", "共", "为"):
        return False
    return first <= review if role == "plan" else role == "review" and first > review + 1


def _add_part(times: Times, chars: str, cue: re.Match[str], end: int) -> None:
    stop = min((at for at in (chars.find(mark, cue.end(), end) for mark in ("。", "全年")) if at >= 0), default=-1)
    part = {"上半年": "-H1", "下半年": "-H2"}.get(cue.group()) or f"-Q{'一二三四'.index(cue.group()[0]) + 1}"
    before = chars[cue.start() - 1 : cue.start()]
    if before == "前":
        part = ""
    if before not in ("了", "比", "较"):
        times.add_part(cue.start(), stop if stop >= 0 else end, part)


def _number(text: str) -> int:
    return int(text) if text.isdigit() and text.isascii() else int(chinese(text) or 0)
