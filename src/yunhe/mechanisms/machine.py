"""The machine: decides what an act or a moment does to a matter. Pure: the calendar and the instant are arguments.

event = open_matter(mechanism, "S025-2025-000001", act, calendar)
situation = walk([event])
answer = decide(mechanism, situation, Act("受理", "区政务服务中心.受理岗", at), calendar)   # Event or Refused
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from yunhe.definitions.fields import Field, FieldRefusal
from yunhe.mechanisms import clocks, points, telling
from yunhe.mechanisms.act import Act, Change, Refused, event_of
from yunhe.mechanisms.admission import counted, listed, not_admitted
from yunhe.mechanisms.co_units import name_co_units
from yunhe.mechanisms.lights import colour
from yunhe.mechanisms.mechanism import (
    OPENING,
    OPINIONS,
    SYSTEM,
    UPSTREAM,
    Action,
    Clock,
    Mechanism,
    Stage,
    is_text_need,
)
from yunhe.mechanisms.requirement import unmet
from yunhe.mechanisms.situation import WARNING, Running, Situation, fold, written
from yunhe.mechanisms.workdays import Calendar
from yunhe.types import Event, Json

if TYPE_CHECKING:
    from yunhe.mechanisms.acts import Kind

LONGEST_TEXT = 20_000
EVIDENCE = Field("证据", "file", needed=True)
ALSO_HERE = ("镜像", "催办", "抄送", "关联", "重算", "迁移", "子事项办结")  # whatever system is the home of a matter
BARE_DUE = "due"  # the step of a clock without escalations


def open_matter(
    mechanism: Mechanism,
    subject: str,
    act: Act,
    calendar: Calendar,
    parent: str = "",
    upstream: str = "",
    simulated: bool = False,
) -> Event | Refused:
    """The event that opens a matter, or why it is not opened."""
    act = act.in_utc()
    if act.counts_from > act.at:
        return Refused("收到的时间在将来", "改正时间")
    values = read_values(mechanism, act.given)
    if isinstance(values, Refused):
        return values
    missing = [name for name, field in mechanism.fields.items() if field.needed and name not in values]
    if missing:
        return Refused(f"缺少{listed(missing)}", f"补上{listed(missing)}")
    score = points.added(mechanism.points, OPENING, values, {}, act.counts_from)
    if isinstance(score, Refused):
        return score
    blank = Situation(subject, mechanism.key, mechanism.version, values=values)
    change: Change = {"mechanism": mechanism.key, "version": mechanism.version, "digest": mechanism.digest}
    change["opened"] = act.counts_from.isoformat()
    if values:
        change["values"] = values
    change |= {key: value for key, value in (("parent", parent), ("upstream", upstream)) if value}
    change["store"] = mechanism.store
    if simulated:
        change["simulated"] = True
    entered = entering(mechanism, blank, mechanism.start, act.counts_from, calendar, act.units)
    if isinstance(entered, Refused):
        return entered
    tell = telling.newly(mechanism, blank, entered, act.actor)
    return event_of("opened", blank, act._replace(name=OPENING, given={}), change | entered, tell=tell, points=score)


def decide(mechanism: Mechanism, situation: Situation, act: Act, calendar: Calendar) -> Event | Refused:
    """The event that an act makes of a matter, or why it is refused. Nothing is changed here."""
    act = act.in_utc()
    if act.at < datetime.fromisoformat(situation.changed):
        return Refused("时间早于上一步", f"上一步在 {situation.changed}，改正时间")
    refused = _not_here(mechanism, act)
    if refused:
        return refused
    stage = mechanism.stages[situation.state]
    action = None if situation.is_merged else stage.actions.get(act.name)
    if action is not None and stage.signing is None:
        return take(mechanism, situation, stage, action, act, calendar)
    kind = _act_of_every_flow(act.name)
    if kind is not None:
        return kind.propose(mechanism, situation, act, calendar)
    if not situation.is_open and (situation.is_merged or not stage.actions):
        more = f"在“{situation.merged_into}”里接着办" if situation.is_merged else "要重新办理，另立事项或走复查"
        return Refused("事项已经办结", more)
    if action is not None:
        return Refused("此状态由各岗位签署决定", "用“签署”表示同意或不同意")
    return Refused("此状态没有这个动作", f"现在可以：{'、'.join(stage.offers)}")


def _act_of_every_flow(name: str) -> "Kind | None":
    """What any flow can do besides the actions of its definition."""
    from yunhe.mechanisms.acts import acts

    return acts().get(name)


def _not_here(mechanism: Mechanism, act: Act) -> Refused | None:
    """What the law gives another system as its home is done there and only noted here."""
    if act.name in ALSO_HERE or (mechanism.kept_by == "upstream") == (act.actor == UPSTREAM):
        return None
    if act.actor == UPSTREAM:
        return Refused("这类事项在本系统办理，不能由上级系统来办", "由事项所在的岗位办理")
    return Refused(f"这类事项由“{mechanism.upstream}”办理，这里只镜像", "在那里办理，再导入它导出的表")


def take(
    mechanism: Mechanism, situation: Situation, stage: Stage, action: Action, act: Act, calendar: Calendar
) -> Event | Refused:
    """An action of the definition, checked and done."""
    refused = not_admitted(situation, stage, action, act)
    if refused:
        return refused
    return carry_out(mechanism, situation, action, act, calendar)


def carry_out(
    mechanism: Mechanism, situation: Situation, action: Action, act: Act, calendar: Calendar
) -> Event | Refused:
    """What an action brings once it may be done: needs read, units assigned, the next state entered."""
    given = read_given(mechanism, action, act)
    if isinstance(given, Refused):
        return given
    values, said = given
    score = points.added(mechanism.points, action.name, values, situation.values, act.counts_from, action.needs)
    if isinstance(score, Refused):
        return score
    known = situation._replace(values={**situation.values, **values}) if values else situation
    refused = unmet(action.requires, known.values, act.at, lambda: colour(mechanism.pace, known, act.at))
    if refused:
        return refused
    change = entering(mechanism, known, action.to, act.at, calendar, act.units)
    if isinstance(change, Refused):
        return change
    if values:
        change["values"] = values
    refit = clocks.refitted(mechanism, situation, values, calendar)
    if refit:
        change["clocks"] = {**refit, **change.get("clocks", {})}
    if action.at_most or action.remembered:
        change["taken"] = {action.name: counted(situation.taken, action.name) + 1}
    if action.joint or act.joint:
        refused = name_co_units(situation, action, act, change, calendar)
        if refused:
            return refused
    if action.refuses and mechanism.stages[action.to].is_open and action.to in situation.trail:
        change["returned"] = True
    change["undo"] = mechanism.may_be_undone(action) or None
    tell = telling.newly(mechanism, situation, change, act.actor)
    act = act._replace(given=said) if act.given else act
    return event_of("acted", situation, act, change, joint=list(act.joint), tell=tell, points=score)


def entering(
    mechanism: Mechanism,
    situation: Situation,
    target: str,
    at: datetime,
    calendar: Calendar,
    units: Mapping[str, str],
    fell_due: datetime | None = None,
) -> Change | Refused:
    """What entering a state changes: owner, clocks, trail, signers; refused when a unit is not known yet.

    `fell_due` is when it should have been entered, where a clock moves the matter and that happens late.
    """
    stage = mechanism.stages[target]
    known = {**situation.values, **situation.units, **units}
    owner = resolved(mechanism, stage.owner, known)
    if owner is None:
        return Refused(f"还没有指定{stage.owner.partition('.')[0]}", f"写明{stage.owner.partition('.')[0]}")
    moved = dict(clocks.on_entering(mechanism, situation, stage, at, calendar, fell_due))
    change: Change = {"state": target, "owner": owner, "entered": written(at), "outcome": outcome_of(stage, known)}
    if moved:
        change["clocks"] = {name: running and running.to_json() for name, running in moved.items()}
        begun = {name: running.run for name, running in moved.items() if running}
        fresh = {name: run for name, run in begun.items() if run != situation.runs.get(name)}
        if fresh:
            change["runs"] = fresh
    if units:
        change["units"] = dict(units)
    _tidy(mechanism, situation, stage, change, known)
    return change


def outcome_of(stage: Stage, known: Mapping[str, Json]) -> str | None:
    """How a matter ends in a state: as its field says, or as the state does."""
    said = known.get(stage.outcome_from) if stage.outcome_from else None
    return str(said) if said else stage.outcome


def _tidy(mechanism: Mechanism, situation: Situation, stage: Stage, change: Change, known: Mapping[str, Json]) -> None:
    """Entries that do not outlive a state, and those that a state brings with it."""
    if situation.state and situation.is_open and situation.state not in situation.trail[-1:]:
        change["trail"] = [*situation.trail, situation.state]
    if situation.lent:
        change["lent"] = ""
    if situation.asked:
        change["asked"] = None
    if situation.automatic:
        change["automatic"] = None
    if situation.returned:
        change["returned"] = False
    if situation.signed:
        change["signed"] = None
    if (stage.signing is not None and stage.signing.how == "依次") != situation.in_turn:
        change["in_turn"] = not situation.in_turn
    if stage.signing is not None:
        change["signers"] = [resolved(mechanism, post, known) or post for post in stage.signing.posts]
    elif situation.signers:
        change["signers"] = []


def resolved(mechanism: Mechanism, post: str, known: Mapping[str, Json]) -> str | None:
    """A post with the matter's own unit in place of a variable one; None when that unit is not known yet."""
    unit, dot, duty = post.partition(".")
    if not dot or unit not in mechanism.units:
        return post
    stands_for = known.get(unit)
    return f"{stands_for}.{duty}" if stands_for else None


