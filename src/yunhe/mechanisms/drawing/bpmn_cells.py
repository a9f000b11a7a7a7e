"""Where the nodes of one state stand relative to each other, and how lines get from them to the edge of their cell."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from yunhe.mechanisms.drawing.bpmn_parts import Part
from yunhe.mechanisms.drawing.channels import TRACK, Shift, tracks
from yunhe.mechanisms.drawing.layout import PORT, Box, Point
from yunhe.mechanisms.drawing.letters import wide

EVENT, GATEWAY = 36.0, 50.0
LETTER, LINE = 11.0, 14.0  # size and leading of what stands beside a node
LABEL = 90.0  # the width at which bpmn viewers fold such a text
FIRST, STEP = 28.0, 100.0  # the first timer, and from timer to timer
BETWEEN = 30.0


class Cell(NamedTuple):
    """The nodes of a state by id, their labels, and where its ways leave; all from the upper left corner."""

    wide: float
    high: float
    entry: tuple[float, float]
    nodes: Mapping[str, Box]
    labels: Mapping[str, Box]
    exits: Mapping[str, tuple[Point, ...]]  # source of a flow → its first points
    inner: float  # where the nodes end and the lines to the edge begin


def label_box(text: str, x: float, y: float) -> Box:
    """Room for a text centred at x, below y."""
    lines = -int(-wide(text, LETTER) // (LABEL - LETTER)) or 1
    across = LABEL if lines > 1 else wide(text, LETTER) + 4
    return Box(x - across / 2, y, across, lines * LINE)


def cell(part: Part, ways_in: int, ways_out: int) -> Cell:
    """The cell of one state."""
    if part.form == "task":
        return _task(part, ways_in, ways_out)
    return _end(part) if part.form == "end" else _reopened(part, ways_out)


def _strip(ways_out: int) -> float:
    return 2 * TRACK + TRACK * ways_out


def _task(part: Part, ways_in: int, ways_out: int) -> Cell:
    task = Box(0, 0, _task_width(part), max(80.0, PORT * (ways_in + 1)))
    middle = task.middle[1]
    nodes, labels = {part.id: task}, dict[str, Box]()
    exits: dict[str, tuple[Point, ...]] = {part.id: ((task.right, middle),)}
    right = task.right
    if part.choice:
        nodes[part.choice] = Box(right + BETWEEN, middle - GATEWAY / 2, GATEWAY, GATEWAY)
        right = nodes[part.choice].right
        exits[part.choice] = ((right, middle),)
    bottom = _put_timers(part, task.bottom, nodes, labels, exits)
    entry = (task.y + PORT / 2, task.bottom - PORT / 2)
    return Cell(right + _strip(ways_out), bottom, entry, nodes, labels, exits, right)


def _task_width(part: Part) -> float:
    words = min(wide(part.stage.name, 12), 156.0)
    count = len(part.timers)
    return max(STEP * count + 12 * (count % 2), words + 24)  # the mark of several signers stays clear in the middle


def _put_timers(
    part: Part,
    high: float,
    nodes: dict[str, Box],
    labels: dict[str, Box],
    exits: dict[str, tuple[Point, ...]],
) -> float:
    """Timers on the lower border, what they tell below; those that move the matter have a lane each. The new bottom."""
    bottom = high
    for number, timer in enumerate(part.timers):
        middle = FIRST + STEP * number
        nodes[timer.id] = Box(middle - EVENT / 2, high - EVENT / 2, EVENT, EVENT)
        below = high + EVENT / 2
        named = label_box(timer.name, 0, below + 2)
        labels[timer.id] = named._replace(x=middle + 8)
        if timer.to:
            lane = below + 20 + 2 * LINE + TRACK * (len(part.timers) - number)
            exits[timer.id] = ((middle, below), (middle, lane))
            bottom = max(bottom, lane + PORT)
        else:
            told = Box(middle - EVENT / 2, below + 2 * LINE + 10, EVENT, EVENT)
            nodes[f"{timer.id}_told"] = told
            labels[f"{timer.id}_told"] = label_box(timer.does, middle, told.bottom + 2)
            bottom = max(bottom, labels[f"{timer.id}_told"].bottom + 4)
    return bottom


def _end(part: Part) -> Cell:
    named = label_box(part.stage.name, 0, EVENT + 4)
    middle = max(named.wide, EVENT) / 2
    circle = Box(middle - EVENT / 2, 0, EVENT, EVENT)
    labels = {part.id: named._replace(x=middle - named.wide / 2)}
    return Cell(2 * middle, named.bottom + 2, _reach(EVENT / 2), {part.id: circle}, labels, {}, 2 * middle)


def _reopened(part: Part, ways_out: int) -> Cell:
    """An end that a matter can leave again: an event, a choice, and the end itself below."""
    choice, end = part.choice or "", f"{part.id}_end"
    named = label_box(part.stage.name, 0, GATEWAY / 2 + EVENT / 2 + 4)
    middle = max(named.wide, EVENT) / 2
    circle = Box(middle - EVENT / 2, (GATEWAY - EVENT) / 2, EVENT, EVENT)
    gateway = Box(2 * middle + BETWEEN, 0, GATEWAY, GATEWAY)
    closing = Box(gateway.middle[0] - EVENT / 2, GATEWAY + BETWEEN, EVENT, EVENT)
    nodes = {part.id: circle, choice: gateway, end: closing}
    labels = {part.id: named._replace(x=middle - named.wide / 2)}
    exits = {choice: ((gateway.right, GATEWAY / 2),)}
    high = max(closing.bottom, named.bottom) + 2
    return Cell(gateway.right + _strip(ways_out), high, _reach(GATEWAY / 2), nodes, labels, exits, gateway.right)


def _reach(middle: float) -> tuple[float, float]:
    return middle - EVENT / 4, middle + EVENT / 4


def leading_out(found: Cell, origin: Point, leaving: Sequence[tuple[str, float]]) -> list[list[Point]]:
    """For each (source, place at the right edge), the points from the node to just before that edge."""
    starts = [[(x + origin[0], y + origin[1]) for x, y in found.exits[source]] for source, _ in leaving]
    shifts = [
        Shift(number, start[-1][1], port, True, False)
        for number, (start, (_, port)) in enumerate(zip(starts, leaving, strict=True))
    ]
    used = tracks(shifts)
    for start, shift in zip(starts, shifts, strict=True):
        if shift in used:
            x = origin[0] + found.inner + TRACK * (1.5 + used[shift])
            start += [(x, shift.start), (x, shift.end)]
    return starts
