"""比例型指标的变化要用百分点。

“占比提高3%”可以读成两种意思：3个百分点，或原来的1.03倍。
"""

import re
from collections.abc import Iterator

from yunhe.audit.prose import prose_of
from yunhe.audit.setting import is_named_near
from yunhe.types import Case, Finding

SEVERITY = "warning"
FLAGS = (
    "高技术产业增加值占比提高3%。",
    "水质断面占比优于国家目标8%，一般贸易占比高于全国9%。",
    "税收增长7%、占一般公共预算收入比重提高1.4%，存贷比提高2.2%。",
    "耕种收综合机械化率达到94%，高于全国20%。",
    "城镇调查失业率控制在5.5%以内，常住人口城镇化率提高1.2%。",
)
PASSES = (
    "刑事案件发案率下降12%。",
    "新发放贷款平均利率下降近10%。",
    "高技术产业增加值占比提高3个百分点。",
    "高技术产业增加值增长3%。",
    "审批效率提高80%以上。",
    "失业率、物价涨幅分别控制在5%和3%以内。",
    "毕业生本地就业率增长50%。",
    "民生支出占一般公共预算支出75.3%、增长11.2%。",
    "新增工业用地综合容积率提升10%。",
    "高校毕业生就业率高于95%，优良天数比率高于全国2.1个百分点。",
    "孕产妇、婴儿死亡率分别下降74.8%和47.9%，灌溉水有效利用系数高于全区平均值32%。",
    "刑事案件立案率下降15%，群众重复信访率下降12.3%。",
    "金融业增加值占服务业比重达21.2%，年均增长16.5%。",
    "民生支出占一般公共预算支出比重稳定在八成左右，总量较“十三五”时期增长超20%。",
    "城乡居民收入差距缩小5.8%，公众投诉率下降5%。",
    "人民群众安全感满意率99%。生产安全事故起数和死亡人数在上年大幅下降基础上，又分别下降35%和30%。",
)
_OF_THE_AMOUNT = re.compile(
    "占[^，。；、]*[%％][、，](?:同比|比上年)?增长$"
)  # 民生支出占75.3%、增长11.2%: the spending grew
_NO_RATIO = re.compile("年均|效率|就业率增长|控制|总量|总额|规模|人数|数量|总数")
# 占比高于全国平均9%, but neither 系数高于 nor 就业率高于95%.
_GAP = re.compile("(?:率|占比|比重|比例)(?:达到?[\\d.]+[%％]，)?(?:分别)?(?:高于|低于|优于|高出)[^，。；、\\d]{2,10}$")
_REACH = 40
_RATES = re.compile(
    "容积率|受害率|投诉率|信访率|发生率|事故率|犯罪率|案率|警率|差距|倍差|收入比$|系数|(?:总量|人数|起数|数量)$|发案率|死亡率|产出率|利率|费率|税率|生产率|作业率|出生率|汇率|周转率|增长率"
)  # rise and fall in % themselves


def check(case: Case) -> Iterator[Finding]:
    """Growths in % of what is itself a ratio."""
    prose = prose_of(case.draft)
    for claim in case.draft.claims:
        if claim.kind == "ratio" and claim.quote.endswith(("%", "％")) and _GAP.search(prose.before(claim)[-_REACH:]):
            yield Finding.at(claim, "两个比例的差写成了百分数", remedy="改为“个百分点”")
            continue
        told = claim.kind == "growth" and claim.quote.endswith(("%", "％")) and claim.indicator.is_ratio
        told = told and not _RATES.search(claim.indicator.phrase)
        told = told and not prose.before(claim).endswith(("至", "到", "为"))  # 提高10%至40%: where it came to
        told = told and not _OF_THE_AMOUNT.search(prose.before(claim))
        told = told and is_named_near(claim, case.draft)
        own = re.split("[，；]", prose.before(claim)[-24:])[-1]
        if told and not (_NO_RATIO.search(own) or _RATES.search(own)):
            yield Finding.at(claim, "比例的变化写成了百分数", remedy="改为“个百分点”，或写明增长率")
