"""Word documents (OOXML): the text as accepted by the last editor, every stretch anchored to the run it came from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from yunhe.errors import UnreadableError
from yunhe.types import Anchor, Document

if TYPE_CHECKING:
    from lxml.etree import _Element

    from yunhe.reading.package import Package

SUFFIXES = (".docx", ".docm")
MAIN = "word/document.xml"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
LOOSE = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = "{" + LOOSE.decode() + "}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
PARAGRAPH, RUN, TABLE, ROW, CELL, BOX = (W + tag for tag in ("p", "r", "tbl", "tr", "tc", "txbxContent"))
DELETED = {W + "del", W + "moveFrom"}
INSERTED = {W + "ins", W + "moveTo"}
PROPERTIES = {W + tag for tag in ("pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr", "sdtPr", "sdtEndPr", "rt")}
CHARACTERS = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
SYMBOLS = {"F0B7": "•", "F06C": "●", "F06E": "■", "F075": "◆", "F0D8": "➢", "F0FC": "✓", "F0FE": "☑", "F0A8": "□"}
NOTE_REFERENCES = {W + "footnoteReference": "footnotes", W + "endnoteReference": "endnotes"}
OFF = {"0", "false", "off"}


def recognises(head: bytes, suffix: str) -> bool:
    """A zip that names a Word part; the suffix suffices when the zip is damaged."""
    return head.startswith(b"PK") and (b"word/document" in head or suffix in SUFFIXES)


def read(data: bytes, name: str) -> Document:
    """Body, then the foot- and endnotes in the order in which the body refers to them."""
    from yunhe.reading.package import Package

    package = Package(data, name, "docx")
    main = _main_part(package)
    relations = package.relations(main)
    body = _Part(main, _root(package, main), _Text())
    body.blocks(next(body.root.iterchildren(W + "body"), body.root))
    _append_notes(package, relations, body.text)
    text = "".join(body.text.pieces)
    if not text.strip():
        raise UnreadableError(name, "docx 里没有文字（可能只有图片）", "先做文字识别（OCR），或找文字版")
    notes = (*body.text.remarks(), *_headers(package, relations))
    return Document(name, text, "docx", "utf-8", anchors=tuple(body.text.anchors), notes=notes)


def _main_part(package: Package) -> str:
    part = next((target for kind, target in package.relations("") if kind == "officeDocument"), MAIN)
    if part in package:
        return part
    problem = f"docx 缺少正文 {part}（可能是改了扩展名的其他文件）"
    raise UnreadableError(package.name, problem, "用 Word 或 WPS 打开后另存为 docx")


def _root(package: Package, part: str) -> _Element:
    return package.xml(part, lambda data: data.replace(STRICT, LOOSE))


def _append_notes(package: Package, relations: list[tuple[str, str]], text: _Text) -> None:
    for kind in ("footnotes", "endnotes"):
        target = next((target for relation, target in relations if relation == kind), f"word/{kind}.xml")
        wanted = [number for noted, number in text.references if noted == kind]
        if not wanted or target not in package:
            continue
        part = _Part(target, _root(package, target), text)
        notes = {note.get(W + "id"): note for note in part.root}
        for number in dict.fromkeys(wanted):
            if number in notes:
                part.blocks(notes[number])


def _headers(package: Package, relations: list[tuple[str, str]]) -> Iterator[str]:
    """Remarks on headers and footers, which are no part of the text; a security marking may stand there."""
    for kind, target in dict.fromkeys(relations):
        if kind in ("header", "footer") and target in package:
            words = "".join(node.text or "" for node in _root(package, target).iter(W + "t")).strip()
            if re.search(r"[^\W\d_]", words):
                yield f"{'页眉' if kind == 'header' else '页脚'}（不读入正文）：{words[:200]}"


class _Text:
    """The text as it grows, with its anchors and what was met on the way."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.anchors: list[Anchor] = []
        self.references: list[tuple[str, str]] = []
        self.met = dict.fromkeys(("inserted", "deleted", "vanished", "numbered", "embedded"), 0)

    def put(self, piece: str) -> None:
        if piece:
            self.pieces.append(piece)
            self.length += len(piece)

    def end_cell(self, began: int) -> None:
        """A cell ends in a tab, which takes the place of its last paragraph's line end."""
        if self.length > began and self.pieces[-1] == "\n":
            self.pieces.pop()
            self.length -= 1
        self.put("\t")

    def remarks(self) -> Iterator[str]:
        met = self.met
        if met["inserted"] or met["deleted"]:
            yield f"含修订：插入 {met['inserted']} 处计入，删除 {met['deleted']} 处不计"
        if met["vanished"]:
            yield f"含隐藏文字 {met['vanished']} 字，已计入"
        if met["numbered"]:
            yield f"{met['numbered']} 段使用自动编号，编号由 Word 生成，不在文字里"
        if met["embedded"]:
            yield f"含嵌入的其他文档 {met['embedded']} 处，未读入"


