"""Several of the words that the field lists. Canonical as a list in the order of the definition."""

import re
from typing import TYPE_CHECKING

from yunhe.definitions import raw as cell
from yunhe.definitions.kinds.choice import chosen

if TYPE_CHECKING:
    from yunhe.definitions.fields import Field
    from yunhe.types import Json

TITLE, CLASS = "多选", "内部"
KEYS = {"choices": True}
EXAMPLES = {"用地，融资": ["融资", "用地"], "融资;融资": ["融资"]}
NOT_EXAMPLES = ("融资、用工", "融资用地", "、")
WITH = {"choices": ("融资", "用地")}
_BETWEEN = re.compile(r"[、,，;；/\n]")
MOST = 200


def read(raw: object, field: "Field") -> "Json":
    """The words, parted by 、 ， ； or a line break."""
    parts = raw if isinstance(raw, list | tuple) else _BETWEEN.split(cell.lines(raw, 2000))
    if len(parts) > MOST:
        raise cell.FieldRefusal(f"选了{len(parts)}项", f"不超过{MOST}项")
    taken = {chosen(cell.line(part, 200), field) for part in parts if not cell.is_blank(part)}
    if not taken:
        raise cell.FieldRefusal("一项也没有选", f"可选：{'、'.join(field.choices)}")
    return [choice for choice in field.choices if choice in taken]
