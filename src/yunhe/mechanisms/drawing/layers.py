"""States in layers by their distance from the start, with a slot for every label and bend of the ways between."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal, NamedTuple

Part = Literal["state", "label", "bend", "turn", "border"]
BEND = 4.0  # room that a passing line takes


class Node(NamedTuple):
    """What is to be placed, and how large it is; the first one is the start, endings come last.

    `entry` is the stretch, across the flow, where lines may arrive; by default the whole side. Its middle is what is
    aligned with other nodes.
    """

    key: str
    wide: float
    high: float
    entry: tuple[float, float] | None = None


class Link(NamedTuple):
    """A way from a node to a node, and how large its label is."""

    source: str
    target: str
    wide: float
    high: float


class Slot(NamedTuple):
    """A place in a layer; `along` counts in the direction of the flow, `across` at right angles to it."""

    part: Part
    layer: int
    along: float
    across: float
    entry: tuple[float, float] | None = None

    @property
    def before(self) -> float:
        """How far it reaches before the line on which it is aligned."""
        return sum(self.entry) / 2 if self.entry else self.across / 2

    @property
    def behind(self) -> float:
        return self.across - self.before


class Tie(NamedTuple):
    """Two slots of neighbouring layers between which a line runs."""

    low: int
    high: int


@dataclass
class Layered:
    """Slots, the order of each layer, what ties them, and every link as the slots it passes in its own direction."""

    slots: list[Slot] = field(default_factory=list)
    layers: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    ties: list[Tie] = field(default_factory=list)
    states: dict[str, int] = field(default_factory=dict)
    chains: list[list[int]] = field(default_factory=list)

    def add(
        self,
        part: Part,
        layer: int,
        along: float = 0.0,
        across: float = BEND,
        entry: tuple[float, float] | None = None,
    ) -> int:
        self.slots.append(Slot(part, layer, along, across, entry))
        self.layers[layer].append(len(self.slots) - 1)
        return len(self.slots) - 1

    def tie(self, one: int, other: int) -> None:
        low, high = sorted((one, other), key=lambda slot: self.slots[slot].layer)
        self.ties.append(Tie(low, high))


def layered(nodes: Sequence[Node], links: Sequence[Link], downwards: bool) -> Layered:
    """The slots of a drawing. States stand in odd layers, labels of ways onward in the even one behind their source."""
    made, rank = Layered(), ranks(nodes, links)
    for node in nodes:
        along, across = (node.high, node.wide) if downwards else (node.wide, node.high)
        made.states[node.key] = made.add("state", 2 * rank[node.key] + 1, along, across, node.entry)
    for link in links:
        along, across = (link.high, link.wide) if downwards else (link.wide, link.high)
        chain = _onward if rank[link.source] < rank[link.target] else _back
        made.chains.append(chain(made, made.states[link.source], made.states[link.target], along, across))
    return made


def _onward(made: Layered, source: int, target: int, along: float, across: float) -> list[int]:
    first, last = made.slots[source].layer + 1, made.slots[target].layer - 1
    chain = [source, made.add("label", first, along, across)]
    chain += [made.add("bend", layer) for layer in range(first + 1, last + 1)]
    chain.append(target)
    for one, other in pairwise(chain):
        made.tie(one, other)
    return chain


def _back(made: Layered, source: int, target: int, along: float, across: float) -> list[int]:
    """A loop leaves its source as all ways do, turns round, and passes beside every layer that it skips."""
    first, last = made.slots[source].layer, made.slots[target].layer
    chain = [source, made.add("turn", first + 1), made.add("label", first, along, across)]
    chain += [made.add("bend", layer) for layer in range(first - 1, last - 1, -1)]
    chain += [made.add("turn", last - 1), target]
    for one, other in pairwise(chain):
        made.tie(one, other)
    return chain


def ranks(nodes: Sequence[Node], links: Sequence[Link]) -> dict[str, int]:
    """Node → its longest distance from the start over ways that lead onward."""
    place = {key: number for number, key in enumerate(_visited(nodes, links))}
    rank = dict.fromkeys(place, 0)
    onward = _targets(links)
    for key in place:
        for target in onward[key]:
            if place[target] > place[key]:
                rank[target] = max(rank[target], rank[key] + 1)
    return rank


def _visited(nodes: Sequence[Node], links: Sequence[Link]) -> list[str]:
    """The nodes as they are written, but each after one that leads to it."""
    written = {node.key: number for number, node in enumerate(nodes)}
    onward, order, open_ = _targets(links), list[str](), {nodes[0].key}
    while open_:
        key = min(open_, key=written.__getitem__)
        order.append(key)
        open_ = (open_ | onward[key]) - set(order)
    return order + [node.key for node in nodes if node.key not in order]


def _targets(links: Sequence[Link]) -> Mapping[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for link in links:
        found[link.source].add(link.target)
    return found
