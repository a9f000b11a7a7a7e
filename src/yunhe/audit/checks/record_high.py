"""说“创历史新高”“首次突破”，往年报告却有更高的数。

新高要高过往年每一年；上年报告写过更高的数，不是这里的数错了，就是这句话错了，或者往年数修订过而没有说明。
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from yunhe.audit.checks import Example
from yunhe.audit.pasts import pasts
from yunhe.audit.prose import Prose, Sentence, prose_of
from yunhe.audit.rounding import bounds, written
from yunhe.audit.series import Key, is_revised, key_of, subject
from yunhe.audit.setting import reviews_a_term
from yunhe.types import Case, Claim, Finding

SEVERITY = "warning"
FLAGS = (
    Example(
        "一、2024年工作回顾\n进出口总额创历史新高。出口稳定。全市进出口总额179.1亿元，增长2%。",
        earlier={2022: "一、2022年工作回顾\n进出口总额185.3亿元，增长6.1%。"},
    ),
    Example(
        "一、2024年工作回顾\n进出口总额179.1亿元，创历史新高。",
        earlier={2022: "一、2022年工作回顾\n进出口总额185.3亿元，增长6.1%。"},
    ),
    Example(
        "一、2024年工作回顾\n一般公共预算收入首次突破170亿元，达到179.1亿元。",
        earlier={2023: "一、2023年工作回顾\n一般公共预算收入171.3亿元，增长6.1%。"},
    ),
    Example(
        "一、2024年工作回顾\n进出口总额达到179.1亿元，增长2%，再创历史新高。",
        earlier={2023: "一、2023年工作回顾\n进出口总额210.3亿元，增长6.1%。"},
    ),
    Example(
        "一、2024年工作回顾\n进出口总额179.1亿元，创历史新高。",
        statistics="指标\t期间\t数值\t单位\n进出口总额\t2021\t185.3\t亿元\n进出口总额\t2022\t163\t亿元",
    ),
)
PASSES = (
    Example(
        "一、2024年工作回顾\n打造科技创新高地，进出口总额179.1亿元。",
        earlier={2022: "一、2022年工作回顾\n进出口总额185.3亿元，增长6.1%。"},
    ),
    Example(
        "一、2024年工作回顾\n进出口总额189.1亿元，创历史新高。",
        earlier={2022: "一、2022年工作回顾\n进出口总额185.3亿元，增长6.1%。"},
    ),
    Example(
        "一、2024年工作回顾\n进出口总额179.1亿元，创近两年新高。",
        earlier={2021: "一、2021年工作回顾\n进出口总额185.3亿元，增长6.1%。"},
    ),
    Example(
        "一、2024年工作回顾\n进出口总额179.1亿元，跨境电商创历史新高。",
        earlier={2022: "一、2022年工作回顾\n进出口总额185.3亿元，增长6.1%。"},
    ),
    Example(
        "一、过去五年工作回顾\n农业基础不断夯实，粮食产量首次突破100万吨。",
        earlier={2023: "一、2023年工作回顾\n粮食产量达102.7万吨。"},
    ),
    Example(
        "一、2024年工作回顾\n一般公共预算收入首次突破170亿元。",
        earlier={2023: "一、2023年工作回顾\n一般公共预算收入161.3亿元，增长6.1%。"},
    ),
)

_RECORD = re.compile(
    "(?P<high>(?:[再又均]|双双)?创(?:下|出|造)?了?(?P<of>历史|历年|近?[\\d一二三四五六七八九十两]+年(?:以?来)?|建[市区州县]以来)?(?:的)?新高(?![地效质端水度峰能校层技])|"
    "(?:为|达到?|创)?历史最高(?:水平|值|纪录)?)|首次(?:突破|超过|站上|跨上|跃上|迈上|超|破)"
)
_YEARS = {word: number for number, word in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_ANOTHER = re.compile("[\u4e00-\u9fff]{2,}")
_IDLE = re.compile(
    "总量|规模|总额|增速|同比|双双|分别|增长|增加|提高|再|均|都|达到?|同时|增幅|连续|继续|居|位|，|年|元|左右|以上"
)
_SCOPE = re.compile("^(?:全[市省区县州]|我[市省区县州]|全年)")
_ODD = 2  # an earlier figure so many times as high is of something else


class Record(NamedTuple):
    """A figure that is said to be higher than in all years from `since` on."""

    claim: Claim
    start: int
    end: int
    since: int
    is_limit: bool


def check(case: Case) -> Iterator[Finding]:
    """Records and first passings that a figure of an earlier report contradicts."""
    year = case.year
    if year is None or not (case.earlier or case.statistics):
        return
    prose = prose_of(case.draft)
    for found in prose.find(_RECORD):
        record = _record(prose, found, year)
        higher = _higher(case, record, year) if record else None
        if record and higher:
            yield _finding(prose, record, higher)


def _record(prose: Prose, found: re.Match[str], year: int) -> Record | None:
    sentence = prose.sentence_at(found.start())
    if sentence.role not in ("front", "review"):
        return None
    since = year - _span_of(found["of"]) if found["of"] and found["of"] != "历史" else 0
    if found["high"]:
        claim = _before(prose, sentence, found.start()) or _named(prose, sentence, found.start(), year)
    else:
        claim = None if reviews_a_term(prose.reading) else _behind(prose, sentence, found.end())
    if claim is None or claim.period != str(year) or claim.status == "target":
        return None
    return Record(claim, found.start(), found.end(), since, not found["high"])


def _span_of(words: str) -> int:
    number = re.search("\\d+|[一二三四五六七八九十两]+", words)
    if number is None:
        return 100
    return int(number[0]) if number[0].isdigit() else _YEARS.get(number[0], 100)


def _before(prose: Prose, sentence: Sentence, at: int) -> Claim | None:
    """The figure just before, when no other thing is named between."""
    figures = [claim for claim in prose.claims_in(sentence) if prose.end_offset(claim) <= at]
    levels = [claim for claim in figures if claim.kind in ("level", "ratio")]
    if not levels:
        return None
    level = levels[-1]
    between = prose.chars[prose.end_offset(level) : at]
    return None if _ANOTHER.search(_IDLE.sub("", between)) else level


def _named(prose: Prose, sentence: Sentence, at: int, year: int) -> Claim | None:
    """The figure that the report gives elsewhere for what is named just before: 粮食总产量创历史新高."""
    name = _SCOPE.sub("", re.split("[，、；：]", prose.chars[sentence.start : at])[-1])
    return next(
        (
            claim
            for claim in prose.reading.claims
            if claim.indicator_id and claim.kind == "level" and claim.period == str(year) and subject(claim) == name
        ),
        None,
    )


def _behind(prose: Prose, sentence: Sentence, at: int) -> Claim | None:
    """The figure that is passed for the first time."""
    return next((claim for claim in prose.claims_in(sentence) if 0 <= prose.offset(claim) - at <= 1), None)


def _higher(case: Case, record: Record, year: int) -> Claim | None:
    """What an earlier report has that is as high."""
    claim = record.claim
    key = key_of(claim)
    if key is None and claim.indicator_id:
        key = Key(claim.indicator_id, claim.place, claim.unit, "level")
    if key is None or is_revised(claim, case.draft):
        return None
    for past in range(year - 1, max(_first_year(case) - 1, record.since), -1):
        for other in pasts(case, claim, key, past):
            low, high = bounds(other).low, claim.value if record.is_limit else bounds(claim).high
            if low is not None and high is not None and high < low < high * _ODD:
                return other
    return None


def _first_year(case: Case) -> int:
    """The first year of which anything is known."""
    return min([*case.earlier, *(int(s.period) for s in case.statistics if s.period.isdigit() and len(s.period) == 4)])


def _finding(prose: Prose, record: Record, higher: Claim) -> Finding:
    said = prose.chars[record.start : record.end]
    claim = record.claim
    start = min(prose.offset(claim), record.start)
    end = max(prose.end_offset(claim), record.end)
    return Finding.at(
        prose.span(start, end),
        f"{subject(claim)}说“{said}”，{higher.period}年已有更高的数",
        higher,
        evidence=f"{higher.period}年 {written(higher)} > {claim.period}年 {written(claim)}",
        remedy="核对两年的数和口径：往年数修订过的注明，否则改这句话",
    )
