"""一个圈子里只有一个第一。

两个地区的报告都说同一指标同一年居全国第一（全省第一），至少有一个说错了，或者圈子、口径不同而没有写明。
"""

from collections.abc import Iterator

from yunhe.audit.areas import are_peers
from yunhe.audit.checks import Example
from yunhe.audit.prose import once_a_reading, prose_of
from yunhe.audit.series import subject
from yunhe.types import Case, Claim, Finding, Reading

SEVERITY = "warning"
FLAGS = (
    Example(
        "一、2024年工作回顾\n地区生产总值增速居全国第一。",
        others={"河阳市-2025.txt": "一、2024年工作回顾\n地区生产总值增速居全国第一。"},
    ),
    Example(
        "一、2024年工作回顾\n社会消费品零售总额居全省第一。",
        others={"河阳市-2025.txt": "一、2024年工作回顾\n社会消费品零售总额居全省首位。"},
    ),
    Example(
        "一、2024年工作回顾\n高新技术企业数量居全国第一。",
        others={"河阳市-2025.txt": "一、2024年工作回顾\n高新技术企业数量居全国第1位。"},
    ),
)
PASSES = (
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
_OF_GROWTH = ("增速", "增幅", "增长率", "增量", "增长")
_ONLY_NATION = ("全国", "全球", "世界")
Key = tuple[str, str, str, bool]


def check(case: Case) -> Iterator[Finding]:
    """First places that another report claims in the same circle for the same year."""
    for other in case.others:
        if are_peers(case.draft, other):
            theirs = _firsts(other)
            for key, claim in _firsts(case.draft).items():
                if key in theirs:
                    yield _finding(claim, theirs[key], other, key)


@once_a_reading
def _firsts(reading: Reading) -> dict[Key, Claim]:
    """First places by indicator, circle, year, and whether they are of a growth."""
    found: dict[Key, Claim] = {}
    for claim in reading.claims:
        is_first = claim.kind == "rank" and claim.value == 1 and claim.bound == "=" and claim.status == "actual"
        if is_first and claim.indicator_id and claim.scope and "累计" not in prose_of(reading).before(claim)[-30:]:
            of_growth = any(word in prose_of(reading).before(claim)[-16:] for word in _OF_GROWTH)
            found.setdefault((claim.indicator_id, claim.scope, claim.period, of_growth), claim)
    return found


def _finding(claim: Claim, theirs: Claim, other: Reading, key: Key) -> Finding:
    area = other.outline.area or other.document.name
    return Finding.at(
        claim,
        f"{subject(claim)}居{claim.scope}第一，{area}的报告也这样写",
        theirs,
        evidence=f"{claim.period}年，{claim.scope}，两处都写第一",
        remedy="核对排名的圈子（同类城市、百强县）、口径和年份，写明和谁比",
        severity="warning" if key[1] in _ONLY_NATION else "note",  # two provinces each have a first of their own
    )
