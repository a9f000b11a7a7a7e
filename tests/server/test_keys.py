"""Keys: written for one pair of eyes, never over a file; what is no key is refused."""

from pathlib import Path

import pytest

from yunhe.server.errors import StoreError
from yunhe.server.ledger import keys


def test_a_new_pair_signs_and_verifies(tmp_path: Path) -> None:
    path = tmp_path / "封存"
    public = keys.new(path)
    assert path.stat().st_mode & 0o777 == 0o600
    key = keys.private_key({keys.VARIABLE: str(path)})
    assert key.public.fingerprint == public.fingerprint
    assert public.signed("一", key.sign("一"))
    assert not public.signed("二", key.sign("一"))
    assert not public.signed("一", "不是十六进制")


def test_the_key_may_stand_in_the_environment_itself(tmp_path: Path) -> None:
    path = tmp_path / "封存"
    public = keys.new(path)
    environment = {keys.VARIABLE: path.read_text(encoding="ascii")}
    assert keys.private_key(environment).public.fingerprint == public.fingerprint
    assert list(keys.public_keys([], environment)) == [public.fingerprint]
    assert list(keys.public_keys([], {keys.VARIABLE: str(path)})) == [public.fingerprint]
    assert list(keys.public_keys([f"{path}.pub"], {})) == [public.fingerprint]
    assert keys.public_keys([], {}) == {}


@pytest.mark.parametrize("there", ["封存", "封存.pub"])
def test_it_writes_over_no_file(there: str, tmp_path: Path) -> None:
    (tmp_path / there).write_text("旧的", encoding="utf-8")
    with pytest.raises(StoreError, match="已有这个文件"):
        keys.new(tmp_path / "封存")
    assert [path.name for path in tmp_path.iterdir()] == [there]


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "封存"
    keys.new(path)
    path.chmod(0o640)
    with pytest.raises(StoreError, match="私钥文件别人也能读 → chmod 600"):
        keys.private_key({keys.VARIABLE: str(path)})


def test_what_is_no_key_is_refused_without_being_shown(tmp_path: Path) -> None:
    path = tmp_path / "秘密"
    path.write_text("-----BEGIN 秘密-----", encoding="utf-8")
    path.chmod(0o600)
    for environment in ({}, {keys.VARIABLE: "没有"}, {keys.VARIABLE: str(path)}):
        with pytest.raises(StoreError):
            keys.private_key(environment)
    with pytest.raises(StoreError) as refused:
        keys.private_key({keys.VARIABLE: "-----BEGIN 口令-----"})
    assert "口令" not in str(refused.value)
    with pytest.raises(StoreError, match="不是 Ed25519 公钥"):
        keys.public_keys([str(path)], {})
