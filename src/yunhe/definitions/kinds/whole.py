"""A whole number: a count, a number of years. Canonical as JSON number."""

from typing import TYPE_CHECKING

from yunhe.definitions import raw as cell

if TYPE_CHECKING:
    from yunhe.definitions.fields import Field
    from yunhe.types import Json

TITLE, CLASS = "整数", "内部"
KEYS = {"least": False, "most": False, "unit": False}
EXAMPLES = {"1,234": 1234, "１２户": 12, 630.0: 630, "-3": -3}
NOT_EXAMPLES = ("3.5", "十二", "1.2E+5", "12台", "1,23", "1" * 16)
WITH = {"unit": "户"}
DIGITS = 15


def read(raw: object, field: "Field") -> "Json":
    """The number, when nothing stands behind its point."""
    value = cell.measured(raw, field)
    if value != value.to_integral_value():
        raise cell.FieldRefusal(f"“{cell.plain(value)}”不是整数", "只写整数")
    if len(cell.plain(abs(value))) > DIGITS:
        raise cell.FieldRefusal("数太大", f"不超过{DIGITS}位")
    return int(value)
