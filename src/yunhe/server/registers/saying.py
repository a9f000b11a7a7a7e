"""Registers as a terminal shows them: lists, one entry, its history, and what became of an import."""

from collections.abc import Iterator, Mapping, Sequence, Set

from yunhe.faces.columns import fit
from yunhe.registers.register import Register
from yunhe.registers.table import Table, findings
from yunhe.server.matters.saying import said_instant
from yunhe.server.registers.importing import OUTCOMES, Outcome
from yunhe.server.registers.imports import Import
from yunhe.server.registers.standing import Standing, is_sealed
from yunhe.server.registers.undoing import Undone
from yunhe.server.vault.opening import WITHHELD
from yunhe.types import Event, Json

SIMULATED = "模拟数据：以下条目不是真的"
MOST_MISSING = 200


def entries(found: Sequence[Standing]) -> Iterator[str]:
    """A table of entries: key, title, since when."""
    if any(one.simulated for one in found):
        yield SIMULATED
    yield "  ".join((fit("编号", 24), fit("名称", 36), fit("变动", 16), "状态"))
    for one in found:
        state = "已撤销" if one.withdrawn else ("模拟" if one.simulated else "")
        line = "  ".join((fit(one.key, 24), fit(one.title, 36), fit(said_instant(one.changed), 16), state))
        yield line.rstrip()
    yield f"共 {len(found)} 条"


def registers(found: Sequence[tuple[Register, int, int, int]]) -> Iterator[str]:
    """A table of registers: owner, store, how many entries stand, are simulated, were taken off."""
    yield "  ".join((fit("台账", 20), fit("归口单位", 18), fit("库", 10), "条目（真实／模拟／已撤销）"))
    for register, real, simulated, withdrawn in found:
        head = (fit(register.name, 20), fit(register.owner, 18), fit(register.store, 10))
        yield "  ".join((*head, f"{real}／{simulated}／{withdrawn}"))


def imports(found: Sequence[Import]) -> Iterator[str]:
    """A table of imports, the newest first."""
    for made in found:
        counts = "，".join(f"{name}{count}" for name, count in made.counts.items() if count)
        marks = "（模拟）" if made.simulated else ""
        marks += f"（已撤销 {made.undone:%Y-%m-%d}）" if made.undone else ""
        yield f"{made.number}  {said_instant(made.at)}  {made.file}  {counts}  {made.actor} {made.person}{marks}"
    yield f"共 {len(found)} 次导入"


def entry(one: Standing, register: Register, values: Mapping[str, Json]) -> Iterator[str]:
    """All fields of an entry, and where they come from."""
    marks = ("（模拟）" if one.simulated else "") + ("（已撤销）" if one.withdrawn else "")
    yield f"{register.name}  {one.key}{marks}"
    for name, field in register.fields.items():
        if name in values:
            value = said(values[name])
            yield f"  {fit(name, 16)}  {field.district.subdistricts.get(value, value)}"
    yield f"  {fit('来源', 16)}  {source(one.source)}"
    yield f"  {fit('记录', 16)}  {one.last} 条，{said_instant(one.since)} 起，{said_instant(one.changed)} 变动"


def history(events: Sequence[Event], hidden: Set[str]) -> Iterator[str]:
    """Every event of an entry: when, what, by whom, which values, from where; hidden fields are named only."""
    for event in events:
        body = event.body
        yield f"{event.number}  {said_instant(event.at)}  {body.get('do')}  {event.actor} {event.person}".rstrip()
        if because := body.get("because"):
            yield f"     理由：{because}"
        values = body.get("values")
        for name, value in values.items() if isinstance(values, Mapping) else ():
            yield f"     {name}：{WITHHELD if name in hidden and not is_sealed(value) else said(value)}"
        where = body.get("source")
        if isinstance(where, Mapping) and where:
            yield f"     来源：{source(where)}"


def said(value: Json) -> str:
    """A value as people write it."""
    if is_sealed(value):
        return "（个人信息）"
    if isinstance(value, bool) or value is None:
        return {True: "是", False: "否", None: "（空）"}[value]
    if isinstance(value, Mapping):
        return str(value.get("name", "附件"))
    return "、".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def source(where: Mapping[str, Json]) -> str:
    """Where a value comes from."""
    if "import" in where:
        sheet = f"“{where['sheet']}”" if "sheet" in where else ""
        return (
            f"{where['file']}{sheet}第{where['row']}行（导入 {where['import']}，sha256 {str(where['sha256'])[:12]}…）"
        )
    return f"撤销导入 {where['undo']}" if "undo" in where else str(where.get("said", "登记人"))


def outcome(done: Outcome, table: Table, *, dry_run: bool) -> Iterator[str]:
    """What became of a file: every refused row, what is missing, and the counts."""
    yield from findings(table.where, done.refused, done.left_out)
    yield from (f"{table.source} 没有读工作表“{name}”" for name in table.head.others)
    yield from (f"{key}：个人信息已按要求删除，没有再写入" for key in done.erased)
    for key, title in done.missing[:MOST_MISSING]:
        yield f"台账里有，文件里没有：{key} {title}（没有动它）"
    if len(done.missing) > MOST_MISSING:
        yield f"…… 另有 {len(done.missing) - MOST_MISSING} 条文件里没有，都没有动；要全部，写 --missing 文件"
    left_out = sum(left.count for left in done.left_out)
    yield f"可导入{done.taken}条，拒收{len(done.refused)}行，略去{left_out}行"
    if done.counts or done.made:
        yield "，".join(f"{name} {done.counts[name]} 条" for name in OUTCOMES) + f"，缺少 {len(done.missing)} 条"
    yield f"已导入：{done.made.number}" if done.made else _nothing(done, dry_run)


def _nothing(done: Outcome, dry_run: bool) -> str:
    if dry_run:
        return "试算，什么也没有写"
    return "什么也没有导入" + (" → 改正以上各行再导入；或加 --partly，先导入没有问题的行" if done.refused else "")


def undone(done: Undone) -> Iterator[str]:
    """What was taken back and what was not."""
    for key, why in done.kept.items():
        yield f"{key} 没有动：{why}"
    yield f"撤销 {len(done.withdrawn)} 条，改回 {len(done.set_back)} 条，没有动 {len(done.kept)} 条"
