"""How far reports are, told as they go on: a stream of server-sent events that ends by itself.

Between two looks no connection to the database is held: each look takes one, reads a row or a batch, and closes it.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any

from asgiref.sync import sync_to_async
from django.db import connection
from django.http import StreamingHttpResponse

from yunhe.server.reports.models import Report

EVERY = 0.5  # seconds between two looks
LONGEST = 600.0  # seconds that a stream lasts; the browser asks anew
_QUIET = 15.0  # seconds after which something is said, so that nobody between takes it for dead

Look = Callable[[], Sequence[Report]]


def standing(report: Report) -> dict[str, Any]:
    """What a page shows of one report that is on its way."""
    said = {"id": report.pk, "state": report.state, "word": str(report.get_state_display())}
    return said | {"progress": report.progress, "problem": report.problem, "remedy": report.remedy}


def response(look: Look) -> StreamingHttpResponse:
    """The stream; `look` fetches the reports, in a thread of its own."""
    answer = StreamingHttpResponse(events(look), content_type="text/event-stream; charset=utf-8")
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Accel-Buffering"] = "no"  # a proxy passes each event on at once
    return answer


async def events(look: Look, every: float = EVERY, longest: float = LONGEST) -> AsyncIterator[bytes]:
    """An event `standing` whenever something has changed, `done` when nothing is left to wait for."""
    loop = asyncio.get_running_loop()
    began = spoke = loop.time()
    before = ""
    while loop.time() - began < longest:
        reports = await sync_to_async(_looked, thread_sensitive=False)(look)
        said = json.dumps([standing(report) for report in reports], ensure_ascii=False)
        if said != before:
            before, spoke = said, loop.time()
            yield _event("standing", said)
        if not any(report.is_waiting for report in reports):
            yield _event("done", "{}")
            return
        if loop.time() - spoke > _QUIET:
            spoke = loop.time()
            yield b": \n\n"
        await asyncio.sleep(every)


def _event(kind: str, data: str) -> bytes:
    return f"event: {kind}\ndata: {data}\n\n".encode()


def _looked(look: Look) -> Sequence[Report]:
    try:
        return list(look())
    finally:
        connection.close()
