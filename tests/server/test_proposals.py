"""A change of a mechanism by form: typed, proved, looked at, decided by a second person, put in as a new version."""

import threading
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import IntegrityError
from django.test import Client
from holders import SINCE, hold
from some_proposals import CHIEF, CLERK, KEY, LIMIT, REFORM, SAID, copied, drafted, forget, made, proved_quickly, typed
from visitors import GONGSHU, staff, stranger

from yunhe.errors import YunheError

NEW = f"mechanisms/{KEY}@2099-01-01.yaml"


@pytest.fixture
def folder(site_of_tests: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    proved_quickly(monkeypatch)
    return copied(tmp_path, monkeypatch)


@pytest.fixture(autouse=True)
def _as_before() -> object:
    yield
    forget()


def said(client: Client, url: str, do: str, **more: str) -> tuple[int, str]:
    answer = client.post(url, {"do": do, **more}, follow=True)
    return (answer.redirect_chain and 302) or answer.status_code, answer.content.decode()


def test_from_the_form_to_a_new_version(folder: Path) -> None:
    clerk, chief = staff("W1", CLERK), staff("W2", CHIEF)
    before = (folder / f"mechanisms/{KEY}.yaml").read_bytes()
    assert f'href="/mechanism/{quote(KEY)}/propose/"' in clerk.get(f"/mechanism/{KEY}/").content.decode()
    url = drafted(clerk)
    page = clerk.get(url).content.decode()
    assert SAID in page
    assert "新登记的自 2099-01-01 起" in page
    assert "<ins>" in page
    assert chief.get(url).status_code == 404  # a draft
    assert said(clerk, url, "propose")[0] == 302
    status, page = said(clerk, url, "accept", because="自己说好")
    assert status == 422
    assert "这个岗位不能定" in page
    assert "由你定" in chief.get(url).content.decode()
    status, page = said(chief, url, "accept", because="同意，年底前施行")
    assert status == 302
    assert "新版本在文件夹里" in page
    assert (folder / f"mechanisms/{KEY}.yaml").read_bytes() == before
    lines, old = (folder / NEW).read_text(encoding="utf-8").split("\n"), before.decode().split("\n")
    assert [line for line in lines if line not in old] == [
        "since: 2099-01-01",
        "  提级办理:",
        "    within: {limit: 8 workdays}",
    ]
    assert [line for line in lines if line in old] == old

    from yunhe.server.ledger import chain
    from yunhe.server.pages.here import here

    limits = [str(one.clocks["提级办理"].limit) for one in here().office.library.all_of(KEY)[-2:]]
    assert limits == ["5 workdays", "8 workdays"]
    events = chain.read("proposal:" + url.split("/")[2])
    assert [(event.body["do"], event.person) for event in events] == [("提出", "W1"), ("同意", "W2"), ("放入", "W2")]
    assert events[1].body["proposer"]["person"] == "W1"
    assert events[1].body["before"] != events[1].body["after"]
    assert "2099-01-01 起有新的版本" in clerk.get(f"/mechanism/{KEY}/").content.decode()


def test_nobody_decides_their_own_whatever_posts_they_hold(folder: Path) -> None:
    both = staff("W1", CLERK, CHIEF)
    url = drafted(both)
    said(both, url, "propose")
    assert "由你定" not in both.get(url).content.decode()
    for do in ("accept", "refuse"):
        status, page = said(both, url, do, because="好")
        assert status == 422
        assert "提出的人不能自己定" in page
    assert not (folder / NEW).exists()


def test_a_deputy_of_the_proposer_is_no_second_person(folder: Path) -> None:
    from yunhe.access.roles import access_of
    from yunhe.server.access.holding import Officer, Term, deputise
    from yunhe.server.clock import now

    first, second = staff("W1", CHIEF), staff("W9", CLERK)
    until = now() + timedelta(days=3)
    deputise(access_of(folder), Officer(CHIEF, "W1", SINCE), CHIEF, "W9", "W1", Term(SINCE, until, "出差"))
    url = drafted(first)
    said(first, url, "propose")
    status, page = said(second, url, "accept", because="好")
    assert status == 422
    assert "代理也不行" in page


def test_the_table_itself_refuses_the_same_person(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from yunhe.server.proposals.models import Proposal

    monkeypatch.setenv("YUNHE_DISTRICT", str(GONGSHU))
    forget()
    id = made("W1", CLERK)
    with pytest.raises(IntegrityError):
        Proposal.objects.filter(pk=id).update(state="accepted", decider="W1")


def test_who_has_nothing_to_do_with_it_sees_nothing(folder: Path) -> None:
    clerk = staff("W1", CLERK)
    url = drafted(clerk)
    said(clerk, url, "propose")
    for person, post in (("X1", "区数据局.系统管理员"), ("X2", "公安拱墅区分局.反诈岗")):
        foreign = staff(person, post)
        assert foreign.get(f"/mechanism/{KEY}/propose/").status_code == 404
        assert foreign.get(url).status_code == foreign.get(f"{url}file/").status_code == 404
        assert said(foreign, url, "accept", because="好")[0] == 404
        page = foreign.get("/proposals/").content.decode()
        assert KEY not in page
        assert url not in page
    assert stranger().get(url).status_code == 302


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        (LIMIT, "很久", "“提级办理”时限不是时限：“很久” → 写成数字、空格、单位"),
        (LIMIT, "0天", "时限是零"),
        ("/states/提级办理/owner", "王书记", "应是岗位，写成了“王书记”"),
        ("/counter/title", "", "标题是空的"),
        ("since", "2020-01-01", "施行日要在"),
        ("reason", " ", "为什么要改没有写"),
        ("basis", "依" * 301, "超过 300 字"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_typed_is_lost(
    folder: Path, field: str, value: str, problem: str
) -> None:
    given = typed(**{"/counter/who": "住在本区的人", field: value})
    answer = staff("W1", CLERK).post(f"/mechanism/{KEY}/propose/", given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert problem in page
    assert "住在本区的人" in page
    assert str(folder) not in page


def test_a_form_that_changes_nothing_makes_nothing(folder: Path) -> None:
    from yunhe.server.proposals.models import Proposal

    answer = staff("W1", CLERK).post(f"/mechanism/{KEY}/propose/", typed(**{LIMIT: "5个工作日"}))
    assert "什么也没有改" in answer.content.decode()
    assert not Proposal.objects.exists()


def test_nobody_leaves_too_many_drafts_lying(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yunhe.server.proposals.drafting.MOST_DRAFTS", 1)
    clerk = staff("W1", CLERK)
    url = drafted(clerk)
    assert "你已有 1 份草稿" in clerk.post(f"/mechanism/{KEY}/propose/", typed()).content.decode()
    said(clerk, url, "withdraw")
    drafted(clerk)


def test_a_file_that_cannot_be_read_stops_no_list(folder: Path) -> None:
    clerk = staff("W1", CLERK)
    said(clerk, drafted(clerk), "propose")
    (folder / f"mechanisms/{KEY}.yaml").write_text("mechanism: [", encoding="utf-8")
    forget()
    assert clerk.get("/proposals/").status_code == 200
    assert clerk.get(f"/mechanism/{KEY}/propose/").status_code == 404


def test_a_draft_that_breaks_an_example_names_it_and_cannot_be_proposed(folder: Path) -> None:
    clerk = staff("W1", CLERK)
    given = {"/states/待签收/owner": "区城管局.承办岗", "since": "2099-01-01", "reason": "例", "basis": "示例口径"}
    url = clerk.post("/mechanism/企呼我应/propose/", given)["Location"]
    page = clerk.get(url).content.decode()
    assert "现在还不成立" in page
    assert "mechanisms/企呼我应@2099-01-01.yaml:" in page
    assert "例子“异议后改派，会办答复在先”：" in page
    assert 'value="propose"' not in page


def test_what_the_whole_proof_finds_stops_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clerk = staff("W1", CLERK)
    url = drafted(clerk)
    monkeypatch.setattr("yunhe.server.proposals.proving._run", lambda copy: [f"{copy}/access.yaml:3: 没有这个单位"])
    status, page = said(clerk, url, "propose")
    assert status == 422
    assert "<li>access.yaml:3: 没有这个单位</li>" in page
    assert "草稿" in page


def test_a_base_that_has_changed_makes_it_outdated(folder: Path) -> None:
    clerk, chief = staff("W1", CLERK), staff("W2", CHIEF)
    url = drafted(clerk)
    said(clerk, url, "propose")
    path = folder / f"mechanisms/{KEY}.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# 别人改过\n", encoding="utf-8")
    forget()
    assert "过时了" in chief.get(url).content.decode()
    status, page = said(chief, url, "accept", because="好")
    assert status == 422
    assert "原来的文件改过了" in page
    assert not (folder / NEW).exists()
    assert "过时" in chief.get(url).content.decode()


def test_of_two_who_decide_one_comes_second(folder: Path) -> None:
    clerk, chief, reform = staff("W1", CLERK), staff("W2", CHIEF), staff("W3", REFORM)
    url = drafted(clerk)
    said(clerk, url, "propose")
    assert said(chief, url, "refuse", because="先不改")[0] == 302
    status, page = said(reform, url, "accept", because="改吧")
    assert status == 422
    assert "别人先定了" in page
    assert not (folder / NEW).exists()


def test_a_withdrawn_one_cannot_be_accepted_and_none_is_accepted_without_reason(folder: Path) -> None:
    clerk, chief = staff("W1", CLERK), staff("W2", CHIEF)
    url = drafted(clerk)
    said(clerk, url, "propose")
    assert "理由: 没有写" in said(chief, url, "accept", because="  ")[1]
    assert said(chief, url, "withdraw")[0] == 422
    assert said(clerk, url, "withdraw")[0] == 302
    assert said(chief, url, "accept", because="好")[0] == 422
    assert not (folder / NEW).exists()


def test_killed_between_decision_and_file_it_is_put_in_later(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clerk, chief = staff("W1", CLERK), staff("W2", CHIEF)
    url = drafted(clerk)
    said(clerk, url, "propose")

    def killed(*given: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as during:
        during.setattr("yunhe.server.proposals.placing.os.link", killed)
        with pytest.raises(KeyboardInterrupt):
            chief.post(url, {"do": "accept", "because": "好"})
    assert [path.name for path in (folder / "mechanisms").glob("*协商铃*")] == [f"{KEY}.yaml"]
    assert "文件还没有放进文件夹" in chief.get(url).content.decode()
    assert said(chief, url, "place")[0] == 302
    assert (folder / NEW).exists()
    assert said(chief, url, "place")[0] == 302  # once more is not twice


def test_where_the_folder_cannot_be_written_the_file_is_handed_out(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk, chief = staff("W1", CLERK), staff("W2", CHIEF)
    url = drafted(clerk)
    said(clerk, url, "propose")
    monkeypatch.setattr("yunhe.server.proposals.placing.can_place", lambda folder: False)
    _, page = said(chief, url, "accept", because="好")
    assert "这里写不了区的文件夹" in page
    answer = chief.get(f"{url}file/")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    (folder / NEW).write_bytes(answer.content)
    forget()
    assert "新版本在文件夹里" in chief.get(url).content.decode()


def test_nothing_is_written_outside_the_folder(folder: Path) -> None:
    from yunhe.server.proposals import placing
    from yunhe.server.proposals.models import Proposal

    with pytest.raises(YunheError, match="不在区的文件夹里"):
        placing.place(folder, Proposal(file="../../x.yaml"))
    outside = folder.parent / "别处"
    (folder / "mechanisms").rename(outside)
    (folder / "mechanisms").symlink_to(outside)
    with pytest.raises(YunheError, match="不在区的文件夹里"):
        placing.place(folder, Proposal(file="x.yaml"))


def test_a_running_matter_keeps_its_version(folder: Path) -> None:
    from yunhe.definitions.codes import district_of
    from yunhe.mechanisms.library import library_of

    clerk, chief = staff("W1", CLERK), staff("W2", CHIEF)
    before = library_of(folder, district_of(folder)).all_of(KEY)[-1]
    url = drafted(clerk)
    said(clerk, url, "propose")
    said(chief, url, "accept", because="好")
    after = library_of(folder, district_of(folder))
    assert after.version(KEY, before.version, before.digest) == before
    assert after.all_of(KEY)[-1].digest != before.digest


def test_the_whole_proof_names_what_nothing_else_sees(site_of_tests: Path) -> None:
    from yunhe.server.proposals.proving import failures

    text = (GONGSHU / f"mechanisms/{KEY}.yaml").read_text(encoding="utf-8")
    owner = ("提级单位.督办岗: 属地街道.党工委书记", "提级单位.督办岗: 区没有局.督办岗")
    changed = text.replace(*owner).replace("shape: 受理办理", "shape: 受理办理\nsince: 2099-01-01")
    found = failures(GONGSHU, f"{KEY}@2099-01-01.yaml", changed)
    assert any("区没有局" in line for line in found)
    assert all(line.startswith(("mechanisms/", "access.yaml")) for line in found)


@pytest.mark.ledger
def test_two_at_once_are_not_both_heard(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import connections

    from yunhe.access.roles import access_of
    from yunhe.server.access.reader import Seat, seat_of
    from yunhe.server.clock import now
    from yunhe.server.proposals import deciding
    from yunhe.server.proposals.models import Proposal

    monkeypatch.setenv("YUNHE_DISTRICT", str(GONGSHU))
    forget()
    hold(GONGSHU, W2=CHIEF, W3=REFORM)
    id, outcomes = made("W1", CLERK), []
    seats = [seat_of(access_of(GONGSHU), post, who, now()) for post, who in ((CHIEF, "W2"), (REFORM, "W3"))]
    together = threading.Barrier(2)

    def refuse(seat: Seat) -> None:
        found = Proposal.objects.get(pk=id)
        together.wait()
        try:
            deciding.refuse(found, seat, "不改", now())
            outcomes.append("定了")
        except Exception as error:
            outcomes.append(type(error).__name__)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=refuse, args=(seat,)) for seat in seats]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("定了") == 1
