"""The verbs of the vault from the shell: keys, person, erase, consent, explain; refusals say what to do."""

import io
import json
import shutil
from datetime import timedelta
from importlib.resources import files
from pathlib import Path

import pytest
from vaults import NAME, NUMBER, rows, sealed_into

from yunhe.cli import main
from yunhe.mechanisms.act import Act
from yunhe.server.matters import work
from yunhe.server.matters.tick import tick
from yunhe.server.office import moment, office_of

pytestmark = pytest.mark.usefixtures("database", "keys")
WHO = ["--as", "信访局.档案岗", "--person", "p-archivist"]
GONGSHU = Path(__file__).parents[2] / "districts" / "gongshu"
SAMPLE = (files("yunhe.mechanisms.acts") / "sample.yaml").read_text(encoding="utf-8")


def said(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> str:
    assert main([*words]) == code
    shown = capsys.readouterr()
    return shown.err if code else shown.out


@pytest.fixture
def person() -> str:
    sealed_into("信访", "X-1")
    return str(rows("SELECT id FROM vault_person")[0][0])


def test_a_key_is_made_used_and_laid_aside(
    person: str, keys: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = ["keys", "new", str(keys), "--store", "信访"]
    assert "信访" in said(capsys, *made, "--name", "2026-2")
    assert "已有主密钥" in said(capsys, *made, "--name", "2026-2", code=2)
    assert "▲ 旧的，还有用（1 人和索引）" in said(capsys, "keys", "list")
    assert "已换 2" in said(capsys, "keys", "rotate", "--store", "信访", *WHO)
    listed = said(capsys, "keys", "list")
    assert "信访  1  ○ 旧的，可以销毁（0 人）" in listed
    assert "信访  2026-2  ● 在用（1 人和索引）" in listed
    assert not [
        word for line in keys.read_text(encoding="utf-8").split("\n") for word in line.split()[2:] if word in listed
    ]
    monkeypatch.delenv("YUNHE_KEYS")
    assert "信访  2026-2  ■ 缺少：打不开" in said(capsys, "keys", "list")
    assert "没有主密钥" in said(capsys, "keys", "rotate", "--store", "信访", *WHO, code=2)


def test_a_person_is_found_by_matter_and_by_number_and_the_search_is_logged(
    person: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert said(capsys, "person", "--of", "X-1") == f"{person}  信访库  3 项内容\n"
    assert "没有个人信息" in said(capsys, "person", "--of", "X-9")
    search = ["person", "--store", "信访", "--id-number", *WHO]
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{NUMBER}\n"))
    assert said(capsys, *search, "--for", "本人要求删除") == f"{person}\n"
    monkeypatch.setattr("sys.stdin", io.StringIO("11010519491231003X\n"))
    assert "校验码不符" in said(capsys, *search, "--for", "核对", code=2)
    assert "为什么看" in said(capsys, *search, code=2)
    logged = rows("SELECT post, purpose, subject, person, shown FROM vault_look")
    assert [row[:4] for row in logged] == [("信访局.档案岗", "本人要求删除", "vault:信访", person)]
    assert json.loads(logged[0][4]) == {"身份证号": "查找"}


def test_erasing_is_first_shown_and_then_done(person: str, capsys: pytest.CaptureFixture[str]) -> None:
    shown = said(capsys, "erase", person, "--because", "本人要求")
    assert f"{person}（信访库）：3 项内容，1 件事项" in shown
    assert all(f"{name}" in shown for name in ("X-1：", "姓名", "电话", "身份证号"))
    assert "以上没有删除" in shown
    assert NAME not in shown
    assert len(rows("SELECT id FROM vault_payload")) == 3
    assert "谁来删除" in said(capsys, "erase", person, "--because", "本人要求", "--yes", code=2)
    assert "为什么删除" in said(capsys, "erase", person, *WHO, "--yes", code=2)
    assert "3 项内容，密钥已销毁" in said(capsys, "erase", person, "--because", "本人要求", *WHO, "--yes")
    assert not rows("SELECT id FROM vault_payload")
    assert "已删除" in said(capsys, "erase", person, code=2)


def test_consent_from_the_shell(person: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paper = tmp_path / f"{NAME}同意书.pdf"
    paper.write_bytes(b"%PDF")
    more = ["--for", "安居守护", *WHO]
    words = ["--basis", "个人信息保护法 第二十九条", "--scope", "设备告警"]
    assert "没有附证据" in said(capsys, "consent", "give", person, *more, *words, code=2)
    given = said(capsys, "consent", "give", person, *more, *words, "--file", str(paper))
    assert given == f"person:{person}#1 已登记：同意“安居守护”\n"
    assert "安居守护：设备告警（个人信息保护法 第二十九条；本人，书面）" in said(capsys, "consent", "list", person)
    assert "已登记：撤回" in said(capsys, "consent", "withdraw", person, *more)
    assert "没有有效的同意" in said(capsys, "consent", "list", person)
    assert NAME not in str(rows("SELECT body FROM ledger_event"))
    explained = said(capsys, "explain", f"person:{person}#1")
    assert "这一步由信访局.档案岗作出，不是自动作出的。" in explained


def test_an_escalation_is_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    district = tmp_path / "区"
    (district / "mechanisms").mkdir(parents=True)
    for name in ("systems.yaml", "district.yaml"):
        shutil.copy(GONGSHU / name, district / name)
    (district / "mechanisms" / "样本.yaml").write_text(SAMPLE, encoding="utf-8")
    office = office_of(str(district))
    opened = moment("2025-03-03T09:00")
    number = work.open_one(office, "样本", Act("登记", "申请人", opened)).subject
    tick(office, opened + timedelta(days=9))
    shown = said(capsys, "explain", f"{number}#3", "--district", str(district))
    for sentence in (
        "这一步由系统到时自动作出，没有人参与决定。",
        "触发：时限届满，记为逾期，定在2025年3月5日24时。",
        "计算：自2025年3月3日09:00起2个工作日，到期2025年3月5日24时",
        "《中华人民共和国个人信息保护法》第二十四条第三款",
    ):
        assert sentence in shown
    assert "由此计时：“待受理”" in said(capsys, "explain", f"{number}#1", "--district", str(district))
    assert "只有3条记录" in said(capsys, "explain", f"{number}#4", code=2)
    assert "不是一条办理记录" in said(capsys, "explain", number, code=2)
    assert "没有这件事项" in said(capsys, "explain", "没有#1", code=2)
