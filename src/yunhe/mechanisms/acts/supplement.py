"""补充：申请人在办结前补一段说明、几份材料，告知正在办的岗位。"""

from yunhe.mechanisms.act import Act, Refused, event_of
from yunhe.mechanisms.machine import said_or_shown
from yunhe.mechanisms.mechanism import APPLICANT, Mechanism
from yunhe.mechanisms.situation import Situation
from yunhe.mechanisms.workdays import Calendar
from yunhe.types import Event, Json

NAME = "补充"
SAID, SHOWN, MOST = "补充说明", "补充材料", 5
ADDED = (SAID, *(f"{SHOWN}{number}" for number in range(1, MOST + 1)))
NEEDS = (SAID,)
_ADDS = {"do": NAME, "by": APPLICANT}
ENDS = ((("受理", _ADDS), "办理中"), ((_ADDS,), "待受理"))
REFUSED = (
    (({"do": NAME, "by": "窗口.受理岗"},), "不能“补充”"),
    (("受理", "办好", "通过", _ADDS), "事项已经办结"),
    ((_ADDS | {"with": {SAID: ""}},), "没有写说明，也没有交材料"),
    ((_ADDS | {"with": {"金额": "一"}},), "不收“金额”"),
)


def propose(mechanism: Mechanism, situation: Situation, act: Act, calendar: Calendar) -> Event | Refused:
    """The applicant adds words or files while the matter runs; it changes neither state nor limits."""
    if not situation.is_open:
        return Refused("事项已经办结", "要重新办理，另立事项")
    if act.actor != APPLICANT:
        return Refused(f"“{act.actor}”不能“{NAME}”", f"由{APPLICANT}补充；替他办的，用代录")
    given = {name: value for name, value in act.given.items() if value not in (None, "", [])}
    strange = [name for name in given if name not in ADDED]
    if strange:
        return Refused(f"“{NAME}”不收“{strange[0]}”", f"可填：{'、'.join(ADDED)}")
    if not given:
        return Refused("没有写说明，也没有交材料", f"写“{SAID}”，或交“{SHOWN}1”")
    said: dict[str, Json] = {}
    for name, value in given.items():
        shown = said_or_shown(name, value)
        if isinstance(shown, Refused):
            return shown
        said[name] = shown
    tell = [situation.owner] if situation.owner != act.actor else []
    return event_of("supplemented", situation, act._replace(given=said), {"undo": None}, tell=tell)
