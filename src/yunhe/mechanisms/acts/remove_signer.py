"""减签：不再等一个加签来的、还没有签的岗位；定义写明要签的岗位不能减，其余的次序不变。"""

from typing import cast

from yunhe.mechanisms.act import Act, Refused, event_of
from yunhe.mechanisms.acts.permission import gives_reason, is_allowed, is_owner
from yunhe.mechanisms.acts.verdict import settle
from yunhe.mechanisms.machine import resolved
from yunhe.mechanisms.mechanism import Mechanism, Stage
from yunhe.mechanisms.situation import Situation
from yunhe.mechanisms.workdays import Calendar
from yunhe.types import Event

NAME = "减签"
NEEDS = ("理由",)
FLOW = "加签"  # whoever may ask for one more signature may do without it again
_ADDED = ("受理", "送签", {"do": "加签", "to": "街道.综合岗"})
_SIGNED = ({"do": "签署", "by": "财政局.会签岗"}, {"do": "签署", "by": "规划局.会签岗"})
_TAKEN_OFF = {"do": "减签", "to": "街道.综合岗"}
ENDS = (
    ((*_ADDED, _TAKEN_OFF), "会签中"),
    ((*_ADDED, _TAKEN_OFF, *_SIGNED), "复核中"),
    ((*_ADDED, *_SIGNED, _TAKEN_OFF), "复核中"),
    (
        (
            "受理",
            "依次签",
            {"do": "加签", "to": "街道.综合岗"},
            {"do": "加签", "to": "街道.二岗"},
            _TAKEN_OFF,
            *_SIGNED,
            {"do": "签署", "by": "街道.二岗"},
        ),
        "复核中",
    ),
    (
        (
            "受理",
            "或签",
            {"do": "加签", "to": "街道.综合岗"},
            {"do": "签署", "by": "规划局.会签岗", "agree": False},
            {"do": "签署", "by": "财政局.会签岗", "agree": False},
            _TAKEN_OFF,
        ),
        "办理中",
    ),
)
REFUSED = (
    (("受理", "送签", {"do": "减签", "to": "财政局.会签岗"}), "“财政局.会签岗”是定义写明要签的岗位"),
    (("受理", "送签", _TAKEN_OFF), "“街道.综合岗”不在会签的岗位里"),
    ((*_ADDED, {"do": "签署", "by": "街道.综合岗"}, _TAKEN_OFF), "“街道.综合岗”已经签过"),
    ((*_ADDED, {"do": "减签", "to": "街道.综合岗", "by": "财政局.会签岗"}), "“财政局.会签岗”不能“减签”"),
    ((*_ADDED, {"do": "减签", "to": "街道.综合岗", "with": {"理由": ""}}), "缺少“理由”"),
    (("受理", _TAKEN_OFF), "不用签署"),
)


def propose(mechanism: Mechanism, situation: Situation, act: Act, calendar: Calendar) -> Event | Refused:
    """The owner takes off a signer that was added; when only this answer was waited for, the others decide."""
    stage = mechanism.stages[situation.state]
    if stage.signing is None:
        return Refused(f"“{situation.state}”不用签署", "")
    refused = (
        is_allowed(mechanism, situation, FLOW, act)
        or is_owner(situation, act)
        or gives_reason(act)
        or _must_stay(mechanism, situation, stage, act.to)
    )
    if refused:
        return refused
    left = tuple(post for post in situation.signers if post != act.to)
    settled = settle(mechanism, situation._replace(signers=left), act, calendar)
    if isinstance(settled, Refused):
        return settled
    if settled is None:
        return event_of("signer_removed", situation, act, {"signers": [*left], "undo": None}, to=act.to, tell=[act.to])
    tell = [act.to, *cast("list[str]", settled.tell)]
    return event_of("signer_removed", situation, act, settled.now, to=act.to, then=settled.action, tell=tell)


def _must_stay(mechanism: Mechanism, situation: Situation, stage: Stage, post: str) -> Refused | None:
    """A signature that was given, that the definition asks for, or that is the last."""
    assert stage.signing is not None
    if post not in situation.signers:
        return Refused(f"“{post}”不在会签的岗位里", f"在签的岗位：{'、'.join(situation.signers)}")
    if post in situation.signed:
        return Refused(f"“{post}”已经签过", "签过的意见留在记录里；要重新签，先“退回”")
    known = {**situation.values, **situation.units}
    if post in {resolved(mechanism, named, known) or named for named in stage.signing.posts}:
        return Refused(f"“{post}”是定义写明要签的岗位", "只能减去“加签”来的岗位")
    return Refused("至少留一个岗位签署", "先“加签”，再减") if len(situation.signers) == 1 else None
