"""Bodies of requests are bounded before Django sees them: it writes whatever comes to the disk, from anybody, unread.

A form of the reading room may be as large as `uploads.ALTOGETHER`, one of the work floor holds a few attachments; who
stands outside, at the counter or at the login, sends less.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, TypeAlias

from yunhe.server.uploads import ALTOGETHER

OUTSIDE, INSIDE = 64 * 2**20, 300 * 2**20  # bytes
_BOUNDS = (("/reports/", ALTOGETHER), ("/matter/", INSIDE), ("/desk/", INSIDE))
_TOO_LARGE = "交来的太大，没有收下 → 分几次交"

Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
Application: TypeAlias = Callable[[Any, Any, Any], Awaitable[None]]


def bounded(application: Application) -> Application:
    """The application, behind a bound on what it is sent."""

    async def behind(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await application(scope, receive, send)
        most = bound_of(str(scope["path"]))
        if _said(scope) > most:
            return await _refuse(send)
        return await application(scope, _counted(receive, most), send)

    return behind


def bound_of(path: str) -> int:
    """How many bytes may be sent to an address."""
    return next((most for start, most in _BOUNDS if path.startswith(start)), OUTSIDE)


def _said(scope: Scope) -> int:
    """The length that the request says it has; 0 when it says none, or none that is a number."""
    said = next((value for name, value in scope["headers"] if name.lower() == b"content-length"), b"")
    return int(said) if said.isdigit() and len(said) < 20 else 0


def _counted(receive: Receive, most: int) -> Receive:
    """What comes, until it is too much: from then on the sender is taken for gone."""
    got = 0

    async def counted() -> Message:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        return message if got <= most else {"type": "http.disconnect"}

    return counted


async def _refuse(send: Send) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": _TOO_LARGE.encode()})
