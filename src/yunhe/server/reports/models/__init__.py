"""The tables of the shelf, one noun a file."""

from yunhe.server.reports.models.batch import Batch
from yunhe.server.reports.models.body import Body
from yunhe.server.reports.models.figure import Figure
from yunhe.server.reports.models.mark import Mark
from yunhe.server.reports.models.receipt import Receipt
from yunhe.server.reports.models.remark import Remark
from yunhe.server.reports.models.report import Report
from yunhe.server.reports.models.sentence import Sentence

__all__ = ["Batch", "Body", "Figure", "Mark", "Receipt", "Remark", "Report", "Sentence"]
