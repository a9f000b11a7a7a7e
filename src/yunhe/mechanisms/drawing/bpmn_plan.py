"""The diagram of a BPMN process: the bounds of every node, the points of every flow, the room of every label."""

from collections import defaultdict
from collections.abc import Mapping
from itertools import pairwise
from math import sqrt
from typing import NamedTuple

from yunhe.mechanisms.drawing.bpmn_cells import EVENT, LETTER, Cell, cell, label_box, leading_out
from yunhe.mechanisms.drawing.bpmn_parts import START, Flow, Part, Pool, inner
from yunhe.mechanisms.drawing.layout import MARGIN, Box, Drawing, Lane, Link, Node, Point, arrange
from yunhe.mechanisms.drawing.letters import wide

NAME = 12.0  # size of the owner's name, which stands upright at the left end of its lane
SIDE = 50.0  # room for that name, and as much at the right end


class Plan(NamedTuple):
    """All places by the id of node or flow."""

    nodes: Mapping[str, Box]
    labels: Mapping[str, Box]
    lines: Mapping[str, tuple[Point, ...]]
    lanes: tuple[Box, ...]


def plan(start: str, parts: list[Part], flows: list[Flow], pools: list[Pool]) -> Plan:
    """Place the states by the layout of all our drawings, then the nodes of each state within its cell."""
    home = _homes(parts)
    cells = _cells(parts, flows, home)
    order = sorted(parts, key=lambda part: (part.stage.name != start, part.form != "task"))
    nodes = [Node(START, EVENT, EVENT, (EVENT / 2, EVENT / 2))]
    nodes += [Node(part.id, cells[part.id].wide, cells[part.id].high, cells[part.id].entry) for part in order]
    links = [Link(home[flow.source], flow.target, *_label_size(flow)) for flow in flows]
    lanes = [Lane(pool.parts, max(60.0, wide(pool.owner, NAME) + 24)) for pool in pools]
    drawing = arrange(nodes, links, lanes=lanes)
    left, right = MARGIN - SIDE, drawing.wide - MARGIN + SIDE
    bands = tuple(Box(left, top, right - left, bottom - top) for top, bottom in pairwise(drawing.borders))
    made = Plan({START: drawing.boxes[START]}, {}, {}, bands)
    return _with_ways(_with_cells(made, parts, cells, drawing), parts, flows, cells, drawing)


def _homes(parts: list[Part]) -> dict[str, str]:
    """Source of a flow → the state it belongs to."""
    home = {START: START}
    for part in parts:
        home[part.id] = part.id
        home |= {timer.id: part.id for timer in part.timers}
        home |= {part.choice: part.id} if part.choice else {}
    return home


def _cells(parts: list[Part], flows: list[Flow], home: Mapping[str, str]) -> dict[str, Cell]:
    arriving: defaultdict[str, int] = defaultdict(int)
    leaving: defaultdict[str, int] = defaultdict(int)
    for flow in flows:
        arriving[flow.target] += 1
        leaving[home[flow.source]] += 1
    return {part.id: cell(part, arriving[part.id], leaving[part.id]) for part in parts}


def _label_size(flow: Flow) -> tuple[float, float]:
    """A label stands above its line; as much room is kept below."""
    box = label_box(flow.label, 0, 0)
    return (box.wide + LETTER, 2 * box.high + 6) if flow.label else (0.0, 4.0)


def _with_cells(made: Plan, parts: list[Part], cells: Mapping[str, Cell], drawing: Drawing) -> Plan:
    nodes, labels, lines = dict(made.nodes), dict(made.labels), dict(made.lines)
    for part in parts:
        x, y = drawing.boxes[part.id][:2]
        nodes |= {id: _moved(box, x, y) for id, box in cells[part.id].nodes.items()}
        labels |= {id: _moved(box, x, y) for id, box in cells[part.id].labels.items()}
        lines |= {flow.id: _between(nodes[flow.source], nodes[flow.target]) for flow in inner(part)}
    return Plan(nodes, labels, lines, made.lanes)


def _between(one: Box, other: Box) -> tuple[Point, ...]:
    """A short line to the node at the right, or to the one below."""
    if other.x >= one.right:
        return (one.right, one.middle[1]), (other.x, other.middle[1])
    return (one.middle[0], one.bottom), (other.middle[0], other.y)


def _with_ways(made: Plan, parts: list[Part], flows: list[Flow], cells: Mapping[str, Cell], drawing: Drawing) -> Plan:
    labels, lines = dict(made.labels), dict(made.lines)
    leads = _leads(parts, flows, cells, drawing)
    for flow, route in zip(flows, drawing.routes, strict=True):
        points = [*leads.get(flow.id, ()), *route.points]
        points[-1] = _touching(made.nodes[flow.target], points[-1])
        lines[flow.id] = _simple(points)
        if flow.label:
            labels[flow.id] = label_box(flow.label, route.label.middle[0], 0)
            labels[flow.id] = labels[flow.id]._replace(y=route.label.middle[1] - labels[flow.id].high - 1)
    return Plan(made.nodes, labels, lines, made.lanes)


def _leads(parts: list[Part], flows: list[Flow], cells: Mapping[str, Cell], drawing: Drawing) -> dict[str, list[Point]]:
    """Flow → its points from the node that it leaves to the edge of the cell."""
    home, leaving = _homes(parts), defaultdict[str, list[tuple[Flow, float]]](list)
    for flow, route in zip(flows, drawing.routes, strict=True):
        leaving[home[flow.source]].append((flow, route.points[0][1]))
    found: dict[str, list[Point]] = {}
    for part in parts:
        x, y = drawing.boxes[part.id][:2]
        sources = [(flow.source, port) for flow, port in leaving[part.id]]
        points = leading_out(cells[part.id], (x, y), sources)
        found |= {flow.id: lead for (flow, _), lead in zip(leaving[part.id], points, strict=True)}
    return found


def _touching(target: Box, point: Point) -> Point:
    """Where a line that comes from the left meets its node, also when that is a circle."""
    if target.wide != EVENT:
        return target.x, point[1]
    off = min(abs(point[1] - target.middle[1]), EVENT / 2)
    return target.middle[0] - sqrt(EVENT * EVENT / 4 - off * off), point[1]


def _simple(points: list[Point]) -> tuple[Point, ...]:
    """The points without doubles and without those in the middle of a straight piece."""
    kept = list[Point]()
    for point in points:
        if kept and abs(kept[-1][0] - point[0]) < 0.01 and abs(kept[-1][1] - point[1]) < 0.01:
            continue
        while len(kept) > 1 and (kept[-2][0] == kept[-1][0] == point[0] or kept[-2][1] == kept[-1][1] == point[1]):
            kept.pop()
        kept.append(point)
    return tuple(kept)


def _moved(box: Box, x: float, y: float) -> Box:
    return box._replace(x=box.x + x, y=box.y + y)
