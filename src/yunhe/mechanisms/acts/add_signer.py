"""加签：再请一个岗位签署，排在最后。"""

from yunhe.mechanisms.act import Act, Refused, event_of
from yunhe.mechanisms.acts.permission import is_allowed, names_post
from yunhe.mechanisms.mechanism import Mechanism
from yunhe.mechanisms.situation import Situation
from yunhe.mechanisms.workdays import Calendar
from yunhe.types import Event

NAME = "加签"
ENDS = (
    (
        (
            "受理",
            "送签",
            {"do": "加签", "to": "街道.综合岗"},
            {"do": "签署", "by": "财政局.会签岗"},
            {"do": "签署", "by": "规划局.会签岗"},
        ),
        "会签中",
    ),
)
REFUSED = (
    (("受理", "送签", {"do": "加签", "to": "财政局.会签岗"}), "已经在会签"),
    (("受理", "送签", {"do": "加签", "to": "街道.综合岗", "by": "街道.综合岗"}), "“街道.综合岗”不能“加签”"),
    (("受理", {"do": "加签", "to": "街道.综合岗"}), "不用签署"),
)


def propose(mechanism: Mechanism, situation: Situation, act: Act, calendar: Calendar) -> Event | Refused:
    """The owner, or one who signs, asks for one more signature."""
    if mechanism.stages[situation.state].signing is None:
        return Refused(f"“{situation.state}”不用签署", "")
    refused = is_allowed(mechanism, situation, NAME, act) or names_post(act)
    if refused:
        return refused
    if act.actor not in (situation.owner, *situation.signers):
        return Refused(f"“{act.actor}”不能“加签”", f"由“{situation.owner}”或会签的岗位来做")
    if act.to in situation.signers:
        return Refused(f"“{act.to}”已经在会签的岗位里", "")
    now = {"signers": [*situation.signers, act.to], "undo": None}
    return event_of("signer_added", situation, act, now, to=act.to, tell=[act.to])
