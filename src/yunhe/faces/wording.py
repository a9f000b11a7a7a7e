"""The words a person reads for what the contract says in codes."""

from yunhe.reading.amounts import amount, amount_of, plain
from yunhe.types import Claim, Kind, Status

__all__ = [
    "ACCUMULATIONS", "BOUNDS", "KINDS", "LEVELS", "OTHERS", "ROLES", "STATUSES", "amount", "amount_of", "beside",
    "plain",
]  # fmt: skip

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


def beside(claim: Claim) -> str:
    """A growth, change, rank or streak as it stands on the row of its level: 全市第1位, 较2020年+4%."""
    if claim.kind in ("rank", "streak"):
        return (claim.scope or "") + amount(claim)
    return (f"较{claim.scope}" if claim.scope else "") + amount(claim)
