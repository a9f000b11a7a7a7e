"""签署：会签人人同意，或签一人同意，依次按顺序同意；有人不同意就按不同意走。"""

from collections.abc import Mapping
from typing import cast

from yunhe.mechanisms.act import Act, Change, Refused, event_of
from yunhe.mechanisms.acts.permission import REASON, gives_reason
from yunhe.mechanisms.machine import carry_out
from yunhe.mechanisms.mechanism import Mechanism, Signing
from yunhe.mechanisms.situation import Situation
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
    verdict = _verdict(stage.signing, situation.signers, signed)
    if verdict is None:
        now = {"signed": {act.actor: act.agree}, "undo": None}
        return event_of("signed", situation, act, now, agree=act.agree)
    action = stage.actions[stage.signing.agreed if verdict else stage.signing.refused]
    given = {REASON: act.given.get(REASON) or "各岗位签署同意"} if REASON in action.needs else {}
    done = carry_out(mechanism, situation, action, act._replace(given=given), calendar)
    if isinstance(done, Refused):
        return done
    now = {**cast("Change", done.body["now"]), "undo": None}
    return event_of("signed", situation, act, now, agree=act.agree, then=action.name)


def _may_sign(signing: Signing, situation: Situation, act: Act) -> Refused | None:
    if act.actor not in situation.signers:
        return Refused(f"“{act.actor}”不在会签的岗位里", f"由{'、'.join(situation.signers)}签署，或先“加签”")
    if act.actor in situation.signed:
        return Refused(f"“{act.actor}”已经签过", "")
    waiting = [post for post in situation.signers if post not in situation.signed]
    if signing.how == "依次" and act.actor != waiting[0]:
        return Refused(f"先由“{waiting[0]}”签署", "等前面的岗位签完")
    return None if act.agree and not act.given else gives_reason(act)


def _verdict(signing: Signing, signers: tuple[str, ...], signed: Mapping[str, Json]) -> bool | None:
    """True or False when it is decided, None while it is not."""
    answers = [signed.get(post) for post in signers]
    if signing.how == "或签":
        return True if True in answers else (None if None in answers else False)
    return False if False in answers else (None if None in answers else True)
