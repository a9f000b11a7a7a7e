"""What tests of the vault share: fields, a person, roles, and the whole of a database as text."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from django.db import connection, transaction

from yunhe.definitions.fields import DataClass, Field
from yunhe.server.vault.looks import Reader
from yunhe.server.vault.masterkeys import MasterKey, add
from yunhe.server.vault.sealing import seal
from yunhe.types import Json

NAME, NUMBER, PHONE = "张三丰", "11010519491231002X", "13805710000"
FIELDS = {
    "标题": Field("标题", "text"),
    "姓名": Field("姓名", "person", data_class="个人"),
    "身份证号": Field("身份证号", "id_number", data_class="敏感个人"),
    "电话": Field("电话", "phone", data_class="个人"),
}
GIVEN: dict[str, Json] = {"标题": "路灯不亮", "姓名": NAME, "身份证号": NUMBER, "电话": PHONE}
READER = Reader("p-clerk", "信访局.接待岗")


class Roles(NamedTuple):
    """Who may see what, for a test: the classes by store."""

    classes: Mapping[str, tuple[DataClass, ...]]

    def may_see(self, reader: Reader, store: str, data_class: DataClass) -> bool:
        return data_class in self.classes.get(store, ())


def key_file(path: Path, *stores: str, name: str = "1") -> str:
    """A file with a new key for each store."""
    for store in stores:
        add(path, MasterKey(store, name, os.urandom(32)))
    return str(path)


def sealed_into(store: str, subject: str, given: Mapping[str, Json] = GIVEN) -> dict[str, Any]:
    with transaction.atomic():
        return seal(store, subject, None, FIELDS, given)


def rows(statement: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def kept(folder: Path) -> str:
    """All that lies in the database: the bytes of the file and its log, or every row of every table."""
    if connection.vendor == "sqlite":
        files = [path for path in folder.iterdir() if path.name.startswith("库.sqlite3")]
        content = b"".join(path.read_bytes() for path in files)
        return content.decode("utf-8", "ignore") + content.hex()
    return "".join(str(rows(f'SELECT t::text FROM "{table}" t')) for table in connection.introspection.table_names())
