"""On a machine where something is missing, make prints the one line that helps."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ("bash", "cat", "cp", "dirname", "grep", "id", "sort", "tail", "touch", "tr")


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A copy of our tools and a folder `bin`, the only place where commands are found."""
    shutil.copytree(ROOT / "tools", tmp_path / "tools")
    (tmp_path / "bin").mkdir()
    (tmp_path / "tests").mkdir()
    for tool in TOOLS:
        add_command(tmp_path, tool, f'exec {shutil.which(tool)} "$@"')
    return tmp_path


def add_command(machine: Path, name: str, script: str) -> None:
    command = machine / "bin" / name
    command.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    command.chmod(0o755)


def run(machine: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {"PATH": str(machine / "bin"), "LANG": os.environ.get("LANG", "C.UTF-8"), **environment}
    return subprocess.run(["bash", *command], cwd=machine, env=env, capture_output=True, text=True, check=False)


def test_it_names_the_package_when_there_is_no_python(machine: Path) -> None:
    result = run(machine, "tools/environment.sh", "x.lock", "x.stamp")
    assert result.returncode == 1
    assert "sudo apt-get install -y python3.11 python3.11-venv" in result.stderr


def test_it_names_the_package_when_python_has_no_venv(machine: Path) -> None:
    add_command(machine, "python3", 'case "$*" in *ensurepip*) exit 1;; *version_info?:2*) echo 3.12;; esac')
    result = run(machine, "tools/environment.sh", "x.lock", "x.stamp")
    assert result.returncode == 1
    assert "sudo apt-get install -y python3.12-venv" in result.stderr
    assert not (machine / "x.stamp").exists()


@pytest.fixture
def machine_without_browser(machine: Path) -> Path:
    pieces = "# comment\nbrowser\ttest -e browser\tsome-browser\n"
    (machine / "tests" / "pieces.tsv").write_text(pieces, encoding="utf-8")
    add_command(machine, "id", "echo 0")
    return machine


def test_what_cannot_be_installed_is_an_error_only_when_all_is_required(machine_without_browser: Path) -> None:
    add_command(machine_without_browser, "apt-get", "exit 100")
    assert run(machine_without_browser, "tools/prepare_tests.sh").returncode == 0
    required = run(machine_without_browser, "tools/prepare_tests.sh", REQUIRE_ALL="1")
    assert required.returncode == 1
    assert "apt-get install -y --no-install-recommends some-browser" in required.stderr


def test_what_is_missing_is_installed_as_root(machine_without_browser: Path) -> None:
    add_command(machine_without_browser, "apt-get", 'case "$*" in *install*some-browser*) touch browser;; esac')
    assert run(machine_without_browser, "tools/prepare_tests.sh", REQUIRE_ALL="1").returncode == 0
    assert run(machine_without_browser, "tools/prepare_tests.sh").stdout == ""


def test_nothing_is_installed_without_root(machine_without_browser: Path) -> None:
    add_command(machine_without_browser, "id", "echo 1000")
    add_command(machine_without_browser, "apt-get", "touch touched")
    assert run(machine_without_browser, "tools/prepare_tests.sh").returncode == 0
    assert not (machine_without_browser / "touched").exists()
