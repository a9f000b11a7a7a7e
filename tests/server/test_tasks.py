"""A responsibility table, all the way: imported, a matter for each task, worked, lit, published as a table again."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.test_task_tables import HEAD, LAYOUTS, as_xlsx, real_rows
from yunhe.cli import main
from yunhe.mechanisms.workdays import CHINA
from yunhe.registers.table import import_table

GONGSHU = str(Path(__file__).resolve().parents[2] / "districts/gongshu")
pytestmark = pytest.mark.ledger
DATES = ("--with", "开始日期=2024-01-01", "完成时限=2024-12-31")


@pytest.fixture
def desk(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the district's real table of 2024 Q2 as a workbook, imported as simulated."""
    monkeypatch.chdir(tmp_path)
    name, rows = "", []
    for row in real_rows("2024Q2", len(HEAD)):
        name = row[1] if len(row) == len(HEAD) else name
        rows.append([row[0], name, *row[-3:]])
    Path("二季度.xlsx").write_bytes(as_xlsx([HEAD, *rows]))
    assert yunhe("register", "import", "督查任务", "二季度.xlsx", "--mapping", "tasks_2024", "--simulated") == 0
    at(monkeypatch, 2024, 3, 4)
    return tmp_path


def yunhe(*words: str) -> int:
    return main([*words, "--district", GONGSHU])


def at(monkeypatch: pytest.MonkeyPatch, *day: int) -> None:
    """Set the clock of the server to the noon of a day."""
    year, month, date = day
    monkeypatch.setattr("yunhe.server.clock.now", lambda: datetime(year, month, date, 12, tzinfo=CHINA))


def opened(capsys: pytest.CaptureFixture[str], *more: str) -> str:
    capsys.readouterr()
    assert yunhe("task", "open", "督查督办", "--from", "督查任务", *DATES, "--simulated", *more) == 0
    return capsys.readouterr().out.strip()


def done(number: int, action: str, post: str, *more: str) -> None:
    assert yunhe("run", "do", f"督查督办-2024-{number:06}", action, "--as", post, *more) == 0


def sheet_of(path: str) -> Sequence[Sequence[object]]:
    return [[cell.value for cell in row] for row in load_workbook(path).worksheets[0].iter_rows()]


def test_every_task_gets_a_matter_once(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert opened(capsys, "--where", "序号=3") == "立项1件：督查督办-2024-000001 …；已有的0条略过"
    assert opened(capsys) == "立项10件：督查督办-2024-000002 …；已有的1条略过"
    assert opened(capsys) == "立项0件；已有的11条略过"


def test_nothing_is_opened_when_one_cannot_be(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("task", "open", "督查督办", "--from", "督查任务", "--with", "开始日期=2024-01-01", "--simulated")
    assert yunhe(*words) == 2
    assert "缺少“完成时限”" in capsys.readouterr().err
    assert opened(capsys) == "立项11件：督查督办-2024-000001 …；已有的0条略过"


def test_a_quarter_is_published_and_comes_in_again(
    desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(capsys)
    Path("方案.txt").write_text("例", encoding="utf-8")
    for number, progress in ((3, "53.6"), (4, "30")):
        done(number, "下达", "区政府办公室.督查岗", "--unit", "主办单位=区发改经信局")
        done(number, "签收", "区发改经信局.承办岗")
        done(number, "报分解方案", "区发改经信局.承办岗", "--with", "年度目标=定性", "--file", "分解方案=方案.txt")
        at(monkeypatch, 2024, 6, 28)
        report = ("--with", f"完成进度={progress}", "完成情况=按计划推进")
        done(number, "月报", "区发改经信局.承办岗", *report)
        at(monkeypatch, 2024, 3, 5)
    at(monkeypatch, 2024, 7, 23)
    columns = ("--columns", "序号", "项目名称", "主要工作内容", "牵头单位", "完成进度", "灯")
    capsys.readouterr()
    assert yunhe("task", "table", "督查督办", "--at", "2024-06-30", *columns, "--output", "公开.xlsx") == 0
    assert capsys.readouterr().out.strip() == "公开.xlsx：11件（模拟数据）"
    table = sheet_of("公开.xlsx")
    assert table[0][0] == "政府工作报告任务督查督办（截至2024-06-30）"
    assert "模拟数据" in str(table[1][0])
    lights = {row[0]: (row[4], row[5]) for row in table[3:]}
    assert lights["3"] == ("53.6%", "绿")
    assert lights["4"] == ("30%", "红")
    found = import_table(Path("公开.xlsx").read_bytes(), "公开.xlsx", without_light())
    assert [entry.entry.values["完成进度"] for entry in found.taken][2:4] == ["53.6", "30"]


def without_light() -> object:
    from dataclasses import replace

    return replace(LAYOUTS["tasks_2024"], ignored=frozenset({"灯"}))


def test_the_table_is_that_of_its_day(
    desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(capsys)
    at(monkeypatch, 2024, 4, 1)
    done(1, "下达", "区政府办公室.督查岗", "--unit", "主办单位=区发改经信局")
    at(monkeypatch, 2024, 4, 2)
    for day, state in (("2024-03-31", "待下达"), ("2024-04-01", "待签收")):
        assert yunhe("task", "table", "督查督办", "--at", day, "--columns", "编号", "状态", "--output", "表.csv") == 0
        assert f"督查督办-2024-000001,{state}" in Path("表.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("task", "open", "督查督办", "--from", "督查任物"), "是不是“督查任务”？"),
        (("task", "open", "督查督办", "--from", "企业"), "没有唯一指到台账“企业”的字段"),
        (("task", "open", "督查督办", "--from", "督查任务", "--where", "年=2024"), "看不懂“年=2024”"),
        (("task", "table", "督查督办", "--columns", "整改措施说明", "--output", "x.xlsx"), "“整改措施说明”不能公开"),
        (("task", "table", "督查督办", "--columns", "进度", "--output", "x.xlsx"), "没有“进度”这一列"),
        (("task", "table", "督查督办", "--output", "x.pdf"), "不认识的格式"),
    ],
)
def test_bad_input_is_refused_in_one_line(
    desk: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    assert yunhe(*words) == 2
    error = capsys.readouterr().err.strip()
    assert said in error
    assert "\n" not in error
    assert not list(desk.glob("x.*"))
