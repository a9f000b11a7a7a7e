"""A test that cannot run here is named with the command that helps, and fails the run under REQUIRE_ALL=1."""

import shutil
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]
HERE = Path(__file__).parent


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A small project with our conftest, one plain test and one that needs a piece which is not there."""
    monkeypatch.delenv("REQUIRE_ALL", raising=False)
    shutil.copy(HERE / "conftest.py", pytester.path)
    (pytester.path / "pieces.tsv").write_text("# comment\nbrowser\tfalse\tsome-package\n", encoding="utf-8")
    pytester.makeini("[pytest]\nmarkers = browser: needs a browser\n")
    pytester.makepyfile(
        """
        import pytest
        def test_plain(): pass
        @pytest.mark.browser
        def test_page(): pass
        """
    )
    return pytester


def test_a_missing_piece_is_named_with_its_command(project: pytest.Pytester) -> None:
    result = project.runpytest_subprocess()
    result.stdout.fnmatch_lines(["*没有运行的测试*", "1 项：*apt-get install*some-package", "*1 passed, 1 skipped*"])
    assert result.ret == 0


def test_require_all_makes_it_a_failure(project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUIRE_ALL", "1")
    assert project.runpytest_subprocess().ret == pytest.ExitCode.TESTS_FAILED


def test_nothing_is_said_when_all_pieces_are_there(project: pytest.Pytester) -> None:
    (project.path / "pieces.tsv").write_text("browser\ttrue\tsome-package\n", encoding="utf-8")
    result = project.runpytest_subprocess()
    assert result.ret == 0
    result.stdout.no_fnmatch_line("*没有运行的测试*")
