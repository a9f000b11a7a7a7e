"""One indicator over the years: the figures of an area that stand for one whole year, in the draft and before it."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from yunhe.audit.likeness import subject_of
from yunhe.audit.prose import once_a_reading, prose_of
from yunhe.audit.rounding import Bounds, bounds, half, shown, written
from yunhe.audit.setting import PLACE, counts_from_further_back, is_of_a_place_within
from yunhe.reading.amounts import plain
from yunhe.reading.indicators import Indicator, definition
from yunhe.types import Case, Claim, Reading

REVISED = re.compile(
    "调整|修订|核定|口径|可比|普查|新核算|剔除|扣除|还原|折算|置换|出口退税|营改增|重新|不变价|实际增长|实际增幅"
)
_SEVERAL_YEARS = re.compile(
    "年均(?!浓度|值)|年平均(?!浓度)|递增|(?<!连续)(?<!连续第)[五四三两二六七八九十]年(?:来|间|里|累计|共|新增)?|累计|期间|时期|以来(?!的?[最首新])|翻[一两]|"
    "过去|本届|上届|任期|“十[一二三四]?五|[一二三四]五”|[一二三四]五[”时期]|20\\d\\d年?[—－-]20\\d\\d|20\\d\\d年的?\\d?.{0,2}倍"
)
_PART_OF_YEAR = re.compile(
    "上半年|下半年|季度|前[一二三四五六七八九十\\d]+个?月|1[-—－至~～]\\d+月|截至[^，。]{0,6}\\d月|月末|当月|单月"
)
_OF_PART = re.compile(
    "自营|市级|市属|省属|(?<!副)省级|区级|区属|县级|本级|市区|城区|不含|不包括|含|每月|每年|合同|协议|商务部|全口径|新口径|新增|净增|增量|批准|签约|"
    "目标|中央|上划|预期|实到|境外|人民币|本外币|户籍|常住|国内旅游|入境"
)
_OF_PLACE = re.compile(f"{PLACE}|企业集群|产业带|两州|片区|\\d个县|老区")
_DISTRICT = re.compile(
    "(?<=[、，。；持励和与])[一-鿿]{1,2}(?<![地社城景小校厂辖灾片牧山库园郊市新特湾防疫保开专老各全我本])(?:区|县|旗)(?![域级市城委乡])"
)
_OF_NATION = re.compile(
    "我国|国内生产总值|(?<![居列占位于比在])(?:全国|世界|全球)(?!第|前|各|平均|首|率先|[一-鿿]{0,6}[大赛]会)"
)
_OF_WHOLE = re.compile("占([^，。；、占\\d]{2,14}?)的?(?:比重|比例|份额|[达为超约]?$)")
_PARTNERS = re.compile("对(?!外)[^，。；、\\d]{1,8}(?:、[^，。；、\\d]{1,6}){0,3}(?=进出口|出口|进口)")
_SHARED = re.compile("([^，。；\\d]{2,6})[^，。；]{0,16}，其中[^。；]*占比[^，。；占]{0,12}$")
_OF_HOLDER = re.compile("市级|市属|省属|(?<!副)省级|区级|区属|县级|本级|市区|城区|不含|中央|自营")
_AMONG = re.compile("(.*)[，；]其中[^，。；\\d]{0,16}$")  # 其中 may stand behind ； as well
_OF_ALL = re.compile("全[省市区县州]|我[省市区县州]")
_REACHED = re.compile("(?:[达到为至]|突破|超过?|实现|跨越|[迈站跃]上|浓度|[到至][^，。；]{1,12}、)(?:20\\d\\d年的?)?$")
# What says of another figure that it is of several years: 年均增长8%, 累计调减560万亩，
_APART = re.compile(
    "年均(?:分别)?(?:增长|递增|提高|上涨|上升|下降)[约近超]?[\\d.]*%?|累计[^，。；\\d]*\\d[^，。；、]*，"
)
_AGAINST_END = re.compile("[，、]?(?:比|较)“?十[一二三四]?五”?末[^，。；]*")  # says of what was added to the level
_ALL_OF_THEM = re.compile("总[数量计]|累计|达到|突破|\\d[万亿]?[家户个件]、共?达$")
_BETWEEN = re.compile("年均|实际|扣除|可比|口径|剔除|每年|累计|目标|预期|高于|快于|翻")


_TELLING = 5  # letters of a name that is in no vocabulary
_VAGUE = re.compile("项目|资金|活动|工程|投资额?$|企业$|任务|面积$|问题|[其各等这那]|新[增建改开]|建成|完成")


_OFTEN_REAL = re.compile("增加值|总?产值|生产总值|GDP|能耗|劳动生产率")


class Key(NamedTuple):
    """What a series is of: two figures with one key measure the same thing."""

    indicator: str
    place: str
    unit: str
    kind: str


class Grown(NamedTuple):
    """A level of the draft with the growth said of it, and the level it grew from: last year's, or, where `between`
    has last year's growth, that of the year before."""

    level: Claim
    growth: Claim
    base: Claim
    between: Claim | None = None

    @property
    def growths(self) -> tuple[Claim, ...]:
        """The growths that lie between base and level, the last first."""
        return (self.growth, self.between) if self.between else (self.growth,)

    @property
    def base_bounds(self) -> Bounds:
        """Between which values the base must lie."""
        found = bounds(self.level)
        for growth in self.growths:
            found = before_growth(found, growth)
        return found

    @property
    def base_implied(self) -> Decimal:
        """The base that level and growths lead back to."""
        value = self.level.value
        for growth in self.growths:
            value /= 1 + growth.value / 100
        return value

    @property
    def off(self) -> Decimal:
        """How far the base lies from where it should, as a share."""
        return self.base.value / self.base_implied - 1


