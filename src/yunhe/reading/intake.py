"""Paths and bytes to Documents: which files are meant, which format they are, and what must not be read at all.

Content decides before the suffix does: a docx named .txt is read as the docx it is, and a note says so.
"""

import glob
import io
import os
import pkgutil
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path, PurePath
from typing import NamedTuple, Protocol, cast

from yunhe.errors import UnreadableError
from yunhe.reading import formats
from yunhe.types import Document

SIZE_LIMIT = 200 * 2**20
TEXT_LIMIT = 100_000_000
HEAD = 64 * 1024
SPLIT = "核对是否选错了文件；确是大文件时分成几份再读"
STDIN = "-"
MARK_LINES = 10
MARK_LENGTH = 120
LEVEL = r"(?:绝\s*密|机\s*密|秘\s*密)"


class Format(Protocol):
    """The one shape of every module under formats/."""

    SUFFIXES: tuple[str, ...]

    def recognises(self, head: bytes, suffix: str) -> bool: ...

    def read(self, data: bytes, name: str) -> Document: ...


class Source(NamedTuple):
    """A file to read, and the name that its claims bear (`doc` in the claim contract)."""

    path: str
    name: str


@cache
def readers() -> dict[str, Format]:
    """All formats by name, found in the folder."""
    names = sorted(module.name for module in pkgutil.iter_modules(formats.__path__))
    return {name: cast(Format, import_module(f"{formats.__name__}.{name}")) for name in names}


@cache
def suffixes() -> frozenset[str]:
    """The suffixes that mark a document inside a folder."""
    return frozenset(suffix for reader in readers().values() for suffix in reader.SUFFIXES)


def expand(arguments: Iterable[str | Path]) -> list[Source]:
    """Files, folders (recursively, known suffixes, sorted) and patterns as a list of files; nothing is opened.

    What does not exist, or a folder without documents, stays in the list, so that reading it says why it fails.
    """
    return [source for argument in arguments for source in _expanded(os.fspath(argument))]


def read_file(path: str | Path, *, name: str | None = None, on_classified_machine: bool = False) -> Document:
    """The document at a path, or on standard input for `-`; raises UnreadableError alone."""
    path = os.fspath(path)
    name = _printable(path if name is None else name)
    return read_bytes(contents(path, name), name, on_classified_machine=on_classified_machine)


def read_bytes(data: bytes, name: str, *, on_classified_machine: bool = False) -> Document:
    """The document that these bytes are, whatever the suffix of the name says."""
    _refuse_size(len(data), name)
    if not data:
        raise UnreadableError(name, "文件是空的（0 字节）", "核对文件是否下载或保存完整")
    kind, notes = _kind(data, name)
    document = readers()[kind].read(data, name)
    if len(document.text) > TEXT_LIMIT:
        raise UnreadableError(name, f"文字有 {len(document.text)} 字，超过上限 {TEXT_LIMIT} 字", SPLIT)
    if not on_classified_machine:
        _refuse_classified(document)
    return replace(document, notes=(*notes, *document.notes)) if notes else document


# Which format it is


