"""The board of tasks under supervision: by light, unit, leader or section, each with its progress and why."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from yunhe.mechanisms.mechanism import Mechanism
from yunhe.server.pages import refusals
from yunhe.server.pages.floor import kinds, seen_register, tasks_open
from yunhe.server.pages.here import here
from yunhe.server.pages.page import Who
from yunhe.server.pages.sitting import sitting_of
from yunhe.server.tasks import board

PATH = "tasks/"
WHO = Who.SEATED
BOUNDS = ("year", "light", "unit", "leader", "section")


def show(request: HttpRequest) -> HttpResponse:
    """The board, bounded and grouped as the address says."""
    mechanism = kinds.chosen(request)
    if mechanism is None:
        return refusals.unknown(request)
    sitting = sitting_of(request)
    every = board.tasks(here().office, mechanism.key, sitting.scope, sitting.at)
    asked = {name: request.GET.get(name, "").strip()[:100] for name in BOUNDS}
    group = request.GET.get("group", "")
    group = group if group in board.GROUPS else "light"
    found = [task for task in every if _fits(task, asked)]
    given = {
        "area": "floor",
        "simulated": any(task.situation.simulated for task in found),
        "at": sitting.at,
        "mechanism": mechanism,
        "kinds": kinds.all_of(here().office),
        "asked": asked,
        "group": group,
        "group_words": group_words(),
        "groups": list(board.grouped(found, group, here().access.units)),
        "counts": board.colours(found).items(),
        "total": len(found),
        "choices": _choices(every),
        "opens": tasks_open.about(request) is not None,
        "imports_into": _imports_into(request, mechanism),
    }
    return render(request, "floor/tasks.html", given)


def _imports_into(request: HttpRequest, mechanism: Mechanism) -> str:
    """The register of these tasks, for who may import into it."""
    name = next(str(field.register) for field in mechanism.fields.values() if field.register)
    seen = seen_register.one(request, name)
    return name if seen and seen.importer else ""


def group_words() -> list[tuple[str, str]]:
    """By what tasks are grouped."""
    return [("light", _("灯")), ("unit", _("牵头单位")), ("leader", _("牵头领导")), ("section", _("项目"))]


def _fits(task: board.Task, asked: dict[str, str]) -> bool:
    own = {
        "year": task.value(board.YEAR),
        "light": task.colour,
        "unit": task.unit,
        "leader": task.value(board.LEADER),
        "section": task.value(board.SECTION),
    }
    return all(not wanted or own[name] == wanted for name, wanted in asked.items())


def _choices(every: list[board.Task]) -> dict[str, list[str]]:
    return {
        "years": sorted({task.value(board.YEAR) for task in every} - {""}, reverse=True),
        "units": sorted({task.unit for task in every}),
        "leaders": sorted({task.value(board.LEADER) for task in every} - {""}),
        "sections": sorted({task.value(board.SECTION) for task in every} - {""}),
    }
