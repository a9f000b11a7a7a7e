"""A zip package of XML parts, opened with care: no bombs, no entities, no network."""

from __future__ import annotations

import io
import lzma
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from yunhe.errors import UnreadableError
from yunhe.reading import directory

if TYPE_CHECKING:
    from lxml.etree import _Element

PART_LIMIT = 50 * 2**20
TOTAL_LIMIT = 150 * 2**20
RATIO_LIMIT = 200
SMALL = 2**20
ENTRY_LIMIT = 20_000
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(NotImplementedError, RuntimeError, EOFError, OSError, ValueError, KeyError),  # raised by zipfile on odd archives
)
SPLIT = "核对文件来源；确是大文件时分成几份再读"
AGAIN = "重新下载，或用 Word、WPS 打开后另存"


class Package:
    """The parts of a docx or ofd by name."""

    def __init__(self, data: bytes, name: str, kind: str) -> None:
        self.name, self.kind = name, kind
        if directory.is_too_long(io.BytesIO(data)):
            raise UnreadableError(name, f"{kind} 里的部件太多", "核对文件来源")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except BROKEN as error:
            raise UnreadableError(name, f"{kind} 已损坏，打不开（{error}）", AGAIN) from None
        if len(entries) > ENTRY_LIMIT:
            raise UnreadableError(name, f"{kind} 里有 {len(entries)} 个部件，超过上限 {ENTRY_LIMIT}", "核对文件来源")
        self._unpacked = 0
        self._entries = {entry.filename: entry for entry in entries}

    def __contains__(self, part: str) -> bool:
        return part in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def refuse_bombs(self) -> None:
        """Refuse when any part would unpack to more than a document can be."""
        for part in self._entries:
            self._refuse_bomb(part)

    def _refuse_bomb(self, part: str) -> None:
        entry = self._entries[part]
        swollen = entry.file_size > SMALL and entry.file_size > RATIO_LIMIT * max(1, entry.compress_size)
        if entry.file_size > PART_LIMIT or swollen:
            limits = f"上限 {PART_LIMIT >> 20} MB 或 {RATIO_LIMIT} 倍"
            problem = f"{part} 解压后有 {entry.file_size / 2**20:.0f} MB，疑似压缩炸弹（{limits}）"
            raise UnreadableError(self.name, problem, SPLIT)

    def content(self, part: str) -> bytes:
        """One part, unpacked within the limits."""
        self._refuse_bomb(part)
        entry = self._entries[part]
        self._unpacked += entry.file_size
        if self._unpacked > TOTAL_LIMIT:
            raise UnreadableError(self.name, f"{self.kind} 解压后超过 {TOTAL_LIMIT >> 20} MB，疑似压缩炸弹", SPLIT)
        if entry.flag_bits & 1:
            raise UnreadableError(self.name, f"{self.kind} 已加密", "解除密码后另存，再读")
        try:
            return self._zip.read(entry)
        except BROKEN as error:
            raise UnreadableError(self.name, f"{self.kind} 的 {part} 已损坏（{error}）", AGAIN) from None

    def xml(self, part: str, prepare: Callable[[bytes], bytes] = lambda data: data) -> _Element:
        """The root of one part; a document type, the carrier of entity bombs, is refused."""
        from lxml import etree

        data = prepare(self.content(part))
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise UnreadableError(self.name, f"{part} 不是完好的 XML（{error}）", AGAIN) from None
        if root.getroottree().docinfo.internalDTD is not None:
            raise UnreadableError(self.name, f"{part} 含有文档类型声明（DTD），可能是实体炸弹", AGAIN)
        return root

    def relations(self, part: str) -> list[tuple[str, str]]:
        """Kind and target part of each relation of a part; those of the package itself for ""."""
        folder, _, base = part.rpartition("/")
        path = posixpath.join(folder, "_rels", f"{base}.rels")
        if path not in self:
            return []
        inner = (node for node in self.xml(path) if node.get("TargetMode") != "External")
        return [(node.get("Type", "").rpartition("/")[2], _target(folder, node.get("Target", ""))) for node in inner]


def _target(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
