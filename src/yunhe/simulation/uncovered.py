"""What of a mechanism no simulated matter has gone through yet, and the shortest way there.

So that a simulated year goes every way a definition names: each action of each state, each escalation of each clock.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from datetime import datetime
from random import Random

from yunhe.mechanisms.mechanism import Action, Mechanism, Stage
from yunhe.mechanisms.situation import Situation
from yunhe.types import Event

FAR = 1_000
MOST_TRIES = 2  # of one step in one life: it may be spent, or need what no invented value gives
MOST_FRUITLESS = 40  # lives in a row that found nothing new


class Uncovered:
    """The steps of one mechanism that have not happened yet: `状态.动作` and `时限/序号`."""

    def __init__(self, mechanism: Mechanism) -> None:
        self.mechanism = mechanism
        self.left = set(_steps(mechanism))
        self._gates = dict(_gates(mechanism))
        self._openers = {name for names in self._gates.values() for name in names}
        self.tries: dict[str, int] = {}
        self.fruitless = 0
        self._done: set[str] = set()  # the actions of this life
        self._found = True
        self._far: dict[str, int] | None = None

    def __bool__(self) -> bool:
        return bool(self.left) and self.fruitless < MOST_FRUITLESS

    def begin(self) -> None:
        """Another life begins: what was tried in vain may go well in it."""
        self.fruitless = 0 if self._found else self.fruitless + 1
        self._found = False
        if self._done:
            self._done, self._far = set(), None
        if self.tries:
            self.tries, self._far = {}, None

    def strike(self, state: str, event: Event) -> None:
        """One of them has happened."""
        step = event.body.get("step")
        done = f"{state}.{event.body['do']}" if step is None else f"{event.body['clock']}/{step}"
        if step is None and event.body["do"] in self._openers:
            self._done.add(str(event.body["do"]))
            self._far = None
        if done in self.left:
            self.left.discard(done)
            self._found, self._far = True, None

    def next_fire(self, situation: Situation) -> datetime | None:
        """The instant of the soonest escalation that is sought here, or leads there sooner than any action."""
        far = self.far()
        stage = self.mechanism.stages[situation.state]
        by_action = min((self._distance(stage, action, far) for action in stage.actions.values()), default=FAR)
        found = []
        for at, clock, _, step in situation.pending():
            rule = self.mechanism.clocks.get(clock)
            if rule is None or not step.isdecimal():
                continue
            to = rule.escalations[int(step)].to
            if self._is_sought(f"{clock}/{step}") or (to and far.get(to, FAR) < by_action):
                found.append(at)
        return min(found, default=None)

    def nearest_first(self, stage: Stage, draw: Random) -> list[Action]:
        """The actions of a state, those first that are sought themselves or lead the shortest way to what is."""
        far = self.far()

        def nearness(action: Action) -> tuple[int, float]:
            return self._distance(stage, action, far), draw.random()

        ordered = sorted(stage.actions.values(), key=nearness)
        for action in ordered[:1]:
            self._try(f"{stage.name}.{action.name}")
        return ordered

    def _distance(self, stage: Stage, action: Action, far: Mapping[str, int]) -> int:
        """How far an action leaves what is sought; −1 for one that is sought itself."""
        return -1 if self._is_sought(f"{stage.name}.{action.name}") else far.get(action.to, FAR)

    def far(self) -> dict[str, int]:
        """State → how many steps from there to the nearest sought one."""
        if self._far is None:
            self._far = self._measured()
        return self._far

    def _measured(self) -> dict[str, int]:
        into: dict[str, list[str]] = {}
        for source, _, target in self.mechanism.arrows():
            into.setdefault(target, []).append(source)
        found = {
            name: 0
            for name, stage in self.mechanism.stages.items()
            if any(map(self._is_sought, _of(self.mechanism, stage)))
        }
        waiting = deque(found)
        while waiting:
            here = waiting.popleft()
            for before in into.get(here, ()):
                if before not in found:
                    found[before] = found[here] + 1
                    waiting.append(before)
        return found

    def leads_on(self, stage: Stage) -> bool:
        """Whether from a state something that is sought can still be reached."""
        return stage.name in self.far()

    def is_sought_in(self, stage: Stage) -> bool:
        """Whether something that can happen in a state is still sought."""
        return any(map(self._is_sought, _of(self.mechanism, stage)))

    def _is_sought(self, step: str) -> bool:
        return (step in self.left and self._is_open(step) and self.tries.get(step, 0) < MOST_TRIES) or self._opens(step)

    def _is_open(self, step: str) -> bool:
        """Whether what must come before it has been done in this life."""
        return step not in self._gates or not self._done.isdisjoint(self._gates[step])

    def _opens(self, step: str) -> bool:
        """Whether it comes before something that is sought, and has not been done in this life."""
        name = step.rpartition(".")[2]
        if name not in self._openers or name in self._done or self.tries.get(step, 0) >= MOST_TRIES:
            return False
        return any(name in self._gates[gate] and not self._is_open(gate) for gate in self._gates if gate in self.left)

    def _try(self, step: str) -> None:
        """What was tried too often is given up for this life."""
        if step in self.left or self._opens(step):
            self.tries[step] = self.tries.get(step, 0) + 1
            if self.tries[step] >= MOST_TRIES:
                self._far = None


def _steps(mechanism: Mechanism) -> Iterator[str]:
    for stage in mechanism.stages.values():
        yield from _of(mechanism, stage)


def _gates(mechanism: Mechanism) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The actions that may only come after others, with these."""
    for stage in mechanism.stages.values():
        for action in stage.actions.values():
            if action.only_after:
                yield f"{stage.name}.{action.name}", action.only_after


def _of(mechanism: Mechanism, stage: Stage) -> Iterator[str]:
    """The steps that can be taken, or happen, in a state."""
    if stage.signing is None:
        yield from (f"{stage.name}.{name}" for name in stage.actions)
    for clock in stage.clocks:
        if clock not in stage.pauses:
            yield from (f"{clock}/{number}" for number in range(len(mechanism.clocks[clock].escalations)))
