"""One task: what it says, how it stands, and the sentence of the report that it comes from."""

from functools import lru_cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yunhe.server.pages import refusals
from yunhe.server.pages.floor import kinds
from yunhe.server.pages.here import here
from yunhe.server.pages.page import Who
from yunhe.server.pages.sitting import sitting_of
from yunhe.server.tasks import board
from yunhe.tracking.sentences import Likely, likely, sentences

PATH = "task/<str:number>/"
WHO = Who.SEATED
SHOWN = ("序号", "项目名称", "牵头单位", "牵头领导", "年度目标", "开始日期", "完成时限", "完成情况", "结果")


def show(request: HttpRequest, number: str) -> HttpResponse:
    """The task."""
    sitting, office = sitting_of(request), here().office
    key = number.rsplit("-", 2)[0]
    if key not in {one.key for one in kinds.all_of(office)}:
        return refusals.unknown(request)
    task = board.one(office, key, sitting.scope, number, sitting.at)
    if task is None:
        return refusals.unknown(request)
    work, year = task.value(board.WORK), task.value(board.YEAR)
    public = office.version_of(task.situation).fields
    given = {
        "area": "floor",
        "simulated": task.situation.simulated,
        "task": task,
        "work": work,
        "facts": [(name, task.value(name)) for name in SHOWN if task.value(name) and name in public],
        "year": year,
        "sentences": [(one, round(one.share * 100), _words(one)) for one in _near(work, year)],
        "has_report": _report(year) is not None,
    }
    return render(request, "floor/task.html", given)


def _near(work: str, year: str) -> list[Likely]:
    path = _report(year)
    return likely(work, _sentences(path, path.stat().st_mtime)) if path else []


def _report(year: str) -> Path | None:
    """The report that the district keeps of a year: tasks of a year come from the report read at its beginning."""
    path = here().folder / "reports" / f"{year}.txt"
    return path if year.isdecimal() and path.is_file() else None


@lru_cache(maxsize=8)
def _sentences(path: Path, changed: float) -> tuple[tuple[int, str], ...]:
    return tuple(sentences(path.read_text(encoding="utf-8")))


def _words(one: Likely) -> str:
    """A few words by which the sentence is searched for."""
    return one.text[:18].rstrip("，、。；")
