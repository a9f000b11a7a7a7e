"""What the frame of every page shows: the district, who is here, the badge of the desk."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.http import HttpRequest

from yunhe.server.floor import board
from yunhe.server.pages.here import here
from yunhe.server.pages.sitting import sitting_of


def frame(request: HttpRequest) -> dict[str, Any]:
    """For the template `base.html`."""
    return {"here": here(), "sitting": sitting_of(request), "badge": _badge(request)}


def _badge(request: HttpRequest) -> Callable[[], int]:
    """How many matters press; counted once a page, and only where the frame shows it."""

    @cache
    def count() -> int:
        sitting = sitting_of(request)
        return board.urgent([seat.post for seat in sitting.seats], sitting.scope, sitting.at)

    return count
