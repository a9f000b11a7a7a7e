"""交回：受委派的岗位把这一步连同意见交回。"""

from yunhe.mechanisms.act import Act, Refused, event_of
from yunhe.mechanisms.acts.permission import is_owner
from yunhe.mechanisms.mechanism import Mechanism
from yunhe.mechanisms.situation import Situation
from yunhe.mechanisms.workdays import Calendar
from yunhe.types import Event

NAME = "交回"
ENDS = ((("受理", {"do": "委派", "to": "街道.综合岗"}, {"do": "交回", "by": "街道.综合岗"}), "办理中"),)
REFUSED = (
    (("受理", "交回"), "没有委派"),
    (("受理", {"do": "委派", "to": "街道.综合岗"}, {"do": "交回", "by": "住建局.承办岗"}), "“住建局.承办岗”不能“交回”"),
)


def propose(mechanism: Mechanism, situation: Situation, act: Act, calendar: Calendar) -> Event | Refused:
    """The delegate is done; the matter stands with its owner again."""
    if not situation.lent:
        return Refused("没有委派，不用交回", "")
    refused = is_owner(situation, act)
    if refused:
        return refused
    now = {"owner": situation.lent, "lent": "", "undo": None}
    return event_of("given_back", situation, act, now, to=situation.lent, tell=[situation.lent])
