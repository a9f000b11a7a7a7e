"""要求人工决定：系统到时自行作出、还没有人决定过的一步，本人可以要求由人来决定。

《中华人民共和国个人信息保护法》第二十四条第三款：对个人权益有重大影响的，有权拒绝仅通过自动化决策的方式作出决定。
"""

from yunhe.mechanisms.act import Act, Change, Refused, event_of
from yunhe.mechanisms.acts.permission import REASON, gives_reason
from yunhe.mechanisms.limits import Limit
from yunhe.mechanisms.machine import entering
from yunhe.mechanisms.mechanism import APPLICANT, Mechanism
from yunhe.mechanisms.situation import Situation
from yunhe.mechanisms.workdays import Calendar
from yunhe.types import Event

NAME = "要求人工决定"
_LET_IT_END = ("受理", "办好", {"wait": Limit(200, "days")})
_ASKS = {"do": NAME, "by": APPLICANT}
ENDS = (
    ((*_LET_IT_END, _ASKS), "复核中"),
    ((*_LET_IT_END, _ASKS, "不通过"), "办理中"),
)
REFUSED = (
    ((*_LET_IT_END, {"do": NAME, "by": "窗口.受理岗"}), "由本人提出"),
    ((*_LET_IT_END, _ASKS, {"wait": Limit(200, "days")}, _ASKS), "已经要求过一次"),
    (("受理", "办好", _ASKS), "没有由系统自行作出的一步"),
    (("受理", "办好", "通过", _ASKS), "没有由系统自行作出的一步"),
)


def propose(mechanism: Mechanism, situation: Situation, act: Act, calendar: Calendar) -> Event | Refused:
    """What the machine ended by itself goes back to where somebody decides; what it only moved is decided there."""
    refused = gives_reason(act) if act.given.get(REASON) or set(act.given) - {REASON} else None
    refused = refused or _may_ask(situation, act)
    if refused or situation.automatic is None:
        return refused or Refused("没有由系统自行作出的一步")
    left = str(situation.automatic["from"])
    asked: Change = {"taken": {_once(left): 1}, "automatic": None, "undo": None}
    tell = [situation.owner, *map(str, situation.automatic["tell"] or ())]
    if situation.is_open:
        return _noted(situation, act, asked, tell)
    change = entering(mechanism, situation, left, act.at, calendar, {})
    if isinstance(change, Refused):
        return change
    return _noted(situation, act, {**change, **asked}, [str(change["owner"]), *tell])


def _may_ask(situation: Situation, act: Act) -> Refused | None:
    """The person, once for each state that the machine ended or left by itself."""
    if act.actor != APPLICANT:
        return Refused(f"“{NAME}”由本人提出", "岗位上的人有疑问，用“退回”或“更正”")
    if situation.automatic is None:
        return Refused("没有由系统自行作出的一步，还等着人决定", "对人作出的决定有意见，走申诉或复查")
    if _once(str(situation.automatic["from"])) in situation.taken:
        return Refused(f"“{situation.automatic['from']}”已经要求过一次", "对人作出的决定有意见，走申诉或复查")
    return None


def _noted(situation: Situation, act: Act, change: Change, tell: list[str]) -> Event:
    assert situation.automatic is not None
    about = situation.automatic["number"]
    return event_of("asked", situation, act, change, about=about, tell=list(dict.fromkeys(filter(None, tell))))


def _once(state: str) -> str:
    return f"{NAME}·{state}"
