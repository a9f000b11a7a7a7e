"""The text of a document, in which every offset holds."""

from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from yunhe.faces import Frame
from yunhe.faces.files import file_for
from yunhe.types import Reading

NAME = "text"
SUFFIX = ".txt"
ABOUT = "文档的文字，表述的位置按它来数"


def part(reading: Reading, frame: Frame) -> tuple[str, bytes]:
    """The name of a document and its text."""
    return reading.document.name, reading.document.text.encode("utf-8", "surrogatepass")


def write(parts: Iterable[tuple[str, bytes]], out: BinaryIO, frame: Frame) -> None:
    """The text of one document, and nothing besides."""
    for _, text in parts:
        out.write(text)


def write_folder(parts: Iterable[tuple[str, bytes]], folder: Path, frame: Frame) -> None:
    """One text file a document."""
    for doc, text in parts:
        file_for(folder, doc, SUFFIX).write_bytes(text)
