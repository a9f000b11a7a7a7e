"""Scope 范围: what the posts that somebody holds allow, as plain sets. Empty sets allow nothing.

scope = scope_of(access, ["区住建局.承办岗"])
scope.sees(Facts("企呼我应", "公共", frozenset(("岗位:区住建局.承办岗",))))      → True
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from yunhe.access import parties
from yunhe.access.posts import unit_of
from yunhe.access.roles import LEAST, Access, Role
from yunhe.definitions.codes import District
from yunhe.definitions.fields import DataClass


class Facts(NamedTuple):
    """What of a matter decides who sees it."""

    mechanism: str
    store: str
    parties: frozenset[str]
    simulated: bool = False


class Grant(NamedTuple):
    """What one role gives one post. `parties`, `mechanisms` and `registers` are None where there is no bound."""

    role: str
    parties: frozenset[str] | None
    mechanisms: frozenset[str] | None
    stores: Mapping[str, frozenset[DataClass]]
    registers: frozenset[str] | None = frozenset()
    powers: frozenset[str] = frozenset()
    only_simulated: bool = False

    @property
    def everywhere(self) -> bool:
        """Whether its rows are those of the whole district."""
        return self.parties is None

    def sees(self, facts: Facts) -> bool:
        """Whether it shows a matter."""
        return (
            facts.store in self.stores
            and (self.mechanisms is None or facts.mechanism in self.mechanisms)
            and (self.parties is None or not self.parties.isdisjoint(facts.parties))
            and (facts.simulated or not self.only_simulated)
        )

    def handles(self, mechanism: str, store: str) -> bool:
        """Whether it has to do with matters of a mechanism at all, whichever they are."""
        return store in self.stores and (self.mechanisms is None or mechanism in self.mechanisms)


class Scope(NamedTuple):
    """Grants side by side: what any of them shows is seen, each with its own fields; they never add up crosswise."""

    grants: tuple[Grant, ...] = ()

    def sees(self, facts: Facts) -> bool:
        """Whether a matter is seen."""
        return any(grant.sees(facts) for grant in self.grants)

    def classes(self, facts: Facts) -> frozenset[DataClass]:
        """The classes of fields seen in clear in a matter; empty when the matter is not seen."""
        return _together(grant.stores[facts.store] for grant in self.grants if grant.sees(facts))

    def classes_of_register(self, register: str, store: str) -> frozenset[DataClass]:
        """The classes of fields seen in clear in the entries of a register; empty when it is not seen at all."""
        return _together(
            grant.stores[store]
            for grant in self.grants
            if store in grant.stores and (grant.registers is None or register in grant.registers)
        )

    def handles(self, mechanism: str, store: str) -> bool:
        """Whether matters of a mechanism may be opened or worked at all."""
        return any(grant.handles(mechanism, store) for grant in self.grants)

    def may(self, power: str, store: str = "") -> bool:
        """Whether a power is given; for a store only where the same role sees that store."""
        return any(power in grant.powers and (not store or store in grant.stores) for grant in self.grants)

    @property
    def only_simulated(self) -> bool:
        """Whether what is simulated is seen, and nothing real."""
        return bool(self.grants) and all(grant.only_simulated for grant in self.grants)

    @property
    def stores(self) -> frozenset[str]:
        """All stores of which anything is seen."""
        return frozenset(store for grant in self.grants for store in grant.stores)


NOTHING = Scope()


def scope_of(access: Access, posts: Iterable[str]) -> Scope:
    """What posts allow together."""
    return Scope(tuple(grant(role, post, access.district) for post in posts for role in access.roles_of(post)))


def simulated_only(stores: Iterable[str]) -> Scope:
    """What somebody sees who says not who they are: simulated matters, no field that is personal."""
    return Scope((Grant("", None, None, {store: frozenset(("公开", LEAST)) for store in stores}, only_simulated=True),))


def grant(role: Role, post: str, district: District) -> Grant:
    """What a role gives a post that has it."""
    return Grant(role.name, _parties(role, post, district), role.mechanisms, role.stores, role.registers, role.may)


def _parties(role: Role, post: str, district: District) -> frozenset[str] | None:
    if role.rows == "全区":
        return None
    own, unit = parties.of_post(post)
    if role.rows == "本岗":
        return frozenset((own,))
    code = district.subdistrict(unit_of(post)) if role.rows == "本街道" else None
    return frozenset((own, unit, *([parties.of_region(code)] if code else ())))


def _together(found: Iterable[frozenset[DataClass]]) -> frozenset[DataClass]:
    return frozenset[DataClass]().union(*found)
