"""Lists come in the order of an index, so that a long ledger makes no desk slower."""

import pytest

from yunhe.access.scope import Grant, Scope

pytestmark = pytest.mark.usefixtures("database")
POST = "住建局.承办岗"
SCOPE = Scope((Grant("承办", None, None, {"公共": frozenset()}),))


def plan(statement: str, values: object) -> str:
    """How the database would run it if reading a table from end to end were dear, as it is once it is long."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}", values)
            return "\n".join(row[3] for row in cursor.fetchall())
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute(f"EXPLAIN {statement}", values)
        return "\n".join(row[0] for row in cursor.fetchall())


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, object]]:
    """The statements that were run, with their values."""
    from yunhe.server.statement import Statement

    kept: list[tuple[str, object]] = []
    rows = Statement.rows

    def noted(self: Statement, values: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
        kept.append((self.text, values))
        return rows(self, values)

    monkeypatch.setattr(Statement, "rows", noted)
    return kept


def fill(matters: int = 2000, posts: int = 100) -> None:
    """Open matters of many posts, so that a database knows what an index is worth."""
    from django.db import connection, transaction

    columns = "number, mechanism, version, store, state, owner, parent, upstream, opened, changed, due, simulated, last"
    at = "2025-01-01 00:00:00+00:00"
    rows = [
        (
            f"样本-{n}",
            "样本",
            "1",
            "公共",
            "办理中",
            f"单位{n % posts}.承办岗",
            "",
            "",
            at,
            at,
            f"2025-01-{n % 28 + 1:02d}",
            n % 2 > 0,
            1,
            "{}",
        )
        for n in range(matters)
    ]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO matters_matter ({columns}, situation) VALUES ({', '.join(['%s'] * 14)})", rows)
        cursor.execute("ANALYZE matters_matter")


def test_a_desk_is_read_in_the_order_of_its_index(asked: list[tuple[str, object]]) -> None:
    from yunhe.server.matters import desk

    fill()
    asked.clear()
    desk.most_urgent(POST, SCOPE)
    assert len(asked) == 2  # those that run out, and paused ones
    for statement in asked:
        found = plan(*statement)
        assert "matters_desk" in found
        assert "Sort" not in found
        assert "TEMP B-TREE" not in found


def test_notices_are_handed_out_in_the_order_of_their_index() -> None:
    from yunhe.server.matters import notices

    found = plan(notices._UNTOLD.text, (500,))
    assert "matters_untold" in found
    assert "(at)::text" not in found.partition("Sort Key")[2].partition("\n")[0]


def test_no_index_for_patterns_is_written_to() -> None:
    from django.db import connection

    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE tablename LIKE 'matters%'")
        assert [row[0] for row in cursor.fetchall() if "pattern_ops" in row[0]] == []