def fire(
    mechanism: Mechanism, situation: Situation, clock: str, step: str, at: datetime, calendar: Calendar
) -> Event | Refused:
    """What a clock does by itself at a moment that has come: a warning, an escalation, a move."""
    at = at.astimezone(UTC)
    running = situation.clocks.get(clock)
    if running is None or running.paused or step in running.fired or step not in running.steps:
        return Refused("这个时限已经不在等待", "")
    if running.steps[step] > at:
        return Refused("还没到时间", f"到 {running.steps[step].isoformat()} 再触发")
    rule = mechanism.clocks.get(clock)
    act = Act(_said(rule, step), SYSTEM, at)
    change: Change = {"clocks": {clock: running._replace(fired=(*running.fired, step)).to_json()}}
    tell, to = _told(mechanism, situation, rule, clock, step)
    stays = ""  # why a matter does not go where its clock sends it: a mirrored one may lack a unit
    if to:
        struck = _with_fired(situation, clock, running, step)
        moved = entering(mechanism, struck, to, at, calendar, {}, running.steps[step])
        stays = moved.because if isinstance(moved, Refused) else ""
        if not isinstance(moved, Refused):
            change = {**moved, "clocks": {**change["clocks"], **moved.get("clocks", {})}}
            tell = [*dict.fromkeys((*tell, *telling.newly(mechanism, situation, moved, SYSTEM)))]
            change["automatic"] = {"number": situation.number + 1, "from": situation.state, "tell": tell}
    if situation.undo:
        change["undo"] = None
    said: dict[str, Json] = {"clock": clock, "step": step, "run": running.run, "due": running.steps[step].isoformat()}
    return event_of("fired", situation, act, change, **said, tell=tell, stays=stays)


