"""Writes the entries of a register as csv or xlsx under titles by which they can be imported again.

Personal columns are left out unless they are asked for; then every value that is shown is logged as a look. Evidence
lies in the store of files and has no column.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from django.db import transaction

from yunhe.atomic import whole_file
from yunhe.definitions.fields import Field
from yunhe.errors import UnreadableError
from yunhe.registers.sheets import quieted
from yunhe.server.registers import rows
from yunhe.server.registers.seeing import Sight
from yunhe.server.registers.standing import Standing
from yunhe.types import Json

SIMULATED = "模拟数据：以下条目不是真的"
MONEY_IN = "元"
Line = list[str]


def export(
    sight: Sight, path: Path, *, simulated: bool = False, purpose: str = "", step: Callable[[], None] = lambda: None
) -> int:
    """Write all entries that stand; how many. With a purpose the personal columns too, where they may be seen."""
    write = _WRITERS.get(path.suffix.lower())
    if write is None:
        raise UnreadableError(str(path), "不认识的格式", "文件名以 .csv 或 .xlsx 结尾")
    fields = _fields(sight, purpose)
    count = 0

    def lines() -> Iterator[Line]:
        nonlocal count
        if simulated:
            yield [SIMULATED]
        yield [_title(field) for field in fields]
        for standing in _standings(sight, simulated):
            values = sight.values(standing, purpose)
            yield [_cell(values.get(field.name)) for field in fields]
            count += 1
            step()

    with whole_file(path) as out:
        write(lines(), out)
    return count


def _fields(sight: Sight, purpose: str) -> list[Field]:
    """The columns: without evidence, and without personal ones unless they are asked for and may be seen."""
    fields = [field for field in sight.register.fields.values() if field.kind != "file"]
    if not purpose:
        return [field for field in fields if not field.is_personal and sight.shows(field)]
    hidden = [field.name for field in fields if not sight.shows(field)]
    if hidden:
        problem = f"“{'、'.join(hidden)}”这个岗位不能看明文，导不出"
        raise UnreadableError(sight.register.name, problem, "不写 --personal，或由有权的岗位导出")
    return fields


def _standings(sight: Sight, simulated: bool) -> Iterator[Standing]:
    """The entries that stand, chunk by chunk, so that looks can be logged in between."""
    after = ""
    while True:
        with transaction.atomic():
            where = "WHERE register = %s AND simulated = %s AND withdrawn IS NULL AND key > %s"
            chunk = rows.some(where, (sight.register.name, simulated, after))
        yield from chunk
        if not chunk:
            return
        after = chunk[-1].key


def _title(field: Field) -> str:
    unit = MONEY_IN if field.kind == "money" else field.unit
    return f"{field.name}（{unit}）" if unit else field.name


def _cell(value: Json) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list | tuple):
        return "、".join(map(str, value))
    return "" if value is None or isinstance(value, Mapping) else str(value)


def _csv(lines: Iterable[Line], out: BinaryIO) -> None:
    """UTF-8 with its mark; what would act as a formula is quieted."""
    text = io.TextIOWrapper(out, "utf-8-sig", newline="")
    writer = csv.writer(text)
    for line in lines:
        writer.writerow([quieted(cell) for cell in line])
    text.flush()
    text.detach()


def _xlsx(lines: Iterable[Line], out: BinaryIO) -> None:
    """All cells are text, so no digit is lost and nothing acts as a formula."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book: Any = Workbook(write_only=True)
    sheet = book.create_sheet("台账")
    for line in lines:
        cells = [WriteOnlyCell(sheet, cell) for cell in line]
        for cell in cells:
            cell.data_type = "s" if cell.value else "n"
        sheet.append([cell if cell.value else None for cell in cells])
    book.save(out)


_WRITERS: Mapping[str, Callable[[Iterable[Line], BinaryIO], None]] = {".csv": _csv, ".xlsx": _xlsx}
