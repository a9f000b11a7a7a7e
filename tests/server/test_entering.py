"""Entries come in whole files or not at all, with every refused row named; an import is one thing and can be undone."""

from collections.abc import Mapping
from itertools import count
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from register_files import CLERK, HEAD, NOW, ROWS, as_csv, brought, registers
from vaults import key_file, rows

from yunhe.definitions.fields import DataClass
from yunhe.errors import UnreadableError
from yunhe.registers.register import Register
from yunhe.server import statement
from yunhe.server.errors import StoreError
from yunhe.server.ledger import chain
from yunhe.server.registers import imports, listing, rebuild, refs, undoing
from yunhe.server.registers import rows as kept_rows
from yunhe.server.registers.export import export
from yunhe.server.registers.importing import Outcome
from yunhe.server.registers.seeing import Sight
from yunhe.server.registers.standing import Standing
from yunhe.server.vault.looks import Reader

pytestmark = pytest.mark.usefixtures("database")
TABLES = "ledger_event registers_entry registers_reference registers_import vault_payload vault_person matters_serial"


@pytest.fixture
def firms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Register:
    monkeypatch.setenv("YUNHE_KEYS", key_file(tmp_path / "主密钥", "公共"))
    return registers(tmp_path)["企业"]


def entry(key: str, register: str = "企业") -> Standing:
    found = kept_rows.find(register, key.casefold())
    assert found is not None
    return found


def everything() -> list[object]:
    return [sorted(map(repr, rows(f"SELECT * FROM {table}"))) for table in TABLES.split()]


def first(firms: Register) -> imports.Import:
    done = brought(firms, as_csv(HEAD, *ROWS))
    assert done.made is not None
    return done.made


def test_a_file_comes_in_with_every_row_leading_back_to_it(firms: Register) -> None:
    made = first(firms)
    one = entry("A1")
    assert (one.title, one.region, one.values["资本"]) == ("例一公司", "990101001", "1000000")
    assert one.source == {"import": made.number, "file": "表.csv", "sha256": made.sha256, "row": 2}
    (event,) = chain.read("entry:企业:A1")
    assert (event.kind, event.actor, event.person) == ("entered", CLERK.post, CLERK.person)
    assert set(one.sealed_values) == {"联系人", "电话"}
    assert made.number == "企业-2025-000001"
    assert made.counts["新增"] == 3
    assert list(rebuild.differences()) == []


def test_no_personal_value_stands_outside_the_vault(firms: Register) -> None:
    first(firms)
    kept = str([rows(f"SELECT * FROM {table}") for table in TABLES.split() if not table.startswith("vault")])
    assert "张三" not in kept
    assert "13805710000" not in kept
    assert "例一公司" in kept


def test_the_same_file_is_refused_and_says_under_which_number_it_came(firms: Register) -> None:
    first(firms)
    with pytest.raises(UnreadableError, match="已经导入过（企业-2025-000001"):
        brought(firms, as_csv(HEAD, *ROWS), "改了名.csv")


def test_a_newer_file_gives_new_changed_unchanged_and_missing(firms: Register) -> None:
    first(firms)
    newer = (("A1", "例一公司", "东门街道", "120", "张三", "13805710000"), ROWS[1], ("A4", "例四公司", "", "", "", ""))
    done = brought(firms, as_csv(HEAD, *newer))
    assert done.counts == {"变更": 1, "未变": 1, "新增": 1}
    assert done.missing == [("A3", "例三公司")]
    assert chain.read("entry:企业:A1")[-1].body["values"] == {"资本": "1200000"}
    assert entry("A3").withdrawn is None
    assert rows("SELECT purpose FROM vault_look") == [("导入比对：表.csv",)]
    assert list(rebuild.differences()) == []


def test_what_a_file_has_no_column_for_stays(firms: Register) -> None:
    first(firms)
    done = brought(firms, as_csv(("编号", "名称", "规上"), ("A1", "例一公司", "是")))
    assert (done.counts["变更"], entry("A1").values["资本"], entry("A1").values["规上"]) == (1, "1000000", True)
    brought(firms, as_csv(("编号", "名称", "资本"), ("A1", "例一公司", "")))
    assert "资本" not in entry("A1").values


def test_a_changed_personal_value_is_sealed_anew_for_the_same_person(firms: Register) -> None:
    first(firms)
    brought(firms, as_csv(HEAD, ("A1", "例一公司", "东门街道", "100", "张三", "13805710001")))
    change = chain.read("entry:企业:A1")[-1].body["values"]
    assert isinstance(change, Mapping)
    assert list(change) == ["电话"]
    assert len(rows("SELECT DISTINCT person FROM vault_payload WHERE subject = 'entry:企业:A1'")) == 1


