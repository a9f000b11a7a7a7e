"""Which language a page is in: Chinese, English for whose switch says so; what the browser prefers does not count."""

from collections.abc import Callable
from typing import Any

from asgiref.sync import iscoroutinefunction
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.decorators import sync_and_async_middleware


def language_of(request: HttpRequest) -> str:
    """What the switch was last put to (Django's `set_language` keeps it in a cookie)."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


@sync_and_async_middleware
def language(get_response: Callable[[HttpRequest], Any]) -> Callable[[HttpRequest], Any]:
    """The middleware."""
    if iscoroutinefunction(get_response):

        async def streamed(request: HttpRequest) -> HttpResponseBase:  # what is streamed later is of this task too
            translation.activate(language_of(request))
            return _said(await get_response(request))

        return streamed

    def answered(request: HttpRequest) -> HttpResponseBase:
        with translation.override(language_of(request)):
            return _said(get_response(request))

    return answered


def _said(response: HttpResponseBase) -> HttpResponseBase:
    patch_vary_headers(response, ("Cookie",))
    response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
    return response
