"""Web pages: the visible text, each block on its own line; what is not the article is hidden from the view."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

from yunhe.errors import UnreadableError
from yunhe.reading.encoding import decode
from yunhe.types import Document

if TYPE_CHECKING:
    from lxml.html import HtmlElement

COPY = "在浏览器里打开后复制正文，另存为 txt"
SUFFIXES = (".html", ".htm", ".xhtml", ".shtml")
MARK = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(?>(?>(?:<\?xml[^>]{0,200}+>|<!--(?:(?!-->).)*+-->)\s*+)*+)<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
TAG = re.compile(rb"<(?:p|div|br|table|span|h[1-6]|title|meta|a)\b", re.I)
UNSEEN = {"script", "style", "noscript", "template", "head", "select", "textarea", "object", "svg", "iframe", "button"}
BLOCKS = {
    *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt"),
    *("fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html"),
    *("legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th"),
    *("thead", "tr", "ul"),
}
CELLS = {"td", "th"}
FURNITURE_TAGS = {"nav", "footer", "aside", "form"}
FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:nav\w*|menu\w*|breadcrumbs?|crumbs?|foot|footer|share\w*|copyright|sidebar|related|toolbar"
    r"|pagination|pager)(?:$|[\s_-])",
    re.I,
)
TITLE = re.compile(r"title|biaoti|bt\b", re.I)
SPACE = re.compile(r"[ \t\r\n\f]+")
SHARE = 0.85  # of the running text that a block must hold to be the article


def recognises(head: bytes, suffix: str) -> bool:
    """A page that begins as html, or, when the suffix says html, any text with tags."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head[2:].replace(b"\0", b"")
    return bool(MARK.match(head[:4096])) or (suffix in SUFFIXES and bool(TAG.search(head)) and b"\0" not in head)


def read(data: bytes, name: str) -> Document:
    """Blocks and table rows end in a line feed, cells in a tab; navigation is hidden."""
    text, encoding = decode(data, name)
    page = _Page()
    page.walk(_parsed(text, name))
    seen = "".join(page.pieces)
    if not seen.strip():
        raise UnreadableError(name, "网页里没有文字（可能由脚本生成，或只有图片）", COPY)
    notes = () if encoding == "utf-8" else (f"编码：{encoding.upper()}",)
    return Document(name, seen, "html", encoding, _hidden(page.root, len(seen)), notes=notes)


def _parsed(text: str, name: str) -> HtmlElement:
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise UnreadableError(name, f"网页没有内容（{error}）", COPY) from None
    return root


@dataclass(slots=True)
class _Block:
    """A block of the page with its stretch of the text and how much of it is links and running text."""

    tag: str
    hint: str
    start: int
    end: int = 0
    shown: int = 0
    linked: int = 0
    prose: int = 0
    links: int = 0
    children: list[_Block] = field(default_factory=list)

    def is_furniture(self) -> bool:
        """Whether this is navigation by its tag or name, or because it is mostly links."""
        named = self.tag in FURNITURE_TAGS or bool(FURNITURE.search(self.hint))
        return named or (self.links > 0 and self.linked > 0.5 * self.shown)


