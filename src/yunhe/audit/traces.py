"""What a docx carries that no reader of the print sees: tracked changes, comments, hidden text, names of people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from yunhe.reading.formats.docx import DELETED, INSERTED, LOOSE, MAIN, OFF, PARAGRAPH, RUN, STRICT, W
from yunhe.types import Document, Span, Trace

if TYPE_CHECKING:
    from lxml.etree import _Element

    from yunhe.reading.package import Package

What = Literal["insertion", "deletion", "comment", "hidden", "author", "company", "mark"]
Place = tuple[int, int]  # a paragraph, one of its runs

NOTES = ("footnotes", "endnotes")
MARGINS = ("header", "footer")
PROPERTIES = ("core-properties", "extended-properties", "extendedProperties")
PEOPLE: dict[str, What] = {"creator": "author", "lastModifiedBy": "author", "Company": "company", "Manager": "author"}
_SECRET = re.compile(
    r"(?:绝\s*密|机\s*密|秘\s*密)\s*(?:★|☆|$)|内部(?:资料|文件|材料)|注意保存|征求意见稿|送审稿|讨论稿"
)
_LONGEST = 60


def traces_in(path: str, document: Document) -> tuple[Trace, ...]:
    """The traces in the file behind a document; none for formats that carry none."""
    if document.media != "docx":
        return ()
    from yunhe.reading.package import Package

    return tuple(_File(Package(Path(path).read_bytes(), document.name, "docx"), document).traces())


class _File:
    """One docx beside the text that was read from it."""

    def __init__(self, package: Package, document: Document) -> None:
        self.package, self.document = package, document
        self.main = next((target for kind, target in package.relations("") if kind == "officeDocument"), MAIN)
        self.parts = [(kind, part) for kind, part in package.relations(self.main) if part in package]
        self.comments = self._comments()

    def traces(self) -> Iterator[Trace]:
        """In the order of the parts: the body, its notes, heads and feet, the file's properties."""
        yield from self._in_text(self.main)
        for kind, part in dict.fromkeys(self.parts):
            if kind in NOTES:
                yield from self._in_text(part)
            elif kind in MARGINS and (said := _SECRET.search(_words(self._root(part)))):
                yield Trace("mark", said[0], None)
        yield from self._unplaced_comments()
        yield from self._people()

    def _root(self, part: str) -> _Element:
        return self.package.xml(part, lambda data: data.replace(STRICT, LOOSE))

    def _in_text(self, part: str) -> Iterator[Trace]:
        root = self._root(part)
        spans = _Spans(self.document, part, root)
        for number, runs in _commented(root).items():
            if number in self.comments:
                yield Trace("comment", self.comments.pop(number), spans.of(runs))
        for node in root.iter(*INSERTED, *DELETED, RUN):
            if node.tag == RUN:
                if _is_hidden(node) and (words := _words(node)):
                    yield Trace("hidden", words[:_LONGEST], spans.of([node]))
            elif not _is_nested(node):
                what: What = "insertion" if node.tag in INSERTED else "deletion"
                yield Trace(what, _signed(node), spans.of(node.iter(RUN)))

    def _comments(self) -> dict[str, str]:
        """What each comment says, by its number."""
        found = {}
        for part in dict.fromkeys(part for kind, part in self.parts if kind == "comments"):
            for node in self._root(part).iter(W + "comment"):
                found[node.get(W + "id", "")] = _signed(node)
        return found

    def _unplaced_comments(self) -> Iterator[Trace]:
        for said in self.comments.values():
            yield Trace("comment", said, None)

    def _people(self) -> Iterator[Trace]:
        seen = set()
        for kind, part in self.package.relations(""):
            if kind in PROPERTIES and part in self.package:
                for node in self.package.xml(part).iter("{*}*"):
                    what, said = PEOPLE.get(str(node.tag).rpartition("}")[2]), (node.text or "").strip()
                    if what and said and (what, said) not in seen:
                        seen.add((what, said))
                        yield Trace(what, said, None)


class _Spans:
    """From the runs of one part to the stretch of the text that came from them."""

    def __init__(self, document: Document, part: str, root: _Element) -> None:
        self.document = document
        self.numbers = {paragraph: number for number, paragraph in enumerate(root.iter(PARAGRAPH))}
        self.places = dict(self._number_runs(root))
        self.ranges: dict[Place, tuple[int, int]] = {}
        for anchor in document.anchors:
            if anchor.part == part:
                place, end = (anchor.paragraph, anchor.run), anchor.start + anchor.length
                start = self.ranges.get(place, (anchor.start, 0))[0]
                self.ranges[place] = (start, end)

    def of(self, runs: Iterable[_Element]) -> Span | None:
        """The stretch from the first to the last of these runs, where any of them stands in the text."""
        found = [self.ranges[place] for run in runs if (place := self.places.get(run)) in self.ranges]
        if not found:
            return None
        start, end = min(start for start, _ in found), max(end for _, end in found)
        return Span.at(self.document.text, start, end, self.document.name)

    def _number_runs(self, root: _Element) -> Iterator[tuple[_Element, Place]]:
        counted: dict[_Element, int] = {}
        for run in root.iter(RUN):
            paragraph = next(run.iterancestors(PARAGRAPH), None)
            if paragraph is not None:
                position = counted[paragraph] = counted.get(paragraph, -1) + 1
                yield run, (self.numbers[paragraph], position)


def _words(node: _Element) -> str:
    return "".join(each.text or "" for each in node.iter(W + "t", W + "delText")).strip()


def _signed(node: _Element) -> str:
    """What stands in a change or a comment, and whose it is."""
    author, words = node.get(W + "author", ""), _words(node)[:_LONGEST]
    return f"{author}：{words}" if author and words else author or words


def _is_hidden(run: _Element) -> bool:
    marks = run.iterfind(f"{W}rPr/{W}vanish")
    return any(mark.get(W + "val", "1") not in OFF for mark in marks)


def _is_nested(node: _Element) -> bool:
    """Whether a change stands inside another."""
    return any(True for _ in node.iterancestors(*INSERTED, *DELETED))


def _commented(root: _Element) -> dict[str, list[_Element]]:
    """The runs between the marks of each comment, by its number."""
    found: dict[str, list[_Element]] = {}
    opened: set[str] = set()
    for node in root.iter(RUN, W + "commentRangeStart", W + "commentRangeEnd"):
        number = node.get(W + "id", "")
        if node.tag == RUN:
            for each in opened:
                found[each].append(node)
        elif node.tag.endswith("Start"):
            opened.add(number)
            found[number] = []
        else:
            opened.discard(number)
    return found
