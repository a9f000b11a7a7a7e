"""What an account must do before anything else: change its first password, set up the second factor it needs."""

import os
from collections.abc import Mapping

from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.urls import reverse

from yunhe.access.scope import Scope
from yunhe.server import installation

VARIABLE = "YUNHE_SECOND_FACTOR"
ALL, SOME, NONE = "all", "some", "none"
SECOND = "yunhe_second"  # what the session knows of it
GRAVE = ("任免", "审计", "密钥", "运维", "删除")


def led_to(request: HttpRequest, scope: Scope) -> str | None:
    """Where somebody who is logged in is led first, None when they may go on."""
    account = request.user
    if not account.is_authenticated or account.is_public:
        return None
    if account.must_change:
        return reverse("account_change_password")
    if needs_second(scope, os.environ) and not _has_second(request):
        return reverse("mfa_activate_totp")
    return None


def needs_second(scope: Scope, environment: Mapping[str, str]) -> bool:
    """Whether posts need a second factor: on a server all who may grave things or see 敏感个人; a desk asks nobody.

    `YUNHE_SECOND_FACTOR` says otherwise: `all`, `some` or `none`.
    """
    asked = environment.get(VARIABLE) or (SOME if installation.is_server(environment) else NONE)
    if asked == NONE:
        return False
    return asked == ALL or is_grave(scope)


def is_grave(scope: Scope) -> bool:
    """Whether a scope holds a grave power, or shows 敏感个人 in clear."""
    sensitive = any("敏感个人" in classes for grant in scope.grants for classes in grant.stores.values())
    return sensitive or any(scope.may(power) for power in GRAVE)


def _has_second(request: HttpRequest) -> bool:
    """Asked of the database once a session."""
    if not request.session.get(SECOND):
        kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
        request.session[SECOND] = Authenticator.objects.filter(user=request.user, type__in=kinds).exists()
    return bool(request.session[SECOND])
