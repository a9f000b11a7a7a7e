"""The chain: append within a transaction, read back the same, refuse what is no successor, never change."""

import hashlib
import json
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as some

from yunhe.errors import YunheError
from yunhe.server.errors import ConflictError
from yunhe.server.ledger import canonical, chain
from yunhe.types import Event

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
SEAL = "INSERT INTO ledger_seal VALUES (1, '2026-01-01', '2026-01-01 00:00:00', '2026-01-02 00:00:00', 0, '', '')"
BODY = {"理由": "无\u0000名“路”\n𠮷", "数": -7, "是": True, "无": None, "列": [1, {"b": "2", "a": ""}]}


def event(subject: str = "S025-1", number: int = 1, at: datetime = NOON, **changes: Any) -> Event:
    given = {"kind": "acted", "actor": "住建局.复核岗", "person": "p1", "body": BODY} | changes
    return Event(subject, number, at, **given)


def run(number: int, subject: str = "S025-1", first: int = 1) -> list[Event]:
    return [
        event(subject, first + step, NOON + timedelta(minutes=step, microseconds=step % 3)) for step in range(number)
    ]


def append(events: list[Event], last: int) -> chain.Head:
    with transaction.atomic():
        return chain.append(events[0].subject, events, last)


def tampered(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.usefixtures("database")
def test_what_was_appended_is_read_back_and_chained() -> None:
    first, second = run(5), run(3, first=6)
    assert append(first, 0).number == 5
    end = append(second, 5)
    assert chain.read("S025-1") == (*first, *second)
    assert chain.head("S025-1") == end
    with transaction.atomic():
        links = list(chain.links())
    assert [link.hashed() for link in links] == [link.hash for link in links]
    assert [link.previous for link in links] == ["0" * 64, *[link.hash for link in links[:-1]]]


@pytest.mark.usefixtures("database")
def test_the_hash_is_what_the_documents_say() -> None:
    append([event()], 0)
    at = "2026-03-02T04:00:00.000000Z"
    written = ["yunhe-event-1", "S025-1", 1, at, "acted", "住建局.复核岗", "p1", BODY, "0" * 64]
    text = json.dumps(written, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert chain.head("S025-1").hash == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.usefixtures("database")
def test_who_comes_second_is_refused_and_nothing_is_written() -> None:
    append(run(2), 0)
    with pytest.raises(ConflictError, match=r"S025-1: 别人已先办理（您看到的是第 1 条，现在到了第 2 条） → "):
        append([event(number=2)], 1)
    assert len(chain.read("S025-1")) == 2


@pytest.mark.usefixtures("database")
def test_the_transaction_of_the_caller_takes_the_events_with_it() -> None:
    with transaction.atomic():
        chain.append("S025-1", run(2), 0)
        transaction.set_rollback(True)
    assert chain.read("S025-1") == ()
    with pytest.raises(transaction.TransactionManagementError):
        chain.append("S025-1", run(2), 0)


@pytest.mark.usefixtures("database")
def test_events_that_do_not_follow_are_a_defect_of_the_caller() -> None:
    for wrong in ([event(number=2)], [event(), event(number=3)], [event("S025-2")]):
        with pytest.raises(ValueError, match="does not follow"), transaction.atomic():
            chain.append("S025-1", wrong, 0)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_event SET kind = 'x'",
        "UPDATE ledger_event SET id = id + 100",
        "DELETE FROM ledger_event",
        "DELETE FROM ledger_event WHERE number = 2",
        "TRUNCATE ledger_event",
        "UPDATE ledger_seal SET body = 'x'",
        "DELETE FROM ledger_seal",
        "INSERT OR REPLACE INTO ledger_event SELECT * FROM ledger_event",
        "REPLACE INTO ledger_event (subject, number, at, kind, actor, person, body, previous, hash) "
        "SELECT subject, number, at, 'x', actor, person, body, previous, hash FROM ledger_event",
    ],
)
@pytest.mark.usefixtures("database")
def test_the_database_refuses_to_change_what_was_written(statement: str) -> None:
    append(run(3), 0)
    if connection.vendor == "sqlite" and "seal" in statement:
        tampered(SEAL)
    with pytest.raises(DatabaseError):
        tampered(statement)
    assert chain.read("S025-1") == tuple(run(3))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"body": {"价": 0.1}}, "float"),
        ({"body": {"数": 2**53}}, "太大"),
        ({"body": {"字": "\ud800"}}, "孤立代理项"),
        ({"body": {1: "x"}}, "键不是文字"),
        ({"body": {"文": "字" * (1 << 20)}}, "另存"),
        ({"actor": ""}, "不能空"),
        ({"actor": "岗\n位"}, "控制字符"),
        ({"person": "p" * 201}, "不超过 200 字"),
    ],
)
@pytest.mark.usefixtures("database")
def test_what_cannot_be_written_down_exactly_is_refused(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(YunheError, match=said) as refused:
        append([event(**changes)], 0)
    assert str(refused.value).startswith("S025-1#1: ")
    assert chain.read("S025-1") == ()


WHOLES = some.integers(-(2**54), 2**54) | some.sampled_from([2**53 - 1, 2**53, -(2**53) + 1, -(2**53)])
VALUES = some.recursive(
    some.none() | some.booleans() | WHOLES | some.text(max_size=5) | some.just(0.5),
    lambda deeper: (
        some.lists(deeper, max_size=3)
        | some.lists(deeper, max_size=3).map(tuple)
        | some.dictionaries(some.text(max_size=3) | some.just(1), deeper, max_size=3)
    ),
)


def text_of(body: Any) -> str:
    """The text of a body, or why it is refused."""
    try:
        return canonical.body_text(event(body=body))
    except YunheError as error:
        return str(error)


@given(some.dictionaries(some.text(max_size=3), VALUES, max_size=4))
def test_a_plain_body_is_written_as_one_that_is_looked_at_piece_by_piece(body: dict[str, Any]) -> None:
    assert text_of(body) == text_of(MappingProxyType(body))


@pytest.mark.parametrize("hold", [lambda value: [value], lambda value: (value,), lambda value: {"a": value}])
@pytest.mark.parametrize("depth", range(17, 22))
def test_a_body_is_as_deep_as_it_may_be(hold: Any, depth: int) -> None:
    body: Any = "甲"
    for _ in range(depth):
        body = hold(body)
    assert text_of({"a": body}) == text_of(MappingProxyType({"a": body}))
    assert ("嵌套超过" in text_of({"a": body})) == (depth > 19)
