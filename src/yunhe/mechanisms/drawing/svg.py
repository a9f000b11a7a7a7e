"""A mechanism as a self-contained SVG: on paper, in ink, readable in print; colour never speaks alone."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple
from xml.sax.saxutils import escape

from yunhe.mechanisms.drawing import wording
from yunhe.mechanisms.drawing.layout import MARGIN, Box, Drawing, Link, Node, Point, Route, arrange
from yunhe.mechanisms.drawing.letters import folded, paragraph, widest
from yunhe.mechanisms.drawing.wording import Way
from yunhe.mechanisms.mechanism import Mechanism, Stage

NAME, SMALL, TITLE = 15.0, 12.0, 20.0  # sizes of letters
LEADING = 1.45
NAME_FOLD, SMALL_FOLD, LABEL_FOLD = 11, 17, 9  # characters in a line
PAD = 12.0
CLOCK = 16.0  # room of the mark before a label
ROUND = 6.0
PAPER = ((180.0, 267.0), (267.0, 180.0))  # A4 without margins, upright and lying

_STYLE = """
svg{background:#faf8f3;color:#1d2329;
font-family:"Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif}
text{fill:#1d2329;font-size:12px}.name{font-size:15px;font-weight:600}.title{font-size:20px;font-weight:600}
.under,.note{fill:#55606a}.box{fill:#fff;stroke:#1d2329;stroke-width:1.3}.inner{fill:none;stroke:#1d2329}
.way{fill:none;stroke:#55606a;stroke-width:1.3}.refused .way{stroke-dasharray:5 4}.timed .way,.clock{stroke:#1f5f74}
.clock{fill:none;stroke-width:1.3}.timed text{fill:#1f5f74}.behind{fill:#faf8f3}
.tip{fill:#55606a}.tip-timed{fill:#1f5f74}.start{fill:#1f5f74}.from{stroke:#1f5f74}
@media screen and (prefers-color-scheme:dark){svg{background:#14171a;color:#e6e3da}text{fill:#e6e3da}
.under,.note{fill:#a8b3bd}.box{fill:#1c2126;stroke:#e6e3da}.inner{stroke:#e6e3da}.way{stroke:#a8b3bd}
.behind{fill:#14171a}.tip{fill:#a8b3bd}.timed .way,.clock,.from{stroke:#7cc0d4}
.timed text,.tip-timed,.start{fill:#7cc0d4}}
@media print{svg{background:none;width:100%;height:auto}.behind{fill:#fff}}
"""
_TIP = 'viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto"'
_FIXED = ' markerUnits="userSpaceOnUse"'  # as large on a strong line as on a fine one


class Marks(NamedTuple):
    """Where a matter stands in the drawing, the states it came through, and the ways it took: from, to, by what."""

    here: str = ""
    been: frozenset[str] = frozenset()
    went: frozenset[tuple[str, str, str]] = frozenset()

    def took(self, way: Way) -> bool:
        """Whether it went along an arrow; what a clock did is named with its time."""
        names = {name.partition("（")[0] for name in way.names}
        return any((way.source, way.target) == (one, other) and by in names for one, other, by in self.went)


UNMARKED = Marks()


def svg(mechanism: Mechanism) -> str:
    """The drawing as the text of an .svg file."""
    drawn = _drawn(mechanism)
    top = _head_height(mechanism, drawn.drawing.wide)
    foot = _foot(mechanism, drawn.drawing.wide)
    wide = max(drawn.drawing.wide, 2 * MARGIN + widest([mechanism.name], TITLE))
    high = top + drawn.drawing.high + len(foot) * SMALL * 1.6 + MARGIN
    body = [
        *_head(mechanism, drawn.drawing.wide),
        f'<g transform="translate(0 {top:g})">',
        *_parts(mechanism, drawn, UNMARKED),
        "</g>",
        *_texts(foot, MARGIN, top + drawn.drawing.high + SMALL, "note", SMALL * 1.6),
    ]
    return "\n".join([*_opening(mechanism, wide, high), *body, "</svg>", ""])


def inline(mechanism: Mechanism, marks: Marks = UNMARKED) -> str:
    """The drawing to stand in a page, which has the title and a style for `.drawing`; no notes, nothing inline."""
    drawn = _drawn(mechanism)
    wide, high = drawn.drawing.wide, drawn.drawing.high
    size = f'width="{wide:.0f}" height="{high:.0f}" viewBox="0 0 {wide:.0f} {high:.0f}"'
    opening = [
        f'<svg class="drawing" {size} role="img" aria-label="{_said(mechanism.name)}：办理流程图">',
        *_tips(_FIXED),
    ]
    return "\n".join([*opening, *_parts(mechanism, drawn, marks), "</svg>"])


class _Drawn(NamedTuple):
    ways: tuple[Way, ...]
    drawing: Drawing
    downwards: bool


class _Same:
    """A mechanism as the very one it is, so that it is laid out once."""

    def __init__(self, mechanism: Mechanism) -> None:
        self.mechanism = mechanism

    def __hash__(self) -> int:
        return id(self.mechanism)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.mechanism is other.mechanism


def _drawn(mechanism: Mechanism) -> _Drawn:
    return _laid_out(_Same(mechanism))


@lru_cache(maxsize=128)
def _laid_out(same: _Same) -> _Drawn:
    mechanism = same.mechanism
    ways = wording.ways(mechanism)
    nodes = [_node(mechanism, stage) for stage in in_order(mechanism)]
    return _Drawn(tuple(ways), *best(nodes, [Link(way.source, way.target, *_label_size(way)) for way in ways]))


def _parts(mechanism: Mechanism, drawn: _Drawn, marks: Marks) -> Iterator[str]:
    """Ways, the start and the states."""
    for way, route in zip(drawn.ways, drawn.drawing.routes, strict=True):
        yield from _way(way, route, marks.took(way))
    yield from _start(drawn.drawing.boxes[mechanism.start], drawn.downwards)
    for stage in mechanism.stages.values():
        mark = " here" if stage.name == marks.here else " been" if stage.name in marks.been else ""
        yield from _state(mechanism, stage, drawn.drawing.boxes[stage.name], mark)


def in_order(mechanism: Mechanism) -> list[Stage]:
    """The states as a drawing takes them: the start, then as they are written, endings last."""
    stages = list(mechanism.stages.values())
    return sorted(stages, key=lambda stage: (stage.name != mechanism.start, not stage.is_open))


def best(nodes: Sequence[Node], links: Sequence[Link]) -> tuple[Drawing, bool]:
    """To the right or downwards, whichever stays larger on a sheet of A4."""
    right, down = arrange(nodes, links), arrange(nodes, links, downwards=True)
    return (down, True) if _scale(down) > _scale(right) else (right, False)


def _scale(drawing: Drawing) -> float:
    return max(min(wide / drawing.wide, high / drawing.high) for wide, high in PAPER)


# Sizes


def _name(stage: Stage) -> list[str]:
    return folded(stage.name, NAME_FOLD)


def _under(mechanism: Mechanism, stage: Stage) -> list[str]:
    return [part for line in wording.under_name(mechanism, stage) for part in paragraph(line, SMALL_FOLD)]


def _node(mechanism: Mechanism, stage: Stage) -> Node:
    name, under = _name(stage), _under(mechanism, stage)
    wide = max(widest(name, NAME), widest(under, SMALL)) + 2 * PAD
    high = (len(name) * NAME + len(under) * SMALL) * LEADING + PAD
    return Node(stage.name, max(wide, 76.0) + (0 if stage.is_open else 8), high + (0 if stage.is_open else 8))


def _label(way: Way) -> list[str]:
    lines = list[str]()
    for name in way.names:
        if lines and len(lines[-1]) + len(name) < LABEL_FOLD:
            lines[-1] += f"、{name}"
        elif way.kind == "timed" and len(name) > LABEL_FOLD:
            does, mark, when = name.partition("（")
            lines += [*folded(does, LABEL_FOLD), mark + when]
        else:
            lines += folded(name, LABEL_FOLD)
    return lines


def _label_size(way: Way) -> tuple[float, float]:
    lines = _label(way)
    return widest(lines, SMALL) + 8 + (CLOCK if way.kind == "timed" else 0), len(lines) * SMALL * LEADING + 2


# Parts


def _opening(mechanism: Mechanism, wide: float, high: float) -> Iterator[str]:
    size = f'width="{wide:.0f}" height="{high:.0f}" viewBox="0 0 {wide:.0f} {high:.0f}"'
    yield f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="title" lang="zh-CN">'
    yield f'<title id="title">{_said(mechanism.name)}：办理流程图</title>'
    yield f"<style>{_STYLE}</style>"
    yield from _tips()


def _tips(more: str = "") -> Iterator[str]:
    """The tips of the arrows."""
    yield "<defs>"
    for kind in ("done", "refused", "timed"):
        tip = "tip-timed" if kind == "timed" else "tip"
        yield f'<marker id="{kind}" {_TIP}{more}><path class="{tip}" d="M0 1 10 5 0 9z"/></marker>'
    yield "</defs>"


def _head_lines(mechanism: Mechanism, wide: float) -> list[str]:
    return paragraph(wording.head(mechanism), max(20.0, (wide - 2 * MARGIN) / SMALL)) if mechanism.basis else []


def _head_height(mechanism: Mechanism, wide: float) -> float:
    return MARGIN + TITLE * LEADING + len(_head_lines(mechanism, wide)) * SMALL * 1.6


def _head(mechanism: Mechanism, wide: float) -> Iterator[str]:
    yield from _texts([mechanism.name], MARGIN, MARGIN + TITLE * 0.9, "title", TITLE)
    yield from _texts(_head_lines(mechanism, wide), MARGIN, MARGIN + TITLE * LEADING + SMALL * 0.9, "note", SMALL * 1.6)


def _foot(mechanism: Mechanism, wide: float) -> list[str]:
    room = max(20.0, (wide - 2 * MARGIN) / SMALL)
    kinds = {way.kind for way in wording.ways(mechanism)}
    signs = ["双框：终点"]
    signs += ["虚线：退回、不予等拒绝"] if "refused" in kinds else []
    signs += ["钟：时限一到自动发生"] if "timed" in kinds else []
    lines = ["　".join(signs), *wording.notes(mechanism)]
    return [part for line in lines for part in paragraph(line, room)]


def _state(mechanism: Mechanism, stage: Stage, box: Box, mark: str) -> Iterator[str]:
    name, under = _name(stage), _under(mechanism, stage)
    title = _said("；".join([stage.name, *wording.under_name(mechanism, stage)]))
    yield f'<g class="state{mark}"><title>{title}</title>'
    yield _rectangle(box, "box", 4)
    if not stage.is_open:
        yield _rectangle(Box(box.x + 4, box.y + 4, box.wide - 8, box.high - 8), "inner", 2)
    high = (len(name) * NAME + len(under) * SMALL) * LEADING
    x, top = box.middle[0], box.middle[1] - high / 2
    yield from _texts(name, x, top + NAME * 1.1, "name", NAME * LEADING, middle=True)
    yield from _texts(under, x, top + len(name) * NAME * LEADING + SMALL * 1.1, "under", SMALL * LEADING, middle=True)
    yield "</g>"


def _start(box: Box, downwards: bool) -> Iterator[str]:
    """A dot before the first state: here a matter begins."""
    x, y = (box.middle[0], box.y) if downwards else (box.x, box.middle[1])
    dx, dy = (0, 1) if downwards else (1, 0)
    yield f'<circle class="start" cx="{x - 22 * dx:g}" cy="{y - 22 * dy:g}" r="5"/>'
    line = f"M{x - 22 * dx:g} {y - 22 * dy:g}L{x - dx:g} {y - dy:g}"
    yield f'<path class="way from" d="{line}" marker-end="url(#timed)"/>'


def _way(way: Way, route: Route, went: bool) -> Iterator[str]:
    label, lines = route.label, _label(way)
    yield f'<g class="{way.kind}{" went" if went else ""}"><title>{_said("；".join(way.details))}</title>'
    yield f'<path class="way" d="{_path(route.points)}" marker-end="url(#{way.kind})"/>'
    yield _rectangle(label, "behind", 0)
    x, y = label.middle
    if way.kind == "timed":
        yield _clock(label.x + 9, y)
        x += CLOCK / 2
    top = y - len(lines) * SMALL * LEADING / 2
    yield from _texts(lines, x, top + SMALL * 1.1, "", SMALL * LEADING, middle=True)
    yield "</g>"


def _clock(x: float, y: float) -> str:
    return f'<path class="clock" d="M{x - 6:g} {y:g}a6 6 0 1 0 12 0a6 6 0 1 0 -12 0M{x:g} {y - 4:g}v4h3"/>'


def _path(points: Sequence[Point]) -> str:
    """Straight pieces with rounded corners."""
    path = "M{:g} {:g}".format(*points[0])
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        enter, leave = _towards(corner, before), _towards(corner, after)
        path += "L{:g} {:g}Q{:g} {:g} {:g} {:g}".format(*enter, *corner, *leave)
    return path + "L{:g} {:g}".format(*points[-1])


def _towards(corner: Point, other: Point) -> Point:
    """A little way from a corner towards the next point."""
    dx, dy = other[0] - corner[0], other[1] - corner[1]
    length = max(abs(dx), abs(dy))
    share = min(ROUND, length / 2) / length if length else 0.0
    return corner[0] + dx * share, corner[1] + dy * share


def _rectangle(box: Box, kind: str, corner: float) -> str:
    place = f'x="{box.x:g}" y="{box.y:g}" width="{box.wide:g}" height="{box.high:g}"'
    return f'<rect class="{kind}" {place} rx="{corner:g}"/>'


def _texts(lines: Sequence[str], x: float, y: float, kind: str, leading: float, middle: bool = False) -> Iterator[str]:
    anchor = ' text-anchor="middle"' if middle else ""
    named = f' class="{kind}"' if kind else ""
    for number, line in enumerate(lines):
        yield f'<text{named} x="{x:g}" y="{y + number * leading:g}"{anchor}>{_said(line)}</text>'


def _said(text: str) -> str:
    """Text as XML holds it, between tags or quotes; what it cannot hold is shown as �."""
    return escape("".join(char if _holdable(char) else "�" for char in text), {'"': "&quot;"})


def _holdable(char: str) -> bool:
    return char in "\t\n\r" or (char >= " " and not "\ud800" <= char <= "\udfff" and char not in "\ufffe\uffff")
