"""A word or a sentence in one line."""

from typing import TYPE_CHECKING

from yunhe.definitions import raw as cell

if TYPE_CHECKING:
    from yunhe.definitions.fields import Field
    from yunhe.types import Json

TITLE, CLASS = "文字", "内部"
KEYS: dict[str, bool] = {}
EXAMPLES = {"  锅炉  改造 ": "锅炉 改造", 12: "12"}
NOT_EXAMPLES = ("甲" * 201, "#N/A", "响\x07铃")
LONGEST = 200


def read(raw: object, field: "Field") -> "Json":
    """The text without blanks at the ends; runs of blanks count as one."""
    return cell.line(raw, LONGEST)
