"""Who may see the receipt of a deletion, and what it says went."""

from collections.abc import Mapping
from typing import Protocol

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from yunhe.access.scope import Scope
from yunhe.server.reports.models import Receipt
from yunhe.server.reports.shelf import Reader


class Auditor(Reader, Protocol):
    """Who asks, with what their posts may do."""

    @property
    def scope(self) -> Scope: ...


def seen_by(sitting: Auditor) -> QuerySet[Receipt]:
    """One's own, the desk's own on a desk, all of them for the audit."""
    if sitting.scope.may("审计"):
        return Receipt.objects.all()
    own = Q(owner=sitting.account) if sitting.account is not None else Q(pk__in=[])
    if sitting.is_at_own_desk:
        own |= Q(owner=None)
    return Receipt.objects.filter(own)


def said(rows: Mapping[str, int]) -> list[tuple[str, int]]:
    """What went, in words; tables that are there for searching are left out."""
    words = {
        "reports_body": _("全文"), "reports_sentence": _("句子"), "reports_figure": _("数字"),
        "reports_mark": _("疑点"), "reports_remark": _("处理意见"),
    }  # fmt: skip
    return [(word, rows.get(table, 0)) for table, word in words.items()]
