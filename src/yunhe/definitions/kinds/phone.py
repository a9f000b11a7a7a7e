"""A telephone number of the mainland. Canonical: 13805710000, 0571-88888888, 0571-88888888-801, 400…."""

import re
from typing import TYPE_CHECKING

from yunhe.definitions import raw as cell

if TYPE_CHECKING:
    from yunhe.definitions.fields import Field
    from yunhe.types import Json

TITLE, CLASS = "电话", "个人"
KEYS: dict[str, bool] = {}
EXAMPLES = {
    "138 0571 0000": "13805710000",
    "+86-13805710000": "13805710000",
    13805710000: "13805710000",
    "(0571)88888888": "0571-88888888",
    "057188888888转801": "0571-88888888-801",
    "010-12345678": "010-12345678",
    "400-123-4567": "4001234567",
}
NOT_EXAMPLES = ("88888888", "1380571000", "12805710000", "0571-888888", "13805710000/13805710001", "无")
_FORMS = (
    (re.compile(r"(?:\+?86|0086)?(1[3-9][0-9]{9})"), "{0}"),
    (re.compile(r"(?:\+86|0086)?(010|02[0-9])([1-9][0-9]{7})(?:转([0-9]{1,6}))?"), "{0}-{1}"),
    (re.compile(r"(?:\+86|0086)?(0[3-9][0-9]{2})([1-9][0-9]{6,7})(?:转([0-9]{1,6}))?"), "{0}-{1}"),
    (re.compile(r"([48]00[0-9]{7})"), "{0}"),
)
_EXTENSION = re.compile(r"(?<=[0-9]{7})(?:-|转|EXT\.?|\*|#)(?=[0-9]{1,6}$)")


def read(raw: object, field: "Field") -> "Json":
    """The number with its area code, and its extension if it has one."""
    written = cell.signs(raw)
    bare = re.sub(r"[-()—–‐]", "", _EXTENSION.sub("转", written))
    for form, shape in _FORMS:
        if found := form.fullmatch(bare):
            parts = [part for part in found.groups() if part]
            return shape.format(*parts) + "".join(f"-{part}" for part in parts[2:])
    raise cell.FieldRefusal(f"“{cell.shown(written)}”不是电话号码", _remedy(bare))


def _remedy(bare: str) -> str:
    if re.fullmatch(r"[2-8][0-9]{6,7}", bare):
        return "前面加区号，如 0571-88888888"
    return "写一个11位手机号，或带区号的固定电话"