def before_growth(level: Bounds, growth: Claim) -> Bounds:
    """What a level was before it grew; None at the ends that nothing bounds."""
    most, least = 1 + (growth.value + half(growth)) / 100, 1 + (growth.value - half(growth)) / 100
    if growth.bound != "=" or least <= 0:
        return Bounds(None, None)
    low = None if level.low is None else level.low / most
    high = None if level.high is None else level.high / least
    return Bounds(low, high)


def arithmetic(each: Grown) -> str:
    """The way from level to base, written out: 179.1亿元 ÷ (1 + 5%)."""
    steps = (f" ÷ (1 {'-' if growth.value < 0 else '+'} {plain(abs(growth.value))}%)" for growth in each.growths)
    return written(each.level) + "".join(steps) + f" = {shown(each.base_implied, each.level.unit)}"


def key_of(claim: Claim) -> Key | None:
    """The series a level or ratio belongs to: that of its indicator, or of words that tell enough."""
    if claim.kind not in ("level", "ratio"):
        return None
    about = subject_of(claim)
    if claim.indicator_id is None and (len(about) < _TELLING or _VAGUE.search(about)):
        return None
    return Key(about, claim.place, claim.unit, claim.kind)


@once_a_reading
def yearly(reading: Reading) -> Mapping[tuple[Key, int], tuple[Claim, ...]]:
    """The levels and ratios of a reading by series and year: what is measured or estimated for one whole year."""
    found: dict[tuple[Key, int], list[Claim]] = defaultdict(list)
    for claim in reading.claims:
        key = key_of(claim)
        if key and len(claim.period) == 4 and claim.status != "target":
            found[key, int(claim.period)].append(claim)
    return {place: tuple(claims) for place, claims in found.items()}


def is_of_the_area(claim: Claim, reading: Reading) -> bool:
    """Whether a figure is of the area that reports, not of another one or of a part."""
    return claim.place in ("", reading.outline.area or "")


def clause_before(claim: Claim, reading: Reading, size: int = 24) -> str:
    """The words just before a figure, back to the last stop, at most so many."""
    words = prose_of(reading).before(claim)[-size:]
    return re.split("[。；;，,]", words)[-1]


def is_of_one_year(claim: Claim, reading: Reading) -> bool:
    """Whether nothing in its own and the next clauses speaks of several years or of a part of one."""
    prose = prose_of(reading)
    before = _since_stop(prose.before(claim)[-40:])
    text = before + claim.quote + _AGAINST_END.sub("", re.split("[。；;]", prose.after(claim)[:22])[0])
    if claim.kind in ("level", "ratio") and (claim.kind == "ratio" or _REACHED.search(before)):
        text = _APART.sub("", text)
    if claim.accumulation == "cumulative" or _SEVERAL_YEARS.search(text) or _PART_OF_YEAR.search(text):
        return False
    return is_of_the_whole(claim, reading)


def is_of_the_whole(claim: Claim, reading: Reading) -> bool:
    """Whether the words before a figure name no park, corps or group of counties that it may be of, nor the nation."""
    before = _OF_ALL.split(prose_of(reading).before(claim)[-60:])[-1]
    own = re.split("[，。；;]", before[-24:])[-1]
    if reading.outline.level != "national" and _OF_NATION.search(own):
        return False
    if len(set(_DISTRICT.findall(re.split("[。；]", prose_of(reading).before(claim))[-1]))) > 1:
        return False
    return not _OF_PLACE.search(before) and not is_of_a_place_within(claim, reading)


