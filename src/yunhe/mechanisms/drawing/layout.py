"""A layout of boxes and lines: layers along the flow, few crossings, straight lines, labels that overlap nothing."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from yunhe.mechanisms.drawing.alignment import aligned
from yunhe.mechanisms.drawing.channels import EDGE, TRACK, Shift, tracks
from yunhe.mechanisms.drawing.crossings import untangled
from yunhe.mechanisms.drawing.lanes import Lane, banded, homes
from yunhe.mechanisms.drawing.layers import Link, Node, Slot, layered

__all__ = ["Box", "Drawing", "Lane", "Link", "Node", "Point", "Route", "arrange"]

MARGIN = 32.0
PORT = 14.0  # between two lines that end at one box
ROOM = {"state": 30.0, "label": 10.0, "bend": 10.0, "turn": 0.0, "border": 8.0}

Point = tuple[float, float]


class Box(NamedTuple):
    """A rectangle by its upper left corner."""

    x: float
    y: float
    wide: float
    high: float

    @property
    def right(self) -> float:
        return self.x + self.wide

    @property
    def bottom(self) -> float:
        return self.y + self.high

    @property
    def middle(self) -> Point:
        return self.x + self.wide / 2, self.y + self.high / 2


class Route(NamedTuple):
    """A line from box to box in straight pieces, and the place of its label."""

    points: tuple[Point, ...]
    label: Box


class Drawing(NamedTuple):
    """All places of a drawing, within its width and height; routes in the order of the links."""

    boxes: Mapping[str, Box]
    routes: tuple[Route, ...]
    wide: float
    high: float
    borders: tuple[float, ...] = ()  # of the lanes, across the flow


def arrange(
    nodes: Sequence[Node], links: Sequence[Link], *, downwards: bool = False, lanes: Sequence[Lane] = ()
) -> Drawing:
    """Place nodes from the first one on, to the right or downwards; the same input gives the same drawing.

    With lanes, which run to the right, every node stands in one of them, one band below the other in their order.
    """
    return _Arrangement(_with_room(nodes, links, downwards), links, downwards, lanes).drawing()


def _with_room(nodes: Sequence[Node], links: Sequence[Link], downwards: bool) -> list[Node]:
    """Nodes long enough for the lines that end at them."""
    ends: defaultdict[str, int] = defaultdict(int)
    starts: defaultdict[str, int] = defaultdict(int)
    for link in links:
        starts[link.source] += 1
        ends[link.target] += 1
    room = {node.key: PORT * (1 + max(starts[node.key], ends[node.key])) for node in nodes}
    if downwards:
        return [node._replace(wide=max(node.wide, room[node.key])) for node in nodes]
    return [node._replace(high=max(node.high, room[node.key])) for node in nodes]


class _Wish(NamedTuple):
    """Where a line would best meet a box: its zone and rank there, its link, the place it comes from."""

    zone: int
    rank: float
    number: int
    place: float


class _Arrangement:
    """One drawing in the making, in coordinates along and across the flow."""

    def __init__(self, nodes: Sequence[Node], links: Sequence[Link], downwards: bool, lanes: Sequence[Lane]) -> None:
        self.links, self.downwards = links, downwards
        self.made = layered(nodes, links, downwards)
        lane = homes(self.made, lanes)
        order = untangled(self.made, lane)
        self.count = max(order) + 1
        bands = banded(self.made, order, lane, lanes) if lanes else None
        visible = [[slot for slot in order.get(n, ()) if self.part(slot) != "turn"] for n in range(self.count)]
        self.across = aligned(self.made, bands.layers if bands else visible, _gap)
        self.borders = [self.across[border[0]] for border in bands.borders] if bands else []
        self.ports = self.ports_of_all()
        self.gaps = self.shifts()
        self.tracks = [tracks(gap) for gap in self.gaps]
        self.starts = self.layer_starts()

    def part(self, slot: int) -> str:
        return self.made.slots[slot].part

    def size(self, layer: int) -> float:
        return max((self.made.slots[slot].along for slot in self.made.layers[layer]), default=0.0)

    def layer_starts(self) -> list[float]:
        """Where each layer begins along the flow; gaps are as wide as their lines need."""
        starts, at = [], 0.0
        for layer in range(self.count):
            starts.append(at)
            at += self.size(layer) + self.gap_size(layer)
        return starts

    def gap_size(self, layer: int) -> float:
        used = len(self.tracks[layer]) if layer < len(self.tracks) else 0
        return 2 * EDGE + TRACK * max(used - 1, 0)

    # Ports

    def ports_of_all(self) -> dict[tuple[int, bool], float]:
        """(link, whether it is the end) → place across where the line meets the box."""
        wanted: defaultdict[tuple[int, bool], list[_Wish]] = defaultdict(list)
        for number, chain in enumerate(self.made.chains):
            seen = self.seen(chain)
            for slot, other, is_end in ((seen[0], seen[1], False), (seen[-1], seen[-2], True)):
                wanted[slot, is_end].append(self.wish(number, self.across[slot], self.across[other], self.loops(chain)))
        return {
            (number, is_end): place
            for (slot, is_end), wishes in wanted.items()
            for number, place in self.ports_of(slot, is_end, sorted(wishes))
        }

    def wish(self, number: int, middle: float, place: float, loops: bool) -> "_Wish":
        """Lines in the order of where they go; loops outermost, each around those that stay nearer to the box."""
        if not loops:
            return _Wish(0, place, number, place)
        return _Wish(1 if place > middle else -1, -place, number, place)

    def ports_of(self, slot: int, is_end: bool, wishes: "list[_Wish]") -> Iterator[tuple[int, float]]:
        found = self.made.slots[slot]
        top = self.across[slot] - found.before
        usual = (PORT / 2, found.across - PORT / 2)
        low, high = found.entry if is_end and found.entry else usual
        places = _spread([wish.place for wish in wishes], top + low, top + high)
        return zip((wish.number for wish in wishes), places, strict=True)

    def seen(self, chain: list[int]) -> list[int]:
        return [slot for slot in chain if self.part(slot) != "turn"]

    def loops(self, chain: list[int]) -> bool:
        return self.part(chain[1]) == "turn"

    # Gaps

    def shifts(self) -> list[list[Shift]]:
        """For the gap behind each layer, the lines that pass it or turn in it."""
        gaps: list[list[Shift]] = [[] for _ in range(self.count)]
        for number, chain in enumerate(self.made.chains):
            for layer, shift in self.shifts_of(number, chain):
                gaps[layer].append(shift)
        return gaps

    def shifts_of(self, number: int, chain: list[int]) -> Iterator[tuple[int, Shift]]:
        """Every shift of a link in its own direction, with the layer before the gap."""
        seen = self.seen(chain)
        places = [self.across[slot] for slot in seen]
        places[0], places[-1] = self.ports[number, False], self.ports[number, True]
        layers = [self.made.slots[slot].layer for slot in seen]
        is_loop = self.loops(chain)
        for at in range(len(seen) - 1):
            start, end = places[at], places[at + 1]
            if is_loop and at == 0:
                yield layers[0], Shift(number, start, end, True, True)
            elif is_loop and at == len(seen) - 2:
                yield layers[-1] - 1, Shift(number, start, end, False, False)
            else:
                onward = layers[at] < layers[at + 1]
                yield min(layers[at], layers[at + 1]), Shift(number, start, end, onward, not onward)

    # Places

    def drawing(self) -> Drawing:
        lines = [self.line(number, chain) for number, chain in enumerate(self.made.chains)]
        labels = [self.rectangle(next(s for s in chain if self.part(s) == "label")) for chain in self.made.chains]
        boxes = {key: self.rectangle(slot) for key, slot in self.made.states.items()}
        points = [point for line in lines for point in line]
        points += [(next(iter(boxes.values())).x, border) for border in self.borders]
        x, y, right, bottom = _extent([*boxes.values(), *labels], points)
        left, top = MARGIN - x, MARGIN - y
        moved = {key: _moved(box, left, top) for key, box in boxes.items()}
        routes = tuple(
            Route(tuple((px + left, py + top) for px, py in line), _moved(label, left, top))
            for line, label in zip(lines, labels, strict=True)
        )
        borders = tuple(border + top for border in self.borders)
        return Drawing(moved, routes, right - x + 2 * MARGIN, bottom - y + 2 * MARGIN, borders)

    def rectangle(self, slot: int) -> Box:
        found = self.made.slots[slot]
        along = self.starts[found.layer] + (self.size(found.layer) - found.along) / 2
        across = self.across[slot] - found.before
        if self.downwards:
            return Box(across, along, found.across, found.along)
        return Box(along, across, found.along, found.across)

    def line(self, number: int, chain: list[int]) -> list[Point]:
        points = [(self.edge(chain[0], far=True), self.ports[number, False])]
        for layer, shift in self.shifts_of(number, chain):
            if shift in self.tracks[layer]:
                at = self.starts[layer] + self.size(layer) + EDGE + TRACK * self.tracks[layer][shift]
                points += [(at, shift.start), (at, shift.end)]
        points.append((self.edge(chain[-1], far=False), self.ports[number, True]))
        return [(across, along) if self.downwards else (along, across) for along, across in _simple(points)]

    def edge(self, slot: int, *, far: bool) -> float:
        """Where along the flow a box ends, or begins."""
        found = self.made.slots[slot]
        middle = self.starts[found.layer] + self.size(found.layer) / 2
        return middle + found.along / 2 if far else middle - found.along / 2


def _gap(one: Slot, other: Slot) -> float:
    room = min(ROOM[one.part], ROOM[other.part])
    return one.behind + other.before + (14.0 if "state" in (one.part, other.part) else 0.0) + room


def _spread(wishes: Sequence[float], low: float, high: float) -> list[float]:
    """Places near the wishes, in their order, apart from each other, between low and high."""
    apart = min(PORT, (high - low) / max(len(wishes) - 1, 1))
    places = list[float]()
    for wish in wishes:
        least = places[-1] + apart if places else low
        places.append(max(wish, least))
    limit = high
    for at in reversed(range(len(places))):
        places[at] = min(places[at], limit)
        limit = places[at] - apart
    return places


def _simple(points: Sequence[Point]) -> list[Point]:
    """The points without those in the middle of a straight piece."""
    kept = [points[0]]
    for one, other in pairwise(points[1:]):
        along = kept[-1][1] == one[1] == other[1]
        across = kept[-1][0] == one[0] == other[0]
        if not (along or across or one == kept[-1]):
            kept.append(one)
    return [*kept, points[-1]]


def _moved(box: Box, x: float, y: float) -> Box:
    return box._replace(x=box.x + x, y=box.y + y)


def _extent(boxes: Sequence[Box], points: Sequence[Point]) -> tuple[float, float, float, float]:
    xs = [box.x for box in boxes] + [box.right for box in boxes] + [x for x, _ in points]
    ys = [box.y for box in boxes] + [box.bottom for box in boxes] + [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)
