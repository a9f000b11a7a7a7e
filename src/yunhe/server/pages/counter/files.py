"""What somebody attaches to what they hand in: photographs and documents, kept encrypted until then."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from yunhe.server.clock import now
from yunhe.server.counter import drafts, uploads
from yunhe.server.counter.drafts import Place
from yunhe.server.files import folder
from yunhe.server.pages import refusals
from yunhe.server.pages.counter.drafting import offered, place_of, with_token
from yunhe.server.pages.counter.showing import UPLOADS, page, too_many
from yunhe.server.pages.page import Who
from yunhe.server.vault import sealed_files

PATH = "counter/apply/<str:key>/files/"
WHO = Who.ANYBODY


def show(request: HttpRequest, key: str) -> HttpResponse:
    """The files so far, and where to add some."""
    mechanism = offered(key)
    counter = mechanism.counter if mechanism else None
    if mechanism is None or counter is None or counter.files is None:
        return refusals.unknown(request)
    draft = drafts.find(place_of(request, key), now())
    errors = draft.get("wrong", []) if "check" in request.GET else []
    given = {"mechanism": mechanism, "counter": counter, "files": draft.get("files", []), "errors": errors}
    of = len(counter.steps) + 1
    room = counter.files.most - len(given["files"])
    return page(request, "counter/files.html", number=of, of=of, accept=uploads.ACCEPT, room=room, **given)


def act(request: HttpRequest, key: str) -> HttpResponseBase:
    """Take files in, one out, or go on."""
    mechanism = offered(key)
    counter = mechanism.counter if mechanism else None
    if counter is None or counter.files is None:
        return refusals.unknown(request)
    place = place_of(request, key)
    draft = drafts.find(place, now())
    if not draft:
        return redirect("counter.step", key=key, step=1)
    refused = too_many(request, UPLOADS) if request.FILES else None
    if refused:
        return refused
    _out(draft, request.POST.get("out", ""))
    draft["wrong"] = _in(draft, request, counter.files.most)
    drafts.put(place, draft, now())
    if draft["wrong"]:
        return redirect(reverse("counter.files", args=(key,)) + "?check")
    stays = "out" in request.POST or "add" in request.POST
    return with_token(redirect("counter.files" if stays else "counter.review", key=key), Place(place.token, key))


def _out(draft: dict[str, list[dict[str, str]]], kept: str) -> None:
    """Take one out again."""
    gone = [file["kept"] for file in draft.get("files", []) if file["kept"] == kept]
    if gone:
        draft["files"] = [file for file in draft["files"] if file["kept"] != kept]
        sealed_files.destroy(folder(), gone)


def _in(draft: dict[str, list[object]], request: HttpRequest, most: int) -> list[object]:
    """Take in what is good, and say what is not."""
    wrong: list[object] = []
    files = draft.setdefault("files", [])
    for file in request.FILES.getlist("files"):
        problem = uploads.problem_with(file)
        if not problem and len(files) >= most:
            problem = _("“%s”没有收下：最多 %d 份") % (file.name, most)
        if problem:
            wrong.append(problem)
        else:
            files.append(uploads.keep(file))
    return wrong
