"""公民身份号码 (GB 11643-1999): region, day of birth, order, check digit."""

import re
from typing import TYPE_CHECKING

from yunhe.definitions import raw as cell
from yunhe.definitions.codes import PROVINCES, id_check
from yunhe.definitions.kinds.date import day_of

if TYPE_CHECKING:
    from yunhe.definitions.fields import Field
    from yunhe.types import Json

TITLE, CLASS = "身份证号", "敏感个人"
KEYS: dict[str, bool] = {}
EXAMPLES = {"11010519491231002x": "11010519491231002X", "110105 19491231 002X": "11010519491231002X"}
NOT_EXAMPLES = ("110105194912310021", "110105491231002", "11010519490231002X", "99010519491231002X", 110105194912310000)
_FORM = re.compile(r"[0-9]{17}[0-9X]")


def read(raw: object, field: "Field") -> "Json":
    """The number, when region, day of birth and check digit are right."""
    number = cell.signs(raw).replace("-", "")
    if len(number) == 15 and number.isdecimal():
        raise cell.FieldRefusal("是停用的15位号码", "填现行证件上的18位号码")
    if not _FORM.fullmatch(number):
        raise cell.FieldRefusal(f"有{len(number)}位，或含有不该有的字符", "18位，前17位是数字，末位是数字或X")
    if number[:2] not in PROVINCES:
        raise cell.FieldRefusal("开头两位不是省级区划代码", "对照证件核对")
    if id_check(number[:17]) != number[17]:
        raise cell.FieldRefusal("校验码不符，有一位写错", "对照证件逐位核对")
    try:
        day_of(number[6:14])
    except cell.FieldRefusal:
        raise cell.FieldRefusal("第7至14位不是一个出生日期", "对照证件核对") from None
    return number
