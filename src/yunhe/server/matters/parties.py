"""The table of parties: whom every matter has to do with, written in the transaction that appends its events."""

from collections.abc import Sequence

from yunhe.access import parties
from yunhe.mechanisms.situation import Situation
from yunhe.server.statement import Statement
from yunhe.types import Event

_INSERT = Statement("INSERT INTO matters_party (party, number, since) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING")
_TAKE_BACK = Statement("DELETE FROM matters_party WHERE number = %s AND since >= %s")
_REMOVE = Statement("DELETE FROM matters_party WHERE number = %s")
_READ = Statement("SELECT party, since FROM matters_party WHERE number = %s")


def keep(events: Sequence[Event], before: Situation | None = None) -> None:
    """Keep whom events bring to a matter; whose it was before is known already."""
    taken_back = any(event.kind == parties.WITHDRAWN for event in events)
    known = set(parties.of_post(before.owner)) if before and not taken_back else set()
    rows: dict[str, int] = {}
    for event in events:
        if event.kind == parties.WITHDRAWN:
            rows = {party: since for party, since in rows.items() if since < event.number - 1}
            _TAKE_BACK.run((event.subject, event.number - 1))
        for party in parties.of_event(event) - known:
            rows.setdefault(party, event.number)
    if rows:
        _INSERT.run_each([(party, events[0].subject, since) for party, since in sorted(rows.items())])


def put(events: Sequence[Event]) -> None:
    """The parties of a matter as all its events fold."""
    _REMOVE.run((events[0].subject,))
    keep(events)


def of(number: str) -> dict[str, int]:
    """The parties of a matter, each with the event that brought it in."""
    return {str(party): int(since) for party, since in _READ.rows((number,))}


def difference(events: Sequence[Event]) -> str:
    """What the table says otherwise than the events of a matter, empty when nothing."""
    kept, wanted = of(events[0].subject), parties.fold(events)
    if kept == wanted:
        return ""
    differing = sorted(set(kept.items()) ^ set(wanted.items()))
    return f"有关方与记录推出的不同（{'、'.join(dict.fromkeys(party for party, _ in differing))}）"
