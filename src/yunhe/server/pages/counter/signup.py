"""An account of one's own at the counter: a name and a password, nothing else."""

import re

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from yunhe.server.access import held
from yunhe.server.accounts.models import Account
from yunhe.server.pages.counter.showing import ACCOUNTS, page, too_many
from yunhe.server.pages.page import Who

PATH = "counter/signup/"
WHO = Who.ANYBODY
SHORTEST, LONGEST = 4, 30
_LIKE_STAFF = re.compile(r"[A-Za-z]{0,3}[_-]?[0-9]+")  # as 工号 are made: W1024


def show(request: HttpRequest) -> HttpResponse:
    """The form."""
    return page(request, "counter/signup.html", errors={}, name="")


def act(request: HttpRequest) -> HttpResponseBase:
    """Make the account and go on with it."""
    refused = too_many(request, ACCOUNTS)
    if refused:
        return refused
    name = Account.normalize_username(request.POST.get("name", "")[:100]).strip()
    password = request.POST.get("password", "")
    errors = {key: words for key, words in (("name", _name(name)), ("password", _password(name, password))) if words}
    if not errors and password != request.POST.get("again", ""):
        errors["again"] = _("两次输的不一样 → 再输一次")
    account = None if errors else _made(name, password)
    if account is None:
        errors = errors or {"name": _("已有这个账号 → 换一个")}
        return page(request, "counter/signup.html", errors=errors, name=name)
    login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect("counter.mine")


def _made(name: str, password: str) -> Account | None:
    """The account; None when the name is taken, by a 工号 too."""
    if held.is_known(name):
        return None
    try:
        with transaction.atomic():
            return Account.objects.create_user(name, password, is_public=True)
    except (ValidationError, IntegrityError):
        return None


def _name(name: str) -> str:
    """A name of digits, or of a few letters and digits, might be a 工号 that is still to come."""
    if not SHORTEST <= len(name) <= LONGEST or name.isdecimal():
        return _("账号要 %d 至 %d 个字，不能全是数字 → 改一个") % (SHORTEST, LONGEST)
    if _LIKE_STAFF.fullmatch(name):
        return _("账号不能像工号 → 加一个汉字或几个字母")
    return "" if name.replace("_", "").replace("-", "").isalnum() else _("账号只用汉字、字母、数字 → 改一个")


def _password(name: str, password: str) -> str:
    try:
        validate_password(password[:200], Account(username=name))
    except ValidationError as error:
        return " ".join(error.messages)
    return ""
