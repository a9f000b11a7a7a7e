"""Reports on the shelf for tests: read and audited in this process, so that no worker is needed."""

from itertools import count
from typing import Any

from visitors import GONGSHU

LAST = "2024年江州市政府工作报告\n\n一、2023年工作回顾\n全年地区生产总值2100亿元，增长5%。\n"
TEXT = (
    "2025年江州市政府工作报告\n\n一、2024年工作回顾\n全年地区生产总值2206.3亿元，增长4%。\n"
    "地区生产总值达到2260.3亿元。\n"
)
_NUMBERS = count()


def put(text: str = "", name: str = "江州市-2025.txt", owner: int | None = None, is_draft: bool = False) -> Any:
    """A report that waits; a text of its own when none is given."""
    from yunhe.server.reports import shelf

    return shelf.put((text or f"{TEXT}这是第{next(_NUMBERS)}份。\n").encode(), name, owner, is_draft)


def stands(text: str = "", name: str = "江州市-2025.txt", owner: int | None = None, is_draft: bool = False) -> Any:
    """A report that is done."""
    report = put(text, name, owner, is_draft)
    finish(report)
    return report


def finish(report: Any) -> None:
    """Read and audit what waits."""
    from yunhe.reading.intake import read_file
    from yunhe.reading.reader import read_document
    from yunhe.server.reports import auditing, filling, shelf

    assert filling.fill_reading(report, read_document(read_file(shelf.path_of(report), name=report.name)))
    report.refresh_from_db()
    assert filling.fill_findings(report, auditing.audit(report, GONGSHU))
    report.refresh_from_db()


def owner() -> int:
    """The account of the visitor 承办岗 of the tables, or of somebody who is none of them."""
    from yunhe.server.accounts.models import Account

    found = Account.objects.filter(username__in=["clerk-1", "clerk"]).first()
    return int((found or Account.objects.create_user(f"别人{next(_NUMBERS)}", "一把很长的口令")).pk)
