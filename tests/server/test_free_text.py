"""Free texts and evidence that may name people: under the matter's own key, encrypted on the disk."""

import os
from datetime import datetime
from pathlib import Path

import pytest
from vaults import NAME, NUMBER, PHONE, READER, Roles, kept, key_file, rows

from yunhe.errors import YunheError
from yunhe.mechanisms.act import Act
from yunhe.mechanisms.guarding import sealed_as
from yunhe.mechanisms.library import library_of
from yunhe.mechanisms.machine import is_sealed
from yunhe.mechanisms.mechanism import Mechanism
from yunhe.mechanisms.workdays import CHINA, Calendar
from yunhe.server.errors import StoreError
from yunhe.server.files import folder
from yunhe.server.ledger import chain
from yunhe.server.matters import evidence, rebuild, row, work
from yunhe.server.matters.vaulting import sealed_fields
from yunhe.server.vault import sealed_files
from yunhe.server.vault.erasure import Order, erase
from yunhe.server.vault.opening import open_file, open_values
from yunhe.types import Json

NOW = datetime(2025, 3, 3, 9, 0, tzinfo=CHINA)
LOOP = """
mechanism: {name}
basis: 示例口径
kept_by: yunhe
store: {store}
retention: {{days: 30, after: 办结, basis: 示例口径}}
fields:
  标题: {{type: text, class: 公开}}
  情况: long_text
  来访人: {{type: person, class: 个人}}
  电话: {{type: phone, class: 个人}}
flow: [退回, 更正, 关联, 催办, 委派]
start: 待接待
states:
  待接待:
    owner: 区信访局.接待岗
    within: 5 workdays
    actions:
      接待: {{to: 待办, needs: [接待意见, 登记表]}}
      不接: {{to: 不接, needs: [理由]}}
  待办: {{owner: 区信访局.接待岗, within: 5 workdays, actions: {{办好: 已办}}}}
  已办:
  不接:
"""
POST = "区信访局.接待岗"
SEES = Roles({"信访": ("内部", "个人", "敏感个人")})
SECRET = "家里漏水的王老太"

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture(autouse=True)
def _keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YUNHE_KEYS", key_file(tmp_path / "主密钥", "信访", "公共"))
    monkeypatch.setenv("YUNHE_FILES", str(tmp_path / "files"))


@pytest.fixture
def office(tmp_path: Path) -> work.Office:
    folder = tmp_path / "区" / "mechanisms"
    folder.mkdir(parents=True)
    for name, store in (("来访", "信访"), ("来电", "公共")):
        (folder / f"{name}.yaml").write_text(LOOP.format(name=name, store=store), encoding="utf-8")
    return work.Office(library_of(folder.parent), Calendar.shipped())


def opened(office: work.Office, key: str = "来访", **given: Json) -> str:
    return work.open_one(office, key, Act("登记", "申请人", NOW, given=given)).subject


def paper(tmp_path: Path, content: bytes = SECRET.encode()) -> str:
    path = tmp_path / f"{NAME}登记表.txt"
    path.write_bytes(content)
    return str(path)


def mechanism_of(office: work.Office, number: str) -> Mechanism:
    return office.version_of(row.find(number))


def received(office: work.Office, number: str, path: str) -> None:
    file = evidence.keep(path, sealed=sealed_as(mechanism_of(office, number), "登记表") is not None)
    work.do(office, number, Act("接待", POST, NOW, given={"接待意见": f"{SECRET}要求维修", "登记表": file}))


def test_no_word_of_a_guarded_matter_lies_in_the_open(office: work.Office, tmp_path: Path) -> None:
    number = opened(office, 标题="漏水", 情况=SECRET, 来访人=NAME)
    path = paper(tmp_path)
    received(office, number, path)
    work.do(office, number, Act("更正", POST, NOW, given={"情况": f"{SECRET}，三楼", "理由": f"{SECRET}说错了"}))
    Path(path).unlink()
    whole = kept(tmp_path)
    assert "漏水" in whole
    assert SECRET not in whole
    assert NAME not in whole
    on_disk = b"".join(file.read_bytes() for file in (tmp_path / "files").rglob("*") if file.is_file())
    assert SECRET.encode() not in on_disk
    assert len(on_disk) > 0
    assert is_sealed(row.find(number).values["情况"])
    assert list(rebuild.differences()) == []
    assert rows("SELECT COUNT(DISTINCT person) FROM vault_payload WHERE person LIKE 'm-%'") == [(1,)]
    assert rows("SELECT COUNT(DISTINCT person) FROM vault_payload WHERE person LIKE 'p-%'") == [(1,)]


def test_what_was_put_away_is_shown_on_record(office: work.Office, tmp_path: Path) -> None:
    number = opened(office, 情况=SECRET)
    received(office, number, paper(tmp_path))
    given = chain.read(number)[-1].body["given"]
    assert isinstance(given, dict)
    fields = sealed_fields(mechanism_of(office, number), given)
    shown = open_values(READER, "办理", SEES, number, fields, given)
    assert shown["接待意见"] == f"{SECRET}要求维修"
    file = shown["登记表"]
    assert isinstance(file, dict)
    assert set(file) == {"name", "sha256", "size"}
    name, blocks = open_file(READER, "核对", SEES, number, fields["登记表"], given["登记表"], folder())
    assert rows("SELECT purpose FROM vault_look ORDER BY id DESC LIMIT 1") == [("核对",)]
    assert (name, b"".join(blocks)) == (f"{NAME}登记表.txt", SECRET.encode())


