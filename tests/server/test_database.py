"""DATABASE_URL: every form that is meant, and a refusal without the password for every form that is not."""

from pathlib import Path

import pytest

from yunhe.server.database import database
from yunhe.server.errors import StoreError

HERE = Path("/一处")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("", "/一处/yunhe.sqlite3"),
        ("  ", "/一处/yunhe.sqlite3"),
        ("区.sqlite3", "/一处/区.sqlite3"),
        ("/别处/区.db", "/别处/区.db"),
        ("sqlite:///区.sqlite3", "/一处/区.sqlite3"),
        ("sqlite:////别处/区%20一.sqlite3", "/别处/区 一.sqlite3"),
        ("SQLITE:///区.sqlite3", "/一处/区.sqlite3"),
    ],
)
def test_sqlite_is_a_file(written: str, name: str) -> None:
    found = database({"DATABASE_URL": written}, HERE)
    assert (found["ENGINE"], found["NAME"]) == ("django.db.backends.sqlite3", name)
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in found["OPTIONS"]["init_command"]


@pytest.mark.parametrize(
    ("written", "given"),
    [
        ("postgres://u:p@h:5433/b", ("u", "p", "h", "5433", "b")),
        ("postgresql://u@h/b", ("u", "", "h", "", "b")),
        ("postgres://%E5%BC%A0:a%40b%3Ac@h/b", ("张", "a@b:c", "h", "", "b")),
        ("postgres:///b?host=/var/run/postgresql", ("", "", "/var/run/postgresql", "", "b")),
        ("postgres://u@/b?host=/run&port=5433", ("u", "", "/run", "5433", "b")),
        ("postgres://u:p@[::1]:5432/b", ("u", "p", "::1", "5432", "b")),
    ],
)
def test_postgresql_is_a_server(written: str, given: tuple[str, ...]) -> None:
    found = database({"DATABASE_URL": written}, HERE)
    assert tuple(found[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")) == given


def test_options_of_the_driver_are_passed_on() -> None:
    found = database({"DATABASE_URL": "postgres://u@h/b?sslmode=require"}, HERE)
    assert found["OPTIONS"]["sslmode"] == "require"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("mysql://u:秘密@h/b", "不认识这种数据库"),
        ("postgre://u:秘密@h/b", "是不是想写“postgres://”？"),
        ("postgres://u:秘密@h:端口/b", "端口要写数字"),
        ("postgres://u:秘密@h:99999/b", "端口要写数字"),
        ("postgres://u:秘密/@h/b", "口令里的"),
        ("postgres://u:秘密#@h/b", "口令里的"),
        ("postgres://u:秘密@h", "没有写库名"),
        ("postgres://u:秘密@h/", "没有写库名"),
        ("postgres://u:秘密@h/b/c", "没有写库名"),
        ("postgres://u:秘密@h/b?sslmod=require", "是不是想写“sslmode”？"),
        ("postgres://u:秘密@h/b?秘密=1", "可写：host"),
        ("sqlite://:memory:", "sqlite 后面没有文件"),
        ("sqlite:///:memory:", "内存里的库"),
        ("sqlite:///", "sqlite 后面没有文件"),
        ("/", "是文件夹"),
    ],
)
def test_what_cannot_be_meant_is_refused_without_the_password(written: str, said: str) -> None:
    with pytest.raises(StoreError) as refused:
        database({"DATABASE_URL": written}, HERE)
    assert str(refused.value).startswith("DATABASE_URL: ")
    assert said in str(refused.value)
    assert "秘密" not in str(refused.value)
