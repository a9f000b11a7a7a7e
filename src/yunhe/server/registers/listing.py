"""Lists of registers and entries, and one entry by its key."""

from collections.abc import Iterable, Mapping

from django.db import connection

from yunhe.definitions.fields import FieldRefusal
from yunhe.errors import UnreadableError
from yunhe.registers.entries import folded
from yunhe.registers.register import Register
from yunhe.server.registers import refs, rows
from yunhe.server.registers.seeing import Sight
from yunhe.server.registers.standing import Standing
from yunhe.server.statement import Statement
from yunhe.types import Json

_COUNTS = Statement(
    "SELECT register, SUM(CASE WHEN withdrawn IS NULL AND NOT simulated THEN 1 ELSE 0 END), "
    "SUM(CASE WHEN withdrawn IS NULL AND simulated THEN 1 ELSE 0 END), "
    "SUM(CASE WHEN withdrawn IS NULL THEN 0 ELSE 1 END) FROM registers_entry GROUP BY register"
)
VALUE = {"sqlite": "json_extract(open_values, %s) = %s", "postgresql": "open_values::jsonb -> %s = %s::jsonb"}


def registers(known: Iterable[Register]) -> list[tuple[Register, int, int, int]]:
    """Every register with how many entries stand, are simulated, were taken off."""
    counts = {str(name): (int(real), int(mock), int(gone)) for name, real, mock, gone in _COUNTS.rows()}
    return [(register, *counts.get(register.name, (0, 0, 0))) for register in known]


def wanted(register: Register, written: Iterable[str]) -> dict[str, Json]:
    """What is asked for, given as 字段=内容, read by the fields."""
    found: dict[str, Json] = {}
    for item in written:
        name, sign, content = item.partition("=")
        field = register.fields.get(name)
        if not sign or field is None:
            raise UnreadableError("--where", f"看不懂“{item}”", f"写成 字段=内容，字段有：{'、'.join(register.fields)}")
        if field.is_personal:
            raise UnreadableError("--where", f"“{name}”是个人信息，不能用来列条目", "按编号查：yunhe register show")
        try:
            found[name] = field.read(content)
        except FieldRefusal as refusal:
            raise UnreadableError("--where", f"“{name}”{refusal.problem}", refusal.remedy) from None
    return found


def entries(sight: Sight, asked: Mapping[str, Json], limit: int, *, withdrawn: bool = False) -> list[Standing]:
    """The first entries of a register that are as asked for."""
    register = sight.register
    for name in asked:
        if not sight.shows(register.fields[name]):
            raise UnreadableError("--where", f"“{name}”这个岗位看不到", "按别的字段列")
    where = f"WHERE register = %s AND withdrawn IS {'NOT ' if withdrawn else ''}NULL"
    where += " AND simulated" if sight.only_simulated else ""
    given: list[object] = [register.name]
    region = str(next((name for name, field in register.fields.items() if field.kind == "region"), ""))
    for name, value in asked.items():
        if name == region:
            where, given = f"{where} AND region = %s", [*given, value]
            continue
        where = f"{where} AND {VALUE[connection.vendor]}"
        given += [f'$."{name}"', plain(value)] if connection.vendor == "sqlite" else [name, as_json(value)]
    return rows.some(where, given, limit)


def entry(sight: Sight, key: str) -> Standing:
    """One entry by its key; what is not seen is not there."""
    name = sight.register.name
    found = rows.find(name, folded(key))
    if found is None or found.key != key or not sight.sees(found):
        remedy = f"用 yunhe register list {name} 查编号" if sight.only_simulated else refs.meant(name, key)
        raise UnreadableError(f"{name} {key}", "没有这个条目", remedy)
    return found


def plain(value: Json) -> object:
    """A value as SQLite takes it out of JSON."""
    if isinstance(value, bool):
        return int(value)
    return as_json(value) if isinstance(value, list | tuple) else value


def as_json(value: Json) -> str:
    import json

    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
