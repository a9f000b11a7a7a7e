"""One thing that an applicant does with a matter: the form that it takes, then it is done."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from yunhe.errors import YunheError
from yunhe.mechanisms.act import Act
from yunhe.mechanisms.acts import supplement
from yunhe.mechanisms.counter import Question
from yunhe.mechanisms.guarding import sealed_as
from yunhe.mechanisms.mechanism import APPLICANT, Mechanism
from yunhe.server.clock import now
from yunhe.server.counter import agreeing, answering, answers, uploads
from yunhe.server.counter.answering import Offer
from yunhe.server.counter.asking import Asked, asked, narrowed
from yunhe.server.counter.handing_in import supplemented
from yunhe.server.matters import row
from yunhe.server.matters.work import RefusedError
from yunhe.server.pages.counter import proofs
from yunhe.server.pages.counter.showing import DOES, page, places, too_many
from yunhe.server.pages.here import here
from yunhe.server.pages.page import Who

PATH = "counter/matter/<str:number>/do/<str:name>/"
WHO = Who.ANYBODY


def show(request: HttpRequest, number: str, name: str) -> HttpResponseBase:
    """The form; what cannot be done now leads back to the matter."""
    if not proofs.follows(request, number):
        return redirect(reverse("counter.follow"))
    offer = answering.offer(here().office, number, name, now())
    return _form(request, number, offer, {}, {}) if offer else _no_longer(request, number)


def act(request: HttpRequest, number: str, name: str) -> HttpResponseBase:
    """Do it, or say what is wrong with it."""
    if not proofs.follows(request, number):
        return redirect(reverse("counter.follow"))
    refused = too_many(request, DOES, number)
    if refused:
        return refused
    offer = answering.offer(here().office, number, name, now())
    if offer is None:
        return _no_longer(request, number)
    said = answers.sent(request.POST, offer.fields)
    wrong = _wrong(request, offer, said)
    return _form(request, number, offer, said, wrong) if wrong else _done(request, number, offer, said)


def _done(request: HttpRequest, number: str, offer: Offer, said: dict[str, Any]) -> HttpResponseBase:
    mechanism = here().office.version_of(row.find(number))
    agreement = offer.agreement
    through = {"text": f"同意书{agreement.version}版"} if agreement else {}
    try:
        given = _given(request, mechanism, number, offer, said)
        answering.answer(here().office, number, Act(offer.name, APPLICANT, now(), given=given, through=through))
    except RefusedError as error:
        return _form(request, number, offer, said, {"": str(error.refused)})
    except YunheError:
        problem = _("现在办不成，什么也没有写下 → 过一会儿再试，或打电话给承办单位")
        return _form(request, number, offer, said, {"": problem})
    messages.success(request, _("已经办了：%s") % offer.ask)
    return redirect("counter.matter", number=number)


def _given(
    request: HttpRequest, mechanism: Mechanism, number: str, offer: Offer, said: Mapping[str, Any]
) -> dict[str, Any]:
    """Words and files as the act gives them."""
    if offer.many:
        files = [uploads.keep(file) for file in request.FILES.getlist("files")]
        return supplemented(mechanism, str(said.get(offer.fields[0].name, "")), files)
    given = {**offer.fixed, **{name: value for name, value in said.items() if value not in ("", [])}}
    for name in offer.files:
        kept = uploads.keep(request.FILES.getlist(name)[0])
        given[name] = uploads.given(kept, sealed=sealed_as(mechanism, name) is not None)
    if offer.agreement and mechanism.consent and mechanism.consent.given:
        given |= agreeing.proofs(mechanism, mechanism.consent.given, offer.agreement, number, said, now())
    return given


def _wrong(request: HttpRequest, offer: Offer, said: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong, by field."""
    found = {field.name: problem for field in offer.fields if (problem := _problem(offer, field, said))}
    for name in offer.files:
        there = request.FILES.getlist(name)
        problem = uploads.problem_with(there[0]) if there else _("没有交 → 选一个文件")
        found |= {name: problem} if problem else {}
    if offer.many:
        files = request.FILES.getlist("files")
        bad = [problem for file in files if (problem := uploads.problem_with(file))]
        if len(files) > supplement.MOST:
            bad.append(_("文件太多 → 一次最多 %d 份") % supplement.MOST)
        if not files and not said.get(offer.fields[0].name):
            bad.append(_("没有写说明，也没有交材料 → 写一段，或选文件"))
        found |= {"files": "；".join(bad)} if bad else {}
    if offer.agreement and request.POST.get("agree") != offer.agreement.version:
        found["agree"] = _("没有勾选同意 → 同意的勾上；不同意的回上一步选“不同意”")
    return found


def _problem(offer: Offer, field: Any, said: Mapping[str, Any]) -> str:
    problem = answers.wrong(field, said.get(field.name))
    choices = narrowed(offer.requires, field)
    if problem or not field.choices or said.get(field.name) in ("", *choices):
        return problem
    return _("不在可选的里面 → 从列出的里选一个")


def _form(
    request: HttpRequest, number: str, offer: Offer, said: Mapping[str, Any], wrong: Mapping[str, str]
) -> HttpResponseBase:
    questions = [_asked(place, offer, field, said, wrong) for place, field in enumerate(offer.fields, 1)]
    questions += [
        Asked(f"f{place}", name, name, "", "file", (), "", wrong.get(name, ""), True)
        for place, name in enumerate(offer.files, 1)
    ]
    given = {"number": number, "offer": offer, "questions": questions, "accept": uploads.ACCEPT, "wrong": wrong}
    return page(request, "counter/answer.html", general=wrong.get("", ""), **given)


def _asked(place: int, offer: Offer, field: Any, said: Mapping[str, Any], wrong: Mapping[str, str]) -> Asked:
    among = narrowed(offer.requires, field) if field.choices else ()
    return asked(place, field, Question(field.name, field.name, field.note, among), places(), said, wrong)


def _no_longer(request: HttpRequest, number: str) -> HttpResponseBase:
    messages.warning(request, _("这一步现在办不了，可能已经办过，或状态变了"))
    return redirect("counter.matter", number=number)
