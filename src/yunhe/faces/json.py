"""JSON: a document with its outline, its claims and every other numeral; several documents make a list."""

from collections.abc import Iterable
from json import JSONEncoder
from typing import BinaryIO

from yunhe.faces import Frame
from yunhe.faces.records import reading_record
from yunhe.types import Reading

NAME = "json"
SUFFIX = ".json"
ABOUT = "文档、提纲、表述和其他数字（JSON）"

_encode = JSONEncoder(ensure_ascii=False, indent=1).encode


def part(reading: Reading, frame: Frame) -> bytes:
    """The object of one document."""
    return _encode(reading_record(reading)).encode("utf-8", "replace")


def write(parts: Iterable[bytes], out: BinaryIO, frame: Frame) -> None:
    """One object, or a list of objects when many documents were asked for."""
    between = b"[\n" if frame.many else b""
    for written in parts:
        out.write(between + written)
        between = b",\n"
    if frame.many:
        out.write(b"[" if between == b"[\n" else b"\n")
    out.write(b"]\n" if frame.many else b"\n")