BAD = (
    (("A2", "例二公司", "", "约一百", "", ""), "第3行 D列“资本(万元)”", "不是数"),
    (("a１", "例二公司", "", "", "", ""), "第3行 A列“编号”", "只差大小写"),
    (("A1", "例二公司", "", "", "", ""), "第3行 A列“编号”", "同一条"),
    (("", "例二公司", "", "", "", ""), "第3行 A列“编号”", "没有填"),
    (("A2", "例二公司", "北门街道", "", "", "12805710000"), "第3行 C列“街道”", "本区没有"),
    (("长" * 195, "例二公司", "", "", "", ""), "第3行 A列“编号”", "太长"),
)


@pytest.mark.parametrize(("row", "where", "why"), BAD)
def test_one_bad_row_keeps_the_file_out_and_is_named(
    firms: Register, row: tuple[str, ...], where: str, why: str
) -> None:
    from yunhe.registers.table import findings

    before = everything()
    done = brought(firms, as_csv(HEAD, ROWS[0], row))
    said = "\n".join(findings("表.csv", done.refused, done.left_out))
    assert done.made is None
    assert where in said
    assert why in said
    assert everything() == before
    partly = brought(firms, as_csv(HEAD, ROWS[0], row), partly=True)
    assert partly.made is not None
    assert not partly.made.whole
    assert rows("SELECT key FROM registers_entry") == [("A1",)]
    assert [one.row for one in partly.refused] == [3]


def test_a_key_that_differs_from_one_on_record_by_case_or_width_is_refused(firms: Register) -> None:
    first(firms)
    done = brought(firms, as_csv(HEAD, ("ａ1", *ROWS[0][1:])))
    (refused,) = done.refused
    assert "与已有的“A1”只差" in refused.faults[0].problem
    assert len(chain.read("entry:企业:A1")) == 1


def test_a_file_that_came_in_partly_may_come_again(firms: Register) -> None:
    rows_given = (HEAD, ROWS[0], ("A2", "例二公司", "", "约", "", ""))
    brought(firms, as_csv(*rows_given), partly=True)
    assert brought(firms, as_csv(*rows_given), partly=True).counts == {"未变": 1}


def test_a_dry_run_says_what_would_be_and_writes_nothing(firms: Register) -> None:
    first(firms)
    before = everything()
    done = brought(firms, as_csv(HEAD, ("A9", *ROWS[0][1:4], "", "")), dry_run=True)
    assert (done.made, done.counts["新增"], len(done.missing)) == (None, 1, 3)
    assert everything() == before


def test_truth_and_simulation_do_not_mix(firms: Register) -> None:
    brought(firms, as_csv(HEAD, ROWS[1]), simulated=True)
    assert entry("A2").simulated
    (refused,) = brought(firms, as_csv(HEAD, ROWS[1])).refused
    assert "是模拟数据" in refused.faults[0].problem


def test_a_rule_between_a_given_field_and_one_on_record_holds(firms: Register) -> None:
    brought(firms, as_csv(("编号", "名称", "开办"), ("A1", "例一公司", "2024-03-01")))
    (refused,) = brought(firms, as_csv(("编号", "名称", "关停"), ("A1", "例一公司", "2024-02-01"))).refused
    assert "早于开办" in refused.faults[0].problem


# References


def test_an_entry_may_lead_to_one_of_the_same_file_but_not_to_nothing(firms: Register, tmp_path: Path) -> None:
    head = ("编号", "名称", "母公司")
    done = brought(firms, as_csv(head, ("B1", "子公司", "B2"), ("B2", "母公司", "")))
    assert done.counts["新增"] == 2
    bad = as_csv(head, ("C1", "子公司", "b2"), ("C2", "孙公司", "C1"), ("C3", "别的公司", ""))
    done = brought(firms, bad)
    assert [(one.row, one.faults[0].remedy) for one in done.refused] == [(2, "是不是“B2”（母公司）？")]
    partly = brought(
        firms, as_csv(head, ("C1", "子公司", "b2"), ("C2", "孙公司", "C1"), ("C3", "别的公司", "")), partly=True
    )
    assert [one.row for one in partly.refused] == [2, 3]
    assert partly.counts["新增"] == 1


