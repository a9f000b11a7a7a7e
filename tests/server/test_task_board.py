"""The board of tasks, the monthly report of a unit, opening from the register, the public table; each in scope."""

import re
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from some_tasks import POST, UNITS, WORDS, enter, make
from visitors import staff

CLERK = "区住建局.承办岗"
IN_WINDOW = datetime(2026, 3, 27, 2, tzinfo=UTC)
OUTSIDE = datetime(2026, 3, 20, 2, tzinfo=UTC)


@pytest.fixture
def at(site_of_tests: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sets the clock of the pages."""

    def put(now: datetime) -> None:
        for place in ("sitting", "floor.tasks_month", "floor.tasks_open"):
            monkeypatch.setattr(f"yunhe.server.pages.{place}.now", lambda: now)

    put(IN_WINDOW)
    return put


def said(answer: Any, status: int = 200) -> str:
    """What somebody reads."""
    assert answer.status_code == status, answer.content.decode()[:2000]
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())))


def token(answer: Any) -> str:
    found = re.search(r'name="token" value="([^"]+)"', answer.content.decode())
    assert found
    return found[1]


def test_the_board_shows_the_tasks_of_a_scope_with_their_lights(at: Any) -> None:
    numbers = make()
    leader, clerk = staff("W1", "区政府.区长"), staff("W2", CLERK)
    whole, own = said(leader.get("/tasks/")), said(clerk.get("/tasks/"))
    assert all(words in whole for words in WORDS)
    assert [words in own for words in WORDS] == [True, True, False]
    assert "应到23.4%，报0%" in whole
    for group in ("unit", "leader", "section", "瞎写"):
        assert WORDS[2] in said(leader.get(f"/tasks/?group={group}"))
    assert WORDS[2] not in said(leader.get("/tasks/?unit=区住建局"))
    assert WORDS[0] not in said(leader.get("/tasks/?light=绿"))
    assert leader.get("/tasks/?mechanism=信访").status_code == 404
    assert clerk.get(f"/task/{numbers[2]}/").status_code == 404


def test_a_unit_reports_all_its_tasks_in_one_form(at: Any) -> None:
    numbers = make()
    clerk = staff("W2", CLERK)
    form = clerk.get("/tasks/month/")
    assert [words in said(form) for words in WORDS] == [True, True, False]
    sent = {
        "token": token(form),
        f"{numbers[0]}.完成进度": "30",
        f"{numbers[0]}.完成情况": "按计划",
        f"{numbers[1]}.完成进度": "过半",
        f"{numbers[1]}.完成情况": "按计划推进着",
        f"{numbers[2]}.完成进度": "99",
        f"{numbers[2]}.完成情况": "别家的",
    }
    again = clerk.post("/tasks/month/", sent)
    seen = said(again, 422)
    assert "不是数" in seen
    assert "按计划推进着" in again.content.decode()
    assert WORDS[0] not in seen
    assert _progress(numbers) == ["30", None, None]
    assert clerk.post("/tasks/month/", sent).status_code == 302  # the same form, once more
    assert _progress(numbers) == ["30", None, None]
    right = clerk.post("/tasks/month/", {**sent, "token": token(again), f"{numbers[1]}.完成进度": "45.5"})
    assert right.status_code == 302
    assert _progress(numbers) == ["30", "45.5", None]


def _progress(numbers: list[str]) -> list[object]:
    from yunhe.server.matters import row

    return [row.find(number).values.get("完成进度") for number in numbers]


def test_outside_of_the_window_nothing_is_taken(at: Any) -> None:
    numbers = make()
    clerk = staff("W2", CLERK)
    at(OUTSIDE)
    form = clerk.get("/tasks/month/")
    assert "窗口是每月25日至5日" in said(form)
    sent = {"token": token(form), f"{numbers[0]}.完成进度": "30", f"{numbers[0]}.完成情况": "按计划"}
    clerk.post("/tasks/month/", sent)
    assert _progress(numbers)[0] is None


def test_what_would_be_opened_is_shown_before_anything_is_written(at: Any) -> None:
    from yunhe.server.matters.models import StoredMatter

    enter()
    desk = staff("W3", POST)
    assert "开始日期" in said(desk.get("/tasks/open/"))
    missing = said(desk.post("/tasks/open/", {"年度": "2026", "simulated": "1"}), 422)
    assert "缺少“开始日期”" in missing
    dates = {"开始日期": "2026-03-01", "完成时限": "2026-12-31", "simulated": "1"}
    tried = desk.post("/tasks/open/", dates)
    assert "会立 3 件，已有的 0 条略过；还没有写" in said(tried)
    assert not StoredMatter.objects.exists()
    done = {**dates, "confirmed": "1", "token": token(tried)}
    assert desk.post("/tasks/open/", done).status_code == 302
    assert desk.post("/tasks/open/", done).status_code == 302
    assert StoredMatter.objects.count() == len(UNITS)
    assert "会立 0 件，已有的 3 条略过" in said(desk.post("/tasks/open/", dates))


def test_the_public_table_is_that_of_its_day(at: Any, tmp_path: Path) -> None:
    make()
    leader = staff("W1", "区政府.区长")
    assert all(words in said(leader.get("/tasks/table/?at=2026-03-20")) for words in WORDS)
    assert "那天还没有立项" in said(leader.get("/tasks/table/?at=2026-03-01"))
    assert WORDS[2] not in said(staff("W2", CLERK).get("/tasks/table/"))
    (tmp_path / "表.xlsx").write_bytes(leader.get("/tasks/table/file/?at=2026-03-20").content)
    rows = [[cell.value for cell in row] for row in load_workbook(tmp_path / "表.xlsx").worksheets[0].iter_rows()]
    assert rows[0][0] == "政府工作报告任务督查督办（截至2026-03-20）"
    assert "模拟" in str(rows[1][0])
    assert [row[1] for row in rows[3:]] == list(WORDS) or [row[2] for row in rows[3:]] == list(WORDS)


def test_a_task_leads_to_its_sentence(at: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from yunhe.server.pages.floor import task

    number = make()[0]
    report = tmp_path / "2026.txt"
    report.write_text(
        "一、工作安排\n提升创新能级，新增国家高新技术企业84家、省科技型中小企业186家。建成公园。", "utf-8"
    )
    monkeypatch.setattr(task, "_report", lambda year: report)
    seen = said(staff("W2", CLERK).get(f"/task/{number}/"))
    assert "新增国家高新技术企业84家、省科技型中小企业186家。" in seen
    assert "任务的词有 100% 在这一句里" in seen


def test_sentences_are_told_by_their_words() -> None:
    from yunhe.tracking.sentences import likely, sentences

    found = list(sentences("甲。\n\n  乙丙丁戊！ 己庚"))
    assert found == [(0, "甲。"), (6, "乙丙丁戊！"), (12, "己庚")]
    assert [one.start for one in likely("乙丙丁", found)] == [6]
    assert likely("", found) == likely("壬癸子丑", found) == []
