"""The verbs of the vault from the shell: keys, person, erase, consent, explain; refusals say what to do."""

import io
import json
import shutil
from datetime import timedelta
from importlib.resources import files
from pathlib import Path

import pytest
from holders import by, hold
from vaults import NAME, NUMBER, rows, sealed_into

from yunhe.cli import main
from yunhe.mechanisms.act import Act
from yunhe.server.matters import work
from yunhe.server.matters.tick import tick
from yunhe.server.office import moment, office_of

pytestmark = pytest.mark.usefixtures("database", "keys", "held")
GONGSHU = Path(__file__).parents[2] / "districts" / "gongshu"
ARCHIVE, SYSTEM = "区信访局.档案岗", "区数据局.系统管理员"
WHO, KEEPER = by(ARCHIVE, "W1", GONGSHU), by(SYSTEM, "S1", GONGSHU)
SAMPLE = (files("yunhe.mechanisms.acts") / "sample.yaml").read_text(encoding="utf-8")


def said(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> str:
    assert main([*words]) == code
    shown = capsys.readouterr()
    return shown.err if code else shown.out


@pytest.fixture
def held(database: str) -> None:
    hold(GONGSHU, W1=ARCHIVE, S1=SYSTEM, C1="区民政局.养老服务岗")


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
    assert "已换 2" in said(capsys, "keys", "rotate", "--store", "信访", *KEEPER)
    listed = said(capsys, "keys", "list")
    assert "信访  1  ○ 旧的，可以销毁（0 人）" in listed
    assert "信访  2026-2  ● 在用（1 人和索引）" in listed
    assert not [
        word for line in keys.read_text(encoding="utf-8").split("\n") for word in line.split()[2:] if word in listed
    ]
    monkeypatch.delenv("YUNHE_KEYS")
    assert "信访  2026-2  ■ 缺少：打不开" in said(capsys, "keys", "list")
    assert "没有主密钥" in said(capsys, "keys", "rotate", "--store", "信访", *KEEPER, code=2)


def test_a_person_is_found_by_matter_and_by_number_and_the_search_is_logged(
    person: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert said(capsys, "person", "--of", "X-1", *WHO) == f"{person}  信访库  3 项内容\n"
    assert "没有个人信息" in said(capsys, "person", "--of", "X-9", *WHO)
    search = ["person", "--store", "信访", "--id-number", *WHO]
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{NUMBER}\n"))
    assert said(capsys, *search, "--for", "本人要求删除") == f"{person}\n"
    monkeypatch.setattr("sys.stdin", io.StringIO("11010519491231003X\n"))
    assert "校验码不符" in said(capsys, *search, "--for", "核对", code=2)
    assert "为什么看" in said(capsys, *search, code=2)
    logged = rows("SELECT post, purpose, subject, person, shown FROM vault_look")
    assert [row[:4] for row in logged] == [(ARCHIVE, "本人要求删除", "vault:信访", person)]
    assert json.loads(logged[0][4]) == {"身份证号": "查找"}


def test_erasing_is_first_shown_and_then_done(person: str, capsys: pytest.CaptureFixture[str]) -> None:
    shown = said(capsys, "erase", person, "--because", "本人要求", *WHO)
    assert f"{person}（信访库）：3 项内容，1 件事项" in shown
    assert all(f"{name}" in shown for name in ("X-1：", "姓名", "电话", "身份证号"))
    assert "以上没有删除" in shown
    assert NAME not in shown
    assert len(rows("SELECT id FROM vault_payload")) == 3
    assert "谁来删除" in said(capsys, "erase", person, "--because", "本人要求", "--yes", code=2)
    assert "为什么删除" in said(capsys, "erase", person, *WHO, "--yes", code=2)
    assert "3 项内容，密钥已销毁" in said(capsys, "erase", person, "--because", "本人要求", *WHO, "--yes")
    assert not rows("SELECT id FROM vault_payload")
    assert "已删除" in said(capsys, "erase", person, *WHO, code=2)


def test_consent_from_the_shell(person: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paper = tmp_path / f"{NAME}同意书.pdf"
    paper.write_bytes(b"%PDF")
    more = ["--for", "安居守护", *WHO]
    words = ["--basis", "个人信息保护法 第二十九条", "--scope", "设备告警"]
    assert "没有附证据" in said(capsys, "consent", "give", person, *more, *words, code=2)
    given = said(capsys, "consent", "give", person, *more, *words, "--file", str(paper))
    assert given == f"person:{person}#1 已登记：同意“安居守护”\n"
    assert "安居守护：设备告警（个人信息保护法 第二十九条；本人，书面）" in said(
        capsys, "consent", "list", person, *WHO
    )
    assert "已登记：撤回" in said(capsys, "consent", "withdraw", person, *more)
    assert "没有有效的同意" in said(capsys, "consent", "list", person, *WHO)
    assert NAME not in str(rows("SELECT body FROM ledger_event"))
    explained = said(capsys, "explain", f"person:{person}#1", *WHO)
    assert "这一步由区信访局.档案岗作出，不是自动作出的。" in explained


def test_an_escalation_is_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    district = tmp_path / "区"
    (district / "mechanisms").mkdir(parents=True)
    for name in ("systems.yaml", "district.yaml"):
        shutil.copy(GONGSHU / name, district / name)
    (district / "mechanisms" / "样本.yaml").write_text(SAMPLE, encoding="utf-8")
    office = office_of(str(district))
    opened = moment("2025-03-03T09:00")
    number = work.open_one(office, "样本", Act("登记", "申请人", opened), simulated=True).subject
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
    assert "只有3条记录" in said(capsys, "explain", f"{number}#4", "--district", str(district), code=2)
    assert "不是一条办理记录" in said(capsys, "explain", number, code=2)
    assert "没有这件事项" in said(capsys, "explain", "没有#1", code=2)


def test_each_needs_a_held_post_that_may_in_that_store(person: str, capsys: pytest.CaptureFixture[str]) -> None:
    clerk = by("区民政局.养老服务岗", "C1", GONGSHU)
    nobody = by(ARCHIVE, "W9", GONGSHU)
    consent = ["--for", "某事", "--basis", "法", "--scope", "某些", "--form", "口头"]
    verbs = (
        ["person", "--of", "X-1"],
        ["person", "--store", "信访", "--id-number", "--for", "查"],
        ["erase", person],
        ["erase", person, "--because", "删", "--yes"],
        ["consent", "give", person, *consent],
        ["consent", "withdraw", person, "--for", "某事"],
        ["consent", "list", person],
        ["keys", "rotate", "--store", "信访"],
        ["explain", f"person:{person}#1"],
    )
    for verb in verbs:
        assert "此刻不在这个岗位" in said(capsys, *verb, *nobody, code=2), verb
    for verb in verbs[:-1]:
        refused = said(capsys, *verb, *clerk, code=2)  # has 同意, but in another store
        assert "这个岗位不能" in refused or "不能在“信访”库" in refused, verb
    assert len(rows("SELECT id FROM vault_payload")) == 3
    assert rows("SELECT id FROM vault_look") == []
