"""公开前清理：修订、批注、隐藏文字、作者单位、电话、身份证号、密级标识。

报告一公开，文件里看不见的东西也随之公开；手机号、身份证号和密级标识更不该出现在公开稿里。每一类只提一条。
"""

import re
from collections.abc import Iterator

from yunhe.audit.checks import Example
from yunhe.audit.prose import Prose, prose_of
from yunhe.types import Case, Finding, Severity, Span, Trace

SEVERITY = "warning"
_HIDDEN = (Trace("hidden", "内部掌握", None),)
_SIGNED = (Trace("author", "张三", None), Trace("company", "某某公司", None))
FLAGS = (
    "联系人：王某，电话13800138000。",
    "咨询电话：0571-88012345。",
    "身份证号11010519491231002X。",
    "机密★1年\n政府工作报告\n各位代表。",
    "（讨论稿）\n政府工作报告\n各位代表。",
    Example("全区生产总值增长5%。", traces=_HIDDEN),
    Example("全区生产总值增长5%。", traces=_SIGNED),
    Example("全区生产总值增长5%。", traces=(Trace("deletion", "综合科：增长6%", None),)),
)
PASSES = (
    "受理“12345”热线13800138件，完成投资13800138000元。",
    "统一社会信用代码11010519491231002A。",
    "身份证号110105194912310021。",
    "加强机密文件管理，查处失泄密案件3起。",
    "开通110、120、12315热线。",
    "中国行政区划代码330105，项目编号2024013800138000。",
)

_MOBILE = re.compile(
    r"(?<![\d.])(?P<said>(?:\+?86[- ]?)?1[3-9]\d(?P<gap>[- ]?)\d{4}(?P=gap)\d{4})(?!\d|\.\d|[万亿千元件人个户家吨])"
)
_LANDLINE = re.compile(
    r"(?:电话|热线|传真|座机|手机)[^。；\n]{0,8}?(?P<said>(?<!\d)0\d{2,3}[-—－ ]?[2-8]\d{6,7}(?!\d))"
)
_IDENTITY = re.compile(
    r"(?<![\dA-Za-z])(?P<said>[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx])(?![\dA-Za-z])"
)
_BLANK = "[ \t\u3000]*"
_LEVELS = r"(?:绝\s*密|机\s*密|秘\s*密)(?:\s*[★☆][^\n]{0,12})?|内部(?:资料|文件|材料)[^\n]{0,12}|注意保存"
_SECRET = re.compile(f"^{_BLANK}[（(【]?(?P<said>{_LEVELS})[）)】]?{_BLANK}$", re.M)
_STAGES = r"(?:征求意见|送审|讨论|审议|修改|会议讨论|草拟|提请审议|第[一二三四五六七八九十\d]+)稿"
_DRAFT = re.compile(f"(?:[（(【]|^{_BLANK})(?P<said>{_STAGES})(?=[）)】]|{_BLANK}$)", re.M)
_HEAD = 600
_FACTORS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_SAID = {
    "insertion": ("修订：插入的文字未定稿", "接受或拒绝全部修订后另存"),
    "deletion": ("修订：已删的文字仍在文件里", "接受或拒绝全部修订后另存"),
    "comment": ("批注仍在文件里", "办结后删去全部批注"),
    "hidden": ("隐藏文字仍在文件里", "显示隐藏文字，删去或改为正文"),
    "author": ("文件属性里有个人姓名", "用“检查文档”清除属性和个人信息"),
    "company": ("文件属性里有单位名称", "用“检查文档”清除属性和个人信息"),
    "mark": ("页眉页脚有密级或草稿标识", "确认已可公开，再删去标识"),
}
_NOTES = ("author", "company")
_SHOWN = 3


def check(case: Case) -> Iterator[Finding]:
    """What must go before the file is published, one finding a kind."""
    prose = prose_of(case.draft)
    kinds = dict.fromkeys(trace.what for trace in case.traces)
    for kind in kinds:
        yield _unseen(prose, [trace for trace in case.traces if trace.what == kind])
    yield from _in_the_text(prose)


def _unseen(prose: Prose, traces: list[Trace]) -> Finding:
    message, remedy = _SAID[traces[0].what]
    spans = [trace.span for trace in traces if trace.span] or [prose.title]
    said = "；".join(dict.fromkeys(trace.said for trace in traces if trace.said))
    severity: Severity = "note" if traces[0].what in _NOTES else "warning"
    counted = f"{message}（{len(traces)}处）" if len(traces) > 1 else message
    return Finding.at(spans[0], counted, *spans[1:], evidence=said[:200], remedy=remedy, severity=severity)


def _in_the_text(prose: Prose) -> Iterator[Finding]:
    """Numbers of people and marks of secrecy, in whatever format the text came."""
    phones = [*_found(prose, _MOBILE), *_found(prose, _LANDLINE)]
    identities = [span for span in _found(prose, _IDENTITY) if _is_identity("".join(span.quote.split()))]
    for spans, message, remedy in (
        (phones, "有电话号码", "确需公开的保留办公电话，其余删去"),
        (identities, "有身份证号（校验码相符）", "删去号码"),
        (_found(prose, _SECRET, _HEAD), "有密级或内部标识", "确认已解密、可公开，再删去标识"),
        (_found(prose, _DRAFT, _HEAD), "有草稿标识", "定稿后删去"),
    ):
        if spans:
            yield Finding.at(spans[0], message, *spans[1:], evidence=_list(spans), remedy=remedy)


def _found(prose: Prose, pattern: re.Pattern[str], end: int | None = None) -> list[Span]:
    found = pattern.finditer(prose.chars if end is None else prose.chars[:end])
    return [prose.span(each.start("said"), each.end("said")) for each in found]


def _list(spans: list[Span]) -> str:
    return "、".join(span.quote for span in spans[:_SHOWN]) + (f"等{len(spans)}处" if len(spans) > _SHOWN else "")


def _is_identity(number: str) -> bool:
    """Whether the last character is the check digit of GB 11643."""
    total = sum(int(digit) * factor for digit, factor in zip(number, _FACTORS, strict=False))
    return "10X98765432"[total % 11] == number[-1].upper()
