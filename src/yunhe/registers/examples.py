"""The proof a register carries: entries that must be taken, and rows whose fields must be refused for a reason."""

from collections.abc import Iterator
from pathlib import Path

from yunhe.definitions.codes import district_of
from yunhe.errors import DefinitionError
from yunhe.registers.entries import Entry, entry_of
from yunhe.registers.register import Example, Register, load, paths_of, registers_of


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
    """What is wrong with the registers of a district: definitions that cannot be read, examples that do not hold."""
    district, sound = district_of(folder), True
    for path in paths_of(folder):
        try:
            yield from disproved(load(path, district))
        except DefinitionError as error:
            sound = False
            yield error
    if sound:
        yield from _together(folder)


def count_in(folder: str | Path) -> int:
    """How many examples the registers of a district carry; those of a file that cannot be read are not counted."""
    return sum(_count(path) for path in paths_of(folder))


def _count(path: Path) -> int:
    try:
        return len(load(path).examples)
    except DefinitionError:
        return 0


def _together(folder: str | Path) -> Iterator[DefinitionError]:
    """What is wrong between the registers of a district."""
    try:
        registers_of(folder)
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
