"""Every way to change what happened is named: which event, and what was done to it."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import tampering
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tampering import Finish, changed, inserted, kept, links_of, past_the_guards, placed, removed, renumbered, swapped

from yunhe.server import tables
from yunhe.server.ledger import seals_file
from yunhe.server.ledger.chain import Link
from yunhe.server.ledger.comparison import Problem
from yunhe.server.ledger.verification import Report, verify
from yunhe.server.snapshot import snapshot

Attack = Callable[[list[Link]], Sequence[Link]]
CONSEQUENCES = {"rehashed", "renumbered"}  # events that say what they said, behind one that does not


@pytest.fixture
def file(database: str, tmp_path: Path) -> Path:
    """Three subjects with eight events over three days, the first two days sealed, the file kept elsewhere."""
    tampering.fill()
    tampering.seal(2)
    path = tmp_path / "另存.jsonl"
    with snapshot():
        assert seals_file.follow(path) == 2
    return path


def looked(file: Path | None) -> Report:
    return verify(file, tampering.KEYS)


def named(problems: Sequence[Problem]) -> set[tuple[str, str]]:
    """The events that are accused."""
    return {(problem.where, problem.what) for problem in problems if "#" in problem.where} - {
        (problem.where, problem.what) for problem in problems if problem.what in CONSEQUENCES
    }


def test_an_honest_ledger_has_no_problem(file: Path) -> None:
    for source in (file, None):
        report = looked(source)
        assert (report.problems, report.events, report.seals) == ([], 24, 2)
        assert (report.unsealed, report.unsealed_subjects) == (6, 3)  # from the 54th hour on
        assert report.sealed_until == "2026-03-03T16:00:00.000000Z"


TWO_CHANGED = {("S-2#2", "changed"), ("S-2#5", "changed")}
TWO_REMOVED = {("S-2#2", "removed"), ("S-2#4", "removed")}
COLUMNS = "第 2 次封存（2026-03-03）: 表里的列与签名的内容不符"
ATTACKS: list[tuple[str, Attack, set[tuple[str, str]]]] = [
    ("内容", lambda rows: changed(rows, 2), {("S-2#3", "changed")}),
    ("内容，重算", lambda rows: renumbered(changed(rows, 2)), {("S-2#3", "changed")}),
    ("第一条内容，重算", lambda rows: renumbered(changed(rows, 0)), {("S-2#1", "changed")}),
    ("封存的最后一条，重算", lambda rows: renumbered(changed(rows, 5)), {("S-2#6", "changed")}),
    (
        "两条内容，重算",
        lambda rows: renumbered(changed(changed(rows, 1), 4)),
        {("S-2#2", "changed"), ("S-2#5", "changed")},
    ),
    ("时刻", lambda rows: [rows[0]._replace(at=rows[1].at), *rows[1:]], {("S-2#1", "changed")}),
    ("时刻移到未封存", lambda rows: renumbered([rows[0]._replace(at=rows[7].at), *rows[1:]]), {("S-2#1", "changed")}),
    ("岗位", lambda rows: [*rows[:4], rows[4]._replace(actor="他岗"), *rows[5:]], {("S-2#5", "changed")}),
    ("哈希", lambda rows: [*rows[:4], rows[4]._replace(hash="f" * 64), *rows[5:]], set()),
    ("删第一条", lambda rows: kept(removed(rows, 0)), {("S-2#1", "removed")}),
    ("删中间", lambda rows: kept(removed(rows, 3)), {("S-2#4", "removed")}),
    ("删末条", lambda rows: kept(rows[:5]), {("S-2#6", "removed")}),
    ("删第一条，重算", lambda rows: renumbered(removed(rows, 0)), {("S-2#1", "removed")}),
    ("删中间，重算", lambda rows: renumbered(removed(rows, 3)), {("S-2#4", "removed")}),
    (
        "删两条，重算",
        lambda rows: renumbered(removed(removed(rows, 3), 1)),
        {("S-2#2", "removed"), ("S-2#4", "removed")},
    ),
    ("插入，重算", lambda rows: renumbered(inserted(rows, 2)), {("S-2#3", "inserted")}),
    ("插在封存的末尾，重算", lambda rows: renumbered(inserted(rows, 5)), {("S-2#6", "inserted")}),
    ("调换", lambda rows: placed(swapped(rows, 1, 4)), {("S-2#2", "reordered"), ("S-2#5", "reordered")}),
    ("调换，重算", lambda rows: renumbered(swapped(rows, 1, 4)), {("S-2#2", "reordered"), ("S-2#5", "reordered")}),
    ("调换相邻，重算", lambda rows: renumbered(swapped(rows, 1, 2)), {("S-2#2", "reordered"), ("S-2#3", "reordered")}),
    ("移到后面，重算", lambda rows: renumbered([*rows[:1], *rows[2:5], rows[1], *rows[5:]]), {("S-2#5", "reordered")}),
    ("删去整个事项", lambda rows: [], {(f"S-2#{number}", "removed") for number in range(1, 7)}),
]


@pytest.mark.parametrize(("attack", "expected"), [case[1:] for case in ATTACKS], ids=[case[0] for case in ATTACKS])
def test_what_was_done_is_named(attack: Attack, expected: set[tuple[str, str]], file: Path) -> None:
    tampering.rewrite("S-2", attack(links_of("S-2")))
    problems = looked(file).problems
    assert problems != []
    assert {problem.where.split("#")[0] for problem in problems if "#" in problem.where} == {"S-2"}
    assert named(problems) == expected


@pytest.mark.parametrize("attack", [case[1] for case in ATTACKS], ids=[case[0] for case in ATTACKS])
def test_without_the_file_the_seals_in_the_table_still_name_the_subject(attack: Attack, file: Path) -> None:
    tampering.rewrite("S-2", attack(links_of("S-2")))
    problems = looked(None).problems
    assert {problem.where.split("#")[0] for problem in problems if "#" in problem.where} == {"S-2"}


@pytest.mark.parametrize(
    ("attack", "expected"),
    [
        (lambda rows: changed(rows, 7), {("S-2#8", "changed")}),
        (lambda rows: kept(removed(rows, 6)), {("S-2#7", "removed")}),
        (lambda rows: placed(swapped(rows, 6, 7)), {("S-2#7", "reordered"), ("S-2#8", "reordered")}),
        (lambda rows: [*rows[:6], renumbered(changed(rows, 6))[6], rows[7]], {("S-2#7", "changed")}),
        (lambda rows: renumbered(changed(rows, 6)), set()),  # nobody can know: not sealed, hashed anew to the end
    ],
)
def test_behind_the_seals_only_the_chain_tells(attack: Attack, expected: set[tuple[str, str]], file: Path) -> None:
    tampering.rewrite("S-2", attack(links_of("S-2")))
    assert named(looked(file).problems) == expected


def test_a_new_subject_in_sealed_time_is_named(file: Path) -> None:
    rows = [row._replace(subject="S-9") for row in links_of("S-2")[:3]]
    tampering.rewrite("S-9", renumbered(rows))
    assert named(looked(file).problems) == {(f"S-9#{number}", "inserted") for number in (1, 2, 3)}
    assert {where.split("#")[0] for where, _ in named(looked(None).problems)} == {"S-9"}


# The seals themselves


def problems_of(what: str, file: Path | None) -> list[str]:
    report = looked(file)
    assert {problem.what for problem in report.problems} <= {"seal", "file"}
    return [str(problem) for problem in report.problems if problem.what == what]


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DELETE FROM ledger_seal WHERE number = 1", "第 1 次封存: 缺这一次，被删去"),
        ("DELETE FROM ledger_seal WHERE number = 2", "第 2 次封存（2026-03-03）: 封存文件里有，库里没有，被删去"),
        ("UPDATE ledger_seal SET signature = '00' WHERE number = 1", "第 1 次封存（2026-03-02）: 签名不对，被改写"),
        ("UPDATE ledger_seal SET events = 0 WHERE number = 2", COLUMNS),
        (
            "UPDATE ledger_seal SET ends = starts WHERE number = 2",
            "第 2 次封存（2026-03-03）: 表里的列与签名的内容不符",
        ),
        ("UPDATE ledger_seal SET body = 'x' WHERE number = 2", "第 2 次封存: 封存的内容被改坏"),
        (
            "UPDATE ledger_seal SET body = replace(body, '\"events\":', '\"events\":1') WHERE number = 1",
            "第 1 次封存（2026-03-02）: 签名不对",
        ),
    ],
)
def test_a_seal_that_was_touched_is_named(statement: str, said: str, file: Path) -> None:
    with past_the_guards() as cursor:
        cursor.execute(statement)
    assert any(problem.startswith(said) for problem in problems_of("seal", file))


def edited(file: Path, edit: Callable[[list[Any]], None]) -> None:
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    edit(lines)
    text = "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines)
    file.write_text(text, encoding="utf-8")


def test_a_list_in_the_file_that_was_edited_accuses_no_event(file: Path) -> None:
    def edit(lines: list[Any]) -> None:
        lines[1][2] = "0" * 64

    edited(file, edit)
    assert problems_of("file", file) == ["封存文件第 1 次封存（2026-03-02）: 逐条清单与签名的摘要不符，清单被改过"]


def test_with_both_edited_the_signed_heads_still_name_the_subject(file: Path) -> None:
    def edit(lines: list[Any]) -> None:
        lines[1][2] = "0" * 64

    edited(file, edit)
    tampering.rewrite("S-2", renumbered(changed(links_of("S-2"), 0)))
    assert ("S-2#3", "changed") in named(looked(file).problems)


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda lines: lines.pop(), "封存文件: 末尾的清单后面没有签名，被截断"),
        (lambda lines: lines.insert(2, {"x": 1}), "封存文件:3: 这一行不是封存文件的写法"),
        (lambda lines: lines[9].update(signature="00"), "封存文件第 1 次封存（2026-03-02）: 签名不对，被改写"),
        (lambda lines: lines[9]["seal"].update(events=7), "封存文件第 1 次封存（2026-03-02）: 签名不对，被改写"),
        (lambda lines: lines.__delitem__(slice(0, 10)), "封存文件第 1 次封存: 缺这一次，被删去"),
    ],
)
def test_a_file_that_was_edited_is_named(edit: Callable[[list[Any]], None], said: str, file: Path) -> None:
    edited(file, edit)
    shown = [problem.replace(str(file), "封存文件") for problem in problems_of("file", file)]
    assert any(problem.startswith(said) for problem in shown), shown


def test_a_seal_by_another_key_is_named(file: Path) -> None:
    other = {"x" * 64: tampering.KEY.public}
    problems = verify(file, other).problems
    assert {problem.what for problem in problems} == {"seal", "file"}
    assert all("公钥不在手上" in problem.said for problem in problems)


def test_a_missing_guard_is_named_and_put_back(file: Path) -> None:
    from django.db import connection

    trigger = "ledger_event_no_update" if connection.vendor == "sqlite" else "ledger_event_no_change"
    on = "" if connection.vendor == "sqlite" else " ON ledger_event"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {trigger}{on}")
    assert [problem.where for problem in looked(file).problems] == [trigger]
    assert tables.update() == [trigger]
    assert looked(file).problems == []


# Any tampering at all


@st.composite
def attacks(draw: st.DrawFn) -> tuple[Attack, set[tuple[str, str]]]:
    """One thing done to one sealed event of S-2, hidden with more or less skill, and what must be named."""
    place = draw(st.integers(0, 4))  # when the last one is gone, whether another took its place cannot be told
    finish: Finish = draw(st.sampled_from([renumbered, placed]))
    what = draw(st.sampled_from(["changed", "removed", "inserted", "reordered"]))
    if what == "reordered":
        other = draw(st.integers(0, 5).filter(lambda number: number != place))
        return lambda rows: finish(swapped(rows, place, other)), {(f"S-2#{n + 1}", what) for n in (place, other)}
    does: Callable[[list[Link], int], list[Link]] = {"changed": changed, "removed": removed, "inserted": inserted}[what]
    return lambda rows: finish(does(rows, place)), {(f"S-2#{place + 1}", what)}


@pytest.mark.parametrize("seals", [True, False])
@given(attack=attacks())
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_tampering_is_found_and_named(file: Path, attack: tuple[Attack, set[tuple[str, str]]], seals: bool) -> None:
    honest = links_of("S-2")
    try:
        tampering.rewrite("S-2", attack[0](honest))
        problems = looked(file if seals else None).problems
        assert {problem.where.split("#")[0] for problem in problems if "#" in problem.where} == {"S-2"}
        assert not seals or named(problems) == attack[1]
    finally:
        tampering.rewrite("S-2", honest)
    assert looked(file).problems == []
