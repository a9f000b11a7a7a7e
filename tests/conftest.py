"""Names at the end which tests were left out and the command that helps; REQUIRE_ALL=1 makes that a failure."""

import os
import subprocess
from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple

import hypothesis
import pytest

# The daily run draws the same examples every time; `make soak` draws new ones.
hypothesis.settings.register_profile("yunhe", deadline=None, print_blob=True, derandomize=True)
hypothesis.settings.load_profile("yunhe")


class Piece(NamedTuple):
    """Something beyond Python that some tests need: how to see that it is there, and the packages that bring it."""

    marker: str
    probe: str
    packages: str


def pieces() -> list[Piece]:
    lines = Path(__file__).with_name("pieces.tsv").read_text(encoding="utf-8").splitlines()
    return [Piece(*line.split("\t")) for line in lines if not line.startswith("#")]


@cache
def is_there(piece: Piece) -> bool:
    return subprocess.run(["bash", "-c", piece.probe], capture_output=True, check=False).returncode == 0


def pytest_runtest_setup(item: pytest.Item) -> None:
    for piece in pieces():
        if item.get_closest_marker(piece.marker) and not is_there(piece):
            # Named at the end of the run with its remedy; under REQUIRE_ALL=1 a missing piece fails.
            pytest.skip(f"缺少系统软件包 → sudo apt-get install -y --no-install-recommends {piece.packages}")


def reasons_of_skips(config: pytest.Config) -> Counter[str]:
    """Why tests were left out, with how many each."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    return Counter(report.longrepr[2].removeprefix("Skipped: ") for report in skipped)


def all_is_required() -> bool:
    return os.environ.get("REQUIRE_ALL") == "1"


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    if all_is_required() and exitstatus == 0 and reasons_of_skips(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    reasons = reasons_of_skips(config)
    if not reasons:
        return
    terminalreporter.section("没有运行的测试" + ("（REQUIRE_ALL=1：算失败）" if all_is_required() else ""))
    for reason, count in reasons.items():
        terminalreporter.write_line(f"{count} 项：{reason}")
