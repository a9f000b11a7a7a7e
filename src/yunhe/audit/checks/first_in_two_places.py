"""一个圈子里只有一个第一。

两个地区的报告都说同一指标同一年居全国第一（全省第一），至少有一个说错了，或者圈子、口径不同而没有写明。
"""

import re
from collections.abc import Iterator

from yunhe.audit.areas import are_peers, city_of, province_of
from yunhe.audit.checks import Example
from yunhe.audit.prose import once_a_reading, prose_of
from yunhe.audit.series import is_of_the_area, is_plain_year, names_a_place_within, qualifiers, subject
from yunhe.types import Case, Claim, Finding, Reading

SEVERITY = "warning"
FLAGS = (
    Example(
        "一、2024年工作回顾\n地区生产总值增速居全国第一。",
        others={"河阳市-2025.txt": "一、2024年工作回顾\n地区生产总值增速居全国第一。"},
    ),
    Example(
        "一、2024年工作回顾\n社会消费品零售总额居全省第一。",
        name="湖州市-2025.txt",
        others={"嘉兴市-2025.txt": "一、2024年工作回顾\n社会消费品零售总额居全省首位。"},
    ),
    Example(
        "一、2024年工作回顾\n高新技术企业数量居全国第一。",
        others={"河阳市-2025.txt": "一、2024年工作回顾\n高新技术企业数量居全国第1位。"},
    ),
)
PASSES = (
    Example(
        "一、2024年工作回顾\n社会消费品零售总额居全省第一。",
        name="杭州市-2025.txt",
        others={"兰州市-2025.txt": "一、2024年工作回顾\n社会消费品零售总额居全省第一。"},
    ),
    Example(
        "一、2024年工作回顾\n粮食产量118亿斤，增幅全省第一。",
        name="白城市-2025.txt",
        others={"四平市-2025.txt": "一、2024年工作回顾\n粮食产量98亿斤，增量居全省第一。"},
    ),
    Example(
        "一、2024年工作回顾\n地区生产总值增速居全国第一。",
        others={"河阳市-2025.txt": "一、2024年工作回顾\n地区生产总值居全国第一。"},
    ),
    Example(
        "一、2024年工作回顾\n地区生产总值增速居全国第一。",
        others={"河阳市-2025.txt": "一、2024年工作回顾\n地区生产总值增速居全国第二。"},
    ),
    Example(
        "一、2024年工作回顾\n地区生产总值增速居全国第一。",
        others={"河阳市-2024.txt": "一、2023年工作回顾\n地区生产总值增速居全国第一。"},
    ),
    Example(
        "一、2024年工作回顾\n地区生产总值增速居全国第一。",
        others={"河阳县-2025.txt": "一、2024年工作回顾\n地区生产总值增速居全国百强县第一。"},
    ),
)
_MEASURES = re.compile("(增速|增幅|增长率|增长(?=[\\d.]))|(增量|净增|新增)|(改善|降幅|下降|提升|提高)|(人均|每万人)")
_OF_THE_NATION = ("全国", "全球", "世界")
_OF_A_PROVINCE = ("全省", "全区", "全自治区", "省内")
_OF_A_CITY = ("全市", "市内")
_NEAR = 24
Key = tuple[str, str, str, str, frozenset[str]]


def check(case: Case) -> Iterator[Finding]:
    """First places that another report claims in the same circle for the same year."""
    for other in case.others:
        if are_peers(case.draft, other):
            theirs = _firsts(other)
            for key, claim in _firsts(case.draft).items():
                if key in theirs and _is_one_circle(key[1], case.draft, other):
                    yield _finding(claim, theirs[key], other)


def _is_one_circle(scope: str, one: Reading, other: Reading) -> bool:
    """Whether 全省, 全市 mean the same to both reports."""
    if scope in _OF_THE_NATION:
        return True
    place_of = province_of if scope in _OF_A_PROVINCE else city_of if scope in _OF_A_CITY else None
    first = place_of(one) if place_of else None
    return first is not None and place_of is not None and first == place_of(other)


@once_a_reading
def _firsts(reading: Reading) -> dict[Key, Claim]:
    """First places by indicator, circle, year, what is measured of it, and 口径."""
    found: dict[Key, Claim] = {}
    for claim in reading.claims:
        is_first = claim.kind == "rank" and claim.value == 1 and claim.bound == "=" and claim.status == "actual"
        if is_first and claim.indicator_id and claim.scope and _is_plain(claim, reading):
            found.setdefault(
                (claim.indicator_id, claim.scope, claim.period, _measure(claim, reading), qualifiers(claim, reading)),
                claim,
            )
    return found


def _is_plain(claim: Claim, reading: Reading) -> bool:
    """Whether a rank is of the whole area and of one whole year, of one indicator alone."""
    before = prose_of(reading).before(claim)[-40:]
    clause = re.split("[，；。]", before)[-1]
    whole = is_of_the_area(claim, reading) and not names_a_place_within(before) and is_plain_year(before)
    return whole and not re.search("累计|连续\\d+个月|考核|评价|排名|分别|、", clause)


def _measure(claim: Claim, reading: Reading) -> str:
    """What comes first: growth, increase, betterment, share of heads, or the size itself."""
    words = _MEASURES.findall(prose_of(reading).before(claim)[-_NEAR:])
    last = words[-1] if words else ("",)
    return next((str(at) for at, word in enumerate(last) if word), "size")


def _finding(claim: Claim, theirs: Claim, other: Reading) -> Finding:
    area = other.outline.area or other.document.name
    return Finding.at(
        claim,
        f"{subject(claim)}居{claim.scope}第一，{area}的报告也这样写",
        theirs,
        evidence=f"{claim.period}年，{claim.scope}，两处都写第一",
        remedy="核对排名的圈子（同类城市、百强县）、口径和年份，写明和谁比",
    )
