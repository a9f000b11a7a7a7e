"""The rest days and make-up working days of a year, as the State Council's notice orders them; a table of csv.

    日期,标记,名称,依据
    2026-02-16,休,春节,
    2026-02-14,班,春节,

休 is a weekday on which nobody works, 班 a day of the weekend on which everybody does; other weekends are not listed.
An empty 依据 means 国务院办公厅关于YYYY年部分节假日安排的通知.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Final, Literal, NamedTuple, cast

from yunhe.errors import DefinitionError, UnreadableError, reason
from yunhe.reading.encoding import decode

Mark = Literal["休", "班"]
COLUMNS: Final = ("日期", "标记", "名称", "依据")
DATE: Final = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
NOTICE: Final = "国务院办公厅关于{year}年部分节假日安排的通知"
LARGEST_FILE: Final = 200_000
FESTIVALS: Final = (
    "元旦",
    "春节",
    "清明",
    "劳动",
    "端午",
    "国庆",
)  # 中秋 may fall within 国庆 and needs no day of its own
FESTIVALS_SINCE: Final = 2008
FIRST_YEAR: Final = 1992  # summer time was last kept in 1991: since then China's clock is always eight hours ahead


class Day(NamedTuple):
    """A day on which it is not as on other days of its weekday."""

    on: date
    mark: Mark
    name: str
    basis: str


@dataclass(frozen=True, slots=True)
class Year:
    """What is published of a year: its exceptional days in order."""

    number: int
    days: tuple[Day, ...]

    def text(self) -> str:
        """The table that `read_years` reads back."""
        return text_of((self,))


def read_year(path: Path) -> Year:
    """The one year of a file; any other content is refused with its line, and so is a year that is not complete.

    Half a year would pass for a published one and turn guesses into answers: 全国年节及纪念日放假办法 gives every
    festival a day off, made up for when it falls on a weekend, so each has at least one 休.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableError(str(path), f"读不了：{reason(error)}", "核对路径和权限") from None
    if len(data) > LARGEST_FILE:
        raise UnreadableError(str(path), "文件太大，不是一年的节假日表", "只留一年的日期、标记、名称")
    rows = tuple(_rows(str(path), decode(data, str(path))[0]))
    if not rows:
        raise DefinitionError(str(path), 1, "没有一个日期", "逐行写：" + ",".join(COLUMNS[:3]))
    _refuse_other_years(str(path), rows)
    _refuse_half_a_year(str(path), rows)
    return _years(day for _, day in rows)[0]


def read_years(name: str, text: str) -> tuple[Year, ...]:
    """The years of a table, ascending; `name` is said in refusals."""
    return _years(day for _, day in _rows(name, text))


def text_of(years: Iterable[Year]) -> str:
    """Years as a table of csv, each day a line."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for year in years:
        for day in year.days:
            basis = "" if day.basis == NOTICE.format(year=year.number) else day.basis
            writer.writerow((day.on.isoformat(), day.mark, day.name, basis))
    return out.getvalue()


def _refuse_other_years(name: str, rows: tuple[tuple[int, Day], ...]) -> None:
    number = rows[0][1].on.year
    for line, day in rows:
        if day.on.year != number:
            remedy = "一个文件只写一年；上一年年末的日子写进上一年的表，再导入那张表"
            raise DefinitionError(name, line, f"{day.on}不是{number}年的日期", remedy)


def _refuse_half_a_year(name: str, rows: tuple[tuple[int, Day], ...]) -> None:
    names = "、".join(day.name for _, day in rows if day.mark == "休")
    missing = [festival for festival in FESTIVALS if festival not in names]
    if missing and rows[0][1].on.year >= FESTIVALS_SINCE:
        raise DefinitionError(name, rows[-1][0], f"没有{'、'.join(missing)}的“休”", "照通知补全全年的休和班，再导入")


def _years(days: Iterable[Day]) -> tuple[Year, ...]:
    grouped = groupby(sorted(days), key=lambda day: day.on.year)
    return tuple(Year(number, tuple(days)) for number, days in grouped)


def _rows(name: str, text: str) -> Iterator[tuple[int, Day]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    seen: dict[date, int] = {}
    try:
        for cells in reader:
            line = reader.line_num
            if _is_left_out(cells):
                continue
            day = _day(name, line, [cell.strip() for cell in cells])
            if day.on in seen:
                raise DefinitionError(name, line, f"{day.on}重复，第 {seen[day.on]} 行已有", "删去一行")
            seen[day.on] = line
            yield line, day
    except csv.Error as error:
        raise DefinitionError(name, reader.line_num, f"不是 csv：{error}", "核对引号，用逗号分隔") from None


def _is_left_out(cells: list[str]) -> bool:
    """An empty line, a remark or the heading."""
    return not any(cells) or cells[0].startswith("#") or cells[0].strip() == COLUMNS[0]


def _day(name: str, line: int, cells: list[str]) -> Day:
    def refuse(problem: str, remedy: str) -> DefinitionError:
        return DefinitionError(name, line, problem, remedy)

    while len(cells) > len(COLUMNS) and not cells[-1]:
        cells.pop()
    if not 3 <= len(cells) <= len(COLUMNS):
        raise refuse(f"有 {len(cells)} 列", "写三列或四列：" + ",".join(COLUMNS))
    on, mark = _date(cells[0]), cells[1]
    if on is None:
        raise refuse(f"不是日期：“{cells[0]}”", f"写成 2027-01-01（{FIRST_YEAR}年以后）")
    if mark not in ("休", "班"):
        raise refuse(f"标记不能是“{mark}”", "写“休”（放假）或“班”（调休上班）")
    is_weekend = on.weekday() >= 5
    if mark == "休" and is_weekend:
        raise refuse(f"{on}本来就是周末，不必标“休”", "删去这一行；如果周末要上班，标“班”")
    if mark == "班" and not is_weekend:
        raise refuse(f"{on}本来就是工作日，不必标“班”", "删去这一行；如果放假，标“休”")
    if not cells[2]:
        raise refuse("没有写名称", "写节日的名称，如 春节")
    basis = cells[3] if len(cells) > 3 else ""
    return Day(on, cast("Mark", mark), cells[2], basis or NOTICE.format(year=on.year))


def _date(written: str) -> date | None:
    found = DATE.fullmatch(written)
    if found is None or not found[0].isascii() or int(found[1]) < FIRST_YEAR:
        return None
    try:
        return date(int(found[1]), int(found[3]), int(found[4]))
    except ValueError:
        return None
