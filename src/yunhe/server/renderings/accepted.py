"""What was accepted of a report as the shell's file beside a draft (草稿.已核.yaml), and such a file taken in.

The keys of findings are the shell's, so what the office accepted in one place stays accepted in the other as long as
the sentence stays the same.
"""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from django.utils.translation import gettext as _

from yunhe.review import accepted as files
from yunhe.review.accepted import Kept
from yunhe.review.listing import Acceptance
from yunhe.server.renderings.margin import notes_of
from yunhe.server.reports.models import Mark, Remark, Report
from yunhe.server.reports.remarking import LONGEST, remark

LARGEST = 1024 * 1024  # bytes of a file that is taken in


class Taken(NamedTuple):
    """What became of a file: how many findings it accepted, how many stood so already, how many it knows and we do
    not."""

    accepted: int
    standing: int
    unknown: int


def file_of(report: Report) -> bytes:
    """The acceptances in force as the shell keeps them."""
    found = {}
    for note in notes_of(report):
        mark, last = note.mark, note.acceptance
        if last is not None:
            said = mark.check_name, mark.message, mark.sentence, last.by, last.at.date().isoformat(), last.text
            found[mark.key] = Acceptance(mark.key, *said)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "已核.yaml"
        files.save(path, Kept(accepted=found))
        return path.read_bytes()


def take(report: Report, data: bytes, by: str) -> Taken:
    """Accept what a file accepts; UnreadableError or DefinitionError when it is none."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "已核.yaml"
        path.write_bytes(data)
        kept = files.load(path).accepted
    marks = {mark.key: mark for mark in Mark.objects.filter(report=report, key__in=list(kept))}
    fresh = [mark for mark in marks.values() if mark.state != Mark.State.ACCEPTED]
    for mark in fresh:
        held = kept[mark.key]
        origin = _("（%(by)s 于 %(on)s 认可，由文件导入）") % {"by": held.by, "on": held.on}
        remark(mark, Remark.What.ACCEPT, by, held.because[: LONGEST - len(origin)] + origin)
    return Taken(len(fresh), len(marks) - len(fresh), len(kept) - len(marks))
