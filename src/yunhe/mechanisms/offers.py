"""Offers 可办: what can be done in a matter now by a post, what each step asks for, and why not where it cannot.

    for offer in offers(mechanism, situation, "区住建局.承办岗", now, calendar):
        offer.name, offer.refused, offer.inputs

Nothing is decided here: whether an act is open is asked of the machine itself, by a trial of it that is thrown away.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Literal, NamedTuple

from yunhe.definitions.fields import Field
from yunhe.mechanisms import admission
from yunhe.mechanisms.act import Act, Refused
from yunhe.mechanisms.acts import acts
from yunhe.mechanisms.machine import decide, is_sealed
from yunhe.mechanisms.mechanism import OPENING, Action, Mechanism, Stage, is_text_need
from yunhe.mechanisms.requirement import Requirement, unmet
from yunhe.mechanisms.situation import Situation
from yunhe.mechanisms.workdays import Calendar
from yunhe.types import Json

What = Literal["field", "text", "file", "post", "signer", "state", "matter", "clock", "unit", "joint", "answer"]
REASON, OPINION, REMARK = "理由", "意见", "说明"
SIGN, CORRECT, SPLIT, EXTEND, RETURN = "签署", "更正", "拆分", "申请延期", "退回"
SOMEWHERE = "某单位.某岗"  # a post that stands for any, in a trial
TO_A_POST = ("转办", "委派", "抄送", "加签")
TO_A_MATTER = ("并案", "关联")
WITH_REASON = ("转办", "委派", "减签", RETURN, EXTEND, "并案", "关联", SPLIT, "不同意延期")
ALWAYS = ("关联",)  # whatever the state allows
DANGEROUS = frozenset((RETURN, "并案", "减签", "不同意延期"))


class Input(NamedTuple):
    """One thing that a step asks for: a field of the definition, a text, a file, a post …; `options` to choose from."""

    name: str
    what: What
    needed: bool = True
    field: Field | None = None
    options: tuple[str, ...] = ()
    help: str = ""


class Offer(NamedTuple):
    """One step: where it leads, what it asks for, and why it cannot be done now."""

    name: str
    refused: Refused | None = None
    to: str = ""
    inputs: tuple[Input, ...] = ()
    extra: tuple[Input, ...] = ()  # what may come with it
    is_flow: bool = False  # an act of every office, not an action of the definition
    refuses: bool = False
    detail: str = ""

    @property
    def is_dangerous(self) -> bool:
        """Whether it takes something back, away or apart."""
        return self.refuses or self.name in DANGEROUS


def offers(mechanism: Mechanism, situation: Situation, post: str, at: datetime, calendar: Calendar) -> Iterator[Offer]:
    """Every step that this state knows, the definition's first, each as it is for this post at this instant."""
    stage = mechanism.stages[situation.state]
    if stage.signing is None and not situation.is_merged:
        for action in stage.actions.values():
            yield _of_action(mechanism, situation, stage, action, Act(action.name, post, at))
    for name in _flows(situation, stage):
        trial = _trial(mechanism, situation, name, Act(name, post, at))
        answer = decide(mechanism, situation, trial, calendar)
        asked = _asked_by(mechanism, situation, name)
        refused = answer if isinstance(answer, Refused) else None
        yield Offer(name, refused, "", asked, (), True, detail=acts()[name].module.__doc__ or "")


def opening(mechanism: Mechanism) -> Offer:
    """What a new matter begins with: its fields, the needed ones first, and the units that its first state is at."""
    fields = [field for field in mechanism.fields.values() if not _is_worked_out(mechanism, OPENING, field.name)]
    needed = tuple(Input(field.name, "field", True, field, help=field.note) for field in fields if field.needed)
    extra = tuple(Input(field.name, "field", False, field, help=field.note) for field in fields if not field.needed)
    unit = mechanism.stages[mechanism.start].owner.partition(".")[0]
    named = unit in mechanism.units and unit not in mechanism.fields
    units = (Input(unit, "unit", help=mechanism.units[unit]),) if named else ()
    return Offer(OPENING, None, mechanism.start, (*needed, *units), extra)


# Actions of the definition


def _of_action(mechanism: Mechanism, situation: Situation, stage: Stage, action: Action, act: Act) -> Offer:
    act = act._replace(units=dict.fromkeys(action.assigns, "某单位"))
    refused = _not_here(mechanism, act) or admission.not_admitted(situation, stage, action, act)
    refused = refused or _not_now(mechanism, situation, action, act.at)
    inputs = tuple(_inputs(mechanism, action))
    extra = tuple(_extra(mechanism, situation, action))
    return Offer(action.name, refused, action.to, inputs, extra, refuses=action.refuses, detail=_bounds(action))


def _not_here(mechanism: Mechanism, act: Act) -> Refused | None:
    if mechanism.kept_by != "upstream":
        return None
    return Refused(f"这类事项在{mechanism.upstream}办理", f"在那里“{act.name}”，导出后导入这里")


def _not_now(mechanism: Mechanism, situation: Situation, action: Action, at: datetime) -> Refused | None:
    """What of its conditions nothing that is typed can change: the day of the month, the light."""
    from yunhe.mechanisms.lights import colour

    fixed = tuple(one for one in action.requires if not isinstance(one, Requirement))
    return unmet(fixed, situation.values, at, lambda: colour(mechanism.pace, situation, at))


