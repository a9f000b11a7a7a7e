"""Accounts: made by who may, sessions that end, a second factor where a post is grave, three officers apart."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from visitors import PASSWORD, account, staff, stranger

SECURITY, AUDIT, SYSTEM = "区数据局.安全管理员", "区数据局.审计管理员", "区数据局.系统管理员"


def log_in(username: str, password: str = PASSWORD) -> tuple[Client, int]:
    client = stranger()
    return client, client.post("/account/login/", {"login": username, "password": password}).status_code


def test_somebody_logs_in_and_out(site_of_tests: Path) -> None:
    account("W1", "区住建局.承办岗")
    client, status = log_in("W1")
    assert status == 302
    assert "区住建局.承办岗" in client.get("/account/").content.decode()
    client.post("/account/logout/")
    assert client.get("/account/").status_code == 302


def test_a_wrong_password_and_a_wrong_name_get_the_same_words(site_of_tests: Path) -> None:
    account("W1", "区住建局.承办岗")
    said = []
    for name in ("W1", "没有这个人"):
        answer = stranger().post("/account/login/", {"login": name, "password": "不对不对不对不对"})
        said.append(answer.content.decode().split('class="errors"')[1].split("</div>")[0])
    assert said[0] == said[1]


@pytest.mark.parametrize("name", ["w1024", "Ｗ１０２４", "①②③④", "W2025"])
def test_a_resident_takes_no_name_under_which_staff_log_in(site_of_tests: Path, name: str) -> None:
    account("W1024", "区住建局.承办岗")
    answer = stranger().post("/counter/signup/", {"name": name, "password": PASSWORD, "again": PASSWORD})
    assert answer.status_code == 200
    assert log_in("W1024")[1] == 302


def test_an_account_of_staff_differs_by_more_than_case_from_all_others(site_of_tests: Path) -> None:
    security = staff("G2", SECURITY)
    assert account("liming").is_public
    answer = security.post("/account/people/", {"do": "made", "username": "LiMing", "name": "李明"})
    assert answer.status_code == 422
    assert "公众账号" in answer.content.decode()
    assert log_in("liming")[1] == 302


def test_a_resident_takes_no_name_of_who_holds_a_post_without_account(site_of_tests: Path) -> None:
    from holders import hold
    from visitors import GONGSHU

    hold(GONGSHU, Zhang="区住建局.承办岗")
    stranger().post("/counter/signup/", {"name": "zhang", "password": PASSWORD, "again": PASSWORD})
    assert "首次口令" in _made(staff("G2", SECURITY), "Zhang")


def _made(security: Client, username: str) -> str:
    return security.post("/account/people/", {"do": "made", "username": username, "name": "张"}).content.decode()


def test_guessing_passwords_is_slowed_down(site_of_tests: Path) -> None:
    account("W1", "区住建局.承办岗")
    client = stranger()
    answers = [client.post("/account/login/", {"login": "W1", "password": f"猜{turn}"}) for turn in range(12)]
    right = client.post("/account/login/", {"login": "W1", "password": PASSWORD})
    assert right.status_code == 200 or right.status_code == 429
    assert answers[-1].status_code in (200, 429)


def test_every_try_is_written_down_for_the_audit_role(site_of_tests: Path) -> None:
    account("W1", "区住建局.承办岗")
    log_in("W1")
    log_in("W1", "不对不对不对不对")
    page = staff("A1", AUDIT).get("/account/logins/?by=W1").content.decode()
    assert "● 进来了" in page
    assert "■ 没有进来" in page


def test_the_log_of_logins_cannot_be_changed(site_of_tests: Path) -> None:
    from django.db import DatabaseError, connection, transaction

    account("W1", "区住建局.承办岗")
    log_in("W1")
    for statement in ("DELETE FROM accounts_login", "UPDATE accounts_login SET username = 'X'"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.parametrize(("idle", "in_all", "is_in"), [(30, 60, True), (61, 61, False), (10, 721, False)])
def test_a_session_ends(site_of_tests: Path, idle: int, in_all: int, is_in: bool) -> None:
    from yunhe.server.accounts import sessions
    from yunhe.server.clock import now

    client = staff("W1", "区住建局.承办岗")
    client.get("/account/")
    session, at = client.session, now()
    session[sessions.SEEN] = (at - timedelta(minutes=idle)).isoformat()
    session[sessions.BEGUN] = (at - timedelta(minutes=in_all)).isoformat()
    session.save()
    assert (client.get("/account/").status_code == 200) is is_in


def test_the_security_administrator_makes_an_account_whose_first_password_must_be_changed(site_of_tests: Path) -> None:
    security = staff("G2", SECURITY)
    page = security.post("/account/people/", {"do": "made", "username": "W9", "name": "李四"}).content.decode()
    word = page.split("<code>")[1].split("</code>")[0]
    from holders import hold
    from visitors import GONGSHU

    hold(GONGSHU, W9="区住建局.承办岗")
    client, status = log_in("W9", word)
    assert status == 302
    assert client.get("/account/")["Location"] == "/account/password/"
    given = {"oldpassword": word, "password1": PASSWORD + "新", "password2": PASSWORD + "新"}
    assert client.post("/account/password/", given).status_code == 302
    assert client.get("/account/").status_code == 200


def test_a_stopped_account_is_out_at_the_next_click(site_of_tests: Path) -> None:
    security, clerk = staff("G2", SECURITY), staff("W1", "区住建局.承办岗")
    assert clerk.get("/account/").status_code == 200
    security.post("/account/people/", {"do": "stopped", "username": "W1"})
    assert clerk.get("/account/").status_code == 302
    assert log_in("W1")[0].get("/account/").status_code == 302


def test_a_post_taken_away_counts_from_the_next_click(site_of_tests: Path) -> None:
    security, clerk = staff("G2", SECURITY), staff("W1", "区住建局.承办岗")
    assert clerk.get("/account/deputy/").status_code == 200
    given = {"do": "end", "post": "区住建局.承办岗", "who": "W1", "because": "调离"}
    assert security.post("/account/posts/", given).status_code == 302
    assert clerk.get("/account/deputy/").status_code == 403


def test_nobody_records_anything_for_themselves(site_of_tests: Path) -> None:
    security = staff("G2", SECURITY)
    for path, given in (
        ("/account/people/", {"do": "reset", "username": "G2"}),
        ("/account/posts/", {"do": "appoint", "post": "区住建局.承办岗", "who": "G2", "basis": "试"}),
    ):
        answer = security.post(path, given)
        assert answer.status_code == 422
        assert "不能给自己" in answer.content.decode()


@pytest.mark.parametrize(("first", "second"), [(SECURITY, AUDIT), (SECURITY, SYSTEM), (SYSTEM, AUDIT)])
def test_two_of_the_three_officers_never_meet_in_one_person(site_of_tests: Path, first: str, second: str) -> None:
    staff("X1", first)
    given = {"do": "appoint", "post": second, "who": "X1", "basis": "试"}
    answer = staff("G2", SECURITY).post("/account/posts/", given)
    assert answer.status_code == 422
    assert "不能是一个人" in answer.content.decode()


def test_a_holder_asks_somebody_to_stand_in(site_of_tests: Path) -> None:
    clerk, other = staff("W1", "区住建局.承办岗"), staff("W2", "区住建局.复核岗")
    until = {"until": "2999-01-01"}
    given = {"post": "区住建局.承办岗", "who": "W2", "basis": "年休假", **until}
    assert clerk.post("/account/deputy/", given).status_code == 302
    assert "代理，替 W1" in other.get("/account/").content.decode()
    refused = clerk.post("/account/deputy/", {**given, "who": "W3", "until": ""})
    assert refused.status_code == 422
    assert "年休假" in refused.content.decode()  # what was typed is kept


def test_grave_posts_set_up_a_second_factor_first_on_a_server(
    site_of_tests: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk, auditor = staff("W1", "区市场监管局.特种设备岗"), staff("A1", AUDIT)  # the clerk sees nothing sensitive
    assert auditor.get("/account/looks/").status_code == 200
    monkeypatch.setenv("YUNHE_SITE", "server")
    assert auditor.get("/account/looks/")["Location"] == "/account/second/totp/activate/"
    assert clerk.get("/account/").status_code == 200
    monkeypatch.setenv("YUNHE_SECOND_FACTOR", "all")
    assert clerk.get("/account/")["Location"] == "/account/second/totp/activate/"


def test_who_takes_their_second_factor_off_sets_up_another_first(
    site_of_tests: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal import auth

    monkeypatch.setenv("YUNHE_SITE", "server")
    account("A1", AUDIT)
    auditor = log_in("A1")[0]
    assert auditor.post("/account/again/", {"password": PASSWORD}).status_code == 302
    assert auditor.get("/account/second/totp/activate/").status_code == 200
    secret = auditor.session[auth.SECRET_SESSION_KEY]
    code = auth.format_hotp_value(auth.hotp_value(secret, next(auth.yield_hotp_counters_from_time())))
    assert auditor.post("/account/second/totp/activate/", {"code": code}).status_code == 302
    assert auditor.get("/account/looks/").status_code == 200
    assert auditor.post("/account/second/totp/deactivate/").status_code == 302
    assert not Authenticator.objects.filter(type=Authenticator.Type.TOTP).exists()
    assert auditor.get("/account/looks/")["Location"] == "/account/second/totp/activate/"


def test_the_look_of_a_reader_stands_in_the_log(site_of_tests: Path) -> None:
    from yunhe.server.vault import looks

    looks.log(looks.Reader("W1", "区信访局.登记岗"), "回电话", "信访-2025-000001", {"P1": {"电话": "明文"}})
    auditor = staff("A1", AUDIT)
    page = auditor.get("/account/looks/?of=信访-2025-000001").content.decode()
    assert "电话 明文" in page
    assert "回电话" in page
    sheet = auditor.get("/account/looks/?format=csv").content.decode("utf-8-sig")
    assert sheet.splitlines()[0].startswith("时间,工号")
    assert "信访-2025-000001" in sheet


def test_no_purpose_runs_as_a_formula_at_the_auditors_desk(site_of_tests: Path) -> None:
    from yunhe.server.vault import looks

    looks.log(looks.Reader("W1", "区信访局.登记岗"), "=HYPERLINK(1)", "信访-2025-000001", {"P1": {"电话": "明文"}})
    sheet = staff("A1", AUDIT).get("/account/looks/?format=csv").content.decode("utf-8-sig")
    assert "'=HYPERLINK" in sheet


def test_accounts_from_the_shell(site_of_tests: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from visitors import GONGSHU

    from yunhe.cli import main

    assert main(["account", "add", "G1", "--name", "王安"]) == 0
    assert "首次口令" in capsys.readouterr().out
    assert main(["account", "add", "W1"]) == 2
    assert "任免" in capsys.readouterr().err
    account("Z1", "区住建局.承办岗")  # makes G1 the security administrator too
    officer = ["--as", SECURITY, "--person", "G1", "--district", str(GONGSHU)]
    assert main(["account", "add", "W1", *officer]) == 0
    assert main(["account", "stop", "W1", *officer]) == 0
    assert main(["account", "reset", "G1", *officer]) == 2
    capsys.readouterr()
    assert main(["account", "list"]) == 0
    assert "W1  停用" in capsys.readouterr().out
