"""Published figures to hold a report against, from a communiqué (any document) or a table of indicators.

A table has a row that names its columns, in Chinese or English and in any order: 指标·期间·数值·单位, or 指标 and one
column a year. A unit may stand in its column, in a heading (数值（亿元）), behind the name (地区生产总值（亿元）), in a
line “单位：亿元”, or in the cell.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath
from typing import NamedTuple

from yunhe.audit.prose import prose_of
from yunhe.audit.tables import SUFFIXES, Cell, rows_of
from yunhe.errors import UnreadableError
from yunhe.reading.reader import read_document, read_text
from yunhe.types import Claim, Document, Reading, Statistic

_HEADINGS = {
    "indicator": "指标|指标名称|统计指标|项目|名称|indicator|indicators|name|item|series",
    "period": "期间|时期|时间|年份|年度|报告期|period|year|date|time",
    "value": "数值|数据|值|本期|本期数|全年|实际|绝对数|绝对值|总量|累计|金额|value|amount|level|figure|data",
    "growth": "增速|同比|同比增长|增长率|增幅|比上年增长|比上年|同比增速|比上年±|growth|yoy|change",
    "unit": "单位|计量单位|unit|units",
    "place": "地区|区域|区县|area|place|region",
    "kind": "类型|值类型|kind",
    "status": "状态|性质|数据性质|说明|备注|status|note|notes",
}
_ROLES = {word: role for role, words in _HEADINGS.items() for word in words.split("|")}
_GROWS = re.compile("增速|增长率|增幅|同比.*|growth", re.I)  # what a column 类型 may say
_EXACT_PERIOD = re.compile(r"(?:19|20)\d\d-(?:[Hh][12]|[Qq][1-4]|0[1-9]|1[0-2]|(?:19|20)\d\d)")
_NUMBERING = re.compile(
    r"^(?:[#＃\s]+|其中[:：]?|[（(]?(?:\d+|[一二三四五六七八九十]+)[.．、)）]|\d+\s)+"
)  # 一般… is a name
_IN_BRACKETS = re.compile(r"[（(\[]\s*(?:单位[:：])?\s*([^（）()\[\]]{1,10})\s*[)）\]]")
_UNIT_LINE = re.compile(r"(?:计量)?单位\s*[:：]\s*([^\s，。；、）)]{1,8})")
_NUMBER = re.compile(r"[-−–+]?\d[\d,，]*(?:\.\d+)?")
_NOTHING = re.compile(r"[-—–－/…·.\s]*|空|无|—|n/?a|none|null|nan", re.I)
_A_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)\s*年?(?:全年|末|底)?")
_SAID_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
_PRELIMINARY = re.compile("初步(?:核算|统计|数)|快报|预计|preliminary", re.I)
_FINAL = re.compile("最终核实|最终数|年报数|核定数|普查修订|final", re.I)
_ALL_PRELIMINARY = re.compile("(?:本公报|公报中|文中|以上)[^。]{0,16}(?:均为|为|系)初步统计")
_PARTS = {"上半年": "H1", "下半年": "H2", "一季度": "Q1", "二季度": "Q2", "三季度": "Q3", "四季度": "Q4"}
_KINDS = ("level", "growth", "ratio", "change")
_OPENING = 160  # letters in which a communiqué names its year
_LOOKED_AT = 12  # rows among which the headings stand


class _Column(NamedTuple):
    """What a column holds: its role, the unit its heading gives, and the year that heads it in a wide table."""

    role: str
    unit: str
    period: str


class _Table(NamedTuple):
    document: Document
    columns: dict[int, _Column]
    unit: str  # said for the whole table
    year: str  # of the whole table, when no cell says it
    is_final: bool | None


def statistics_text(text: str, name: str) -> tuple[Statistic, ...]:
    """The statistics of a text that is at hand."""
    return statistics_of(Document(name, text))


def statistics_of(document: Document) -> tuple[Statistic, ...]:
    """The statistics of a document: the rows of a table that names its columns, else the figures of a communiqué."""
    is_file_of_rows = f".{document.media}" in SUFFIXES
    table = _table_in(document) if is_file_of_rows or "\t" in document.text[:2000] else None
    if table is not None:
        found = tuple(_of_table(*table))
        if found or is_file_of_rows:
            return _checked(found, document)
    if is_file_of_rows:
        raise UnreadableError(
            document.name, "看不出哪一列是指标、哪一列是数值", "首行写上“指标、期间、数值、单位”，或指标加各年份"
        )
    return _checked(tuple(_of_reading(_read_by_its_year(document))), document)


def _checked(found: tuple[Statistic, ...], document: Document) -> tuple[Statistic, ...]:
    if not found:
        raise UnreadableError(
            document.name, "没有读出统计数据", "核对是否选错了文件；表格首行写“指标、期间、数值、单位”"
        )
    return found


def _read_by_its_year(document: Document) -> Reading:
    """A communiqué names the year of its figures, where a report names that in which it was given."""
    reading = read_document(document)
    told = _SAID_YEAR.search(document.text[:_OPENING]) or _A_YEAR.search(PurePath(document.name).stem)
    if told is None or reading.outline.year == int(told.group(1)):
        return reading
    stem = re.sub(r"(?:19|20)\d\d", "", PurePath(document.name).stem).strip("-_ 年.")
    again = read_document(replace(document, name=f"{stem}-{int(told.group(1)) + 1}.txt"))
    return replace(
        again,
        document=document,
        claims=tuple(replace(claim, span=replace(claim.span, doc=document.name)) for claim in again.claims),
    )


def _of_reading(reading: Reading) -> Iterator[Statistic]:
    whole = False if _ALL_PRELIMINARY.search(reading.document.text) else None
    prose = prose_of(reading)
    for claim in reading.claims:
        if claim.status != "target" and claim.kind in _KINDS:
            said = _is_final(prose.sentence_of(claim).text)
            yield _statistic(claim, claim.period, claim.place, said if said is not None else whole)


def _is_final(words: str) -> bool | None:
    if _FINAL.search(words):
        return True
    return False if _PRELIMINARY.search(words) else None


def _statistic(claim: Claim, period: str, place: str, is_final: bool | None) -> Statistic:
    return Statistic(claim.indicator, claim.kind, claim.quantity, period, place, is_final, claim.basis, claim.span)


# Tables


def _table_in(document: Document) -> tuple[_Table, list[list[Cell]]] | None:
    """The table of a document with the rows below its headings, or None when no row names an indicator and a value."""
    rows = list(rows_of(document))
    for at, row in enumerate(rows[:_LOOKED_AT]):
        columns = {cell.column: _column(cell.words) for cell in row}
        roles = {column.role for column in columns.values()}
        if "indicator" in roles and roles & {"value", "growth"}:
            above = "\n".join(cell.words for line in rows[: at + 1] for cell in line)
            unit = _UNIT_LINE.search(above)
            year = _A_YEAR.search(f"{above} {document.name}")
            table = _Table(
                document, columns, unit.group(1) if unit else "", year.group(1) if year else "", _is_final(above)
            )
            return table, rows[at + 1 :]
    return None


def _column(heading: str) -> _Column:
    """What a heading says of its column: 数值（亿元）, 2024年, 同比增长(%), Value."""
    unit = _IN_BRACKETS.search(heading)
    bare = re.sub(r"\s", "", _IN_BRACKETS.sub("", heading)).strip("：:*")
    year = _A_YEAR.match(bare)
    rest = bare[year.end() :] if year else bare
    role = _ROLES.get(rest.lower()) or _ROLES.get(bare.lower()) or ""
    if year and not rest:
        role = "value"
    if not role and re.search("增长|增速|增幅|同比", rest):
        role = "growth"
    if unit and role == "growth" and "%" not in unit.group(1):
        return _Column(role, "%", year.group(1) if year else "")
    return _Column(role, unit.group(1).strip() if unit else "", year.group(1) if year else "")


def _of_table(table: _Table, rows: list[list[Cell]]) -> Iterator[Statistic]:
    unit = table.unit
    for row in rows:
        line = _UNIT_LINE.search(" ".join(cell.words for cell in row))
        unit = line.group(1) if line and len(row) <= 2 else unit
        cells = {table.columns[cell.column].role: cell for cell in reversed(row) if cell.column in table.columns}
        if "indicator" in cells:
            yield from _of_row(table, row, cells, unit)


def _of_row(table: _Table, row: list[Cell], cells: dict[str, Cell], unit: str) -> Iterator[Statistic]:
    name, own_unit = _name_and_unit(cells["indicator"].words)
    own_unit = cells["unit"].words if "unit" in cells else own_unit
    is_final = _is_final(cells["status"].words) if "status" in cells else None
    place = cells["place"].words if "place" in cells else ""
    grows = "kind" in cells and _GROWS.fullmatch(cells["kind"].words.strip()) is not None
    for cell in row:
        column = table.columns.get(cell.column)
        if column is None or column.role not in ("value", "growth"):
            continue
        claim = claim_in(name, cell.words, column.unit or own_unit or unit, grows or column.role == "growth")
        period = _period(cells["period"].words) if "period" in cells else column.period or table.year
        if claim is not None:
            read = _statistic(claim, period, place, table.is_final if is_final is None else is_final)
            yield read._replace(span=cell.span(table.document))


def _name_and_unit(words: str) -> tuple[str, str]:
    """地区生产总值（亿元） → its name and its unit; # and 其中 before a name are no part of it."""
    unit = _IN_BRACKETS.search(words)
    name = _IN_BRACKETS.sub("", words) if unit and _is_unit(unit.group(1)) else words
    return _NUMBERING.sub("", name).strip(), unit.group(1) if unit else ""


