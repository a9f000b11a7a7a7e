"""The systems that a district's report names, beside what of them runs today; `yunhe systems` prints the table.

`districts/<name>/systems.yaml` holds facts of the report only. What runs is read from the district's definitions: a
definition names the systems it serves on a line `systems: [S025, S113]` (in SQL: `-- systems: S002`), and says
`data: 模拟`, `data: 待外部数据` or `data: 待计算` when it does not yet work on the district's own records.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from yunhe.definitions import strict
from yunhe.errors import DefinitionError, UnreadableError
from yunhe.faces.columns import cut, fit
from yunhe.types import Span

State = Literal["运行中", "模拟", "待外部数据", "仅登记", "待计算", "尚无"]
STATES: tuple[State, ...] = get_args(State)
FOLDERS = ("mechanisms", "registers", "statistics", "plans", "indicators", "models", "outlines")
REGISTERED = ("registers", "statistics", "plans")  # what is kept, and not worked or computed
KINDS = {
    "indicator": "指标",
    "register": "台账",
    "case-workflow": "办理流程",
    "case": "个案",
    "plan": "计划",
    "project": "项目",
    "project register": "项目库",
    "mechanism": "机制",
    "platform": "平台",
    "composite index": "综合指数",
    "index": "指数",
    "honor": "荣誉",
    "fund": "资金",
    "risk model": "风险模型",
    "work method": "工作法",
}
_SERVES = re.compile(r"^(?:-- )?systems:(.*)$", re.MULTILINE)
_DATA = re.compile(r"^(?:-- )?data:\s*(模拟|待外部数据|待计算)\s*(?:#.*)?$", re.MULTILINE)
_ID = re.compile(r"S\d{3}")


class Home(NamedTuple):
    """A definition that serves a system, and the state it gives it."""

    path: Path
    state: State


class SystemRow(NamedTuple):
    """One system: where the report says it, and what lives behind it today."""

    id: str
    name: str
    kinds: tuple[str, ...]
    says: Span
    state: State
    homes: tuple[Home, ...]


def find_district(given: str | None = None, start: Path = Path()) -> Path:
    """The folder given, else the one we stand in, else the only one under districts/."""
    if given is not None and not (Path(given) / "systems.yaml").is_file():
        raise UnreadableError(given, "没有 systems.yaml，不是区县文件夹", "用 --district 指到如 districts/gongshu")
    if given is not None:
        return Path(given)
    if (start / "systems.yaml").is_file():
        return start
    found = districts_at_hand(start)
    if len(found) == 1:
        return found[0]
    problem = f"有几个区县：{'、'.join(map(str, found))}" if found else "这里没有 districts/<区县>/systems.yaml"
    raise UnreadableError(
        str(start),
        problem,
        f"用 --district 指明，如 --district {found[0]}" if found else "用 --district 指明区县文件夹",
    )


def districts_at_hand(start: Path = Path()) -> list[Path]:
    """The folders of all districts under districts/."""
    return [path.parent for path in sorted(start.glob("districts/*/systems.yaml"))]


def table(district: Path) -> list[SystemRow]:
    """Every system of the district in the order of its report; a quote that does not stand in the report is refused."""
    root = strict.load(district / "systems.yaml")
    text = _report(district / root.take("report", strict.text), root)
    systems = dict(root.take("systems", strict.mapping).entries(strict.mapping))
    root.finish()
    homes = _homes(district, systems)
    return [_row(id, node, text, tuple(homes.get(id, ()))) for id, node in systems.items()]


def lines(rows: list[SystemRow], width: int = 100) -> Iterator[str]:
    """The table for a terminal, closed by a count of every state."""
    room = max(20, width - 58)
    yield "  ".join(("编号", fit("状态", 10), fit("种类", 16), fit("名称", 24), "报告原句"))
    for row in rows:
        kinds = fit("、".join(KINDS[kind] for kind in row.kinds), 16)
        sentence = "".join(row.says.quote.split())
        yield "  ".join((row.id, fit(row.state, 10), kinds, _head(row.name, 24), _head(sentence, room).rstrip()))
    counts = Counter(row.state for row in rows)
    yield f"共 {len(rows)} 项：" + "，".join(f"{state} {counts[state]}" for state in STATES if counts[state])


def _head(text: str, columns: int) -> str:
    """The beginning of a text in exactly so many columns."""
    return fit(cut(text[::-1], columns)[::-1], columns)


def report_of(district: Path) -> str:
    """The report whose systems these are, as text."""
    root = strict.load(district / "systems.yaml")
    return _report(district / root.take("report", strict.text), root)


def _report(path: Path, root: strict.Mapping) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise root.error(f"读不到报告“{path}”", f"检查此文件（{error}）", "report") from None


def _row(id: str, node: strict.Mapping, text: str, homes: tuple[Home, ...]) -> SystemRow:
    if not _ID.fullmatch(id):
        raise node.error(f"编号“{id}”不合规则", "写成如 S001")
    name = node.take("name", strict.text)
    kinds = node.take("kinds", strict.sequence_of(strict.one_of(*KINDS)))
    says = _span(node.take("says", strict.mapping), text)
    node.finish()
    return SystemRow(id, name, kinds, says, _state(homes), homes)


def _span(node: strict.Mapping, text: str) -> Span:
    start, end = node.take("start", strict.whole), node.take("end", strict.whole)
    quote = node.take("quote", strict.text)
    node.finish()
    if start < 0 or text[start:end] != quote:
        raise node.error(f"报告的 {start}–{end} 处不是“{quote}”", _place(text, quote))
    return Span(text, start, end, quote)


def _place(text: str, quote: str) -> str:
    """Where a quote may be meant to stand, for whoever writes it: never taken for granted."""
    starts = [found.start() for found in re.finditer(re.escape(quote), text)]
    if len(starts) != 1:
        return "改正 start、end 或 quote" + (f"；它在报告里有 {len(starts)} 处" if starts else "；报告里没有这句")
    return f"是不是想写 start: {starts[0]}, end: {starts[0] + len(quote)}？"


def _state(homes: tuple[Home, ...]) -> State:
    """The furthest state that any home gives."""
    return min((home.state for home in homes), key=STATES.index, default="尚无")


def _homes(district: Path, known: Mapping[str, object]) -> dict[str, list[Home]]:
    """System → the definitions that serve it."""
    homes: dict[str, list[Home]] = defaultdict(list)
    for folder in FOLDERS:
        for path in sorted((district / folder).glob("*.*")):
            written = path.read_text(encoding="utf-8")
            for id, line in _served(written):
                if id not in known:
                    raise DefinitionError(str(path), line, f"systems.yaml 里没有“{id}”", "改正编号")
                homes[id].append(Home(path, _state_given(folder, written)))
    return homes


def _served(written: str) -> Iterator[tuple[str, int]]:
    """The systems a definition names, each with its line."""
    for named in _SERVES.finditer(written):
        line = written.count("\n", 0, named.start()) + 1
        for id in _ID.findall(named[1]):
            yield id, line


def _state_given(folder: str, written: str) -> State:
    if data := _DATA.search(written):
        return next(state for state in STATES if state == data[1])
    return "仅登记" if folder in REGISTERED else "运行中"
