"""No step without the consent it stands on; who takes it back stops every running matter in the same transaction."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from holders import by, hold
from register_files import stands
from vaults import NAME, NUMBER, key_file, rows

from yunhe.cli import main
from yunhe.errors import DefinitionError, YunheError
from yunhe.mechanisms import grammar
from yunhe.mechanisms.act import Act
from yunhe.mechanisms.workdays import CHINA
from yunhe.server.ledger import chain
from yunhe.server.matters import rebuild, row, work
from yunhe.server.office import office_of
from yunhe.server.vault.consent import Consent, Officer, give, has_consent
from yunhe.types import Json

NOW = datetime(2025, 3, 3, 9, 0, tzinfo=CHINA)
GONGSHU = Path(__file__).parents[2] / "districts" / "gongshu"
KEY = "安居守护服务"
FILE: Json = {"name": "同意书.pdf", "sha256": "0" * 64, "size": 9}
GIVEN: dict[str, Json] = {
    "守护户": "H-1",
    "服务商": "某公司",
    "社区": "某社区",
    "姓名": NAME,
    "身份证号": NUMBER,
    "住址": "拱墅区某路1号",
    "紧急联系人": "李四",
    "紧急联系电话": "13900000000",
    "年满六十周岁": True,
}
ALWAYS = """
mechanism: 探访
basis: 示例口径
kept_by: yunhe
store: 安居守护
retention: {days: 30, after: 办结, basis: 示例口径}
fields:
  姓名: {type: person, class: 个人, needed: true}
  身份证号: {type: id_number, class: 敏感个人, needed: true}
consent: {purpose: 安居守护, of: 姓名, before: [登记, 探访], withdraw: {do: 停止探访}}
start: 在探访
states:
  在探访:
    owner: 社区.守护岗
    within: 30 days
    actions:
      探访: {to: 在探访, needs: [探访说明]}
      请假: 请假中
      停止探访: {to: 已停止, by: 申请人}
  请假中: {owner: 社区.守护岗, within: 30 days, actions: {回来: 在探访}}
  已停止:
