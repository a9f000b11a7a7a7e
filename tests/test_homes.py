"""Statistics and plans: what they say of the report stands in it, and what does not is refused with its line."""

from pathlib import Path

import pytest

from yunhe import proof, systems
from yunhe.errors import DefinitionError
from yunhe.observations import statistics
from yunhe.tracking import plan

GONGSHU = Path(__file__).resolve().parent.parent / "districts/gongshu"
REPORT = systems.report_of(GONGSHU)
SAYS = {row.id: row.says for row in systems.table(GONGSHU)}
STATISTICS = """statistics: 核算
owner: 区统计局
systems: [S002, S003]
basis: 示例口径
every: 季
indicators: {gdp: [总量], tertiary_value_added: [增速]}
"""
PLAN = """plan: 例计划
owner: 区府办
systems: [S001]
basis: 例报告
tasks:
  - {says: {start: 0, end: 2, quote: 例如}, lead: 区府办}
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "x.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def said_of(folder: Path, text: str) -> list[str]:
    claims = proof.read_text(REPORT).claims
    return [str(error) for error in statistics.failures(statistics.load(written(folder, text)), SAYS, claims)]


def test_every_plan_and_all_statistics_of_the_district_hold() -> None:
    plans = [plan.load(path, REPORT) for path in plan.paths_of(GONGSHU)]
    assert len(plans) >= 13
    assert all(task.says.stands_in(REPORT) for one in plans for task in one.tasks)
    assert len(statistics.paths_of(GONGSHU)) >= 25
    assert [str(failure) for failure in proof.district_failures(GONGSHU)] == []


def test_at_most_six_systems_are_text_only_each_with_its_reason() -> None:
    only = [one for path in plan.paths_of(GONGSHU) if (one := plan.load(path, REPORT)).text_only]
    assert sum(len(one.systems) for one in only) <= 6
    assert "S156" in {id for one in only for id in one.systems}


def test_statistics_that_the_report_bears_out_pass(tmp_path: Path) -> None:
    assert said_of(tmp_path, STATISTICS) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("[S002, S003]", "[S002, S003, S123]", "x.yaml:3: 报告里 S123 的原句没有读到这些指标"),
        ("gdp: [总量]", "gdp: [位次]", "x.yaml:6: “gdp”在这些编号的原句里都没有读到"),
        ("gdp: [总量]", "gdp: [总量], pm25: [总量]", "“pm25”在这些编号的原句里都没有读到"),
    ],
)
def test_statistics_that_the_report_does_not_bear_out_are_named(
    tmp_path: Path, old: str, new: str, problem: str
) -> None:
    assert any(problem in said for said in said_of(tmp_path, STATISTICS.replace(old, new)))


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("gdp: [总量]", "gpd: [总量]", "x.yaml:6: indicators.yaml 里没有“gpd”"),
        ("[增速]", "[增长]", "增长"),
        ("every: 季", "every: 季度", "季度"),
        ("indicators: {gdp: [总量], tertiary_value_added: [增速]}\n", "", "没有写指标"),
    ],
)
def test_statistics_that_cannot_be_meant_are_refused(tmp_path: Path, old: str, new: str, problem: str) -> None:
    with pytest.raises(DefinitionError, match=problem):
        statistics.load(written(tmp_path, STATISTICS.replace(old, new)))


@pytest.mark.parametrize(
    ("text", "report", "problem"),
    [
        (PLAN, "别的话", "x.yaml:6: 报告的 0–2 处不是“例如”"),
        (PLAN + "text_only: 只是文字\n", "例如", "写 tasks 或 text_only"),
        (PLAN.partition("tasks:")[0], "例如", "写 tasks 或 text_only"),
        (PLAN.replace("plan:", "plans:"), "例如", "plan"),
    ],
)
def test_a_plan_that_quotes_what_nobody_said_is_refused(tmp_path: Path, text: str, report: str, problem: str) -> None:
    with pytest.raises(DefinitionError, match=problem):
        plan.load(written(tmp_path, text), report)


def test_a_plan_knows_where_the_report_says_each_task(tmp_path: Path) -> None:
    [task] = plan.load(written(tmp_path, PLAN), "例如这样").tasks
    assert (task.says.start, task.says.end, task.lead) == (0, 2, "区府办")
