"""Simulated entries of a register: good examples of its definition, told apart and filled with invented values.

Every row is read by the register like one from a file, so that none can stand that a clerk could not have put in.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from random import Random

from yunhe.definitions.fields import Field
from yunhe.mechanisms.workdays import CHINA
from yunhe.registers.entries import Entry, entry_of
from yunhe.registers.register import Register
from yunhe.simulation import invented
from yunhe.simulation.invented import Keys
from yunhe.simulation.year import Group, scaled, shares
from yunhe.types import Json

MARK = "模"
FREE = frozenset("person phone id_number address credit_code region".split())  # invented anew in every entry
TRIES = 20


def entries(
    register: Register, groups: tuple[Group, ...], scale: Decimal, year: int, draw: Random, keys: Keys
) -> Iterator[Entry]:
    """So many entries, no two with the same key."""
    made = Making(register, year, draw, keys)
    for group in groups:
        count = scaled(group.size, scale)
        totals = {name: shares(total * scale, count, draw) for name, total in group.total.items()}
        for _ in range(count):
            amounts = {name: format(next(each), "f") for name, each in totals.items()}
            found = made.one({**group.set, **amounts})
            if found is not None:
                yield found


class Making:
    """The making of entries of one register."""

    def __init__(self, register: Register, year: int, draw: Random, keys: Keys) -> None:
        self.register, self.year, self.draw, self.keys = register, year, draw, keys
        self.good = [example.row for example in register.examples if not example.refused]
        self.bound = {name for rule in register.rules for name in (rule.field, rule.other)}
        self.seen: set[str] = set()
        self.count = 0

    def one(self, fixed: Mapping[str, str]) -> Entry | None:
        """One entry more; None where no key is left that is not taken."""
        for _ in range(TRIES):
            self.count += 1
            found = entry_of(self.register, self._fitting({**self._row(), **fixed}))
            if isinstance(found, tuple):
                raise ValueError(f"{self.register.path}: {'；'.join(map(str, found))}")
            if found.key not in self.seen:
                self.seen.add(found.key)
                return found
        return None

    def _fitting(self, row: dict[str, object]) -> dict[str, object]:
        """The row with every amount at most what its rule names, which grows with it."""
        for rule in self.register.rules:
            if rule.kind == "at_most" and rule.field in row and rule.other in row:
                part, whole = (str(self.register.fields[name].read(row[name])) for name in (rule.field, rule.other))
                if Decimal(part) > Decimal(whole):
                    row[rule.other] = part
        return row

    def _row(self) -> dict[str, object]:
        row: dict[str, object] = dict(self.draw.choice(self.good))
        for name, field in self.register.fields.items():
            if name in self.register.key:
                row[name] = self._key(field, row.get(name))
            elif name in row and field.kind in FREE:
                row[name] = invented.value_of(field, self.draw, self._now(), self.keys)
            elif name in row and field.kind == "ref":
                row[name] = self._lead(field, row[name])
            elif name in row and field.kind == "choice" and name not in self.bound and not self._decides(name):
                row[name] = self.draw.choice(field.choices)
        title = self.register.title
        if title not in self.register.key and self.register.fields[title].kind in ("text", "unit", "long_text"):
            row[title] = self._title(self.register.fields[title])
        return row

    def _now(self) -> datetime:
        return datetime(self.year, 6, 30, tzinfo=CHINA)

    def _decides(self, name: str) -> bool:
        """Whether other fields hang on a choice."""
        return any(rule.other == name for rule in self.register.rules)

    def _title(self, field: Field) -> str:
        return invented.firm(self.draw) if field.kind == "unit" else f"例{MARK}{self.register.name}{self.count}"

    def _lead(self, field: Field, written: object) -> Json:
        """An entry that is there; nothing where there is none."""
        known = self.keys.get(field.register)
        return self.draw.choice(known) if known else None

    def _number(self, field: Field) -> str:
        """The numbers of a field one after the other, from the least on."""
        least, most = int(field.least or 1), field.most
        return str(least + (self.count - 1) % (int(most) - least + 1 if most is not None else self.count))

    def _key(self, field: Field, written: object) -> Json:
        """A part of the key, so that the whole is told from others."""
        if field.kind == "credit_code":
            return invented.credit_code(self.draw)
        if field.kind == "ref":
            return self._lead(field, written)
        if field.kind == "whole":
            return str(self.year) if field.name.startswith("年") else self._number(field)
        if field.kind == "date":
            return f"{self.year}-{self.draw.randint(1, 12):02d}-01"
        if (
            field.kind == "text"
            and len(self.register.key) > 1
            and any(self.register.fields[name].kind == "whole" for name in self.register.key)
        ):
            return str(written)
        if field.kind in ("region", "choice"):
            return invented.value_of(field, self.draw, self._now(), self.keys)
        return f"{MARK}{self.register.name}-{self.year}-{self.count:05d}"
