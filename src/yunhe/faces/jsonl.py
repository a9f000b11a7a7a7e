"""JSON Lines: one claim of the contract a line, in reading order."""

from collections.abc import Iterable
from json import JSONEncoder
from typing import BinaryIO

from yunhe.faces import Frame
from yunhe.faces.records import record
from yunhe.types import Reading

NAME = "jsonl"
SUFFIX = ".jsonl"
ABOUT = "每行一条表述（JSON）"

_encode = JSONEncoder(ensure_ascii=False).encode


def part(reading: Reading, frame: Frame) -> bytes:
    """The lines of one document."""
    doc = reading.document.name
    lines = [_encode(record(claim, doc)) + "\n" for claim in reading.claims]
    return "".join(lines).encode("utf-8", "replace")


def write(parts: Iterable[bytes], out: BinaryIO, frame: Frame) -> None:
    """The lines of all documents, one after the other."""
    for lines in parts:
        out.write(lines)
