"""名次要说在哪些地区里排。

“位居第3位”不说全省、全市还是同类城市，读者无从判断，也无从核实。
"""

import re
from collections.abc import Iterator

from yunhe.audit.prose import prose_of
from yunhe.types import Case, Finding

SEVERITY = "note"
FLAGS = ("经济总量位居第3位。", "综合考核列第一。", "营商环境评价排名第二位。")
PASSES = (
    "经济总量居全省第3位。",
    "增速居副省级城市第一。",
    "在全国337个城市中，空气质量排名第二位。",
    "第三产业居主导地位。",
    "二、2026年工作安排\n力争位居第3位。",
    "GDP增速全市领先，列第2位。",
)
_RANK = re.compile(
    "(?:位居|稳居|居|位列|列|排名|排)第(?:[一二三四五六七八九十]{1,3}|\\d{1,3})位?(?![季产一二三届次批个期阶师方大])"
)
_NEAR = 24  # letters before a rank in which its circle stands
_AMONG = re.compile("在[^，。；]{0,12}(?:中|里|内)|\\d个")
_CIRCLE = re.compile(
    "全[国省市区县州球疆旗]|世界|亚洲|[省市区县州]属?第|同类|同期|沿海|[东中西]部|西北|西南|东北|华[东南北]|长三角|珠三角|"
    "京津冀|大湾区|城市|省会|地市|市州|各[省市州区县]|[省市区县州内城]排|兄弟|县[（市]|个[省市区县州]|之[首中]|[省市区县州]内|"
    "运动?会|大赛|副省级|[省区]域|国内|经开区|高新区|开发区|百强|系统|其中|[\u4e00-\u9fff]{2}(?:省|市|州|区|盟)(?!场|民|委|政)"
)


def check(case: Case) -> Iterator[Finding]:
    """Ranks in the review whose sentence and the one before name no circle."""
    prose = prose_of(case.draft)
    for found in prose.find(_RANK):
        sentence = prose.sentence_at(found.start())
        before = prose.chars[max(sentence.start, found.start() - _NEAR) : found.end() + 6]
        circled = _CIRCLE.search(before) or _AMONG.search(sentence.text)
        if sentence.role in ("review", "front") and not circled:
            yield Finding.at(
                prose.span(found.start(), found.end()),
                "名次没有写在什么范围里排",
                remedy="写明全国、全省、全市或哪些地区",
            )
