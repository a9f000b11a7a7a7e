"""What a reader sees of a register: the one place that asks who may see what.

A sight is made for a register and a reader; lists, shows and exports ask it for nothing else.
"""

from collections.abc import Mapping
from typing import NamedTuple

from yunhe.definitions.fields import DataClass, Field
from yunhe.definitions.stores import SHARED
from yunhe.errors import UnreadableError
from yunhe.registers.register import Register
from yunhe.server.registers.standing import Standing
from yunhe.server.vault.looks import Reader
from yunhe.server.vault.opening import WITHHELD, open_values
from yunhe.types import Json

PERSONAL = "（个人信息）"


class Sight(NamedTuple):
    """A register as a reader sees it: the classes of fields that are shown in clear."""

    register: Register
    reader: Reader
    classes: frozenset[DataClass]

    def may_see(self, reader: Reader, store: str, data_class: DataClass) -> bool:
        """Whether the values of a class are shown in clear, as the vault asks it."""
        return reader == self.reader and store == self.register.store and data_class in self.classes

    def shows(self, field: Field) -> bool:
        """Whether the values of a field are shown in clear."""
        return field.data_class in self.classes

    def values(self, standing: Standing, purpose: str = "") -> Mapping[str, Json]:
        """The values as they may be seen; personal ones are opened for a purpose only, and every look is logged."""
        found: dict[str, Json] = {}
        if purpose and standing.sealed_values:
            fields = self.register.fields
            found = dict(
                open_values(self.reader, purpose, self, standing.subject, fields, dict(standing.sealed_values))
            )
        for name, field in self.register.fields.items():
            if name in standing.open_values:
                found[name] = standing.open_values[name] if self.shows(field) else WITHHELD
            elif name in standing.sealed_values:
                found.setdefault(name, PERSONAL)
        return found


def sight(register: Register, reader: Reader) -> Sight:
    """What a reader sees of a register; a register that is not theirs looks as if it were not there."""
    if register.store != SHARED:
        raise UnreadableError(register.name, f"在专库“{register.store}”里", "由该库的岗位查看")
    return Sight(register, reader, frozenset(("公开", "内部")))
