"""多写了一个字、一个词或一个标点。

“华华东”多了一个“华”，“实现实现”多了一个“实现”，“的的”“，，”也是。只查不会连写两次的字词，避免误伤“稳稳”“天天”、
“落实再落实”“一件一件”一类的说法和名称。
"""

import re
from collections.abc import Iterator

from yunhe.audit.checks import Example
from yunhe.audit.prose import prose_of
from yunhe.types import Case, Finding, Severity, Vocabulary

SEVERITY = "warning"
FLAGS = (
    "落地华华东医药生物创新智造中心。",
    "面向华华北地区招商。",
    "服务长长三角一体化。",
    "我们实现实现了预定的目标。",
    "加强基础设施建设建设，提升能级。",
    "全市的的企业，，信心增强。",
    "防灾和和减灾。",
)
PASSES = (
    "落地华东医药智造中心。",
    "支持豫北、豫西豫西南地区发展。",
    "新华华东分社落户。",
    "服务长三角，稳稳迈上新台阶。",
    "增长长期向好。",
    "落实落实再落实，实干实干再实干，一件一件抓。",
    "以增强人民获得感为目的的改革，建设和和美美的家园，存在在所难免的问题，加深了了解。",
    "小微企业创业创新，共建共治共享，农民工同工同酬，退税缓税缓费。",
    Example("走进实现实现公司。", vocabulary=Vocabulary(names=frozenset({"实现实现公司"}))),
)

_REGION = "(?<![中新光振清])华(?=华[东北南]|华中(?!学))|(?<![增成市区县省校])长(?=长三角|长江)"
_PARTICLE = (
    "(?<![目有标])的(?=的)(?!的士)|(?<![中共融饱缓平祥温总调柔谐和])和(?=和(?![和美谐平睦解顺暖田林县政气]))|"
    "(?<![为末])了(?=了(?!解|[不结无]))|"
    "(?<![普埃涉危顾提波])及(?=及(?![时格早其]))|(?<![参给])与(?=与(?!会))|(?<![成作行称列因视名认人认])为(?=为(?![民人政主什何群期了]))|"
    "(?<![现存实潜内外自所好正])在(?=在(?![建职校册编岗家线乎于外押]))"
)
_WORDS = (
    "发展|建设|实现|加强|推进|加快|提升|进一步|改革开放|改革|经济|社会|企业|服务|项目|全面|深化|推动|促进|完善|提高|开展|坚持|政府|"
    "城市|农业|生态|环境|安全|持续|积极|大力|工程|保障|增长|达到|完成|产业|市场|创新|投资|人民|全市|全省|全区|管理|文化|教育|工作|"
    "质量|水平|能力|建立|实施|组织|支持|统筹|乡村|农村|重点|工业|科技|技术|国家|今年|我们|以及|同时|其中|问题|任务|目标|"
    "[东西南北中]部|加大|确保|打造|营商环境|基础设施|地区生产总值|收入|支出"
)
_WORD = f"(?<![一每逐])(?P<word>{_WORDS})(?=(?P=word)(?!再|链|化|群))"
_MARK = "(?P<mark>[，、；：])(?=(?P=mark))|(?<![。%‰])。(?=。(?!。))"
_DOUBLED = re.compile("|".join((_REGION, _PARTICLE, _WORD, _MARK)))
_DAMAGED = 3
_TWICE = re.compile("([\u4e00-\u9fff]{4,})\\1$")  # 环境质量方面环境质量方面，，: a conversion doubled the heading
_REACH = 60


def check(case: Case) -> Iterator[Finding]:
    """Words, particles and marks that stand twice where none may."""
    prose = prose_of(case.draft)
    found = [place for place in prose.find(_DOUBLED) if not _is_named(prose.chars, place, case.vocabulary.names)]
    level: Severity = "warning" if len(found) <= _DAMAGED else "note"
    for place in found:
        severity = "note" if _TWICE.search(prose.chars[max(0, place.start() - _REACH) : place.start()]) else level
        word, length = place[0], len(place[0])
        span = prose.span(place.start(), place.end() + length + (word in "华长"))
        message = f"“{span.quote}”多写了一个“{word}”"
        yield Finding.at(span, message, remedy=f"删去一个“{word}”", severity=severity)


def _is_named(chars: str, place: re.Match[str], names: frozenset[str]) -> bool:
    doubled = place[0] * 2
    around = chars[max(0, place.start() - 20) : place.end() + 20]
    return any(doubled in name and name in around for name in names)
