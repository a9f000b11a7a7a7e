"""The order of the slots in each layer, so that few lines cross. Sweeps by the middle of the neighbours, then swaps."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping

from yunhe.mechanisms.drawing.layers import Layered

SWEEPS = 24
ROUNDS = 8


class _Order:
    """Neighbours and positions of the slots while their order is improved."""

    def __init__(self, made: Layered, lane: Mapping[int, int]) -> None:
        self.lane = [lane.get(slot, 0) for slot in range(len(made.slots))]
        self.layers = {number: sorted(made.layers[number], key=self.lane.__getitem__) for number in sorted(made.layers)}
        self.slots = made.slots
        self.below: defaultdict[int, list[int]] = defaultdict(list)
        self.above: defaultdict[int, list[int]] = defaultdict(list)
        for tie in made.ties:
            self.above[tie.low].append(tie.high)
            self.below[tie.high].append(tie.low)
        self.place: dict[int, int] = {}
        for layer in self.layers:
            self.number(layer)

    def number(self, layer: int) -> None:
        self.place.update({slot: place for place, slot in enumerate(self.layers[layer])})

    def crossings(self) -> int:
        """How many pairs of lines cross."""
        return sum(self._crossings_after(layer) for layer in self.layers)

    def _crossings_after(self, layer: int) -> int:
        seen, total = list[int](), 0
        for slot in self.layers[layer]:
            ends = sorted(self.place[other] for other in self.above[slot])
            total += sum(len(seen) - bisect_left(seen, end + 1) for end in ends)
            for end in ends:
                insort(seen, end)
        return total

    def sweep(self, layers: Iterable[int], neighbours: dict[int, list[int]]) -> None:
        """Sort each layer by the middle of what stands before it."""
        for layer in layers:
            middle = {s: (self.lane[s], self._middle(neighbours.get(s, []), s)) for s in self.layers[layer]}
            self.layers[layer].sort(key=middle.__getitem__)
            self.number(layer)

    def _middle(self, neighbours: list[int], slot: int) -> float:
        if not neighbours:
            return float(self.place[slot])
        return sum(self.place[other] for other in neighbours) / len(neighbours)

    def swap(self) -> bool:
        """Exchange neighbours where that saves a crossing; whether any was saved."""
        saved = False
        for layer, slots in self.layers.items():
            for at in range(len(slots) - 1):
                one, other = slots[at], slots[at + 1]
                if self.lane[one] == self.lane[other] and self._between(other, one) < self._between(one, other):
                    slots[at], slots[at + 1] = other, one
                    saved = True
            self.number(layer)
        return saved

    def _between(self, first: int, second: int) -> int:
        """Crossings of the lines of two slots when the first stands before the second."""
        return sum(
            self.place[one] > self.place[other]
            for side in (self.above, self.below)
            for one in side[first]
            for other in side[second]
        )

    def kept(self) -> dict[int, list[int]]:
        return {layer: list(slots) for layer, slots in self.layers.items()}


def untangled(made: Layered, lane: Mapping[int, int]) -> dict[int, list[int]]:
    """Layer → its slots in the order that crosses least of all that were tried, those of a lane together."""
    order = _Order(made, lane)
    best, fewest = order.kept(), order.crossings()
    upwards = list(order.layers)
    for turn in range(SWEEPS):
        if turn % 2:
            order.sweep(reversed(upwards), order.above)
        else:
            order.sweep(upwards, order.below)
        for _ in range(ROUNDS):
            if not order.swap():
                break
        if (crossings := order.crossings()) < fewest:
            best, fewest = order.kept(), crossings
    return best
