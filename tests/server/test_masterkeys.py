"""Master keys: read from files nobody else can read and from the environment, refused clearly, never shown."""

import base64
import os
from pathlib import Path

import pytest
from vaults import FIELDS, READER, Roles, key_file, rows, sealed_into

from yunhe.errors import YunheError
from yunhe.server.vault.masterkeys import MasterKey, add, keyring_of
from yunhe.server.vault.opening import open_values

SECRET = base64.b64encode(bytes(range(32))).decode()
OTHER = base64.b64encode(bytes(range(32, 64))).decode()


def test_the_last_key_of_a_store_is_in_use_and_the_others_still_read(tmp_path: Path) -> None:
    one, two = key_file(tmp_path / "一", "信访", "反诈"), key_file(tmp_path / "二", "信访", name="2")
    ring = keyring_of({"YUNHE_KEYS": f"{one}{os.pathsep}{two}", "YUNHE_KEY_10": f"信访 10 {SECRET}"})
    assert [key.name for key in ring.keys] == ["1", "1", "2", "10"]
    assert ring.current("信访").name == "10"
    assert ring.named("信访", "2").store == "信访"
    assert ring.current("反诈") == ring.named("反诈", "1")


def test_numbered_variables_count_in_order_of_their_numbers() -> None:
    ring = keyring_of({"YUNHE_KEY_10": f"信访 b {SECRET}", "YUNHE_KEY_9": f"信访 a {OTHER}"})
    assert ring.current("信访").name == "b"


def test_a_new_file_is_for_its_owner_only_and_a_key_never_shows(tmp_path: Path) -> None:
    path = Path(key_file(tmp_path / "钥", "信访"))
    assert path.stat().st_mode & 0o777 == 0o600
    assert "secret" not in repr(keyring_of({"YUNHE_KEYS": str(path)}))
    path.write_text(f"# 说明\n\n信访 1 {SECRET}", encoding="utf-8")  # no line break at the end
    add(path, MasterKey("信访", "2", os.urandom(32)))
    assert [key.name for key in keyring_of({"YUNHE_KEYS": str(path)}).keys] == ["1", "2"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (f"信访 {SECRET}", "不是一行主密钥"),
        (f"信访 一 {SECRET}", "不是一行主密钥"),
        (f"信访 1 {SECRET[:-8]}", "32个随机字节"),
        (f"信访 1 {SECRET} 多", "不是一行主密钥"),
        (f"信访 1 {'A' * 43}=", "32个随机字节"),
        (f"信访 1 {SECRET}\n信访 1 {OTHER}", "写了两次"),
        (f"信访 1 {SECRET}\n反诈 1 {SECRET}", "用了同一把"),
    ],
)
def test_what_is_no_key_is_refused_without_showing_it(line: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "钥"
    path.touch(0o600)
    path.write_text(line, encoding="utf-8")
    with pytest.raises(YunheError, match=said) as refused:
        keyring_of({"YUNHE_KEYS": str(path)})
    assert SECRET[:12] not in str(refused.value)
    assert str(refused.value).startswith(str(path))


def test_a_file_that_others_can_read_or_that_is_not_there_is_refused(tmp_path: Path) -> None:
    path = Path(key_file(tmp_path / "钥", "信访"))
    path.chmod(0o640)
    with pytest.raises(YunheError, match="chmod 600"):
        keyring_of({"YUNHE_KEYS": str(path)})
    with pytest.raises(YunheError, match="读不了"):
        keyring_of({"YUNHE_KEYS": str(tmp_path / "没有")})


@pytest.mark.usefixtures("database", "keys")
def test_without_a_master_key_nothing_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(YunheError, match="没有主密钥"):
        sealed_into("安居守护", "A-1")
    monkeypatch.delenv("YUNHE_KEYS")
    with pytest.raises(YunheError, match="没有主密钥"):
        sealed_into("信访", "A-1")
    assert not rows("SELECT id FROM vault_payload") + rows("SELECT id FROM vault_person")


@pytest.mark.usefixtures("database", "keys")
@pytest.mark.parametrize("stores", [("反诈",), ("反诈", "信访")])
def test_the_master_key_of_another_store_or_another_of_that_name_opens_nothing(
    stores: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = sealed_into("信访", "A-1")
    monkeypatch.setenv("YUNHE_KEYS", key_file(tmp_path / "别的", *stores))
    said = "没有主密钥“1”" if stores == ("反诈",) else "不是当初那把"
    with pytest.raises(YunheError, match=said):
        open_values(READER, "办理", Roles({"信访": ("内部", "个人")}), "A-1", FIELDS, values)


@pytest.mark.usefixtures("database", "keys")
def test_a_key_renamed_to_another_store_does_not_open_it(
    keys: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = sealed_into("信访", "A-1")
    lines = keys.read_text(encoding="utf-8").splitlines()
    forged = tmp_path / "冒名"
    forged.touch(0o600)
    forged.write_text(lines[1].replace("反诈", "信访"), encoding="utf-8")
    monkeypatch.setenv("YUNHE_KEYS", str(forged))
    with pytest.raises(YunheError, match="不是当初那把"):
        open_values(READER, "办理", Roles({"信访": ("内部", "个人")}), "A-1", FIELDS, values)


def test_every_store_without_a_key_is_named_at_once(tmp_path: Path) -> None:
    add(tmp_path / "钥", MasterKey("公共", "2026-1", os.urandom(32)))
    ring = keyring_of({"YUNHE_KEYS": str(tmp_path / "钥")})
    ring.require(["公共"])
    with pytest.raises(YunheError, match="“信访”库、“反诈”库: 没有主密钥 → 每个库 yunhe keys new"):
        ring.require(["公共", "信访", "反诈"])
