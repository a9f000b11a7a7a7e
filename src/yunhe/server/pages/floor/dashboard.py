"""The dashboard: what is red and why, what moved since yesterday; each number opens to its rows and says how fresh."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from yunhe.mechanisms.workdays import CHINA
from yunhe.server.pages.floor.links import by_light, to, to_rows
from yunhe.server.pages.here import here
from yunhe.server.pages.page import Who
from yunhe.server.pages.sitting import sitting_of
from yunhe.server.statistics import board
from yunhe.server.statistics.counting import since_yesterday
from yunhe.server.statistics.tally import LIGHTS

PATH = "dashboard/"
WHO = Who.SEATED


def show(request: HttpRequest) -> HttpResponse:
    """All of it, within the scope of whoever asks."""
    sitting = sitting_of(request)
    standing = board.standing(sitting.scope, sitting.at)
    moves, numbers = board.moved(sitting.scope, sitting.at)
    units = board.lines(standing, "unit", here().access.units)
    reds = board.red(standing)
    given = {
        "area": "floor",
        "simulated": standing.simulated or moves.simulated,
        "at": standing.at,
        "moved_at": moves.at,
        "lights": by_light(tuple(standing.where(mark=light).total for light in LIGHTS)),
        "total": standing.total,
        "moves": _moves(numbers, f"{since_yesterday(sitting.at).astimezone(CHINA):%Y-%m-%d}"),
        "reds": [_red(one) for one in reds[: board.MOST_RED]],
        "more_reds": max(len(reds) - board.MOST_RED, 0),
        "longest": [(one, one.days(sitting.at)) for one in board.longest(sitting.scope, sitting.at)],
        "mechanisms": [
            (line, to("mechanism", line.name), by_light(line.numbers, mechanism=line.name))
            for line in board.lines(standing, "mechanism")
        ],
        "units": [(line, to("unit", line.name), _of_unit(line)) for line in units],
    }
    return render(request, "floor/dashboard.html", given)


def _red(one: board.Red) -> tuple[board.Red, str]:
    return one, to_rows(mechanism=one.mechanism, state=one.state, light="late", **_whose(one.unit))


def _of_unit(line: board.Line) -> list[tuple[str, int, str]]:
    return by_light(line.numbers, **_whose(line.name))


def _whose(unit: str) -> dict[str, str]:
    """The bound of a list: the unit, or the applicant who is none."""
    return {"unit": unit} if unit in here().access.units else {"whose": unit}


def _moves(numbers: dict[str, int], since: str) -> list[tuple[str, int, str]]:
    words = {
        "opened": _("新登记"),
        "closed": _("办结"),
        "returned": _("退回"),
        "escalated": _("到期处置"),
        "extended": _("延期"),
    }
    return [(words[name], number, to_rows(moved=name, since=since)) for name, number in numbers.items()]
