"""The log of looks, for the audit role: who saw whose personal data, when, in which post, why. Never what it was."""

import csv
import json
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from yunhe.registers.sheets import quieted
from yunhe.server.matters.saying import said_instant
from yunhe.server.pages.account.days import days_of
from yunhe.server.pages.page import Who
from yunhe.server.pages.sitting import sitting_of
from yunhe.server.vault import looks

PATH = "account/looks/"
WHO = Who.AUDIT
LONGEST = 1000


def show(request: HttpRequest) -> HttpResponse:
    """The newest first; of one matter or one reader where asked; as csv just what is seen."""
    subject, by, days = (request.GET.get(key, "").strip()[:200] for key in ("of", "by", "days"))
    since = sitting_of(request).at - timedelta(days=days_of(days))
    found = list(rows(looks.since(since, subject, by, LONGEST)))
    if request.GET.get("format") == "csv":
        return _csv(found)
    given = {"rows": found, "of": subject, "by": by, "days": days_of(days), "head": head(), "longest": LONGEST}
    return render(request, "account/looks.html", given)


def head() -> tuple[str, ...]:
    """The head of the table."""
    return _("时间"), _("工号"), _("岗位"), _("看了哪一件"), _("谁的"), _("看到多少"), _("事由")


def rows(found: list[looks.Look]) -> Iterator[tuple[str, ...]]:
    """The lines of the table."""
    for look in found:
        shown = _("、").join(f"{field} {how}" for field, how in json.loads(look.shown).items())
        yield said_instant(look.at), look.reader, look.post, look.subject, look.person, shown, look.purpose


def _csv(found: list[tuple[str, ...]]) -> HttpResponse:
    text = StringIO()
    csv.writer(text).writerows([quieted(cell) for cell in row] for row in (head(), *found))
    answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = (
        "attachment; filename=\"looks.csv\"; filename*=UTF-8''%E6%9F%A5%E7%9C%8B%E6%97%A5%E5%BF%97.csv"
    )
    return answer
