"""Wraps the keys of a store under its newest master key: batch by batch, readable throughout, resumed where it stopped.

The data are not encrypted anew: the keys of persons stay, only what wraps them changes. When it is done the old master
key opens nothing that is still in the database and can be destroyed, and with it what backups hold.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.db import connection, transaction

from yunhe.server.ledger import chain
from yunhe.server.statement import Row, Statement
from yunhe.server.vault import persons
from yunhe.server.vault.masterkeys import Keyring, MasterKey, keyring
from yunhe.types import Event

AT_A_TIME = 500
_OLD = "SELECT id, key, wrapped FROM vault_person WHERE store = %s AND key <> %s ORDER BY id LIMIT %s"
_BATCH = Statement(_OLD)
_BATCH_LOCKED = Statement(_OLD + " FOR NO KEY UPDATE")  # values may be sealed meanwhile, erasures wait
_REWRAP = Statement("UPDATE vault_person SET key = %s, wrapped = %s WHERE id = %s")
_INDEX = Statement("SELECT key, wrapped FROM vault_store WHERE store = %s AND key <> %s")
_REWRAP_INDEX = Statement("UPDATE vault_store SET key = %s, wrapped = %s WHERE store = %s")
_USES = Statement(
    "SELECT store, key, SUM(persons), SUM(indexes) FROM ("
    "SELECT store, key, COUNT(*) AS persons, 0 AS indexes FROM vault_person GROUP BY store, key "
    "UNION ALL SELECT store, key, 0, 1 FROM vault_store) AS used GROUP BY store, key ORDER BY store, key"
)


class Use(NamedTuple):
    """How many keys are wrapped under a master key."""

    store: str
    name: str
    persons: int
    indexes: int


def rotate(store: str, post: str, by: str, now: datetime, at_a_time: int = AT_A_TIME) -> Iterator[int]:
    """Wrap what is still under older master keys; after each committed batch, how many that were.

    The event of it is written with the last batch. Who stops in between runs it again.
    """
    ring = keyring()
    master = ring.current(store)
    while True:
        with transaction.atomic(durable=True):
            count, older = _batch(ring, master, at_a_time)
            if not older and (count or not _is_written_down(master)):
                _write_down(master, post, by, now)
        if count:
            yield count
        if not older:
            return


def uses() -> list[Use]:
    """Which master keys the database still needs."""
    return [Use(store, key, int(count), int(indexes)) for store, key, count, indexes in _USES.rows()]


def standing() -> Iterator[str]:
    """A line for every master key that is given or needed."""
    ring, needed = keyring(), {(use.store, use.name): use for use in uses()}
    given = {(key.store, key.name) for key in ring.keys}
    for store, name in sorted(given | needed.keys()):
        use = needed.get((store, name), Use(store, name, 0, 0))
        count = f"{use.persons} 人" + ("和索引" if use.indexes else "")
        yield f"{store}  {name}  {_said(ring, use, (store, name) in given)}（{count}）"


def _said(ring: Keyring, use: Use, is_given: bool) -> str:
    if not is_given:
        return "■ 缺少：打不开"
    if ring.current(use.store).name == use.name:
        return "● 在用"
    return "▲ 旧的，还有用" if use.persons or use.indexes else "○ 旧的，可以销毁"


def subject_of(store: str) -> str:
    """The subject under which events about a store stand."""
    return f"vault:{store}"


def _batch(ring: Keyring, master: MasterKey, at_a_time: int) -> tuple[int, bool]:
    """How many keys were wrapped anew, and whether there are more."""
    index = _INDEX.rows((master.store, master.name))
    for key, wrapped in index:
        secret = persons.unwrap(ring.named(master.store, key), persons.INDEX, wrapped)
        _REWRAP_INDEX.run((master.name, persons.wrap(master, persons.INDEX, secret), master.store))
    statement = _BATCH_LOCKED if connection.vendor == "postgresql" else _BATCH
    found = statement.rows((master.store, master.name, at_a_time))
    if found:
        _REWRAP.run_each([_rewrapped(ring, master, row) for row in found])
    return len(found) + len(index), len(found) == at_a_time


def _rewrapped(ring: Keyring, master: MasterKey, row: Row) -> tuple[str, bytes, str]:
    person, key, wrapped = row
    secret = persons.unwrap(ring.named(master.store, key), person, wrapped)
    return master.name, persons.wrap(master, person, secret), person


def _is_written_down(master: MasterKey) -> bool:
    last = chain.read(subject_of(master.store))[-1:]
    return bool(last) and last[0].body["key"] == master.name


def _write_down(master: MasterKey, post: str, by: str, now: datetime) -> None:
    subject = subject_of(master.store)
    number = chain.head(subject).number
    body = {"do": "换主密钥", "store": master.store, "key": master.name}
    chain.append(subject, [Event(subject, number + 1, now, "rotated", post, by, body)], number)
