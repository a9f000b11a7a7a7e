"""签署：会签人人同意，或签一人同意，依次按顺序同意；有人不同意就按不同意走。"""

from yunhe.mechanisms.act import Act, Refused, event_of
from yunhe.mechanisms.acts.permission import gives_reason
from yunhe.mechanisms.acts.verdict import settle
from yunhe.mechanisms.mechanism import Mechanism, Signing
from yunhe.mechanisms.situation import Situation
from yunhe.mechanisms.telling import awaited
from yunhe.mechanisms.workdays import Calendar
from yunhe.types import Event, Json

NAME = "签署"
ENDS = (
    (("受理", "送签", {"do": "签署", "by": "财政局.会签岗"}, {"do": "签署", "by": "规划局.会签岗"}), "复核中"),
    (("受理", "送签", {"do": "签署", "by": "规划局.会签岗", "agree": False}), "办理中"),
    (("受理", "或签", {"do": "签署", "by": "规划局.会签岗"}), "复核中"),
    (("受理", "依次签", {"do": "签署", "by": "财政局.会签岗"}, {"do": "签署", "by": "规划局.会签岗"}), "复核中"),
    (("受理", "送签", {"do": "签署", "by": "财政局.会签岗"}), "会签中"),
    (
        (
            "受理",
            "或签",
            {"do": "签署", "by": "规划局.会签岗", "agree": False},
            {"do": "签署", "by": "财政局.会签岗", "agree": False},
        ),
        "办理中",
    ),
)
REFUSED = (
    (("受理", "送签", {"do": "签署", "by": "街道.综合岗"}), "不在会签的岗位里"),
    (("受理", "送签", {"do": "签署", "by": "财政局.会签岗"}, {"do": "签署", "by": "财政局.会签岗"}), "已经签过"),
    (("受理", "依次签", {"do": "签署", "by": "规划局.会签岗"}), "先由“财政局.会签岗”签署"),
    (("受理", "送签", {"do": "签署", "by": "规划局.会签岗", "agree": False, "with": {"理由": ""}}), "缺少“理由”"),
    (("受理", "签署"), "不用签署"),
)


def propose(mechanism: Mechanism, situation: Situation, act: Act, calendar: Calendar) -> Event | Refused:
    """One post signs; the last signature that decides carries out the action it decides for."""
    stage = mechanism.stages[situation.state]
    if stage.signing is None:
        return Refused(f"“{situation.state}”不用签署", "")
    refused = _may_sign(stage.signing, situation, act)
    if refused:
        return refused
    signed = {**situation.signed, act.actor: act.agree}
    agreement: dict[str, Json] = {"agree": act.agree}
    settled = settle(mechanism, situation._replace(signed=signed), act, calendar)
    if settled is None:
        now = {"signed": {act.actor: act.agree}, "undo": None}
        following = awaited(stage, situation.signers, signed) if stage.signing.how == "依次" else []
        return event_of("signed", situation, act, now, **agreement, tell=following)
    if isinstance(settled, Refused):
        return settled
    return event_of("signed", situation, act, settled.now, **agreement, then=settled.action, tell=settled.tell)


def _may_sign(signing: Signing, situation: Situation, act: Act) -> Refused | None:
    if act.actor not in situation.signers:
        return Refused(f"“{act.actor}”不在会签的岗位里", f"由{'、'.join(situation.signers)}签署，或先“加签”")
    if act.actor in situation.signed:
        return Refused(f"“{act.actor}”已经签过", "")
    waiting = [post for post in situation.signers if post not in situation.signed]
    if signing.how == "依次" and act.actor != waiting[0]:
        return Refused(f"先由“{waiting[0]}”签署", "等前面的岗位签完")
    return None if act.agree and not act.given else gives_reason(act)