def test_an_entry_of_another_register_must_be_there(firms: Register, tmp_path: Path) -> None:
    from yunhe.registers.register import registers_of

    visits = registers_of(tmp_path / "区")["走访"]
    head = ("编号", "企业")
    assert "还是空的" in brought(visits, as_csv(head, ("Z1", "A1"))).refused[0].faults[0].remedy
    first(firms)
    assert "写编号：“A1”" in brought(visits, as_csv(head, ("Z1", "例一公司"))).refused[0].faults[0].remedy
    assert brought(visits, as_csv(head, ("Z1", "A1"))).counts["新增"] == 1
    assert refs.first_unknown(visits.fields, {"企业": "A11"}) == ("企业", "台账“企业”里没有“A11”", "是不是“A1”？")
    assert refs.first_unknown(visits.fields, {"企业": "A1", "编号": "x"}) is None
    done = undoing.undo("企业-2025-000001", CLERK, "给错了")
    assert done.kept == {"A1": "“走访:Z1”的企业指到它"}
    assert sorted(done.withdrawn) == ["A2", "A3"]
    assert "已经撤销" in str(refs.unknown("企业", "A2"))
    assert list(rebuild.differences()) == []


# Undoing


def test_undoing_takes_back_what_nobody_changed_since_and_names_the_rest(firms: Register) -> None:
    made = first(firms)
    second = brought(firms, as_csv(HEAD, ("A1", "例一公司", "东门街道", "120", "张三", "13805710000"))).made
    assert second is not None
    done = undoing.undo(made.number, CLERK, "给错了表")
    assert sorted(done.withdrawn) == ["A2", "A3"]
    assert list(done.kept) == ["A1"]
    assert undoing.undo(second.number, CLERK, "也错了").set_back == ["A1"]
    assert entry("A1").values["资本"] == "1000000"
    with pytest.raises(UnreadableError, match="撤销"):
        undoing.undo(made.number, CLERK, "再来")
    with pytest.raises(UnreadableError, match="没有这次导入"):
        undoing.undo("企业-2025-000009", CLERK, "x")
    assert list(rebuild.differences()) == []


def test_an_import_that_was_undone_may_come_again_and_restores(firms: Register) -> None:
    made = first(firms)
    undoing.undo(made.number, CLERK, "早了一天")
    assert {one.withdrawn for one in kept_rows.some("WHERE register = %s", ("企业",))} == {NOW}
    done = brought(firms, as_csv(HEAD, *ROWS))
    assert done.counts == {"恢复": 3}
    assert [event.kind for event in chain.read("entry:企业:A1")] == ["entered", "withdrawn", "restored"]
    assert list(rebuild.differences()) == []


# Crashes


class Crash(BaseException):
    """The process ends here."""


