"""同一个数字说了两次，两次要一样。

前面综述一个数，后面分述又是一个数；回顾里第一，展望里成了第三。年度、地区、口径都相同的才算同一个数字。
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from yunhe.audit.prose import prose_of
from yunhe.audit.rounding import agree, written
from yunhe.audit.series import is_of_one_year, qualifiers, subject
from yunhe.audit.setting import counts_from_further_back, is_named_near
from yunhe.audit.slips import meant
from yunhe.reading.amounts import amount, plain
from yunhe.reading.indicators import definition
from yunhe.types import Case, Claim, Finding

SEVERITY = "error"
FLAGS = (
    "一、2024年工作回顾\n粮食总产达到593.6亿斤。\n（一）农业稳。粮食总产连续三年超600亿斤。",
    "一、2024年工作回顾\n城镇登记失业率为3.8%。\n（一）就业稳。城镇登记失业率保持在3.5%以下。",
    "一、2024年工作回顾\n地区生产总值2206.3亿元，增长4%。\n（一）经济稳。地区生产总值达到2260.3亿元。",
    "一、2024年工作回顾\n社会消费品零售总额居全市第一。\n（一）消费旺。社会消费品零售总额居全市第三。",
    "一、2024年工作回顾\n税收占比86.5%、连续15年居全国副省级城市第一。\n（一）财政稳。税收占比居全国副省级城市第三。",
    "一、2024年工作回顾\n粮食产量由全国第六位上升为第八位。\n（一）农业稳。粮食产量居全国第四位。",
    "一、2024年工作回顾\n实际使用外资居全国第五位。\n（一）开放稳。实际使用外资居全国第七。",
    "一、2024年工作回顾\n城镇化率达到70.3%。\n（一）城乡美。城镇化率达到73.3%。",
)
PASSES = (
    "一、2024年工作回顾\n地区生产总值先后跨越3万亿元、4万亿元台阶。\n（一）经济稳。地区生产总值达到48055.9亿元。",
    "一、2024年工作回顾\n粮食产量由全国第六位上升为第四位。\n（一）农业稳。粮食产量居全国第四位。",
    "一、2024年工作回顾\n新增学位4020个。\n（一）教育强。建成明珠路幼儿园，新增学位1770个。",
    "一、2024年工作回顾\n人口自然增长率从14.85‰下降到11.7‰。\n人口自然增长率11.9‰。",
    "一、2024年工作回顾\n地区生产总值2206.3亿元，增长4%。\n（一）经济稳。地区生产总值超2200亿元。",
    "一、2024年工作回顾\n地区生产总值2206.3亿元。\n（一）经济稳。地区生产总值达到2206亿元。",
    "一、2024年工作回顾\n社会消费品零售总额居全市第一，增速居全市第三。",
    "一、2024年工作回顾\n进出口总额突破万亿元、增速居全国第五位。\n（一）开放强。进出口总额从全国第十三位升至第九位。",
    "一、2024年工作回顾\n地区生产总值增长7%，排全市第二。\n（一）经济稳。地区生产总值持续赶超，上升到全市第十二位。",
    "一、2024年工作回顾\n1299个重大项目完成投资1.4万亿元、投资完成率129.6%；734个制造业重大项目完成投资2831亿元。\n"
    "（一）产业强。734个制造业重大项目完成投资2831亿元、投资完成率119.7%。",
    "一、2024年工作回顾\n进出口总额下降0.2%，其中出口增长1.6%。\n（一）开放强。对欧盟、东盟进出口分别增长11.1%和6.9%。",
    "一、2024年工作回顾\n战略性新兴产业产值占规上工业比重达32.8%。\n（一）开放强。实际使用外资257亿美元，其中制造业、"
    "战略性新兴产业分别增长18%和32%，占比达49%和61%。",
    "一、2024年工作回顾\n规上工业总产值2288.6亿元，增长39.3%。\n（一）工业强。江北规上工业总产值719.8亿元，增长72.7%。",
    "一、2024年工作回顾\n地区生产总值增长5.8%。\n（一）城乡美。深汕特别合作区地区生产总值增长14.2%。",
    "一、2024年工作回顾\n出口总值增长6.3%。电动汽车、光伏产品出口表现突出、增长77.6%。",
    "一、2024年工作回顾\n固定资产投资增长6.3%。\n雄安新区建设取得新进展。重大工程加快建设，全年固定资产投资增长16%。",
    "一、2024年工作回顾\n脱贫县农村居民人均可支配收入增长8.5%。居民收入稳步增加，农村居民人均可支配收入增长7.1%。",
    "一、2024年工作回顾\n地区生产总值增长7.5%。四大省域中心城市加快发展，地区生产总值平均增长8.3%。",
    "一、2024年工作回顾\n一般公共预算收入100亿元，增长5%。\n其中市级一般公共预算收入40亿元。",
)
_GROWTHS = ("增速", "增幅", "增量", "增长", "下降")
_CLOSE = 16
_OF_AMOUNT = re.compile("总量|总额|规模|总产量")
_MOVES = re.compile(
    "[由从](?:(?![至到为])[^，。；]){0,14}$|(?:下降到|提高到|其中)[^，。；]{0,10}$|使(?!用)|确保|力争|投放"
)
_LONGER = re.compile("年均|五年|年来|首位度|贡献")
_PART_OF_TIME = re.compile("累计|上半年|季度|\\d月|连续[^年，]{0,4}月")  # in the clause of the rank itself
_STATED_ONCE = re.compile("总?产量$|常住人口$|户籍人口$|优良天数$")
_SEVERAL = re.compile("项目|合同|协议|基金")
_NEAR_LEVELS, _NEAR_POINTS = Decimal("1.3"), Decimal(3)
_OF_PROJECTS = re.compile("\\d余?[个项][^，。；、]{0,14}项目")
_AVERAGED = re.compile("平均(?:增长|提高)")
_KINDS = ("level", "growth", "ratio", "rank")


def check(case: Case) -> Iterator[Finding]:
    """Figures of one thing, year and place that differ; each disagreement once."""
    groups: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
    for claim in case.draft.claims:
        key = _key(claim, case)
        if key is not None:
            groups[key].append(claim)
    for claims in groups.values():
        pairs = (
            (a, b)
            for a, b in combinations(claims, 2)
            if a.sentence != b.sentence and _differ(a, b) and _may_be_one(a, b)
        )
        found = next(pairs, None)
        if found is not None:
            yield _finding(*found, case)


def _key(claim: Claim, case: Case) -> tuple[str, ...] | None:
    """What must be equal for two figures to be one; None for figures of which that is not certain."""
    if claim.kind not in _KINDS or claim.indicator_id is None or claim.status != "actual":
        return None
    if len(claim.period) != 4 or not _is_certain(claim, case):
        return None
    if claim.kind in ("level", "growth") and not _is_of_the_economy(claim):
        return None
    if prose_of(case.draft).section_of(claim).role not in ("review", "front", "glossary") or _MOVES.search(
        _before(claim, case, 40)
    ):
        return None
    name = "增速" if claim.kind == "rank" and _is_of_growth(claim, case) else ""
    parts = "".join(sorted(qualifiers(claim, case.draft)))
    about = (
        claim.indicator_id,
        claim.kind,
        claim.unit,
        claim.period,
        claim.place,
        claim.basis or "",
        claim.scope or "",
    )
    return (*about, name, parts)


def _is_certain(claim: Claim, case: Case) -> bool:
    """Whether a figure is of the one year and of the area as a whole; the 全国 of a rank is its scope."""
    if claim.kind != "rank":
        return is_of_one_year(claim, case.draft) and _is_of_this_alone(claim, case)
    before = _before(claim, case, 40)
    own = re.split("[，。；]", before)[-1]
    return claim.scope is not None and not (_LONGER.search(before) or _PART_OF_TIME.search(own))


def _is_of_this_alone(claim: Claim, case: Case) -> bool:
    """Whether the figure's own sentence names what it is of, and it is neither of a set of projects nor of a longer
    time."""
    prose = prose_of(case.draft)
    before = prose.before(claim)
    if not is_named_near(claim, case.draft) or _OF_PROJECTS.search(re.split("[；。]", before)[-1]):
        return False
    return claim.kind != "growth" or not (_AVERAGED.search(before[-8:]) or counts_from_further_back(claim, case.draft))


def _is_of_the_economy(claim: Claim) -> bool:
    """Levels that are stated once for an area; of projects, places and people there are several of one name."""
    known = definition(claim.indicator_id or "")
    if known is None or not any(map(str.isdigit, claim.quote)):
        return False
    phrase = claim.indicator.phrase
    if known.growth is None and not (_STATED_ONCE.search(known.name) and re.search("产|人口|天数", phrase)):
        return False
    return not _SEVERAL.search(known.name + phrase)


def _before(claim: Claim, case: Case, size: int = 14) -> str:
    return prose_of(case.draft).before(claim)[-size:]


def _is_of_growth(claim: Claim, case: Case) -> bool:
    before = re.split("[。；]", _before(claim, case, 60))[-1]
    before = before if "分别" in before else before[-_CLOSE:]
    if _OF_AMOUNT.search(re.split("[，。；、]", before)[-1]):
        return False
    return any(word in before or word in claim.indicator.phrase for word in _GROWTHS)


def _may_be_one(one: Claim, other: Claim) -> bool:
    """Whether two figures lie near, or one slip apart: that of a part, or of a place within, would lie further off."""
    if one.kind == "rank":
        return True
    if one.kind == "level":
        near = min(one.value, other.value) * _NEAR_LEVELS >= max(one.value, other.value)
    else:
        near = abs(one.value - other.value) <= _NEAR_POINTS
    return near or _is_slip(one, other)


def _is_slip(one: Claim, other: Claim) -> bool:
    return any(agree(each, other) for each in meant(one)) or any(agree(one, each) for each in meant(other))


def _differ(one: Claim, other: Claim) -> bool:
    if one.kind == "rank" or one.kind == "growth":
        exact = one.bound == other.bound == "="
        return exact and (one.value != other.value if one.kind == "rank" else not agree(one, other))
    return not agree(one, other) and "=" in (one.bound, other.bound)


def _finding(first: Claim, other: Claim, case: Case) -> Finding:
    said = (amount(first), amount(other)) if first.kind == "rank" else (written(first), written(other))
    return Finding.at(
        other,
        f"“{subject(other)}”前面是{said[0]}，这里是{said[1]}",
        first,
        evidence=f"{first.period}年：{plain(first.value)} ≠ {plain(other.value)}（{first.unit}）",
        remedy="核对后改成一致；口径或范围不同的，写明",
        severity="error" if first.kind == "level" and _is_slip(first, other) else "warning",
    )
