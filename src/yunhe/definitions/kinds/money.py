"""An amount in 元, exact to the 分. Canonical as decimal text: 1.25万元 → 12500."""

import re
from typing import TYPE_CHECKING

from yunhe.definitions import raw as cell

if TYPE_CHECKING:
    from yunhe.definitions.fields import Field
    from yunhe.types import Json

TITLE, CLASS = "金额", "内部"
KEYS = {"least": False, "most": False}
EXAMPLES = {"1.25万元": "12500", "3亿元": "300000000", "￥1,200.50": "1200.5", 88.8: "88.8", "5百万": "5000000"}
NOT_EXAMPLES = (0.1 + 0.2, "1.234元", "12美元", "三万元", "1万2", "1,20元")
_WRITTEN = re.compile(r"(-?)[¥￥]?(-?[0-9.,]+)([十百千]?万?亿?)(?:元|圆|元整)?")
_POWERS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
PLACES = 2


def read(raw: object, field: "Field") -> "Json":
    """The amount in 元 of a number with or without 万, 亿 and 元."""
    written = cell.signs(raw).removeprefix("人民币").replace("RMB", "")
    found = _WRITTEN.fullmatch(written)
    if found is None:
        cell.number(written.removesuffix("元"))
        raise cell.FieldRefusal(f"“{cell.shown(written)}”不是人民币金额", "写成如 12500、1.25万元、3亿元")
    minus, digits, multiplier = found.groups()
    power = sum(_POWERS[sign] for sign in multiplier)
    return cell.plain(cell.within(cell.number(minus + digits).scaleb(power, cell.EXACT), field, PLACES))
