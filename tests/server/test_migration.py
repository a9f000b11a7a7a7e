"""Running matters keep version and due dates until a command moves them, which says first what it would change."""

from datetime import date, datetime, timedelta
from importlib.resources import files
from pathlib import Path

import pytest

from yunhe.mechanisms.act import Act
from yunhe.mechanisms.holidays import read_years
from yunhe.mechanisms.library import library_of
from yunhe.mechanisms.workdays import CHINA, Calendar
from yunhe.server.matters import migration, rebuild, row, work, year

SAMPLE = (files("yunhe.mechanisms.acts") / "sample.yaml").read_text(encoding="utf-8")
NEW = SAMPLE.replace("kept_by: yunhe", 'kept_by: yunhe\nsince: "2026-01-01"')
NOW = datetime(2025, 12, 30, 9, 0, tzinfo=CHINA)

pytestmark = pytest.mark.usefixtures("database")


def office(folder: Path, **versions: str) -> work.Office:
    kept = folder / "区" / "mechanisms"
    kept.mkdir(parents=True, exist_ok=True)
    for name, written in versions.items():
        (kept / f"{name}.yaml").write_text(written, encoding="utf-8")
    return work.Office(library_of(kept.parent), Calendar.shipped())


def opened(office: work.Office, at: datetime = NOW) -> str:
    return work.open_one(office, "样本", Act("登记", "申请人", at)).subject


def both(folder: Path, new: str) -> work.Office:
    old = folder / "区" / "mechanisms"
    old.mkdir(parents=True, exist_ok=True)
    (old / "样本@1949-10-01.yaml").write_text(SAMPLE, encoding="utf-8")
    return office(folder, 样本=new)


def test_new_matters_take_the_new_version_and_running_ones_keep_theirs(tmp_path: Path) -> None:
    number = opened(office(tmp_path, 样本=SAMPLE))
    now = both(tmp_path, NEW.replace("within: 2 workdays", "within: 4 workdays"))
    assert row.find(opened(now, NOW + timedelta(days=3))).version == "2026-01-01"
    work.do(now, number, Act("受理", "窗口.受理岗", NOW + timedelta(hours=1)))
    assert row.find(number).version == "1949-10-01"


def test_a_migration_says_first_and_then_does_it(tmp_path: Path) -> None:
    number = opened(office(tmp_path, 样本=SAMPLE))
    renamed = NEW.replace("待受理", "待收件")
    now = both(tmp_path, renamed)
    target = now.library.in_force("样本", date(2026, 1, 2))
    stuck = list(migration.to_version(now, target, {}, NOW + timedelta(days=3)))
    assert [(step.number, step.refused) for step in stuck] == [(number, True)]
    assert "没有在办的状态“待受理”" in stuck[0].said
    steps = list(migration.to_version(now, target, {"待受理": "待收件"}, NOW + timedelta(days=3)))
    assert "“待受理” → “待收件”" in steps[0].said
    assert row.find(number).version == "1949-10-01"
    migration.carry_out(steps[0])
    assert (row.find(number).version, row.find(number).state) == ("2026-01-01", "待收件")
    assert list(rebuild.differences()) == []


def test_due_dates_stay_when_only_the_version_changes(tmp_path: Path) -> None:
    number = opened(office(tmp_path, 样本=SAMPLE))
    now = both(tmp_path, NEW.replace("within: 2 workdays", "within: 9 workdays"))
    target = now.library.in_force("样本", date(2026, 1, 2))
    before = row.find(number).due
    (step,) = migration.to_version(now, target, {}, NOW + timedelta(days=3))
    assert "到期" not in step.said
    migration.carry_out(step)
    assert row.find(number).due == before


def test_an_imported_year_changes_due_dates_only_by_command(tmp_path: Path) -> None:
    desk = office(tmp_path, 样本=SAMPLE)
    late = datetime(2026, 12, 30, 9, 0, tzinfo=CHINA)
    number = opened(desk, late)
    provisional = row.find(number).clocks["待受理"]
    assert provisional.provisional
    (new,) = read_years("2027.csv", "日期,标记,名称,依据\n2027-01-01,休,元旦,\n")
    assert year.bring_in(new, "日历管理岗", "", late)
    assert not year.bring_in(new, "日历管理岗", "", late)
    desk = work.Office(desk.library, year.in_force())
    assert row.find(number).clocks["待受理"] == provisional
    (step,) = migration.to_calendar(desk, late + timedelta(hours=1))
    migration.carry_out(step)
    after = row.find(number).clocks["待受理"]
    assert after.due - provisional.due == timedelta(days=3)
    assert not after.provisional
    assert list(migration.to_calendar(desk, late + timedelta(hours=2))) == []
    assert list(rebuild.differences()) == []
