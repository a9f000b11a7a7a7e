"""The locks pin every dependency with hashes, build backend included, and name no address."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
CORE, DEV = "requirements.lock", "requirements-dev.lock"
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS = PYPROJECT["project"]["optional-dependencies"]
RUNNING = PYPROJECT["build-system"]["requires"] + PYPROJECT["project"]["dependencies"] + EXTRAS["server"]
NEEDED = {CORE: RUNNING, DEV: RUNNING + EXTRAS["dev"]}
both_locks = pytest.mark.parametrize("lock", [CORE, DEV])


def pins(lock: str) -> dict[str, str]:
    """Name → version, each proved to carry a hash."""
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    for line in lines:
        assert re.fullmatch(r"[\w.-]+==\S+( ; [^-]+)?( +--hash=sha256:[0-9a-f]{64})+ *", line), line
    return {canonicalize_name(name): version for name, version in (line.split()[0].split("==") for line in lines)}


@both_locks
def test_every_line_is_a_pin_with_hashes(lock: str) -> None:
    assert len(pins(lock)) > 10


@both_locks
def test_it_names_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert not re.search(r"://|--(extra-)?index-url|--find-links|--trusted-host", text)


@both_locks
def test_it_pins_what_pyproject_asks_for(lock: str) -> None:
    pinned = pins(lock)
    for requirement in map(Requirement, NEEDED[lock]):
        assert pinned[canonicalize_name(requirement.name)] in requirement.specifier


def test_both_locks_agree() -> None:
    dev = pins(DEV)
    assert {name: dev[name] for name in pins(CORE)} == pins(CORE)
