"""The stores 专库 of a district, by owner: where personal data lie and which master keys open them.

`<district>/stores.yaml`; mechanisms and registers name one of them in their key `store`:

    信访: {owner: 区信访局, purpose: 信访事项的办理, basis: 信访工作条例}
"""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from yunhe.definitions import strict
from yunhe.errors import DefinitionError

FILE = "stores.yaml"
SHARED = "公共"  # the one store that nobody in particular owns; nothing sensitive may lie there
_OTHER_WORDS = frozenset("公用 共用 共享".split())


class Store(NamedTuple):
    """Who answers for a store, how to reach them, what its data are for, on what basis (个人信息保护法 第十七条)."""

    name: str
    owner: str
    purpose: str
    basis: str
    contact: str = ""


def stores_of(folder: str | Path) -> dict[str, Store]:
    """The stores of a district by name; without the file there is only the shared one."""
    path = Path(folder) / FILE
    if not path.exists():
        return {SHARED: Store(SHARED, "", "", "")}
    root = strict.load(path)
    node = root.take("stores", strict.mapping)
    root.finish()
    stores = {name: _store(name, value) for name, value in node.entries(strict.mapping)}
    if SHARED not in stores:
        raise DefinitionError(
            str(path), node.line, f"没有写“{SHARED}”", f"加一行 {SHARED}: {{owner: …, purpose: …, basis: …}}"
        )
    return stores


def store_among(known: Mapping[str, Store]) -> "strict.Kind[str]":
    """A kind: one of the known stores; any name where no district says which there are."""

    def read(value: strict.Value) -> str:
        written = strict.text(value)
        if written in _OTHER_WORDS:
            raise strict.Refusal(f"不能是“{written}”", f"公用的库叫“{SHARED}”，不写 store 就是它")
        if known and written not in known:
            raise strict.Refusal(f"指的专库“{written}”不在 {FILE}", f"可写：{'、'.join(known)}；新的专库先写进 {FILE}")
        return written

    return read


def _store(name: str, node: strict.Mapping) -> Store:
    store = Store(
        name,
        node.take("owner", strict.text),
        node.take("purpose", strict.text),
        node.take("basis", strict.text),
        node.take("contact", strict.text, ""),
    )
    node.finish()
    return store
