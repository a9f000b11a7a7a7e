"""From where a list reads what a scope shows: from the index that leads to the fewest matters.

A scope of parties alone reads the matters of these parties. One that also has whole mechanisms reads those of the
parties and of these mechanisms, as long as they are few; else all are walked in the order of the list, and most are
seen.
"""

from yunhe.access.scope import Scope
from yunhe.server.access.filtering import EVERY, Condition, among, source
from yunhe.server.statement import Statement

FEW = 20_000


def reach(scope: Scope) -> Condition:
    """A FROM and the beginning of a WHERE over `matters_matter m`; what is seen of it is for the scope to say."""
    shown = [grant for grant in scope.grants if grant.stores and grant.mechanisms != frozenset()]
    wide = [grant for grant in shown if grant.parties is None]
    if not wide or any(grant.mechanisms is None for grant in wide):
        return source(scope)
    mechanisms = among("mechanism", frozenset[str]().union(*(grant.mechanisms or () for grant in wide)))
    if not _are_few(mechanisms):
        return EVERY
    parties = frozenset[str]().union(*(grant.parties for grant in shown if grant.parties))
    of_parties = among("party", parties) if parties else Condition("1 = 0")
    text = (
        f"(SELECT number FROM matters_party WHERE {of_parties.text} "
        f"UNION SELECT number FROM matters_matter WHERE {mechanisms.text}) s "
        "CROSS JOIN matters_matter m WHERE m.number = s.number"
    )
    return Condition(text, (*of_parties.values, *mechanisms.values))


def narrowed(scope: Scope, mechanism: str) -> Scope:
    """What of a scope has to do with one mechanism; all of it where none is named."""
    if not mechanism:
        return scope
    kept = (grant for grant in scope.grants if grant.mechanisms is None or mechanism in grant.mechanisms)
    return Scope(tuple(kept))


def _are_few(mechanisms: Condition) -> bool:
    text = f"SELECT COUNT(*) FROM (SELECT 1 FROM matters_matter WHERE {mechanisms.text} LIMIT %s) found"
    return int(Statement(text).rows((*mechanisms.values, FEW + 1))[0][0]) <= FEW
