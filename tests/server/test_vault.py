"""The vault: what was put away opens again for whom it may, no plain text lies anywhere, nothing opens twice moved."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from vaults import FIELDS, GIVEN, NAME, NUMBER, PHONE, READER, Roles, kept, rows, sealed_into

from yunhe.errors import YunheError
from yunhe.server.vault.looks import Reader
from yunhe.server.vault.opening import open_values
from yunhe.server.vault.sealing import seal
from yunhe.types import Json

pytestmark = pytest.mark.usefixtures("database", "keys")
ALL = Roles({"信访": ("内部", "个人", "敏感个人"), "反诈": ("内部", "个人", "敏感个人")})
DESK = Roles({"信访": ("内部",)})


def look(
    values: Mapping[str, Json], access: Roles = ALL, subject: str = "X-1", purpose: str = "办理"
) -> dict[str, Json]:
    return open_values(READER, purpose, access, subject, FIELDS, values)


def test_what_was_sealed_opens_again_and_is_not_in_what_the_event_holds() -> None:
    values = sealed_into("信访", "X-1")
    assert values["标题"] == "路灯不亮"
    assert [sorted(values[name]) for name in ("姓名", "电话")] == [["digest", "sealed"]] * 2
    assert look(values) == GIVEN


def test_no_plain_text_lies_in_the_database(tmp_path: Path) -> None:
    look(sealed_into("信访", "X-1"))
    whole = kept(tmp_path)
    assert "路灯不亮" not in whole  # the event itself was not appended here
    for plain in (NAME, NUMBER, PHONE):
        for written in (plain, json.dumps(plain), plain.encode().hex()):
            assert written not in whole


def test_the_same_number_is_the_same_person_and_in_another_store_another() -> None:
    for store, subject in (("信访", "X-1"), ("信访", "X-2"), ("反诈", "X-3")):
        sealed_into(store, subject)
    found = dict(rows("SELECT DISTINCT subject, person FROM vault_payload"))
    assert found["X-1"] == found["X-2"] != found["X-3"]
    assert len(rows("SELECT DISTINCT hashed FROM vault_identity")) == 2


def test_what_comes_later_belongs_to_the_one_person_of_the_matter() -> None:
    sealed_into("信访", "X-1", {"姓名": NAME})
    sealed_into("信访", "X-1", {"电话": PHONE})
    sealed_into("信访", "X-1", {"身份证号": NUMBER})
    assert len(rows("SELECT id FROM vault_person")) == 1
    sealed_into("信访", "X-1", {"身份证号": "330105199001010011"})
    assert len(rows("SELECT id FROM vault_person")) == 2
    with pytest.raises(YunheError, match="分不清这是谁的"):
        sealed_into("信访", "X-1", {"电话": PHONE})


def test_a_reader_of_the_store_without_the_class_sees_masks() -> None:
    seen = look(sealed_into("信访", "X-1"), DESK)
    assert seen == {"标题": "路灯不亮", "姓名": "张**", "身份证号": "1101**********002X", "电话": "138****0000"}


def test_a_reader_of_one_store_gets_nothing_of_another() -> None:
    seen = look(sealed_into("反诈", "X-1"), Roles({"信访": ("内部", "个人", "敏感个人")}))
    assert {seen[name] for name in ("姓名", "身份证号", "电话")} == {"（无权查看）"}


def test_every_look_is_logged_with_what_was_shown() -> None:
    values = sealed_into("信访", "X-1")
    look(values), look(values, DESK, purpose="核对"), look(values, Roles({}))
    person = rows("SELECT id FROM vault_person")[0][0]
    found = rows("SELECT reader, post, purpose, subject, person, shown FROM vault_look ORDER BY id")
    assert [row[:5] for row in found] == [(*READER, purpose, "X-1", person) for purpose in ("办理", "核对", "办理")]
    assert [set(json.loads(row[5]).values()) for row in found] == [{"明文"}, {"掩码"}, {"未给"}]
    assert set(json.loads(found[0][5])) == {"姓名", "身份证号", "电话"}


def test_a_look_without_a_reason_or_in_a_transaction_that_may_be_undone_shows_nothing() -> None:
    values = sealed_into("信访", "X-1")
    with pytest.raises(YunheError, match="为什么看"):
        look(values, purpose=" ")
    with pytest.raises(YunheError, match="为什么看"):
        open_values(Reader("", "岗"), "办理", ALL, "X-1", FIELDS, values)
    with pytest.raises(RuntimeError), transaction.atomic():
        look(values)
    assert not rows("SELECT id FROM vault_look")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE vault_look SET reader = 'x'",
        "DELETE FROM vault_look",
        "UPDATE vault_payload SET field = 'x'",
        "DELETE FROM vault_payload",
        "DELETE FROM vault_person",
        "DELETE FROM vault_identity",
        "DELETE FROM vault_store",
        "UPDATE vault_person SET store = '反诈'",
        "UPDATE vault_identity SET person = 'p-2'",
        "INSERT OR REPLACE INTO vault_payload SELECT * FROM vault_payload",
        "TRUNCATE vault_payload",
        "TRUNCATE vault_look",
    ],
)
def test_the_database_refuses_what_is_no_erasure(statement: str) -> None:
    values = sealed_into("信访", "X-1")
    look(values)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert look(values) == GIVEN


@pytest.mark.parametrize(
    "change",
    [
        "SET content = {other}",
        "SET field = '电话'",
        "SET subject = 'X-2'",
        "SET person = {person}",
        "SET content = {short}",
    ],
)
def test_what_was_tampered_with_is_refused(change: str) -> None:
    values = sealed_into("信访", "X-1")
    sealed_into("信访", "X-2", {"姓名": NAME, "身份证号": "330105199001010011"})
    others = {
        "other": "(SELECT content FROM vault_payload WHERE subject = 'X-2' AND field = '姓名')",
        "person": "(SELECT person FROM vault_payload WHERE subject = 'X-2' AND field = '姓名')",
        "short": "(SELECT wrapped FROM vault_person LIMIT 1)",
    }
    unguarded(f"UPDATE vault_payload {change.format(**others)} WHERE subject = 'X-1' AND field = '姓名'")
    for subject, name in (("X-1", "姓名"), ("X-1", "电话"), ("X-2", "姓名")):  # asked for where it was moved to, too
        with pytest.raises(YunheError, match="库被改过"):
            look({name: values["姓名"]}, subject=subject)


def test_a_value_moved_to_another_event_is_refused() -> None:
    one, two = sealed_into("信访", "X-1"), sealed_into("信访", "X-2")
    with pytest.raises(YunheError, match="库被改过"):
        look({"姓名": two["姓名"]}, subject="X-1")
    with pytest.raises(YunheError, match="库被改过"):
        look({"姓名": {"sealed": one["姓名"]["sealed"], "digest": two["姓名"]["digest"]}})


def test_a_payload_taken_away_is_not_taken_for_an_erasure() -> None:
    values = sealed_into("信访", "X-1")
    unguarded("DELETE FROM vault_payload")
    with pytest.raises(YunheError, match="也没有删除的记录"):
        look(values)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"身份证号": "11010519491231003X"}, "X-1: “身份证号”校验码不符"),
        ({"电话": "无"}, "X-1: “电话”"),
    ],
)
def test_what_a_field_refuses_is_refused_before_anything_is_written(given: dict[str, Json], said: str) -> None:
    with pytest.raises(YunheError, match=said):
        sealed_into("信访", "X-1", given)
    assert not rows("SELECT id FROM vault_person")


def test_what_is_not_personal_or_sealed_already_stays_as_it_is() -> None:
    values = sealed_into("信访", "X-1")
    assert sealed_into("信访", "X-1", values) == values
    assert sealed_into("没有密钥", "X-1", {"标题": "x", "电话": ""}) == {"标题": "x", "电话": ""}


def test_the_transaction_of_the_caller_takes_the_payload_with_it() -> None:
    with transaction.atomic():
        seal("信访", "X-1", None, FIELDS, GIVEN)
        transaction.set_rollback(True)
    assert not rows("SELECT id FROM vault_payload")
    with pytest.raises(transaction.TransactionManagementError):
        seal("信访", "X-1", None, FIELDS, GIVEN)


def test_a_person_of_another_store_is_refused() -> None:
    sealed_into("反诈", "X-1")
    person = rows("SELECT id FROM vault_person")[0][0]
    with pytest.raises(YunheError, match="“信访”库里没有这个人"), transaction.atomic():
        seal("信访", "X-1", person, FIELDS, {"电话": PHONE})


def unguarded(statement: str) -> Any:
    """Somebody with all rights over the database."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            cursor.execute(statement)
            return cursor.execute("SET session_replication_role = DEFAULT")
        for (name,) in rows("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'vault_%'"):
            cursor.execute(f"DROP TRIGGER {name}")
        return cursor.execute(statement)
