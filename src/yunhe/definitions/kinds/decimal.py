"""An exact decimal number. Canonical as text, so that no digit is lost on the way."""

from typing import TYPE_CHECKING

from yunhe.definitions import raw as cell

if TYPE_CHECKING:
    from yunhe.definitions.fields import Field
    from yunhe.types import Json

TITLE, CLASS = "小数", "内部"
KEYS = {"least": False, "most": False, "unit": False, "places": False}
EXAMPLES = {"1,250.50": "1250.5", 0.1: "0.1", "３.０": "3", "-0.0": "0", "12.5平方米": "12.5"}
NOT_EXAMPLES = (0.1 + 0.2, "1.2.3", "约5", "1.5E+3", float("nan"), "12.5米")
WITH = {"unit": "平方米"}


def read(raw: object, field: "Field") -> "Json":
    """The number without idle zeros."""
    return cell.plain(cell.measured(raw, field))
