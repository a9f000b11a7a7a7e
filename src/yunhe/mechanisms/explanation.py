"""Why something happened by itself, in sentences for the person it concerns (个人信息保护法 第二十四条).

for line in explained(mechanism, before, event): print(line)

Everything is read from the event, the situation before it and the version the matter ran under; nothing is computed
anew, so the explanation is what was decided then, whatever became of calendar and definition since.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from yunhe.mechanisms import points
from yunhe.mechanisms.clocks import JOINT
from yunhe.mechanisms.grammar import BEGINNING
from yunhe.mechanisms.limits import Limit
from yunhe.mechanisms.machine import BARE_DUE
from yunhe.mechanisms.mechanism import SYSTEM, Clock, Mechanism
from yunhe.mechanisms.situation import WARNING, Running, Situation
from yunhe.mechanisms.workdays import CHINA
from yunhe.types import Event

KINDS = {
    "opened": "登记",
    "acted": "办理",
    "fired": "到时自动触发",
    "consented": "同意",
    "withdrawn": "撤回同意",
    "erased": "删除",
    "asked": "要求人工决定",
}
RIGHTS = (
    "认为对本人权益有重大影响的，有权要求说明，并有权拒绝只由系统作出的决定"
    "（《中华人民共和国个人信息保护法》第二十四条第三款）。"
)
_MOVED = frozenset(("days", "months", "years"))  # units whose last day may be a rest day
_WHOLE_DAYS = _MOVED | {"workdays"}


def explained(mechanism: Mechanism | None, before: Situation | None, event: Event) -> Iterator[str]:
    """The sentences about one event; `mechanism` is the version it happened under, None where there is none."""
    did = event.body.get("do") or KINDS.get(event.kind, event.kind)
    yield f"{event.subject}#{event.number}，{said_at(event.at)}：{did}"
    if mechanism is not None:
        version = f"“{mechanism.name}”{_edition(mechanism)}，内容摘要 {mechanism.digest[:16]}"
        yield f"规则：机制{version}；依据：{mechanism.basis}。"
    if event.kind != "fired" or before is None:
        if event.actor == SYSTEM:
            yield "这一步是系统随别的记录自动记下的。"
        else:
            yield f"这一步由{event.actor}作出，不是自动作出的。"
        yield from _scored(event)
        yield from _clocks_begun(event)
        return
    yield "这一步由系统到时自动作出，没有人参与决定。"
    yield from _rule(mechanism, before, event)
    name = str(event.body["clock"])
    yield from _counting(mechanism.clocks.get(name) if mechanism else None, before.clocks[name])
    yield from _effects(before, event)
    yield RIGHTS
    if _moved(before, event):
        yield f"由本人提出：在 {event.subject} 办一步“要求人工决定”（yunhe run do {event.subject} 要求人工决定）。"


def _scored(event: Event) -> Iterator[str]:
    """How the level that an act brought was worked out, and the right that goes with it."""
    made = event.body.get("points")
    if isinstance(made, Mapping):
        yield from points.explained(made)
        yield RIGHTS


def _edition(mechanism: Mechanism) -> str:
    """The version by its day; a file that says none is its only one so far."""
    return f"{mechanism.version}版" if mechanism.since != BEGINNING else "（没有写施行日期）"


def _begun(at: datetime) -> str:
    """The instant from which a limit is counted; the beginning of a day belongs to that day."""
    local = at.astimezone(CHINA)
    if (local.hour, local.minute, local.second, local.microsecond) == (0, 0, 0, 0):
        return f"{local.year}年{local.month}月{local.day}日0时"
    return said_at(at)


def said_at(at: datetime) -> str:
    """An instant in words of the district; the end of a day belongs to that day."""
    local = at.astimezone(CHINA)
    if (local.hour, local.minute, local.second, local.microsecond) == (0, 0, 0, 0):
        day = local - timedelta(days=1)
        return f"{day.year}年{day.month}月{day.day}日24时"
    return f"{local.year}年{local.month}月{local.day}日{local:%H:%M}"


def _rule(mechanism: Mechanism | None, before: Situation, event: Event) -> Iterator[str]:
    """The clock, its basis, and which of its steps it was."""
    name, step = str(event.body["clock"]), str(event.body["step"])
    clock = mechanism.clocks.get(name) if mechanism else None
    basis = f"，依据：{clock.basis}" if clock and clock.basis else ""
    yield f"时限：{_named(name)}（状态“{before.state}”，由{before.owner}办理{basis}），第{event.body['run']}次计时。"
    yield f"触发：{_step(clock, step)}，定在{said_at(datetime.fromisoformat(str(event.body['due'])))}。"
    if event.at - datetime.fromisoformat(str(event.body["due"])) > timedelta(minutes=1):
        yield f"实际在{said_at(event.at)}执行：此前系统没有运行。法定时限从应当触发时起算，内部时限从实际执行时起算。"


def _named(name: str) -> str:
    return f"{name.removeprefix(JOINT)}的会办时限" if name.startswith(JOINT) else f"“{name}”"


def _step(clock: Clock | None, step: str) -> str:
    if step == WARNING:
        share = f"到{_percent(clock)}时" if clock else ""
        return f"时限用{share or '去大半时'}预先提醒"
    if step == BARE_DUE or clock is None:
        return "时限届满，记为逾期"
    escalation = clock.escalations[int(step)]
    after = f"后{escalation.after.said()}" if escalation.after else "即"
    return f"时限届满{after}{escalation.do}"


def _percent(clock: Clock) -> str:
    return f"{(clock.warn * 100).normalize():f}%"


def _counting(clock: Clock | None, running: Running) -> Iterator[str]:
    """From when, how long, until when, on what calendar."""
    if running.basis:
        yield f"计算：到期{said_at(running.due)}由{running.basis}所定，这里照用，不另计算。"
        return
    how = "从次日起算" if running.limit.unit in _WHOLE_DAYS else "连续计算"
    if running.limit.unit in _MOVED and (clock is None or clock.last_day_moves):
        how += "，末日是休息日的顺延到休息日结束的次日"
    span = f"自{_begun(running.origin)}起{running.limit.said()}，到期{said_at(running.due)}"
    yield f"计算：{span}（{how}，民法典第二百条至第二百零四条）。"
    if clock is not None and running.limit != clock.limit:
        yield f"规则里的时限是{clock.limit.said()}，以上是暂停、延期以后的。"
    if running.limit.unit == "workdays" or "顺延" in how:
        yield "日历：国务院公布的放假安排，调休上班日算工作日。"
    if running.provisional:
        yield "暂定：计算时有一年的放假安排还没有公布，以公布后重算的为准。"
    if running.extended:
        yield f"延期：已批准{running.extended}次。"


def _effects(before: Situation, event: Event) -> Iterator[str]:
    """Who was told, and what it changed."""
    tell = event.body.get("tell")
    if isinstance(tell, list | tuple) and tell:
        yield f"告知：{'、'.join(map(str, tell))}。"
    now = event.body["now"]
    assert isinstance(now, Mapping)
    if _moved(before, event):
        owner = f"由{now['owner']}办理" if now.get("owner") else "办结"
        yield f"结果：从“{before.state}”转到“{now.get('state', before.state)}”，{owner}。"
    else:
        yield "结果：只提醒和记录，没有改变办理的状态和岗位。"


def _moved(before: Situation, event: Event) -> bool:
    """Whether it took the matter to another state or post."""
    now: Any = event.body["now"]
    return bool(now.get("state", before.state) != before.state or now.get("owner", before.owner) != before.owner)


def _clocks_begun(event: Event) -> Iterator[str]:
    """The limits that somebody's step set going, for these are counted by the system."""
    now: Any = event.body.get("now", {})
    for name, made in now.get("clocks", {}).items():
        if made and "paused" not in made:
            limit, due = Limit.read(made["limit"]), datetime.fromisoformat(made["due"])
            origin = datetime.fromisoformat(made["from"])
            provisional = "（暂定）" if made.get("provisional") else ""
            yield f"由此计时：{_named(name)}自{_begun(origin)}起{limit.said()}，到期{said_at(due)}{provisional}。"
