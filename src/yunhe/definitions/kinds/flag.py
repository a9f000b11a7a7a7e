"""是 or 否. Canonical as true and false."""

from typing import TYPE_CHECKING

from yunhe.definitions import raw as cell

if TYPE_CHECKING:
    from yunhe.definitions.fields import Field
    from yunhe.types import Json

TITLE, CLASS = "是否", "内部"
KEYS: dict[str, bool] = {}
EXAMPLES = {"是": True, "否": False, "√": True, "×": False, "TRUE": True, 0: False}
NOT_EXAMPLES = ("无", "部分", 2, "不")
_YES = frozenset(("是", "TRUE", "1", "√", "Y", "YES", "✓", "✔"))
_NO = frozenset(("否", "FALSE", "0", "×", "N", "NO", "✗", "✘"))


def read(raw: object, field: "Field") -> "Json":
    """Whether it is so."""
    written = str(raw).upper() if isinstance(raw, bool) else cell.signs(raw)
    if written in _YES or written in _NO:
        return written in _YES
    raise cell.FieldRefusal(f"“{cell.shown(written)}”不是“是”或“否”", "写 是 或 否")
