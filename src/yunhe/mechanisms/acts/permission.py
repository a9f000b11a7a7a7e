"""What the acts ask before they do anything: is it allowed in this state, is it theirs, has it a reason."""

import re
from collections.abc import Mapping

from yunhe.mechanisms.act import Act, Refused
from yunhe.mechanisms.machine import LONGEST_TEXT, is_sealed
from yunhe.mechanisms.mechanism import UPSTREAM, Mechanism
from yunhe.mechanisms.situation import Situation
from yunhe.types import Json

REASON = "理由"
LONGEST_NAME = 60
_POST = re.compile(r"[^.\s]+\.[^.\s]+")


def is_allowed(mechanism: Mechanism, situation: Situation, flow: str, act: Act) -> Refused | None:
    """The state allows this kind of flow."""
    stage = mechanism.stages[situation.state]
    if not situation.is_open:
        return Refused("事项已经办结", f"办结后不能“{act.name}”")
    if flow in stage.flow:
        return None
    return Refused(f"“{situation.state}”不能“{act.name}”", f"这里可以：{'、'.join(stage.offers)}")


def is_owner(situation: Situation, act: Act) -> Refused | None:
    """Only the post that has the matter, or the system that is its home."""
    if act.actor in (situation.owner, UPSTREAM):
        return None
    return Refused(f"“{act.actor}”不能“{act.name}”", f"事项在“{situation.owner}”，由它来做")


def is_not_lent(situation: Situation, act: Act) -> Refused | None:
    return Refused("已经委派，等待交回", "由受委派的岗位先“交回”") if situation.lent else None


def gives_reason(act: Act, only: tuple[str, ...] = (REASON,)) -> Refused | None:
    """A reason in words, and nothing that nobody asked for."""
    surplus = [name for name in act.given if name not in only]
    if surplus:
        return Refused(f"“{act.name}”不收“{surplus[0]}”", f"可填：{'、'.join(only)}")
    reason = act.given.get(REASON)
    if is_sealed(reason):
        return None
    if not isinstance(reason, str) or not reason.strip():
        return Refused(f"“{act.name}”缺少“{REASON}”", f"补上“{REASON}”")
    return Refused("理由过长", f"不超过{LONGEST_TEXT}字") if len(reason) > LONGEST_TEXT else None


def names_post(act: Act) -> Refused | None:
    """`to` is a post of a unit, never a person."""
    if _POST.fullmatch(act.to) and len(act.to) <= LONGEST_NAME:
        return None
    return Refused(f"“{act.name}”没有写明给哪个岗位", "写“单位.岗位”，不写姓名")


def may_hand_over(mechanism: Mechanism, situation: Situation, flow: str, act: Act) -> Refused | None:
    """The owner, who has not lent the step already, gives it to another post and says why."""
    refused = (
        is_allowed(mechanism, situation, flow, act)
        or is_owner(situation, act)
        or is_not_lent(situation, act)
        or names_post(act)
        or gives_reason(act)
    )
    if refused or act.to != situation.owner:
        return refused or _judges_itself(mechanism, situation, act)
    return Refused(f"已经在“{act.to}”", "写另一个岗位")


def _judges_itself(mechanism: Mechanism, situation: Situation, act: Act) -> Refused | None:
    """A step that a unit named by the definition has is not handed to a unit that the matter was assigned to.

    Who reviews, accepts or approves stands in the definition; by handing the step over it may not come to whoever is
    reviewed, unless it is the same unit anyway.
    """
    keeper, unit = situation.owner.partition(".")[0], act.to.partition(".")[0]
    defined = mechanism.stages[situation.state].owner.partition(".")[0]
    if defined in mechanism.units or unit == keeper or unit not in situation.units.values():
        return None
    return Refused(f"“{unit}”正在办这件事项，“{situation.state}”不能“{act.name}”给它", "转给别的岗位；要它再办就退回")


def is_approver(situation: Situation, act: Act) -> Mapping[str, Json] | Refused:
    """What was asked for, when this post may answer it."""
    if not situation.asked or not situation.is_open:
        return Refused("没有等待批准的延期", "")
    if act.actor in (situation.asked["approval"], UPSTREAM):
        return situation.asked
    return Refused(f"“{act.actor}”不能“{act.name}”", f"由“{situation.asked['approval']}”批准")
