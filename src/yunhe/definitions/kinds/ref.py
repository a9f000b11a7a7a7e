"""An entry of a register, by its key. Whether the entry is there is asked where registers are kept."""

from typing import TYPE_CHECKING

from yunhe.definitions import raw as cell

if TYPE_CHECKING:
    from yunhe.definitions.fields import Field
    from yunhe.types import Json

TITLE, CLASS = "台账条目", "内部"
KEYS = {"register": True}
EXAMPLES = {" XM-2025-001 ": "XM-2025-001"}
NOT_EXAMPLES = ("甲" * 101, "#N/A")
WITH = {"register": "项目"}
LONGEST = 100


def read(raw: object, field: "Field") -> "Json":
    """The key of the entry as it is written."""
    return cell.line(raw, LONGEST)