def test_who_may_not_see_gets_no_file_and_that_too_is_on_record(office: work.Office, tmp_path: Path) -> None:
    number = opened(office)
    received(office, number, paper(tmp_path))
    given = chain.read(number)[-1].body["given"]
    assert isinstance(given, dict)
    field = sealed_fields(mechanism_of(office, number), given)["登记表"]
    with pytest.raises(StoreError, match="“登记表”未给"):
        open_file(READER, "好奇", Roles({}), number, field, given["登记表"], folder())
    assert rows("SELECT purpose FROM vault_look") == [("好奇",)]


@pytest.mark.parametrize("size", [0, 1, sealed_files.BLOCK, sealed_files.BLOCK + 1, 2 * sealed_files.BLOCK])
def test_a_file_of_any_size_comes_back_and_no_change_goes_unseen(size: int, tmp_path: Path) -> None:
    content = os.urandom(size)
    source = tmp_path / "源"
    source.write_bytes(content)
    with source.open("rb") as file:
        one = sealed_files.put(file, tmp_path)
    assert b"".join(sealed_files.opened(tmp_path, one.kept, one.key)) == content
    path = sealed_files.place(tmp_path, one.kept)
    whole = path.read_bytes()
    for changed in (
        whole[:-1],
        whole + b"x",
        whole[:5] + bytes([whole[5] ^ 1]) + whole[6:],
        whole[: sealed_files.BLOCK + 28],
    ):
        if changed != whole:
            path.write_bytes(changed)
            with pytest.raises(sealed_files.ciphers.TamperedError):
                b"".join(sealed_files.opened(tmp_path, one.kept, one.key))


def test_what_is_erased_of_a_matter_takes_its_files_with_it(office: work.Office, tmp_path: Path) -> None:
    number = opened(office, 情况=SECRET)
    received(office, number, paper(tmp_path))
    event = chain.read(number)[-1]
    (key,) = [str(person) for (person,) in rows("SELECT DISTINCT person FROM vault_payload")]
    assert erase(key, Order("区信访局.档案岗", "w-1", NOW, "保存期满")).whole
    assert not [file for file in (tmp_path / "files").rglob("*") if file.is_file()]
    given = event.body["given"]
    assert isinstance(given, dict)
    fields = sealed_fields(mechanism_of(office, number), given)
    assert open_values(READER, "办理", SEES, number, fields, given) == {"接待意见": "已删除", "登记表": "已删除"}
    assert list(rebuild.differences()) == []


def test_a_reason_in_a_shared_store_stands_in_the_open(office: work.Office) -> None:
    number = opened(office, "来电", 情况="路灯不亮")
    work.do(office, number, Act("不接", POST, NOW, given={"理由": "不属本局"}))
    assert chain.read(number)[-1].body["given"] == {"理由": "不属本局"}
    assert row.find(number).values == {"情况": "路灯不亮"}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"情况": f"请回电{PHONE}"}, "“情况”里写了手机号码.*填到“电话”"),
        ({"标题": f"{NUMBER}来访"}, "“标题”里写了公民身份号码.*设一个 class 为个人的字段"),
    ],
)
def test_a_number_in_plain_text_is_refused_with_where_it_belongs(
    office: work.Office, given: dict[str, Json], said: str
) -> None:
    with pytest.raises(work.RefusedError, match=said):
        opened(office, "来电", **given)
    assert rows("SELECT * FROM ledger_event") == []
    number = opened(office, "来电", 电话=PHONE)
    with pytest.raises(work.RefusedError, match="“理由”里写了手机号码"):
        work.do(office, number, Act("不接", POST, NOW, given={"理由": f"打{PHONE}没人接"}))


def test_a_number_in_a_sealed_text_is_taken(office: work.Office, tmp_path: Path) -> None:
    opened(office, 情况=f"请回电{PHONE}")
    assert PHONE not in kept(tmp_path)


def test_a_reason_given_in_a_store_of_its_own_stays_there(office: work.Office, tmp_path: Path) -> None:
    guarded, shared = opened(office), opened(office, "来电")
    work.do(office, guarded, Act("关联", POST, NOW, given={"理由": SECRET}, to=shared))
    assert SECRET not in kept(tmp_path)
    assert row.find(shared).links == {guarded: f"见 {guarded}"}
    assert is_sealed(row.find(guarded).links[shared])


@pytest.mark.parametrize(("reason", "said"), [("", "缺少“理由”"), ("  ", "“理由”不是文字")])
def test_an_empty_reason_is_still_refused(office: work.Office, reason: str, said: str) -> None:
    number = opened(office)
    with pytest.raises(YunheError, match=said):
        work.do(office, number, Act("不接", POST, NOW, given={"理由": reason}))
