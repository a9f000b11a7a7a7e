"""What can be done at the counter, and the way to a matter that was handed in before."""

from django.http import HttpRequest, HttpResponse

from yunhe.server.pages.counter.drafting import offered
from yunhe.server.pages.counter.showing import page
from yunhe.server.pages.here import here
from yunhe.server.pages.page import Who

PATH = "counter/"
WHO = Who.ANYBODY


def show(request: HttpRequest) -> HttpResponse:
    """The list."""
    found = [mechanism for key in here().office.library.versions if (mechanism := offered(key))]
    return page(request, "counter/home.html", mechanisms=found)
