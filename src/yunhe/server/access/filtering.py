"""A scope as a WHERE: the same sets that decide in Python, for a SELECT over `matters_matter m`."""

from collections.abc import Iterable
from typing import NamedTuple

from yunhe.access import parties
from yunhe.access.scope import Grant, Scope


class Condition(NamedTuple):
    """SQL with `%s`, and what stands for them."""

    text: str
    values: tuple[object, ...] = ()


NOTHING = Condition("1 = 0")
EVERY = Condition("matters_matter m WHERE 1 = 1")


def condition(scope: Scope) -> Condition:
    """Which matters a scope shows."""
    found = [_of(grant) for grant in scope.grants if _shows_any(grant)]
    if not found:
        return NOTHING
    return Condition("(" + " OR ".join(each.text for each in found) + ")", _joined(each.values for each in found))


def owned(scope: Scope, post: str) -> Condition:
    """Which matters that a post owns a scope shows: an owner is a party, so grants of the post ask for no more."""
    known = frozenset(parties.of_post(post))
    bounded = [grant for grant in scope.grants if grant.parties is not None and not known & grant.parties]
    own = [grant._replace(parties=None) for grant in scope.grants if grant not in bounded]
    return condition(Scope((*own, *bounded)))


def source(scope: Scope) -> Condition:
    """What a list that no index orders reads from: the matters of the scope's parties when it has a bound, else all.

    CROSS JOIN keeps SQLite from walking all matters first; for PostgreSQL it is a join as any other.
    """
    bounds = [grant.parties for grant in scope.grants if _shows_any(grant)]
    if not bounds or any(parties is None for parties in bounds):
        return EVERY
    found = among("party", frozenset[str]().union(*(parties for parties in bounds if parties)))
    of_these = f"(SELECT DISTINCT number FROM matters_party WHERE {found.text})"
    return Condition(f"{of_these} s CROSS JOIN matters_matter m WHERE m.number = s.number", found.values)


def _shows_any(grant: Grant) -> bool:
    return bool(grant.stores) and grant.mechanisms != frozenset() and grant.parties != frozenset()


def _of(grant: Grant) -> Condition:
    """One grant: the store, the mechanism, and a party among those of the matter."""
    parts = [among("m.store", grant.stores)]
    if grant.mechanisms is not None:
        parts.append(among("m.mechanism", grant.mechanisms))
    if grant.only_simulated:
        parts.append(Condition("m.simulated"))
    if grant.parties is not None:
        one = among("p.party", grant.parties)
        text = f"EXISTS (SELECT 1 FROM matters_party p WHERE p.number = m.number AND {one.text})"
        parts.append(Condition(text, one.values))
    return Condition("(" + " AND ".join(each.text for each in parts) + ")", _joined(each.values for each in parts))


def among(column: str, words: Iterable[str]) -> Condition:
    """A column that is one of some words."""
    values = tuple(sorted(words))
    return Condition(f"{column} IN ({', '.join(['%s'] * len(values))})", values)


def _joined(values: Iterable[tuple[object, ...]]) -> tuple[object, ...]:
    return tuple(value for each in values for value in each)
