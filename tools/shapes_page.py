"""Writes docs/shapes.md from the shapes that ship: what each is for, its roles and its diagram.

.venv/bin/python tools/shapes_page.py        # a test compares the page with what this writes
"""

from pathlib import Path

from yunhe.mechanisms.drawing.mermaid import mermaid
from yunhe.mechanisms.grammar import as_mechanism
from yunhe.mechanisms.shape import Shape, shape_at, shape_paths

PAGE = Path(__file__).resolve().parent.parent / "docs/shapes.md"
HEAD = """# Shapes 形状

The kinds of work that mechanisms are laid over ([keys](definitions.md#shapes),
[recipe](../CONTRIBUTING.md#a-loop-over-a-shape)). Made by `tools/shapes_page.py` from
`src/yunhe/mechanisms/shapes/`; limits are 示例口径 and each mechanism sets its own. `yunhe shapes NAME` prints
every state and action, `yunhe draw NAME -o NAME.svg` draws with owners and limits.
"""


def page() -> str:
    """The whole page."""
    shapes = [shape_at(path) for path in shape_paths() if "@" not in path.stem]
    table = "\n".join(f"- [{shape.name}](#{shape.name})：{as_mechanism(shape).name}" for shape in shapes)
    return HEAD + "\n" + table + "\n" + "".join(map(section, shapes))


def section(shape: Shape) -> str:
    """One shape: the comment at the head of its file, its roles, what counts it feeds, its diagram."""
    made = as_mechanism(shape)
    roles = "\n".join(f"| {role} | {said} |" for role, said in shape.roles.items())
    runs = sum(bool(one.ends) for one in made.rehearsals)
    counted = f"{len(made.stages)} states, {runs} runs that end, {len(made.rehearsals) - runs} that are refused."
    counts = f"Counts: {'、'.join(made.feeds)}."
    return (
        f"\n## {shape.name}\n\n{about(Path(shape.path))}\n\n| role 角色 | |\n|---|---|\n{roles}\n\n"
        f"{counted} {counts}\n\n```mermaid\n{mermaid(made)}```\n"
    )


def about(path: Path) -> str:
    """The comment at the head of a shape's file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    head = lines[: next(number for number, line in enumerate(lines) if not line.startswith("#"))]
    return "\n".join(line.removeprefix("# ").removeprefix("形状：") for line in head)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
