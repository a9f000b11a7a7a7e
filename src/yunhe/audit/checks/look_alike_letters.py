"""长得像的字母和数字混用。

罗马数字“Ⅲ”写成俄文“Ш”、“〇”写成字母“O”、“PM2.5”里的字母是俄文或全角的：看起来一样，检索、统计和转换都会漏掉。
每种写法归成一条。
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from yunhe.types import Case, Finding, Span

SEVERITY = "note"
FLAGS = (
    "水质达到Ш类标准。",
    "二О二五年一月十日，二O二四年。",
    "推进АI应用，РМ2.5平均浓度下降。",
    "ＰＭ2.5浓度28微克，全区ＧＤＰ增长。",
)
PASSES = (
    "水质达到Ⅲ类标准，二〇二五年一月十日，PM2.5浓度28微克/立方米，5G基站，AI应用。",
    "β受体、α粒子、10μm、Ω形。",
    "２０２４年，增长５．２％。",
)

_CYRILLIC = dict(zip("АВЕКМНОРСТХасеорхуІіЅѕЈј", "ABEKMHOPCTXaceopxyIiSsJj", strict=True)) | {"Ш": "Ⅲ", "П": "Ⅱ"}
_GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo", strict=True))
_SAME = _CYRILLIC | _GREEK
_LATIN = "A-Za-z0-9＆&+"
_LOOKS = re.compile(f"[{_LATIN}{''.join(_SAME)}]*[{''.join(_SAME)}][{_LATIN}.{''.join(_SAME)}]*")
_ZERO = re.compile("(?<=[一二三四五六七八九〇零])[OoОоΟ○Ｏ0０](?=[一二三四五六七八九〇零OoОоΟ○Ｏ0０年])[OoОоΟ○Ｏ0０]?")
_WIDE = re.compile("[Ａ-Ｚａ-ｚ]+[Ａ-Ｚａ-ｚ０-９．]*")
_FOREIGN = re.compile("[А-Яа-яΑ-Ωα-ω]{3,}")
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def check(case: Case) -> Iterator[Finding]:
    """Letters that stand for others of the same look, one finding for each writing."""
    document = case.draft.document
    found: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for start, end, right in sorted(_places(document.text)):
        span = Span.at(document.text, start, end, document.name)
        found[span.quote, right].append(span)
    for (quote, right), spans in found.items():
        times = f"（{len(spans)}处）" if len(spans) > 1 else ""
        points = "、".join(f"{char} 是 U+{ord(char):04X}" for char in dict.fromkeys(quote) if not char.isascii())
        yield Finding(f"“{quote}”应写“{right}”{times}", tuple(spans), points, f"改为“{right}”")


def _places(text: str) -> Iterator[tuple[int, int, str]]:
    for found in _ZERO.finditer(text):
        yield found.start(), found.end(), "〇" * len(found[0])
    for found in _LOOKS.finditer(text):
        inside = _ZERO.match(text, found.start())
        if not inside and not _FOREIGN.search(found[0]):
            yield found.start(), found.end(), "".join(_SAME.get(char, char) for char in found[0])
    for found in _WIDE.finditer(text):
        if not _ZERO.match(text, found.start()):
            yield found.start(), found.end(), found[0].translate(_NARROW)