def _inputs(mechanism: Mechanism, action: Action) -> Iterator[Input]:
    for unit in action.assigns:
        yield Input(unit, "unit", help=mechanism.units.get(unit, ""))
    for name in action.needs:
        yield _need(mechanism, name)
    if action.joint is not None:
        yield Input("会办单位", "joint", False, help=f"在{action.joint.said()}内答复；没有就不填")


def _need(mechanism: Mechanism, name: str) -> Input:
    field = mechanism.fields.get(name)
    if field is not None:
        return Input(name, "field", True, field, help=field.note)
    return Input(name, "text" if is_text_need(name) else "file")


def _extra(mechanism: Mechanism, situation: Situation, action: Action) -> Iterator[Input]:
    """Fields that are still empty, and a remark."""
    for name, field in mechanism.fields.items():
        empty = situation.values.get(name) in (None, "", [])
        if empty and name not in action.needs and not _is_worked_out(mechanism, action.name, name):
            yield Input(name, "field", False, field, help=field.note)
    if REMARK not in action.needs and REMARK not in mechanism.fields:
        yield Input(REMARK, "text", False)


def _is_worked_out(mechanism: Mechanism, act: str, name: str) -> bool:
    """Whether the machine fills the field by points."""
    return mechanism.points is not None and name == mechanism.points.level


def _bounds(action: Action) -> str:
    from yunhe.mechanisms.drawing.wording import of_condition

    said = [of_condition(one) for one in action.requires]
    return "；".join([*said, *([f"至多{action.at_most}次"] if action.at_most else [])])


# Acts of every office


def _flows(situation: Situation, stage: Stage) -> Iterator[str]:
    """The acts of this state, and those that something which is under way asks for."""
    known = acts()
    found = ["会办答复"] if situation.joint and not all(situation.joint.values()) else []
    found += ["同意延期", "不同意延期"] if situation.asked else []
    found += ["交回"] if situation.lent else []
    found += ["要求人工决定"] if situation.automatic else []
    offered = [name for name in stage.offers if name in known and name not in stage.actions]
    if not situation.is_open:
        offered = []
    return iter(dict.fromkeys((*found, *offered, *ALWAYS)))


def _trial(mechanism: Mechanism, situation: Situation, name: str, act: Act) -> Act:
    """The act as it might be filled in, so that only what nobody can fill in otherwise stands against it."""
    given: Mapping[str, Json] = {REASON: REASON} if name in WITH_REASON else {}
    if name == "会办答复":
        given = {OPINION: OPINION}
    if name == CORRECT:
        given = {REASON: REASON, **_something(mechanism, situation)}
    clocks = [clock for clock in situation.clocks if (rule := mechanism.clocks.get(clock)) and rule.extension]
    to = {RETURN: next(iter(_behind(situation)), ""), "减签": next(iter(_added(mechanism, situation)), "")}
    usual = SOMEWHERE if name in TO_A_POST else "另一件" if name in (*TO_A_MATTER, SPLIT) else ""
    return act._replace(given=given, to=to.get(name, usual), clock=next(iter(clocks), "") if name == EXTEND else "")


def _something(mechanism: Mechanism, situation: Situation) -> Mapping[str, Json]:
    """A value that is there and might be put right."""
    barred = mechanism.points.weighed | {mechanism.points.level} if mechanism.points else frozenset[str]()
    open_ones = {n: v for n, v in situation.values.items() if not is_sealed(v) and n not in barred}
    return dict(list(open_ones.items())[:1])


def _behind(situation: Situation) -> list[str]:
    return list(dict.fromkeys(state for state in reversed(situation.trail) if state != situation.state))


def _added(mechanism: Mechanism, situation: Situation) -> list[str]:
    """The signers that may be taken off: added ones that have not signed."""
    signing = mechanism.stages[situation.state].signing
    posts = signing.posts if signing else ()
    return [post for post in situation.signers if post not in situation.signed and post not in posts]


def _asked_by(mechanism: Mechanism, situation: Situation, name: str) -> tuple[Input, ...]:
    reason = (Input(REASON, "text"),) if name in WITH_REASON else ()
    if name in TO_A_POST:
        return (Input("去处", "post"), *reason)
    if name in TO_A_MATTER:
        return (Input("另一件", "matter"), *reason)
    if name == RETURN:
        return (Input("退回到", "state", options=tuple(_behind(situation))), *reason)
    if name == "减签":
        return (Input("减去", "signer", options=tuple(_added(mechanism, situation))), *reason)
    if name == EXTEND:
        clocks = tuple(clock for clock in situation.clocks if clock in mechanism.clocks)
        return (Input("时限", "clock", options=clocks), *reason)
    if name == SIGN:
        because = Input(REASON, "text", False, help="不同意的写明理由")
        return (Input("答复", "answer", options=("同意", "不同意")), because)
    if name == "会办答复":
        return (Input(OPINION, "text"),)
    if name == "要求人工决定":
        return (Input(REASON, "text", False),)
    if name in (CORRECT, SPLIT):
        return (Input(REASON, "text"), *_anew(mechanism, situation, name))
    return reason


def _anew(mechanism: Mechanism, situation: Situation, name: str) -> Iterator[Input]:
    """The fields that may be put otherwise."""
    for field in mechanism.fields.values():
        if not _is_worked_out(mechanism, name, field.name):
            yield Input(field.name, "field", False, field, help=field.note)
