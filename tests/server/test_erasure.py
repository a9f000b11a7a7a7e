"""Erasing: keys and payload go for good, the chain holds, what is erased reads as erased; nothing else is touched."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from vaults import FIELDS, NAME, READER, Roles, kept, rows, sealed_into

from yunhe.errors import YunheError
from yunhe.server.ledger import chain
from yunhe.server.vault import erasure
from yunhe.server.vault.erasure import Order, erase, plan
from yunhe.server.vault.opening import open_values
from yunhe.types import Event, Json

pytestmark = pytest.mark.usefixtures("database", "keys")
NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
ORDER = Order("信访局.档案岗", "p-archivist", NOON, "本人要求（个人信息保护法 第四十七条）")
ALL = Roles({"信访": ("内部", "个人", "敏感个人"), "反诈": ("内部", "个人", "敏感个人")})


def person_of(subject: str) -> str:
    return str(dict(rows("SELECT subject, person FROM vault_payload"))[subject])


def look(values: dict[str, Json], subject: str) -> dict[str, Json]:
    return open_values(READER, "办理", ALL, subject, FIELDS, values)


def in_event(subject: str, values: dict[str, Json]) -> None:
    with transaction.atomic():
        chain.append(subject, [Event(subject, 1, NOON, "opened", "岗", "p", {"now": {"values": values}})], 0)


def assert_the_chain_holds() -> None:
    with transaction.atomic():
        links = list(chain.links())
    assert links
    previous: dict[str, str] = {}
    for link in links:
        assert link.hashed() == link.hash
        assert link.previous == previous.get(link.subject, "0" * 64)
        previous[link.subject] = link.hash


def test_what_is_erased_is_gone_everywhere_and_the_chain_holds(tmp_path: Path) -> None:
    values = sealed_into("信访", "X-1")
    in_event("X-1", values)
    person = person_of("X-1")
    wrapped = bytes(rows(f"SELECT wrapped FROM vault_person WHERE id = '{person}'")[0][0])
    contents = [bytes(content) for (content,) in rows("SELECT content FROM vault_payload")]
    before = chain.head("X-1")
    gone = erase(person, ORDER)
    assert (len(gone.values), gone.whole, gone.subjects) == (3, True, ("X-1",))
    for table in ("vault_person", "vault_payload", "vault_identity"):
        assert not rows(f"SELECT * FROM {table}")
    whole = kept(tmp_path)
    assert not [secret for secret in (wrapped, *contents) if secret.hex() in whole]
    assert chain.head("X-1") == before
    assert_the_chain_holds()
    assert look(values, "X-1") == {"标题": "路灯不亮", "姓名": "已删除", "身份证号": "已删除", "电话": "已删除"}
    assert rows("SELECT shown FROM vault_look")[0][0].count("已删除") == 3


def test_the_erasure_is_an_event_that_names_nobody() -> None:
    sealed_into("信访", "X-1")
    person = person_of("X-1")
    erase(person, ORDER)
    (event,) = chain.read(f"person:{person}")
    assert (event.kind, event.actor, event.person, event.at) == ("erased", ORDER.post, ORDER.by, NOON)
    said = {"because": ORDER.because, "store": "信访", "values": 3, "subjects": 1, "whole": True}
    assert event.body == {"do": "删除", **said}


def test_a_plan_changes_nothing_and_names_others_in_the_same_matter() -> None:
    sealed_into("信访", "X-1", {"姓名": NAME})
    one = person_of("X-1")
    sealed_into("信访", "X-2")
    sealed_into("信访", "X-1", {"身份证号": "11010519491231002X"})  # the one of X-2, so now two in X-1
    there = rows("SELECT id FROM vault_payload ORDER BY id")
    found = plan(one)
    assert (found.subjects, found.beside, found.whole) == (("X-1",), (person_of("X-2"),), True)
    assert rows("SELECT id FROM vault_payload ORDER BY id") == there


def test_one_matter_of_a_person_can_go_alone_and_the_key_goes_with_the_last() -> None:
    one, two = sealed_into("信访", "X-1"), sealed_into("信访", "X-2")
    person = person_of("X-1")
    assert not erase(person, ORDER, "X-1").whole
    assert look(one, "X-1")["姓名"] == "已删除"
    assert look(two, "X-2")["姓名"] == NAME
    with pytest.raises(YunheError, match="里没有这个人的信息"):
        erase(person, ORDER, "X-1")
    assert erase(person, ORDER, "X-2").whole
    assert [event.body["whole"] for event in chain.read(f"person:{person}")] == [False, True]


def test_another_store_keeps_the_same_human() -> None:
    sealed_into("信访", "X-1")
    values = sealed_into("反诈", "F-1")
    erase(person_of("X-1"), ORDER)
    assert look(values, "F-1")["姓名"] == NAME


def test_who_comes_back_is_somebody_new() -> None:
    sealed_into("信访", "X-1")
    erase(was := person_of("X-1"), ORDER)
    sealed_into("信访", "X-2")
    assert person_of("X-2") != was


def test_erasing_needs_no_master_key(monkeypatch: pytest.MonkeyPatch) -> None:
    sealed_into("信访", "X-1")
    monkeypatch.delenv("YUNHE_KEYS")
    assert erase(person_of("X-1"), ORDER).whole


@pytest.mark.parametrize("because", ["", " ", "理" * 501])
def test_an_erasure_without_a_reason_is_refused(because: str) -> None:
    sealed_into("信访", "X-1")
    with pytest.raises(YunheError, match="为什么删除"):
        erase(person_of("X-1"), ORDER._replace(because=because))


def test_nobody_is_erased_twice() -> None:
    sealed_into("信访", "X-1")
    erase(person := person_of("X-1"), ORDER)
    with pytest.raises(YunheError, match="没有这个人，或已删除"):
        erase(person, ORDER)


def test_what_fails_half_way_erases_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    values = sealed_into("信访", "X-1")

    def fails(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(erasure, "_write_down", fails)
    with pytest.raises(KeyboardInterrupt):
        erase(person_of("X-1"), ORDER)
    assert look(values, "X-1")["姓名"] == NAME
    assert not rows("SELECT id FROM vault_erasure")


def test_what_was_erased_cannot_be_put_back() -> None:
    sealed_into("信访", "X-1")
    payload = rows("SELECT id, person, store, subject, field, content FROM vault_payload")[0]
    erase(person_of("X-1"), ORDER)
    put = "INSERT INTO vault_payload (id, person, store, subject, field, content) VALUES (%s, %s, %s, %s, %s, %s)"
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(put, payload)
