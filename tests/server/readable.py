"""Reports on the shelf for tests: put, read and audited at once, as the worker does it."""

from pathlib import Path

from yunhe.reading.intake import read_file
from yunhe.reading.reader import read_document, read_text
from yunhe.server.reports import filling, shelf
from yunhe.server.reports.auditing import audit
from yunhe.server.reports.models import Report
from yunhe.types import Reading

GONGSHU = Path(__file__).resolve().parents[2] / "districts/gongshu"
LAST = (
    "2024年江州市政府工作报告\n\n一、2023年工作回顾\n全年地区生产总值2100亿元，增长5%。\n"
    "二、2024年工作安排\n地区生产总值增长6%左右。\n"
)
TEXT = (
    "2025年江州市政府工作报告\n\n一、2024年工作回顾\n（一）经济稳中有进。全年地区生产总值2206.3亿元，增长4%，居全省第3位。\n"
    "（二）民生持续改善。地区生产总值达到2260.3亿元。新增就业3万余人，满意率达97%。\n"
    "二、2025年工作安排\n地区生产总值增长5%左右。\n"
)


def stands(text: str = TEXT, name: str = "江州市-2025.txt", owner: int | None = None, is_draft: bool = False) -> Report:
    """A report of this text."""
    report = shelf.put(text.encode(), name, owner, is_draft)
    return report if report.is_done else _filled(report, read_text(text, name))


def file_stands(path: Path) -> Report:
    """A report of a file of any format."""
    report = shelf.put(path.read_bytes(), path.name, None, False)
    return report if report.is_done else _filled(report, read_document(read_file(path)))


def _filled(report: Report, reading: Reading) -> Report:
    assert filling.fill_reading(report, reading)
    assert filling.fill_findings(report, audit(report, GONGSHU))
    report.refresh_from_db()
    return report
