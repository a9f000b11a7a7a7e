"""How the system stands, for its administrator: database, seals, what waits to fire. No content of any matter."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from yunhe import __version__
from yunhe.server import tables
from yunhe.server.pages.here import here
from yunhe.server.pages.page import Who
from yunhe.server.pages.sitting import sitting_of
from yunhe.server.statement import Statement

PATH = "account/system/"
WHO = Who.SYSTEM
_OVERDUE = Statement("SELECT COUNT(*) FROM matters_matter WHERE wakes IS NOT NULL AND wakes <= %s")
_LAST_SEAL = Statement("SELECT CAST(MAX(date) AS text) FROM ledger_seal")


def show(request: HttpRequest) -> HttpResponse:
    """A short table."""
    facts = {
        _("版本"): __version__,
        _("数据库"): {"sqlite": "SQLite", "postgresql": "PostgreSQL"}.get(connection.vendor, connection.vendor),
        _("缺的表"): _("、").join(tables.missing()) or _("没有"),
        _("不在位的守卫"): _("、").join(tables.unguarded()) or _("没有"),
        _("区县文件夹"): here().folder.name,
        _("最近封存到"): str(_LAST_SEAL.rows()[0][0] or _("还没有封存过（yunhe seal）")),
        _("到了点还没触发的事项"): _("%s（yunhe tick 每分钟运行）") % _OVERDUE.rows((sitting_of(request).at,))[0][0],
    }
    return render(request, "account/system.html", {"facts": facts})
