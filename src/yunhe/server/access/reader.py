"""Who is reading or acting: a person in a post at an instant, and the scope that this gives.

    seat = seat_of(access_of(folder), "区住建局.承办岗", "1001", now())     # refused when they do not hold the post
    seat.scope.sees(facts)   seat.scope.classes(facts)   seat.may("导入")   seat.reader      # for the log of looks

A deputy sits as whom they stand in for; `of` says so, and `said()` goes into the body of what they do.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from yunhe.access.holdings import Holding
from yunhe.access.posts import is_post
from yunhe.access.roles import POWERS, Access
from yunhe.access.scope import Scope, scope_of
from yunhe.server.access import held
from yunhe.server.errors import StoreError
from yunhe.server.vault.looks import Reader
from yunhe.types import Json


class Seat(NamedTuple):
    """A person in a post: `of` is whom they stand in for, empty when the post is theirs."""

    post: str
    person: str
    of: str
    number: int
    scope: Scope

    @property
    def reader(self) -> Reader:
        """As the log of looks names them."""
        return Reader(self.person, self.post)

    def may(self, power: str, store: str = "") -> bool:
        """Whether the post has a power, for a store only where it sees that store."""
        return self.scope.may(power, store)

    def require(self, power: str, store: str = "") -> "Seat":
        """Itself, when the post has the power; else refused."""
        if not self.may(power, store):
            where = f"在“{store}”库" if store else ""
            remedy = f"由 access.yaml 里有“{power}”的岗位来做"
            raise StoreError(self.post, f"这个岗位不能{where}做这件事（{POWERS[power]}）", remedy)
        return self

    def signed(self, what: str) -> dict[str, Json]:
        """What an event that is nobody's own says of who had it made: as what, in which post, by whom."""
        return {"as": what, "post": self.post, "person": self.person, **({"of": self.of} if self.of else {})}

    def said(self) -> dict[str, Json]:
        """What an event says of how they act: nothing for a holder, for a deputy whose."""
        return {"as": "代理", "of": self.of} if self.of else {}


def seat_of(access: Access, post: str, person: str, at: datetime) -> Seat:
    """The seat of a person in a post; refused when they do not hold it at that instant, nor stand in for a holder."""
    if not post:
        raise StoreError(
            "--as", "没有写明以哪个岗位", "写 --as 单位.岗位 --person 工号，如 --as 区住建局.承办岗 --person 1001"
        )
    if not is_post(post):
        raise StoreError(f"--as {post}".strip(), "不是岗位", "写“单位.岗位”，如 --as 区住建局.承办岗 --person 工号")
    if not person:
        raise StoreError(post, "没有写明谁在这个岗位", "加 --person 工号")
    holdings = [holding for holding in held.of_person(person) if holding.holds_at(at)]
    found = _own_first(holding for holding in holdings if holding.post == post)
    if found is None:
        raise StoreError(post, f"“{person}”此刻不在这个岗位", f"用 yunhe post show {post} 看谁在岗")
    met = access.conflict(holding.post for holding in holdings)
    if met:
        raise StoreError(person, f"同时占着“{met[0]}”和“{met[1]}”，这两个角色不能是一个人", "先免去一个")
    return Seat(post, person, found.of, found.number, scope_of(access, [post]))


def _own_first(found: Iterable[Holding]) -> Holding | None:
    """A post of one's own goes before standing in."""
    return min(found, key=lambda holding: bool(holding.of), default=None)
