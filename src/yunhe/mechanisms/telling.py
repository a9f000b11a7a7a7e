"""Who is told of an event: whoever has something to do from then on that was not his to do before."""

from collections.abc import Mapping
from typing import Any

from yunhe.mechanisms.clocks import JOINT
from yunhe.mechanisms.mechanism import UPSTREAM, Mechanism, Stage
from yunhe.mechanisms.situation import Situation
from yunhe.types import Json


def newly(mechanism: Mechanism, situation: Situation, change: Mapping[str, Any], actor: str) -> list[str]:
    """The new owner, those who are asked to sign, the co-units that are asked for their opinion; not who acts.

    What only notes how a matter stands in another system tells nobody: it is worked there.
    """
    if actor == UPSTREAM:
        return []
    stage = mechanism.stages[change["state"]]
    told = [change["owner"]] if change["owner"] != situation.owner else []
    if stage.signing is not None:
        told += awaited(stage, tuple(change.get("signers", ())), {})
    told += [unit for unit, answered in change.get("joint", {}).items() if answered is False]
    return [post for post in dict.fromkeys(told) if post and post != actor]


def awaited(stage: Stage, signers: tuple[str, ...], signed: Mapping[str, Json]) -> list[str]:
    """The posts that can sign now: the next one where the order counts, else all that have not."""
    waiting = [post for post in signers if post not in signed]
    return waiting[:1] if stage.signing is not None and stage.signing.how == "依次" else waiting


def of_clock(situation: Situation, clock: str) -> list[str]:
    """Who is told what a clock does without an escalation: the owner, and the co-unit whose clock it is."""
    unit = clock.removeprefix(JOINT) if clock.startswith(JOINT) else ""
    return [post for post in (situation.owner, unit) if post]
