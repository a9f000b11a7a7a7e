"""The table of marks: which posts a matter keeps waiting beside its owner; written only when that changes."""

from yunhe.mechanisms.awaiting import NOTHING, Mark, awaiting
from yunhe.mechanisms.situation import Situation
from yunhe.server.statement import Statement

_INSERT = Statement("INSERT INTO matters_mark (post, what, number) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING")
_REMOVE = Statement("DELETE FROM matters_mark WHERE post = %s AND what = %s AND number = %s")
_CLEAR = Statement("DELETE FROM matters_mark WHERE number = %s")
_READ = Statement("SELECT post, what FROM matters_mark WHERE number = %s")


def keep(before: Situation | None, after: Situation) -> None:
    """Put the marks where a step leads; most steps change none."""
    was, now = awaiting(before), awaiting(after)
    if was is now is NOTHING or was == now:
        return
    gone, new = was - now, now - was
    if gone:
        _REMOVE.run_each([(*mark, after.subject) for mark in sorted(gone)])
    if new:
        _INSERT.run_each([(*mark, after.subject) for mark in sorted(new)])


def put(situation: Situation) -> None:
    """The marks of a matter as it stands, whatever the table says."""
    _CLEAR.run((situation.subject,))
    keep(None, situation)


def of(number: str) -> frozenset[Mark]:
    """The marks of a matter."""
    return frozenset(Mark(str(post), str(what)) for post, what in _READ.rows((number,)))


def difference(situation: Situation) -> str:
    """What the table says otherwise than the situation, empty when nothing."""
    kept, wanted = of(situation.subject), awaiting(situation)
    if kept == wanted:
        return ""
    return f"等着的岗位与记录推出的不同（{'、'.join(sorted(mark.post for mark in kept ^ wanted))}）"
