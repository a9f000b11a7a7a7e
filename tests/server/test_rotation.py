"""Rotating master keys: killed anywhere and resumed, readable throughout, the old key needed no longer."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from vaults import FIELDS, NAME, READER, Roles, key_file, rows, sealed_into

from yunhe.errors import YunheError
from yunhe.server.ledger import chain
from yunhe.server.vault import persons
from yunhe.server.vault.opening import open_values
from yunhe.server.vault.rotation import Use, rotate, uses

pytestmark = pytest.mark.usefixtures("database", "keys")
NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
ALL = Roles({"信访": ("内部", "个人", "敏感个人"), "反诈": ("内部", "个人", "敏感个人")})
PEOPLE = 7


def turn(at_a_time: int = 3) -> Iterator[int]:
    return rotate("信访", "信访局.密钥岗", "p-1", NOON, at_a_time)


@pytest.fixture
def sealed() -> dict[str, dict[str, Any]]:
    """Seven persons in one store, one in the other."""
    made = {f"X-{number}": sealed_into("信访", f"X-{number}", {"姓名": NAME}) for number in range(PEOPLE)}
    sealed_into("信访", "X-0", {"身份证号": "11010519491231002X"})
    return made | {"F-1": sealed_into("反诈", "F-1", {"姓名": NAME})}


def readable(sealed: dict[str, dict[str, Any]]) -> int:
    return sum(
        open_values(READER, "核对", ALL, subject, FIELDS, values)["姓名"] == NAME for subject, values in sealed.items()
    )


def under(key: str) -> int:
    return int(rows(f"SELECT COUNT(*) FROM vault_person WHERE store = '信访' AND key = '{key}'")[0][0])


def test_all_is_wrapped_anew_and_the_old_key_can_go(keys: Path, sealed: dict[str, dict[str, Any]]) -> None:
    key_file(keys, "信访", name="2")
    assert list(turn()) == [4, 3, 1]  # the index is wrapped with the first batch
    assert set(uses()) == {Use("信访", "2", PEOPLE, 1), Use("反诈", "1", 1, 0)}
    lines = keys.read_text(encoding="utf-8").splitlines(keepends=True)
    keys.write_text("".join(lines[1:]), encoding="utf-8")
    assert readable(sealed) == PEOPLE + 1
    sealed_into("信访", "X-9", {"身份证号": "11010519491231002X"})  # found again under the same index
    assert under("2") == PEOPLE
    (event,) = chain.read("vault:信访")
    assert (event.kind, event.body["key"]) == ("rotated", "2")


def test_stopped_between_batches_it_goes_on_where_it_stopped(keys: Path, sealed: dict[str, dict[str, Any]]) -> None:
    key_file(keys, "信访", name="2")
    stopped = turn()
    next(stopped)
    del stopped
    assert (under("1"), under("2")) == (4, 3)
    assert readable(sealed) == PEOPLE + 1
    assert chain.read("vault:信访") == ()
    sealed_into("信访", "X-8", {"姓名": NAME})
    assert list(turn()) == [3, 1]
    assert (under("1"), under("2")) == (0, PEOPLE + 1)
    assert len(chain.read("vault:信访")) == 1


@pytest.mark.parametrize("fatal", [1, 2, 4, 5, 8])
def test_killed_within_a_batch_it_loses_no_key(
    fatal: int, keys: Path, sealed: dict[str, dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    key_file(keys, "信访", name="2")
    counted, wrapping = [0], persons.wrap

    def killed(*given: Any) -> bytes:
        counted[0] += 1
        if counted[0] == fatal:
            raise KeyboardInterrupt
        return wrapping(*given)

    with monkeypatch.context() as patch:
        patch.setattr(persons, "wrap", killed)
        with pytest.raises(KeyboardInterrupt):
            list(turn())
    assert readable(sealed) == PEOPLE + 1
    list(turn())
    assert (under("1"), under("2")) == (0, PEOPLE)
    assert readable(sealed) == PEOPLE + 1


def test_run_twice_it_does_nothing_the_second_time(keys: Path, sealed: dict[str, dict[str, Any]]) -> None:
    key_file(keys, "信访", name="2")
    list(turn())
    assert list(turn()) == []
    assert len(chain.read("vault:信访")) == 1


def test_without_the_old_key_nothing_is_changed(
    tmp_path: Path, sealed: dict[str, dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YUNHE_KEYS", key_file(tmp_path / "新", "信访", name="2"))
    with pytest.raises(YunheError, match="没有主密钥“1”"):
        list(turn())
    assert under("1") == PEOPLE
