"""Attachments as they come from a browser: what they are is read off their content, never believed of their name.

problem = refused("盖章件.pdf", size, stream)        → None, or why it is not taken and what to do
"""

import zipfile
from pathlib import PurePath
from typing import BinaryIO

from yunhe.mechanisms.act import Refused

LARGEST = 50 * 1024 * 1024
MOST_PARTS = 20_000
TAKEN = "pdf、docx、xlsx、pptx、ofd、png、jpg、tif、bmp、webp"
_HEAD = 16
_BEGINNINGS: tuple[tuple[bytes, tuple[str, ...]], ...] = (
    (b"%PDF-", ("pdf",)),
    (b"\x89PNG\r\n\x1a\n", ("png",)),
    (b"\xff\xd8\xff", ("jpg", "jpeg")),
    (b"II*\x00", ("tif", "tiff")),
    (b"MM\x00*", ("tif", "tiff")),
    (b"BM", ("bmp",)),
)
_PACKAGES = (
    ("word/document.xml", ("docx",)),
    ("xl/workbook.xml", ("xlsx",)),
    ("ppt/presentation.xml", ("pptx",)),
    ("OFD.xml", ("ofd",)),
)
_OLD = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"


def refused(name: str, size: int, content: BinaryIO) -> Refused | None:
    """Why an attachment is not taken; the stream is left at its beginning."""
    if size == 0:
        return Refused(f"“{name}”是空的", "选有内容的文件")
    if size > LARGEST:
        return Refused(f"“{name}”有 {size / 1024**2:.0f} MB", f"不超过 {LARGEST // 1024**2} MB；大的分开交")
    try:
        suffixes = _suffixes(content)
    finally:
        content.seek(0)
    if isinstance(suffixes, Refused):
        return suffixes._replace(because=f"“{name}”{suffixes.because}")
    written = PurePath(name).suffix.lower().removeprefix(".")
    if written in suffixes:
        return None
    return Refused(
        f"“{name}”的内容是 {suffixes[0]}，名字写的是 {written or '（没有）'}", f"把名字改成以 .{suffixes[0]} 结尾"
    )


def _suffixes(content: BinaryIO) -> "tuple[str, ...] | Refused":
    """The endings that fit the content."""
    head = content.read(_HEAD)
    for beginning, suffixes in _BEGINNINGS:
        if head.startswith(beginning):
            return suffixes
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return ("webp",)
    if head.startswith(_OLD):
        return Refused("是旧格式（doc、xls、wps）", "在 WPS 或 Word 里另存为 docx、xlsx 或 pdf 再交")
    if head.startswith(_ZIP):
        return _package(content)
    return Refused("不是收得下的类型", f"收 {TAKEN}")


def _package(content: BinaryIO) -> "tuple[str, ...] | Refused":
    try:
        with zipfile.ZipFile(content) as package:
            names = package.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return Refused("打不开，可能没有传完整", "重新选一次")
    if len(names) > MOST_PARTS:
        return Refused("里面的部件太多", "换一个文件")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return Refused("带有宏", "另存为不带宏的 docx、xlsx 再交")
    found = next((suffixes for part, suffixes in _PACKAGES if part in names), None)
    return found or Refused("是压缩包", f"解开后一个一个交；收 {TAKEN}")
