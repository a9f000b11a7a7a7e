"""The file that a proposal makes, to be looked at or put into the district's folder by hand."""

from django.http import HttpRequest, HttpResponse

from yunhe.server.pages import refusals
from yunhe.server.pages.downloads import download
from yunhe.server.pages.here import here
from yunhe.server.pages.page import Who
from yunhe.server.pages.sitting import sitting_of
from yunhe.server.proposals import finding

PATH = "proposal/<str:id>/file/"
WHO = Who.SEATED


def show(request: HttpRequest, id: str) -> HttpResponse:
    """The file, for who sees the proposal."""
    sitting = sitting_of(request)
    found = finding.find(id[:16], sitting.person, sitting.seats, here().office.library)
    return refusals.unknown(request) if found is None else download(found.file, found.after.encode())
