"""同一次会议的几份材料，同一个数要一样。

政府工作报告、计划报告、预算报告、名词解释、图解在同一天发给代表：同一指标、同一年、同一地区的数，一样或只差四舍五入的不报；
口径写明不同的作提示；其余的是冲突，必须定一个。
"""

from collections.abc import Iterator

from yunhe.audit.checks import Example
from yunhe.audit.likeness import subject_of
from yunhe.audit.prose import once_a_reading
from yunhe.audit.rounding import agree, written
from yunhe.audit.series import is_of_one_year, is_revised, qualifiers, subject
from yunhe.audit.slips import is_slip
from yunhe.types import Case, Claim, Finding, Reading, Severity

SEVERITY = "warning"
FLAGS = (
    Example(
        "一、2024年工作回顾\n地区生产总值2206.3亿元，增长4%。",
        companions={"江州市计划报告-2025.txt": "一、2024年计划执行情况\n地区生产总值2260.3亿元，增长4%。"},
    ),
    Example(
        "一、2024年工作回顾\n一般公共预算收入增长5%。",
        companions={"江州市预算报告-2025.txt": "一、2024年预算执行情况\n一般公共预算收入179.1亿元，增长4.2%。"},
    ),
    Example(
        "一、2024年工作回顾\n成绩明显。\n二、2025年工作安排\n地区生产总值增长5.5%。",
        companions={
            "江州市计划报告-2025.txt": "一、2024年计划执行情况\n成绩明显。\n二、2025年主要目标\n地区生产总值增长6.5%。"
        },
    ),
)
PASSES = (
    Example(
        "一、2024年工作回顾\n地区生产总值2206亿元，增长4%。",
        companions={"江州市计划报告-2025.txt": "一、2024年计划执行情况\n地区生产总值2206.3亿元，增长4.0%。"},
    ),
    Example(
        "一、2024年工作回顾\n地区生产总值突破2200亿元。",
        companions={"江州市计划报告-2025.txt": "一、2024年计划执行情况\n地区生产总值2206.3亿元。"},
    ),
    Example(
        "一、2024年工作回顾\n一般公共预算收入179.1亿元。",
        companions={"江州市预算报告-2025.txt": "一、2024年预算执行情况\n区本级一般公共预算收入79.1亿元。"},
    ),
    Example(
        "一、2024年工作回顾\n地区生产总值增长4%。",
        companions={"江州市计划报告-2025.txt": "一、2024年计划执行情况\n上半年地区生产总值增长3.2%。"},
    ),
)
_KINDS = ("level", "growth", "ratio", "change")
_MANY = 2  # a document with more values than this for one key speaks of parts
Key = tuple[str, ...]


def check(case: Case) -> Iterator[Finding]:
    """Figures that a companion states otherwise than the draft."""
    for companion in case.companions:
        theirs = _shared(companion)
        for key, claims in _shared(case.draft).items():
            said = theirs.get(key, ())
            if said and len({claim.value for claim in said}) <= _MANY:
                yield from _against(claims, said, case.draft, companion)


@once_a_reading
def _shared(reading: Reading) -> dict[Key, tuple[Claim, ...]]:
    """The figures of a reading that can be held against another's, by what they are of."""
    found: dict[Key, list[Claim]] = {}
    for claim in reading.claims:
        if claim.kind in _KINDS and claim.indicator_id and claim.period and is_of_one_year(claim, reading):
            is_target = "target" if claim.status == "target" else ""
            key = (subject_of(claim), claim.kind, claim.unit, claim.period, claim.place, claim.scope or "", is_target)
            found.setdefault(key, []).append(claim)
    return {key: tuple(claims) for key, claims in found.items()}


def _against(
    claims: tuple[Claim, ...], said: tuple[Claim, ...], draft: Reading, companion: Reading
) -> Iterator[Finding]:
    if any(agree(claim, other) for claim in claims for other in said):
        return  # where one place agrees, another that does not is of the draft alone
    claim = claims[0]
    other = min(said, key=lambda each: abs(each.value - claim.value))
    differs = qualifiers(claim, draft) != qualifiers(other, companion) or claim.basis != other.basis
    if differs and not (claim.basis or other.basis):
        return
    yield Finding.at(
        claim,
        f"{claim.period}年{subject(claim)}报告写{written(claim)}，{companion.document.name}写{written(other)}",
        other,
        evidence=f"{written(claim)} ≠ {written(other)}" + ("，两处口径不同" if differs else ""),
        remedy="几份材料取同一个数；口径不同的各自写明口径",
        severity=_severity(claim, other, differs or is_revised(claim, draft)),
    )


def _severity(claim: Claim, other: Claim, differs: bool) -> Severity:
    if differs:
        return "note"
    return "error" if claim.kind == "level" and is_slip(claim.value, other.value) else "warning"
