"""Observations, pure: periods, units, what supersedes what, tables with refused rows, approval level by level."""

import csv
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yunhe.definitions import strict
from yunhe.definitions.codes import district_of
from yunhe.definitions.raw import FieldRefusal
from yunhe.errors import DefinitionError, UnreadableError
from yunhe.observations import approval
from yunhe.observations.measure import basis_of, indicator_of, kind_of, measured
from yunhe.observations.observation import (
    STATUSES,
    Observation,
    Series,
    in_force,
    place_of,
    refusal_to_supersede,
    status_of,
    version_after,
    versions_of,
)
from yunhe.observations.period import period_of
from yunhe.observations.shipped import failures_in, paths_of
from yunhe.observations.source import DocumentPage, FileRow, Signed, said
from yunhe.observations.table import Row, Rows, lines, rows_of
from yunhe.reading.indicators import all_indicators
from yunhe.reading.intake import read_file
from yunhe.reading.reader import read_document
from yunhe.types import Event, Reading

ROOT = Path(__file__).resolve().parent.parent
GONGSHU = ROOT / "districts/gongshu"
DISTRICT = district_of(GONGSHU)
GDP = indicator_of("gdp")
HEAD = "指标,类型,地区,期间,数值,单位,状态,口径,来源,理由\n"
REPORT = DocumentPage("政府工作报告", "第一部分")
RULES = """
basis: 示例口径
levels: [{level: 报送单位}, {level: 统计局, post: 统计局.审核岗}, {level: 区政府, post: 区政府.审定岗}]
datasets:
  all: {post: 统计局.统计岗}
  经济: {post: 发改局.统计岗, indicators: [gdp]}
"""


# Periods


@pytest.mark.parametrize(
    ("written", "text", "starts", "ends"),
    [
        ("2024", "2024", "2024-01-01", "2024-12-31"),
        (2024, "2024", "2024-01-01", "2024-12-31"),
        ("2024年", "2024", "2024-01-01", "2024-12-31"),
        ("2024年末", "2024", "2024-01-01", "2024-12-31"),
        ("２０２４年上半年", "2024-H1", "2024-01-01", "2024-06-30"),
        ("2024H2", "2024-H2", "2024-07-01", "2024-12-31"),
        ("2024年第三季度", "2024-Q3", "2024-07-01", "2024-09-30"),
        ("2024-Q4", "2024-Q4", "2024-10-01", "2024-12-31"),
        ("2024年1-3月", "2024-Q1", "2024-01-01", "2024-03-31"),
        ("2024年1—12月", "2024", "2024-01-01", "2024-12-31"),
        ("2024年2月", "2024-02", "2024-02-01", "2024-02-29"),
        ("2024-02", "2024-02", "2024-02-01", "2024-02-29"),
        ("2024年3月5日", "2024-03-05", "2024-03-05", "2024-03-05"),
        ("2024-03-05", "2024-03-05", "2024-03-05", "2024-03-05"),
        ("2021—2025年", "2021-2025", "2021-01-01", "2025-12-31"),
    ],
)
def test_a_period_has_one_text_and_two_ends(written: object, text: str, starts: str, ends: str) -> None:
    found = period_of(written)
    assert found == (text, date.fromisoformat(starts), date.fromisoformat(ends))
    assert period_of(found.text) == found


@pytest.mark.parametrize(
    "written", ["前三季度", "2024年1-9月", "2024-13", "2024-02-30", "2025-2021", "24年", "2024年1", ""]
)
def test_what_the_contract_cannot_write_is_no_period(written: str) -> None:
    with pytest.raises(FieldRefusal, match="不是期间 → 写成"):
        period_of(written)


def test_a_year_holds_its_parts_and_no_others() -> None:
    year = period_of("2024")
    assert all(year.holds(period_of(part)) for part in ("2024", "2024-H1", "2024-Q4", "2024-12", "2024-12-31"))
    assert not any(year.holds(period_of(other)) for other in ("2025-Q1", "2021-2025", "2023-12-31"))


# Indicators, units, price bases


