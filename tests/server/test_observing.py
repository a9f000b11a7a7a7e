"""Observations on a real database: history is never lost, the last version counts, locks hold whoever comes first."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from yunhe.cli import main
from yunhe.definitions import strict
from yunhe.definitions.codes import District
from yunhe.observations import approval
from yunhe.observations.observation import STATUSES, Observation, Series, in_force, is_same, refusal_to_supersede
from yunhe.observations.period import period_of
from yunhe.observations.source import DocumentPage
from yunhe.observations.table import rows_of
from yunhe.reading.indicators import all_indicators
from yunhe.server import statement
from yunhe.server.errors import ConflictError
from yunhe.server.ledger import chain
from yunhe.server.observations import approving, periods, rebuild, versions
from yunhe.server.observations.approving import Question, UndecidedError, approve, figures_of, unapprove
from yunhe.server.observations.keeping import By, RefusedError, bring_in, observe, withdraw

RULES = """
basis: 示例口径
levels: [{level: 报送单位}, {level: 统计局, post: 统计局.审核岗}, {level: 区政府, post: 区政府.审定岗}]
datasets:
  all: {post: 统计局.统计岗}
  经济: {post: 发改局.统计岗, indicators: [gdp]}
"""
APPROVAL = approval.approval_of(strict.parse(RULES))
NOON = datetime(2025, 3, 3, 4, tzinfo=UTC)
GONGSHU = Path(__file__).resolve().parents[2] / "districts/gongshu"
DISTRICT = District(code="330105", name="拱墅区")
REPORT = DocumentPage("政府工作报告", "第一部分")
CLERK = By("统计局.统计岗", "g1", NOON, True)
HEAD = "指标,地区,期间,数值,单位,状态,来源,理由\n"
BOTH = pytest.mark.usefixtures("folded")


def observation(value: object = 1, status: str = "初步", reason: str = "", **series: str) -> Observation:
    given = {"indicator": "gdp", "kind": "level", "place": "拱墅区", "period": "2024", "basis": "现价"} | series
    return Observation(Series(**given), Decimal(str(value)), "元", status, REPORT, reason)


def question(level: int = 0, dataset: str = "经济", period: str = "2024") -> Question:
    return Question(APPROVAL, APPROVAL.datasets[dataset], period_of(period), APPROVAL.levels[level])


def decide(level: int = 0, dataset: str = "经济", period: str = "2024", back: str = "") -> periods.Standing:
    asked = question(level, dataset, period)
    by = By(APPROVAL.post_of(asked.level, asked.dataset), "g2", NOON, True)
    return unapprove(asked, back, by) if back else approve(asked, by)


def selected(text: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(text)
        return list(cursor.fetchall())


def everything() -> list[object]:
    tables = ("ledger_event", "observations_version", "observations_period")
    return [sorted(map(repr, selected(f"SELECT * FROM {table}"))) for table in tables]


@pytest.fixture
def folded(database: str) -> Iterator[None]:
    """After every test the rows are the fold of the events."""
    yield
    assert list(rebuild.differences()) == []


# Versions


@BOTH
def test_a_new_value_supersedes_and_nothing_is_overwritten() -> None:
    observe(observation("2206.3"), CLERK)
    observe(observation("2210", "最终"), CLERK)
    observe(observation("2215", "修订", "五经普"), CLERK)
    subject = observation().series.subject
    assert [(version.value, version.status) for version in versions.history(subject)] == [
        (Decimal("2206.3"), "初步"),
        (Decimal(2210), "最终"),
        (Decimal(2215), "修订"),
    ]
    assert [event.kind for event in chain.read(subject)] == ["observed", "superseded", "superseded"]
    assert chain.read(subject)[2].body["supersedes"] == 2
    assert selected("SELECT value_text, status FROM observation") == [("2215", "修订")]
    history = selected("SELECT number, superseded IS NULL, withdrawn FROM observation_history ORDER BY number")
    assert [tuple(map(int, row)) for row in history] == [(1, 0, 0), (2, 0, 0), (3, 1, 0)]


@BOTH
def test_the_public_value_is_a_number_and_the_text_is_exact() -> None:
    observe(observation("12345678901234567890.1234"), CLERK)
    [(value, text)] = selected("SELECT value * 2, value_text FROM observation")
    assert text == "12345678901234567890.1234"
    assert abs(Decimal(str(value)) - Decimal(text) * 2) < Decimal(10_000)
    assert versions.last(observation().series.subject).value == Decimal(text)


@BOTH
def test_what_says_nothing_new_writes_nothing() -> None:
    observe(observation("1.50"), CLERK)
    before = everything()
    observe(observation("1.5"), CLERK)
    assert everything() == before


@BOTH
def test_what_is_refused_writes_nothing() -> None:
    observe(observation(1, "最终"), CLERK)
    before = everything()
    for new in (observation(2, "初步"), observation(2, "最终", "又核"), observation(2, "修订")):
        with pytest.raises(RefusedError):
            observe(new, CLERK)
    assert everything() == before


@BOTH
def test_a_withdrawn_value_stays_in_the_history_and_leaves_the_view() -> None:
    observe(observation(1), CLERK)
    with pytest.raises(RefusedError, match="撤回没有写理由"):
        withdraw(observation().series, " ", CLERK)
    withdraw(observation().series, "重复填报", CLERK)
    assert selected("SELECT * FROM observation") == []
    assert len(selected("SELECT * FROM observation_history")) == 2
    with pytest.raises(RefusedError, match="没有现行的观测值"):
        withdraw(observation().series, "再撤", CLERK)
    observe(observation(3), CLERK)
    assert [event.kind for event in chain.read(observation().series.subject)] == ["observed", "withdrawn", "observed"]


@pytest.mark.parametrize(
    "written",
    [
        "UPDATE observations_version SET value = '9'",
        "DELETE FROM observations_version",
        "TRUNCATE observations_version",
        "INSERT OR REPLACE INTO observations_version SELECT * FROM observations_version",
    ],
)
@BOTH
def test_the_database_refuses_to_change_a_version(written: str) -> None:
    observe(observation(1), CLERK)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(written)
    assert versions.history(observation().series.subject)[0].value == 1


# Imports


@BOTH
def test_a_file_comes_in_whole_or_not_at_all() -> None:
    observe(observation(5, "最终", period="2023"), CLERK)
    before = everything()
    data = HEAD + "gdp,拱墅区,2024,1,亿元,初步,快报,\ngdp,拱墅区,2023,2,亿元,初步,快报,\n"
    rows, kept = bring_in(rows_of(data.encode(), "a.csv", DISTRICT), CLERK)
    assert (rows.is_whole, kept, everything()) == (False, (0, 0, 0), before)
    assert "a.csv第3行 整行：已有最终数 5元，不能退回“初步”" in "\n".join(rows.table.lines())
    rows, kept = bring_in(rows_of(data.encode(), "a.csv", DISTRICT), CLERK, partly=True)
    assert (rows.is_whole, kept) == (False, (1, 0, 0))
    source = versions.last(observation().series.subject).source
    assert (source["name"], source["row"], source["said"]) == ("a.csv", 2, "快报")


@BOTH
def test_importing_twice_changes_nothing_and_a_later_file_supersedes() -> None:
    first = HEAD + "".join(f"gdp,拱墅区,{year},{year}.5,万元,初步,快报,\n" for year in range(2001, 2021))
    later = first.replace("2020.5,万元,初步", "2021,万元,最终")
    for data, expected in ((first, (20, 0, 0)), (first, (0, 0, 20)), (later, (0, 1, 19))):
        _, kept = bring_in(rows_of(data.encode(), "a.csv", DISTRICT), CLERK)
        assert kept == expected


@BOTH
def test_what_is_exported_comes_back_as_the_same(tmp_path: Any, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    observe(observation("2206.3"), CLERK)
    observe(observation(5, "修订", "=五经普", period="2023", basis="“五经普”调整后"), CLERK)
    observe(observation(4, kind="growth", basis="可比价"), CLERK)
    path = tmp_path / "出.csv"
    assert main(["observe", "export", "-o", str(path)]) == 0
    monkeypatch.chdir(tmp_path)
    rows, kept = bring_in(rows_of(path.read_bytes().replace(b",4,\xe5\x85\x83,", b",4,%,"), "出.csv", DISTRICT), CLERK)
    assert (rows.is_whole, kept) == (True, (0, 0, 3))
    assert ",'=五经普" in path.read_text(encoding="utf-8-sig")


@BOTH
def test_an_audit_takes_what_is_exported_as_statistics(tmp_path: Path) -> None:
    from yunhe.audit.statistics import statistics_of
    from yunhe.audit.tables import table_document

    bring_in(rows_of((GONGSHU / "observations/拱墅区.csv").read_bytes(), "拱墅区.csv", DISTRICT), CLERK)
    observe(observation(5, period="2024-03"), CLERK)
    path = tmp_path / "出.csv"
    assert main(["observe", "export", "--place", "拱墅区", "-o", str(path)]) == 0
    found = statistics_of(table_document(str(path)))
    said = {(one.indicator.id, one.kind, one.period, one.quantity.value, one.place) for one in found}
    with transaction.atomic():
        kept = list(versions.in_force(versions.Asked(place="拱墅区")))
    assert said == {(one.series.indicator, one.series.kind, one.series.period, one.value, "拱墅区") for one in kept}


@BOTH
def test_what_the_district_ships_comes_in_and_a_later_report_supersedes() -> None:
    kept = [
        bring_in(rows_of(path.read_bytes(), path.name, DISTRICT), CLERK)[1]
        for path in sorted((GONGSHU / "observations").glob("*.csv"))
    ]
    assert kept == [(66, 0, 0), (177, 0, 0), (0, 2, 0)]
    asked = "SELECT value_text, status FROM observation_history WHERE place = '杭州市' AND period = '2010' "
    found = selected(asked + "AND indicator = 'gdp' AND kind = 'level' ORDER BY number")
    assert found == [("594582000000", "初步"), ("596571000000", "修订")]


# Locks


@BOTH
def test_an_approved_period_is_locked_with_all_that_lies_in_it() -> None:
    observe(observation(1), CLERK)
    observe(observation(1, indicator="pm25"), CLERK)
    assert (decide().levels, decide(1).levels) == (("报送单位",), ("报送单位", "统计局"))
    for new in (observation(2, "最终"), observation(2, period="2024-Q1"), observation(2, period="2024-12-31")):
        with pytest.raises(
            RefusedError, match=r"期间 2024（经济）已由“统计局”审定，锁定了 → 先 yunhe period unapprove"
        ):
            observe(new, CLERK)
    with pytest.raises(RefusedError, match="锁定了"):
        withdraw(observation().series, "不要了", CLERK)
    observe(observation(2, period="2025-Q1"), CLERK)
    observe(observation(2, "最终", indicator="pm25"), CLERK)  # of no approved dataset
    observe(observation(1), CLERK)  # says nothing new


@BOTH
def test_a_row_under_a_lock_is_refused_by_name() -> None:
    observe(observation(1), CLERK)
    decide()
    data = HEAD + "gdp,拱墅区,2024,2,亿元,最终,快报,\ngdp,拱墅区,2025,2,亿元,初步,快报,\n"
    rows, kept = bring_in(rows_of(data.encode(), "a.csv", DISTRICT), CLERK)
    assert kept == (0, 0, 0)
    assert "第2行 整行：期间 2024（经济）已由“报送单位”审定" in "\n".join(rows.table.lines())


@BOTH
def test_approval_goes_up_and_comes_down_level_by_level() -> None:
    with pytest.raises(UndecidedError, match="还没有观测值"):
        decide()
    observe(observation(1), CLERK)
    with pytest.raises(UndecidedError, match="“报送单位”还没有审定 → 由下到上"):
        decide(1)
    decide(), decide(1)
    with pytest.raises(UndecidedError, match="上级“统计局”已经审定 → 先由“统计局”撤销"):
        decide(0, back="改数")
    with pytest.raises(UndecidedError, match="“统计局”已经审定"):
        decide(1)
    with pytest.raises(UndecidedError, match="撤销审定没有写理由"):
        decide(1, back=" ")
    assert decide(1, back="核实有误").levels == ("报送单位",)
    assert decide(0, back="改数").levels == ()
    observe(observation(2, "最终"), CLERK)
    assert [event.kind for event in chain.read("period:2024/经济")] == ["submitted", "approved", *["unapproved"] * 2]


@BOTH
def test_only_the_post_of_a_level_decides() -> None:
    observe(observation(1), CLERK)
    with pytest.raises(UndecidedError, match=r"“报送单位”由“发改局\.统计岗”审定，不是“统计局\.统计岗”"):
        approve(question(), CLERK)


@BOTH
def test_the_dataset_of_all_locks_every_indicator() -> None:
    observe(observation(1, indicator="pm25"), CLERK)
    decide(dataset="all")
    with pytest.raises(RefusedError, match="2024（all）"):
        observe(observation(2, "最终", indicator="pm25"), CLERK)


@BOTH
def test_a_lock_keeps_its_indicators_when_the_file_changes() -> None:
    observe(observation(1), CLERK)
    decide()
    fewer = approval.approval_of(strict.parse(RULES.replace("[gdp]", "[pm25]")))
    asked = Question(fewer, fewer.datasets["经济"], period_of("2024"), fewer.levels[1])
    assert approve(asked, By("统计局.审核岗", "g2", NOON, True)).indicators == ("gdp",)
    with pytest.raises(RefusedError):
        observe(observation(2, "最终"), CLERK)


@BOTH
def test_an_approval_says_what_it_approved() -> None:
    observe(observation(1), CLERK)
    body = chain.read(decide().subject)[0].body
    assert (body["observations"], body["digest"]) == (1, figures_of(period_of("2024"), ("gdp",)).digest)
    assert body["digest"] != figures_of(period_of("2024"), ()).digest


# Together


def aside(work: Callable[[], object], found: list[object]) -> threading.Thread:
    """Do it in a thread, with a connection of its own; what comes of it is put into the list."""

    def run() -> None:
        try:
            found.append(work())
        except Exception as error:
            found.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread


@BOTH
@pytest.mark.parametrize("observer_is_first", [True, False])
def test_a_lock_and_an_observation_cannot_pass_each_other(observer_is_first: bool) -> None:
    observe(observation(1), CLERK)
    first, second = (lambda: observe(observation(2, "最终"), CLERK)), decide
    if not observer_is_first:
        first, second = second, first
    found: list[object] = []
    with transaction.atomic():
        first()
        thread = aside(second, found)
        thread.join(0.3)
        assert thread.is_alive(), "the second went past what the first has not committed"
    thread.join(30)
    [outcome] = found
    if observer_is_first:  # the lock came after the new value and covers it
        assert isinstance(outcome, periods.Standing)
        assert outcome.digest == figures_of(period_of("2024"), ("gdp",)).digest
    else:
        assert isinstance(outcome, RefusedError)
    assert (versions.last(observation().series.subject).status == "最终") is observer_is_first


@BOTH
def test_two_who_observe_the_same_series_do_not_both_supersede_the_same_version() -> None:
    observe(observation(1), CLERK)
    found: list[object] = []
    with transaction.atomic():
        observe(observation(2, "最终"), CLERK)
        thread = aside(lambda: observe(observation(3, "最终"), CLERK), found)
        thread.join(0.2)
    thread.join(30)
    assert isinstance(found[0], ConflictError if connection.vendor == "postgresql" else RefusedError)
    assert [version.value for version in versions.history(observation().series.subject)] == [1, 2]


@BOTH
def test_under_many_writers_nothing_is_written_while_a_period_is_locked() -> None:
    observe(observation(1), CLERK)

    def observing(place: str) -> None:
        for value in range(1, 25):
            with contextlib.suppress(RefusedError):
                observe(observation(value, place=place, reason="核实"), CLERK)

    def deciding() -> None:
        for _ in range(12):
            decide()
            decide(back="改数")

    found: list[object] = []
    threads = [aside(partial(observing, place), found) for place in ("杭州市", "拱墅区", "浙江省")]
    threads.append(aside(deciding, found))
    for thread in threads:
        thread.join(60)
    assert found == [None] * 4
    kinds = [kind for (kind,) in selected("SELECT kind FROM ledger_event ORDER BY id")]
    assert "submitted" in kinds
    assert all(then == "unapproved" for kind, then in pairwise(kinds) if kind == "submitted")


class Crash(BaseException):
    """The process ends here."""


@BOTH
def test_a_crash_between_any_two_statements_leaves_all_or_nothing() -> None:
    data = HEAD + "gdp,拱墅区,2024,2,元,最终,快报,\ngdp,拱墅区,2025,2,元,初步,快报,\n"
    rows = rows_of(data.encode(), "a.csv", DISTRICT)
    works: list[Callable[[], object]] = [
        lambda: observe(observation(1), CLERK),
        lambda: bring_in(rows, CLERK),
        decide,
        lambda: decide(0, back="改数"),
        lambda: withdraw(observation().series, "重复", CLERK),
    ]
    for work in works:
        before, crashes = everything(), 0
        while not _survives(work, crashes):
            connection.close()
            assert everything() == before, f"something stayed after statement {crashes}"
            crashes += 1
        assert crashes >= 3
        assert everything() != before
        assert list(rebuild.differences()) == []


def _survives(work: Callable[[], object], count: int) -> bool:
    """Do it with so many statements to live."""
    left, run = iter(range(count)), statement.Statement._run

    def counted(self: statement.Statement, *given: Any) -> Any:
        if next(left, None) is None:
            raise Crash
        return run(self, *given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(statement.Statement, "_run", counted)
        try:
            work()
        except Crash:
            return False
    return True


MONEY = [one.id for one in all_indicators().values() if one.dimension == "money" and one.range is None]


class Keeping(RuleBasedStateMachine):
    """One series and its period under any order of actions, beside a model in plain Python."""

    runs = 0

    def __init__(self) -> None:
        super().__init__()
        Keeping.runs += 1
        self.indicator, self.year = MONEY[self.runs // 150], str(1900 + self.runs % 150)  # nobody else's
        self.approval = approval.approval_of(strict.parse(RULES.replace("gdp", self.indicator)))
        self.told: list[tuple[str, Decimal | None, str]] = []
        self.levels = 0
        self.now = NOON

    def by(self, post: str) -> By:
        self.now += timedelta(seconds=1)
        return By(post, "g1", self.now, True)

    @rule(
        value=st.integers(1, 3),
        status=st.sampled_from(STATUSES),
        reason=st.sampled_from(["", "核实"]),
        part=st.sampled_from(["", "", "-Q1"]),
    )
    def observe(self, value: int, status: str, reason: str, part: str) -> None:
        period = self.year + part
        new = observation(value, status, reason, indicator=self.indicator, period=period)
        now = in_force(versions.last(new.series.subject))
        same = now is not None and is_same(now, new)
        may = same or (not self.levels and refusal_to_supersede(now, new) is None)
        try:
            observe(new, self.by("统计局.统计岗"))
        except RefusedError:
            assert not may
        else:
            assert may
            if not same:
                self.told.append((period, new.value, status))

    @rule()
    def withdraw(self) -> None:
        series = observation(indicator=self.indicator, period=self.year).series
        may = self.value(self.year) is not None and not self.levels
        try:
            withdraw(series, "重复", self.by("统计局.统计岗"))
        except RefusedError:
            assert not may
        else:
            assert may
            self.told.append((self.year, None, ""))

    @rule(level=st.integers(0, 2), up=st.booleans())
    def decide(self, level: int, up: bool) -> None:
        dataset, wanted = self.approval.datasets["经济"], self.approval.levels[level]
        asked = Question(self.approval, dataset, period_of(self.year), wanted)
        by = self.by(self.approval.post_of(wanted, dataset))
        is_something = any(self.value(self.year + part) is not None for part in ("", "-Q1"))
        may = (level == self.levels and is_something) if up else level == self.levels - 1
        try:
            approve(asked, by) if up else unapprove(asked, "改数", by)
        except UndecidedError:
            assert not may
        else:
            assert may
            self.levels += 1 if up else -1

    def value(self, period: str) -> Decimal | None:
        """The value in force by the model."""
        return next((value for told, value, _ in reversed(self.told) if told == period), None)

    @invariant()
    def history_is_whole_and_the_last_counts(self) -> None:
        for part in ("", "-Q1"):
            series = observation(indicator=self.indicator, period=self.year + part).series
            told = [value for period, value, _ in self.told if period == series.period]
            assert [version.value for version in versions.history(series.subject)] == told
            now = in_force(versions.last(series.subject))
            assert (now.value if now else None) == self.value(series.period)


@BOTH
def test_history_is_never_lost_and_locks_hold_under_any_order_of_actions() -> None:
    run_state_machine_as_test(Keeping, settings=settings(max_examples=15, stateful_step_count=15, deadline=None))


# Rebuilding


@BOTH
def test_rebuilding_puts_wrong_rows_right_and_the_guard_back() -> None:
    from yunhe.server.tables import unguarded

    observe(observation(1), CLERK)
    observe(observation(2, "最终"), CLERK)
    decide()
    before = selected("SELECT value, status FROM observations_version ORDER BY number")
    editor = connection.schema_editor()
    with transaction.atomic(), connection.cursor() as cursor:
        rebuild.GUARD.lift(editor)
        cursor.execute("UPDATE observations_version SET value = '9' WHERE number = 2")
        cursor.execute("UPDATE observations_period SET levels = '[]'")
        rebuild.GUARD.put(editor)
    said = dict(rebuild.differences())
    assert said == {
        observation().series.subject: "第 2 个版本与记录不同",
        "period:2024/经济": "期间的审定情况与记录推出的不同",
    }
    assert rebuild.rebuild() == 2
    assert list(rebuild.differences()) == []
    assert selected("SELECT value, status FROM observations_version ORDER BY number") == before
    assert unguarded() == []


@BOTH
def test_an_approval_over_figures_that_were_changed_behind_is_refused() -> None:
    from yunhe.server.errors import StoreError

    observe(observation(1), CLERK)
    decide()
    with transaction.atomic(), connection.cursor() as cursor:
        rebuild.GUARD.lift(connection.schema_editor())
        cursor.execute("DELETE FROM observations_version")
        rebuild.GUARD.put(connection.schema_editor())
    with pytest.raises((StoreError, approving.UndecidedError)):
        decide(1)
    rebuild.rebuild()
    assert decide(1).levels == ("报送单位", "统计局")


# Verbs


def said(capsys: Any, *arguments: str, code: int = 0) -> str:
    capsys.readouterr()
    assert main(list(arguments)) == code
    shown = capsys.readouterr()
    return shown.out + shown.err


@pytest.fixture
def desk(folded: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(GONGSHU.parents[1])


CLERKS = ("--as", "区统计局.统计岗", "--person", "g1")
FIGURE = ("gdp", "--period", "2024年")
OFFICER = ("--as", "区数据局.安全管理员", "--person", "a1")


def appointed(capsys: Any, **holders: str) -> None:
    """Somebody who appoints, and those who are appointed."""
    said(capsys, "post", "appoint", "区数据局.安全管理员", "a1", "--basis", "示例")
    for person, post in holders.items():
        said(capsys, "post", "appoint", post, person, "--basis", "示例", *OFFICER)


@pytest.mark.usefixtures("desk")
def test_observing_from_the_shell(capsys: Any) -> None:
    appointed(capsys, g1="区统计局.统计岗")
    add = ("observe", "add", *FIGURE, "--unit", "亿元", *CLERKS)
    report = ("--document", "报告", "--page", "1")
    assert "2206.3亿元" in said(capsys, *add, "--value", "2206.3", "--status", "初步", *report)
    assert "修订没有写理由" in said(capsys, *add, "--value", "2", "--status", "修订", "--signed", code=2)
    unpaged = ("--value", "2", "--status", "最终", "--document", "年鉴")
    assert "没有写在文件的哪一页" in said(capsys, *add, *unpaged, code=2)
    said(capsys, *add, "--value", "2210", "--status", "最终", "--signed")
    shown = said(capsys, "observe", "show", "gdp", "--place", "拱墅区")
    assert shown.index("2206.3亿元") < shown.index("现行  2210亿元") < shown.index("区统计局.统计岗 g1 签")
    assert "共 1 个观测值" in said(capsys, "observe", "list", "--indicator", "地区生产总值", "--kind", "总量")
    assert "没有“gdq”这个指标" in said(capsys, "observe", "list", "--indicator", "gdq", code=2)
    assert "没有这样的观测值" in said(capsys, "observe", "show", "pm25", code=2)
    assert "理由：错" in said(capsys, "observe", "withdraw", *FIGURE, "--reason", "错", *CLERKS)
    assert "gdp" not in said(capsys, "observe", "export")


@pytest.mark.usefixtures("desk")
def test_only_who_holds_a_post_with_that_power_touches_real_data(capsys: Any) -> None:
    add = ("observe", "add", *FIGURE, "--value", "1亿元", "--status", "初步", "--signed")
    assert "“g1”此刻不在这个岗位" in said(capsys, *add, *CLERKS, code=2)
    appointed(capsys, g1="区统计局.统计岗", g2="区住建局.承办岗", g3="区发改经信局.统计岗")
    assert "不能做这件事（填报" in said(capsys, *add, "--as", "区住建局.承办岗", "--person", "g2", code=2)
    said(capsys, *add, *CLERKS)
    submit = ("period", "submit", "经济", "2024", "--as", "区发改经信局.统计岗", "--person")
    assert "此刻不在这个岗位" in said(capsys, *submit, "g1", code=2)
    deputy = ("post", "deputise", "区发改经信局.统计岗", "g4", "--of", "g3", "--until", "2099-01-01", "--basis", "出差")
    said(capsys, *deputy, "--as", "区发改经信局.统计岗", "--person", "g3")
    assert "锁定 1 个观测值" in said(capsys, *submit, "g4")
    assert chain.read("period:2024/经济")[0].body["through"] == {"as": "代理", "of": "g3"}


@BOTH
def test_who_is_in_no_post_touches_simulated_data_only() -> None:
    stranger = By("统计局.统计岗", "g1", NOON)
    with pytest.raises(RefusedError, match="真实数据要由在岗的人办"):
        observe(observation(1), stranger)
    observe(replace(observation(1), simulated=True), stranger)
    asked = question()
    approve(asked, By("发改局.统计岗", "g2", NOON))
    unapprove(asked, "练习", By("发改局.统计岗", "g2", NOON))
    observe(observation(2), CLERK)
    with pytest.raises(UndecidedError, match="真实数据要由在岗的人办"):
        approve(asked, By("发改局.统计岗", "g2", NOON))
    with pytest.raises(RefusedError, match="真实数据要由在岗的人办"):
        withdraw(observation().series, "练习", stranger)


@pytest.mark.usefixtures("desk")
def test_a_file_with_a_refused_row_ends_with_three(capsys: Any, tmp_path: Any) -> None:
    path = tmp_path / "表.csv"
    path.write_text(HEAD + "gdp,拱墅区,2024,1,亿元,初步,,\npm25,杭州市,2024,30,微克/立方米,初步,,\n", encoding="utf-8")
    shown = said(capsys, "observe", "import", str(path), "--simulated", *CLERKS, code=3)
    assert shown.count("没有写来源") == 2
    shown = said(capsys, "observe", "import", str(path), "--source", "快报", "--simulated", *CLERKS)
    assert "新增 2 个" in shown
    assert "其中 2 个是模拟数据" in said(capsys, "observe", "list")
    submit = ("period", "submit", "all", "2024", *CLERKS)
    assert "锁定 2 个观测值" in said(capsys, *submit)
    assert "其中模拟 2 个" in said(capsys, "period", "show", "all", "2024")
    assert "all · 2024 · 已审定：报送单位" in said(capsys, "period", "list")
    back = ("period", "unapprove", "all", "2024", "--reason", "重报", *CLERKS)
    assert "未审定，可以改" in said(capsys, *back)
    assert "未审定，可以改" in said(capsys, "period", "show", "经济", "2024")
    assert said(capsys, "period", "list") == "没有锁定的期间\n"
    assert "不是期间" in said(capsys, "period", "show", "经济", "前三季度", code=2)
    higher = ("period", "approve", "all", "2024", "--as", "区统计局.审核岗", "--person", "g2")
    assert "还没有审定" in said(capsys, *higher, code=2)
    assert "观测值、任职都与办理记录一致" in said(capsys, "rebuild", "--check")
