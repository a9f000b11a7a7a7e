"""The words a person reads for what the contract says in codes."""

from decimal import Decimal

from yunhe.types import Claim, Kind, Status

KINDS: dict[Kind, str] = {
    "level": "总量", "growth": "增速", "change": "增减", "ratio": "比重", "rank": "位次", "streak": "连续",
    "threshold": "限定",
}  # fmt: skip
STATUSES: dict[Status, str] = {"actual": "实际", "estimate": "预计", "target": "目标"}
BOUNDS = {"=": "等于", ">": "超过", "<": "不到", "~": "约"}
ACCUMULATIONS = {"flow": "当期", "stock": "期末", "cumulative": "累计"}
LEVELS = {"national": "国家", "province": "省级", "city": "市级", "county": "县级", "township": "乡级"}
ROLES = {"front": "卷首", "review": "回顾", "plan": "计划", "glossary": "名词解释", "appendix": "附录"}
OTHERS = {
    "date": "日期", "section": "序号", "edition": "届次", "announced": "预告的个数", "name": "名称", "grade": "等级",
    "ordinal": "次序", "set": "成套名目", "document": "文号", "capacity": "设计规模", "note": "注号", "unread": "未读",
}  # fmt: skip

_SCALES = (("万亿", Decimal(10**12)), ("亿", Decimal(10**8)), ("万", Decimal(10**4)))
_BEFORE = {"=": "", ">": "超", "<": "不到", "~": "约"}


def plain(value: Decimal) -> str:
    """The exact value in digits, without exponent or idle zeros: 2206.3亿 → 220630000000."""
    digits = format(value, "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return "0" if digits in ("-0", "") else digits


def scaled(value: Decimal) -> str:
    """A value as a report would write it, exactly: 220630000000 → 2206.3亿."""
    for word, factor in _SCALES:
        small = value / factor
        if abs(value) >= factor and small * factor == value and -_exponent(small) <= 2:
            return plain(small) + word
    return plain(value)


def _exponent(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def amount(claim: Claim) -> str:
    """The figure as a person says it: 超2206.3亿元, +4%, 第1位, 前10位, 连续6年."""
    if claim.kind == "rank":
        return ("前" if claim.bound == "<" else "第") + plain(claim.value) + claim.unit
    said = scaled(claim.value) + claim.unit
    if claim.kind == "streak":
        return "连续" + said
    sign = "+" if claim.kind in ("growth", "change") and claim.value > 0 else ""
    return _BEFORE[claim.bound] + sign + said


def beside(claim: Claim) -> str:
    """A growth, change, rank or streak as it stands on the row of its level: 全市第1位, 较2020年+4%."""
    if claim.kind in ("rank", "streak"):
        return (claim.scope or "") + amount(claim)
    return (f"较{claim.scope}" if claim.scope else "") + amount(claim)
