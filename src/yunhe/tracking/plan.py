"""Plans 计划: a programme that the report names, as a list of tasks; each quotes what the report says of it.

plan: “双百双千”拓市场行动
owner: 区商务局
systems: [S066]
basis: 2025年拱墅区政府工作报告
unknown: 双百、双千指什么，报告没有说
tasks:
  - {says: {start: 3012, end: 3024, quote: "大型展会订单总额超78亿元"}, lead: 区商务局}

Tasks are worked as matters of 督查督办. What the report does not say stands under `unknown` and is made up nowhere.
"""

from pathlib import Path
from typing import NamedTuple

from yunhe.definitions import strict
from yunhe.types import Span

FOLDER = "plans"


class Task(NamedTuple):
    """One task: what the report says of it, who leads, until when if that is said."""

    says: Span
    lead: str
    by: str


class Plan(NamedTuple):
    """A programme with its tasks. `text_only` is why it can be no more than its text."""

    name: str
    owner: str
    systems: tuple[str, ...]
    basis: str
    unknown: str
    text_only: str
    tasks: tuple[Task, ...]
    path: str


def paths_of(folder: str | Path) -> list[Path]:
    """The files that define the plans of a district."""
    return sorted((Path(folder) / FOLDER).glob("*.yaml"))


def load(path: str | Path, report: str) -> Plan:
    """The checked plan of one file, its quotes proved by the report."""
    root = strict.load(path)
    made = Plan(
        root.take("plan", strict.text),
        root.take("owner", strict.text),
        root.take("systems", strict.texts),
        root.take("basis", strict.text),
        root.take("unknown", strict.text, ""),
        root.take("text_only", strict.text, ""),
        root.take("tasks", strict.sequence_of(_task(report)), ()),
        root.path,
    )
    root.take("data", strict.one_of("模拟", "待外部数据"), "")
    root.take("note", strict.text, "")
    root.finish()
    if bool(made.tasks) == bool(made.text_only):
        raise root.error("写 tasks 或 text_only 中的一样", "没有任务可分的写 text_only: 理由")
    return made


def _task(report: str) -> "strict.Kind[Task]":
    """A kind: a task, whose words stand in the report at the place it names."""

    def read(value: strict.Value) -> Task:
        node = strict.mapping(value)
        says = node.take("says", strict.mapping)
        start, end, quote = (
            says.take("start", strict.whole),
            says.take("end", strict.whole),
            says.take("quote", strict.text),
        )
        says.finish()
        if start < 0 or report[start:end] != quote:
            raise says.error(f"报告的 {start}–{end} 处不是“{quote}”", "改正 start、end 或 quote")
        lead, by = node.take("lead", strict.text), node.take("by", strict.text, "")
        node.finish()
        return Task(Span(report, start, end, quote), lead, by)

    return read
