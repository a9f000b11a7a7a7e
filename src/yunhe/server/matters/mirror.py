"""Mirrors matters whose home is another system: rows of what it exports become matters here, by case number.

Nothing is entered twice and nothing is written back. A row says where a case stands upstream, and until when; a limit
that it does not tell runs here from the day the case was received there. All rows of a file come in, or none, unless
the accepted part is asked for.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from django.db import transaction

from yunhe.definitions import strict
from yunhe.definitions.fields import Field
from yunhe.definitions.retention import forever
from yunhe.errors import UnreadableError, reason
from yunhe.mechanisms.act import Act
from yunhe.mechanisms.machine import is_sealed
from yunhe.mechanisms.mechanism import UPSTREAM, Mechanism
from yunhe.mechanisms.situation import Situation
from yunhe.mechanisms.workdays import CHINA, ONE_DAY
from yunhe.registers.layout import Layout, titled
from yunhe.registers.register import Register
from yunhe.registers.sheets import sheets_of
from yunhe.registers.table import Imported, Taken, import_table
from yunhe.server.matters import row, work
from yunhe.server.statement import Statement
from yunhe.types import Json

CASE, STATE, RECEIVED, SINCE, DUE = "案号", "状态", "收到日期", "状态日期", "到期日"
ALSO_DUE = "办理期限至"  # what many exports call it
FOLDER = "mirrors"
HEAD_WITHIN = 20  # rows in which the titles must stand
MIRROR = "镜像"
LARGEST_FILE = 50_000_000
_KNOWN = Statement("SELECT number, simulated FROM matters_matter WHERE mechanism = %s AND upstream = %s")


@dataclass(frozen=True, slots=True)
class Saved:
    """How a system's export is read: its titles → our fields, its words → our states, titles to leave alone.

    `clock` is the limit whose end the column 到期日 tells, where several run at once.
    """

    columns: Mapping[str, str]
    states: Mapping[str, str]
    ignored: tuple[str, ...]
    dates: Mapping[str, str]
    clock: str = ""


class Mirrored(NamedTuple):
    """What an import did, what the table looked like, and which rows could be read but not followed."""

    opened: int
    changed: int
    same: int
    table: Imported
    refused: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether every row came in."""
        return self.table.is_whole and not self.refused


def saved_of(district: Path, key: str) -> Saved:
    """The saved reading of an export, `<district>/mirrors/<mechanism>.yaml`; without one titles are our own names."""
    path = district / FOLDER / f"{key}.yaml"
    if not path.exists():
        return Saved({}, {}, (), {})
    root = strict.load(path)
    columns = dict(root.take("columns", strict.mapping).entries(strict.text))
    states = dict(root.take("states", strict.mapping).entries(strict.text)) if "states" in root else {}
    dates = dict(root.take("dates", strict.mapping).entries(strict.text)) if "dates" in root else {}
    ignored = root.take("ignored", strict.texts, ())
    clock = root.take("clock", strict.text, "")
    root.finish()
    return Saved(columns, states, ignored, dates, clock)


def table_of(mechanism: Mechanism, saved: Saved, data: bytes, name: str) -> Imported:
    """Every row of an export, read by the fields of the mechanism."""
    fields = {
        **_head_fields(mechanism),
        **{key: replace(field, needed=False) for key, field in mechanism.fields.items()},
    }
    unknown = [field for field in saved.columns.values() if field not in fields]
    if unknown:
        raise UnreadableError(name, f"列名对照里没有“{unknown[0]}”这个字段", f"可写：{'、'.join(fields)}")
    columns = {titled(title): field for title, field in saved.columns.items()}
    there = {titled(value) for sheet in sheets_of(data, name) for row in sheet.top(HEAD_WITHIN) for value in row.cells}
    for field, kind in fields.items():
        if field not in saved.columns.values() and (kind.needed or titled(field) in there):
            columns[titled(field)] = field
    if DUE not in columns.values() and titled(ALSO_DUE) in there - columns.keys() - set(map(titled, saved.ignored)):
        columns[titled(ALSO_DUE)] = DUE
    retention = forever(mechanism.basis)
    register = Register(
        mechanism.key, mechanism.path, (CASE,), CASE, "", mechanism.store, (), "", mechanism.basis, retention,
        fields, (), (),
    )  # fmt: skip
    layout = Layout(mechanism.key, register, columns, frozenset(map(titled, saved.ignored)), {}, saved.dates, {})
    return import_table(data, name, layout)


def _head_fields(mechanism: Mechanism) -> dict[str, Field]:
    """What every export has beside the fields of its mechanism."""
    units = {unit: Field(unit, "unit") for unit in mechanism.units}
    return {
        CASE: Field(CASE, "text", needed=True),
        STATE: Field(STATE, "text", needed=True),
        RECEIVED: Field(RECEIVED, "date", needed=True),
        SINCE: Field(SINCE, "date"),
        DUE: Field(DUE, "date"),
        **units,
    }


