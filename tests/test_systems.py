"""The 158 systems of the report: each stands in the report, and its state follows from the definitions alone."""

import shutil
from collections import Counter
from pathlib import Path

import pytest

from yunhe import systems
from yunhe.definitions import strict
from yunhe.errors import DefinitionError, UnreadableError

ROOT = Path(__file__).resolve().parent.parent
GONGSHU = ROOT / "districts" / "gongshu"


@pytest.fixture
def district(tmp_path: Path) -> Path:
    """A copy of 拱墅 with no definition of its own yet."""
    (tmp_path / "reports").mkdir()
    shutil.copy(GONGSHU / "systems.yaml", tmp_path)
    shutil.copy(GONGSHU / "reports" / "2025.txt", tmp_path / "reports")
    return tmp_path


def define(district: Path, place: str, written: str) -> None:
    path = district / place
    path.parent.mkdir(exist_ok=True)
    path.write_text(written, encoding="utf-8")


def states(district: Path) -> dict[str, str]:
    return {row.id: row.state for row in systems.table(district)}


def edit(district: Path, old: str, new: str) -> None:
    path = district / "systems.yaml"
    written = path.read_text(encoding="utf-8")
    assert old in written
    path.write_text(written.replace(old, new, 1), encoding="utf-8")


def test_the_report_names_158_systems_and_each_sentence_stands_in_it() -> None:
    rows = systems.table(GONGSHU)
    text = (GONGSHU / "reports/2025.txt").read_bytes().decode()
    assert [row.id for row in rows] == [f"S{number:03}" for number in range(1, 159)]
    assert all(row.says.stands_in(text) for row in rows)


def test_kinds_are_counted_as_the_survey_counted_them() -> None:
    kinds = Counter(kind for row in systems.table(GONGSHU) for kind in row.kinds)
    assert (kinds["indicator"], kinds["register"], kinds["case-workflow"], kinds["risk model"]) == (39, 38, 27, 5)


def test_a_sentence_that_runs_over_a_page_break_keeps_it() -> None:
    [row] = [row for row in systems.table(GONGSHU) if row.id == "S023"]
    assert "1658.6亿\n\n元" in row.says.quote


def test_nothing_runs_where_nothing_is_defined(district: Path) -> None:
    assert set(states(district).values()) == {"尚无"}


@pytest.mark.parametrize(
    ("place", "written", "state"),
    [
        ("registers/x.yaml", "register: 企业\nsystems: [S025]\n", "仅登记"),
        ("mechanisms/x.yaml", "mechanism: 企呼我应\nsystems: [S024, S025]\n", "运行中"),
        ("mechanisms/x.yaml", "systems: [S025]\ndata: 模拟\n", "模拟"),
        ("indicators/x.sql", "-- systems: S025\n-- data: 待外部数据\nSELECT 1\n", "待外部数据"),
        ("mechanisms/x.yaml", "# systems: [S025]\nstates: {a: {systems: [S025]}}\n", "尚无"),
        ("notes/x.yaml", "systems: [S025]\n", "尚无"),
    ],
)
def test_the_state_follows_from_the_definition(district: Path, place: str, written: str, state: str) -> None:
    define(district, place, written)
    assert states(district)["S025"] == state
    assert states(district)["S026"] == "尚无"


def test_of_several_homes_the_furthest_counts(district: Path) -> None:
    define(district, "registers/x.yaml", "systems: [S025]\n")
    define(district, "mechanisms/x.yaml", "systems: [S025]\n")
    [row] = [row for row in systems.table(district) if row.id == "S025"]
    assert (row.state, len(row.homes)) == ("运行中", 2)


def test_it_refuses_a_definition_that_serves_an_unknown_system(district: Path) -> None:
    define(district, "models/x.yaml", "model: x\nsystems: [S999]\n")
    with pytest.raises(DefinitionError, match=r"x\.yaml:2: systems\.yaml 里没有“S999” → "):
        systems.table(district)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("start: 311,", "start: 312,", "不是“全区实现地区生产总值"),
        ("kinds: [plan]", "kinds: [plam]", "是不是想写“plan”"),
        ("    kinds: [plan]\n", "    kinds: [plan]\n    note: x\n", "不认识的键“note”"),
        ("  S001:", "  X1:", "编号“X1”不合规则"),
        ("reports/2025.txt", "reports/1925.txt", "读不到报告"),
    ],
)
def test_it_refuses_what_cannot_be_meant(district: Path, old: str, new: str, problem: str) -> None:
    edit(district, old, new)
    with pytest.raises(DefinitionError, match=problem):
        systems.table(district)


def test_the_printed_table_has_a_line_each_and_a_count(district: Path) -> None:
    define(district, "mechanisms/x.yaml", "systems: [S025]\n")
    heading, *rows, total = systems.lines(systems.table(district), width=120)
    assert heading.startswith("编号")
    assert len(rows) == 158
    assert rows[1].split()[:4] == ["S002", "尚无", "指标", "地区生产总值"]
    assert total == "共 158 项：运行中 1，尚无 157"


def test_it_finds_the_only_district_from_the_project_folder() -> None:
    assert systems.find_district(start=ROOT) == GONGSHU
    assert systems.find_district(start=GONGSHU) == GONGSHU
    assert systems.find_district(str(GONGSHU)) == GONGSHU


def test_where_several_lie_it_names_them_and_one_to_choose(tmp_path: Path) -> None:
    for name in ("jia", "yi"):
        (tmp_path / "districts" / name).mkdir(parents=True)
        (tmp_path / "districts" / name / "systems.yaml").touch()
    with pytest.raises(UnreadableError, match=r"有几个区县：.*jia、.*yi → 用 --district 指明，如 --district .*jia"):
        systems.find_district(start=tmp_path)


@pytest.mark.parametrize("given", [None, "nowhere"])
def test_it_says_where_to_point_when_there_is_no_district(tmp_path: Path, given: str | None) -> None:
    with pytest.raises(UnreadableError, match="--district"):
        systems.find_district(given, tmp_path)


def test_the_district_has_its_code_and_eighteen_subdistricts() -> None:
    district = strict.load(GONGSHU / "district.yaml")
    code, name, parent = (district.take(key, strict.text) for key in ("code", "name", "parent"))
    streets = dict(district.take("subdistricts", strict.mapping).entries(strict.text))
    assert (code, name, parent) == ("330105", "拱墅区", "杭州市")
    assert len(streets) == 18
    assert all(street.startswith(code) for street in streets)
