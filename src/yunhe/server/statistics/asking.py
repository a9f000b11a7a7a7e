"""Statistics as a scope may see them: counted over its own rows, or taken from the tallies where it has no bounds."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from yunhe.access.scope import Facts, Scope
from yunhe.server.access.filtering import Condition, condition
from yunhe.server.access.reach import narrowed, reach
from yunhe.server.statistics import taking
from yunhe.server.statistics.counting import count
from yunhe.server.statistics.tally import Counted, Tally

_NOBODY = frozenset[str]()


def ask(measure: str, scope: Scope, now: datetime, mechanism: str = "") -> Counted:
    """A measure over what a scope shows, of one mechanism or of all."""
    at, scope = taking.of_when(measure), narrowed(scope, mechanism)
    if at is None:
        return Counted(tuple(count(measure, _rows(scope, Scope(), mechanism), now)), now)
    wide = Scope(tuple(grant for grant in scope.grants if grant.everywhere))
    narrow = Scope(tuple(grant for grant in scope.grants if not grant.everywhere and grant.parties))
    found: list[Tally] = []
    if wide.grants:
        found += _shown(wide, taking.read(measure, at, mechanism))
    if narrow.stores:
        found += count(measure, _rows(narrow, wide, mechanism), now)
    return Counted(tuple(found), at if wide.grants else now)


def rows(scope: Scope, mechanism: str = "") -> Condition:
    """A FROM and WHERE that give the matters of a scope, of one mechanism or of all."""
    return _rows(narrowed(scope, mechanism), Scope(), mechanism)


def _rows(scope: Scope, without: Scope, mechanism: str) -> Condition:
    """The matters that a scope shows and another does not."""
    parts = [reach(scope), condition(scope)]
    text = f"{parts[0].text} AND {parts[1].text}"
    if without.grants:
        left_out = condition(without)
        parts.append(left_out)
        text += f" AND NOT {left_out.text}"
    if mechanism:
        parts.append(Condition("", (mechanism,)))
        text += " AND m.mechanism = %s"
    return Condition(text, tuple(value for part in parts for value in part.values))


def _shown(wide: Scope, tallies: Iterable[Tally]) -> Iterator[Tally]:
    """Those of matters that a scope without bounds shows; asked once for all of a kind."""
    known: dict[tuple[str, str, bool], bool] = {}
    for one in tallies:
        kind = one[:3]
        if kind not in known:
            known[kind] = wide.sees(Facts(one.mechanism, one.store, _NOBODY, one.simulated))
        if known[kind]:
            yield one
