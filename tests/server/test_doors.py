"""Every URL × every role × own or foreign thing: who may come in, by the tables in `doors/`.

A table `doors/<part>.tsv` has a row per page, method and thing: the page's name, the method, the path, then a column
per visitor with the status that they get. A path names things in braces: `/matter/{own_matter}/`; each is made by the
module of that name in `samples/`, whose `make()` returns what stands in the path, anew for every visitor. A page or
method without a row fails; so does a row without its page. `302` means: led to the login (or, after a POST, onwards).
Posts send no fields unless the cell after the visitors holds them (`name=value&…`); for GET that cell says `download`
or `stream` of what is no page.
"""

import importlib.util
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import pytest
from django.test import Client
from visitors import resident, staff, stranger

HERE = Path(__file__).resolve().parent
COLUMNS = ("page", "method", "path")
VISITORS = {
    "stranger": (),
    "resident": (),
    "clerk": ("区住建局.承办岗",),
    "foreign": ("区人力社保局.承办岗",),
    "leader": ("区政府.区长",),
    "system": ("区数据局.系统管理员",),
    "security": ("区数据局.安全管理员",),
    "audit": ("区数据局.审计管理员",),
}


class Door(NamedTuple):
    """One row: what is asked for, and what each visitor gets."""

    page: str
    method: str
    path: str
    statuses: dict[str, int]
    fields: dict[str, str]
    kind: str = ""  # what it answers with when it is not a page: "download", or "stream"

    @property
    def is_download(self) -> bool:
        return self.kind == "download"

    @property
    def is_streamed(self) -> bool:
        return self.kind == "stream"


def rows() -> Iterator[Door]:
    for path in sorted((HERE / "doors").glob("*.tsv")):
        lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
        for page, method, url, *cells in lines:
            statuses = dict(zip(VISITORS, map(int, cells), strict=False))
            assert list(statuses) == list(VISITORS), f"{path.name}: {page} {method} 每个来访者都要一格"
            sent = cells[len(VISITORS)] if len(cells) > len(VISITORS) else ""
            kind = sent if sent in ("download", "stream") else ""
            fields = dict(pair.split("=", 1) for pair in sent.split("&") if pair and not kind)
            yield Door(page, method, url, statuses, fields, kind)


DOORS = list(rows())


def came_as(name: str) -> Client:
    """A visitor, logged in."""
    if name == "stranger":
        return stranger()
    return resident() if name == "resident" else staff(f"{name}-1", *VISITORS[name])


@cache
def sample(name: str) -> Any:
    """The module that makes a thing of a path."""
    spec = importlib.util.spec_from_file_location(f"samples_{name}", HERE / "samples" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def made(path: str) -> str:
    """The path with its things made."""
    return re.sub(r"\{(\w+)\}", lambda found: quote(sample(found[1]).make(), safe=""), path)


def test_every_page_and_method_has_a_row_and_every_row_a_page() -> None:
    from yunhe.server.pages.urls import pages

    wanted = {(page.name, method) for page in pages() for method in page.methods if method != "HEAD"}
    assert {(door.page, door.method) for door in DOORS} == wanted


@pytest.mark.parametrize("door", DOORS, ids=lambda door: f"{door.method} {door.path}")
def test_a_door_opens_to_whom_the_table_says(door: Door, site_of_tests: Path) -> None:
    found = {}
    for name in VISITORS:
        client, path = came_as(name), made(door.path)
        answer = client.post(path, door.fields) if door.method == "POST" else client.get(path)
        answer.close()
        found[name] = answer.status_code
    assert found == door.statuses
