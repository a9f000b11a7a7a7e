"""The master keys: outside the database, one chain of them a store, so that no store can be opened with another's.

    # ~/信访.keys, mode 0600                     YUNHE_KEYS=/etc/yunhe/信访.keys:/etc/yunhe/反诈.keys
    信访 2026-1 bWFzdGVyIGtleSBvZiAzMiBieXRlcyBpbiBiYXNlNjQ=

A line is store, name of the key, 32 bytes in base64; the last key of a store is the one in use, those before it only
read. The environment variables YUNHE_KEY_1, YUNHE_KEY_2 … may hold one line each; they count after the files.
"""

import base64
import binascii
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from yunhe.errors import reason
from yunhe.server.errors import StoreError

FILES = "YUNHE_KEYS"
BOTH_BEGIN = "YUNHE_KEY"
_ONE = re.compile(r"YUNHE_KEY_([0-9]{1,4})")
_STORE = re.compile(r"[^\W_][\w·-]{0,49}")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,29}")
LENGTH = 32
OTHERS = 0o077  # permissions of anybody but the owner of the file


@dataclass(frozen=True, slots=True)
class MasterKey:
    """A key with its name; the name stands in the database, the secret never does and is never shown."""

    store: str
    name: str
    secret: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Keyring:
    """All master keys that this process has been given."""

    keys: tuple[MasterKey, ...]

    def current(self, store: str) -> MasterKey:
        """The key in use; refused when there is none, for nothing is ever kept in plain text."""
        for key in reversed(self.keys):
            if key.store == store:
                return key
        raise StoreError(f"“{store}”库", "没有主密钥，个人信息存不了也看不了", f"把密钥文件写进环境变量 {FILES}")

    def require(self, stores: Iterable[str]) -> None:
        """Refused unless there is a key for each; all that are missing are named at once."""
        given = {key.store for key in self.keys}
        missing = [store for store in stores if store not in given]
        if missing:
            remedy = f"每个库 yunhe keys new 文件 --store 库，几个文件用冒号隔开写进环境变量 {FILES}"
            raise StoreError("、".join(f"“{store}”库" for store in missing), "没有主密钥", remedy)

    def named(self, store: str, name: str) -> MasterKey:
        """The key under which something was wrapped."""
        for key in self.keys:
            if (key.store, key.name) == (store, name):
                return key
        raise StoreError(f"“{store}”库", f"没有主密钥“{name}”", f"把含有它的密钥文件写进环境变量 {FILES}")


def keyring() -> Keyring:
    """The keys that files and environment hold now; read anew when they change, so that a rotation needs no restart."""
    given = {name: os.environ[name] for name in os.environ if name.startswith(BOTH_BEGIN)}
    try:
        stamps = tuple(_stamp(path) for path in paths_of(given))
    except OSError:
        return keyring_of(given)  # which says what is wrong
    return _kept(tuple(sorted(given.items())), stamps)


@lru_cache(maxsize=1)
def _kept(given: tuple[tuple[str, str], ...], stamps: tuple[tuple[int, ...], ...]) -> Keyring:
    """The keys of files that have not changed since."""
    return keyring_of(dict(given))


def _stamp(path: Path) -> tuple[int, ...]:
    """What of a file changes with it."""
    found = path.stat()
    return found.st_ino, found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_mode


def keyring_of(environment: Mapping[str, str]) -> Keyring:
    """The keys that an environment names, checked."""
    keys: list[MasterKey] = []
    for place, line in _lines(environment):
        key = read_line(place, line)
        for other in keys:
            if (other.store, other.name) == (key.store, key.name):
                raise StoreError(place, f"“{key.store}”的主密钥“{key.name}”写了两次", "删去一行，或改名")
            if other.secret == key.secret:
                raise StoreError(place, f"“{key.store}”与“{other.store}”用了同一把主密钥", "各用各的：yunhe keys new")
        keys.append(key)
    return Keyring(tuple(keys))


def paths_of(environment: Mapping[str, str]) -> list[Path]:
    """The key files an environment names."""
    return [Path(written) for written in environment.get(FILES, "").split(os.pathsep) if written.strip()]


def read_line(place: str, line: str) -> MasterKey:
    """One key; what is wrong is said without showing the line."""
    words = line.split()
    if len(words) != 3 or not _STORE.fullmatch(words[0]) or not _NAME.fullmatch(words[1]):
        raise StoreError(place, "不是一行主密钥", "写成“库名 密钥名 密钥”，用 yunhe keys new 生成")
    try:
        secret = base64.b64decode(words[2], validate=True)
    except (binascii.Error, ValueError):
        secret = b""
    if len(secret) != LENGTH or len(set(secret)) < 8:
        raise StoreError(place, f"主密钥“{words[1]}”不是{LENGTH}个随机字节的 base64", "用 yunhe keys new 生成")
    return MasterKey(words[0], words[1], secret)


def make(path: Path, store: str, name: str) -> MasterKey:
    """A new key, written behind those of a file; a name used before is refused."""
    key = MasterKey(store, name, os.urandom(LENGTH))
    if not _STORE.fullmatch(store) or not _NAME.fullmatch(name):
        raise StoreError(store or "库名", "库名或密钥名写法不对", "库名用文字，密钥名用字母、数字、点和横线")
    given = [*(keyring_of({FILES: str(path)}).keys if path.exists() else ()), *keyring().keys]
    if any((other.store, other.name) == (store, name) for other in given):
        raise StoreError(str(path), f"“{store}”已有主密钥“{name}”", "换一个名称：--name")
    add(path, key)
    return key


def add(path: Path, key: MasterKey) -> None:
    """Write a key behind those of a file; a new file is readable by its owner only."""
    before = _text(path) if path.exists() else ""
    line = f"{key.store} {key.name} {base64.b64encode(key.secret).decode()}\n"
    if before and not before.endswith("\n"):
        line = "\n" + line
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    except OSError as error:
        if not path.parent.is_dir():
            raise StoreError(str(path), "没有这个文件夹", f"先建文件夹：mkdir -p {path.parent}") from None
        raise StoreError(str(path), f"写不了（{reason(error)}）", "换一个能写的地方") from None
    with os.fdopen(handle, "ab") as file:
        file.write(line.encode())
        file.flush()
        os.fsync(file.fileno())


def _lines(environment: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for path in paths_of(environment):
        for number, line in enumerate(_text(path).splitlines(), 1):
            if line.strip() and not line.lstrip().startswith("#"):
                yield f"{path}:{number}", line
    numbered = ((int(found[1]), name) for name in environment if (found := _ONE.fullmatch(name)))
    for _, name in sorted(numbered):
        yield name, environment[name]


def _text(path: Path) -> str:
    """A key file, when nobody else can read it."""
    try:
        if path.stat().st_mode & OTHERS:
            raise StoreError(str(path), "别人也能读这个密钥文件", f"chmod 600 {path}")
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise StoreError(str(path), f"密钥文件读不了（{reason(error)}）", f"检查环境变量 {FILES}") from None
    except UnicodeDecodeError:
        raise StoreError(str(path), "不是密钥文件", f"检查环境变量 {FILES}") from None
