"""A table of matters as they stood at an instant, for publication: public fields only, folded from the events."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from yunhe.access.scope import Scope
from yunhe.atomic import whole_file
from yunhe.errors import UnreadableError
from yunhe.mechanisms.lights import light
from yunhe.mechanisms.mechanism import Mechanism
from yunhe.mechanisms.situation import Situation, walk
from yunhe.registers.sheets import quieted
from yunhe.server.ledger import chain
from yunhe.server.matters import desk
from yunhe.server.matters.saying import SIMULATED, said_value
from yunhe.types import Json

MOST = 10_000
STATE, LIGHT, WHY, OUTCOME, NUMBER = "状态", "灯", "灯的理由", "结论", "编号"
OF_MATTER = (NUMBER, STATE, LIGHT, WHY, OUTCOME)
NOTHING = "/"
FORMATS = (".csv", ".xlsx")


def columns_of(mechanism: Mechanism, asked: Sequence[str]) -> list[str]:
    """The columns asked for, or every public field with state, light and outcome; others are refused."""
    public = [name for name, field in mechanism.fields.items() if field.data_class == "公开"]
    for name in asked:
        if name not in (*public, *OF_MATTER):
            problem = f"“{name}”不能公开" if name in mechanism.fields else f"没有“{name}”这一列"
            raise UnreadableError("--columns", problem, f"可写：{'、'.join((*public, *OF_MATTER))}")
    return list(asked) or [*public, STATE, LIGHT, OUTCOME]


def stood_at(key: str, scope: Scope, at: datetime) -> list[Situation]:
    """The matters of a mechanism that were open or closed by an instant, as they stood then, oldest first."""
    found = []
    for line in reversed(desk.of(key, scope, MOST + 1)):
        events = [event for event in chain.read(line.number) if event.at <= at]
        if events:
            found.append(walk(events))
    if len(found) > MOST:
        raise UnreadableError(key, f"超过{MOST}件", "分机制或分岗位出表")
    return found


def rows(
    mechanism: Mechanism, situations: Iterable[Situation], columns: Sequence[str], at: datetime
) -> Iterator[list[str]]:
    """A row a matter."""
    for situation in situations:
        yield [_cell(mechanism, situation, column, at) for column in columns]


def _cell(mechanism: Mechanism, situation: Situation, column: str, at: datetime) -> str:
    found = light(mechanism.pace, situation, at)
    own: Mapping[str, Json] = {
        NUMBER: situation.subject,
        STATE: situation.state,
        LIGHT: found.colour if found else None,
        WHY: found.why if found else None,
        OUTCOME: situation.outcome,
    }
    value = own[column] if column in own else situation.values.get(column)
    if value in (None, "", []):
        return NOTHING
    unit = mechanism.fields[column].unit if column in mechanism.fields else ""
    return said_value(value) + (unit if unit == "%" else "")


def write(path: Path, title: str, columns: Sequence[str], table: Sequence[Sequence[str]], *, simulated: bool) -> None:
    """Write the table under its title as xlsx or csv; whole or not at all."""
    if path.suffix.lower() not in FORMATS:
        raise UnreadableError(str(path), "不认识的格式", "文件名以 .csv 或 .xlsx 结尾")
    with whole_file(path) as out:
        pour(out, path.suffix.lower(), [title], columns, table, simulated=simulated)


def pour(
    out: BinaryIO, form: str, titles: Sequence[str], columns: Sequence[str], table: Sequence[Sequence[str]], *,
    simulated: bool,
) -> None:  # fmt: skip
    """The same into anything that takes bytes, under several lines of titles."""
    heads = [*([title] for title in titles), *([[SIMULATED]] if simulated else [])]
    (_xlsx if form == ".xlsx" else _csv)([*heads, list(columns), *map(list, table)], len(heads), out)


def _csv(lines: Sequence[list[str]], heads: int, out: BinaryIO) -> None:
    text = io.TextIOWrapper(out, "utf-8-sig", newline="")
    csv.writer(text).writerows([quieted(cell) for cell in line] for line in lines)
    text.flush()
    text.detach()


def _xlsx(lines: Sequence[list[str]], heads: int, out: BinaryIO) -> None:
    """Text cells only, the head bold and repeated on every printed page, long columns wrapped."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, Side
    from openpyxl.utils import get_column_letter

    book: Any = Workbook()
    sheet = book.active
    width = len(lines[heads])
    line = Side(style="thin", color="FF888888")
    for number, cells in enumerate(lines, 1):
        is_head = number <= heads + 1
        for column, value in enumerate(cells, 1):
            cell = sheet.cell(number, column, value)
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center" if is_head else None)
            cell.font = Font(bold=number in (1, heads + 1), size=16 if number == 1 else 11)
            cell.border = Border(line, line, line, line) if number > heads else Border()
        if number <= heads:
            sheet.merge_cells(start_row=number, start_column=1, end_row=number, end_column=width)
    for column in range(1, width + 1):
        longest = max(len(cells[column - 1]) for cells in lines[heads:])
        sheet.column_dimensions[get_column_letter(column)].width = min(60, max(8, 2 * longest + 2))
    _for_print(sheet, heads)
    book.save(out)


def _for_print(sheet: Any, heads: int) -> None:
    """A4 across, as wide as the paper, the head on every page and in sight while scrolling."""
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{heads + 1}:{heads + 1}"
    sheet.freeze_panes = sheet.cell(heads + 2, 1)
