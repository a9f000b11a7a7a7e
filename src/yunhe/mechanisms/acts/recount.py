"""重算：工作日历改了（补上新一年，或更正），还在走的时限重新数一遍；由系统按命令做，前后两个到期日都记下。"""

from yunhe.mechanisms.act import Act, Refused, event_of
from yunhe.mechanisms.clocks import JOINT, recounted
from yunhe.mechanisms.co_units import joint_clock
from yunhe.mechanisms.mechanism import SYSTEM, Mechanism
from yunhe.mechanisms.situation import Situation
from yunhe.mechanisms.workdays import Calendar
from yunhe.types import Event, Json

NAME = "重算"
ENDS = ()
REFUSED = (
    (({"do": "重算", "by": "系统"},), "到期日没有变化"),
    (({"do": "重算", "by": "窗口.受理岗"},), "由系统按命令重算"),
)


def propose(mechanism: Mechanism, situation: Situation, act: Act, calendar: Calendar) -> Event | Refused:
    """Every running limit is counted on the calendar given; only what differs is written."""
    if act.actor != SYSTEM:
        return Refused("由系统按命令重算", "用 yunhe run recount")
    changed: dict[str, Json] = {}
    said: dict[str, Json] = {}
    for name, running in situation.clocks.items():
        rule = mechanism.clocks.get(name) or joint_clock(name.removeprefix(JOINT), running.limit)
        fresh = recounted(rule, running, calendar)
        if fresh != running:
            changed[name] = fresh.to_json()
            said[name] = [running.due.isoformat(), fresh.due.isoformat()]
    if not changed:
        return Refused("到期日没有变化", "")
    return event_of("recounted", situation, act, {"clocks": changed, "undo": None}, due=said, tell=[situation.owner])
