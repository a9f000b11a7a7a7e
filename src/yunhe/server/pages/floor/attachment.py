"""An attachment of a matter, as a download under its own name; one that is covered for a purpose only."""

from collections.abc import Iterator, Mapping

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from yunhe.errors import YunheError
from yunhe.server.floor import attachments
from yunhe.server.floor.attachments import disposition, is_file
from yunhe.server.pages import refusals
from yunhe.server.pages.floor import before
from yunhe.server.pages.page import Who
from yunhe.server.pages.sitting import sitting_of

PATH = "matter/<str:number>/file/<int:event>/<str:name>/"
WHO = Who.SEATED


def show(request: HttpRequest, number: str, event: int, name: str) -> HttpResponseBase:
    """The file, or the question what it is wanted for."""
    found = before.found(request, number)
    kept = attachments.value(found, event, name) if found else None
    if found is None or kept is None:
        return refusals.unknown(request)
    if is_file(kept) and isinstance(kept, Mapping):
        try:
            return _download(*attachments.plain(found, name, kept))
        except YunheError as error:
            return refusals.refused(request, error)
    return _asked(request, before.head(found), name)


def act(request: HttpRequest, number: str, event: int, name: str) -> HttpResponseBase:
    """The file for a purpose, written down first."""
    found = before.found(request, number)
    kept = attachments.value(found, event, name) if found else None
    if found is None or kept is None or is_file(kept):
        return refusals.unknown(request)
    seat, purpose = found.looking(sitting_of(request).seats), request.POST.get("purpose", "")
    if not purpose.strip():
        return _asked(request, before.head(found), name, _("写明为什么要看"))
    try:
        return _download(*attachments.opened(found, seat, purpose, name, kept))
    except YunheError as error:
        return refusals.refused(request, error)


def _asked(request: HttpRequest, head: Mapping[str, object], name: str, problem: str = "") -> HttpResponse:
    given = {**head, "name": name, "problem": problem}
    return render(request, "floor/attachment.html", given, status=422 if problem else 200)


def _download(name: str, blocks: Iterator[bytes]) -> StreamingHttpResponse:
    return StreamingHttpResponse(
        blocks,
        content_type="application/octet-stream",
        headers={"Content-Disposition": disposition(name), "X-Content-Type-Options": "nosniff"},
    )