def is_plain_year(words: str) -> bool:
    """Whether nothing in these words speaks of several years or of a part of one."""
    return not (_SEVERAL_YEARS.search(words) or _PART_OF_YEAR.search(words))


def names_a_place_within(words: str) -> bool:
    """Whether words name a park, a corps or a group of counties."""
    return bool(_OF_PLACE.search(words))


def words_of_part(words: str, indicator: Indicator | None) -> frozenset[str]:
    """The words by which a figure is of a part, or of another 口径, than the indicator's name alone says."""
    return frozenset(w for w in _OF_PART.findall(words) if indicator is None or not _is_in_name(w, indicator))


def _since_stop(words: str) -> str:
    return re.split("[。；;]", words)[-1]


def qualifiers(claim: Claim, reading: Reading) -> frozenset[str]:
    """The words by which a figure is of a part, or of another 口径, than the indicator's name alone says."""
    behind = re.split("[，。；、]", prose_of(reading).after(claim)[:10])[0]
    found = frozenset(_OF_PART.findall(claim.indicator.phrase + clause_before(claim, reading, 16) + behind))
    found |= frozenset(_PARTNERS.findall(clause_before(claim, reading, 40)))
    found |= _words_of_whole(prose_of(reading).before(claim)) | _shared_among(claim, reading)
    own = definition(claim.indicator_id) if claim.indicator_id else None
    if own and own.id.startswith("new_") and _ALL_OF_THEM.search(clause_before(claim, reading)):
        found |= {"总数"}
    return frozenset(word for word in found if own is None or not _is_in_name(word, own))


def _shared_among(claim: Claim, reading: Reading) -> frozenset[str]:
    """外资257亿美元，其中战略性新兴产业增长32%，占比达61%: the share is one of what stands before 其中."""
    said = _SHARED.search(prose_of(reading).before(claim)) if claim.unit == "%" and claim.kind == "ratio" else None
    return frozenset({f"其中占比{said[1]}"}) if said else frozenset()


def _words_of_whole(before: str) -> frozenset[str]:
    """What a part behind 其中 has from its whole: 市级进出口383亿美元，其中出口 is 市级 as well."""
    part = _AMONG.search(before)
    return frozenset(_OF_HOLDER.findall(re.split("[。；]", part[1])[-1])) if part else frozenset()


def _is_in_name(word: str, indicator: Indicator) -> bool:
    """Whether a word belongs to what the indicator is anyway: 城镇新增就业, 新增上市公司."""
    return word in indicator.name or (word in ("新增", "净增") and indicator.id.startswith("new_"))


def same_scope(one: Claim, of_one: Reading, other: Claim, of_other: Reading) -> bool:
    """Whether two figures of one series are of the same part and 口径, as far as their words tell."""
    alike = qualifiers(one, of_one) == qualifiers(other, of_other) and (one.basis or "") == (other.basis or "")
    return alike and not _are_shares_of_two(_whole_of(one, of_one), _whole_of(other, of_other))


def _whole_of(claim: Claim, reading: Reading) -> str:
    """Of what a share is told: 占规上工业增加值比重 → 规上工业增加值; "" where it is not said."""
    said = _OF_WHOLE.findall(claim.indicator.phrase + "，" + clause_before(claim, reading)) if claim.unit == "%" else []
    return _OF_ALL.sub("", said[-1]).replace("规模以上", "规上").replace("地区生产总值", "GDP") if said else ""


def _are_shares_of_two(one: str, other: str) -> bool:
    return bool(one and other) and one not in other and other not in one


@once_a_reading
def growths(reading: Reading) -> Mapping[int, tuple[Claim, ...]]:
    """Growths over the year before, in %, by the start of their level."""
    found: dict[int, list[Claim]] = defaultdict(list)
    for claim in reading.claims:
        if claim.of is not None and is_plain_growth(claim):
            found[claim.of].append(claim)
    return {start: tuple(claims) for start, claims in found.items()}


def is_plain_growth(claim: Claim) -> bool:
    """Whether a claim is a growth in % over the year before, measured."""
    return (
        claim.kind == "growth"
        and claim.unit == "%"
        and claim.scope is None
        and claim.period[-4:].isdigit()
        and claim.status != "target"
        and claim.bound == "="
    )


