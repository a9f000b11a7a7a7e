"""A unit: department, subdistrict, firm or other body, by its name."""

import re
from typing import TYPE_CHECKING

from yunhe.definitions import raw as cell
from yunhe.definitions.kinds.choice import chosen

if TYPE_CHECKING:
    from yunhe.definitions.fields import Field
    from yunhe.types import Json

TITLE, CLASS = "单位", "内部"
KEYS = {"choices": False}
EXAMPLES = {" 区住建局 ": "区住建局", "东门街道": "东门街道"}
NOT_EXAMPLES = ("局", "12345", "区住建局、区城管局")
LONGEST = 100


def read(raw: object, field: "Field") -> "Json":
    """One unit; where the field lists its units, one of them."""
    written = cell.half_width(raw, LONGEST)
    if field.choices:
        return chosen(written, field)
    if len(written) < 2 or not re.search(r"[^\W\d_]", written) or re.search(r"[、;\n]", written):
        raise cell.FieldRefusal(f"“{cell.shown(written)}”不是一个单位的名称", "写一个单位的名称；主办、会办分列")
    return written
