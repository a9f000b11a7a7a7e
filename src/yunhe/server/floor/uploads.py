"""Attachments as they come from a browser: what they are is read off their content, never believed of their name.

problem = refused("盖章件.pdf", size, stream)        → None, or why it is not taken and what to do
"""

import zipfile
from pathlib import PurePath
from typing import BinaryIO

from django.utils.translation import gettext as _

from yunhe.mechanisms.act import Refused
from yunhe.reading import directory

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
        return Refused(_("“%s”是空的") % name, _("选有内容的文件"))
    if size > LARGEST:
        return Refused(
            _("“%(name)s”有 %(size).0f MB") % {"name": name, "size": size / 1024**2},
            _("不超过 %s MB；大的分开交") % (LARGEST // 1024**2),
        )
    try:
        suffixes = _suffixes(content)
    finally:
        content.seek(0)
    if isinstance(suffixes, Refused):
        return suffixes._replace(because=_("“%(name)s”%(because)s") % {"name": name, "because": suffixes.because})
    written = PurePath(name).suffix.lower().removeprefix(".")
    if written in suffixes:
        return None
    return Refused(
        _("“%(name)s”的内容是 %(content)s，名字写的是 %(written)s")
        % {"name": name, "content": suffixes[0], "written": written or _("（没有）")},
        _("把名字改成以 .%s 结尾") % suffixes[0],
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
        return Refused(_("是旧格式（doc、xls、wps）"), _("在 WPS 或 Word 里另存为 docx、xlsx 或 pdf 再交"))
    if head.startswith(_ZIP):
        return _package(content)
    return Refused(_("不是收得下的类型"), _("收 %s") % TAKEN)


def _package(content: BinaryIO) -> "tuple[str, ...] | Refused":
    if directory.is_too_long(content):
        return Refused(_("里面的部件太多"), _("换一个文件"))
    try:
        with zipfile.ZipFile(content) as package:
            names = package.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return Refused(_("打不开，可能没有传完整"), _("重新选一次"))
    if len(names) > MOST_PARTS:
        return Refused(_("里面的部件太多"), _("换一个文件"))
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return Refused(_("带有宏"), _("另存为不带宏的 docx、xlsx 再交"))
    found = next((suffixes for part, suffixes in _PACKAGES if part in names), None)
    return found or Refused(_("是压缩包"), _("解开后一个一个交；收 %s") % TAKEN)
