"""Every try to log in is written down (网络安全法 第二十一条第三项: network logs), whether it was let in or not."""

from datetime import datetime
from typing import Any

from allauth.account.signals import password_changed
from allauth.mfa.signals import authenticator_removed
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.http import HttpRequest
from django.utils.translation import gettext_noop

from yunhe.server.accounts import gate, sessions
from yunhe.server.accounts.models import Account, Login
from yunhe.server.clock import now

BY_PASSWORD, BY_SECOND, BY_OTHERS = gettext_noop("口令"), gettext_noop("口令和动态码"), gettext_noop("统一身份认证")
WORDS = {"mfa": BY_SECOND, "socialaccount": BY_OTHERS}
LONGEST = 60


def listen() -> None:
    """Hear of logins, failures, changed passwords and second factors that are taken off."""
    authenticator_removed.connect(_without_second, dispatch_uid="yunhe-without-second")
    user_logged_in.connect(_let_in, dispatch_uid="yunhe-let-in")
    user_login_failed.connect(_refused, dispatch_uid="yunhe-refused")
    password_changed.connect(_changed, dispatch_uid="yunhe-changed")


def since(at: datetime, username: str = "", limit: int = 200) -> list[Login]:
    """The tries since an instant, the newest first; of one name only where it is given."""
    found = Login.objects.filter(at__gte=at)
    if username:
        found = found.filter(username=username)
    return list(found.order_by("-at", "-id")[:limit])


def _let_in(request: HttpRequest, user: Account, **_: Any) -> None:
    sessions.begin(request)
    _write(request, user.username, _way(request), is_let_in=True)


def _refused(credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    if request is not None:
        _write(request, str(credentials.get("username", "")), BY_PASSWORD, is_let_in=False)


def _changed(user: Account, **_: Any) -> None:
    Account.objects.filter(pk=user.pk).update(must_change=False)


def _without_second(request: HttpRequest, **_: Any) -> None:
    request.session.pop(gate.SECOND, None)


def _way(request: HttpRequest) -> str:
    """By what they showed who they are: the last that allauth noted."""
    methods = [record.get("method") for record in request.session.get("account_authentication_methods", [])]
    return next((WORDS[method] for method in reversed(methods) if method in WORDS), BY_PASSWORD)


def _write(request: HttpRequest, username: str, how: str, *, is_let_in: bool) -> None:
    address = str(request.META.get("REMOTE_ADDR") or "")[:LONGEST]
    Login.objects.create(at=now(), username=username[:LONGEST], address=address, how=how, is_let_in=is_let_in)