class _Page:
    """The visible text as it grows, white space collapsed as a browser does."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = self.shown = self.linked = self.prose = self.links = 0
        self.line_shown = self.line_linked = 0
        self.last, self.gap, self.line = "\n", "", ""
        self.root = _Block("html", "", 0)
        self.open: list[_Block] = [self.root]

    def walk(self, root: HtmlElement) -> None:
        """All elements in document order, without recursion; unseen ones are stepped over."""
        from lxml import etree

        links = literal = 0
        walker: Any = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            if event == "start":
                if _is_unseen(element):
                    walker.skip_subtree()
                    continue
                self._start(element)
                links += element.tag == "a"
                literal += element.tag == "pre"
                self.links += element.tag == "a"
                self._say(element.text, links > 0, literal > 0)
            else:
                links -= element.tag == "a" and not _is_unseen(element)
                literal -= element.tag == "pre" and not _is_unseen(element)
                self._finish(element)
                self._say(element.tail if element is not root else None, links > 0, literal > 0)
        self._close(self.root)

    def _start(self, element: HtmlElement) -> None:
        if element.tag == "br":
            self._end_line()
            self._put("\n")
        elif element.tag in BLOCKS:
            self._end_line(close=True)
            hint = f"{element.get('class', '')} {element.get('id', '')} {element.get('role', '')}"
            block = _Block(element.tag, hint, self.length, 0, -self.shown, -self.linked, -self.prose, -self.links)
            self.open[-1].children.append(block)
            self.open.append(block)

    def _finish(self, element: HtmlElement) -> None:
        if element.tag not in BLOCKS or _is_unseen(element):
            return
        self._end_line(close=element.tag not in CELLS)
        if element.tag in CELLS:
            self._end_cell()
        elif element.tag == "tr":
            self._put("\n")
        self._close(self.open.pop())

    def _close(self, block: _Block) -> None:
        block.end = self.length
        block.shown += self.shown
        block.linked += self.linked
        block.prose += self.prose
        block.links += self.links

    def _end_cell(self) -> None:
        if self.last == "\n" and self.pieces and self.length > self.open[-1].start:
            self.pieces.pop()
            self.length -= 1
        self._put("\t")

    def _end_line(self, close: bool = False) -> None:
        """Count the line that ends here; `close` also writes its line feed unless it stands already."""
        self.gap = ""
        if self.line_linked < 0.3 * self.line_shown and (self.line_shown >= 20 or self.last in "。；："):
            self.prose += self.line_shown
        self.line_shown = self.line_linked = 0
        if close and self.last not in "\n\t":
            self._put("\n")

    def _say(self, text: str | None, linked: bool, literal: bool) -> None:
        if not text:
            return
        if literal:
            self._word(text.replace("\r\n", "\n"), linked)
            return
        for number, word in enumerate(SPACE.split(text)):
            if number:
                self.gap = self.gap or "\n" if "\n" in text else " "
            if word:
                self._word(self._gap_before(word) + word, linked)

    def _gap_before(self, word: str) -> str:
        """A space, unless at the start of a line or where a source line ends between two Chinese characters."""
        gap, self.gap = self.gap, ""
        if not gap or self.last in "\n\t":
            return ""
        return "" if gap == "\n" and _is_wide(self.last) and _is_wide(word[0]) else " "

    def _word(self, text: str, linked: bool) -> None:
        count = len(text) - sum(map(str.isspace, text))
        self.shown += count
        self.line_shown += count
        self.linked += count * linked
        self.line_linked += count * linked
        self._put(text)

    def _put(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)
        self.last = text[-1]


def _is_unseen(element: HtmlElement) -> bool:
    tag = element.tag
    if not isinstance(tag, str) or tag in UNSEEN or "hidden" in element.attrib:
        return True
    return bool(re.search(r"display\s*:\s*none", element.get("style", ""), re.I))


def _is_wide(char: str) -> bool:
    return east_asian_width(char) in "WF"


def _hidden(root: _Block, length: int) -> tuple[tuple[int, int], ...]:
    """All before and after the article but the page's title, and the furniture inside it."""
    article, passed = _article(root)
    stretches = []
    at = 0
    for kept in (*_titles(passed, article), article):
        stretches.append((at, kept.start))
        at = kept.end
    stretches.append((at, length))
    stretches += [(block.start, block.end) for block in _furniture(article, article.prose)]
    return tuple(sorted((start, end) for start, end in stretches if start < end))


def _article(root: _Block) -> tuple[_Block, list[_Block]]:
    """The innermost block that holds nearly all running text, and the blocks met on the way."""
    block, passed, needed = root, [root], SHARE * root.prose
    while root.prose:
        inner = next((child for child in block.children if child.prose >= needed and child.tag != "p"), None)
        if inner is None:
            break
        passed.append(inner)
        block = inner
    return block, passed[:-1]


def _titles(passed: list[_Block], article: _Block) -> Iterator[_Block]:
    """The last heading before the article."""
    found: list[_Block] = []
    pile = [child for block in passed for child in block.children if child.end <= article.start]
    while pile:
        block = pile.pop()
        headed = block.tag in ("h1", "h2") or (not block.children and TITLE.search(block.hint))
        if headed and block.shown and not block.linked:
            found.append(block)
        elif not block.is_furniture():
            pile += block.children
    if found:
        yield max(found, key=lambda block: (block.tag == "h1", block.start))


def _furniture(article: _Block, whole: int) -> Iterator[_Block]:
    """Navigation inside the article; a block with much of the running text is none."""
    pile = list(article.children)
    while pile:
        block = pile.pop()
        if block.is_furniture() and block.prose <= 0.3 * whole and block.end > block.start:
            yield block
        else:
            pile += block.children
