"""A mechanism as BPMN 2.0 XML with diagram interchange (OMG BPMN 2.0.2, ISO/IEC 19510), for other tools to open.

A mechanism is a pool with a lane for each owner. A state is a user task in the lane of its owner, its time limits are
timers at its border; 会签, 或签 and 依次 are multi-instance; several actions lead to an exclusive gateway. What BPMN
has no word for stands in elements of our own namespace, so that `bpmn_reading` finds the whole mechanism again.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from lxml import etree
from lxml.etree import _Element

from yunhe.errors import UnreadableError
from yunhe.mechanisms.drawing import records, wording
from yunhe.mechanisms.drawing.bpmn_parts import START, Flow, Part, Pool, Timer, inner, parts, pools, ways, within
from yunhe.mechanisms.drawing.bpmn_plan import Plan, plan
from yunhe.mechanisms.drawing.layout import Box, Point
from yunhe.mechanisms.drawing.outline import outline
from yunhe.mechanisms.mechanism import Mechanism, Signing, Stage

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
LINES = "http://www.omg.org/spec/DD/20100524/DI"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
NAMESPACES = {"bpmn": MODEL, "bpmndi": DI, "dc": DC, "di": LINES, "xsi": XSI, "yunhe": records.NAMESPACE}
OF_STAGE = ("name", "owner", "actions")  # what the process itself says
POOL_NAME = 30.0  # the band at the left in which the name of a pool stands
OF_ACTION = ("name", "to")
OF_MECHANISM = ("name", "start", "stages")


def bpmn(mechanism: Mechanism) -> str:
    """The text of a .bpmn file; refused where a name holds a character that XML cannot."""
    try:
        return _written(outline(mechanism))
    except ValueError:
        problem = "名称或说明里有 XML 不能写的控制字符"
        raise UnreadableError(mechanism.path, problem, "删去这些字符再画") from None


def _written(mechanism: Mechanism) -> str:
    made = parts(mechanism)
    flows, lanes = ways(mechanism, made), pools(mechanism, made)
    root = etree.Element(f"{{{MODEL}}}definitions", nsmap=NAMESPACES, id="definitions")
    root.set("targetNamespace", records.NAMESPACE)
    root.set("exporter", "yunhe")
    together = etree.SubElement(root, f"{{{MODEL}}}collaboration", id="collaboration")
    etree.SubElement(together, f"{{{MODEL}}}participant", id="pool", name=mechanism.name, processRef="process")
    process = _Process(etree.SubElement(root, f"{{{MODEL}}}process", id="process"), mechanism, made, flows)
    process.write(lanes)
    _diagram(root, plan(mechanism.start, made, flows, lanes), process.lines, lanes)
    etree.indent(root)
    data = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return data.decode() + "\n"


class _Ends(NamedTuple):
    """The flows that reach and leave a node."""

    reach: Mapping[str, list[str]]
    leave: Mapping[str, list[str]]


class _Process:
    """The process element in the making; its children stand in the order that the schema wants."""

    def __init__(self, root: _Element, mechanism: Mechanism, made: list[Part], flows: list[Flow]) -> None:
        self.root, self.mechanism, self.parts = root, mechanism, made
        self.lines = [*flows, *(flow for part in made for flow in inner(part))]
        self.ends = _ends(self.lines)

    def write(self, lanes: list[Pool]) -> None:
        self.root.set("name", self.mechanism.name)
        self.root.set("isExecutable", "false")
        self.say(self.root, [wording.head(self.mechanism), *wording.notes(self.mechanism)])
        self.extend(self.root, records.write(self.mechanism, "mechanism", OF_MECHANISM))
        self.lanes(lanes)
        self.node("startEvent", START, "")
        for part in self.parts:
            self.part(part)
        for flow in self.lines:
            self.flow(flow)

    def lanes(self, lanes: list[Pool]) -> None:
        """Who has which node; every node stands in one lane."""
        inside = {START: [START], **{part.id: within(part) for part in self.parts}}
        group = etree.SubElement(self.root, f"{{{MODEL}}}laneSet")
        for lane in lanes:
            node = etree.SubElement(group, f"{{{MODEL}}}lane", id=lane.id, name=lane.owner)
            for id in (id for state in lane.parts for id in inside[state]):
                etree.SubElement(node, f"{{{MODEL}}}flowNodeRef").text = id

    def part(self, part: Part) -> None:
        kind = {"task": "userTask", "end": "endEvent", "reopened": "intermediateThrowEvent"}[part.form]
        about = [] if part.form == "task" else [part.stage.outcome or ""]
        notes = [*wording.under_name(self.mechanism, part.stage), *about]
        node = self.node(kind, part.id, part.stage.name, notes, records.write(part.stage, "state", OF_STAGE))
        if part.form == "task":
            _owned(node, part.stage)
        if part.stage.signing:
            _signed(node, part.stage.signing)
        if part.choice:
            gateway = self.node("exclusiveGateway", part.choice, "")
            gateway.set("gatewayDirection", "Diverging")
        if part.form == "reopened":
            self.node("endEvent", f"{part.id}_end", "")
        for timer in part.timers:
            self.timer(part, timer)

    def timer(self, part: Part, timer: Timer) -> None:
        node = self.node("boundaryEvent", timer.id, timer.name, [timer.note])
        node.set("attachedToRef", part.id)
        node.set("cancelActivity", "true" if timer.to else "false")
        event = etree.SubElement(node, f"{{{MODEL}}}timerEventDefinition", id=f"{timer.id}_timer")
        lasts = etree.SubElement(event, f"{{{MODEL}}}timeDuration")
        lasts.set(f"{{{XSI}}}type", "bpmn:tFormalExpression")
        lasts.text = timer.lasts
        if not timer.to:
            self.node("endEvent", f"{timer.id}_told", timer.does)

    def node(
        self, kind: str, id: str, name: str, notes: Iterable[str] = (), extension: _Element | None = None
    ) -> _Element:
        node = etree.SubElement(self.root, f"{{{MODEL}}}{kind}", id=id)
        if name:
            node.set("name", name)
        self.say(node, notes)
        if extension is not None:
            self.extend(node, extension)
        for child, flows in (("incoming", self.ends.reach), ("outgoing", self.ends.leave)):
            for flow in flows.get(id, ()):
                etree.SubElement(node, f"{{{MODEL}}}{child}").text = flow
        return node

    def flow(self, flow: Flow) -> None:
        node = etree.SubElement(self.root, f"{{{MODEL}}}sequenceFlow", id=flow.id)
        if flow.label:
            node.set("name", flow.label)
        node.set("sourceRef", flow.source)
        node.set("targetRef", flow.target)
        if flow.action:
            said = wording.of_action(flow.action)
            self.say(node, [said] if said != flow.action.name else [])
            self.extend(node, records.write(flow.action, "action", OF_ACTION))

    def say(self, node: _Element, lines: Iterable[str]) -> None:
        if kept := [line for line in lines if line]:
            etree.SubElement(node, f"{{{MODEL}}}documentation").text = "\n".join(kept)

    def extend(self, node: _Element, extension: _Element) -> None:
        etree.SubElement(node, f"{{{MODEL}}}extensionElements").append(extension)


def _ends(lines: list[Flow]) -> _Ends:
    reach, leave = dict[str, list[str]](), dict[str, list[str]]()
    for flow in lines:
        reach.setdefault(flow.target, []).append(flow.id)
        leave.setdefault(flow.source, []).append(flow.id)
    return _Ends(reach, leave)


def _owned(node: _Element, stage: Stage) -> None:
    owner = etree.SubElement(node, f"{{{MODEL}}}potentialOwner")
    assigned = etree.SubElement(owner, f"{{{MODEL}}}resourceAssignmentExpression")
    etree.SubElement(assigned, f"{{{MODEL}}}formalExpression").text = stage.owner


def _signed(node: _Element, signing: Signing) -> None:
    """依次 one after the other; 会签 all at once; 或签 all at once until the first has signed."""
    loop = etree.SubElement(node, f"{{{MODEL}}}multiInstanceLoopCharacteristics")
    loop.set("isSequential", "true" if signing.how == "依次" else "false")
    _expression(loop, "loopCardinality", str(len(signing.posts)))
    if signing.how == "或签":
        _expression(loop, "completionCondition", "nrOfCompletedInstances >= 1")


def _expression(node: _Element, kind: str, text: str) -> None:
    expression = etree.SubElement(node, f"{{{MODEL}}}{kind}")
    expression.set(f"{{{XSI}}}type", "bpmn:tFormalExpression")
    expression.text = text


# Diagram interchange


def _diagram(root: _Element, placed: Plan, lines: list[Flow], lanes: list[Pool]) -> None:
    diagram = etree.SubElement(root, f"{{{DI}}}BPMNDiagram", id="diagram")
    plane = etree.SubElement(diagram, f"{{{DI}}}BPMNPlane", id="plane", bpmnElement="collaboration")
    _bands(plane, placed, lanes)
    for id, box in placed.nodes.items():
        shape = etree.SubElement(plane, f"{{{DI}}}BPMNShape", id=f"{id}_di", bpmnElement=id)
        if id.endswith("_choice"):
            shape.set("isMarkerVisible", "true")
        _bounds(shape, box)
        _label(shape, placed.labels.get(id))
    for flow in lines:
        edge = etree.SubElement(plane, f"{{{DI}}}BPMNEdge", id=f"{flow.id}_di", bpmnElement=flow.id)
        for point in placed.lines[flow.id]:
            _waypoint(edge, point)
        _label(edge, placed.labels.get(flow.id))


def _bands(plane: _Element, placed: Plan, lanes: list[Pool]) -> None:
    """The pool with its name at the left, and the lanes in it."""
    first, last = placed.lanes[0], placed.lanes[-1]
    pool = Box(first.x - POOL_NAME, first.y, first.wide + POOL_NAME, last.bottom - first.y)
    for id, box in (("pool", pool), *((lane.id, box) for lane, box in zip(lanes, placed.lanes, strict=True))):
        _bounds(etree.SubElement(plane, f"{{{DI}}}BPMNShape", id=f"{id}_di", bpmnElement=id, isHorizontal="true"), box)


def _bounds(shape: _Element, box: Box) -> None:
    places = {"x": box.x, "y": box.y, "width": box.wide, "height": box.high}
    etree.SubElement(shape, f"{{{DC}}}Bounds", {key: f"{place:.1f}" for key, place in places.items()})


def _waypoint(edge: _Element, point: Point) -> None:
    etree.SubElement(edge, f"{{{LINES}}}waypoint", x=f"{point[0]:.1f}", y=f"{point[1]:.1f}")


def _label(shape: _Element, box: Box | None) -> None:
    if box:
        _bounds(etree.SubElement(shape, f"{{{DI}}}BPMNLabel"), box)
