"""The proof that registers and layouts carry: rows that must be taken, and rows that must be refused for a reason."""

from collections.abc import Iterator
from pathlib import Path

from yunhe.definitions import strict
from yunhe.definitions.codes import district_of
from yunhe.errors import DefinitionError, UnreadableError
from yunhe.registers import layout as layouts
from yunhe.registers.entries import Entry, entry_of
from yunhe.registers.layout import Layout
from yunhe.registers.register import Example, Register, load, paths_of, registers_of
from yunhe.registers.table import LeftOut, Taken, import_row
from yunhe.types import Json


def disproved(register: Register) -> Iterator[DefinitionError]:
    """The examples of a register that do not hold, and those that are missing."""
    wanted = {bool(example.refused) for example in register.examples}
    if wanted != {True, False}:
        missing = "没有应被拒收的例子" if True not in wanted else "没有应被接受的例子"
        yield DefinitionError(register.path, 1, missing, "examples 里至少写一条接受的、一条带 refused 的")
    for example in register.examples:
        if problem := _problem_with(example, register):
            yield DefinitionError(register.path, example.line, f"例子“{example.name}”：{problem}", "改台账，或改例子")


def failures_in(folder: str | Path) -> Iterator[DefinitionError]:
    """What is wrong with the registers and layouts of a district: unreadable definitions, examples that do not hold."""
    district, sound = district_of(folder), True
    for path in paths_of(folder):
        try:
            yield from disproved(load(path, district))
        except DefinitionError as error:
            sound = False
            yield error
    if sound:
        yield from _together(folder)


def layout_failures(layout: Layout) -> Iterator[DefinitionError]:
    """The examples of a layout that do not hold, and those that are missing."""
    if {bool(example.refused) for example in layout.examples} != {True, False}:
        remedy = "examples 里至少写一条 gives、一条 refused"
        yield DefinitionError(layout.path, 1, "缺少应被接受或应被拒收的例子", remedy)
    for example in layout.examples:
        if problem := _row_problem(example, layout):
            yield DefinitionError(layout.path, example.line, f"例子“{example.name}”：{problem}", "改导入定义，或改例子")


def _row_problem(example: layouts.Example, layout: Layout) -> str | None:
    try:
        found = import_row(tuple(example.row), tuple(example.row.values()), layout)
    except UnreadableError as error:
        return f"{error.problem} → {error.remedy}"
    if isinstance(found, LeftOut):
        return f"略去了（{found.what}）"
    if isinstance(found, Taken):
        given = {name: _written(found.entry.values.get(name)) for name in example.gives}
        return "没有拒收" if example.refused else f"读成{given}" if given != example.gives else None
    said = {fault.field: fault.problem for fault in found.faults}
    held = set(said) == set(example.refused) and all(words in said[name] for name, words in example.refused.items())
    return None if held else f"拒收的理由是{said}"


def _written(value: Json) -> str:
    """A canonical value as an example writes it: 、 between several, true and false as YAML has them."""
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: ""}[value]
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)


def count_in(folder: str | Path) -> int:
    """How many examples the registers of a district carry; those of a file that cannot be read are not counted."""
    return sum(_count(path) for path in (*paths_of(folder), *layouts.paths_of(folder)))


def _count(path: Path) -> int:
    try:
        return len(strict.load(path).take("examples", strict.mapping))
    except DefinitionError:
        return 0


def _together(folder: str | Path) -> Iterator[DefinitionError]:
    """What is wrong between the registers of a district."""
    try:
        registers = registers_of(folder)
    except DefinitionError as error:
        yield error
        return
    for path in layouts.paths_of(folder):
        try:
            yield from layout_failures(layouts.load(path, registers))
        except DefinitionError as error:
            yield error


def _problem_with(example: Example, register: Register) -> str | None:
    found = entry_of(register, example.row)
    if isinstance(found, Entry):
        return f"没有拒收“{'、'.join(example.refused)}”" if example.refused else None
    for refused in found:
        if example.refused.get(refused.field, "\0") not in refused.problem:
            return f"意外拒收：{refused}"
    missed = set(example.refused) - {refused.field for refused in found}
    return f"没有拒收“{'、'.join(sorted(missed))}”" if missed else None
