"""Finds the key of a person: by a matter, or by a 公民身份号码; a search by number is a look and is logged."""

from django.db import transaction

from yunhe.definitions.fields import Field, FieldRefusal
from yunhe.server.errors import StoreError
from yunhe.server.statement import Statement
from yunhe.server.vault import looks, persons
from yunhe.server.vault.looks import Reader
from yunhe.server.vault.masterkeys import keyring
from yunhe.server.vault.sealing import IDENTITY

_NUMBER = Field("身份证号", IDENTITY, needed=True, data_class="敏感个人")
_OF = Statement(
    "SELECT person, store, COUNT(*) FROM vault_payload WHERE subject = %s GROUP BY person, store ORDER BY store, person"
)


def of_subject(subject: str) -> list[tuple[str, str, int]]:
    """The persons of whom a matter holds data: key, store, how many values."""
    return [(str(person), str(store), int(count)) for person, store, count in _OF.rows((subject,))]


def by_id_number(reader: Reader, purpose: str, store: str, number: str) -> str | None:
    """The key of who bears a number in a store; the search is logged whether or not it finds anybody."""
    said = looks.checked(reader, purpose, f"“{store}”库")
    try:
        value = _NUMBER.read(number)
    except FieldRefusal as refusal:
        raise StoreError("身份证号", refusal.problem, refusal.remedy) from None
    with transaction.atomic(durable=True):
        found = persons.known(store, persons.identity_hash(keyring(), store, IDENTITY, value))
        looks.log(reader, said, f"vault:{store}", {found or "": {_NUMBER.name: "查找"}})
    return found
