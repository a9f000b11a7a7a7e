"""Number and code lead to a matter; a wrong number and a wrong code get the same answer."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from yunhe.server.counter import codes
from yunhe.server.pages.counter import proofs
from yunhe.server.pages.counter.showing import LOOKS, LOOKS_AT_ONE, page, too_many
from yunhe.server.pages.page import Who

PATH = "counter/follow/"
WHO = Who.ANYBODY


def show(request: HttpRequest) -> HttpResponse:
    """The two questions."""
    return page(request, "counter/follow.html", number=request.GET.get("number", "")[: codes.LONGEST])


def act(request: HttpRequest) -> HttpResponseBase:
    """To the matter, when number and code belong together."""
    number = codes.read_number(request.POST.get("number", ""))
    refused = too_many(request, LOOKS) or (too_many(request, LOOKS_AT_ONE, number) if number else None)
    if refused:
        return refused
    if not codes.proves(number, request.POST.get("code", "")):
        problem = _("编号或查询码不对 → 照回执再输一次；查询码不分大小写，短横可以不输")
        return page(
            request, "counter/follow.html", number=request.POST.get("number", "")[: codes.LONGEST], problem=problem
        )
    proofs.prove(request, number)
    account = proofs.resident(request)
    if account is not None and "bind" in request.POST:
        codes.bind(number, account)
    return redirect("counter.matter", number=number)
