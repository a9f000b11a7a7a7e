"""Finds numbers in free text by which a person is known: 公民身份号码, mobile telephones, bank cards.

    first_in("请回电 138 0571 0000")                       → "手机号码"
    first_in("91330105MA2XAMPL6T，2024年产值13800000000元")  → None

They belong into fields made for them, where they are guarded; a plain text is read by everybody who reads the matter.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date

from yunhe.definitions.codes import PROVINCES, id_check

WORDS = frozenset(("text", "long_text", "address"))  # kinds of fields in which anything may be written
EXAMPLES = {  # text → what stands in it
    "身份证11010519491231002X，": "公民身份号码",
    "号码 110105 19491231 0029": None,  # the check digit is wrong
    "请回电 138 0571 0000": "手机号码",
    "手机：１３８０５７１００００": "手机号码",
    "+86-138-0571-0000": "手机号码",
    "打到6222 0212 3456 7890 128卡上": "银行卡号",
    "卡号4111111111111111": "银行卡号",
    "91330105MA2XAMPL6T": None,
    "2024年产值13805710000元": None,
    "项目代码2203-330105-04-01-123456": None,
    "窗口电话0571-88888888": None,
    "案号330105202500000113800571000012": None,
}
_LONG = re.compile(r"(?:\d\D?){10}\d")  # no shorter row of digits is such a number
_ID = re.compile(r"(?<![0-9A-Za-z])(?:[0-9] ?){17}[0-9Xx](?![0-9A-Za-z])")
_MOBILE = re.compile(
    r"(?<![0-9A-Za-z.])(?:\+?86[ -]?)?(1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4})(?![0-9A-Za-z.元万亿千吨%])"
)
_CARD = re.compile(r"(?<![0-9A-Za-z])(?:[0-9][ -]?){15,18}[0-9](?![0-9A-Za-z])")
_ISSUERS = re.compile(r"62[0-9]{14,17}|4[0-9]{15}|5[1-5][0-9]{14}|35[0-9]{14}")  # ISO/IEC 7812: 银联, Visa, MC, JCB


def first_in(text: str) -> str | None:
    """What kind of number by which a person is known stands in a text; None when there is none."""
    if not _LONG.search(text):
        return None
    plain = unicodedata.normalize("NFKC", text)
    return next((kind for kind, is_there in _KINDS.items() if is_there(plain)), None)


def _has_id(text: str) -> bool:
    return any(_is_id(found[0].replace(" ", "").upper()) for found in _ID.finditer(text))


def _is_id(number: str) -> bool:
    """Area, birthday and check digit are right (GB 11643-1999)."""
    if number[:2] not in PROVINCES or id_check(number[:17]) != number[17]:
        return False
    try:
        date.fromisoformat(f"{number[6:10]}-{number[10:12]}-{number[12:14]}")
    except ValueError:
        return False
    return True


def _has_mobile(text: str) -> bool:
    return bool(_MOBILE.search(text))


def _has_card(text: str) -> bool:
    found = (re.sub("[ -]", "", found[0]) for found in _CARD.finditer(text))
    return any(_ISSUERS.fullmatch(number) and _luhn(number) for number in found)


def _luhn(number: str) -> bool:
    """The check digit of ISO/IEC 7812-1."""
    doubled = (int(sign) * (1 + place % 2) for place, sign in enumerate(reversed(number)))
    return sum(each // 10 + each % 10 for each in doubled) % 10 == 0


_KINDS: dict[str, Callable[[str], bool]] = {"公民身份号码": _has_id, "手机号码": _has_mobile, "银行卡号": _has_card}
