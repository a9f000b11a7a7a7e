"""The examples of a mechanism, each run through step by step; people and matters in them are made up."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yunhe.handbook.loops import played
from yunhe.mechanisms.mechanism import Mechanism
from yunhe.server.pages import refusals
from yunhe.server.pages.here import here
from yunhe.server.pages.page import Who

PATH = "mechanism/<str:key>/examples/"
WHO = Who.READER


class Example(NamedTuple):
    """One example: its name, its steps, and where it is refused."""

    name: str
    steps: tuple[tuple[str, ...], ...]
    refused_at: str
    because: str


def show(request: HttpRequest, key: str) -> HttpResponse:
    """All of them."""
    versions = here().office.library.versions.get(key)
    if versions is None:
        return refusals.unknown(request)
    given = {"area": "floor", "mechanism": versions[-1], "examples": _examples(key, versions[-1].digest)}
    return render(request, "floor/mechanism_examples.html", given)


@lru_cache(maxsize=32)
def _examples(key: str, digest: str) -> tuple[Example, ...]:
    return tuple(_played(here().office.library.versions[key][-1]))


def _played(mechanism: Mechanism) -> Iterator[Example]:
    for one in mechanism.rehearsals:
        steps = tuple(
            tuple(cell.replace("\\", "") for cell in row) for row in played(mechanism, one, here().office.calendar)
        )
        yield Example(one.name, steps, one.refused_at or "", one.because or "")
