"""The public counter without a browser's scripts: handing in, following, answering, and what nobody else sees."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from applicants import (
    BELL,
    CLERK,
    ENTERPRISE,
    GUARD,
    PHOTO,
    Receipt,
    answered,
    at_the_counter,
    come_back,
    fill,
    hand_in,
    inside,
    seen,
)
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from holders import by, hold
from register_files import stands
from vaults import kept, rows
from visitors import GONGSHU, resident, staff, stranger

from yunhe.access.roles import access_of
from yunhe.cli import main
from yunhe.errors import UnreadableError
from yunhe.mechanisms.act import Act
from yunhe.server.access import outside
from yunhe.server.clock import now
from yunhe.server.counter import answering, codes, following
from yunhe.server.ledger import chain
from yunhe.server.matters import row
from yunhe.server.matters.work import RefusedError
from yunhe.server.office import office_of
from yunhe.server.vault import consent
from yunhe.types import Json

pytestmark = pytest.mark.usefixtures("database", "counter")
KEY = "企呼我应"


@pytest.fixture
def counter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at_the_counter(tmp_path, monkeypatch)


def test_an_enterprise_hands_in_follows_and_judges_the_answer() -> None:
    photo = SimpleUploadedFile("路口.png", PHOTO, "image/png")
    receipt = hand_in(stranger(), KEY, ENTERPRISE, files=[photo])
    first, second = chain.read(receipt.number)
    assert (first.actor, first.person, first.body["through"]) == ("申请人", "", {"as": "公众窗口"})
    assert not row.find(receipt.number).simulated
    assert second.body["do"] == "补充"
    assert "路口.png" in str(second.body["given"])
    client = come_back(receipt)
    page = seen(client, receipt.number)
    assert "正在看是哪一类事" in page
    assert "企业综合服务中心" in page
    assert "1个工作日" in page
    assert "路口.png" in page
    answered(receipt.number)
    page = seen(client, receipt.number)
    assert "已经答复，请您评价" in page
    assert "围挡已后退" in page
    assert "再次" not in page
    assert "还是不满意" not in page
    for inner in ("承办岗", CLERK, "13805710000", "王小明", "基础设施"):
        assert inner not in page, inner
    answer = client.post(f"/counter/matter/{receipt.number}/do/不满意/", {"理由": ""})
    assert "没有填" in answer.content.decode()
    assert row.find(receipt.number).state == "待评价"
    back = client.post(f"/counter/matter/{receipt.number}/do/不满意/", {"理由": "围挡第二天又回来了"})
    assert back.status_code == 302, back.content.decode()
    assert row.find(receipt.number).state == "重新办理"
    assert "您不满意，正在重新办" in seen(client, receipt.number)
    inside(receipt.number, "重新答复", "区住建局.承办岗", 办理结果="解决", 答复意见="已派人盯守")
    page = seen(client, receipt.number)
    assert "还是不满意" in page
    assert "/do/%E4%B8%8D%E6%BB%A1%E6%84%8F/" not in page
    client.post(f"/counter/matter/{receipt.number}/do/评价/", {"评价": "不满意"})
    assert row.find(receipt.number).state == "待评价"
    client.post(f"/counter/matter/{receipt.number}/do/评价/", {"评价": "满意"})
    assert row.find(receipt.number).outcome == "解决"


def test_the_number_alone_opens_nothing_and_tells_nothing() -> None:
    receipt = hand_in(stranger(), KEY, ENTERPRISE)
    other = hand_in(stranger(), KEY, ENTERPRISE)
    paths = ("", "do/补充/", "do/评价/", "file/2/补充材料1/")
    for client in (stranger(), resident(), staff("W1", "区住建局.承办岗"), come_back(other)):
        for path in paths:
            there = client.get(f"/counter/matter/{receipt.number}/{path}")
            nowhere = client.get(f"/counter/matter/{KEY}-2026-999999/{path}")
            assert (
                (there.status_code, there["Location"])
                == (302, "/counter/follow/")
                == (
                    nowhere.status_code,
                    nowhere["Location"],
                )
            )
        assert (
            client.post(f"/counter/matter/{receipt.number}/", {"own": "1", "bind": "1"})["Location"]
            == "/counter/follow/"
        )
        posted = client.post(f"/counter/matter/{receipt.number}/do/补充/", {"补充说明": "冒充"})
        assert posted["Location"] == "/counter/follow/"
    assert len(chain.read(receipt.number)) == 1


def test_a_wrong_number_and_a_wrong_code_get_the_same_answer() -> None:
    receipt = hand_in(stranger(), KEY, ENTERPRISE)
    other = hand_in(stranger(), KEY, ENTERPRISE)
    tries = [
        (receipt.number, "0000-0000-0000-0000"),
        (receipt.number, other.code),
        (f"{KEY}-2026-999999", receipt.code),
    ]
    pages = {_words(stranger().post("/counter/follow/", {"number": n, "code": c}).content.decode()) for n, c in tries}
    assert len(pages) == 1
    assert "编号或查询码不对" in pages.pop()
    typed = receipt.code.lower().replace("-", " ").replace("0", "o")
    come_back(Receipt(f" {receipt.number} ", typed))


def _words(page: str) -> str:
    """A page without what was typed and the token of its forms."""
    import re

    return re.sub(r'value="[^"]*"', "", page)


def test_codes_are_long_and_kept_as_slow_hashes_only(tmp_path: Path) -> None:
    receipt = hand_in(stranger(), KEY, ENTERPRISE)
    plain = receipt.code.replace("-", "")
    assert len(plain) == 16
    assert len(set(plain)) > 4
    everything = kept(tmp_path)
    assert plain not in everything
    assert receipt.code not in everything
    assert "13805710000" not in everything
    assert "王小明" not in everything


def test_the_receipt_is_shown_to_its_browser_only_until_it_is_noted_down() -> None:
    client = stranger()
    receipt = hand_in(client, KEY, ENTERPRISE)
    assert receipt.code not in stranger().get("/counter/receipt/").content.decode()
    assert receipt.code in client.get("/counter/receipt/").content.decode()
    assert client.post("/counter/receipt/")["Location"].startswith("/counter/matter/")
    assert receipt.code not in client.get("/counter/receipt/").content.decode()
    assert client.post(f"/counter/apply/{KEY}/review/")["Location"] == "/counter/receipt/"


def test_nothing_typed_is_lost_and_a_draft_is_noise_to_who_has_the_database(tmp_path: Path) -> None:
    client = stranger()
    client.post(f"/counter/apply/{KEY}/1/", {"标题": "电价太高", "诉求内容": ""})
    page = client.get(f"/counter/apply/{KEY}/1/?check").content.decode()
    assert "电价太高" in page
    assert "没有填" in page
    assert 'aria-invalid="true"' in page
    assert 'href="#q2"' in page
    assert "电价太高" not in kept(tmp_path)
    assert "电价太高" not in stranger().get(f"/counter/apply/{KEY}/1/").content.decode()
    client.post(f"/counter/apply/{KEY}/")
    assert "电价太高" not in client.get(f"/counter/apply/{KEY}/1/").content.decode()


def test_a_token_of_ones_own_making_is_exchanged_and_drafts_are_counted() -> None:
    client = stranger()
    client.cookies["draft"] = "short"
    client.post(f"/counter/apply/{KEY}/1/", {"标题": "电价太高"})
    assert len(client.cookies["draft"].value) == 43
    for number in range(119):
        client.cookies["draft"] = f"{number:043}"
        client.post(f"/counter/apply/{KEY}/1/", {"标题": "电价太高"})
    client.cookies["draft"] = "x" * 43
    assert client.post(f"/counter/apply/{KEY}/1/", {"标题": "电价太高"}).status_code == 429
    assert len(rows("SELECT id FROM counter_draft")) == 120


def test_what_is_not_as_it_must_be_is_said_at_its_question() -> None:
    client = stranger()
    client.post(f"/counter/apply/{KEY}/1/", {"标题": "找我 13805710000", "诉求内容": "见上"})
    assert "写了手机号码" in client.get(f"/counter/apply/{KEY}/1/?check").content.decode()
    client.post(f"/counter/apply/{KEY}/2/", {"企业": "91330105MA2XAMPL6T", "街道": "文晖街道"})
    page = client.get(f"/counter/apply/{KEY}/2/?check").content.decode()
    assert "台账里没有" in page
    assert "yunhe" not in page.split("<main")[1]
    client.post("/counter/apply/协商铃/2/", {"属地街道": "火星街道"})
    assert "不在可选的里面" in client.get("/counter/apply/协商铃/2/?check").content.decode()
    review = client.get(f"/counter/apply/{KEY}/review/").content.decode()
    assert "有几处要改" in review
    assert client.post(f"/counter/apply/{KEY}/review/")["Location"].endswith("/review/")
    assert not rows("SELECT number FROM matters_matter")


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("假.png", b"MZ" + b"0" * 50, "不是照片或PDF"),
        ("空.png", b"", "是空的"),
        ("图.pdf", PHOTO, "名字却不是"),
        ("大.png", PHOTO + b"0" * (10 * 1024 * 1024), "每份不超过"),
    ],
)
def test_files_are_judged_by_their_content(name: str, content: bytes, problem: str) -> None:
    client = stranger()
    fill(client, "协商铃", BELL)
    answer = client.post("/counter/apply/协商铃/files/", {"files": [SimpleUploadedFile(name, content)]})
    page = client.get(answer["Location"]).content.decode()
    assert problem in page or (not content and "还能交 5 份" in page)


def test_the_bell_needs_no_name_and_can_be_answered_back() -> None:
    receipt = hand_in(stranger(), "协商铃", BELL)
    client = come_back(receipt)
    inside(receipt.number, "要求补正", "米市巷街道.受理岗", 补正说明="是哪一所小学")
    page = seen(client, receipt.number)
    assert "是哪一所小学" in page
    assert "请您做一件事" in page
    form = client.get(f"/counter/matter/{receipt.number}/do/补正/").content.decode()
    assert 'name="补正材料" type="file"' in form
    client.post(f"/counter/matter/{receipt.number}/do/补正/")
    assert row.find(receipt.number).state == "待补正"
    client.post(f"/counter/matter/{receipt.number}/do/补正/", {"补正材料": SimpleUploadedFile("校门.png", PHOTO)})
    assert row.find(receipt.number).state == "待受理"
    answer = client.get(f"/counter/matter/{receipt.number}/file/3/补正材料/")
    assert b"".join(answer.streaming_content) == PHOTO
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_guarding_begins_with_consent_and_ends_with_its_withdrawal(tmp_path: Path) -> None:
    client = stranger()
    fill(client, "安居守护服务", GUARD)
    refused = client.post("/counter/apply/安居守护服务/review/")
    assert "没有勾选同意" in refused.content.decode()
    assert not rows("SELECT number FROM matters_matter")
    receipt = hand_in(client, "安居守护服务", GUARD)
    person = rows("SELECT DISTINCT person FROM vault_payload WHERE person LIKE 'p-%'")[0][0]
    assert [event.body["purpose"] for event in chain.read(f"person:{person}")] == ["安居守护服务·申请"]
    _is_asked_for(receipt, person)
    page = seen(come_back(receipt), receipt.number)
    for secret in (GUARD["姓名"], GUARD["身份证号"], GUARD["住址"], GUARD["健康情况"]):
        assert secret not in page
        assert secret not in kept(tmp_path)


def _is_asked_for(receipt: Receipt, person: str) -> None:
    from yunhe.server.clock import now

    stands("安居守护户", "H-1")
    inside(receipt.number, "审核通过", "某社区.守护岗", 守护户="H-1", 政府购买=False)
    client, path = come_back(receipt), f"/counter/matter/{receipt.number}/do/签署同意书/"
    form = client.get(path).content.decode()
    assert "不装摄像头" in form
    assert "checked" not in form
    assert "没有勾选同意" in client.post(path, {"同意人": "本人"}).content.decode()
    assert not consent.has_consent(person, "安居守护", now())
    client.post(path, {"同意人": "本人", "agree": "2026-11-01"})
    given = consent.agreed(chain.read(f"person:{person}"), now())["安居守护"]
    assert given.body["form"] == "电子"
    assert "2026-11-01" in given.body["scope"]
    assert given.body["evidence"]["sha256"]
    inside(
        receipt.number,
        "安装",
        "某守护公司.安装岗",
        设备=["固定报警"],
        安装验收单={"name": "a.pdf", "sha256": "0" * 64, "size": 1},
    )
    client.post(f"/counter/matter/{receipt.number}/do/撤回同意/")
    assert row.find(receipt.number).state == "待拆机"
    assert not consent.has_consent(person, "安居守护", now())


def test_what_one_said_of_oneself_is_masked_and_the_look_on_record() -> None:
    receipt = hand_in(stranger(), KEY, ENTERPRISE)
    client = come_back(receipt)
    page = client.post(f"/counter/matter/{receipt.number}/", {"own": "1"}).content.decode()
    assert "138****0000" in page
    assert "王**" in page
    assert "13805710000" not in page
    assert rows("SELECT DISTINCT reader, post FROM vault_look") == [("申请人", "公众窗口")]


def test_who_tries_too_often_is_told_when_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    receipt = hand_in(stranger(), KEY, ENTERPRISE)
    for _ in range(20):
        stranger().post("/counter/follow/", {"number": receipt.number, "code": "0"})
    answer = stranger().post(
        "/counter/follow/", {"number": receipt.number, "code": receipt.code}, REMOTE_ADDR="10.0.0.9"
    )
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert "分钟后" in answer.content.decode()
    made = [hand_in(stranger(), "协商铃", BELL) for _ in range(10)]
    client = stranger()
    fill(client, "协商铃", BELL)
    assert client.post("/counter/apply/协商铃/review/").status_code == 429
    assert len(set(made)) == 10
    assert "10.0.0.9" not in str(rows("SELECT id FROM counter_tally"))


def test_an_account_of_ones_own_keeps_ones_matters() -> None:
    receipt, client = hand_in(stranger(), KEY, ENTERPRISE), stranger()
    assert client.get("/counter/mine/").status_code == 302
    short = client.post("/counter/signup/", {"name": "12345", "password": "短", "again": "短"}).content.decode()
    assert "不能全是数字" in short
    password = "河边的长口令二零二六"
    client.post("/counter/signup/", {"name": "住户乙某", "password": password, "again": password})
    assert "会列在这里" in client.get("/counter/mine/").content.decode()
    come_back(receipt, client)
    client.post(f"/counter/matter/{receipt.number}/", {"bind": "1"})
    assert receipt.number in client.get("/counter/mine/").content.decode()
    assert receipt.number not in resident("住户丙某").get("/counter/mine/").content.decode()
    again = stranger()
    again.post("/account/login/", {"login": "住户乙某", "password": password})
    assert "企业综合服务中心" in seen(again, receipt.number)
    own = hand_in(again, "协商铃", BELL)
    assert own.number in again.get("/counter/mine/").content.decode()
    assert staff("W1", "区住建局.承办岗").get("/counter/mine/").status_code == 403


def test_a_desk_gives_a_new_code_and_the_old_one_is_void(capsys: pytest.CaptureFixture[str]) -> None:
    receipt, centre = hand_in(stranger(), KEY, ENTERPRISE), "企业综合服务中心.受理岗"
    hold(GONGSHU, D1=centre, W2="区住建局.承办岗")
    assert main(["code", receipt.number, *by("区住建局.承办岗", "W2", GONGSHU)]) != 0
    assert main(["code", receipt.number, *by(centre, "D1", GONGSHU)]) == 0
    code = capsys.readouterr().out.strip().rpartition("：")[2]
    answer = stranger().post("/counter/follow/", {"number": receipt.number, "code": receipt.code})
    assert "编号或查询码不对" in answer.content.decode()
    client = come_back(Receipt(receipt.number, code))
    assert "换查询码" not in seen(client, receipt.number)
    last = chain.read(receipt.number)[-1]
    assert (last.actor, last.person, last.body["do"]) == (centre, "D1", "换查询码")
    assert code not in str(last.body)


def test_a_number_that_is_not_there_takes_the_same_work(monkeypatch: pytest.MonkeyPatch) -> None:
    receipt, done = hand_in(stranger(), KEY, ENTERPRISE), []
    monkeypatch.setattr(codes, "_hashed", lambda code, salt: done.append((code, len(salt))) or b"0" * 32)
    for number in (receipt.number, f"{KEY}-2026-999999", "", "x" * 500):
        stranger().post("/counter/follow/", {"number": number, "code": "ABCD"})
    assert done == [("ABCD", codes.SALT)] * 4


def test_of_two_who_hand_in_one_draft_at_once_one_gets_a_matter() -> None:
    client = stranger()
    fill(client, KEY, ENTERPRISE)
    again, path = stranger(), f"/counter/apply/{KEY}/review/"
    again.cookies = client.cookies

    def send(who: Client) -> str:
        try:
            return str(who.post(path)["Location"])
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        assert list(both.map(send, (client, again))) == ["/counter/receipt/"] * 2
    assert len(rows("SELECT number FROM matters_matter")) == len(rows("SELECT number FROM counter_code")) == 1


@pytest.mark.parametrize(
    "name", ["更正", "并案", "关联", "撤回", "抄送", "打标签", "转办", "拆分", "要求人工决定", "催办"]
)
def test_an_applicant_does_what_is_theirs_and_nothing_else(name: str) -> None:
    receipt = hand_in(stranger(), KEY, ENTERPRISE)
    given: dict[str, Json] = {"理由": "试试", "标题": "改掉"} if name == "更正" else {"理由": "试试"}
    act = Act(name, "企业综合服务中心.受理岗", now(), CLERK, given, to=receipt.number)
    if name not in outside.ALWAYS:
        with pytest.raises(RefusedError, match="申请人不能"):
            outside.do_outside(office_of(str(GONGSHU)), receipt.number, act)
    client = come_back(receipt)
    client.post(f"/counter/matter/{receipt.number}/do/{name}/", {"理由": "试试"})
    assert len(chain.read(receipt.number)) == 1


def test_clerks_of_other_units_do_not_see_it() -> None:
    receipt = hand_in(stranger(), KEY, ENTERPRISE)
    with pytest.raises(UnreadableError, match="没有这件事项"):
        inside(receipt.number, "打标签", "区人力社保局.承办岗", 类别="一般", 标签=["用工"])
    assert len(chain.read(receipt.number)) == 1


def test_every_kind_can_be_handed_in_with_its_own_example() -> None:
    office = office_of(str(GONGSHU))
    there: set[tuple[str, str]] = set()
    for mechanism in list(office.library.current()):
        counter = mechanism.counter
        if counter is None:
            continue
        good = next(example for example in counter.examples if not example.refused)
        for name, value in good.answers.items():
            entry = (mechanism.fields[name].register, str(value))
            if entry[0] and entry not in there:
                stands(*entry)
                there.add(entry)
        typed = {name: "是" if value is True else str(value) for name, value in good.answers.items()}
        receipt = hand_in(stranger(), mechanism.key, typed)
        page = seen(come_back(receipt), receipt.number)
        assert counter.states[mechanism.start] in page, mechanism.key
        owner = row.find(receipt.number).owner
        assert access_of(GONGSHU).roles_of(owner), owner


def test_what_has_no_counter_is_not_opened_from_outside() -> None:
    act = Act("登记", "申请人", now(), given={"标题": "一"})
    with pytest.raises(RefusedError, match="窗口不收"):
        outside.open_outside(office_of(str(GONGSHU)), "督查督办", act)


def test_when_a_limit_is_over_one_may_hurry_them_and_ask_for_a_human(monkeypatch: pytest.MonkeyPatch) -> None:
    receipt = hand_in(stranger(), KEY, ENTERPRISE)
    later = now() + timedelta(days=20)
    followed = following.followed(office_of(str(GONGSHU)), receipt.number, later)
    assert followed.deadline
    assert followed.deadline.light == "late"
    offered = [each.name for each in answering.offers(office_of(str(GONGSHU)), receipt.number, later)]
    assert offered == ["补充", "催办"]


def test_leaving_forgets_and_large_type_stays() -> None:
    receipt = hand_in(stranger(), KEY, ENTERPRISE)
    client = come_back(receipt)
    client.post("/counter/type/", {"size": "large", "next": "https://elsewhere.example/"})
    assert 'class="counter large"' in seen(client, receipt.number)
    client.post("/counter/leave/")
    assert client.get(f"/counter/matter/{receipt.number}/").status_code == 302
    assert client.post("/counter/type/", {"next": "https://elsewhere.example/"})["Location"] == "/counter/"


def test_only_kinds_with_a_counter_are_offered() -> None:
    page = stranger().get("/counter/").content.decode()
    assert "按一下协商铃" in page
    assert "申请安居守护服务" in page
    assert stranger().get("/counter/apply/信访/").status_code == 404
    assert stranger().get("/counter/apply/没有的/").status_code == 404
    start = stranger().get(f"/counter/apply/{KEY}/").content.decode()
    assert "第十七条" in start
    assert "示例口径" in start
    assert "区政府办公室" in start
