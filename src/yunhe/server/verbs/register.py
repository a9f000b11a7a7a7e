"""台账：导入、查看、经过、撤销、导出。

  yunhe register import 企业 企业名录.xlsx --mapping 企业名录 --as 区市场监管局.台账岗 --person 1024
  yunhe register list 企业 --where 街道=330105002
  yunhe register show 企业 91330105MA2XAMPL6T
  yunhe register history 企业 91330105MA2XAMPL6T
  yunhe register undo 企业-2026-000001 --because 给错了表 --as … --person …
  yunhe register export 企业 企业.xlsx

整份导入，或一行也不导入；`--partly` 只导入没有问题的行，`--dry-run` 只试算。同一个文件不导入两次。
退出码：0 全部导入；3 有的行没有导入（逐行写明原因）。
"""

import argparse
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yunhe.errors import reason
from yunhe.server.who import add_who

if TYPE_CHECKING:
    from collections.abc import Callable

    from yunhe.registers.register import Register
    from yunhe.registers.table import Table
    from yunhe.server.access.reader import Seat
    from yunhe.server.registers.entering import Author
    from yunhe.server.registers.seeing import Sight

SOME_REFUSED = 3


def add(parser: argparse.ArgumentParser) -> None:
    """Its own sub-verbs."""
    steps = parser.add_subparsers(title="做什么", metavar="做什么", required=True, dest="step")
    _add_import(steps.add_parser("import", help="导入一份表"))
    listing = steps.add_parser("list", help="有哪些台账，一个台账有哪些条目")
    listing.add_argument("name", nargs="?", default="", metavar="台账")
    listing.add_argument("--where", nargs="+", action="extend", default=[], metavar="字段=内容", help="只列这样的")
    listing.add_argument("--withdrawn", action="store_true", help="列已撤销的")
    listing.add_argument("--imports", action="store_true", help="列这个台账的各次导入")
    listing.add_argument("--limit", type=int, default=50, metavar="数", help="最多多少条（默认 50）")
    showing = steps.add_parser("show", help="一个条目")
    history = steps.add_parser("history", help="一个条目的全部经过")
    for step in (showing, history):
        step.add_argument("name", metavar="台账")
        step.add_argument("key", metavar="编号")
    showing.add_argument("--purpose", default="", metavar="事由", help="为什么看个人信息；每次都记下来")
    undoing = steps.add_parser("undo", help="撤销一次导入")
    undoing.add_argument("number", metavar="导入编号")
    undoing.add_argument("--because", default="", metavar="理由", help="为什么撤销")
    exporting = steps.add_parser("export", help="导出成 csv 或 xlsx，能再导入")
    exporting.add_argument("name", metavar="台账")
    exporting.add_argument("file", metavar="文件")
    exporting.add_argument("--simulated", action="store_true", help="导出模拟的")
    exporting.add_argument("--personal", default="", metavar="事由", help="连个人信息一起导出，写明为什么")
    for step in steps.choices.values():
        add_who(step)


def _add_import(step: argparse.ArgumentParser) -> None:
    step.add_argument("name", metavar="台账")
    step.add_argument("file", metavar="表", help="csv、xlsx 或 docx")
    step.add_argument("--mapping", default="", metavar="列对应", help="imports 里的一份；不写就是列名与字段名相同")
    step.add_argument("--simulated", action="store_true", help="这是模拟数据，处处写明")
    step.add_argument("--partly", action="store_true", help="有问题的行不导入，其余照导")
    step.add_argument("--dry-run", action="store_true", help="只试算，什么也不写")
    step.add_argument("--missing", default="", metavar="文件", help="台账里有而表里没有的，列到这个 csv")


def run(given: argparse.Namespace) -> int:
    """Do the step that was asked for."""
    from yunhe.server import require_tables, start

    start()
    require_tables()
    if given.step == "import":
        return _import(given)
    steps = {"list": _list, "show": _show, "history": _history, "undo": _undo, "export": _export}
    for line in steps[given.step](given):
        print(line)
    return 0


def _import(given: argparse.Namespace) -> int:
    from yunhe.server.registers import importing, saying

    register = _register(given)
    author = _author(given, register)
    table, mapping = _table(given, register)
    with _progress("导入", 2 * table.length) as step:
        order = importing.Order(
            register, table, author, mapping, given.simulated, given.partly, given.dry_run, step
        )  # fmt: skip
        done = importing.bring_in(order)
    for line in saying.outcome(done, table, dry_run=given.dry_run):
        print(line)
    if given.missing:
        _write_missing(Path(given.missing), done.missing)
    return SOME_REFUSED if done.refused else 0


