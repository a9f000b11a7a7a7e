"""A page of the site, and who may come to it."""

import inspect
import re
from collections.abc import Callable
from enum import Enum
from types import ModuleType
from typing import Any, NamedTuple

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from yunhe.errors import YunheError
from yunhe.server.accounts import gate
from yunhe.server.pages import refusals
from yunhe.server.pages.sitting import Sitting, sitting_of

_UNTYPED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
View = Callable[..., Any]


class Who(Enum):
    """Who may come to a page; what they see there is cut by their scope."""

    ANYBODY = _("任何人")
    READER = _("阅览室：单机上任何人，服务器上有岗位的人")
    KNOWN = _("登录的人")
    RESIDENT = _("登录的公众")
    SEATED = _("有岗位的人")
    SYSTEM = _("系统管理员")
    SECURITY = _("安全管理员")
    AUDIT = _("审计管理员")

    def admits(self, sitting: Sitting) -> bool:
        """Whether somebody may come."""
        match self:
            case Who.ANYBODY:
                return True
            case Who.READER:
                return sitting.is_at_own_desk or bool(sitting.seats)
            case Who.KNOWN:
                return sitting.is_known
            case Who.RESIDENT:
                return sitting.is_public
            case Who.SEATED:
                return bool(sitting.seats)
            case Who.SYSTEM:
                return sitting.scope.may("运维")
            case Who.SECURITY:
                return sitting.scope.may("任免")
            case Who.AUDIT:
                return sitting.scope.may("审计")


class Page(NamedTuple):
    """One page: its URL, name, who may come, and what answers."""

    path: str
    name: str
    who: Who
    show: View | None
    act: View | None

    @classmethod
    def of(cls, name: str, module: ModuleType) -> "Page":
        """The page that a module describes."""
        return cls(module.PATH, name, module.WHO, getattr(module, "show", None), getattr(module, "act", None))

    def answers(self, method: str | None) -> View | None:
        """What answers a method."""
        return self.act if method == "POST" else self.show if method in ("GET", "HEAD") else None

    @property
    def methods(self) -> list[str]:
        """The methods it takes."""
        return [*(["GET", "HEAD"] if self.show else []), *(["POST"] if self.act else [])]

    def view(self) -> View:
        """What Django calls: refuses who may not come, then answers."""
        if any(each and inspect.iscoroutinefunction(each) for each in (self.show, self.act)):
            return self._streaming()

        def answer(request: HttpRequest, **values: Any) -> HttpResponseBase:
            refused = self.refuses(request)
            if refused:
                return refused
            view = self.answers(request.method)
            assert view is not None
            try:
                found: HttpResponseBase = view(request, **values)
            except YunheError as error:  # said in words, whatever it is: a definition that was changed, a missing key
                return refusals.refused(request, error, 409)
            return found

        return answer

    def _streaming(self) -> View:
        from asgiref.sync import sync_to_async

        async def answer(request: HttpRequest, **values: Any) -> HttpResponseBase:
            refused = await sync_to_async(self.refuses)(request)
            if refused:
                return refused
            view = self.answers(request.method)
            assert view is not None
            found: HttpResponseBase = await view(request, **values)
            return found

        return answer

    def refuses(self, request: HttpRequest) -> HttpResponseBase | None:
        """The answer to who may not come, or to a method it does not take; None for who may."""
        if _is_odd(request):
            return refusals.not_taken(request)
        sitting = sitting_of(request)
        if not self.who.admits(sitting):
            return (
                refusals.forbidden(request, gettext(self.who.value))
                if sitting.is_known
                else redirect_to_login(request.get_full_path())
            )
        led_to = gate.led_to(request, sitting.scope) if self.who is not Who.ANYBODY else None
        if led_to:
            return redirect(led_to)
        if self.answers(request.method) is None:
            return HttpResponseNotAllowed(self.methods)
        return None


def _is_odd(request: HttpRequest) -> bool:
    """Whether an address has signs that no keyboard makes, or a form a NUL: databases and files refuse them."""
    asked = (request.path, *(value for values in request.GET.lists() for value in values[1]))
    if any(_UNTYPED.search(text) for text in asked):
        return True
    return any("\0" in str(value) for _, values in request.POST.lists() for value in values)