def _with_fired(situation: Situation, clock: str, running: Running, step: str) -> Situation:
    fired = running._replace(fired=(*running.fired, step))
    return situation._replace(clocks={**situation.clocks, clock: fired})


def _said(rule: Clock | None, step: str) -> str:
    if step == WARNING:
        return "预警"
    if rule is None or step == BARE_DUE:
        return "逾期"
    return rule.escalations[int(step)].do


def _told(
    mechanism: Mechanism, situation: Situation, rule: Clock | None, clock: str, step: str
) -> tuple[list[str], str]:
    """Who is told, and where the matter goes."""
    if rule is None or step in (WARNING, BARE_DUE):
        return telling.of_clock(situation, clock), ""
    escalation = rule.escalations[int(step)]
    tell = resolved(mechanism, escalation.tell, {**situation.values, **situation.units})
    return [post for post in dict.fromkeys((situation.owner, tell)) if post], escalation.to or ""


def catch_up(mechanism: Mechanism, situation: Situation, at: datetime, calendar: Calendar) -> Iterator[Event]:
    """All that happens by itself up to an instant, each once, in order."""
    while (soonest := situation.wakes) is not None and soonest <= at:
        _, clock, _, step = situation.pending()[0]
        event = fire(mechanism, situation, clock, step, at, calendar)
        if isinstance(event, Refused):
            raise ValueError(f"{situation.subject}: {clock}/{step}: {event}")
        yield event
        situation = fold(situation, event)