def growth_of(level: Claim, reading: Reading) -> Claim | None:
    """The one growth that is said of a level, for the same year, with nothing between them that changes its meaning."""
    found = [each for each in growths(reading).get(level.start, ()) if each.period[-4:] == level.period]
    if len(found) != 1 or found[0].sentence != level.sentence or counts_from_further_back(found[0], reading):
        return None
    prose = prose_of(reading)
    first, last = sorted((prose.offset(level), prose.offset(found[0])))
    return None if _BETWEEN.search(prose.chars[first:last]) else found[0]


def is_revised(claim: Claim, reading: Reading) -> bool:
    """Whether the words around a figure, from ； to ；, say that what it is held against was revised or recounted."""
    prose = prose_of(reading)
    before, after = re.split("[；;]", prose.before(claim))[-1], re.split("[；;]", prose.after(claim))[0]
    return bool(REVISED.search(before + claim.quote + after))


def known(case: Case, key: Key, year: int) -> Iterator[tuple[Claim, Reading]]:
    """What earlier reports say of a series for a year, the report on that very year first."""
    readings = sorted(case.earlier.items(), key=lambda item: (item[0] != year, item[0]))
    for _, reading in readings:
        for claim in yearly(reading).get((key, year), ()):
            yield claim, reading


def grown(case: Case) -> Iterator[Grown]:
    """Levels of the draft whose growth can be held against earlier levels, once for each level."""
    year = case.year
    if year is None:
        return
    for (key, of_year), levels in yearly(case.draft).items():
        if of_year == year and key.kind == "level":
            bases = _bases(case, key, year - 1)
            pairs = [(level, growth_of(level, case.draft)) for level in levels if is_of_one_year(level, case.draft)]
            found = [
                _nearest(level, growth, bases) for level, growth in pairs if growth is not None and growth.value > -99
            ]
            yield from _without_other_parts([each for each in found if each], levels)


def _bases(case: Case, key: Key, year: int) -> list[tuple[Claim, Claim | None]]:
    """Levels of last year; where there are none, those of the year before with the growth of last year."""
    found = [(base, None) for base, _ in known(case, key, year) if base.accumulation != "cumulative"]
    if found:
        return list(found)
    between = _lone_growth(case.last, key, year) if case.last else None
    before = [base for base, reading in known(case, key, year - 1) if is_of_one_year(base, reading)]
    return [(base, between) for base in before] if between else []


def _lone_growth(last: Reading, key: Key, year: int) -> Claim | None:
    """The growth of a series that a report tells without a level."""
    found = [
        claim
        for claim in last.claims
        if claim.indicator_id == key.indicator
        and claim.place == key.place
        and claim.period == str(year)
        and is_plain_growth(claim)
        and is_of_one_year(claim, last)
        and not counts_from_further_back(claim, last)
        and not is_revised(claim, last)
    ]
    return found[0] if len({claim.value for claim in found}) == 1 else None


def _nearest(level: Claim, growth: Claim, bases: list[tuple[Claim, Claim | None]]) -> Grown | None:
    found = [Grown(level, growth, base, between) for base, between in bases if base.value > 0 and level.value > 0]
    return min(found, key=lambda each: abs(each.off), default=None)


def _without_other_parts(found: list[Grown], levels: tuple[Claim, ...]) -> Iterator[Grown]:
    """Without levels that must be of something smaller, since another of the draft lies nearer to the base."""
    for each in found:
        nearest = min(abs(other.value / each.base.value - 1) for other in levels)
        if abs(each.level.value / each.base.value - 1) <= nearest + Decimal("0.2"):
            yield each


def compare(one: Claim, other: Claim, case: Case) -> bool:
    """Whether the words around two figures leave no doubt: each of one year, of the whole area, of one 口径."""
    of_one, of_other = reading_of(one, case), reading_of(other, case)
    return is_of_one_year(one, of_one) and is_of_one_year(other, of_other) and same_scope(one, of_one, other, of_other)


def reading_of(claim: Claim, case: Case) -> Reading:
    """The reading of the case that a claim stands in."""
    readings = (case.draft, *case.earlier.values(), *case.companions, *case.others)
    return next(reading for reading in readings if reading.document.name == claim.span.doc)


def subject(claim: Claim) -> str:
    """What a figure is about, for a message: the indicator's own name where it is known."""
    indicator = definition(claim.indicator_id) if claim.indicator_id else None
    return indicator.name if indicator else claim.indicator.phrase


def is_nominal(claim: Claim) -> bool:
    """Whether growth of a level is its own ratio to the year before, and not one at comparable prices."""
    indicator = definition(claim.indicator_id) if claim.indicator_id else None
    if indicator:
        return indicator.growth != "可比价"
    return not _OFTEN_REAL.search(claim.indicator.phrase)
