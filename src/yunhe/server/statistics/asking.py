"""Statistics as a scope may see them: counted over its own rows, or taken from the tallies where it has no bounds."""

from datetime import datetime

from yunhe.access.scope import Facts, Scope
from yunhe.server.access.filtering import Condition, condition, source
from yunhe.server.statistics import taking
from yunhe.server.statistics.counting import count
from yunhe.server.statistics.tally import Counted, Tally

_NOBODY = frozenset[str]()


def ask(measure: str, scope: Scope, now: datetime, mechanism: str = "") -> Counted:
    """A measure over what a scope shows, of one mechanism or of all."""
    at = taking.of_when(measure)
    if at is None:
        return Counted(tuple(count(measure, _rows(scope, Scope(), mechanism), now)), now)
    wide = Scope(tuple(grant for grant in scope.grants if grant.everywhere))
    narrow = Scope(tuple(grant for grant in scope.grants if not grant.everywhere and grant.parties))
    found: list[Tally] = []
    if wide.grants:
        found += (one for one in taking.read(measure, mechanism) if _shows(wide, one))
    if narrow.stores:
        found += count(measure, _rows(narrow, wide, mechanism), now)
    return Counted(tuple(found), at if wide.grants else now)


def rows(scope: Scope) -> Condition:
    """A FROM and WHERE that give the matters of a scope."""
    return _rows(scope, Scope(), "")


def _rows(scope: Scope, without: Scope, mechanism: str) -> Condition:
    """The matters that a scope shows and another does not."""
    parts = [source(scope), condition(scope)]
    text = f"{parts[0].text} AND {parts[1].text}"
    if without.grants:
        left_out = condition(without)
        parts.append(left_out)
        text += f" AND NOT {left_out.text}"
    if mechanism:
        parts.append(Condition("", (mechanism,)))
        text += " AND m.mechanism = %s"
    return Condition(text, tuple(value for part in parts for value in part.values))


def _shows(wide: Scope, one: Tally) -> bool:
    return wide.sees(Facts(one.mechanism, one.store, _NOBODY, one.simulated))
