"""The table of holdings: what the events of every post fold to, and whether it still says so."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from yunhe.access.holdings import SUBJECT, Holding, fold, post_of, subject_of
from yunhe.server.ledger import chain
from yunhe.server.ledger.chain import instant, kept_instant
from yunhe.server.statement import Row, Statement

_COLUMNS = "post, number, person, CAST(since AS text), CAST(until AS text), of, basis"
_OF_POST = Statement(f"SELECT {_COLUMNS} FROM access_holding WHERE post = %s ORDER BY number")
_OF_PERSON = Statement(f"SELECT {_COLUMNS} FROM access_holding WHERE person = %s ORDER BY post, number")
_KNOWN = Statement("SELECT 1 FROM access_holding WHERE LOWER(person) = LOWER(%s) LIMIT 1")
_ALL = Statement(f"SELECT {_COLUMNS} FROM access_holding ORDER BY post, number")
_POSTS = Statement("SELECT DISTINCT post FROM access_holding")
_SUBJECTS = Statement("SELECT DISTINCT subject FROM ledger_event WHERE subject >= %s AND subject < %s")
_REMOVE = Statement("DELETE FROM access_holding WHERE post = %s")
_INSERT = Statement(
    "INSERT INTO access_holding (id, post, number, person, since, until, of, basis) "
    "VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"
)


def of_post(post: str) -> list[Holding]:
    """All holdings of a post, past and future ones too."""
    return [_holding(row) for row in _OF_POST.rows((post,))]


def of_person(person: str) -> list[Holding]:
    """All holdings of a person."""
    return [_holding(row) for row in _OF_PERSON.rows((person,))]


def is_known(person: str) -> bool:
    """Whether somebody holds, held or will hold a post under a 工号, however its letters are written."""
    return bool(_KNOWN.rows((person,)))


def at(moment: datetime) -> list[Holding]:
    """Every holding that is effective at an instant."""
    return [holding for holding in map(_holding, _ALL.rows()) if holding.holds_at(moment)]


def put(post: str) -> None:
    """The rows of a post as its events fold, in the caller's transaction."""
    _REMOVE.run((post,))
    rows = [_row(holding) for holding in fold(chain.read(subject_of(post)))]
    if rows:
        _INSERT.run_each(rows)


def posts() -> list[str]:
    """Every post that has a history or a row."""
    subjects = _SUBJECTS.rows((SUBJECT, SUBJECT + "\U0010ffff"))
    return sorted({post_of(str(subject)) for (subject,) in subjects} | {str(post) for (post,) in _POSTS.rows()})


def differences() -> Iterator[tuple[str, str]]:
    """Subject and what is wrong, for every post whose rows are not the fold of its events."""
    with transaction.atomic():
        for post in posts():
            wanted = list(fold(chain.read(subject_of(post))))
            if wanted != of_post(post):
                yield subject_of(post), "任职表与办理记录推出的不同"


def rebuild() -> int:
    """Write the rows of every post anew from its events; how many posts were put right."""
    count = 0
    with transaction.atomic():
        for subject, _ in list(differences()):
            put(post_of(subject))
            count += 1
    return count


def _holding(row: Row) -> Holding:
    post, number, person, since, until, of, basis = row
    return Holding(post, number, person, instant(since), instant(until) if until else None, of, basis)


def _row(holding: Holding) -> Row:
    return (
        f"{holding.post}#{holding.number}",
        holding.post,
        holding.number,
        holding.person,
        kept_instant(holding.since),
        holding.until and kept_instant(holding.until),
        holding.of,
        holding.basis,
    )
