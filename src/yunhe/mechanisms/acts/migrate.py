"""迁移：在办的事项改按新版本办，由系统按命令做；到期日不变，除非命令写明重算。"""

from yunhe.mechanisms.act import Act, Refused, event_of
from yunhe.mechanisms.machine import entering
from yunhe.mechanisms.mechanism import SYSTEM, Mechanism
from yunhe.mechanisms.situation import Situation
from yunhe.mechanisms.workdays import Calendar
from yunhe.types import Event

NAME = "迁移"
ENDS = ()
REFUSED = (
    (({"do": "迁移", "by": "系统"},), "已经按这个版本在办"),
    (({"do": "迁移", "by": "窗口.受理岗"},), "由系统按命令迁移"),
)


def propose(mechanism: Mechanism, situation: Situation, act: Act, calendar: Calendar) -> Event | Refused:
    """The matter goes on under `mechanism`, the new version; `to` names its new state when the old one is gone.

    Limits that both versions know keep running with their due instants; those of the new version alone begin now.
    """
    if act.actor != SYSTEM:
        return Refused("由系统按命令迁移", "用 yunhe run migrate")
    if (mechanism.version, mechanism.digest) == (situation.version, situation.digest):
        return Refused("已经按这个版本在办", "")
    if not situation.is_open:
        return Refused("事项已经办结", "办结的事项留在原来的版本")
    state = act.to or situation.state
    if state not in mechanism.stages or not mechanism.stages[state].is_open:
        return Refused(f"新版本没有在办的状态“{state}”", "写明迁到哪个状态")
    now = _moved(mechanism, situation, act, state, calendar)
    if isinstance(now, Refused):
        return now
    now |= {"version": mechanism.version, "digest": mechanism.digest, "undo": None}
    before = {"from": situation.version, "state": situation.state}
    return event_of("migrated", situation, act, now, was=before, tell=[str(now.get("owner", situation.owner))])


def _moved(
    mechanism: Mechanism, situation: Situation, act: Act, state: str, calendar: Calendar
) -> "dict[str, object] | Refused":
    """The change of state, without touching clocks that run on under the same name."""
    entered = entering(mechanism, situation, state, act.at, calendar, act.units)
    if isinstance(entered, Refused):
        return entered
    kept = {name for name in situation.clocks if name in mechanism.stages[state].clocks and state == situation.state}
    clocks = {name: made for name, made in entered.pop("clocks", {}).items() if name not in kept}
    runs = {name: run for name, run in entered.pop("runs", {}).items() if name not in kept}
    if state == situation.state:
        entered = {"owner": situation.owner}
    return {**entered, **({"clocks": clocks} if clocks else {}), **({"runs": runs} if runs else {})}
