"""How allauth behaves here: accounts are made by the security administrator, and others vouch only for those known."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext as _

from yunhe.server.accounts.models import Account
from yunhe.server.accounts.trusted import claim


class Adapter(DefaultAccountAdapter):
    """Nobody registers by themselves as staff."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that the server saw; behind a proxy the server is told to trust it (uvicorn's proxy headers)."""
        return str(request.META.get("REMOTE_ADDR") or "")


class TrustedAdapter(DefaultSocialAccountAdapter):
    """Logins that another system vouches for (OpenID Connect)."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never: an account is made here first."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """The account of the 工号 that the other system names; refused in words when there is none."""
        if sociallogin.is_existing:
            return
        named = str(_claims(sociallogin.account.extra_data).get(claim(), "")).strip()
        account = Account.objects.filter(username=named, is_public=False, is_active=True).first() if named else None
        if account is None:
            raise ImmediateHttpResponse(_unknown(request, named))
        sociallogin.connect(request, account)


def _claims(said: dict[str, Any]) -> dict[str, Any]:
    """What the token and the page about the user say together."""
    return {**(said.get("id_token") or {}), **(said.get("userinfo") or {}), **said}


def _unknown(request: HttpRequest, named: str) -> Any:
    from yunhe.server.pages import refusals

    problem = _("统一身份认证说你是“%s”，这里没有这个工号的账号") % named if named else _("统一身份认证没有说明工号")
    return refusals.said(request, 403, _("没有登录"), problem, _("请安全管理员先建立账号"))
