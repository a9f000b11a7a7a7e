"""Persons of a store: made, found again, their keys unwrapped; all within the caller's transaction."""

from typing import NamedTuple

from django.db import IntegrityError, connection

from yunhe.server.errors import ConflictError, StoreError
from yunhe.server.statement import Statement
from yunhe.server.vault import ciphers
from yunhe.server.vault.masterkeys import Keyring, MasterKey
from yunhe.types import Json

_FOUND = "SELECT store, key, wrapped FROM vault_person WHERE id = %s"
_FIND = Statement(_FOUND)
_FIND_KEPT = Statement(_FOUND + " FOR KEY SHARE")  # a rotation may go on meanwhile; SQLite has one writer at a time
_INSERT = Statement("INSERT INTO vault_person (id, store, key, wrapped) VALUES (%s, %s, %s, %s)")
_READ_STORE = Statement("SELECT store FROM vault_person WHERE id = %s")
_STORE = Statement("SELECT key, wrapped FROM vault_store WHERE store = %s")
_INSERT_STORE = Statement(
    "INSERT INTO vault_store (store, key, wrapped) VALUES (%s, %s, %s) ON CONFLICT (store) DO NOTHING"
)
_KNOWN = Statement("SELECT person FROM vault_identity WHERE store = %s AND hashed = %s")
_IDENTIFIED = Statement("SELECT 1 FROM vault_identity WHERE person = %s LIMIT 1")
_IDENTIFY = Statement("INSERT INTO vault_identity (store, hashed, person) VALUES (%s, %s, %s)")
_IN_SUBJECT = Statement(
    "SELECT DISTINCT person FROM vault_payload WHERE store = %s AND subject = %s AND person LIKE %s ORDER BY person"
)

PERSON, MATTER = "p", "m"  # with what the name of a key begins: that of a person, that of a matter's texts and evidence
INDEX = "index"  # stands in place of a person where the index key of a store is wrapped


class Person(NamedTuple):
    """A person with the key of the person's data; never kept longer than a transaction."""

    id: str
    store: str
    secret: bytes

    def __repr__(self) -> str:
        return f"Person({self.id}, {self.store})"


def wrap(master: MasterKey, who: str, secret: bytes) -> bytes:
    """A key of a person, or of the index, under a master key."""
    return ciphers.encrypt(master.secret, secret, "key", master.store, who, master.name)


def unwrap(master: MasterKey, who: str, wrapped: bytes) -> bytes:
    """The key again; refused when the master key only bears the right name."""
    try:
        return ciphers.decrypt(master.secret, bytes(wrapped), "key", master.store, who, master.name)
    except ciphers.TamperedError:
        problem = f"主密钥“{master.name}”打不开 {who} 的密钥：不是当初那把，或库被改过"
        raise StoreError(f"“{master.store}”库", problem, "找回当初的密钥文件；若是库被改过，用备份核对") from None


def store_of(person: str) -> str:
    """The store in which somebody lies, by their key."""
    rows = _READ_STORE.rows((person,))
    if not rows:
        raise StoreError(person, "没有这个人，或已删除", "用 yunhe person 找编号")
    return str(rows[0][0])


def find(ring: Keyring, person: str, store: str, *, kept: bool = False) -> Person:
    """A person of a store; `kept` holds off an erasure until the transaction ends."""
    rows = (_FIND_KEPT if kept and connection.vendor == "postgresql" else _FIND).rows((person,))
    if not rows or rows[0][0] != store:
        raise StoreError(person, f"“{store}”库里没有这个人，或已删除", "核对编号")
    _, key, wrapped = rows[0]
    return Person(person, store, unwrap(ring.named(store, key), person, wrapped))


def new(ring: Keyring, store: str, letter: str = PERSON) -> Person:
    """A person nobody has seen before."""
    master = ring.current(store)
    person = Person(ciphers.new_id(letter), store, ciphers.new_key())
    _INSERT.run((person.id, store, master.name, wrap(master, person.id, person.secret)))
    return person


def identity_hash(ring: Keyring, store: str, kind: str, value: Json) -> str:
    """By what an identity is found in a store."""
    return ciphers.found_by(_index_key(ring, store), kind, value)


def known(store: str, hashed: str) -> str | None:
    """Who bears an identity in a store."""
    rows = _KNOWN.rows((store, hashed))
    return str(rows[0][0]) if rows else None


def is_identified(person: str) -> bool:
    """Whether an identity of this person is on record."""
    return bool(_IDENTIFIED.rows((person,)))


def identify(person: Person, hashed: str) -> None:
    """Put an identity on record; refused when somebody else has just done so for another person."""
    if known(person.store, hashed) == person.id:
        return
    try:
        _IDENTIFY.run((person.store, hashed, person.id))
    except IntegrityError as error:
        connection.needs_rollback = True
        raise ConflictError(person.id, "这个身份证号同时登记给了别的人", "核对号码，再办一次") from error


def of_subject(store: str, subject: str) -> list[str]:
    """The persons of whom a subject holds data in a store."""
    return [str(person) for (person,) in _IN_SUBJECT.rows((store, subject, f"{PERSON}-%"))]


def of_matter(ring: Keyring, store: str, subject: str) -> Person:
    """The key under which a matter's free texts and evidence lie, made with the first of them."""
    rows = _IN_SUBJECT.rows((store, subject, f"{MATTER}-%"))
    return find(ring, str(rows[0][0]), store, kept=True) if rows else new(ring, store, MATTER)


def _index_key(ring: Keyring, store: str) -> bytes:
    """The key of the store's index of identities, made when the first is put there."""
    rows = _STORE.rows((store,))
    if not rows:
        master = ring.current(store)
        _INSERT_STORE.run((store, master.name, wrap(master, INDEX, ciphers.new_key())))
        rows = _STORE.rows((store,))
    key, wrapped = rows[0]
    return unwrap(ring.named(store, key), INDEX, wrapped)
