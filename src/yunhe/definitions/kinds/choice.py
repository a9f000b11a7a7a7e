"""One of the words that the field lists."""

from difflib import get_close_matches
from typing import TYPE_CHECKING

from yunhe.definitions import raw as cell

if TYPE_CHECKING:
    from yunhe.definitions.fields import Field
    from yunhe.types import Json

TITLE, CLASS = "选项", "内部"
KEYS = {"choices": True}
EXAMPLES = {" 解决 ": "解决"}
NOT_EXAMPLES = ("解決", "已解决", "解决、解释")
WITH = {"choices": ("解决", "解释")}


def read(raw: object, field: "Field") -> "Json":
    """The word, when it is one of the choices."""
    return chosen(cell.line(raw, 200), field)


def chosen(written: str, field: "Field") -> str:
    """The choice that was written, or what could have been meant."""
    if written in field.choices:
        return written
    near = get_close_matches(written, field.choices, n=1)
    remedy = f"是不是“{near[0]}”？" if near else f"可选：{'、'.join(field.choices)}"
    raise cell.FieldRefusal(f"没有“{cell.shown(written)}”这一项", remedy)