@pytest.mark.parametrize(
    ("indicator", "kind", "value", "unit", "found"),
    [
        ("gdp", "", "2206.3", "亿元", "220630000000元"),
        ("全区生产总值", "总量", "1,000", "万元", "10000000元"),
        ("gdp", "增速", "-0.5", "%", "-0.5%"),
        ("gdp", "", "2206.3亿元", "", "220630000000元"),
        ("高新技术企业", "", "1.2", "万个", "12000家"),
        ("研发投入强度", "", "3.97", "%", "3.97%"),
        ("建成区面积", "", "1200", "公顷", "12平方公里"),
        ("pm25", "", 28.5, "微克/立方米", "28.5微克/立方米"),
    ],
)
def test_values_come_exactly_into_the_unit_of_the_indicator(
    indicator: str, kind: str, value: object, unit: str, found: str
) -> None:
    meant = indicator_of(indicator)
    figure = measured(meant, kind_of(kind, meant), value, unit)
    assert f"{figure.value.normalize():f}{figure.unit}" == found


@pytest.mark.parametrize(
    ("indicator", "kind", "value", "unit", "said"),
    [
        ("gdp", "", "4", "%", "量不了“地区生产总值” → 换成 元；增速要写明"),
        ("gdp", "", "4", "", "没有写单位 → 写明单位，如 元"),
        ("gdp", "", "约2200", "亿元", "不是数"),
        ("gdp", "", "2200亿元", "万元", "只写一处"),
        ("gdp", "", "3", "亿美元", "换算不成“元”"),
        ("gdp", "比重", "3", "%", "是总量，不是比重"),
        ("gdp", "同笔", "3", "%", "不是类型"),
        ("研发投入强度", "", "397", "%", "合理范围"),
        ("耕地面积", "", "1", "公顷", "除不尽"),
    ],
)
def test_what_cannot_be_that_figure_is_refused(indicator: str, kind: str, value: str, unit: str, said: str) -> None:
    meant = indicator_of(indicator)
    with pytest.raises(FieldRefusal, match=said):
        measured(meant, kind_of(kind, meant), value, unit)


def test_a_reason_lets_an_implausible_value_stand() -> None:
    assert measured(indicator_of("研发投入强度"), "ratio", "101", "%", "口径含区外").value == 101


def test_an_unknown_indicator_is_refused_with_near_misses() -> None:
    with pytest.raises(FieldRefusal, match="没有“gdq”这个指标 → 是不是gdp"):
        indicator_of("gdq")
    with pytest.raises(FieldRefusal, match="地区生产总值（gdp）"):
        indicator_of("地区总产值")


def test_every_indicator_is_known_by_its_own_name() -> None:
    assert [one.id for one in all_indicators().values() if indicator_of(one.name) is not one] == []


def test_the_price_basis_is_what_statistics_publish_unless_said() -> None:
    assert (basis_of("", GDP, "level"), basis_of(None, GDP, "growth")) == ("现价", "可比价")
    assert basis_of("当年价格", GDP, "growth") == "现价"
    assert basis_of("“五经普”调整后", GDP, "level") == "“五经普”调整后"
    assert basis_of("", indicator_of("pm25"), "level") == ""


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=0, max_value=10**9))
def test_no_digit_is_lost_between_the_units_of_money(value: Decimal) -> None:
    one, other = measured(GDP, "level", f"{value:f}", "亿元"), measured(GDP, "level", f"{value * 10_000:f}", "万元")
    assert one == other
    assert one.value == value * 10**8


@pytest.mark.parametrize(("written", "status"), [("初步核算数", "初步"), ("最终核实", "最终"), ("普查修订", "修订")])
def test_statuses_have_other_names(written: str, status: str) -> None:
    assert status_of(written) == status


@pytest.mark.parametrize("written", ["", "估计", "初歩"])
def test_other_statuses_are_refused(written: str) -> None:
    with pytest.raises(FieldRefusal, match="状态"):
        status_of(written)


def test_a_place_is_a_name() -> None:
    assert place_of(" 杭州市 ") == "杭州市"
    for wrong in ("330105", "浙江/杭州"):
        with pytest.raises(FieldRefusal, match="不是地名"):
            place_of(wrong)


# Versions


def observation(value: object = 1, status: str = "初步", reason: str = "", simulated: bool = False) -> Observation:
    series = Series("gdp", "level", "拱墅区", "2024", "现价")
    return Observation(series, Decimal(str(value)), "元", status, REPORT, reason, simulated)