def _kind(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """The format by content alone, else by content that the suffix supports, else plain text; and a note on it."""
    head = data if len(data) <= 2 * HEAD else data[:HEAD] + data[-HEAD:]
    suffix = PurePath(name).suffix.lower()
    for hint in dict.fromkeys(("", suffix)):
        for kind, reader in readers().items():
            if reader.recognises(head, hint):
                return kind, _misnamed(kind, reader, suffix)
    return "txt", _misnamed("txt", readers()["txt"], suffix)


def _misnamed(kind: str, reader: Format, suffix: str) -> tuple[str, ...]:
    if not suffix or suffix in reader.SUFFIXES:
        return ()
    what = "纯文本" if kind == "txt" else kind
    return (f"扩展名是 {suffix}，内容是 {what}：按 {what} 读入",)


# Which files are meant


def _expanded(argument: str) -> Iterator[Source]:
    if argument == STDIN or os.path.isfile(argument):
        yield Source(argument, argument)
    elif os.path.isdir(argument):
        found = sorted(_inside(argument))
        yield from (Source(os.path.join(argument, inner), inner) for inner in found)
        if not found:
            yield Source(argument, argument)
    elif glob.has_magic(argument) and (matches := sorted(glob.glob(argument, recursive=True))):
        for match in matches:
            yield from _expanded(match)
    else:
        yield Source(argument, argument)


def _inside(folder: str) -> Iterator[str]:
    """The documents below a folder, relative to it; hidden files and the lock files of Office are passed over."""
    for place, folders, files in os.walk(folder):
        folders[:] = [inner for inner in folders if not inner.startswith(".")]
        for file in files:
            if file.startswith((".", "~$")) or PurePath(file).suffix.lower() not in suffixes():
                continue
            yield PurePath(os.path.relpath(os.path.join(place, file), folder)).as_posix()


# Bytes, with limits


def contents(path: str, name: str) -> bytes:
    """The bytes of a file, or of standard input for `-`; UnreadableError where there are none, or too many."""
    if path == STDIN:
        data = getattr(sys.stdin, "buffer", io.BytesIO()).read(SIZE_LIMIT + 1)
    elif os.path.isdir(path):
        known = "、".join(sorted(suffixes()))
        raise UnreadableError(name, "文件夹里没有能读的文档", f"放入以下扩展名的文件：{known}")
    else:
        data = _opened(path, name)
    _refuse_size(len(data), name)
    return cast(bytes, data)


def _opened(path: str, name: str) -> bytes:
    try:
        with open(path, "rb") as file:
            _refuse_size(os.fstat(file.fileno()).st_size, name)
            return file.read(SIZE_LIMIT + 1)
    except FileNotFoundError:
        problem = "没有匹配的文件" if glob.has_magic(path) else "没有这个文件"
        raise UnreadableError(name, problem, "核对路径和文件名") from None
    except PermissionError:
        raise UnreadableError(name, "没有读取权限", "用 ls -l 核对权限，或换用有权限的帐号") from None
    except (OSError, ValueError) as error:
        raise UnreadableError(name, f"打不开（{error}）", "核对路径，确认磁盘可读") from None


def _refuse_size(size: int, name: str) -> None:
    if size > SIZE_LIMIT:
        raise UnreadableError(name, f"文件超过 {SIZE_LIMIT >> 20} MB 的上限", SPLIT)


def _printable(name: str) -> str:
    """A file name as text that every output can write, also when the disk holds other bytes."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


# What must not be read


@cache
def marking() -> re.Pattern[str]:
    """A line that is a security marking; the words inside a running sentence are none."""
    return re.compile(
        rf"\s*(?:密\s*级\s*[:：]?\s*)?{LEVEL}\s*"  # alone on its line: 机密
        rf"|\s*{LEVEL}\s*[★☆✩✪⭐＊*].*"  # with its star, at the start: 机密★10年
        rf"|(?:.*[\s　])?{LEVEL}\s*[★☆✩✪⭐＊*]\s*[\w\s]{{0,12}}"  # … or at the end
        rf"|\s*{LEVEL}[\s　]+[^，。；]{{0,24}}"  # apart from what follows: 机密  000123
        rf"|[^，。；]{{0,24}}[\s　]{LEVEL}\s*"
    )


def _refuse_classified(document: Document) -> None:
    for line in _places_for_a_marking(document):
        if "密" in line and marking().fullmatch(line[:MARK_LENGTH]):
            raise UnreadableError(
                document.name,
                f"文档标有密级：{line.strip()[:30]}",
                "涉密文件只能在涉密计算机上处理；确在涉密计算机上时加 --on-classified-machine",
            )


def _places_for_a_marking(document: Document) -> Iterator[str]:
    """The first lines, the whole first page where there are pages, and the headers that notes report."""
    first_page = document.text[: document.pages[1]] if len(document.pages) > 1 else ""
    top = (line for line in re.split(r"[\n\r\f\t]+", document.text[:20_000]) if line.strip())
    yield from (line for line, _ in zip(top, range(MARK_LINES), strict=False))
    yield from first_page[:20_000].split("\n")
    yield from (note.partition("：")[2] for note in document.notes if note.startswith("页眉"))
