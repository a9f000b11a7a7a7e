"""部分不能大于整体。

“其中”后面的数是前面那个数的一部分；出口不会大于进出口，税收不会大于一般公共预算收入。
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from yunhe.audit.likeness import subject_of
from yunhe.audit.prose import Prose, prose_of
from yunhe.audit.rounding import half, written
from yunhe.audit.series import is_of_one_year
from yunhe.reading.indicators import definition
from yunhe.types import Case, Claim, Finding, Severity

SEVERITY = "error"
FLAGS = (
    "固定资产投资4263.87亿元，增长14.5%，其中重点建设项目投资5969亿元。",
    "进出口总额1177.1亿元，增长13.7%，其中出口总额1550亿元，增长16.3%。",
    "新增上市企业5家，其中科创板8家。",
    "货物进出口总额800亿元，其中出口900亿元。",
    "到位内资860.6亿元，增长10.5%，其中浙商回归到位资金1204.84亿元。",
    "扶持企业1000户，其中为近1400户提供资金支持。",
)
PASSES = (
    "招引“湘商回归”项目131个、“校友回湘”项目176个、“三类500强”项目18个，其中亿元以上产业项目130个。",
    "全省中职生均拨款标准不低于每生每年3000元，其中珠三角不低于每生每年5000元。",
    "进出口总额1177.1亿元，增长13.7%，其中出口总额550亿元，增长16.3%。",
    "地方财政一般预算收入130.85亿元，增长18.28%；税收总额369.64亿元，增长15.49%。",
    "完成投资50亿元，增长5%，其中工业投资增长8%。",
    "新增企业5家，培育人才30名，其中博士8名。",
    "固定资产投资超100亿元，其中民间投资120亿元。",
    "签约项目12个，总投资80亿元，其中超亿元项目总投资75亿元。",
)
_PART = re.compile("其中[：:，]?[^，。；：\\d]{0,20}$")
_OF_MORE = re.compile("税收总|总税收|国税")  # 税收总额 has what goes to the centre as well
_WELL_ABOVE = Decimal("1.1")
_CUMULATED = re.compile("累计|历年|总投资|标准|均|每|价|不低于|不超过")
_APART = re.compile("累计|历年|[一二三四五六七八九]年来|占|总投资|合同")


def check(case: Case) -> Iterator[Finding]:
    """Parts behind 其中, and parts that the vocabulary knows, that are larger than their whole."""
    prose = prose_of(case.draft)
    seen: set[int] = set()
    told: list[tuple[Claim, Claim, Severity]] = [(*pair, "error") for pair in _behind(case, prose)]
    told += [(*pair, "warning") for pair in _known(case)]
    for whole, part, severity in told:
        if part.start not in seen and part.value - half(part) > whole.value + half(whole):
            seen.add(part.start)
            yield _finding(whole, part, severity)


def _behind(case: Case, prose: Prose) -> Iterator[tuple[Claim, Claim]]:
    """A level right behind 其中, with the level before 其中 that it must be part of."""
    for sentence in prose.sentences:
        claims = [claim for claim in prose.claims_in(sentence) if claim.kind == "level"]
        for index, part in enumerate(claims[1:], 1):
            before = prose.before(part)
            if _PART.search(before) is None:
                continue
            whole = claims[index - 1]
            if part.value <= _listed(claims[:index], prose):
                continue  # 其中 may speak of all that is listed
            between = prose.chars[prose.end_offset(whole) : prose.offset(part)]
            if _same_sort(whole, part) and not re.search("[；。]", between) and not _APART.search(between):
                yield whole, part


def _listed(levels: list[Claim], prose: Prose) -> Decimal:
    """What the last of these levels comes to with those that stand before it in one row: A 3家、B 5家."""
    total = levels[-1].value
    for before, after in zip(reversed(levels[:-1]), reversed(levels), strict=False):
        between = prose.chars[prose.end_offset(before) : prose.offset(after)]
        if "、" not in between or len(between) > 24 or before.unit != after.unit:
            break
        total += before.value
    return total


def _known(case: Case) -> Iterator[tuple[Claim, Claim]]:
    """Levels of one year whose indicators are whole and part."""
    levels = {
        (claim.indicator_id, claim.period, claim.place): claim
        for claim in reversed(case.draft.claims)
        if claim.kind == "level" and claim.indicator_id and is_of_one_year(claim, case.draft)
    }
    for (id, period, place), whole in levels.items():
        indicator = definition(id or "")
        for part in indicator.parts if indicator and not indicator.in_turn else ():
            found = levels.get((part, period, place))
            if found is None or _OF_MORE.search(found.indicator.phrase):
                continue
            if _same_sort(whole, found) and abs(found.sentence - whole.sentence) <= 1:
                yield whole, found


def _same_sort(whole: Claim, part: Claim) -> bool:
    return (
        (whole.unit, whole.period, whole.status) == (part.unit, part.period, part.status)
        and whole.place == part.place
        and whole.bound in ("=", "<")
        and (part.bound in ("=", ">") or (part.bound == "~" and part.value > whole.value * _WELL_ABOVE))
        and (subject_of(whole) != subject_of(part) or whole.indicator.phrase != part.indicator.phrase)
        and not _CUMULATED.search(whole.indicator.phrase)
    )


def _finding(whole: Claim, part: Claim, severity: Severity) -> Finding:
    return Finding.at(
        part,
        f"“{part.indicator.phrase}”{written(part)}大于它所属的“{whole.indicator.phrase}”{written(whole)}",
        whole,
        evidence=f"{written(part)} > {written(whole)}",
        remedy="核对两个数；不是部分与整体的，去掉“其中”",
        severity=severity,
    )