def told(*given: Observation | str) -> list[Event]:
    """Events of one series: each value supersedes, a text withdraws."""
    found: list[Event] = []
    for number, one in enumerate(given, 1):
        body = {"reason": one, "withdraws": number - 1} if isinstance(one, str) else one.body()
        kind = "withdrawn" if isinstance(one, str) else "superseded" if number > 1 else "observed"
        at = datetime(2025, 1, number, tzinfo=UTC)
        found.append(Event("observation:x", number, at, kind, "统计局.统计岗", "g1", body))
    return found


def refused(now: Observation | None, new: Observation) -> str:
    before = versions_of(told(now))[-1] if now else None
    refusal = refusal_to_supersede(before, new)
    return str(refusal) if refusal else ""


@pytest.mark.parametrize(
    ("now", "new", "said"),
    [
        (None, observation(1, "初步"), ""),
        (None, observation(1, "最终"), ""),
        (None, observation(1, "修订"), "修订没有写理由"),
        (None, observation(1, "修订", "普查"), ""),
        (observation(1, "初步"), observation(2, "最终"), ""),
        (observation(1, "初步"), observation(2, "初步"), "同一状态换数没有写理由"),
        (observation(1, "初步"), observation(2, "初步", "笔误"), ""),
        (observation(1, "最终"), observation(2, "初步", "退回"), "不能退回“初步”"),
        (observation(1, "最终"), observation(2, "最终", "又核"), "状态写“修订”并写明理由"),
        (observation(1, "最终"), observation(2, "修订", "普查"), ""),
        (observation(1, "修订", "普查"), observation(2, "修订", "再查"), ""),
        (observation(1, "修订", "普查"), observation(2, "最终"), "不能退回“最终”"),
        (observation(1, "初步"), observation(2, "最终", simulated=True), "不能由模拟数据取代"),
        (observation(1, "修订", "演练", simulated=True), observation(2, "初步"), ""),
    ],
)
def test_what_may_take_the_place_of_what(now: Observation | None, new: Observation, said: str) -> None:
    found = refused(now, new)
    assert said in found
    assert bool(found) == bool(said)


def test_a_withdrawn_value_is_not_in_force_and_stays_in_the_history() -> None:
    versions = versions_of(told(observation(1), "重复", observation(3)))
    assert [version.value for version in versions] == [1, None, 3]
    assert in_force(versions[1]) is None
    assert (versions[1].reason, versions[1].series) == ("重复", versions[0].series)


@given(st.lists(st.one_of(st.sampled_from(STATUSES), st.just("撤")), max_size=8))
def test_folding_one_by_one_is_folding_all(steps: list[str]) -> None:
    first = [observation(n, step, "理由") if step != "撤" or n == 0 else "理由" for n, step in enumerate(steps)]
    events = told(*(observation(0) if one == "理由" and n == 0 else one for n, one in enumerate(first)))
    last, found = None, []
    for event in events:
        last = version_after(event, last)
        found.append(last)
    assert tuple(found) == versions_of(events)
    assert len(found) == len(events)


def test_sources_are_said_in_words() -> None:
    row = FileRow("a.csv", "0" * 64, 3, "快报", "年鉴", "第2页", "原句")
    assert said(row.body()) == "快报 年鉴 第2页（a.csv 第3行）"
    assert said(FileRow("a.csv", "0" * 64, 3, "").body()) == "a.csv 第3行"
    assert said(REPORT.body()) == "政府工作报告 第一部分"
    assert said(Signed("g1", "统计局.统计岗").body()) == "统计局.统计岗 g1 签"


# Tables


def read(*rows: str, head: str = HEAD) -> Rows:
    return rows_of((head + "\n".join(rows)).encode(), "表.csv", DISTRICT)