def _table(given: argparse.Namespace, register: "Register") -> "tuple[Table, str]":
    from yunhe.errors import UnreadableError
    from yunhe.registers.layout import layouts_of, named_layout, own_layout
    from yunhe.registers.sheets import LARGEST_FILE, sheets_of
    from yunhe.registers.table import table_of
    from yunhe.systems import find_district

    path, folder = Path(given.file), find_district(given.district)
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise UnreadableError(given.file, f"文件超过{LARGEST_FILE >> 20}MB", "分成几份导入")
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableError(given.file, f"读不了（{reason(error)}）", "检查路径和权限") from None
    if given.mapping:
        layout = named_layout(folder, given.mapping, register)
        return table_of(data, path.name, layout), layout.name
    try:
        return table_of(data, path.name, own_layout(register, sheets_of(data, path.name))), ""
    except UnreadableError as error:
        others = [layout.name for layout in layouts_of(folder).values() if layout.register.name == register.name]
        if others:
            error.remedy += f"；列名是别的系统的，用 --mapping：{'、'.join(others)}"
        raise


def _write_missing(path: Path, missing: list[tuple[str, str]]) -> None:
    import csv

    with path.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out).writerows([("编号", "名称"), *missing])


def _list(given: argparse.Namespace) -> Iterable[str]:
    from yunhe.server.registers import imports, listing, saying

    if not given.name:
        return saying.registers(listing.registers(_registers(given).values()))
    register = _register(given)
    if given.imports:
        return saying.imports(imports.of(register.name, given.limit))
    wanted = listing.wanted(register, given.where)
    return saying.entries(listing.entries(_sight(given, register), wanted, given.limit, withdrawn=given.withdrawn))


def _show(given: argparse.Namespace) -> Iterable[str]:
    from yunhe.server.registers import listing, saying

    register = _register(given)
    sight = _sight(given, register)
    one = listing.entry(sight, given.key)
    return saying.entry(one, register, sight.values(one, given.purpose))


def _history(given: argparse.Namespace) -> Iterable[str]:
    from yunhe.server.ledger import chain
    from yunhe.server.registers import listing, saying

    register = _register(given)
    sight = _sight(given, register)
    hidden = frozenset(name for name, field in register.fields.items() if not sight.shows(field))
    return saying.history(chain.read(listing.entry(sight, given.key).subject), hidden)


def _undo(given: argparse.Namespace) -> Iterable[str]:
    from yunhe.errors import UnreadableError
    from yunhe.server.registers import imports, saying, undoing

    if not given.because.strip():
        raise UnreadableError(given.number, "没有写明为什么撤销", "加上 --because 理由")
    made = imports.find(given.number)
    given.name, given.simulated = made.register, made.simulated
    author = _author(given, _register(given))
    with _progress("撤销", sum(int(str(count)) for count in made.counts.values())) as step:
        done = undoing.undo(made.number, author, given.because.strip(), step)
    return saying.undone(done)


def _export(given: argparse.Namespace) -> Iterable[str]:
    from yunhe.server.registers.export import export
    from yunhe.server.registers.seeing import require_export

    register = _register(given)
    sight = _sight(given, register)
    if not given.simulated:
        require_export(register, _seat(given))
    with _progress("导出", 0) as step:
        count = export(sight, Path(given.file), simulated=given.simulated, purpose=given.personal, step=step)
    return [f"{given.file}：{count} 条" + ("（模拟）" if given.simulated else "")]


def _registers(given: argparse.Namespace) -> "dict[str, Register]":
    from yunhe.registers.register import registers_of
    from yunhe.systems import find_district

    return registers_of(find_district(given.district))


def _register(given: argparse.Namespace) -> "Register":
    from difflib import get_close_matches

    from yunhe.errors import UnreadableError

    known = _registers(given)
    if given.name not in known:
        near = get_close_matches(given.name, known, n=1, cutoff=0.5)
        remedy = f"是不是“{near[0]}”？" if near else f"现有：{'、'.join(known)}"
        raise UnreadableError(given.name, "没有这个台账", remedy)
    return known[given.name]


def _sight(given: argparse.Namespace, register: "Register") -> "Sight":
    from yunhe.server.registers.seeing import sight

    return sight(register, _seat(given) if given.post or given.person else None)


def _seat(given: argparse.Namespace) -> "Seat":
    """Who reads or acts; refused when they do not hold the post."""
    from yunhe.access.roles import access_of
    from yunhe.server.access.reader import seat_of
    from yunhe.server.clock import now
    from yunhe.systems import find_district

    return seat_of(access_of(find_district(given.district)), given.post, given.person, now())


def _author(given: argparse.Namespace, register: "Register") -> "Author":
    """Who does it: for real data a post that may; simulated data may come from anybody, and bear the mark."""
    from yunhe.mechanisms.mechanism import SYSTEM
    from yunhe.server.clock import now
    from yunhe.server.registers.entering import Author
    from yunhe.server.registers.seeing import require_import

    if given.simulated:
        return Author(given.post or SYSTEM, given.person, now())
    seat = _seat(given)
    require_import(register, seat)
    return Author(seat.post, seat.person, now(), seat.said())


@contextmanager
def _progress(what: str, total: int) -> "Iterator[Callable[[], Any]]":
    from yunhe.progress import Progress

    with Progress(total, sys.stderr, sys.stderr.isatty(), what, "行") as bar:
        yield bar.step
