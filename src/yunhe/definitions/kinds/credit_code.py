"""统一社会信用代码 (GB 32100-2015): 18 characters, with the body code and check digit of GB 11714-1997 inside."""

import re
from typing import TYPE_CHECKING

from yunhe.definitions import raw as cell
from yunhe.definitions.codes import CREDIT_ALPHABET, PROVINCES, body_check, credit_check

if TYPE_CHECKING:
    from yunhe.definitions.fields import Field
    from yunhe.types import Json

TITLE, CLASS = "统一社会信用代码", "内部"
KEYS: dict[str, bool] = {}
EXAMPLES = {"91330100799655058b": "91330100799655058B", "9144 0300 7084 6113 6T": "91440300708461136T"}
NOT_EXAMPLES = ("91330100799655058A", "91330100799655085B", "9133O100799655058B", "330100000012345", "799655058")
_FORM = re.compile(f"[{CREDIT_ALPHABET}]{{2}}[0-9]{{6}}[{CREDIT_ALPHABET}]{{10}}")
NATIONAL = "10"  # region code 100000: registered with the state's own offices


def read(raw: object, field: "Field") -> "Json":
    """The code, when its signs, its region and both check digits are right."""
    code = cell.signs(raw).replace("-", "")
    if len(code) != 18:
        raise cell.FieldRefusal(f"有{len(code)}位，应为18位", _REMEDY.get(len(code), "核对营业执照，补全18位"))
    if not _FORM.fullmatch(code):
        raise cell.FieldRefusal(f"“{code}”含有不该有的字符", "代码里没有I、O、S、V、Z，第3至8位是数字；O多为0，I多为1")
    if code[2:4] not in PROVINCES | {NATIONAL}:
        raise cell.FieldRefusal(f"第3、4位“{code[2:4]}”不是省级区划代码", "核对营业执照")
    if credit_check(code[:17]) != code[17]:
        raise cell.FieldRefusal("校验码不符，有一位写错", "对照营业执照逐位核对")
    if body_check(code[8:16]) != code[16]:
        raise cell.FieldRefusal("第9至17位的主体标识码校验不符", "对照营业执照逐位核对")
    return code


_REMEDY = {
    15: "这是原来的15位注册号，填营业执照上的18位统一社会信用代码",
    9: "这是原来的组织机构代码，填18位统一社会信用代码",
}
