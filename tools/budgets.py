"""Print the budgets of the style guide; fail on a function over 60 lines or on more than 15 runtime dependencies."""

import ast
import statistics
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("src", "tools", "benchmarks")
FUNCTION_LIMIT, FILE_LIMIT, DEPENDENCY_LIMIT = 60, 400, 15


class Function(NamedTuple):
    lines: int
    place: str


def docstring_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    if ast.get_docstring(node) is None:
        return 0
    return (node.body[0].end_lineno or 0) - node.body[0].lineno + 1


def functions(path: Path) -> Iterator[Function]:
    """Every function of a file with its length, the docstring not counted."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1 - docstring_lines(node)
            yield Function(length, f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")


def dependencies() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return list(project["dependencies"])


def main() -> int:
    files = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]
    measured = [function for path in files for function in functions(path)]
    lengths = sorted(function.lines for function in measured)
    ninetieth = lengths[int(0.9 * (len(lengths) - 1))]
    print(
        f"函数 {len(lengths)} 个：中位 {statistics.median(lengths):g} 行（≤8），"
        f"九成不超过 {ninetieth} 行（≤30），最长 {lengths[-1]} 行（≤{FUNCTION_LIMIT}）"
    )
    long_files = [(len(path.read_text(encoding="utf-8").splitlines()), path.relative_to(ROOT)) for path in files]
    for count, path in sorted(long_files, reverse=True):
        if count > FILE_LIMIT:
            print(f"超过 {FILE_LIMIT} 行的文件：{path}（{count} 行）")
    print(f"直接运行依赖 {len(dependencies())} 个（≤{DEPENDENCY_LIMIT}）")
    too_long = [function for function in measured if function.lines > FUNCTION_LIMIT]
    for function in too_long:
        print(f"{function.place}: {function.lines} 行，超过 {FUNCTION_LIMIT} 行 → 拆开")
    return 1 if too_long or len(dependencies()) > DEPENDENCY_LIMIT else 0


if __name__ == "__main__":
    sys.exit(main())