def crashing_after(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    left = iter(range(count))
    run = statement.Statement._run

    def counted(self: statement.Statement, *given: Any) -> Any:
        if next(left, None) is None:
            raise Crash
        return run(self, *given)

    monkeypatch.setattr(statement.Statement, "_run", counted)


def test_a_crash_between_any_two_statements_leaves_nothing(firms: Register) -> None:
    newer = (("A1", "例一公司", "东门街道", "120", "张三", "13805710001"), ("A5", "例五公司", "", "", "王五", ""))
    works = (
        lambda: brought(firms, as_csv(HEAD, *ROWS)),
        lambda: brought(firms, as_csv(HEAD, *newer)),
        lambda: undoing.undo("企业-2025-000002", CLERK, "错了"),
    )
    for work in works:
        before, crashes = everything(), 0
        while True:
            with pytest.MonkeyPatch.context() as patch:
                crashing_after(crashes, patch)
                try:
                    work()
                    break
                except Crash:
                    connection.close()
            assert everything() == before
            crashes += 1
        assert crashes > 5
        assert list(rebuild.differences()) == []


def test_rebuilding_puts_a_changed_row_right(firms: Register) -> None:
    first(firms)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE registers_entry SET title = 'x' WHERE key = 'A1'")
        cursor.execute("DELETE FROM registers_entry WHERE key = 'A2'")
        cursor.execute("UPDATE registers_import SET counts = '{}'")
    assert len(list(rebuild.differences())) == 3
    assert rebuild.rebuild() == 3
    assert list(rebuild.differences()) == []


# Lists, views, export


def sight(firms: Register, *more: DataClass) -> Sight:
    return Sight(firms, Reader("1024", "区商务局.登记岗"), frozenset(("公开", "内部", *more)))


def test_lists_ask_by_field(firms: Register) -> None:
    first(firms)
    brought(firms, as_csv(("编号", "名称", "标签", "规上"), ("A9", "例九公司", "总部", "是")))
    for written, keys in (("街道=东门", ["A1"]), ("规上=是", ["A9"]), ("标签=总部", ["A9"]), ("资本=25000元", ["A2"])):
        asked = listing.wanted(firms, [written])
        assert [one.key for one in listing.entries(sight(firms), asked, 50)] == keys
    with pytest.raises(UnreadableError, match="个人信息"):
        listing.wanted(firms, ["联系人=张三"])
    with pytest.raises(UnreadableError, match="没有这个条目 → 是不是“A1”"):
        listing.entry(sight(firms), "a1")


def test_the_public_views_show_entries_without_personal_data(firms: Register) -> None:
    first(firms)
    brought(firms, as_csv(("编号", "名称", "标签", "规上"), ("A9", "例九公司", "总部、上市", "是")))
    found = rows("SELECT key, title, region, withdrawn, simulated FROM entry WHERE register = '企业' ORDER BY key")
    assert [row[:3] for row in found[:2]] == [("A1", "例一公司", "990101001"), ("A2", "例二公司", "990101002")]
    values = rows("SELECT field, value FROM entry_value WHERE key = 'A9' ORDER BY field, value")
    assert set(values) == {("名称", "例九公司"), ("标签", "上市"), ("标签", "总部"), ("规上", "是"), ("编号", "A9")}
    assert "张三" not in str(rows("SELECT * FROM entry_value"))
    assert rows("SELECT count(*) FROM entry_value WHERE field = '联系人'") == [(0,)]


def test_personal_columns_are_exported_only_where_they_may_be_seen_and_every_look_is_logged(
    firms: Register, tmp_path: Path
) -> None:
    first(firms)
    out = tmp_path / "出.csv"
    assert export(sight(firms), out) == 3
    assert "张三" not in out.read_text("utf-8-sig")
    with pytest.raises(UnreadableError, match="导不出"):
        export(sight(firms), out, purpose="核对")
    export(sight(firms, "个人"), out, purpose="核对")
    assert "张三" in out.read_text("utf-8-sig")
    assert len(rows("SELECT 1 FROM vault_look WHERE purpose = '核对'")) == 2
    with pytest.raises(UnreadableError, match="不认识的格式"):
        export(sight(firms), tmp_path / "出.doc")


TURNS = count()  # every example has keys of its own
WORDS = st.text("甲乙A1 =+-@'\",，。\n（）", min_size=1, max_size=8)


@st.composite
def tables(draw: st.DrawFn) -> list[tuple[str, ...]]:
    keys = draw(st.lists(st.text("AB12-_", min_size=1, max_size=4), min_size=1, max_size=5, unique_by=str.casefold))
    rows_drawn: list[tuple[str, ...]] = []
    for number, key in enumerate(keys):
        rows_drawn.append(
            (
                f"K{key}",
                f"例{number}公司",
                draw(st.sampled_from(["", "东门", "990101002"])),
                draw(st.sampled_from(["", "0.5", "12,345.67"])),
                draw(st.sampled_from(["", "12.50"])),
                draw(st.sampled_from(["", "总部", "上市、总部"])),
                draw(st.sampled_from(["", "是", "否"])),
                draw(st.sampled_from(["", "2024年3月1日"])),
                "备" + draw(WORDS),
            )
        )
    return rows_drawn


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(table=tables())
def test_what_is_exported_is_imported_the_same(
    firms: Register, tmp_path: Path, suffix: str, table: list[tuple[str, ...]]
) -> None:
    turn = next(TURNS)
    head = ("编号", "名称", "街道", "资本（万元）", "面积（平方米）", "标签", "规上", "开办", "备注")
    assert not brought(firms, as_csv(head, *((f"{turn}-{key}", *rest) for key, *rest in table))).refused
    before = {one.key: one.values for one in kept_rows.some("WHERE register = %s", ("企业",))}
    out = tmp_path / f"出{suffix}"
    assert export(sight(firms), out) == len(before)
    done = brought(firms, out.read_bytes(), out.name)
    assert (done.refused, done.counts) == ([], {"未变": len(before)})
    assert {one.key: one.values for one in kept_rows.some("WHERE register = %s", ("企业",))} == before


def test_without_a_master_key_a_file_with_personal_data_stays_out(
    firms: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("YUNHE_KEYS")
    before = everything()
    with pytest.raises(StoreError, match="主密钥"):
        brought(firms, as_csv(HEAD, *ROWS))
    assert everything() == before


def test_two_who_import_at_once_come_one_after_the_other(firms: Register) -> None:
    outcomes: list[object] = []
    both = Barrier(2)

    def bring(capital: str) -> None:
        both.wait()
        try:
            outcomes.append(brought(firms, as_csv(HEAD, ("A1", "例一公司", "", capital, "张三", ""))))
        finally:
            connection.close()

    threads = [Thread(target=bring, args=(capital,)) for capital in ("100", "200")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    counts = [dict(one.counts) for one in outcomes if isinstance(one, Outcome)]
    assert sorted(map(str, counts)) == ["{'变更': 1}", "{'新增': 1}"]
    assert [event.kind for event in chain.read("entry:企业:A1")] == ["entered", "changed"]
    assert rows("SELECT count(*) FROM registers_import") == [(2,)]
    assert list(rebuild.differences()) == []