"""

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture(autouse=True)
def district(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "区"
    (folder / "mechanisms").mkdir(parents=True)
    for name in ("access.yaml", "district.yaml", "stores.yaml", "systems.yaml", f"mechanisms/{KEY}.yaml"):
        (folder / name).write_text((GONGSHU / name).read_text(encoding="utf-8"), encoding="utf-8")
    service = folder / f"mechanisms/{KEY}.yaml"
    written = service.read_text(encoding="utf-8").replace("{type: ref, register: 安居守护户,", "{type: text,")
    service.write_text(written, encoding="utf-8")  # no register is loaded here
    (folder / "mechanisms/探访.yaml").write_text(ALWAYS, encoding="utf-8")
    monkeypatch.setenv("YUNHE_KEYS", key_file(tmp_path / "主密钥", "安居守护"))
    stands("安居守护户", "H-1", store="安居守护")
    return folder


@pytest.fixture
def office(district: Path) -> work.Office:
    return office_of(str(district))


def do(office: work.Office, number: str, name: str, by: str, hours: int, **given: Json) -> None:
    through = {"as": "代录", "post": "某社区.守护岗", "person": "w-1"} if by == "申请人" else {}
    person = "" if through else "w-1"
    work.do(office, number, Act(name, by, NOW + timedelta(hours=hours), person, given, through=through))


def applied(office: work.Office) -> str:
    number = work.open_one(office, KEY, Act("登记", "申请人", NOW, given=GIVEN)).subject
    do(office, number, "审核通过", "某社区.守护岗", 1, 守护户="H-1", 政府购买=False)
    return number


def signed(office: work.Office) -> str:
    do(office, number := applied(office), "签署同意书", "申请人", 2, 同意人="监护人", 告知书=FILE, 同意书=FILE)
    return number


def installed(office: work.Office) -> str:
    do(office, number := signed(office), "安装", "某公司.安装岗", 3, 设备=["烟感"], 安装验收单=FILE)
    return number


def person() -> str:
    return str(rows("SELECT person FROM vault_identity")[0][0])


def visits(office: work.Office, hours: int = 4) -> str:
    given: dict[str, Json] = {"姓名": NAME, "身份证号": NUMBER}
    return work.open_one(office, "探访", Act("登记", "社区.守护岗", NOW + timedelta(hours=hours), given=given)).subject


def test_signing_writes_the_consent_down_with_its_proof(office: work.Office) -> None:
    number = signed(office)
    [event] = chain.read(f"person:{person()}")
    assert (event.kind, event.actor, event.person) == ("consented", "某社区.守护岗", "w-1")
    said = {key: event.body[key] for key in ("purpose", "basis", "by", "form", "evidence")}
    assert said == {
        "purpose": "安居守护",
        "basis": "个人信息保护法 第二十九条",
        "by": "监护人",
        "form": "书面",
        "evidence": {"sha256": "0" * 64, "size": 9},
    }
    assert row.find(number).state == "待安装"


def test_without_consent_nothing_is_installed(office: work.Office) -> None:
    number = signed(office)
    officer = Officer("区民政局.登记岗", "w-2", NOW + timedelta(hours=2))
    from yunhe.server.vault.consent import withdraw

    withdraw(person(), "安居守护", officer)
    before = chain.head(number)
    with pytest.raises(YunheError, match="没有对“安居守护”的同意，或已撤回"):
        do(office, number, "安装", "某公司.安装岗", 3, 设备=["烟感"], 安装验收单=FILE)
    assert chain.head(number) == before


def test_nothing_is_opened_that_stands_on_a_consent_nobody_gave(office: work.Office) -> None:
    with pytest.raises(YunheError, match="没有对“安居守护”的同意"):
        visits(office)
    assert rows("SELECT * FROM ledger_event WHERE kind <> 'entered'") == []
    assert rows("SELECT * FROM vault_payload") == []


def test_who_takes_consent_back_in_one_matter_stops_the_others_too(office: work.Office) -> None:
    number = installed(office)
    other = visits(office)
    do(office, number, "撤回同意", "申请人", 5)
    assert row.find(number).state == "待拆机"
    assert row.find(other).state == "已停止"
    assert not has_consent(person(), "安居守护", NOW + timedelta(hours=5))
    last = chain.read(other)[-1]
    assert (last.body["do"], last.actor, last.person) == ("停止探访", "申请人", "")
    assert last.body["through"] == {"as": "代录", "post": "某社区.守护岗", "person": "w-1"}
    with pytest.raises(YunheError, match="没有对“安居守护”的同意"):
        visits(office, 6)
    assert list(rebuild.differences()) == []


@pytest.mark.parametrize(("hours", "act"), [(3, "签署同意书"), (5, "撤回同意")])
def test_what_was_said_of_consent_is_not_taken_back_as_a_slip(office: work.Office, hours: int, act: str) -> None:
    number = signed(office)
    if act == "撤回同意":
        do(office, number, act, "申请人", 4)
    before = row.find(number)
    with pytest.raises(YunheError, match="没有可以撤回的一步"):
        do(office, number, "撤回", "申请人", hours)
    assert row.find(number) == before


def test_from_the_shell_a_withdrawal_stops_what_it_can_and_names_the_rest(
    office: work.Office, district: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    number, other = installed(office), visits(office)
    do(office, other, "请假", "社区.守护岗", 5)
    hold(district, W2="区民政局.养老服务岗")
    words = ["consent", "withdraw", person(), "--for", "安居守护", *by("区民政局.养老服务岗", "W2", district)]
    assert main(words) == 0
    shown = capsys.readouterr().out
    assert f"○ {number} 已随之撤回" in shown
    assert f"■ 还在办，要人来停：{other}" in shown
    assert (row.find(number).state, row.find(other).state) == ("待拆机", "请假中")


def test_a_withdrawal_that_fails_half_way_changes_nothing(office: work.Office, monkeypatch: pytest.MonkeyPatch) -> None:
    number, other = installed(office), visits(office)

    def fails(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("yunhe.server.matters.consents.follow", fails)
    with pytest.raises(KeyboardInterrupt):
        do(office, number, "撤回同意", "申请人", 5)
    assert (row.find(number).state, row.find(other).state) == ("在服务", "在探访")
    assert has_consent(person(), "安居守护", NOW + timedelta(hours=6))


def test_who_agreed_before_needs_not_agree_again(office: work.Office) -> None:
    applied(office)
    officer = Officer("区民政局.登记岗", "w-2", NOW)
    evidence = {"name": "同意书.pdf", "sha256": "0" * 64, "size": 9}
    give(person(), Consent("安居守护", "个人信息保护法 第二十九条", "告警", evidence=evidence), officer)
    other = work.open_one(
        office, "探访", Act("登记", "社区.守护岗", NOW, given={"姓名": NAME, "身份证号": NUMBER})
    ).subject
    do(office, other, "探访", "社区.守护岗", 1, 探访说明="安好")


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("of: 姓名", "of: 标题", 10, "“标题”不是个人信息字段"),
        ("before: [登记, 探访]", "before: [登记, 采访]", 10, "没有名为“采访”的动作"),
        ("do: 停止探访}", "do: 停止}", 10, "没有名为“停止”的动作"),
        ("停止探访: {to: 已停止, by: 申请人}", "停止探访: {to: 已停止, by: 申请人, needs: [理由]}", 10, "随时撤回"),
        ("停止探访: {to: 已停止, by: 申请人}", "停止探访: {to: 已停止, by: 社区.守护岗}", 10, "随时撤回"),
    ],
)
def test_a_consent_that_cannot_be_meant_is_refused_with_its_line(old: str, new: str, line: int, said: str) -> None:
    with pytest.raises(DefinitionError, match=said) as raised:
        grammar.parse(ALWAYS.replace(old, new))
    assert raised.value.line == line
