"""What somebody has read: a matter is unread as long as something happened in it that they have not had before them."""

from yunhe.server.statement import Statement

_KEEP = Statement(
    "INSERT INTO floor_seen (person, number, event) VALUES (%s, %s, %s) "
    "ON CONFLICT (person, number) DO UPDATE SET event = excluded.event WHERE floor_seen.event < excluded.event"
)
_OF = Statement("SELECT event FROM floor_seen WHERE person = %s AND number = %s")


def keep(person: str, number: str, event: int) -> None:
    """Somebody has a matter before them as it is after an event."""
    if _of(person, number) < event:
        _KEEP.run((person, number, event))


def _of(person: str, number: str) -> int:
    found = _OF.rows((person, number))
    return int(found[0][0]) if found else 0
