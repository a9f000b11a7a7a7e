"""How long something may take: “30 days”, “5 workdays”, “3 months” in a definition, 5个工作日 on a page."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, get_args

from yunhe.definitions.strict import Refusal, Value

Unit = Literal["minutes", "hours", "days", "workdays", "months", "years"]
Counted = Literal["minutes", "hours", "days", "workdays", "months", "years", "microseconds"]

UNITS: Final[tuple[Unit, ...]] = get_args(Unit)
LONGEST: Final[dict[Unit, int]] = {  # beyond these a slip of the pen is likelier than a law
    "minutes": 100_000,
    "hours": 10_000,
    "days": 10_000,
    "workdays": 7_500,
    "months": 360,
    "years": 30,
}
SAID: Final = {
    "minutes": "分钟",
    "hours": "小时",
    "days": "日",
    "workdays": "个工作日",
    "months": "个月",
    "years": "年",
}
CHINESE: Final[dict[str, Unit]] = {
    **{"分钟": "minutes", "分": "minutes", "小时": "hours", "个小时": "hours", "日": "days", "天": "days"},
    **{"工作日": "workdays", "个工作日": "workdays", "月": "months", "个月": "months", "年": "years"},
}
EXAMPLES: Final = "写成数字、空格、单位，如 30 days、5 workdays、3 months、10 minutes、4 hours、1 year"
WRITTEN: Final = re.compile(r"([0-9]{1,12}) ([a-z]+)")
WRITTEN_LOOSELY: Final = re.compile(r"\s*([0-9]{1,12})\s*([A-Za-z]+|[\u4e00-\u9fff]+)\s*")
STORED: Final = re.compile(r"(0|[1-9][0-9]{0,17}) ([a-z]+)")


@dataclass(frozen=True, slots=True)
class Limit:
    """A length of time in the unit in which the law counts it; what is left of one may be 0 or in microseconds."""

    count: int
    unit: Counted

    def __str__(self) -> str:
        """The form definitions and events use; `Limit.read` and `limit` read it back."""
        return f"{self.count} {self.unit}"

    @classmethod
    @lru_cache(maxsize=1024)  # few limits are ever written, and each is read again at every step of a matter
    def read(cls, stored: str) -> "Limit":
        """The limit that `str` has written, also what is left of one."""
        found = STORED.fullmatch(stored)
        units = {unit: unit for unit in get_args(Counted)}
        if found is None or found[2] not in units:
            raise ValueError(f"not a stored limit: {stored!r}")
        return cls(int(found[1]), units[found[2]])

    def said(self) -> str:
        """As a sentence has it: 5个工作日, 30日, 3个月, 10分钟."""
        if self.unit == "microseconds":
            return _clock(self.count // 1_000_000)
        return f"{self.count}{SAID[self.unit]}"


def limit(value: Value) -> Limit:
    """A kind: a number and a unit, such as “30 days”, “5 workdays”, “3 months”, “10 minutes”, “4 hours”, “1 year”."""
    written = value if isinstance(value, str) else ""
    found = WRITTEN.fullmatch(written)
    unit = _unit(found[2]) if found else None
    if found is None or unit is None:
        raise Refusal(f"不是时限：“{written[:40]}”" if written else "应是时限", _meant(written))
    return _in_reason(int(found[1]), unit, found[1])


def limit_or_due(value: Value) -> Limit | None:
    """A kind: the same, or `due`, the instant at which a limit has run out, which is None."""
    return None if value == "due" else limit(value)


def _in_reason(count: int, unit: Unit, digits: str) -> Limit:
    if count == 0:
        raise Refusal("时限是零", "写至少 1；没有时限的状态只能是终点")
    if digits.startswith("0"):
        raise Refusal(f"数字前有多余的零：“{digits}”", f"写成“{count} {unit}”")
    if count > LONGEST[unit]:
        raise Refusal(f"时限太长：{count}{SAID[unit]}", f"核对数字；{SAID[unit]}最多写到 {LONGEST[unit]}")
    return Limit(count, unit)


def _unit(word: str) -> Unit | None:
    """The unit in singular or plural."""
    return next((unit for unit in UNITS if word in (unit, unit.removesuffix("s"))), None)


def _meant(written: str) -> str:
    """The right form of what was probably meant, else examples."""
    if written.strip().startswith(("-", "−", "－")):
        return "时限不能是负的；" + EXAMPLES
    found = WRITTEN_LOOSELY.fullmatch(written)
    unit = (CHINESE.get(found[2]) or _unit(found[2].lower())) if found else None
    if found is None or unit is None:
        return EXAMPLES
    return f"是不是想写“{int(found[1])} {unit}”？"


def _clock(seconds: int) -> str:
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    parts = ((hour, "小时"), (minute, "分钟"), (second, "秒"))
    return "".join(f"{count}{name}" for count, name in parts if count) or "0分钟"
