"""Where something is: road and number, or the name of a place. Canonical without blanks, digits half-width."""

import re
from typing import TYPE_CHECKING

from yunhe.definitions import raw as cell

if TYPE_CHECKING:
    from yunhe.definitions.fields import Field
    from yunhe.types import Json

TITLE, CLASS = "地址", "内部"
KEYS: dict[str, bool] = {}
EXAMPLES = {"台州路１号 ": "台州路1号", "例区 湖墅南路 100 号": "例区湖墅南路100号"}
NOT_EXAMPLES = ("\ufdfa" * 20 + "路", "1-2-301", "路", "同上", "不详", "甲" * 201)
LONGEST, SHORTEST = 200, 3
_EMPTY_WORDS = frozenset("同上 不详 未知 暂无 同前 待定 略".split())


def read(raw: object, field: "Field") -> "Json":
    """The address, when it says more than a number."""
    written = cell.half_width(raw, LONGEST)
    if written in _EMPTY_WORDS or len(written) < SHORTEST or not re.search(r"[\u4e00-\u9fff]", written):
        raise cell.FieldRefusal(f"“{cell.shown(written)}”不是地址", "写到路名和门牌，或小区和楼幢")
    return written
