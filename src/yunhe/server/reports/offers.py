"""What can be taken away of a report: the same files as the shell writes, drafts called so in their names."""

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from yunhe import faces
from yunhe.faces import Frame
from yunhe.review import faces as review_faces
from yunhe.review import sheet, unit_docx
from yunhe.review.listing import report_name
from yunhe.server.reports import auditing, shelf
from yunhe.server.reports.models import Report

_TIME_OF_ZIPS = (1980, 1, 1, 0, 0, 0)
_OFFICE = "application/vnd.openxmlformats-officedocument."
TYPES = {
    ".docx": _OFFICE + "wordprocessingml.document", ".xlsx": _OFFICE + "spreadsheetml.sheet",
    ".html": "text/html; charset=utf-8", ".jsonl": "application/x-ndjson", ".json": "application/json",
    ".csv": "text/csv; charset=utf-8", ".zip": "application/zip", ".pdf": "application/pdf",
    ".txt": "text/plain; charset=utf-8", ".ofd": "application/ofd",
}  # fmt: skip


class Offer(NamedTuple):
    """A file that is made when it is asked for. `word` is what it is, `ending` what its name ends in."""

    word: str
    ending: str
    make: Callable[[Report, Path], bytes]
    only: str = ""  # the format that the report must have

    @property
    def said(self) -> str:
        """What it is, in the language of who asks."""
        return gettext(self.word)

    @property
    def media(self) -> str:
        """The type that the browser is told."""
        return TYPES.get(Path(self.ending).suffix, "application/octet-stream")

    def name_for(self, report: Report) -> str:
        """The name of the file."""
        draft = "草稿-" if report.is_draft else ""
        return f"{draft}{Path(report.name).stem}{self.ending}"


def of(report: Report) -> Mapping[str, Offer]:
    """What there is to take away of a report, by the word in its address."""
    if not report.is_done:
        return {}
    return {what: offer for what, offer in OFFERS.items() if offer.only in ("", report.format)}


def frame(many: bool = False) -> Frame:
    """Room as in a file that the shell writes."""
    return Frame(110, False, False, many)


def _audit(name: str) -> Callable[[Report, Path], bytes]:
    """A face of the audit."""

    def make(report: Report, district: Path) -> bytes:
        out = io.BytesIO()
        review_faces.faces()[name].write(auditing.audited(report, district, audited_on(report)), out, frame())
        return out.getvalue()

    return make


def _read(name: str) -> Callable[[Report, Path], bytes]:
    """A face of the reading, in one file."""

    def make(report: Report, district: Path) -> bytes:
        out = io.BytesIO()
        faces.write([shelf.reading_of(report)], name, out, Frame(120, False, True))
        return out.getvalue()

    return make


def _parquet(report: Report, district: Path) -> bytes:
    """Both tables in a zip."""
    with TemporaryDirectory() as place:
        faces.write_folder([shelf.reading_of(report)], "parquet", Path(place), Frame(120, False, True))
        return _zipped({path.name: path.read_bytes() for path in sorted(Path(place).iterdir())})


def _sheet(report: Report, district: Path) -> bytes:
    out = io.BytesIO()
    sheet.write(sheet.lines(auditing.audited(report, district, audited_on(report)), {}), out)
    return out.getvalue()


def _units(report: Report, district: Path) -> bytes:
    """The lines of every unit that answers for a figure, a docx each, and the whole sheet."""
    audited = auditing.audited(report, district, audited_on(report))
    lines = sheet.lines(audited, {})
    whole = io.BytesIO()
    sheet.write(lines, whole)
    found = {"核实表.xlsx": whole.getvalue()}
    for unit, theirs in sheet.by_unit(lines).items():
        out = io.BytesIO()
        unit_docx.write(unit, report_name(audited.case.draft), theirs, out)
        found[sheet.unit_path(Path("核实表.xlsx"), unit).name] = out.getvalue()
    return _zipped(found)


def _zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, _TIME_OF_ZIPS), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def audited_on(report: Report) -> str:
    """The day of the audit, where days begin in Shanghai."""
    assert report.ended, report.pk
    return report.ended.astimezone(ZoneInfo("Asia/Shanghai")).date().isoformat()


OFFERS: dict[str, Offer] = {
    "reviewed.docx": Offer(_("带批注的 docx，每条疑点一条批注"), ".审核.docx", _audit("docx"), "docx"),
    "sheet.xlsx": Offer(_("核实表，每个数字一行"), ".核实表.xlsx", _sheet),
    "units.zip": Offer(_("分单位核实表，每个责任单位一份 docx"), ".分单位核实表.zip", _units),
    "findings.xlsx": Offer(_("疑点 Excel"), ".疑点.xlsx", _audit("xlsx")),
    "findings.html": Offer(_("审核网页，可打印，疑点标在原处"), ".审核.html", _audit("html")),
    "findings.json": Offer(_("疑点 JSON"), ".疑点.json", _audit("json")),
    "report.html": Offer(_("全文网页，可打印，数字逐个标注"), ".html", _read("html")),
    "claims.xlsx": Offer(_("表述 Excel"), ".表述.xlsx", _read("xlsx")),
    "claims.csv": Offer(_("表述 CSV"), ".表述.csv", _read("csv")),
    "claims.jsonl": Offer(_("表述 JSON Lines"), ".表述.jsonl", _read("jsonl")),
    "reading.json": Offer(_("提纲、表述和其他数字 JSON"), ".json", _read("json")),
    "parquet.zip": Offer(_("表述和文档 Parquet，两张表"), ".parquet.zip", _parquet),
}