def _is_unit(words: str) -> bool:
    return claim_in("数量", "1", words.strip(), False) is not None


def claim_in(name: str, words: str, unit: str, is_growth: bool) -> Claim | None:
    """What the cell of a table says, as a sentence would: 地区生产总值, 2206.3, 亿元. None when it holds no figure."""
    bare = words.replace(" ", "")
    number = _NUMBER.search(bare)
    if number is None or _NOTHING.fullmatch(bare) or not name:
        return None
    digits = re.sub("[-−–+,，]", "", number.group())
    behind = bare[number.end() :] or ("%" if is_growth and "%" not in unit and "点" not in unit else unit)
    falls = number.group()[0] in "-−–"
    verb = ("下降" if falls else "增长") if is_growth else ""
    reading = read_text(f"{name}{verb}{digits}{behind.replace('％', '%')}。")
    found = next((claim for claim in reading.claims if claim.kind in _KINDS and claim.indicator.phrase), None)
    if found is None or (falls and not is_growth):
        return None
    return found


def _period(words: str) -> str:
    """2024年 → 2024, 2024年一季度 → 2024-Q1, 2024-03 → 2024-03, 2024-12-31 → 2024."""
    if _EXACT_PERIOD.fullmatch(words.strip()):
        return words.strip().upper()
    year = re.search(r"(?:19|20)\d\d", words)
    if year is None:
        return ""
    part = next((code for word, code in _PARTS.items() if word in words), "")
    quarter = re.search(r"[Qq]([1-4])", words)
    part = part or (f"Q{quarter.group(1)}" if quarter else "")
    return f"{year.group()}-{part}" if part else year.group()
