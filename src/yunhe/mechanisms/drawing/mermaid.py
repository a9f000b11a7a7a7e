"""A mechanism as a mermaid state diagram, for pages that draw it themselves."""

from yunhe.mechanisms.drawing import wording
from yunhe.mechanisms.mechanism import Mechanism, Stage

_SAFE = "_ .,·、，。：；（）“”《》—-+"  # may stand in a label as they are, with letters and digits of any script


def mermaid(mechanism: Mechanism) -> str:
    """The text of a stateDiagram-v2; every mark that means something to mermaid is written by its number."""
    names = {stage: f"s{number}" for number, stage in enumerate(mechanism.stages, 1)}
    lines = ["stateDiagram-v2", "  direction LR", f"  accTitle: {_said(mechanism.name)}"]
    lines += [f'  state "{_label(mechanism, stage)}" as {names[stage.name]}' for stage in mechanism.stages.values()]
    lines.append(f"  [*] --> {names[mechanism.start]}")
    for way in wording.ways(mechanism):
        label = _said("、".join(way.names))
        lines.append(f"  {names[way.source]} --> {names[way.target]}: {label}")
    lines += [f"  {names[stage.name]} --> [*]" for stage in mechanism.stages.values() if not stage.is_open]
    return "\n".join(lines) + "\n"


def _label(mechanism: Mechanism, stage: Stage) -> str:
    return "<br/>".join(map(_said, [stage.name, *wording.under_name(mechanism, stage)]))


def _said(text: str) -> str:
    return "".join(char if char in _SAFE or char.isalnum() else f"#{ord(char)};" for char in text)
