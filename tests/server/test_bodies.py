"""Bodies of requests: nobody fills the disk with what is read by no page."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest


def asked(path: str, pieces: Iterator[bytes], *headers: tuple[bytes, bytes]) -> tuple[int, list[Any]]:
    """How many bytes an application gets to see of a request, and what is answered."""
    from yunhe.server.bodies import bounded

    seen, said = 0, list[Any]()

    async def application(scope: Any, receive: Any, send: Any) -> None:
        nonlocal seen
        while (message := await receive())["type"] == "http.request":
            seen += len(message["body"])
            if not message["more_body"]:
                break

    async def receive() -> Any:
        piece = next(pieces, None)
        return {"type": "http.request", "body": piece or b"", "more_body": piece is not None}

    async def send(message: Any) -> None:
        said.append(message)

    scope = {"type": "http", "path": path, "headers": list(headers)}
    asyncio.run(bounded(application)(scope, receive, send))
    return seen, said


def endless() -> Iterator[bytes]:
    piece = bytes(2**20)
    while True:
        yield piece


@pytest.mark.parametrize("path", ["/counter/follow/", "/account/login/", "/", "/matter/X-2026-000001/do/答复/"])
def test_what_never_ends_is_cut_off(path: str) -> None:
    from yunhe.server.bodies import bound_of

    seen, said = asked(path, endless())
    assert seen <= bound_of(path)
    assert not said


def test_what_says_that_it_is_too_long_is_not_read() -> None:
    seen, said = asked("/counter/follow/", endless(), (b"content-length", b"70000000"))
    assert seen == 0
    assert said[0]["status"] == 413


def test_what_fits_comes_through() -> None:
    from yunhe.server.bodies import bound_of
    from yunhe.server.uploads import ALTOGETHER

    seen, said = asked("/counter/follow/", iter([b"abc", b"de"]), (b"content-length", b"5"))
    assert (seen, said) == (5, [])
    assert bound_of("/reports/") == ALTOGETHER


def test_the_site_stands_behind_it() -> None:
    from yunhe.server.asgi import application

    assert application.__qualname__.startswith("bounded")