def read_values(mechanism: Mechanism, given: Mapping[str, Json]) -> dict[str, Json] | Refused:
    """Given fields as the definition reads them; what no field names is refused."""
    values: dict[str, Json] = {}
    for name, raw in given.items():
        field = mechanism.fields.get(name)
        if field is None:
            return Refused(f"没有“{name}”这一项", f"可填：{'、'.join(mechanism.fields) or '（无）'}")
        if is_sealed(raw):
            values[name] = raw
            continue
        try:
            values[name] = field.read(raw)
        except FieldRefusal as refusal:
            return Refused(f"“{name}”{refusal.problem}", refusal.remedy)
    return values


def is_sealed(value: Json) -> bool:
    """Whether a value stands for a personal one that is kept outside the events."""
    return isinstance(value, Mapping) and "sealed" in value and "digest" in value


def read_given(mechanism: Mechanism, action: Action, act: Act) -> tuple[dict[str, Json], dict[str, Json]] | Refused:
    """What came with an act, parted into fields and things said or shown; what the action needs must be there."""
    missing = [need for need in action.needs if act.given.get(need) in (None, "", [])]
    if missing:
        return Refused(f"“{action.name}”缺少{listed(missing)}", f"补上{_asked(mechanism, missing)}")
    said: dict[str, Json] = {}
    fields: dict[str, Json] = {}
    for name, value in act.given.items():
        if name in mechanism.fields:
            fields[name] = value
            continue
        if name not in action.needs and name not in OPINIONS:
            return Refused(
                f"“{action.name}”不收“{name}”", f"可填：{'、'.join(dict.fromkeys((*action.needs, *mechanism.fields)))}"
            )
        shown = said_or_shown(name, value)
        if isinstance(shown, Refused):
            return shown
        said[name] = shown
    values = read_values(mechanism, fields)
    return values if isinstance(values, Refused) else (values, said)


def _asked(mechanism: Mechanism, missing: list[str]) -> str:
    """What is missing, and how evidence is handed in."""
    files = [name for name in missing if name not in mechanism.fields and not is_text_need(name)]
    return listed(missing) + (f"；{listed(files)}是文件，用 --file 名称=文件 交" if files else "")


def said_or_shown(name: str, value: Json) -> "Json | Refused":
    """An opinion in words, or evidence as a file with its digest; either may have been put away."""
    if is_sealed(value):
        return value
    if isinstance(value, str) and not is_text_need(name):
        return Refused(f"“{name}”要交文件，写成了文字", f"用 --file {name}=文件 交")
    if is_text_need(name):
        if isinstance(value, str) and value.strip() and len(value) <= LONGEST_TEXT:
            return value
        return Refused(f"“{name}”不是文字，或超过{LONGEST_TEXT}字", "写成一段文字")
    try:
        return EVIDENCE.read(value)
    except FieldRefusal as refusal:
        return Refused(f"“{name}”{refusal.problem}", refusal.remedy)
