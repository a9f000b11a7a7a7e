"""Entries 条目: one raw row of a register, checked field by field; all that is wrong with a row is said at once."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches

from yunhe.definitions.fields import Field, FieldRefusal
from yunhe.definitions.personal_numbers import WORDS, first_in
from yunhe.definitions.stores import SHARED
from yunhe.registers.register import Register
from yunhe.types import Json

KEY_PARTED_BY = "／"


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a field of a row cannot stand, and what to do; words of a personal value are not repeated."""

    field: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.field}：{self.problem} → {self.remedy}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of a register: canonical values by field, None where nothing is known."""

    register: str
    key: str
    title: str
    values: Mapping[str, Json]
    personal: frozenset[str] = frozenset()

    @property
    def open_values(self) -> dict[str, Json]:
        """The values that are not personal data."""
        return {name: value for name, value in self.values.items() if name not in self.personal}

    @property
    def personal_values(self) -> dict[str, Json]:
        """The values that lie in the vault, encrypted under the key of a person."""
        return {name: value for name, value in self.values.items() if name in self.personal and value is not None}


def entry_of(register: Register, row: Mapping[str, object]) -> Entry | tuple[Refused, ...]:
    """The entry that a raw row gives, or everything that is wrong with the row."""
    refused = [_unknown(name, register) for name in row if name not in register.fields]
    values: dict[str, Json] = {}
    for name, field in register.fields.items():
        try:
            values[name] = field.read(row.get(name))
        except FieldRefusal as refusal:
            refused.append(refused_of(field, refusal.problem, refusal.remedy))
        else:
            refused += _naming_somebody(register, field, values[name])
    if not refused:
        refused = broken(register, values)
    return tuple(refused) or Entry(
        register.name, key_of(register, values), _title(register, values), values, register.personal
    )


def _naming_somebody(register: Register, field: Field, value: Json) -> list[Refused]:
    """A number by which a person is known stands in no text of the shared store: everybody reads it there."""
    if register.store != SHARED or field.is_personal or field.kind not in WORDS or not isinstance(value, str):
        return []
    kind = first_in(value)
    return [Refused(field.name, f"里写了{kind}", "删去，填到 class 为个人的字段里")] if kind else []


def key_of(register: Register, values: Mapping[str, Json]) -> str:
    """What tells an entry from all others, as one text."""
    return KEY_PARTED_BY.join(str(values[name]) for name in register.key)


def folded(key: str) -> str:
    """A key without what a second writer does otherwise: case, width, blanks."""
    return "".join(unicodedata.normalize("NFKC", key).casefold().split())


def refused_of(field: Field, problem: str, remedy: str) -> Refused:
    """A refusal of a field; for personal data without the words that were put in."""
    return Refused(field.name, re.sub("“.*”", "“…”", problem, flags=re.S) if field.is_personal else problem, remedy)


def _title(register: Register, values: Mapping[str, Json]) -> str:
    title = values[register.title]
    return key_of(register, values) if title is None else str(title)


def _unknown(name: str, register: Register) -> Refused:
    near = get_close_matches(str(name), list(register.fields), n=1)
    remedy = f"是不是“{near[0]}”？" if near else f"可填：{'、'.join(register.fields)}"
    return Refused(str(name), f"台账“{register.name}”没有这个字段", remedy)


def broken(register: Register, values: Mapping[str, Json]) -> list[Refused]:
    """The rules between fields that an entry breaks, and parts of a key that could be mistaken for another's."""
    broken = [_ambiguous(name) for name in register.key if len(register.key) > 1 and KEY_PARTED_BY in str(values[name])]
    for rule in register.rules:
        if problem := rule.problem_in(values):
            guarded = rule.other if rule.other in register.personal else rule.field
            broken.append(replace(refused_of(register.fields[guarded], *problem), field=rule.field))
    return broken


def _ambiguous(name: str) -> Refused:
    return Refused(name, f"含有“{KEY_PARTED_BY}”，区分条目时会混淆", "换成别的符号")
