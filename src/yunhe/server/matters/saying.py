"""Matters as a terminal shows them: one line each in a list, and the whole history of one."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from yunhe.faces.columns import fit
from yunhe.mechanisms.machine import is_sealed
from yunhe.mechanisms.situation import Running, Situation
from yunhe.mechanisms.workdays import CHINA
from yunhe.server.matters.desk import Line
from yunhe.types import Event, Json

SOON = timedelta(days=2)
LATE = timedelta(minutes=5)  # from here on a step that fired is said to be late: `yunhe tick` runs every minute
SIMULATED = "模拟数据：以下事项不是真的"
_ANSWERS: Mapping[Json, str] = {None: "待签", True: "同意", False: "不同意"}
_QUIET = ("do", "now", "given", "tell")
_WORDS = {
    "to": "去往",
    "clock": "时限",
    "due": "到期",
    "joint": "会办",
    "unit": "单位",
    "then": "随即",
    "agree": "同意",
}


def lines(found: Sequence[Line], now: datetime) -> Iterator[str]:
    """A table: number, light, due, state, owner."""
    if any(line.simulated for line in found):
        yield SIMULATED
    yield "  ".join((fit("编号", 30), fit("", 7), fit("到期", 16), fit("状态", 18), "在哪个岗位"))
    for line in found:
        state = line.state if line.outcome is None else f"{line.state}（{line.outcome}）"
        due = said_instant(line.due) if line.due else ""
        yield "  ".join(
            (fit(line.number, 30), fit(light(line, now), 7), fit(due, 16), fit(state, 18), line.owner)
        ).rstrip()
    yield f"共 {len(found)} 件"


def light(line: Line, now: datetime) -> str:
    """How a matter stands against its limit: a shape and a word."""
    if line.outcome is not None:
        return "○ 已结"
    if line.due is None:
        return "‖ 暂停"
    if line.due <= now:
        return "■ 逾期"
    return "▲ 临期" if line.due - now <= SOON else "● 正常"


def said_instant(at: datetime) -> str:
    """An instant in local time; the end of a day as 24:00 of that day."""
    local = at.astimezone(CHINA)
    if (local.hour, local.minute, local.second) == (0, 0, 0):
        return f"{local - timedelta(days=1):%Y-%m-%d} 24:00"
    return f"{local:%Y-%m-%d %H:%M}"


def standing(situation: Situation) -> str:
    """One line: where a matter stands and until when."""
    parts = [situation.subject, situation.state]
    if situation.is_merged:
        parts.append(f"已并入 {situation.merged_into}")
    elif situation.outcome is not None:
        parts.append(situation.outcome)
    else:
        parts += [situation.owner, *(_clock(name, running) for name, running in situation.clocks.items())]
    return " · ".join(part for part in parts if part)


def _clock(name: str, running: Running) -> str:
    if running.paused:
        return f"“{name}”暂停" + (f"，余{running.left.said()}" if running.left else "")
    if running.basis:
        return f"“{name}”到期 {said_instant(running.due)}（{running.basis}所定）"
    provisional = "（暂定：当年放假安排未公布）" if running.provisional else ""
    limit = f"已延期{running.extended}次" if running.extended else running.limit.said()
    return f"“{name}”{limit}，到期 {said_instant(running.due)}{provisional}"


def waits(situation: Situation) -> Iterator[str]:
    """For whom or what an open matter waits besides its owner, and to what it belongs."""
    if situation.parent:
        yield f"属于 {situation.parent}"
    if not situation.is_open:
        return
    if situation.lent:
        yield f"受“{situation.lent}”委派，办完交回"
    if situation.signers:
        answers = ((post, situation.signed.get(post)) for post in situation.signers)
        yield "签署：" + "、".join(f"{post} {_ANSWERS[agrees]}" for post, agrees in answers)
    if situation.joint:
        yield "会办：" + "、".join(f"{unit} {'已答复' if told else '未答复'}" for unit, told in situation.joint.items())
    if situation.children:
        done = situation.children.items()
        yield "子事项：" + "、".join(f"{number} {'已办结' if ended else '在办'}" for number, ended in done)
    if situation.asked:
        yield f"“{situation.asked['clock']}”申请延期，等“{situation.asked['approval']}”批准"


def history(situation: Situation, events: Sequence[Event], places: Mapping[str, str] = {}) -> Iterator[str]:
    """All that is known of one matter: fields, and what happened, oldest first; `places` names subdistricts by code."""
    if situation.simulated:
        yield SIMULATED
    yield standing(situation)
    yield from (f"  {line}" for line in waits(situation))
    if situation.upstream:
        yield f"  案号：{situation.upstream}"
    for name, value in situation.values.items():
        said = said_value(value)
        yield f"  {name}：{places.get(said, said)}"
    for name, value in situation.units.items():
        yield f"  {name}：{value}"
    for event in events:
        yield f"  #{event.number:<3} {said_instant(event.at)}  {event.actor}  {event.body['do']}" + _details(event)
    if any(map(is_sealed, situation.values.values())):
        yield "个人信息没有打开；办事要看的，加 --purpose 事由（记入查看日志）"


def _details(event: Event) -> str:
    given = event.body.get("given")
    said = [f"{name}：{said_value(value)}" for name, value in given.items()] if isinstance(given, Mapping) else []
    said += _fields_put(event)
    through = event.body.get("through")
    if isinstance(through, Mapping):
        who = {"person": event.person, **through}
        behind = " ".join(str(who[key]) for key in ("post", "person", "text") if who.get(key))
        said.append(f"{through['as']}：{behind}" if behind else str(through["as"]))
        said += [f"替 {through['of']}"] if "of" in through else []
    for key, value in event.body.items():
        if key not in _QUIET and key in _WORDS:
            said.append(f"{_WORDS[key]}：{_said_detail(key, value)}")
    if event.kind == "fired" and event.at - datetime.fromisoformat(str(event.body["due"])) > LATE:
        said.append("晚了，此前系统没有运行")
    return f"（{'；'.join(said)}）" if said else ""


def _fields_put(event: Event) -> list[str]:
    """The fields and units that a step has set or put right; those of the opening stand above."""
    now = event.body.get("now")
    if not isinstance(now, Mapping) or event.kind == "opened":
        return []
    found = [now.get("units"), now.get("values")]
    return [f"{name}：{said_value(value)}" for put in found if isinstance(put, Mapping) for name, value in put.items()]


def _said_detail(key: str, value: Json) -> str:
    if key == "due" and isinstance(value, Mapping):
        return "，".join(f"“{name}”{_moved(found)}" for name, found in value.items())
    return said_instant(datetime.fromisoformat(value)) if key == "due" and isinstance(value, str) else said_value(value)


def _moved(found: Json) -> str:
    """From one due instant to another."""
    assert isinstance(found, list | tuple)
    return " → ".join(said_instant(datetime.fromisoformat(str(instant))) for instant in found)


def said_value(value: Json) -> str:
    """A value as people read it; personal ones stay covered here."""
    if is_sealed(value):
        return "（个人信息，另存）"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Mapping):
        return str(value["name"]) if "name" in value else "、".join(f"{key} {item}" for key, item in value.items())
    return "、".join(map(said_value, value)) if isinstance(value, list | tuple) else str(value)
