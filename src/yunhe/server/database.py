"""Which database: SQLite in a file, or PostgreSQL, named by the one environment variable DATABASE_URL.

No value means `yunhe.sqlite3` in the current folder. `sqlite:///file` counts from the current folder, `sqlite:////file`
from the root; a path without scheme is a SQLite file too. `postgres://user:password@host:port/name` names a server,
`postgres:///name?host=/folder` one behind a Unix socket. The value is never shown, it may hold a password.
"""

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from yunhe.server.errors import StoreError

VARIABLE = "DATABASE_URL"
DEFAULT_FILE = "yunhe.sqlite3"
SCHEMES = ("sqlite", "postgres", "postgresql")
PARAMETERS = ("host", "port", "sslmode", "sslrootcert", "sslcert", "sslkey", "connect_timeout", "application_name")

# A commit is on the disk when it returns; writers queue instead of failing half-way (DEFERRED would refuse an upgrade).
DURABLE_SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=5000;",
}


def database(environment: Mapping[str, str], folder: Path) -> dict[str, Any]:
    """The entry of Django's DATABASES that the environment asks for."""
    written = environment.get(VARIABLE, "").strip()
    if not written:
        return _sqlite(folder / DEFAULT_FILE)
    if "://" not in written:
        return _sqlite(folder / written)
    scheme = written.split("://", 1)[0].lower()
    if scheme not in SCHEMES:
        near = get_close_matches(scheme, SCHEMES, n=1)
        raise _refused(
            "不认识这种数据库", f"是不是想写“{near[0]}://”？" if near else "写 sqlite:///文件 或 postgres://…"
        )
    if scheme == "sqlite":
        return _sqlite_at(written.split("://", 1)[1], folder)
    return _postgres(_split(written))


def _sqlite_at(place: str, folder: Path) -> dict[str, Any]:
    if not place.startswith("/") or place == "/":
        raise _refused("sqlite 后面没有文件", "写 sqlite:///文件，从根写起的是 sqlite:////文件")
    return _sqlite(folder / unquote(place[1:]))


def _sqlite(path: Path) -> dict[str, Any]:
    if path.name == ":memory:":
        raise _refused("内存里的库一停机就没了", "写一个文件")
    if path.is_dir():
        raise _refused(f"{path} 是文件夹", "写一个文件")
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "OPTIONS": DURABLE_SQLITE}


def _split(written: str) -> SplitResult:
    try:
        parts = urlsplit(written)
        _ = parts.port
    except ValueError:
        raise _refused("地址写法有误（端口要写数字，口令里的 @ : / # ? 要写成 %40 等）", "改正后再试") from None
    if parts.fragment or "@" in parts.path:
        raise _refused("地址写法有误", "口令里的 @ : / # ? 要写成 %40 %3A %2F %23 %3F")
    return parts


def _postgres(parts: SplitResult) -> dict[str, Any]:
    options = _parameters(parts.query)
    name = unquote(parts.path.removeprefix("/"))
    if not name or "/" in name:
        raise _refused("没有写库名", "写成 postgres://用户:口令@主机:端口/库名")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": options.pop("port", "") or str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"prepare_threshold": 5, **options},
    }


def _parameters(query: str) -> dict[str, str]:
    given = dict(parse_qsl(query, keep_blank_values=True))
    for key in given:
        if key not in PARAMETERS:
            near = get_close_matches(key, PARAMETERS, n=1)
            raise _refused(
                "问号后面有不认识的参数", f"是不是想写“{near[0]}”？" if near else f"可写：{'、'.join(PARAMETERS)}"
            )
    return given


def _refused(problem: str, remedy: str) -> StoreError:
    return StoreError(VARIABLE, problem, remedy)
