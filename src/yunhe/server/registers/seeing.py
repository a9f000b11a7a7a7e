"""What a reader sees of a register: the one place that asks who may see what and do what.

A sight is made for a register and a seat (server/access/reader.py); lists, shows and exports ask it for nothing else.
Without a seat only simulated entries are seen.
"""

from collections.abc import Mapping
from typing import NamedTuple

from yunhe.access.posts import unit_of
from yunhe.access.roles import EVERYBODY, LEAST
from yunhe.definitions.fields import DataClass, Field
from yunhe.registers.register import Register
from yunhe.server.access.reader import Seat
from yunhe.server.errors import StoreError
from yunhe.server.registers.standing import Standing
from yunhe.server.vault.looks import Reader
from yunhe.server.vault.opening import WITHHELD, open_values
from yunhe.types import Json

PERSONAL = "（个人信息）"
NOBODY = Reader("", "")


class Sight(NamedTuple):
    """A register as a reader sees it: the classes of fields shown in clear, and whether simulated entries only."""

    register: Register
    reader: Reader
    classes: frozenset[DataClass]
    only_simulated: bool = False

    def may_see(self, reader: Reader, store: str, data_class: DataClass) -> bool:
        """Whether the values of a class are shown in clear, as the vault asks it."""
        return reader == self.reader and store == self.register.store and data_class in self.classes

    def shows(self, field: Field) -> bool:
        """Whether the values of a field are shown in clear."""
        return field.data_class in self.classes

    def sees(self, standing: Standing) -> bool:
        """Whether an entry is seen at all."""
        return standing.simulated or not self.only_simulated

    def values(self, standing: Standing, purpose: str = "") -> Mapping[str, Json]:
        """The values as they may be seen; personal ones are opened for a purpose only, and every look is logged."""
        found: dict[str, Json] = {}
        if purpose and standing.sealed_values:
            sealed = dict(standing.sealed_values)
            found = open_values(self.reader, purpose, self, standing.subject, self.register.fields, sealed)
        for name, field in self.register.fields.items():
            if name in standing.open_values:
                found[name] = standing.open_values[name] if self.shows(field) else WITHHELD
            elif name in standing.sealed_values:
                found.setdefault(name, PERSONAL)
        return found


def sight(register: Register, seat: Seat | None) -> Sight:
    """What a seat sees of a register; refused where that is nothing."""
    if seat is None:
        return Sight(register, NOBODY, frozenset((EVERYBODY, LEAST)), only_simulated=True)
    classes = seat.scope.classes_of_register(register.name, register.store)
    if not classes:
        raise StoreError(seat.post, f"这个岗位看不到台账“{register.name}”", "由 access.yaml 里有这个台账的岗位查看")
    return Sight(register, seat.reader, classes)


def require_import(register: Register, seat: Seat) -> None:
    """Refuse whoever may not import into a register: a post of the unit that answers for it, with that power."""
    sight(register, seat)
    seat.require("导入", register.store)
    if unit_of(seat.post) != register.owner:
        problem = f"台账“{register.name}”由{register.owner}负责，不由{unit_of(seat.post)}导入"
        raise StoreError(seat.post, problem, f"由{register.owner}的岗位来做")


def require_export(register: Register, seat: Seat) -> None:
    """Refuse whoever may not export a register."""
    seat.require("导出", register.store)
