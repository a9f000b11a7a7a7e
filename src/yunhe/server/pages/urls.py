"""The URLs: every page of the areas, found by scanning their folders."""

import importlib
import pkgutil
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from yunhe.server.pages import account, counter, door, floor, reading
from yunhe.server.pages.page import Page

AREAS = (door, reading, floor, counter, account)


def pages() -> Iterator[Page]:
    """Every page, by area and name."""
    for area in AREAS:
        for found in sorted(module.name for module in pkgutil.iter_modules(area.__path__)):
            module = importlib.import_module(f"{area.__name__}.{found}")
            if hasattr(module, "PATH"):
                yield Page.of(f"{area.__name__.rpartition('.')[2]}.{found}", module)


urlpatterns: list[URLPattern | URLResolver] = [path(page.path, page.view(), name=page.name) for page in pages()]
urlpatterns += [
    path("language/", set_language, name="set_language"),
    path("account/", include("yunhe.server.accounts.urls")),
]
handler400 = "yunhe.server.pages.refusals.not_taken"
handler404 = "yunhe.server.pages.refusals.not_found"
handler500 = "yunhe.server.pages.refusals.broken"
