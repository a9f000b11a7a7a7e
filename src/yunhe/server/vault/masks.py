"""What a masked value still shows, by the kind of its field; what has no rule here shows nothing.

    13805710000 → 138****0000    11010519491231002X → 1101**********002X    张三丰 → 张**

The signs shown are never more than `MOST_SHOWN` says.
"""

import re
from collections.abc import Callable, Mapping

from yunhe.definitions.fields import Field
from yunhe.types import Json

HIDDEN = "****"
MOST_SHOWN: Mapping[str, int] = {"id_number": 8, "phone": 7, "person": 1, "address": 10, "date": 4}
_AREA = re.compile(r"[^0-9]{2,9}?(?:街道|[区县镇乡])")


def mask(field: Field, value: Json) -> str:
    """A value as somebody sees it who may know that it is there, but not what it is."""
    rule = _RULES.get(field.kind)
    if rule is None or not isinstance(value, str) or (field.data_class == "敏感个人" and field.kind != "id_number"):
        return HIDDEN
    return rule(value)


def _id_number(value: str) -> str:
    return f"{value[:4]}{'*' * 10}{value[-4:]}" if len(value) == 18 else HIDDEN


def _phone(value: str) -> str:
    """Mobile numbers by head and tail; of others the area code and the last two digits."""
    if re.fullmatch(r"1[0-9]{10}", value):
        return f"{value[:3]}{HIDDEN}{value[-4:]}"
    landline = re.fullmatch(r"(0[0-9]{2,3})-[0-9]{5,6}([0-9]{2})(?:-[0-9]+)?", value)
    return f"{landline[1]}-{HIDDEN}{landline[2]}" if landline else HIDDEN


def _person(value: str) -> str:
    """The first character; how many follow is told of up to two only."""
    return value[:1] + "*" * min(len(value) - 1, 2)


def _address(value: str) -> str:
    """The district or subdistrict when the address begins with one."""
    found = _AREA.match(value)
    return f"{found[0]}{HIDDEN}" if found and len(found[0]) <= MOST_SHOWN["address"] else HIDDEN


def _date(value: str) -> str:
    return f"{value[:4]}-**-**" if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value) else HIDDEN


_RULES: Mapping[str, Callable[[str], str]] = {
    "id_number": _id_number,
    "phone": _phone,
    "person": _person,
    "address": _address,
    "date": _date,
}
