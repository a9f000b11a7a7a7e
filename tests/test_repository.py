"""What is tracked is self-contained: no address of a registry, no path of one machine, nothing huge."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
REGISTRIES = [f"{name}.org" for name in ("pypi", "pythonhosted", "npmjs", "debian")]
REGISTRY = re.compile("|".join(map(re.escape, REGISTRIES)))
MACHINE_PATH = re.compile(r"(?<![\w.~/-])/(?:work|root|home|Users)/\w")
NEIGHBOUR = re.compile(r"\.\./" + "shared")
MEGABYTE = 1 << 20


def tracked() -> list[Path]:
    """The files that are or would be committed."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def texts() -> list[tuple[str, str]]:
    """Name and content of every tracked text file that we wrote ourselves."""
    ours = [path for path in tracked() if path.relative_to(ROOT).parts[0] not in ("corpus", "gold")]
    contents = [(path.relative_to(ROOT).as_posix(), path.read_bytes()) for path in ours]
    return [(name, data.decode("utf-8", "replace")) for name, data in contents if b"\0" not in data]


def test_there_is_something_to_look_at() -> None:
    assert "pyproject.toml" in dict(texts())


@pytest.mark.parametrize("forbidden", [REGISTRY, MACHINE_PATH, NEIGHBOUR], ids=["registry", "machine", "neighbour"])
def test_no_tracked_file_names(forbidden: re.Pattern[str]) -> None:
    assert [f"{name}: {found[0]}" for name, text in texts() if (found := forbidden.search(text))] == []


@pytest.mark.parametrize(
    ("forbidden", "line"),
    [(REGISTRY, f"see {REGISTRIES[0]}/x"), (MACHINE_PATH, "open('/" + "work/x')"), (NEIGHBOUR, "../" + "shared/x")],
)
def test_the_patterns_do_find(forbidden: re.Pattern[str], line: str) -> None:
    assert forbidden.search(line)


def test_no_file_is_over_two_megabytes() -> None:
    assert [path.name for path in tracked() if path.stat().st_size > 2 * MEGABYTE] == []


def test_shipped_material_is_kept_byte_for_byte() -> None:
    for path in (
        "corpus/city/x.txt",
        "districts/gongshu/reports/2025.txt",
        "examples/x/reports/x.txt",
        "gold/x.txt",
        "tests/documents/x.txt",
    ):
        command = ["git", "check-attr", "text", "--", path]
        answer = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout
        assert answer.strip().endswith("text: unset"), path
