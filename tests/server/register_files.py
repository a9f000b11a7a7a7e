"""What tests of registers share: a small district with two registers, and files that are imported into them."""

import csv
import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from yunhe.registers.layout import own_layout
from yunhe.registers.register import Register, registers_of
from yunhe.registers.sheets import sheets_of
from yunhe.registers.table import table_of
from yunhe.server.ledger import chain
from yunhe.server.registers import importing, rows
from yunhe.server.registers.entering import Author, subject_of
from yunhe.server.registers.importing import Order, Outcome
from yunhe.server.registers.standing import fold

DISTRICT = """
code: "990101"
name: 例区
parent: 例市
sources: {code: 例}
subdistricts: {"990101001": 东门街道, "990101002": 西门街道}
"""
FIRMS = """
register: 企业
key: 编号
title: 名称
owner: 区商务局
basis: 示例口径
retention: {years: 5, after: 关停, basis: 示例口径}
fields:
  编号: {type: text, needed: true}
  名称: {type: unit, needed: true}
  街道: region
  资本: {type: money, least: 0}
  面积: {type: decimal, unit: 平方米}
  标签: {type: choices, choices: [总部, 上市]}
  规上: flag
  开办: date
  关停: date
  备注: long_text
  母公司: {type: ref, register: 企业}
  联系人: {type: person, class: 个人}
  电话: {type: phone, class: 个人}
rules: {关停: {not_before: 开办}}
examples: {好: {entry: {编号: A1, 名称: 例店}}, 坏: {entry: {}, refused: {编号: 没有填, 名称: 没有填}}}
"""
VISITS = """
register: 走访
key: 编号
owner: 区商务局
basis: 示例口径
retention: {forever: true, basis: 示例口径}
fields: {编号: {type: text, needed: true}, 企业: {type: ref, register: 企业, needed: true}}
examples: {好: {entry: {编号: Z1, 企业: A1}}, 坏: {entry: {}, refused: {编号: 没有填, 企业: 没有填}}}
"""
NOW = datetime(2025, 6, 3, 1, 0, tzinfo=UTC)
CLERK = Author("区商务局.登记岗", "1024", NOW)
HEAD = ("编号", "名称", "街道", "资本（万元）", "联系人", "电话")
ROWS = (
    ("A1", "例一公司", "东门街道", "100", "张三", "13805710000"),
    ("A2", "例二公司", "西门", "2.5", "", ""),
    ("A3", "例三公司", "", "", "李四", ""),
)


def district(folder: Path) -> Path:
    """The folder of a small district."""
    kept = folder / "区"
    (kept / "registers").mkdir(parents=True)
    (kept / "district.yaml").write_text(DISTRICT, encoding="utf-8")
    (kept / "registers" / "firms.yaml").write_text(FIRMS, encoding="utf-8")
    (kept / "registers" / "visits.yaml").write_text(VISITS, encoding="utf-8")
    return kept


def registers(folder: Path) -> dict[str, Register]:
    return registers_of(district(folder))


def as_csv(*rows: tuple[Any, ...]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def brought(register: Register, data: bytes, name: str = "表.csv", author: Author = CLERK, **how: Any) -> Outcome:
    """What became of a file whose titles are the names of the fields."""
    table = table_of(data, name, own_layout(register, sheets_of(data, name)))
    return importing.bring_in(Order(register, table, author, "", **how))


def stands(register: str, key: str, store: str = "公共") -> None:
    """An entry that matters of a test lead to."""
    body: dict[str, Any] = {"register": register, "key": key, "store": store, "named": {"title": "编号"}}
    subject = subject_of(register, key)
    with transaction.atomic():
        event = CLERK.wrote(subject, 1, "entered", body | {"values": {"编号": key}, "source": {}})
        chain.append(subject, [event], 0)
        rows.insert([fold(None, event)])