class _Part:
    """One part of the package, walked in document order."""

    def __init__(self, part: str, root: _Element, text: _Text) -> None:
        self.part, self.root, self.text = part, root, text
        self.numbers = {paragraph: number for number, paragraph in enumerate(root.iter(PARAGRAPH))}
        self.preserves = root.get(XML_SPACE) == "preserve"

    def blocks(self, container: _Element) -> None:
        """Paragraphs and tables, also those inside content controls and insertions."""
        for block in self._children(container):
            if block.tag == PARAGRAPH:
                self._paragraph(block)
            elif block.tag == TABLE:
                self._table(block)
            elif block.tag == W + "altChunk":
                self.text.met["embedded"] += 1
            elif block.tag not in PROPERTIES:
                self.blocks(block)

    def _children(self, element: _Element) -> Iterator[_Element]:
        """The children that count: no deletions, and one branch only of an alternative."""
        for child in element.iterchildren("*"):
            if child.tag == MC + "AlternateContent":
                yield from self._children(_chosen(child))
                continue
            self._remember(child)
            if child.tag not in DELETED:
                yield child

    def _remember(self, child: _Element) -> None:
        if child.tag in DELETED:
            self.text.met["deleted"] += 1
        elif child.tag in INSERTED:
            self.text.met["inserted"] += 1

    def _table(self, table: _Element) -> None:
        for row in self._inside(table, ROW):
            if _marked(row, W + "trPr", W + "del"):
                self.text.met["deleted"] += 1
                continue
            for cell in self._inside(row, CELL):
                if not _marked(cell, W + "tcPr", W + "cellDel"):
                    began = self.text.length
                    self.blocks(cell)
                    self.text.end_cell(began)
            self.text.put("\n")

    def _inside(self, element: _Element, tag: str) -> Iterator[_Element]:
        """The rows of a table or the cells of a row, also those wrapped in content controls."""
        for child in self._children(element):
            if child.tag == tag:
                yield child
            elif child.tag not in PROPERTIES:
                yield from self._inside(child, tag)

    def _paragraph(self, paragraph: _Element) -> None:
        number = self.numbers[paragraph]
        own = (run for run in paragraph.iter(RUN) if next(run.iterancestors(PARAGRAPH), None) is paragraph)
        runs = {run: (number, position) for position, run in enumerate(own)}
        boxes: list[_Element] = []
        self._inline(paragraph, runs, boxes)
        if _marked(paragraph, W + "pPr", W + "rPr", *DELETED):
            self.text.met["deleted"] += 1
        else:
            self.text.put("\n")
        self.text.met["numbered"] += _is_numbered(paragraph)
        for box in boxes:
            self.blocks(box)

    def _inline(self, element: _Element, runs: dict[_Element, tuple[int, int]], boxes: list[_Element]) -> None:
        for child in self._children(element):
            if child.tag == RUN:
                self._run(child, runs, boxes)
            elif child.tag == MATH_TEXT:
                self.text.put(child.text or "")
            elif child.tag == BOX:
                boxes.append(child)
            elif child.tag not in PROPERTIES:
                self._inline(child, runs, boxes)

    def _run(self, run: _Element, runs: dict[_Element, tuple[int, int]], boxes: list[_Element]) -> None:
        began, offset = self.text.length, 0
        for child in self._children(run):
            raw, before, shown = self._characters(child)
            self._anchor(runs[run], offset + before, shown)
            offset += raw
            if child.tag in NOTE_REFERENCES:
                self.text.references.append((NOTE_REFERENCES[child.tag], child.get(W + "id", "")))
            elif not raw and child.tag not in PROPERTIES:
                self._inline(child, runs, boxes)
        if _marked(run, W + "rPr", W + "vanish"):
            self.text.met["vanished"] += self.text.length - began

    def _characters(self, child: _Element) -> tuple[int, int, str]:
        """Of one element of a run: its characters in the file, those dropped before the text, the text."""
        if child.tag == W + "t":
            raw = (child.text or "").translate({9: " ", 10: " ", 13: " "})
            kept = raw if self.preserves or child.get(XML_SPACE) == "preserve" else raw.strip(" ")
            return len(raw), len(raw) - len(raw.lstrip(" ")) if kept != raw else 0, kept
        text = _symbol(child) if child.tag == W + "sym" else CHARACTERS.get(child.tag, "")
        return len(text), 0, text

    def _anchor(self, at: tuple[int, int], offset: int, text: str) -> None:
        """Put a stretch of a run, lengthening the anchor before it when both are one."""
        if not text:
            return
        anchors, start = self.text.anchors, self.text.length
        new = Anchor(start, len(text), self.part, *at, offset)
        last = anchors[-1] if anchors else None
        if last and last[2:5] == new[2:5] and last.start + last.length == start and last.offset + last.length == offset:
            anchors[-1] = last._replace(length=last.length + len(text))
        else:
            anchors.append(new)
        self.text.put(text)


def _chosen(alternative: _Element) -> _Element:
    """The first choice, unless only the fallback holds text boxes."""
    choices = [*alternative.iterchildren(MC + "Choice"), *alternative.iterchildren(MC + "Fallback")]
    holding = (choice for choice in choices if next(choice.iter(W + "t"), None) is not None)
    return next(holding, choices[0] if choices else alternative)


def _symbol(element: _Element) -> str:
    code = (element.get(W + "char") or "").upper()
    if code in SYMBOLS:
        return SYMBOLS[code]
    point = int(code, 16) if re.fullmatch(r"[0-9A-F]{2,5}", code) else 0
    return chr(point) if 0x20 <= point < 0xD800 or 0xE000 <= point < 0xFFFE else "\ufffd"


def _marked(element: _Element, *path: str) -> bool:
    """Whether a property stands at the end of the path and is not switched off; further tags are its other names."""
    holders: list[Any] = [element]
    names = [tag for tag in path if tag in PROPERTIES]
    for name in names:
        holders = [child for holder in holders for child in holder.iterchildren(name)]
    found = (child for holder in holders for child in holder.iterchildren(*path[len(names) :]))
    return any(child.get(W + "val", "1") not in OFF for child in found)


def _is_numbered(paragraph: _Element) -> bool:
    numbers = paragraph.iterfind(f"{W}pPr/{W}numPr/{W}numId")
    return any(number.get(W + "val", "0") != "0" for number in numbers)
