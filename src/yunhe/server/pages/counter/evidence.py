"""A file of a matter that its applicant brought or was given."""

import mimetypes

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header

from yunhe.errors import YunheError
from yunhe.server.counter import following
from yunhe.server.pages import refusals
from yunhe.server.pages.counter import proofs
from yunhe.server.pages.here import here
from yunhe.server.pages.page import Who

PATH = "counter/matter/<str:number>/file/<int:event>/<str:name>/"
WHO = Who.ANYBODY
KNOWN = ("application/pdf", "image/jpeg", "image/png", "text/plain")


def show(request: HttpRequest, number: str, event: int, name: str) -> HttpResponseBase:
    """The file, to keep; it is never opened in the page."""
    if not proofs.follows(request, number):
        return redirect(reverse("counter.follow"))
    try:
        called, content = following.file_of(here().office, number, event, name)
    except (LookupError, YunheError):
        return refusals.unknown(request)
    kind = mimetypes.guess_type(called)[0] or ""
    response = StreamingHttpResponse(content, content_type=kind if kind in KNOWN else "application/octet-stream")
    response.headers["Content-Disposition"] = content_disposition_header(True, called) or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    return response
