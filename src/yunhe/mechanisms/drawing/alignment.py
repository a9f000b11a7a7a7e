"""Where each slot stands across the flow, so that long lines run straight.

Brandes and Köpf, Fast and Simple Horizontal Coordinate Assignment, 2001: four alignments; the straightest is kept.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from yunhe.mechanisms.drawing.layers import Layered, Slot

Gap = Callable[[Slot, Slot], float]
Layers = Sequence[Sequence[int]]
Pair = tuple[int, int]
LENGTH_WEIGHT = 0.05


def aligned(made: Layered, layers: Layers, gap: Gap) -> dict[int, float]:
    """Slot → the place across the flow of its line; slots of a layer keep their order and their distance."""
    ties = [(tie.low, tie.high) for tie in made.ties if not _turns(made, tie.low, tie.high)]
    crossed = _crossed(made, layers, ties)
    found = []
    for upside_down in (False, True):
        for mirrored in (False, True):
            turned = [list(reversed(layer)) if mirrored else list(layer) for layer in layers]
            turned = turned[::-1] if upside_down else turned
            run = [(high, low) if upside_down else (low, high) for low, high in ties]
            room = _turned(gap) if mirrored else gap
            places = _compact(made, turned, _blocks(turned, run, crossed), room)
            found.append({slot: -place if mirrored else place for slot, place in places.items()})
    return min(found, key=lambda places: _unrest(places, ties))


def _turned(gap: Gap) -> Gap:
    return lambda one, other: gap(other, one)


def _turns(made: Layered, low: int, high: int) -> bool:
    return "turn" in (made.slots[low].part, made.slots[high].part)


def _is_border(made: Layered, tie: Pair) -> bool:
    """Borders of lanes never bend."""
    return made.slots[tie[0]].part == "border"


def _unrest(places: Mapping[int, float], ties: Sequence[Pair]) -> float:
    bent = sum(min(abs(places[low] - places[high]), 60) for low, high in ties)
    return bent + LENGTH_WEIGHT * len(ties) * (max(places.values()) - min(places.values()))


def _crossed(made: Layered, layers: Layers, ties: Sequence[Pair]) -> set[frozenset[int]]:
    """Ties that must bend, because they cross one that runs between two bends, or an earlier one of that kind."""
    place = {slot: at for layer in layers for at, slot in enumerate(layer)}
    inner = {tie for tie in ties if all(made.slots[slot].part != "state" for slot in tie)}
    by_layer: defaultdict[int, list[Pair]] = defaultdict(list)
    for tie in ties:
        by_layer[made.slots[tie[0]].layer].append(tie)
    crossed = set()
    for group in by_layer.values():
        group.sort(key=lambda tie: (tie not in inner, not _is_border(made, tie), place[tie[0]], place[tie[1]]))
        for number, tie in enumerate(group):
            earlier = (other for other in group[:number] if other in inner and frozenset(other) not in crossed)
            if any((place[tie[0]] - place[o[0]]) * (place[tie[1]] - place[o[1]]) < 0 for o in earlier):
                crossed.add(frozenset(tie))
    return crossed


def _blocks(layers: Layers, ties: Sequence[Pair], crossed: set[frozenset[int]]) -> dict[int, int]:
    """Slot → the first slot of the straight line it belongs to."""
    place = {slot: at for layer in layers for at, slot in enumerate(layer)}
    before: defaultdict[int, list[int]] = defaultdict(list)
    for low, high in ties:
        before[high].append(low)
    root, taken = {slot: slot for slot in place}, set[int]()
    for layer in layers:
        reached = -1
        for slot in layer:
            for other in _medians(sorted(before[slot], key=place.__getitem__)):
                free = other not in taken and reached < place[other]
                if root[slot] == slot and free and frozenset((slot, other)) not in crossed:
                    root[slot], reached = root[other], place[other]
                    taken.add(other)
    return root


def _medians(sorted_slots: Sequence[int]) -> Sequence[int]:
    middle = len(sorted_slots) // 2
    return sorted_slots[middle : middle + 1] if len(sorted_slots) % 2 else sorted_slots[max(middle - 1, 0) : middle + 1]


def _compact(made: Layered, layers: Layers, root: Mapping[int, int], gap: Gap) -> dict[int, float]:
    """The blocks as close together as their slots allow, then moved towards what follows them."""
    after: defaultdict[int, dict[int, float]] = defaultdict(dict)
    before: defaultdict[int, dict[int, float]] = defaultdict(dict)
    for layer in layers:
        for one, other in pairwise(layer):
            room = gap(made.slots[one], made.slots[other])
            first, second = root[one], root[other]
            after[first][second] = before[second][first] = max(room, after[first].get(second, 0.0))
    order = list(_in_order(sorted(set(root.values())), before))
    place: dict[int, float] = {}
    for block in order:
        place[block] = max((place[other] + room for other, room in before[block].items()), default=0.0)
    for block in reversed(order):
        nearest = min((place[other] - room for other, room in after[block].items()), default=place[block])
        place[block] = max(place[block], nearest)
    return {slot: place[block] for slot, block in root.items()}


def _in_order(blocks: Sequence[int], before: Mapping[int, Mapping[int, float]]) -> Iterator[int]:
    """The blocks, each after those that stand before it."""
    seen = set[int]()
    for block in blocks:
        waiting = [(block, False)]
        while waiting:
            one, ready = waiting.pop()
            if ready:
                yield one
            elif one not in seen:
                seen.add(one)
                waiting.append((one, True))
                waiting += [(other, False) for other in before.get(one, ()) if other not in seen]
