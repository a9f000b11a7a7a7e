"""How long things take 要多久: the limits of a definition in the words of its counter, each with its basis."""

from collections.abc import Iterator
from typing import NamedTuple

from yunhe.mechanisms.counter import Counter
from yunhe.mechanisms.mechanism import APPLICANT, OURS, Clock, Mechanism, Stage


class Wait(NamedTuple):
    """A limit: of what, how long, on what basis; `yours` where the applicant is to act."""

    what: str
    long: str
    basis: str
    yours: bool


def waits(mechanism: Mechanism, counter: Counter) -> Iterator[Wait]:
    """The limits in the order in which a matter meets them, each once."""
    seen: set[str] = set()
    for stage in mechanism.stages.values():
        for name in stage.clocks:
            if name not in seen:
                seen.add(name)
                yield _wait(counter, stage, mechanism.clocks[name])


def _wait(counter: Counter, stage: Stage, clock: Clock) -> Wait:
    what = counter.states.get(stage.name, stage.name) if clock.name == stage.name else clock.name
    return Wait(what, long(clock), clock.basis or OURS, stage.owner == APPLICANT)


def long(clock: Clock) -> str:
    """A limit with the cases in which it is another one: 5个工作日（咨询1个工作日）."""
    cases = "，".join(f"{word}{limit.said()}" for word, limit in clock.cases)
    return clock.limit.said() + (f"（{cases}）" if cases else "")
