"""Reads a mechanism back from a BPMN file that `bpmn` has written, also when another tool has saved it since.

Names, states, owners (by their lanes) and flows are taken from the process itself; what BPMN has no word for, from our
own elements.
"""

from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element

from yunhe.errors import UnreadableError
from yunhe.mechanisms.drawing import records
from yunhe.mechanisms.drawing.bpmn import MODEL
from yunhe.mechanisms.mechanism import Action, Mechanism, Stage

LARGEST = 8 << 20  # bytes
STATES = ("userTask", "endEvent", "intermediateThrowEvent")
AGAIN = "用 yunhe draw --format bpmn 重新写一份"
_Arrow = tuple[str, str, str]


def read_back(data: str | bytes, name: str = "-") -> Mechanism:
    """The outline of the mechanism in a file; refused where the diagram and our own elements contradict each other."""
    root = _root(data.encode() if isinstance(data, str) else data, name)
    process = root.find(f"{{{MODEL}}}process")
    about = None if process is None else _ours(process, "mechanism")
    if process is None or about is None:
        raise UnreadableError(name, "不是 yunhe 写的 BPMN 文件", AGAIN)
    try:
        return _Process(process, name).mechanism(about)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnreadableError(name, f"少了写回机制所需的内容（{error}）", AGAIN) from None


def _root(data: bytes, name: str) -> _Element:
    if len(data) > LARGEST:
        raise UnreadableError(name, f"超过 {LARGEST >> 20} MB", "拆成几个机制")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError(name, f"不是完好的 XML（{error}）", AGAIN) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableError(name, "含有文档类型声明（DTD），可能是实体炸弹", "删去 DOCTYPE")
    return root


def _ours(node: _Element, kind: str) -> _Element | None:
    return node.find(f"{{{MODEL}}}extensionElements/{records.tag(kind)}")


class _Process:
    """The nodes and flows of a process by id."""

    def __init__(self, process: _Element, name: str) -> None:
        self.name = name
        self.nodes = {node.get("id", ""): node for node in process}
        self.flows = process.findall(f"{{{MODEL}}}sequenceFlow")
        self.states = {id: node for id, node in self.nodes.items() if _is_state(node)}
        self.title = process.get("name")
        self.owners = {
            ref.text: lane.get("name", "")
            for lane in process.iter(f"{{{MODEL}}}lane")
            for ref in lane.findall(f"{{{MODEL}}}flowNodeRef")
        }

    def mechanism(self, about: _Element) -> Mechanism:
        stages = {stage.name: stage for stage in map(self.stage, self.states)}
        made: Mechanism = records.read(Mechanism, about, name=self.title, start=self.start(), stages=stages)
        if sorted(self.arrows()) != sorted(made.arrows()):
            raise UnreadableError(self.name, "时限到期后的去向与图不符", "在机制文件里改，再重新画")
        return made

    def start(self) -> str:
        starts = [flow for flow in self.flows if self.nodes[flow.get("sourceRef", "")].tag == f"{{{MODEL}}}startEvent"]
        if len(starts) != 1:
            raise UnreadableError(self.name, f"有 {len(starts)} 个起点", "只留一个")
        return self.name_of(starts[0].get("targetRef", ""))

    def stage(self, id: str) -> Stage:
        node = self.states[id]
        actions = {action.name: action for action in map(self.action, self.leaving(id))}
        owner = self.owners[id] if node.tag == f"{{{MODEL}}}userTask" else ""
        about = _found(_ours(node, "state"))
        made: Stage = records.read(Stage, about, name=self.name_of(id), owner=owner, actions=actions)
        return made

    def action(self, flow: _Element) -> Action:
        name, to = flow.get("name", ""), self.name_of(flow.get("targetRef", ""))
        made: Action = records.read(Action, _found(_ours(flow, "action")), name=name, to=to)
        return made

    def leaving(self, id: str) -> Iterator[_Element]:
        """The actions of a state in their order, also those behind its gateway."""
        for flow in self.flows:
            if self.home(flow.get("sourceRef", "")) == id and _ours(flow, "action") is not None:
                yield flow

    def home(self, id: str) -> str:
        """The state to which a node belongs: itself, what leads to it, or what it is attached to."""
        node = self.nodes[id]
        if id in self.states:
            return id
        if node.get("attachedToRef"):
            return node.get("attachedToRef", "")
        before = [flow.get("sourceRef", "") for flow in self.flows if flow.get("targetRef") == id]
        return before[0] if len(before) == 1 else ""

    def arrows(self) -> Iterator[_Arrow]:
        """Every flow that leads from a state to a state."""
        for flow in self.flows:
            home, target = self.home(flow.get("sourceRef", "")), flow.get("targetRef", "")
            if home in self.states and target in self.states:
                yield self.name_of(home), flow.get("name", ""), self.name_of(target)

    def name_of(self, id: str) -> str:
        return _text(self.states[id].get("name"))


def _is_state(node: _Element) -> bool:
    return node.tag in [f"{{{MODEL}}}{kind}" for kind in STATES] and _ours(node, "state") is not None


def _text(written: str | None) -> str:
    if written is None:
        raise KeyError("name")
    return written


def _found(node: _Element | None) -> _Element:
    if node is None:
        raise KeyError("yunhe")
    return node