def read_file(path: str) -> bytes:
    """The bytes of an export."""
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise UnreadableError(path, f"读不了（{reason(error)}）", "检查路径和权限") from None
    if len(data) > LARGEST_FILE:
        raise UnreadableError(path, f"文件过大（{len(data)} 字节）", "分成几个文件")
    return data


def bring_in(
    office: work.Office,
    key: str,
    saved: Saved,
    path: str,
    now: datetime,
    *,
    partly: bool = False,
    simulated: bool = False,
    through: Mapping[str, Json] = {},
) -> Mirrored:
    """Bring an export in: all of it in one transaction, or nothing; `through` says who brought it."""
    mechanism = office.library.in_force(key, now.astimezone(CHINA).date())
    if mechanism.kept_by != "upstream":
        raise UnreadableError(key, "在这里办理，不从别处镜像", "用 yunhe run open 登记")
    table = table_of(mechanism, saved, read_file(path), Path(path).name)
    done = {"opened": 0, "changed": 0, "same": 0}
    refused: list[str] = []
    with transaction.atomic():
        for taken in table.entries(partly=True):
            act = Act(MIRROR, UPSTREAM, now, through=through)
            try:
                with transaction.atomic():
                    done[_mirror(office, mechanism, saved, taken, act, simulated)] += 1
            except work.RefusedError as error:
                refused.append(f"{table.source}第{taken.row}行（{taken.entry.values[CASE]}）: {error.refused}")
        if not partly and (refused or not table.is_whole):
            transaction.set_rollback(True)
            done = dict.fromkeys(done, 0)
    return Mirrored(**done, table=table, refused=tuple(refused))


def _mirror(office: work.Office, mechanism: Mechanism, saved: Saved, taken: Taken, act: Act, simulated: bool) -> str:
    """One case: opened, changed or the same as before."""
    values = dict(taken.entry.values)
    case, state = str(values.pop(CASE)), str(values.pop(STATE))
    received = _day(values.pop(RECEIVED)) or act.at
    since = _day(values.pop(SINCE, None)) or received
    ends = _day(values.pop(DUE, None))
    units = {unit: str(values.pop(unit)) for unit in mechanism.units if values.get(unit)}
    given = {name: value for name, value in values.items() if name in mechanism.fields and value is not None}
    stands = act._replace(to=saved.states.get(state, state), units=units, since=since)
    stands = stands._replace(due=ends and ends + ONE_DAY, clock=saved.clock)  # in time until that day is over
    known = _KNOWN.rows((mechanism.key, case))
    if known:
        _is_alike(case, simulated, bool(known[0][1]))
        return _advance(office, str(known[0][0]), stands._replace(given=given))
    opening = act._replace(name="登记", given=given, since=received)
    opened = work.open_one(office, mechanism.key, opening, upstream=case, simulated=simulated)
    _advance(office, opened.subject, stands)
    return "opened"


def _is_alike(case: str, simulated: bool, was: bool) -> None:
    """Simulated rows never touch a real matter, nor real ones a simulated."""
    if simulated != was:
        remedy = "去掉 --simulated" if simulated else "这些是模拟的，加 --simulated"
        raise UnreadableError(case, f"已有这个案号，是{'模拟的' if was else '真的'}", remedy)


def _advance(office: work.Office, number: str, act: Act) -> str:
    """Put a matter where it stands upstream, unless it stands there already."""
    situation = row.find(number)
    given = {
        name: value
        for name, value in act.given.items()
        if situation.values.get(name) != value and not is_sealed(situation.values.get(name))  # put away once
    }
    if act.to == situation.state and not given and _is_told(situation, act):
        return "same"
    work.do_within(office, number, act._replace(given=given), catching_up=False)  # what the row has ended is moot
    return "changed"


def _is_told(situation: Situation, act: Act) -> bool:
    """Whether the due instant of a row is the one that a running limit has from there already."""
    running = [clock for name, clock in situation.clocks.items() if not clock.paused and act.clock in ("", name)]
    return act.due is None or not running or any(clock.basis and clock.due == act.due for clock in running)


def _day(value: Json) -> datetime | None:
    """The beginning of a day in China."""
    if not isinstance(value, str):
        return None
    return datetime.fromisoformat(value).replace(tzinfo=CHINA).astimezone(UTC)


def report(done: Mirrored) -> Iterator[str]:
    """What happened, for people."""
    yield from done.table.lines()
    yield from done.refused
    if not done.is_whole and not done.opened + done.changed + done.same:
        yield "一行也没有导入 → 改正以上各行再导入；或加 --partly，先导入没有问题的行"
    yield f"新增 {done.opened} 件，变动 {done.changed} 件，没有变化 {done.same} 件"
