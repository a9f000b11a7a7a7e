"""The page of time limits: those that a law or a published rule sets one by one, our own defaults in short."""

from collections.abc import Iterator
from pathlib import Path

from yunhe.handbook import paper
from yunhe.mechanisms.library import Library
from yunhe.mechanisms.mechanism import Clock, Mechanism

HEAD = ("机制", "时限", "多久", "依据", "末日休息", "延期")
INTRODUCTION = (
    "期间的算法见 [laws.md](laws.md)（民法典 第二百条至第二百零四条）；法定时限一条一行，示例口径的另列，区里可改。"
)


def page(library: Library, district: Path, folder: Path) -> Iterator[str]:
    """The lines of the page."""
    yield from paper.opening("Limits 时限", district, INTRODUCTION)
    legal = [(mechanism, clock) for mechanism in library.current() for clock in statutory(mechanism)]
    yield f"## 法定时限（{len(legal)} 条）"
    yield ""
    yield from paper.table(HEAD, (_legal(mechanism, clock, folder) for mechanism, clock in legal))
    ours = [(mechanism, _ours(mechanism)) for mechanism in library.current()]
    yield f"## 示例口径（{sum(len(limits) for _, limits in ours)} 条）"
    yield ""
    rows = ((paper.link(Path(mechanism.path), folder), paper.cell("；".join(limits))) for mechanism, limits in ours)
    yield from paper.table(("机制", "时限"), rows)


def statutory(mechanism: Mechanism) -> list[Clock]:
    """The time limits of a mechanism that a law or a published rule sets."""
    return [clock for clock in mechanism.clocks.values() if clock.is_statutory]


def lasting(clock: Clock) -> str:
    """How long, and how long in which case: 3个月；类别为面广疑难的6个月."""
    cases = "、".join(f"{case}的{limit.said()}" for case, limit in clock.cases)
    return clock.limit.said() + (f"；{clock.by}为{cases}" if cases else "")


def prolonged(clock: Clock) -> str:
    """How a limit may be prolonged, and on what basis."""
    if clock.extension is None:
        return "不可"
    by, times, approval, basis = clock.extension
    return f"{times}次，每次{by.said()}，{approval}批准" + (f"（{basis}）" if basis else "")


def _legal(mechanism: Mechanism, clock: Clock, folder: Path) -> tuple[str, ...]:
    moves = "顺延" if clock.last_day_moves else "不顺延"
    said = (clock.name, lasting(clock), clock.basis, moves, prolonged(clock))
    return (paper.link(Path(mechanism.path), folder), *map(paper.cell, said))


def _ours(mechanism: Mechanism) -> list[str]:
    return [f"{clock.name} {lasting(clock)}" for clock in mechanism.clocks.values() if not clock.is_statutory]
