"""How long personal data are kept 保存期限: the shortest time their purpose needs (个人信息保护法 第十九条).

retention: {years: 5, after: 注销日期, basis: 示例口径}

retention.ends(date(2025, 3, 1))                       → date(2030, 3, 2), the first day on which it may not be kept
"""

from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from yunhe.definitions import strict

LONGEST = 36_500  # days


@dataclass(frozen=True, slots=True)
class Retention:
    """So many years or days, once the day that `after` names has come; neither for as long as the district stands."""

    years: int
    days: int
    after: str
    basis: str

    @property
    def is_forever(self) -> bool:
        """Whether nothing ever runs out."""
        return not (self.years or self.days)

    def ends(self, begun: date) -> date | None:
        """The first day on which the time is over, the day it began not counted; None when it never is."""
        if self.is_forever:
            return None
        year = begun.year + self.years
        last = begun.replace(year=year, day=min(begun.day, monthrange(year, begun.month)[1]))
        return last + timedelta(days=self.days + 1)

    def said(self) -> str:
        """In words: 办结后3年."""
        if self.is_forever:
            return "永久"
        return f"{self.after}后" + (f"{self.years}年" if self.years else f"{self.days}天")


def forever(basis: str) -> Retention:
    """What is never erased by time."""
    return Retention(0, 0, "", basis)


def retention_of(node: strict.Mapping, days_at_hand: Collection[str]) -> Retention:
    """The retention that a definition states; `days_at_hand` are what `after` may name."""
    years, days = node.take("years", strict.whole, None), node.take("days", strict.whole, None)
    never = node.take("forever", strict.flag, False)
    after, basis = node.take("after", strict.text, ""), node.take("basis", strict.text)
    node.finish()
    if [years is not None, days is not None, never].count(True) != 1:
        remedy = "如 {years: 5, after: 注销日期, basis: 示例口径}"
        raise node.error("保存期限要写 years、days、forever 中的一个", remedy)
    if never:
        return forever(basis)
    if after not in days_at_hand:
        raise node.error(
            f"“{after}”不是日期字段", f"after 写保存期限起算的日期，可写：{'、'.join(days_at_hand) or '（无）'}"
        )
    years, days = years or 0, days or 0
    if years < 0 or days < 0 or not 0 < 365 * years + days <= LONGEST:
        raise node.error("保存期限不合理", "写1天至100年")
    return Retention(years, days, after, basis)
