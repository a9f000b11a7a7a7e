"""People at the public counter, for tests: they fill in a form, take number and code home, come back with them."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import pytest
from django.test import Client
from holders import hold
from vaults import key_file
from visitors import GONGSHU, stranger

from yunhe.access.roles import access_of
from yunhe.mechanisms.act import Act
from yunhe.server.access import held
from yunhe.server.access.acting import do_as
from yunhe.server.access.reader import seat_of
from yunhe.server.clock import now
from yunhe.server.office import office_of

CLERK = "W-90"  # with a stroke, which no token of a form has
PHOTO = b"\x89PNG\r\n\x1a\n" + b"0" * 200
ENTERPRISE: Mapping[str, str] = {
    "标题": "门前道路施工货车进不来",
    "诉求内容": "石桥路围挡占了装卸口，希望留一条通道",
    "联系人": "王小明",
    "联系电话": "13805710000",
    "街道": "文晖街道",
}
BELL: Mapping[str, str] = {"铃声": "小学门口放学时堵车", "铃声内容": "下午四点半堵死", "属地街道": "米市巷街道"}
GUARD: Mapping[str, str] = {
    "姓名": "例老人",
    "身份证号": "11010519491231002X",
    "年满六十周岁": "是",
    "住址": "拱墅区某路1号",
    "社区": "某社区",
    "健康情况": "听力差",
    "紧急联系人": "李四",
    "紧急联系电话": "13900000000",
    "服务商": "某守护公司",
}


class Receipt(NamedTuple):
    """What somebody took home."""

    number: str
    code: str


def at_the_counter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys of the stores that people's matters lie in, and a folder for their files."""
    monkeypatch.setenv("YUNHE_KEYS", key_file(tmp_path / "主密钥", "公共", "安居守护"))
    monkeypatch.setenv("YUNHE_FILES", str(tmp_path / "files"))


def fill(client: Client, key: str, answers: Mapping[str, str], **files: Any) -> None:
    """Every page of a form up to the review."""
    from yunhe.server.pages.counter.drafting import offered

    mechanism = offered(key)
    assert mechanism is not None
    assert mechanism.counter is not None
    for number, step in enumerate(mechanism.counter.steps, 1):
        sent = {question.field: answers.get(question.field, "") for question in step.questions}
        answer = client.post(f"/counter/apply/{key}/{number}/", sent)
        assert answer.status_code == 302, number
        assert "check" not in answer["Location"], number
    if files:
        client.post(f"/counter/apply/{key}/files/", files)


def hand_in(client: Client, key: str, answers: Mapping[str, str], **files: Any) -> Receipt:
    """The whole form, handed in."""
    fill(client, key, answers, **files)
    page = client.get(f"/counter/apply/{key}/review/").content.decode()
    agreed = re.search(r'name="agree" value="([0-9a-f]+)"', page)
    answer = client.post(f"/counter/apply/{key}/review/", {"agree": agreed[1]} if agreed else {})
    assert answer.status_code == 302, answer.content.decode()
    found = re.findall(r'class="code">([^<]+)<', client.get("/counter/receipt/").content.decode())
    return Receipt(*found)


def come_back(receipt: Receipt, client: Client | None = None) -> Client:
    """Somebody with number and code, in another browser."""
    client = client or stranger()
    answer = client.post("/counter/follow/", {"number": receipt.number, "code": receipt.code})
    assert answer.status_code == 302, answer.content.decode()
    return client


def seen(client: Client, number: str) -> str:
    """The page of a matter."""
    answer = client.get(f"/counter/matter/{quote(number)}/")
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def inside(number: str, name: str, post: str, units: Mapping[str, str] = {}, **given: Any) -> None:
    """Something that a clerk does with a matter, through the seat of the post, which must see it."""
    if post not in {holding.post for holding in held.of_person(CLERK)}:
        hold(GONGSHU, **{CLERK: post})
    seat = seat_of(access_of(GONGSHU), post, CLERK, now())
    do_as(office_of(str(GONGSHU)), seat, number, Act(name, post, now(), CLERK, given, units=units))


def answered(number: str) -> None:
    """An enterprise's matter up to the answer."""
    centre = "企业综合服务中心"
    inside(number, "打标签", f"{centre}.受理岗", 类别="一般", 标签=["基础设施"])
    inside(number, "分派", f"{centre}.分派岗", {"主办单位": "区住建局"})
    inside(number, "签收", "区住建局.承办岗")
    inside(number, "答复", "区住建局.承办岗", 办理结果="解决", 答复意见="围挡已后退，装卸口恢复")
