"""Puts personal values into the vault and leaves in their place what an event may hold: {"sealed": …, "digest": …}."""

from collections.abc import Mapping

from django.db import connection
from django.db.transaction import TransactionManagementError

from yunhe.definitions.fields import Field, FieldRefusal
from yunhe.server.errors import StoreError
from yunhe.server.statement import Statement
from yunhe.server.vault import ciphers, persons, sealed_files
from yunhe.server.vault.masterkeys import Keyring, keyring
from yunhe.server.vault.persons import Person
from yunhe.types import Json

IDENTITY = "id_number"  # the kind of field by which a person is found again
_INSERT = Statement(
    "INSERT INTO vault_payload (id, person, store, subject, field, content) VALUES (%s, %s, %s, %s, %s, %s)"
)


def seal(
    store: str, subject: str, person: str | None, fields: Mapping[str, Field], given: Mapping[str, Json]
) -> dict[str, Json]:
    """What was given, with every personal value put away; within the caller's transaction, all of it or nothing.

    `person` is whose data they are. None: whoever bears the 身份证号 among them, else the one person of whom the
    subject already holds data, else somebody new; where several come in question nothing is guessed. The data of two
    persons are sealed by two calls.
    """
    personal = _personal(subject, fields, given)
    if not personal:
        return dict(given)
    ring = keyring()
    return _put_away(_bearer(ring, store, subject, person, fields, personal), subject, given, personal)


def seal_for_matter(
    store: str, subject: str, fields: Mapping[str, Field], given: Mapping[str, Json]
) -> dict[str, Json]:
    """The same for free texts and evidence, which may name anybody: under the key of the matter itself."""
    free = _personal(subject, fields, given)
    return _put_away(persons.of_matter(keyring(), store, subject), subject, given, free) if free else dict(given)


def place_of(payload: str, person: str, store: str, subject: str, field: str) -> tuple[str, ...]:
    """What a ciphertext is bound to."""
    return ("payload", payload, person, store, subject, field)


def _put_away(bearer: Person, subject: str, given: Mapping[str, Json], values: Mapping[str, Json]) -> dict[str, Json]:
    """What was given, with these values sealed under somebody's key."""
    sealed = {name: _put(bearer, subject, name, value) for name, value in values.items()}
    _INSERT.run_each([row for row, _ in sealed.values()])
    return {**given, **{name: left for name, (_, left) in sealed.items()}}


def _personal(subject: str, fields: Mapping[str, Field], given: Mapping[str, Json]) -> dict[str, Json]:
    """The personal values among those given, as their fields read them."""
    if not connection.in_atomic_block or connection.needs_rollback:
        raise TransactionManagementError("seal inside a transaction that is still good")
    found: dict[str, Json] = {}
    for name, raw in given.items():
        field = fields.get(name)
        if field is not None and field.is_personal and not _is_sealed(raw):
            value = _read(subject, field, raw)
            if value is not None:
                found[name] = value
    return found


def _read(subject: str, field: Field, raw: Json) -> Json:
    """A value as its field reads it; a file that lies encrypted goes with the key that opens it."""
    kept = {key: raw[key] for key in sealed_files.KEYS} if sealed_files.is_one(raw) else {}
    try:
        value = field.read({key: raw[key] for key in raw if key not in kept} if sealed_files.is_one(raw) else raw)
    except FieldRefusal as refusal:
        raise StoreError(subject, f"“{field.name}”{refusal.problem}", refusal.remedy) from None
    return {**value, **kept} if isinstance(value, Mapping) else value


def _is_sealed(raw: Json) -> bool:
    return isinstance(raw, Mapping) and set(raw) == {"sealed", "digest"}


def _bearer(
    ring: Keyring,
    store: str,
    subject: str,
    person: str | None,
    fields: Mapping[str, Field],
    personal: Mapping[str, Json],
) -> Person:
    """Whose data they are, with the identity put on record."""
    numbers = {value for name, value in personal.items() if fields[name].kind == IDENTITY}
    if len(numbers) > 1:
        raise StoreError(subject, "写了几个人的身份证号", "每个人的信息分开填")
    hashed = persons.identity_hash(ring, store, IDENTITY, numbers.pop()) if numbers else None
    key = person or (hashed and persons.known(store, hashed)) or _only_one(store, subject, bool(hashed))
    bearer = persons.find(ring, key, store, kept=True) if key else persons.new(ring, store)
    if hashed:
        persons.identify(bearer, hashed)
    return bearer


def _only_one(store: str, subject: str, identified: bool) -> str | None:
    """The one person of whom the subject holds data; whoever already bears another number is not meant."""
    there = persons.of_subject(store, subject)
    if identified:
        there = [person for person in there if not persons.is_identified(person)]
    if len(there) > 1:
        raise StoreError(subject, f"已有{len(there)}个人的信息，分不清这是谁的", "写明是谁，或填上身份证号")
    return there[0] if there else None


def _put(bearer: Person, subject: str, name: str, value: Json) -> tuple[tuple[object, ...], dict[str, Json]]:
    """The row of a value, and what stands in the event."""
    payload = str(value["kept"]) if sealed_files.is_one(value) else ciphers.new_id("v")
    content, digest = ciphers.packed(value)
    place = place_of(payload, bearer.id, bearer.store, subject, name)
    kept = ciphers.encrypt(bearer.secret, content, *place)
    return (payload, bearer.id, bearer.store, subject, name, kept), {"sealed": payload, "digest": digest}
