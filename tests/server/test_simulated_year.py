"""A small simulated year in a database: it keeps every law of the ledger, and comes out the same from one seed."""

from datetime import datetime
from pathlib import Path

import pytest
from vaults import key_file

from yunhe.cli import main
from yunhe.definitions.stores import stores_of
from yunhe.mechanisms.workdays import CHINA
from yunhe.server.statement import Statement

GONGSHU = str(Path(__file__).resolve().parents[2] / "districts/gongshu")
pytestmark = pytest.mark.ledger
SMALL = ("simulate", "--scale", "0.02", "--district", GONGSHU)
FEW = {"防台应急响应", "为企服务十件实事", "保交楼", "自主更新", "规划编制"}  # too few a year to go every way
DIGESTS: dict[str, str] = {}


@pytest.fixture
def desk(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the keys of every store."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("YUNHE_KEYS", key_file(tmp_path / "主密钥", *stores_of(GONGSHU)))
    return tmp_path


def test_a_small_year_keeps_every_law_and_comes_out_the_same(
    desk: Path, database: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main([*SMALL]) == 0
    assert "全部是模拟数据" in capsys.readouterr().out
    assert main(["verify"]) == 0
    assert "全部相符" in capsys.readouterr().err
    monkeypatch.chdir(Path(GONGSHU).parents[1])
    assert main(["rebuild", "--check"]) == 0
    capsys.readouterr()
    assert main(["export", str(desk / "年.jsonl"), "--district", GONGSHU]) == 0
    digest = capsys.readouterr().out.split()[-1]
    assert DIGESTS.setdefault("small", digest) == digest  # the other database gave the same
    assert Statement("SELECT COUNT(*) FROM matters_matter WHERE NOT simulated").rows() == [(0,)]
    assert main(["measure", "deputies_suggestions", "--year", "2024", "--district", GONGSHU]) == 0
    assert "模拟数据" in capsys.readouterr().out
    assert main([*SMALL]) == 2
    assert "已经模拟过" in capsys.readouterr().err


@pytest.mark.soak
def test_a_whole_year_keeps_every_law(
    desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["simulate", "--scale", "1", "--missed", "--district", GONGSHU]) == 0
    missed = [line.partition("：")[0] for line in capsys.readouterr().out.splitlines() if "没有走到" in line]
    assert set(missed) <= FEW
    assert main(["verify"]) == 0
    assert "全部相符" in capsys.readouterr().err
    monkeypatch.chdir(Path(GONGSHU).parents[1])
    assert main(["rebuild", "--check"]) == 0
    [(matters, events)] = Statement(
        "SELECT (SELECT COUNT(*) FROM matters_matter), (SELECT COUNT(*) FROM ledger_event)"
    ).rows()
    assert matters > 55_000
    assert events > 350_000


def test_a_year_without_keys_writes_nothing(
    desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("YUNHE_KEYS")
    assert main([*SMALL]) == 2
    assert "主密钥" in capsys.readouterr().err
    assert Statement("SELECT COUNT(*) FROM ledger_event").rows() == [(0,)]


def test_a_year_that_stops_on_a_day_leaves_matters_open(desk: Path) -> None:
    assert main([*SMALL[:2], "0.005", *SMALL[3:], "--year", "2025", "--until", "2025-06-20"]) == 0
    late = Statement("SELECT COUNT(*) FROM ledger_event WHERE at > %s AND subject LIKE '%%-2025-%%'")
    still = Statement("SELECT COUNT(*) FROM matters_matter WHERE outcome IS NULL AND simulated")
    assert late.rows((datetime(2025, 6, 20, tzinfo=CHINA),)) == [(0,)]
    assert still.rows()[0][0] > 20


@pytest.mark.parametrize("scale", ["0", "-1", "100", "全部", "nan"])
def test_a_scale_that_is_none_is_refused(desk: Path, capsys: pytest.CaptureFixture[str], scale: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["simulate", "--scale", scale])
    assert ended.value.code == 2
    assert "scale" in capsys.readouterr().err
