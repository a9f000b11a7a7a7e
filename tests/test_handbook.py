"""The handbook is what the definitions give, and the legal limits in it end on the days that were counted by hand."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from yunhe import cli
from yunhe.definitions.codes import district_of
from yunhe.handbook import limits, loops, paper
from yunhe.handbook.pages import pages, write
from yunhe.mechanisms import workdays
from yunhe.mechanisms.library import library_of
from yunhe.mechanisms.mechanism import Clock
from yunhe.mechanisms.workdays import CHINA, Calendar

ROOT = Path(__file__).resolve().parent.parent
GONGSHU = ROOT / "districts/gongshu"
LIBRARY = library_of(GONGSHU, district_of(GONGSHU))
CALENDAR = Calendar.shipped()


@pytest.mark.parametrize("name", ["limits.md", "loops.md", "systems.md"])
def test_the_page_is_what_the_definitions_give(name: str) -> None:
    made, kept = pages(GONGSHU, ROOT / "docs")[name], (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert made == kept, f"docs/{name} is of other definitions → yunhe handbook --district districts/gongshu"


def test_every_mechanism_has_its_section_and_its_run() -> None:
    text = (ROOT / "docs/loops.md").read_text(encoding="utf-8")
    keys = [mechanism.key for mechanism in LIBRARY.current()]
    assert text.count("```mermaid\n") == text.count("\n走一遍（") == len(keys)
    assert all(f"\n## {key}\n" in text for key in keys)


def test_pages_are_written_where_they_are_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["handbook", "--district", str(GONGSHU), "-o", str(tmp_path / "页")]
    assert cli.main(asked) == cli.DONE
    assert capsys.readouterr().out.count("写好了") == 3
    assert write(GONGSHU, tmp_path / "页")[0].read_text(encoding="utf-8").startswith("# Limits 时限\n")


def test_what_would_end_a_cell_does_not() -> None:
    assert paper.cell("甲|乙*丙\n丁<b>") == "甲\\|乙\\*丙 丁\\<b\\>"


def test_a_run_shows_what_happens_by_itself_at_its_instant() -> None:
    mechanism = LIBRARY.all_of("督察信访件整改")[-1]
    (silent,) = [one for one in mechanism.rehearsals if one.name == "不签收视同签收，不报措施催报"]
    rows = list(loops.played(mechanism, silent, CALENDAR))
    assert rows[0][:3] == ("2025年3月3日09:00", "申请人", "登记")
    assert ("2025年3月4日24时", "系统", "视同签收", "定措施中", "2025年3月10日24时") in rows
    assert rows[-1] == ("2025年3月10日24时", "系统", "催报措施", "定措施中", "已到期")


class Counted(NamedTuple):
    """A limit counted by hand: from a day, perhaps in the case of a choice, to the last day on which it is kept."""

    mechanism: str
    clock: str
    start: str
    last: str
    case: str = ""


# 2025: rest from 28 January to 4 February; Sunday 26 January and Saturday 8 February are worked.
BY_HAND = (
    Counted("信访", "待接收", "2025-01-24", "2025-02-07"),  # 26, 27 January, 5, 6, 7 February
    Counted("信访", "待接收", "2025-02-03", "2025-02-10"),  # 5, 6, 7, 8 (worked), 10 February
    Counted("信访", "待转送", "2025-01-17", "2025-02-05"),  # 1 February is festival
    Counted("信访", "待转送", "2025-01-24", "2025-02-08"),  # the Saturday is worked: it stays
    Counted("信访", "告知期限", "2025-01-11", "2025-01-26"),  # the Sunday is worked: it stays
    Counted("信访", "告知期限", "2025-01-25", "2025-02-10"),  # 9 February is a plain Sunday
    Counted("信访", "办理期限", "2024-12-05", "2025-02-05"),  # day 60 is 3 February
    Counted("信访", "复查中", "2024-12-27", "2025-01-26"),
    Counted("信访", "复核期限", "2025-01-09", "2025-02-08"),
    Counted("人大代表建议", "答复期限", "2024-10-31", "2025-02-05"),  # 31 January
    Counted("人大代表建议", "答复期限", "2024-08-01", "2025-02-05", "面广疑难"),  # six months: 1 February
    Counted("人大代表建议", "重新办理", "2025-01-31", "2025-02-28"),  # no 31 February: the month's last
    Counted("人大代表建议", "重新办理", "2024-12-31", "2025-02-05"),  # 31 January
    Counted("加装电梯", "使用登记", "2025-01-09", "2025-02-08"),
    Counted("审计问题整改", "报告期限", "2024-11-30", "2025-02-05"),  # day 60 is 29 January
    Counted("督查督办", "复核中", "2025-01-02", "2025-02-05"),  # day 30 is 1 February
    Counted("项目全生命周期", "开工期限", "2024-11-08", "2025-02-08"),  # the same day of the month, a worked Saturday
    Counted("项目全生命周期", "停工", "2025-01-03", "2025-02-05"),  # 3 February
    Counted("项目全生命周期", "停工满一年", "2024-02-04", "2025-02-05"),  # a year later is 4 February
    Counted("项目全生命周期", "停工满一年", "2024-02-29", "2025-02-28"),  # no 29 February in 2025
    Counted("项目全生命周期", "待备案", "2025-01-11", "2025-01-26"),
    Counted("欠薪处置", "调查期限", "2024-11-08", "2025-02-08"),  # 15 in November, 22, 19, and 5–8 February (worked)
    Counted("征迁交地", "预公告中", "2025-01-21", "2025-02-10"),  # 22–24, 26, 27 January, 5–8 (worked), 10 February
    Counted("征迁交地", "待公告批准", "2025-01-17", "2025-02-13"),  # 7 in January, 5–8, 10–13 February
    Counted("征迁交地", "征求意见中", "2025-01-03", "2025-02-05"),  # day 30 is 2 February
    Counted("征迁交地", "待公告决定", "2025-01-19", "2025-01-26"),  # the Sunday is worked: it stays
    Counted("征迁交地", "待选择方式", "2025-01-20", "2025-02-05"),  # day 15 is 4 February
    Counted("预付式消费", "停业告示中", "2025-01-09", "2025-02-08"),  # the Saturday is worked: it stays
    Counted("预付式消费", "退款中", "2025-01-25", "2025-02-05"),  # day 5 is 30 January
    Counted("做地出让", "逾期未动工", "2024-02-04", "2025-02-05"),  # a year later is 4 February
)
PROLONGED = (
    Counted("信访", "办理期限", "2025-01-03", "2025-02-05"),  # 30 days after 3 January: 2 February
    Counted("项目全生命周期", "开工期限", "2025-02-05", "2025-05-06"),  # 5 May is Labour Day's
)


def clock_of(counted: Counted) -> Clock:
    clock = LIBRARY.all_of(counted.mechanism)[-1].clocks[counted.clock]
    return clock.suited({clock.by: counted.case}) if counted.case else clock


def last_day(at: datetime) -> str:
    """The last day of a limit that ends with it, at 24:00 in China."""
    assert at.astimezone(CHINA).strftime("%H:%M") == "00:00"
    return (at.astimezone(CHINA) - timedelta(days=1)).date().isoformat()


@pytest.mark.parametrize("counted", BY_HAND, ids=lambda one: f"{one.mechanism}·{one.clock}·{one.start}")
def test_a_legal_limit_ends_on_the_day_counted_by_hand(counted: Counted) -> None:
    clock = clock_of(counted)
    assert clock.is_statutory
    start = datetime.fromisoformat(counted.start).replace(hour=10, tzinfo=CHINA)
    due = workdays.due(CALENDAR, start, clock.limit, last_day_moves=clock.last_day_moves)
    assert (last_day(due.at), due.provisional) == (counted.last, False)


@pytest.mark.parametrize("counted", PROLONGED, ids=lambda one: f"{one.mechanism}·{one.clock}")
def test_a_limit_prolonged_goes_on_from_its_last_day(counted: Counted) -> None:
    clock = clock_of(counted)
    assert clock.extension is not None
    ends = datetime.fromisoformat(counted.start).replace(tzinfo=CHINA) + timedelta(days=1)
    due = workdays.extended(CALENDAR, ends, clock.extension.by, last_day_moves=clock.last_day_moves)
    assert last_day(due.at) == counted.last


def test_no_kind_of_legal_limit_is_left_uncounted() -> None:
    legal = {
        (limit.unit, limit.count if limit.unit == "workdays" else 0, clock.last_day_moves)
        for mechanism in LIBRARY.current()
        for clock in limits.statutory(mechanism)
        for limit in (clock.limit, *(limit for _, limit in clock.cases))
    }
    counted = {
        (clock.limit.unit, clock.limit.count if clock.limit.unit == "workdays" else 0, clock.last_day_moves)
        for clock in map(clock_of, BY_HAND)
    }
    assert legal <= counted, "count a limit of this kind by hand and add it to BY_HAND"
