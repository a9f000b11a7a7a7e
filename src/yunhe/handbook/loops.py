"""The page of loops: of every mechanism what it is, its diagram, its limits with their basis, and a run of it."""

from collections.abc import Iterator
from pathlib import Path

from yunhe.handbook import paper
from yunhe.handbook.limits import lasting, prolonged
from yunhe.mechanisms.drawing.mermaid import mermaid
from yunhe.mechanisms.drawing.wording import of_step
from yunhe.mechanisms.explanation import said_at
from yunhe.mechanisms.library import Library
from yunhe.mechanisms.mechanism import OURS, Clock, Mechanism, Rehearsal
from yunhe.mechanisms.rehearsal import Play
from yunhe.mechanisms.situation import Situation, fold, walk
from yunhe.mechanisms.workdays import Calendar
from yunhe.types import Event

INTRODUCTION = "每个机制一节：它管什么，图，时限和依据，照它的第一个例子走一遍；例子里的人和事都是编的。"
LIMITS = ("时限", "多久", "依据", "延期", "到期以后")
STEPS = ("时刻", "谁", "做什么", "到了", "此后到期")


def page(library: Library, calendar: Calendar, district: Path, folder: Path) -> Iterator[str]:
    """The lines of the page."""
    yield from paper.opening("Loops 机制", district, INTRODUCTION)
    mechanisms = sorted(library.current(), key=lambda mechanism: mechanism.key)
    yield f"共 {len(mechanisms)} 个：" + "、".join(f"[{each.key}](#{anchor(each)})" for each in mechanisms) + "。"
    yield ""
    for mechanism in mechanisms:
        yield from section(mechanism, calendar, folder)


def anchor(mechanism: Mechanism) -> str:
    """What a heading of this name is called in an address."""
    kept = (char for char in mechanism.key.lower() if char.isalnum() or char in "-_")
    return "".join(kept)


def section(mechanism: Mechanism, calendar: Calendar, folder: Path) -> Iterator[str]:
    """One mechanism."""
    shape = f"套用形状“{mechanism.shaped.name}”" if mechanism.shaped else "自成一体"
    yield f"## {mechanism.key}"
    yield ""
    yield f"{paper.about(mechanism)}（{paper.link(Path(mechanism.path), folder)}，{shape}）"
    yield ""
    yield f"依据：{paper.cell(mechanism.basis)}。"
    yield ""
    yield "```mermaid"
    yield mermaid(mechanism).rstrip("\n")
    yield "```"
    yield ""
    yield from paper.table(LIMITS, (_limit(clock) for clock in mechanism.clocks.values()))
    yield from _run(mechanism, calendar)


def _limit(clock: Clock) -> tuple[str, ...]:
    after = "；".join(of_step(step) for step in clock.escalations) or "记为逾期"
    said = (clock.name, lasting(clock), clock.basis or OURS, prolonged(clock), after)
    return tuple(map(paper.cell, said))


def _run(mechanism: Mechanism, calendar: Calendar) -> Iterator[str]:
    """The first example that comes to its end, step by step."""
    rehearsal = next((one for one in mechanism.rehearsals if one.ends), None)
    if rehearsal is None:
        return
    yield f"走一遍（例子“{paper.cell(rehearsal.name)}”）："
    yield ""
    yield from paper.table(STEPS, played(mechanism, rehearsal, calendar))


def played(mechanism: Mechanism, rehearsal: Rehearsal, calendar: Calendar) -> Iterator[tuple[str, ...]]:
    """Each event of a run: when, who, what, in which state it stands then and until when."""
    play = Play(mechanism, calendar)
    play.through(rehearsal.steps)
    situation: Situation | None = None
    for event in play.events:
        situation = fold(situation, event) if situation else walk([event])
        yield _step(event, situation)


def _step(event: Event, situation: Situation) -> tuple[str, ...]:
    due = min((running.due for running in situation.clocks.values() if not running.paused), default=None)
    ended = f"{situation.state}（{situation.outcome}）" if situation.outcome else situation.state
    until = "—" if due is None else said_at(due) if due > event.at else "已到期"
    return tuple(map(paper.cell, (said_at(event.at), event.actor, str(event.body["do"]), ended, until)))
