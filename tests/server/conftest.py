"""Every test that asks for `database` runs on SQLite and once more on PostgreSQL, each time with empty tables.

The default connection of Django is put on the database of the test, so code under test does not know which it is.
SQLite gets a copy of a file with tables; PostgreSQL keeps one server a session, emptied past the triggers by its
superuser. `database` is the value of DATABASE_URL, which is set for programs that a test starts.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cluster import cluster
from django.conf import settings
from django.core.cache import cache

from yunhe import server

os.environ["DATABASE_URL"] = (
    f"sqlite:///{tempfile.gettempdir()}/没有这个文件夹/库"  # never that of whoever runs the tests
)
os.environ["YUNHE_SECRET_KEY"] = "测试用的密钥，五十个字不到也行，只在测试里，谁也不靠它，出了测试就没有了，好的"
server.start()
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # slow ones are for real passwords

BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.ledger)]


@contextmanager
def connected_to(url: str) -> Iterator[None]:
    """The default connection leads to this database."""
    from django.db import connections

    from yunhe.server.database import database

    before = connections.settings["default"]
    given = {"default": database({"DATABASE_URL": url}, Path())}
    connections.settings["default"] = connections.configure_settings(given)["default"]
    _anew()
    try:
        yield
    finally:
        connections["default"].close()
        connections.settings["default"] = before
        _anew()


def _anew() -> None:
    from django.db import connections

    connections["default"] = connections.create_connection("default")


@pytest.fixture(scope="session")
def made_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with empty tables."""
    from yunhe.server import tables

    path = tmp_path_factory.mktemp("库") / "空.sqlite3"
    with connected_to(f"sqlite:///{path}"):
        tables.update()
    return path


@pytest.fixture(scope="session")
def made_postgresql() -> Iterator[str]:
    """A PostgreSQL server with empty tables."""
    from yunhe.server import tables

    with cluster() as url:
        with connected_to(url):
            tables.update()
        yield url


@pytest.fixture(params=BOTH)
def database(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty database of each kind."""
    url = request.getfixturevalue("made_postgresql") if request.param == "postgresql" else _copied(request, tmp_path)
    monkeypatch.setenv("DATABASE_URL", url)
    with connected_to(url):
        yield url
        if request.param == "postgresql":
            empty()


def _copied(request: pytest.FixtureRequest, folder: Path) -> str:
    path = folder / "库.sqlite3"
    shutil.copy(request.getfixturevalue("made_sqlite"), path)
    return f"sqlite:///{path}"


def empty() -> None:
    """Remove every row, past the triggers, and close what a test left open."""
    from django.db import connection

    connection.close()
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for table in connection.introspection.table_names():
            if table != "django_migrations":
                cursor.execute(f'DELETE FROM "{table}"')
        cursor.execute("SET session_replication_role = DEFAULT")


@pytest.fixture
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of master keys for two stores, named by the environment."""
    from vaults import key_file

    path = tmp_path / "主密钥"
    monkeypatch.setenv("YUNHE_KEYS", key_file(path, "信访", "反诈"))
    return path


@pytest.fixture
def site_of_tests(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty database, on SQLite only, with keys of every store of the district and a folder for files."""
    from vaults import key_file

    from yunhe.definitions.stores import stores_of

    stores = sorted(stores_of(Path(__file__).parents[2] / "districts/gongshu"))
    monkeypatch.setenv("YUNHE_KEYS", key_file(tmp_path / "主密钥", *stores))
    monkeypatch.setenv("YUNHE_FILES", str(tmp_path / "文件"))
    url = _copied(request, tmp_path)
    monkeypatch.setenv("DATABASE_URL", url)
    cache.clear()  # how often somebody has tried
    with connected_to(url):
        yield tmp_path
