"""An audit as JSON: a list of findings; accepted ones only when all are asked for."""

from json import dumps
from typing import BinaryIO

from yunhe.faces import Frame
from yunhe.review.findings import Audited
from yunhe.review.listing import record

NAME = "json"
SUFFIX = ".json"
ABOUT = "疑点的列表（JSON）"


def write(audited: Audited, out: BinaryIO, frame: Frame) -> None:
    """One object a finding, keys as docs/concepts.md gives them."""
    rows = audited.rows if frame.whole else audited.open
    written = dumps([record(row.finding) for row in rows], ensure_ascii=False, indent=1)
    out.write(written.encode("utf-8", "replace") + b"\n")
