"""How far the files of a batch are, as a stream of server-sent events."""

from asgiref.sync import sync_to_async
from django.http import HttpRequest, HttpResponseBase

from yunhe.server.pages import refusals
from yunhe.server.pages.page import Who
from yunhe.server.pages.sitting import sitting_of
from yunhe.server.reports import batches, following

PATH = "reports/batch/<str:id>/progress/"
WHO = Who.READER


async def show(request: HttpRequest, id: str) -> HttpResponseBase:
    """The stream."""
    batch = await sync_to_async(lambda: batches.find(sitting_of(request), id))()
    if batch is None:
        return await sync_to_async(refusals.unknown)(request)
    return following.response(lambda: batches.waiting(batch))
