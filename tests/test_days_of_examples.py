"""An example may say on which day something is done, for limits around festivals and worked weekends."""

from pathlib import Path

import pytest

from yunhe.errors import DefinitionError
from yunhe.mechanisms import grammar
from yunhe.mechanisms.law import failures
from yunhe.mechanisms.workdays import Calendar

LOOP = """
mechanism: 试
basis: 示例口径
kept_by: yunhe
start: 办理中
states:
  办理中:
    owner: 甲局.承办岗
    within: {limit: 2 workdays, warn: 0, escalate: [{do: 催办, after: due, tell: 甲局.督办岗}]}
    actions: {办结: 已办结}
  已办结:
examples:
  一例: {events: [EVENTS], ends: 办理中EXTRA}
  不能重开: {events: [办结, 办结], refused: {at: 办结, because: 事项已经办结}}
"""


def said(tmp_path: Path, events: str, extra: str = "") -> list[str]:
    path = tmp_path / "试.yaml"
    path.write_text(LOOP.replace("EVENTS", events).replace("EXTRA", extra), encoding="utf-8")
    return [failure.problem for failure in failures(grammar.load(path), Calendar.shipped())]


@pytest.mark.parametrize(
    ("opened", "still", "late"),
    [
        ("2025-01-24", "2025-01-27", "2025-01-28"),  # 1月26日星期日上班
        ("2025-01-27", "2025-02-06", "2025-02-07"),  # 春节1月28日至2月4日
        ("2025-02-07", "2025-02-10", "2025-02-11"),  # 2月8日星期六上班
    ],
)
def test_working_days_run_around_the_spring_festival(tmp_path: Path, opened: str, still: str, late: str) -> None:
    assert said(tmp_path, f"{{do: 登记, on: {opened}}}, {{on: {late}}}", ", fires: [催办]") == []
    assert said(tmp_path, f"{{do: 登记, on: {opened}}}, {{on: {still}}}", ", fires: [催办]") != []


def test_days_go_forward_only(tmp_path: Path) -> None:
    assert "2025-01-23 在上一步以前" in said(tmp_path, "{do: 登记, on: 2025-01-24}, {on: 2025-01-23}")[0]


@pytest.mark.parametrize(
    ("step", "problem"),
    [
        ("{on: 2025-02-30}", "不是日期"),
        ("{on: 2025-02-28, wait: 1 day}", "时间写了两次"),
        ("{by: 甲局.承办岗}", "没有写做什么"),
    ],
)
def test_a_step_that_says_no_day_or_two_times_is_refused(tmp_path: Path, step: str, problem: str) -> None:
    with pytest.raises(DefinitionError, match=problem):
        said(tmp_path, step)
