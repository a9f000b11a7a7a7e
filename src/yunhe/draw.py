"""`yunhe draw`: a mechanism as a picture (svg), as text for pages that draw (mermaid), as BPMN 2.0 for other tools."""

import sys
import webbrowser
from argparse import Namespace
from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path

from yunhe.atomic import whole_file
from yunhe.errors import UnreadableError, YunheError, reason
from yunhe.mechanisms.drawing.bpmn import bpmn
from yunhe.mechanisms.drawing.mermaid import mermaid
from yunhe.mechanisms.drawing.svg import svg
from yunhe.mechanisms.grammar import as_mechanism, load
from yunhe.mechanisms.library import FOLDER
from yunhe.mechanisms.mechanism import Mechanism
from yunhe.mechanisms.shape import FOLDER as SHAPES
from yunhe.mechanisms.shape import shape_at, shape_paths
from yunhe.systems import find_district

FORMATS: dict[str, Callable[[Mechanism], str]] = {"svg": svg, "mermaid": mermaid, "bpmn": bpmn}
SUFFIXES = {".svg": "svg", ".mmd": "mermaid", ".mermaid": "mermaid", ".bpmn": "bpmn"}
MOST_NAMED = 12


def deliver(given: Namespace) -> int:
    """Draw, then write or print; with --open a browser shows it."""
    path = find(given.mechanism, given.district)
    mechanism = as_mechanism(shape_at(path)) if path.parent.name == SHAPES else load(path)
    target = _target(given, mechanism)
    form = given.format or (_form_for(target) if target else "mermaid")
    drawn = FORMATS[form](mechanism)
    if target is None:
        sys.stdout.write(drawn)
        return 0
    try:
        with whole_file(target) as out:
            out.write(drawn.encode())
    except OSError as error:
        raise UnreadableError(str(target), f"写不进去（{reason(error)}）", "换一个去处") from None
    print(f"“{mechanism.name}”画在 {target}", file=sys.stderr)
    if given.open and not webbrowser.open(target.resolve().as_uri()):
        print(f"没有浏览器可用 → 自己打开 {target}", file=sys.stderr)
    return 0


def find(named: str, district: str | None) -> Path:
    """The file of a mechanism or shape: its path, or its key in the folder of the district or among the shapes."""
    if Path(named).is_file():
        return Path(named)
    if "/" in named or named.endswith((".yaml", ".yml")):
        raise UnreadableError(named, "没有这个文件", "写机制文件的路径，或写区县机制的名称")
    folder = find_district(district) / FOLDER
    known = {path.stem: path for path in sorted(folder.glob("*.yaml"))}
    known |= {path.stem: path for path in shape_paths(folder.parent) if path.stem not in known}
    if named in known:
        return known[named]
    raise UnreadableError(str(folder), f"没有机制“{named}”", _meant(named, list(known)))


def _meant(named: str, known: list[str]) -> str:
    near = get_close_matches(named, known, n=3, cutoff=0.3) or [key for key in known if set(named) & set(key)][:3]
    if near:
        return "是不是“" + "”“".join(near) + "”？"
    return "现有：" + ("、".join(known[:MOST_NAMED]) or "（无）") + ("……" if len(known) > MOST_NAMED else "")


def _target(given: Namespace, mechanism: Mechanism) -> Path | None:
    if given.output:
        return Path(given.output)
    return Path(f"{mechanism.key}.{given.format or 'svg'}") if given.open else None


def _form_for(target: Path) -> str:
    found = SUFFIXES.get(target.suffix.lower())
    if found is None:
        raise YunheError(f"{target}: 看扩展名不知道画成什么 → 用 .svg、.mmd、.bpmn，或写 --format")
    return found
