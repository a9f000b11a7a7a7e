"""同一个指标一年之间不会差十倍，也不会差一万倍。

多写一位、小数点错位、“亿”写成“万”，数就离开上年报告的数很远。对逐年平稳的指标（生产总值、居民收入、粮食产量、城镇化率
一类）按多年报告里见过的年度变化定出范围，超出范围的也问一声；其余指标只看差了整十倍、整百倍、整万倍的。
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from yunhe.audit.checks import Example
from yunhe.audit.prices import is_census_between
from yunhe.audit.prose import prose_of
from yunhe.audit.rounding import written
from yunhe.audit.series import Key, compare, is_of_the_whole, is_revised, key_of, known, subject, yearly
from yunhe.audit.setting import is_named_near, reviews_a_term
from yunhe.audit.slips import is_slip
from yunhe.reading.amounts import plain
from yunhe.reading.indicators import Indicator, definition
from yunhe.types import Case, Claim, Finding, Severity

SEVERITY = "warning"
YIELDS_TO = ("level_against_last_year", "implied_deflator", "change_against_last_stock")
FLAGS = (
    Example(
        "一、2024年工作回顾\n粮食产量达到86.5万吨。",
        earlier={2023: "一、2023年工作回顾\n粮食产量达到8.6万吨。"},
    ),
    Example(
        "一、2024年工作回顾\n居民人均可支配收入86062万元。",
        earlier={2023: "一、2023年工作回顾\n居民人均可支配收入82304元。"},
    ),
    Example(
        "一、2024年工作回顾\n改造棚户区11万套。",
        earlier={2023: "一、2023年工作回顾\n改造棚户区1.2万套。", 2022: "一、2022年工作回顾\n改造棚户区1.4万套。"},
    ),
    Example(
        "一、2024年工作回顾\n地区生产总值3206.3亿元。",
        earlier={2023: "一、2023年工作回顾\n地区生产总值2086.3亿元。"},
    ),
    Example(
        "一、2024年工作回顾\n常住人口城镇化率86%。",
        earlier={2023: "一、2023年工作回顾\n常住人口城镇化率65.2%。"},
    ),
)
PASSES = (
    Example(
        "一、2024年工作回顾\n地区生产总值2206.3亿元。",
        earlier={2023: "一、2023年工作回顾\n地区生产总值2086.3亿元。"},
    ),
    Example(
        "一、2005年工作回顾\n国内生产总值达到18.23万亿元。",
        "江州市-2006.txt",
        earlier={2004: "一、2004年工作回顾\n国内生产总值达到13.65万亿元。"},
    ),
    Example(
        "一、2024年工作回顾\n社会消费品零售总额3000亿元。\n兵团是全区的重要部分。完成社会消费品零售总额626亿元。",
        earlier={2023: "一、2023年工作回顾\n社会消费品零售总额2602亿元。"},
    ),
    Example(
        "一、过去五年工作回顾\n五年成绩斐然。改造农村危房17.6万户。",
        earlier={2023: "一、2023年工作回顾\n改造农村危房2万户。", 2022: "一、2022年工作回顾\n改造农村危房2.2万户。"},
    ),
    Example(
        "一、2024年工作回顾\n新增境内外上市公司24家、达189家。",
        earlier={2023: "一、2023年工作回顾\n新增A股上市公司12家。", 2022: "一、2022年工作回顾\n新增上市公司11家。"},
    ),
    Example(
        "一、2024年工作回顾\n支持安宁区创新发展、榆中县融合发展，地区生产总值分别突破300亿元、200亿元。",
        earlier={2023: "一、2023年工作回顾\n地区生产总值3662亿元。"},
    ),
    Example(
        "一、2024年工作回顾\n基础养老金标准达到190元；孤儿养育标准集中供养和分散供养水平，分别从每人每月1560元、950元"
        "提高到1685元、1025元。",
        earlier={2023: "一、2023年工作回顾\n基础养老金最低标准从每人每月120元提高到138元。"},
    ),
    Example(
        "一、2024年工作回顾\n新增上市公司12家。",
        earlier={2023: "一、2023年工作回顾\n新增上市公司1家。"},
    ),
    Example(
        "一、2024年工作回顾\n五年来城镇新增就业68万人。",
        earlier={2023: "一、2023年工作回顾\n城镇新增就业6.8万人。"},
    ),
    Example(
        "一、2024年工作回顾\n开发区一般公共预算收入17.9亿元。",
        earlier={2023: "一、2023年工作回顾\n一般公共预算收入170.6亿元，增长6.1%。"},
    ),
)
# Between which ratios to the year before honest figures lie: the outermost met in 340 pairs of reports, widened.
_STEADY = {
    "gdp": ("0.85", "1.3"), "gdp_per_capita": ("0.85", "1.3"), "grain_output": ("0.8", "1.25"),
    "urban_disposable_income": ("0.95", "1.25"), "rural_disposable_income": ("0.95", "1.25"),
    "resident_disposable_income": ("0.95", "1.25"), "rural_net_income": ("0.95", "1.35"),
    "general_public_budget_revenue": ("0.75", "1.4"), "local_fiscal_revenue": ("0.8", "1.5"),
    "fiscal_total_revenue": ("0.75", "1.5"), "retail_sales": ("0.8", "1.45"), 
    "tax_revenue": ("0.7", "1.5"), "total_trade": ("0.6", "1.7"),
    "exports": ("0.6", "1.6"), "market_entities": ("0.85", "1.5"), "high_tech_enterprises": ("0.85", "1.7"),
    "fixed_asset_investment": ("0.6", "1.45"), "registered_urban_unemployment": ("0.6", "1.7"),
    "surveyed_urban_unemployment": ("0.7", "1.4"), "urbanisation_rate": ("0.95", "1.1"),
    "forest_coverage": ("0.6", "1.3"), "rd_intensity": ("0.85", "1.25"), "tertiary_share": ("0.9", "1.14"),
    "good_air_days_ratio": ("0.75", "1.33"), "surface_water_good_ratio": ("0.8", "1.3"),
    "tertiary_value_added": ("0.8", "1.4"), "deposits": ("0.8", "1.5"), "loans": ("0.8", "1.5"),
    "resident_population": ("0.9", "1.12"), "invention_patents_per_10k": ("0.8", "1.6"),
    "technology_contracts": ("0.6", "2"), "container_throughput": ("0.7", "1.7"), "port_cargo": ("0.7", "1.5"),
    "road_length": ("0.9", "1.5"),
    "expressway_length": ("0.9", "1.45"), "life_expectancy": ("0.97", "1.03"), "urban_new_jobs": ("0.6", "1.6"),
    "pm25": ("0.6", "1.4"), "tourism_revenue": ("0.5", "2"), "tourist_arrivals": ("0.5", "2.2"),
    "primary_share": ("0.8", "1.25"), "secondary_share": ("0.85", "1.15"),
    "livelihood_expenditure_share": ("0.88", "1.14"), "science_contribution": ("0.93", "1.1"),
    "air_passengers": ("0.3", "2.5"), "installed_capacity": ("0.85", "1.9"),
    "tech_smes": ("0.8", "3.4"), "fiscal_revenue": ("0.75", "1.5"), 
    "general_public_budget_expenditure": ("0.8", "1.35"), "metro_length": ("0.6", "1.9"),
}  # fmt: skip
_LUMPY = re.compile(
    "改造|新建|建成|危房|棚户|造林|管网|治理|搬迁|贫困|减负|饮水|淘汰|友城|认证|龙头|转移就业|养老床位|养老金标准"
)
_LEAST_GDP = 10**6  # 元
_SHIFTS = (Decimal(10), Decimal("0.1"))
_NEAR = (Decimal("0.6"), Decimal("1.6"))
_CALM = (Decimal("0.5"), Decimal(2))
_SCALED = Decimal(2000)
_STABLE = Decimal(3)
_LOOSE = Decimal("0.6")  # how far from ten times a slip may lie, when the year itself moved
_TIGHT = Decimal("0.3")
_RECOUNTED = Decimal("1.15")  # by so much an economic census has moved levels
_FEW = ("家", "个")
_UNSTEADY = ("件", "项", "次", "场", "所", "条", "部")


def check(case: Case) -> Iterator[Finding]:
    """Levels and ratios out of any plausible relation to what the last report says of the year before."""
    if case.year is None:
        return
    for (key, year), claims in yearly(case.draft).items():
        if year != case.year:
            continue
        for claim in claims:
            yield from _against_earlier(claim, key, case)


def _is_out_of(indicator: Indicator, claim: Claim) -> bool:
    """Whether the figure lies beyond what the indicator can be: then it was of something else."""
    return claim.kind == "ratio" and indicator.range is not None and not indicator.range.holds(claim.value)


def _against_earlier(claim: Claim, key: Key, case: Case) -> Iterator[Finding]:
    said = [base for base, _ in known(case, key, int(claim.period) - 1) if base.value > 0]
    if claim.accumulation == "flow":
        said = [base for base in said if base.accumulation != "cumulative"] or said
    if not said or claim.value <= 0 or _is_per_head(claim) or not is_named_near(claim, case.draft):
        return
    base = min(said, key=lambda each: abs((each.value / claim.value).ln()))
    times = claim.value / base.value
    if not (_is_scaled(times) or _is_shifted(claim, times, case)) and (
        not compare(claim, base, case) or not _is_too_far(key, claim, base, case)
    ):
        return
    slip = is_slip(claim.value, base.value)
    yield Finding.at(
        claim,
        f"{subject(claim)}{written(claim)}，{base.period}年的报告写{written(base)}，相差太远",
        base,
        evidence=f"{written(claim)} ÷ {written(base)} = {plain(round(times, 4 if times < 1 else 2))}倍" + _usual(key),
        remedy="核对数字、小数点和万、亿" if slip else "核对数字；口径变了的写明新口径",
        severity=_severity(claim, base, case, slip),
    )


def _is_per_head(claim: Claim) -> bool:
    """人均生产总值 whose 人均 stands further off."""
    return claim.indicator_id == "gdp" and claim.value < _LEAST_GDP


def _is_scaled(times: Decimal) -> bool:
    """Whether only a 万 or 亿 gone astray explains it: no figure grows two thousandfold."""
    return not 1 / _SCALED < times < _SCALED


def _is_shifted(claim: Claim, times: Decimal, case: Case) -> bool:
    """Whether moving the point brings a steady indicator back into its range, whatever the words around say."""
    ends = _STEADY.get(claim.indicator_id or "")
    if claim.accumulation == "cumulative" or (times < 1 and not is_of_the_whole(claim, case.draft)):
        return False  # what is larger is not of a part
    known_as = definition(claim.indicator_id or "")
    is_flow = claim.accumulation == "flow" or (known_as is not None and known_as.accumulation == "flow")
    if times > 1 and is_flow and _may_be_of_a_term(claim, case):
        return False
    if ends is None:
        return _is_calm(claim, times, case)
    return not Decimal(ends[0]) <= times <= Decimal(ends[1]) and any(
        Decimal(ends[0]) <= times / shift <= Decimal(ends[1]) for shift in _SHIFTS
    )


def _may_be_of_a_term(claim: Claim, case: Case) -> bool:
    """Whether a report that looks back on five years does not say that a figure is of the last one."""
    own = re.split("[；。]", prose_of(case.draft).before(claim))[-1]
    return reviews_a_term(case.draft) and not re.search(f"去年|全年|上年|{claim.period}年", own)


def _is_calm(claim: Claim, times: Decimal, case: Case) -> bool:
    """Whether a moved point brings a figure back to two years that lay close together, or near to the one known."""
    key = key_of(claim)
    if key is None or claim.indicator_id is None or claim.bound != "=" or not _CALM[0] <= times / 10 <= _CALM[1]:
        return False
    before = [each for back in (1, 2) for each, _ in known(case, key, int(claim.period) - back) if each.bound == "="]
    values = [each.value for each in before if each.accumulation != "cumulative" and compare(claim, each, case)]
    years = {each.period for each in before if each.value in values}
    if len(years) == 1 and claim.unit not in (*_FEW, *_UNSTEADY):
        return any(_NEAR[0] <= claim.value / value / 10 <= _NEAR[1] for value in values if value > 0)
    return len(years) > 1 and min(values) > 0 and max(values) / min(values) <= _CALM[1]


def _is_too_far(key: Key, claim: Claim, base: Claim, case: Case) -> bool:
    """Whether a steady indicator leaves its range, or another is about ten or a hundred times what it was."""
    indicator = definition(claim.indicator_id) if claim.indicator_id else None
    if indicator is None or _is_out_of(indicator, claim):
        return False
    if claim.indicator_id in _STEADY:
        return is_slip(claim.value, base.value, _LOOSE) or _is_out_of_range(claim, base)
    is_new = key.indicator.startswith("new_")
    if claim.unit in _UNSTEADY or (is_new and claim.unit in _FEW) or _LUMPY.search(indicator.name):
        return False
    return is_slip(claim.value, base.value, _TIGHT if is_new else _LOOSE) and not _is_lumpy(key, base, case)


def _is_lumpy(key: Key, base: Claim, case: Case) -> bool:
    """Whether the year before that was as far from the last as the draft is."""
    before = [each.value for each, _ in known(case, key, int(base.period) - 1) if each.value > 0]
    return any(not 1 / _STABLE < base.value / value < _STABLE for value in before)


def _is_out_of_range(claim: Claim, base: Claim) -> bool:
    """Whether a steady indicator moved by more than any year has seen; rounded bounds (突破千亿) are not judged."""
    ends = _STEADY.get(claim.indicator_id or "")
    if ends is None or claim.bound != "=" or base.bound != "=":
        return False
    slack = _RECOUNTED if _is_recounted(claim, base) else 1
    return not Decimal(ends[0]) / slack <= claim.value / base.value <= Decimal(ends[1]) * slack


def _is_recounted(claim: Claim, base: Claim) -> bool:
    """Whether an economic census lies between two figures that it revises."""
    indicator = definition(claim.indicator_id or "")
    return (
        indicator is not None
        and indicator.growth == "可比价"
        and is_census_between(int(base.period), int(claim.period))
    )


def _usual(key: Key) -> str:
    ends = _STEADY.get(key.indicator)
    return f"（一年之间一般在{ends[0]}—{ends[1]}倍）" if ends else ""


def _severity(claim: Claim, base: Claim, case: Case, slip: bool) -> Severity:
    times = claim.value / base.value
    if is_revised(claim, case.draft) and not (_is_scaled(times) or _is_shifted(claim, times, case)):
        return "note"
    others = {each.value for each in case.draft.claims if _is_of_same(each, claim)}
    sure = slip and claim.indicator_id in _STEADY and len(others) == 1 and compare(claim, base, case)
    return "error" if sure else "warning"


def _is_of_same(each: Claim, claim: Claim) -> bool:
    mine = (claim.indicator_id, claim.kind, claim.period, claim.place)
    return (each.indicator_id, each.kind, each.period, each.place) == mine
