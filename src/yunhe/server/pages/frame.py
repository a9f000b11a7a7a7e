"""What the frame of every page shows: the district, who is here, the badge of the desk."""

from typing import Any

from django.http import HttpRequest

from yunhe.server.pages.here import here
from yunhe.server.pages.sitting import sitting_of


def frame(request: HttpRequest) -> dict[str, Any]:
    """For the template `base.html`."""
    return {"here": here(), "sitting": sitting_of(request)}
