"""How the system stands, for its administrator: database, seals, what waits to fire. No content of any matter."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

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
        "版本": __version__,
        "数据库": {"sqlite": "SQLite", "postgresql": "PostgreSQL"}.get(connection.vendor, connection.vendor),
        "缺的表": "、".join(tables.missing()) or "没有",
        "不在位的守卫": "、".join(tables.unguarded()) or "没有",
        "区县文件夹": here().folder.name,
        "最近封存到": str(_LAST_SEAL.rows()[0][0] or "还没有封存过（yunhe seal）"),
        "到了点还没触发的事项": str(_OVERDUE.rows((sitting_of(request).at,))[0][0]) + "（yunhe tick 每分钟运行）",
    }
    return render(request, "account/system.html", {"facts": facts})
