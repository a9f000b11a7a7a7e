"""存量数没有说是什么时候的。

国家高新技术企业、常住人口、通车里程是某一天的数；回顾里只写“高新技术企业1280家”，看不出是年末数、报告时的数，还是当年新
认定的数。写明“截至年末”“达到”“累计”。
"""

import re
from collections.abc import Iterator

from yunhe.audit.prose import Prose, prose_of
from yunhe.audit.series import is_of_the_area, subject
from yunhe.reading.indicators import definition
from yunhe.types import Case, Claim, Finding, Reading

SEVERITY = "note"
FLAGS = (
    "一、2024年工作回顾\n创新动能增强，国家高新技术企业1280家，地区生产总值增长4%。",
    "一、2024年工作回顾\n推进人才强市，培养高技能人才3.2万人。完善养老服务，养老床位1.2万张，居民收入提高。",
)
PASSES = (
    "一、2024年工作回顾\n国家高新技术企业达到1280家，地区生产总值增长4%。",
    "一、2024年工作回顾\n截至年末，国家高新技术企业1280家，科技型中小企业5600家。",
    "一、2024年工作回顾\n新认定国家高新技术企业128家，新增养老床位1200张。",
    "一、2024年工作回顾\n国家高新技术企业1280家、增长12%。",
    "一、2024年工作回顾\n贷款余额1.2万亿元，城镇调查失业率5%，城市低保标准每月1200元。",
    "二、2025年工作安排\n国家高新技术企业1500家。",
    "国家高新技术企业1280家。",
)
_COUNTED = frozenset({"count", "people", "length", "area", "power", "household"})
_DATED = re.compile(
    "末|底|截至|截止|目前|现有|现已|累计|达|拥有|总[数量]|突破|超|已|共|全市有|全省有|全区有|存量|余额|保有|在册|在库|有效|居|位列|"
    "近|上升|至|到|\\d月|每|稳定|保持|连续|占|总|约|万人次|增长|下降|为|是|有"
    "|存栏|参保|参合|在学|在校|用户|装机|通航|注册|就业"  # words that say of themselves that they are of a day
)
_MADE = re.compile(
    "新|净|增|建成?|培[育养]|认定|引[进育]|获|评|入[选库围]|开[工通]|完成|改造|培训|帮|支持|惠及|奖|扶|发放|安排|解决|推动|推进|实施|"
    "落户|上榜|退出|淘汰|关停|修|造|绿化|治理|转|申|确认|通过|备案|扩|投|组织|服务|选|派|设|打造|创|覆盖|提供|保障|减|清|收|植|栽|启|整|发展|重组|个国家级、"
)
_NAMES = re.compile(
    "高新技术|创新型|专精特新|新型|新能源|新三板|创新券?|改革"
)  # made of words that elsewhere tell of an act
_SHOWN = 4


def check(case: Case) -> Iterator[Finding]:
    """Stocks of the year under review that no word dates: one note for all."""
    prose = prose_of(case.draft)
    found = [claim for claim in case.draft.claims if _is_undated(claim, case.draft, prose)]
    if found:
        names = list(dict.fromkeys(f"{subject(claim)}{claim.quote}" for claim in found))
        yield Finding.at(
            found[0],
            f"存量数没有写明时点：{'、'.join(names[:_SHOWN])}" + ("等" if len(names) > _SHOWN else ""),
            *found[1:],
            evidence=f"{len(found)}个存量数前后没有“截至”“年末”“达到”“累计”一类的话",
            remedy="写明“截至年末”或“达到”；是当年新增的，写“新增”",
        )


def _is_undated(claim: Claim, reading: Reading, prose: Prose) -> bool:
    if claim.kind != "level" or claim.status != "actual" or claim.accumulation or claim.bound != "=":
        return False
    known = definition(claim.indicator_id) if claim.indicator_id else None
    if known is None or known.accumulation != "stock" or known.dimension not in _COUNTED:
        return False
    sentence = prose.sentence_of(claim)
    if sentence.role != "review" or claim.period != str(reading.outline.year) or not is_of_the_area(claim, reading):
        return False
    if any(other.of == claim.start for other in prose.claims_in(sentence)):
        return False
    before = re.split("[，；。]", prose.before(claim))
    clause = "，".join(before[-2:] if before[-1].startswith("其中") else before[-1:])
    clause = _NAMES.sub("", clause) + re.split("[，；。]", prose.after(claim))[0]
    return not (_DATED.search(prose.before(claim)[-60:] + clause) or _MADE.search(clause))