def test_a_row_becomes_an_observation_with_file_row_and_digest() -> None:
    rows = read("地区生产总值,,全区,2024年,2206.3,亿元,初步核算,,快报,")
    [(number, found)] = rows.found
    assert (number, found.series.subject) == (2, "observation:gdp/level/拱墅区/2024/现价")
    body = found.source.body()
    assert (body["form"], body["name"], body["row"], body["said"]) == ("file", "表.csv", 2, "快报")
    assert len(str(body["sha256"])) == 64


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("gdq,,全区,2024,1,元,初步,,快报,", "第2行 “指标”：没有“gdq”这个指标 → 是不是gdp"),
        ("gdp,,,2024,1,元,初步,,快报,", "第2行 “地区”：没有填 → 写明地区"),
        ("gdp,,全区,前三季度,1,元,初步,,快报,", "第2行 “期间”：“前三季度”不是期间"),
        ("gdp,,全区,2024,1,元,初步,,,", "第2行 “来源”：没有写来源"),
        ("gdp,,全区,2024,1,元,估计,,快报,", "第2行 “状态”：“估计”不是状态"),
        ("gdp,,全区,2024,,元,初步,,快报,", "没有填"),
    ],
)
def test_a_refused_row_is_named_with_column_and_reason(row: str, said: str) -> None:
    rows = read(row, "gdp,,全区,2023,1,元,初步,,快报,")
    assert said in "\n".join(lines(rows))
    assert (rows.is_whole, len(rows.found)) == (False, 1)


def test_everything_that_is_wrong_with_a_row_is_said_at_once() -> None:
    assert sum("第2行" in line for line in lines(read("gdp,,全区,何时,x,元,啥,,,"))) == 4


def test_the_same_series_twice_is_refused_however_it_is_written() -> None:
    rows = read("gdp,,全区,2024,1,元,初步,,快报,", "地区生产总值,总量,拱墅区,2024年,2,元,最终,现价,快报,")
    assert "第3行 整行：与第2行是同一指标、地区、期间、口径" in "\n".join(lines(rows))


def test_a_file_without_places_is_about_the_district() -> None:
    [row] = read("gdp,2024,1,元,初步,快报", head="指标名称,年份,数据,计量单位,数据性质,数据来源\n").found
    assert row.observation.series.place == "拱墅区"


def test_subdistricts_have_one_name() -> None:
    rows = read("gdp,,半山,2024,1,元,初步,,快报,", "gdp,,330105011,2023,1,元,初步,,快报,")
    assert {row.observation.series.place for row in rows.found} == {"半山街道"}


def test_a_file_that_is_no_such_table_is_refused() -> None:
    with pytest.raises(UnreadableError, match="表头缺少“数值、状态” → 要有：指标、类型"):
        read("gdp,2024", head="指标,期间\n")
    assert "没有对应的字段 → 删去这一列，或改成 指标" in "\n".join(lines(read("a,1", head=HEAD.strip() + ",增幅\n")))


@settings(max_examples=60)
@given(st.lists(st.lists(st.text("指标gdp2024年元亿%初步最终,\"'=-.1 ", max_size=8), max_size=10), max_size=6))
def test_every_row_is_taken_refused_or_left_out(table: list[list[str]]) -> None:
    import io

    out = io.StringIO(newline="")
    csv.writer(out).writerows([HEAD.strip().split(","), *table])
    try:
        rows = rows_of(out.getvalue().encode(), "表.csv", DISTRICT, "来源")
    except UnreadableError:
        return
    named = {row.number for row in rows.found} | {one.row for one in rows.table.refused}
    left = {n for one in rows.table.left_out for n in range(one.first, one.last + 1)}
    assert {n for n, cells in enumerate(table, 2) if any(cell.strip() for cell in cells)} <= named | left


# What the district ships

SHIPPED = paths_of(GONGSHU)
BEFORE_2021 = "原拱墅区"  # the area before 下城区 was merged into it; its reports call it 拱墅区


@cache
def reading(path: str) -> Reading:
    return read_document(read_file(str(ROOT / path), name=path))


