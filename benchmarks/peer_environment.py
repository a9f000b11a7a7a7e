"""The environment of the peers, .venv-peers, made on demand from benchmarks/requirements-peers.lock.

What cannot be installed is named with its reason; the others go on without it.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "benchmarks/requirements-peers.lock"
VENV = ROOT / ".venv-peers"
PYTHON = VENV / "bin/python"
STAMP = VENV / "lock"  # a copy of the lock the environment was made from
PIP = "-m pip install -q --no-input --disable-pip-version-check --no-build-isolation --require-hashes"
BUILDERS = ("setuptools", "wheel")


def prepare() -> list[str]:
    """Make the environment when it is missing or the lock has changed; what could not be installed, with reasons."""
    lock = LOCK.read_text(encoding="utf-8")
    if STAMP.exists() and STAMP.read_text(encoding="utf-8") == lock:
        return []
    print("按 benchmarks/requirements-peers.lock 准备对照软件的环境 .venv-peers（首次约两分钟，320 MB）", flush=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True)
    pins = blocks(lock)
    problems = [] if install(*(pins[name] for name in BUILDERS)) is None and install(lock) is None else one_by_one(pins)
    if not problems:
        STAMP.write_text(lock, encoding="utf-8")
    return problems


def blocks(lock: str) -> dict[str, str]:
    """Name → its pin with its hashes."""
    found = re.findall(r"^([\w.-]+)==.*(?:\n +.*)*", lock, re.MULTILINE)
    texts = re.split(r"^(?=[\w.-]+==)", lock, flags=re.MULTILINE)[1:]
    return dict(zip(found, texts, strict=True))


def one_by_one(pins: dict[str, str]) -> list[str]:
    """Install each package apart, so that one that cannot be had does not take the others with it."""
    return [f"{name}: {reason}" for name, pin in pins.items() if (reason := install(pin, "--no-deps")) is not None]


def install(*parts: str) -> str | None:
    """Install some pins with their hashes (parts that begin with -- are options); the reason when it fails."""
    wanted = VENV / "wanted.txt"
    wanted.write_text("".join(part for part in parts if not part.startswith("--")), encoding="utf-8")
    options = [part for part in parts if part.startswith("--")]
    done = subprocess.run([PYTHON, *PIP.split(), *options, "-r", wanted], capture_output=True, text=True, check=False)
    return None if done.returncode == 0 else last_error(done.stderr)


def last_error(output: str) -> str:
    errors: Iterator[str] = (line for line in reversed(output.splitlines()) if line.startswith("ERROR"))
    return next(errors, output.strip()[-200:] or "pip 没有说明原因")


def environment() -> dict[str, str]:
    """The variables a peer runs with: none that leads it to our packages."""
    return {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
