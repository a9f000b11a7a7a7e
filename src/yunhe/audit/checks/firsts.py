"""首个、首批、率先、唯一、历史新高都要有依据。

这些话最容易被追问“谁认定的、和谁比”。全篇归成一条，逐处列出，便于请各单位附上文件、名单或统计依据。
"""

import re
from collections import Counter
from collections.abc import Iterator

from yunhe.audit.prose import Prose, prose_of
from yunhe.types import Case, Finding

SEVERITY = "note"
FLAGS = (
    "落地全国首个数字经济创新提质中心。入选全省首批未来社区。",
    "在全省率先实现城乡公交一体化，进出口总额创历史新高。",
    "成为全省唯一入选的城区。规上工业增加值再破百亿元。",
)
PASSES = (
    "打造科技创新高地，提升创新高效能治理水平。",
    "举办首届运河文化节，首府功能增强。",
    "二、2025年工作安排\n力争在全省率先实现现代化，争创全国首批试点。",
    "领导干部率先垂范。首先抓好安全生产，首席专家到岗。",
    "坚决维护唯一合法代表地位，抓好首要任务。",
)

_CLAIMED = re.compile(
    "首(?:个|批|家|座|条|创(?!精神)|例|部|台套?|支|艘|列|架|款|单|次|店(?![经集]))(?![区席要])|第一(?:个(?!百年)|家|座|条|批)(?=[^，。]{2})|独家|"
    "率先(?!垂范|发展|行动|突破|崛起|示范|基本|跨越|全面)|唯一(?!合法|的?出路)|"
    "(?:[再屡连]?创|刷新)[^，。；、“”新]{0,6}(?:新高(?![地效质端水度峰能校层技])|纪录|记录)|历史(?:性)?(?:最好|最高|新高|最大|最多)|再破(?=[^，。]{0,3}[\\d百千万亿])|"
    "前所未有|史无前例|填补[^，。；]{0,8}空白|有(?:统计|记录|监测)(?:数据)?以来最"
)
_HOPED = re.compile("力争|争取|争创|争当|确保|努力|推动|加快|谋划|打造|建设|将|要[^素点]|目标|计划")
_SHOWN = 8


def check(case: Case) -> Iterator[Finding]:
    """All claims of being first, only or highest that are told as done, as one list."""
    prose = prose_of(case.draft)
    places = [found for found in prose.find(_CLAIMED) if _is_told(prose, found.start())]
    if not places:
        return
    said = Counter(re.sub("[^，。；]*(?=新高|[纪记]录|空白)", "…", found[0]) for found in places)
    listed = "、".join(f"{word}{count}处" if count > 1 else word for word, count in said.most_common(_SHOWN))
    more = "等" if len(said) > _SHOWN else ""
    spans = tuple(prose.span(found.start(), found.end()) for found in places)
    yield Finding(
        f"{len(places)}处“首、率先、唯一、新高”一类的说法要有依据",
        spans,
        f"{listed}{more}",
        "逐处请责任单位附上认定文件、公布名单或统计依据；没有的改为如实表述",
    )


def _is_told(prose: Prose, offset: int) -> bool:
    """Whether a place tells what has been done: not a plan, not a glossary."""
    sentence = prose.sentence_at(offset)
    if sentence.role not in ("front", "review"):
        return False
    before = re.split("[，；。]", prose.chars[max(sentence.start, offset - 16) : offset])[-1]
    return not _HOPED.search(before)