def shipped(path: Path) -> Iterator[tuple[Row, Mapping[str, str]]]:
    """The rows of a file, as they are imported and as they are written."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        written = list(csv.DictReader(file))
    rows = rows_of(path.read_bytes(), path.name, DISTRICT)
    assert rows.is_whole, "\n".join(lines(rows))
    yield from zip(rows.found, written, strict=True)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_figure_stands_in_its_text_and_is_read_there(path: Path) -> None:
    for row, written in shipped(path):
        observation, place = row.observation, f"{path.name}第{row.number}行"
        text = reading(written["文件"]).document.text
        [claim] = [claim for claim in reading(written["文件"]).claims if claim.start == int(written["位置"])]
        quote = written["原文"]
        assert text[claim.end - len(quote) : claim.end] == quote, place
        assert (claim.value, claim.unit or "%", claim.bound) == (observation.value, observation.unit, "="), place
        series = observation.series
        assert (claim.indicator_id, claim.kind, claim.period) == (series.indicator, series.kind, series.period), place
        assert claim.place == series.place.removeprefix("原"), place
        assert not claim.basis or claim.basis in (series.basis, "规上", "规模以上"), place
        assert (series.place == BEFORE_2021) == (claim.place == "拱墅区" and series.period < "2020"), place
        assert claim.status != "target", place


def test_a_shipped_row_that_would_be_refused_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "observations").mkdir()
    (tmp_path / "district.yaml").write_bytes((GONGSHU / "district.yaml").read_bytes())
    assert list(failures_in(tmp_path)) == []
    path = tmp_path / "observations" / "a.csv"
    path.write_text(HEAD + "gdp,,全区,2024,1,元,初步,,快报,\ngdq,,全区,2024,1,元,初步,,快报,\n", encoding="utf-8")
    [failure] = failures_in(tmp_path)
    assert str(failure).startswith(f"{path}:3: “指标”：没有“gdq”这个指标 → 是不是gdp")
    path.write_text("甲,乙\n1,2\n", encoding="utf-8")
    assert "表头缺少" in str(*failures_in(tmp_path))
    assert list(failures_in(GONGSHU)) == []


def test_there_are_figures_of_the_district_and_of_its_city() -> None:
    counts = {path.stem: len(list(shipped(path))) for path in SHIPPED}
    assert counts == {"拱墅区": 66, "杭州市": 177, "杭州市（后来改用的数）": 2}


# Approval


def rules(written: str = RULES) -> approval.Approval:
    return approval.approval_of(strict.parse(written, "approval.yaml"))


def test_the_district_has_levels_and_datasets() -> None:
    found = approval.load(GONGSHU)
    assert [level.name for level in found.levels] == ["报送单位", "区统计局", "区政府"]
    assert {"all", "经济"} <= set(found.datasets)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[gdp]", "[gdq]", "approval.yaml:6: 没有“gdq”这个指标 → 是不是“gdp”？"),
        ("  all: {post: 统计局.统计岗}\n", "", "缺少数据集“all”"),
        ("{level: 统计局, post: 统计局.审核岗}", "{level: 统计局}", "“统计局”没有写岗位"),
        ("level: 区政府", "level: 统计局", "两级同名"),
        ("经济:", "经/济:", "里有“/”"),
        ("basis:", "bases:", "缺少键“basis”"),
    ],
)
def test_rules_that_cannot_hold_are_refused_with_their_line(old: str, new: str, said: str) -> None:
    with pytest.raises(DefinitionError) as refused:
        rules(RULES.replace(old, new))
    assert said in str(refused.value)


def test_a_level_is_known_by_its_post() -> None:
    found = rules()
    economy = found.dataset("经济")
    assert found.level("", economy, "发改局.统计岗").name == "报送单位"
    assert found.level("", economy, "统计局.审核岗").name == "统计局"
    with pytest.raises(UnreadableError, match=r"不审定“经济” → 各级：报送单位（发改局\.统计岗）"):
        found.level("", economy, "路人.岗")
    with pytest.raises(UnreadableError, match="是不是“经济”"):
        found.dataset("经济学")


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 2)), max_size=20))
def test_approval_is_always_a_prefix_of_the_levels(steps: list[tuple[bool, int]]) -> None:
    found, given = rules(), ()
    for up, index in steps:
        level, before = found.levels[index], len(given)
        decide = approval.after_approving if up else approval.after_unapproving
        may = index == before if up else index == before - 1
        try:
            given = decide(found, given, level)
        except FieldRefusal:
            assert not may
        else:
            assert may
    assert given == tuple(level.name for level in found.levels[: len(given)])


def test_levels_that_were_renamed_stop_everything_until_they_are_put_back() -> None:
    with pytest.raises(FieldRefusal, match="已按别的层级审定到“街道”"):
        approval.after_approving(rules(), ("街道",), rules().levels[1])
