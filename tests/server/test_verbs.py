"""The verbs of the ledger from the shell: what they print, how they end, and what they refuse."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from yunhe.cli import main

LATE = "第 1 次封存：2026-03-02，9 条"


@pytest.fixture
def desk(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with a key."""
    folder = tmp_path / "桌"
    folder.mkdir()
    monkeypatch.chdir(folder)
    assert main(["keys", "new", "密钥"]) == 0
    monkeypatch.setenv("YUNHE_SEAL_KEY", "密钥")
    return folder


def test_a_day_of_the_ledger(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import tampering

    tampering.fill()
    assert main(["migrate"]) == 0
    assert main(["seal", "--date", "2026-03-02"]) == 0
    assert LATE in capsys.readouterr().out
    assert main(["seal", "--date", "2026-03-02"]) == 0
    assert "没有要封存的" in capsys.readouterr().out
    assert main(["verify", "--public-key", "密钥.pub"]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == [
        "24 条办理记录，1 次封存：全部相符",
        "2026-03-03 00:00 起的 15 条（3 个事项）未封存，改动只能由哈希链看出",
    ]
    tampering.rewrite("S-2", tampering.changed(tampering.links_of("S-2"), 1))
    assert main(["verify", "--seals", "yunhe.seals.jsonl", "--quiet"]) == 1
    said = capsys.readouterr()
    assert said.out == "S-2#2: 内容不是封存时的内容，被改写\n"
    assert said.err == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["seal", "--date", "昨天"], "--date 昨天: 不是日期 → "),
        (["seal", "--date", "2999-01-01"], "--date 2999-01-01: 这一天还没有过完 → "),
        (["verify", "--seals", "没有"], "没有: 封存文件读不了"),
        (["verify", "--public-key", "没有"], "没有: 密钥读不了"),
        (["keys", "new", "密钥"], "密钥: 已有这个文件 → "),
        (["keys", "new", "没有/密钥"], "没有/密钥: 没有这个文件夹 → 先建文件夹：mkdir -p 没有"),
    ],
)
def test_what_cannot_be_meant_is_said_in_one_line(
    arguments: list[str], said: str, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(arguments) == 2
    shown = capsys.readouterr()
    assert said in shown.err
    assert shown.err.count("\n") == 1
    assert shown.out == ""


def test_sealed_without_a_public_key_cannot_be_verified(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import tampering

    tampering.fill()
    assert main(["seal", "--date", "2026-03-02"]) == 0
    monkeypatch.delenv("YUNHE_SEAL_KEY")
    assert main(["seal"]) == 2
    assert main(["verify"]) == 2
    assert "有封存，没有公钥就核对不了签名 → 用 --public-key 给出" in capsys.readouterr().err


def yunhe(*arguments: str, url: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "yunhe", *arguments]
    environment = os.environ | {"DATABASE_URL": url}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("", "数据库: 缺表，或表是旧的（还没有这个库） → 先运行 yunhe migrate"),
        ("postgres://u:秘密@127.0.0.1:1/b", "检查 DATABASE_URL，库是否在运行"),
        ("mysql://u:秘密@h/b", "DATABASE_URL: 不认识这种数据库 → "),
    ],
)
def test_a_database_that_is_not_there_is_named_in_one_line(url: str, said: str, tmp_path: Path) -> None:
    done = yunhe("verify", url=url, folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert "秘密" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_verbs_of_the_server_cost_the_others_nothing() -> None:
    asked = (
        "import sys; from yunhe.cli import _parser; _parser('read'); "
        "print([name for name in sys.modules if name.startswith(('django', 'yunhe.server', 'cryptography'))])"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "[]\n"
    asked = asked.replace("'read'", "")
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, encoding="utf-8", check=True)
    assert "django" not in done.stdout
