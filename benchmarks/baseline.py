"""The bar to clear: a one-line number+unit regex, with the clause before the number as its name.

It knows no ranks, no streaks, no Chinese numerals and no limits; whatever the place in the report, the year is the one
before the report's own and everything is taken as done.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

UNITS = (
    "个百分点|百分点|%|％|‰|美元|港元|欧元|元|平方公里|平方米|立方米|公里|万亩|亩|公顷|吨标准煤|吨|公斤|斤|千瓦时|千瓦|人次|人|名|户次|户|家|个|项|"
    "件|台|套|条|座|处|所|场|次|批|间|张|宗|辆|艘|架|列|班|株|头|倍|位|岁|小时|分钟|天|米|标箱|度|微克/立方米|种|只|支|部|对|幢|栋|期|篇|门|类|亿|万"
)
NUMBER = r"(?P<number>\d[\d,]*(?:\.\d+)?)(?P<times>万亿|亿|千万|百万|万|千)?(?P<more>[余多])?"
FIGURE = re.compile(f"{NUMBER}(?P<unit>{UNITS})")
LEADING = re.compile("(?:达到?|为|超过?|突破|增长|实现|近|约)+$")
CLAUSE = re.compile(r"[^，。；：、！\n（）()]*$")
TIMES = {"万亿": 10**12, "亿": 10**8, "千万": 10**7, "百万": 10**6, "万": 10**4, "千": 1000, None: 1}


def read(text: str, year: int | None) -> Iterator[dict[str, Any]]:
    """Claims with the keys of the contract that gold/score.py looks at."""
    for match in FIGURE.finditer(text):
        before = CLAUSE.search(text, 0, match.start())
        name = before.group() if before else ""
        kind = kind_of(match["unit"], name)
        value = Decimal(match["number"].replace(",", "")) * TIMES[match["times"]]
        falls = kind in ("growth", "change") and re.search("下降|减少|降低|缩小", name[-6:])
        yield {
            "start": match.start(), "end": match.end(), "quote": match.group(),
            "value": str(-value if falls else value), "unit": match["unit"].replace("％", "%"), "kind": kind,
            "bound": bound_of(name, match["more"]), "indicator": LEADING.sub("", name),
            "status": "actual", "period": str(year or ""),
        }  # fmt: skip


def kind_of(unit: str, name: str) -> str:
    if "百分点" in unit:
        return "change"
    if unit not in "%％":
        return "level"
    return "growth" if re.search("增长|提高|提升|下降|增加|增幅|增速", name) else "ratio"


def bound_of(name: str, more: str | None) -> str:
    if more or re.search("超过?$|突破$|以上$", name):
        return ">"
    return "~" if re.search("[近约]$", name) else "="
