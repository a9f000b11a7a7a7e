"""Our transaction does what Django's does, and leaves the connection as Django's leaves it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from threading import Thread
from typing import Any

import pytest

pytestmark = pytest.mark.usefixtures("database")
STATE = ("autocommit", "in_atomic_block", "needs_rollback", "commit_on_exit", "savepoint_ids", "closed_in_transaction")


def writing() -> AbstractContextManager[None]:
    from yunhe.server.transaction import Writing

    return Writing()


def atomic() -> AbstractContextManager[None]:
    from django.db import transaction

    return transaction.atomic()


Way = Callable[[], AbstractContextManager[None]]


@pytest.fixture(params=[writing, atomic])
def way(request: pytest.FixtureRequest) -> Iterator[Way]:
    """Ours and Django's; afterwards the connection is idle."""
    from django.db import connection

    connection.ensure_connection()
    yield request.param
    assert [getattr(connection, name) for name in STATE] == [True, False, False, True, [], False]
    assert connection.atomic_blocks == []
    assert connection.run_on_commit == []


def write(series: str) -> None:
    from yunhe.server.matters.models import StoredSerial

    StoredSerial.objects.create(series=series, last=1)


def written() -> list[str]:
    from yunhe.server.matters.models import StoredSerial

    return sorted(StoredSerial.objects.values_list("series", flat=True))


def write_all(way: Way, *series: str, then: Exception | None = None) -> None:
    """Write these in one transaction, which fails at the end when told so."""
    with way():
        for one in series:
            write(one)
        if then:
            raise then


def test_it_keeps_all(way: Way) -> None:
    with way():
        write("甲")
        write("乙")
    assert written() == ["乙", "甲"]


def test_it_keeps_nothing_when_it_fails(way: Way) -> None:
    with pytest.raises(ValueError, match="停"):
        write_all(way, "甲", then=ValueError("停"))
    assert written() == []


def test_it_keeps_nothing_when_it_must_not(way: Way) -> None:
    from django.db import connection

    with way():
        write("甲")
        connection.needs_rollback = True
    assert written() == []


def test_one_inside_can_fail_alone(way: Way) -> None:
    with way():
        write("甲")
        with pytest.raises(ValueError, match="停"):
            write_all(way, "乙", then=ValueError("停"))
        with way():
            write("丙")
    assert written() == ["丙", "甲"]


def test_what_the_database_refuses_inside_is_said_in_the_words_of_django(way: Way) -> None:
    from django.db import IntegrityError

    with pytest.raises(IntegrityError):
        write_all(way, "甲", "甲")
    assert written() == []


def test_what_waits_for_the_commit_is_done_after_it(way: Way) -> None:
    from django.db import transaction

    seen: list[list[str]] = []
    with way():
        write("甲")
        transaction.on_commit(lambda: seen.append(written()))
    assert seen == [["甲"]]


@pytest.fixture
def _parts(database: str) -> Iterator[None]:
    """A table that only the commit holds against another."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE whole (id integer PRIMARY KEY)")
        cursor.execute("CREATE TABLE part (of_whole integer REFERENCES whole (id) DEFERRABLE INITIALLY DEFERRED)")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE part")
        cursor.execute("DROP TABLE whole")


def write_a_part_of_nothing(way: Way) -> None:
    from django.db import connection

    with way():
        write("甲")
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO part VALUES (7)")


@pytest.mark.usefixtures("_parts")
def test_a_commit_that_fails_leaves_nothing(way: Way) -> None:
    from django.db import IntegrityError

    with pytest.raises(IntegrityError):
        write_a_part_of_nothing(way)
    assert written() == []


def test_a_transaction_of_ours_holds_the_connection_of_its_own_thread_only() -> None:
    from django.db import connections

    from yunhe.server import connection

    seen: list[Any] = []
    with writing():
        assert connection.current() is connections["default"]
        thread = Thread(target=lambda: seen.append(connection.current()))
        thread.start()
        thread.join()
    assert seen[0] is not connections["default"]


def test_what_is_held_ends_with_the_outermost_transaction() -> None:
    from django.db import connections

    from yunhe.server import connection

    with writing():
        with writing():
            write("甲")
        assert connection.current() is connections["default"]
    replaced(connections["default"])
    assert connection.current() is connections["default"]


def test_what_is_held_ends_with_a_transaction_that_fails() -> None:
    from django.db import connections

    from yunhe.server import connection

    with pytest.raises(ZeroDivisionError):
        write_all(writing, "甲", then=ZeroDivisionError())
    replaced(connections["default"])
    assert connection.current() is connections["default"]


def replaced(before: Any) -> None:
    """Put another connection in the place of this thread's."""
    from django.db import connections

    before.close()
    connections["default"] = connections.create_connection("default")
