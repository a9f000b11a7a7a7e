"""Lanes: bands along the flow in which nodes stay, one for each owner. A border is a straight line of slots.

Every layer has a slot of every border, tied to that of the next layer; so the borders run straight, what belongs to a
lane lies between its two, and lines cross them in the gaps between the layers.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from yunhe.mechanisms.drawing.layers import Layered

Order = Mapping[int, Sequence[int]]


class Lane(NamedTuple):
    """A band: the nodes in it, and how wide it is at least."""

    nodes: tuple[str, ...]
    least: float


class Bands(NamedTuple):
    """The slots in order, layer by layer, with the borders among them; and the borders, each from layer to layer."""

    layers: list[list[int]]
    borders: tuple[tuple[int, ...], ...]


def banded(made: Layered, order: Order, home: Mapping[int, int], lanes: Sequence[Lane]) -> Bands:
    """The order of each layer with the lanes one after the other in it."""
    count = max(order) + 1
    borders = tuple(tuple(made.add("border", layer) for layer in range(count)) for _ in range(len(lanes) + 1))
    for border in borders:
        for one, other in pairwise(border):
            made.tie(one, other)
    fillers = [made.add("bend", 0, 0.0, lane.least) for lane in lanes]
    layers = []
    for layer in range(count):
        seen = [slot for slot in order.get(layer, ()) if made.slots[slot].part != "turn"]
        row = [borders[0][layer]]
        for number in range(len(lanes)):
            row += [fillers[number]] if layer == 0 else []
            row += [slot for slot in seen if home[slot] == number]
            row.append(borders[number + 1][layer])
        layers.append(row)
    return Bands(layers, borders)


def homes(made: Layered, lanes: Sequence[Lane]) -> dict[int, int]:
    """Slot → its lane: a label stands where the way begins, the rest of a way where it leads."""
    lane_of = {key: number for number, lane in enumerate(lanes) for key in lane.nodes}
    home = {slot: lane_of[key] for key, slot in made.states.items() if lanes}
    for chain in made.chains if lanes else ():
        for slot in chain[1:-1]:
            home[slot] = home[chain[0] if made.slots[slot].part == "label" else chain[-1]]
    return home
