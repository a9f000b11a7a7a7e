"""Sealing: every day once, empty days too, no event afterwards, and a file that follows the table whatever happens."""

import hashlib
import json
from datetime import timedelta
from pathlib import Path

import pytest
import tampering
from django.db import transaction
from tampering import DAY, KEY, START

from yunhe.server.errors import SealedError, StoreError
from yunhe.server.ledger import chain, sealing, seals_file
from yunhe.server.ledger.seal import Seal
from yunhe.server.snapshot import snapshot
from yunhe.types import Event

HOUR = timedelta(hours=1)


def seals() -> list[Seal]:
    with snapshot():
        return [seal for _, seal in sealing.kept_seals()]


def append(subject: str, number: int, days: float) -> None:
    with transaction.atomic():
        chain.append(subject, [Event(subject, number, START + days * DAY, "acted", "岗", "p", {})], number - 1)


def follow(path: Path) -> int:
    with snapshot():
        return seals_file.follow(path)


@pytest.mark.usefixtures("database")
def test_every_day_is_sealed_once_and_empty_days_too() -> None:
    append("S-1", 1, 0.5)
    append("S-1", 2, 3.5)
    tampering.seal(5)
    tampering.seal(5)
    said = [seal.said() for seal in seals()]
    assert [(each["date"], each["events"]) for each in said] == [
        ("2026-03-02", 1),
        ("2026-03-03", 0),
        ("2026-03-04", 0),
        ("2026-03-05", 1),
        ("2026-03-06", 0),
    ]
    assert [each["previous"] for each in said] == ["0" * 64, *[seal.hash for seal in seals()[:-1]]]
    assert said[3]["heads"] == [["S-1", 2, chain.head("S-1").hash]]
    assert all(KEY.public.signed(seal.body, seal.signature) for seal in seals())


@pytest.mark.usefixtures("database")
def test_a_seal_is_what_the_documents_say() -> None:
    append("S-1", 1, 0.5)
    tampering.seal(1)
    (seal,) = seals()
    head = ["S-1", 1, chain.head("S-1").hash]
    line = json.dumps(head, separators=(",", ":")) + "\n"
    written = {
        "form": "yunhe-seal-1",
        "number": 1,
        "date": "2026-03-02",
        "starts": "2026-03-01T16:00:00.000000Z",
        "ends": "2026-03-02T16:00:00.000000Z",
        "events": 1,
        "heads": [head],
        "digest": hashlib.sha256(line.encode()).hexdigest(),
        "previous": "0" * 64,
        "key": KEY.public.fingerprint,
    }
    assert seal.body == json.dumps(written, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@pytest.mark.usefixtures("database")
def test_a_part_of_a_day_may_be_sealed_and_the_rest_later() -> None:
    append("S-1", 1, 0.2)
    list(sealing.seal_until(START + 12 * HOUR, KEY))
    append("S-1", 2, 0.7)
    tampering.seal(1)
    assert [(each.said()["date"], each.said()["events"]) for each in seals()] == [("2026-03-02", 1), ("2026-03-02", 1)]


@pytest.mark.usefixtures("database")
def test_nothing_is_dated_into_sealed_time() -> None:
    append("S-1", 1, 0.5)
    tampering.seal(1)
    with pytest.raises(SealedError, match="S-1: 记录的时刻已经封存"):
        append("S-1", 2, 0.9)
    append("S-1", 2, 1)
    assert len(chain.read("S-1")) == 2


@pytest.mark.usefixtures("database")
def test_without_events_there_is_nothing_to_seal() -> None:
    tampering.seal(5)
    assert seals() == []


@pytest.mark.usefixtures("database")
def test_the_file_follows_the_table(tmp_path: Path) -> None:
    path = tmp_path / "封存.jsonl"
    tampering.fill()
    tampering.seal(2)
    assert follow(path) == 2
    whole = path.read_bytes()
    tampering.seal(3)
    assert (follow(path), follow(path)) == (1, 0)
    assert path.read_bytes().startswith(whole)
    other = tmp_path / "另一份.jsonl"
    assert follow(other) == 3
    assert other.read_bytes() == path.read_bytes()


@pytest.mark.parametrize("cut", [1, 10, 200, 1100])
def test_what_a_crash_left_half_written_is_written_again(cut: int, database: str, tmp_path: Path) -> None:
    path = tmp_path / "封存.jsonl"
    tampering.fill()
    tampering.seal(3)
    follow(path)
    whole = path.read_bytes()
    path.write_bytes(whole[:-cut])
    assert follow(path) >= 1
    assert path.read_bytes() == whole


@pytest.mark.parametrize("content", ["别的文件\n", '{"a":1}\n', '["a",1]\n{"seal":{},"signature":""}\n'])
def test_a_file_of_something_else_is_left_alone(content: str, database: str, tmp_path: Path) -> None:
    path = tmp_path / "封存.jsonl"
    path.write_text(content, encoding="utf-8")
    tampering.fill()
    tampering.seal(1)
    with pytest.raises(StoreError, match="不是封存文件"):
        follow(path)
    assert path.read_text(encoding="utf-8") == content


@pytest.mark.usefixtures("database")
def test_events_that_are_no_longer_those_that_were_signed_do_not_enter_the_file(tmp_path: Path) -> None:
    path = tmp_path / "封存.jsonl"
    tampering.fill()
    tampering.seal(1)
    tampering.rewrite("S-2", tampering.renumbered(tampering.changed(tampering.links_of("S-2"), 0)))
    with pytest.raises(StoreError, match=r"第 1 次封存的记录与签名不符，没有写进文件 → 运行 yunhe verify"):
        follow(path)
    assert path.read_bytes() == b""


@pytest.mark.usefixtures("database")
def test_the_file_of_another_ledger_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "封存.jsonl"
    tampering.fill()
    tampering.seal(1)
    follow(path)
    with tampering.past_the_guards() as cursor:
        cursor.execute("DELETE FROM ledger_seal")
    tampering.fill(subjects=0)
    append("S-7", 1, 0.1)
    tampering.seal(1)
    with pytest.raises(StoreError, match="第 1 次封存与库里的不同"):
        follow(path)
