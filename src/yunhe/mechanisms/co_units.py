"""Co-units 会办: the units that a dispatch names beside the lead, each with a clock of its own."""

from collections.abc import Mapping

from yunhe.mechanisms import clocks
from yunhe.mechanisms.act import Act, Change, Refused
from yunhe.mechanisms.limits import Limit
from yunhe.mechanisms.mechanism import USUAL_WARNING, Action, Clock
from yunhe.mechanisms.situation import Situation
from yunhe.mechanisms.workdays import Calendar
from yunhe.types import Json

MOST_JOINT = 20


def name_co_units(situation: Situation, action: Action, act: Act, change: Change, calendar: Calendar) -> Refused | None:
    """Co-units begin with a clock of their own each; those of an earlier dispatch are released."""
    if action.joint is None:
        return Refused(f"“{action.name}”不能指定会办", "去掉会办单位")
    lead = set(act.units.values())
    if len(set(act.joint)) != len(act.joint) or len(act.joint) > MOST_JOINT or lead & set(act.joint):
        return Refused("会办单位重复、过多，或就是主办单位", f"写不同的单位，不超过{MOST_JOINT}个")
    rules = [joint_clock(unit, action.joint) for unit in act.joint]
    begun = {
        rule.name: clocks.started(rule, act.at, clocks.run_after(situation, rule.name), calendar) for rule in rules
    }
    released = [name for name in situation.clocks if name.startswith(clocks.JOINT)]
    running = {**dict.fromkeys(released), **{name: clock.to_json() for name, clock in begun.items()}}
    _put(change, "clocks", running)
    _put(change, "runs", {name: clock.run for name, clock in begun.items()})
    _put(change, "joint", {**dict.fromkeys(situation.joint), **dict.fromkeys(act.joint, False)})
    return None


def _put(change: Change, key: str, entries: Mapping[str, Json]) -> None:
    if entries:
        change[key] = {**change.get(key, {}), **entries}


def joint_clock(unit: str, limit: Limit) -> Clock:
    """The clock under which a co-unit answers."""
    return Clock(clocks.JOINT + unit, limit, "", True, USUAL_WARNING, None, ())
