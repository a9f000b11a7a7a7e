"""What somebody put into a cell, a form or a command, made plain: text without invisible signs, exact digits.

Nothing is guessed: a number that lost digits on its way through a spreadsheet, an error value, a date where a text
should stand are refused with what to do about them.
"""

import re
import unicodedata
from datetime import date, datetime, time
from decimal import Context, Decimal
from typing import TYPE_CHECKING

from yunhe.definitions.strict import Refusal

if TYPE_CHECKING:
    from yunhe.definitions.fields import Field

LONGEST_NUMBER = 40
EXACT = Context(prec=100)
SLACK = 100  # blanks and invisible signs around a text
EXACT_DIGITS = 15  # what a spreadsheet keeps of a number
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_ERRORS = frozenset("#N/A #REF! #DIV/0! #VALUE! #NAME? #NUM! #NULL! #SPILL! #GETTING_DATA".split())
_SCIENTIFIC = re.compile(r"[+-]?[0-9.]+E[+-][0-9]+")
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")


class FieldRefusal(Refusal, ValueError):
    """Why a value cannot stand in a field, and what the clerk can do about it."""

    def __str__(self) -> str:
        return f"{self.problem} → {self.remedy}"


def is_blank(raw: object) -> bool:
    """Whether nothing was put in: no value, or only blanks."""
    if not isinstance(raw, str):
        return raw is None
    return not raw or (not raw[0].isalnum() and not _UNSEEN.sub("", raw).strip())


def lines(raw: object, longest: int) -> str:
    """A text as it was written, with its line breaks, without invisible signs and blanks at the ends."""
    text = _text(raw, longest)
    if not text.isprintable():
        text = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
        bad = next((sign for sign in text if unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\t"), None)
        if bad is not None:
            raise FieldRefusal(f"含有不能用的控制字符（U+{ord(bad):04X}）", "删去该字符，重新录入")
    return _within(unicodedata.normalize("NFC", text).strip(), longest)


def half_width(raw: object, longest: int) -> str:
    """A text in one line with half-width signs and without blanks."""
    return _within("".join(unicodedata.normalize("NFKC", line(raw, longest)).split()), longest)


def line(raw: object, longest: int) -> str:
    """A text in one line; runs of blanks and line breaks count as one blank."""
    return " ".join(lines(raw, longest).split())


def signs(raw: object, longest: int = 60) -> str:
    """A code or number as half-width capitals without blanks: `９１ 3301…` → `913301…`."""
    written = "".join(unicodedata.normalize("NFKC", lines(raw, longest)).split()).upper()
    if _SCIENTIFIC.fullmatch(written):
        raise FieldRefusal(f"“{written}”是科学计数法，末几位已丢失", "在表里把此列设为文本后重新录入全部数字")
    return written


def number(written: str) -> Decimal:
    """The exact value of digits with or without thousands separators."""
    if len(written) > LONGEST_NUMBER:
        raise FieldRefusal(f"数字过长（{len(written)}位）", f"不超过{LONGEST_NUMBER}位")
    if re.fullmatch(r"\(.+\)", written):
        raise FieldRefusal(f"“{written}”是带括号的负数写法", f"写成 -{written[1:-1]}")
    if not _NUMBER.fullmatch(written):
        raise FieldRefusal(f"“{shown(written)}”不是数", "只写数字和小数点，如 1250.5")
    return Decimal(written.replace(",", ""))


def measured(raw: object, field: "Field") -> Decimal:
    """The number in a cell, with or without the unit of its field behind it, within the bounds of the field."""
    written = signs(raw)
    unit = unicodedata.normalize("NFKC", field.unit).upper()
    return within(number(written.removesuffix(unit) if unit else written), field, field.places)


def within(value: Decimal, field: "Field", places: int | None) -> Decimal:
    """The value, when it keeps to least, most and the decimal places of its field."""
    if field.least is not None and value < field.least:
        raise FieldRefusal(f"“{plain(value)}”小于{plain(field.least)}", f"不能小于{plain(field.least)}{field.unit}")
    if field.most is not None and value > field.most:
        raise FieldRefusal(f"“{plain(value)}”大于{plain(field.most)}", f"不能大于{plain(field.most)}{field.unit}")
    if places is not None and len(plain(value).partition(".")[2]) > places:
        raise FieldRefusal(f"“{plain(value)}”的小数多于{places}位", f"取到小数点后{places}位")
    return value


def plain(value: Decimal) -> str:
    """A value in its one canonical form: no idle zeros, no exponent, no minus before zero."""
    written = format(value, "f")
    written = written.rstrip("0").rstrip(".") if "." in written else written
    return "0" if written == "-0" else written


def shown(text: str) -> str:
    """A value as a message quotes it: the beginning when it is long."""
    return text if len(text) <= 20 else text[:19] + "…"


def _text(raw: object, longest: int) -> str:
    if isinstance(raw, bool):
        raise FieldRefusal("写成了真假（TRUE/FALSE）", "把单元格设为文本后重新录入")
    if isinstance(raw, int | float | Decimal):
        return _digits(raw)
    if isinstance(raw, date | datetime | time):
        raise FieldRefusal("单元格是日期或时间", "把单元格设为文本后重新录入")
    if not isinstance(raw, str):
        raise FieldRefusal("不是文字、数或日期", "填一个值")
    if len(raw) > longest + SLACK:
        raise FieldRefusal(f"过长（{len(raw)}字）", f"不超过{longest}字")
    return str(raw)


def _within(text: str, longest: int) -> str:
    if text in _ERRORS:
        raise FieldRefusal(f"单元格是错误值“{text}”", "改正表里的公式，或粘贴为值")
    if len(text) > longest:
        raise FieldRefusal(f"过长（{len(text)}字）", f"不超过{longest}字")
    return text


def _digits(raw: int | float | Decimal) -> str:
    """A number of a spreadsheet as digits, when all of its digits can be trusted."""
    exact = Decimal(repr(raw)) if isinstance(raw, float) else Decimal(raw)
    if not exact.is_finite():
        raise FieldRefusal("不是一个数", "填一个数")
    if abs(exact.adjusted()) > LONGEST_NUMBER or len(exact.as_tuple().digits) > LONGEST_NUMBER:
        raise FieldRefusal("数太长", f"不超过{LONGEST_NUMBER}位")
    if not isinstance(raw, Decimal) and max(len(exact.as_tuple().digits), exact.adjusted() + 1) > EXACT_DIGITS:
        remedy = "把此列设为文本后重新录入全部数字；算出来的小数用ROUND取到需要的位数"
        raise FieldRefusal(f"表格只保留{EXACT_DIGITS}位数字，末几位不可靠", remedy)
    return plain(exact)
