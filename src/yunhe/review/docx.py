"""The draft with a Word comment at each finding; nothing else of the file is changed.

Every other part stays as it is, byte for byte, but for the list of relationships and of content types. A finding in a
footnote or a text box, where Word holds no comment, is put at the reference or at the box.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple
from xml.sax.saxutils import escape

from yunhe.errors import UnreadableError
from yunhe.faces import Frame
from yunhe.reading.formats.docx import LOOSE, MAIN, STRICT
from yunhe.reading.package import Package
from yunhe.review.findings import Audited
from yunhe.review.runs import Place, Run, cut_runs, runs_of
from yunhe.review.words import SEVERITIES
from yunhe.types import Anchor, Document, Finding, Span

NAME = "docx"
SUFFIX = ".docx"
ABOUT = "草稿的 docx，每条疑点一条批注"

AUTHOR, INITIALS = "运河", "运"
COMMENTS = "word/comments.xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_STRICT_RELATION = "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_ID = re.compile(rb"<(?:\w+:)?comment\s[^>]*?\bw:id=[\"'](\d+)[\"']")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


def write(audited: Audited, out: BinaryIO, frame: Frame) -> None:
    """The draft's file with a comment at every finding that nobody has accepted."""
    document = audited.case.draft.document
    if document.media != "docx":
        raise UnreadableError(document.name, "不是 docx，写不了批注", "用 -o 文件.html 写成带标注的网页")
    findings = [row.finding for row in (audited.rows if frame.whole else audited.open)]
    date = f"{audited.date}T00:00:00Z" if audited.date else ""
    out.write(reviewed(Path(audited.path).read_bytes(), document, findings, date))


class Range(NamedTuple):
    """Where a comment begins and ends: a run and an offset of its characters, each."""

    start: tuple[Place, int]
    end: tuple[Place, int]


def reviewed(data: bytes, document: Document, findings: Sequence[Finding], date: str = "") -> bytes:
    """The docx with one comment a finding that concerns it, in reading order; `date` (ISO) is written on comments."""
    package = Package(data, document.name, "docx")
    main = next((target for kind, target in package.relations("") if kind == "officeDocument"), MAIN)
    body = package.content(main)
    if _declared(body) not in (b"", b"utf-8"):
        raise UnreadableError(document.name, "正文不是 UTF-8 编码，不能加批注", "用 Word 打开后另存为 docx，再审")
    hosts = _Hosts(package, document, main, runs_of(body))
    placed = [(finding, found) for finding in findings if (found := hosts.range_of(finding.spans[0]))]
    comments = _comments_part(package, main)
    first = _free_id(package, comments)
    marks: list[tuple[Place, int, bytes]] = []
    for number, (_, found) in enumerate(placed, first):
        marks += _marks(found, number, body)
    written = b"".join(_comment(finding, number, date) for number, (finding, _) in enumerate(placed, first))
    changed = {main: cut_runs(body, hosts.runs, _ordered(marks)), comments: _with(package, comments, written, body)}
    changed |= _registered(package, main, comments)
    return _packed(data, changed)


@dataclass
class _Hosts:
    """Where in the body a stretch of the text can be commented on."""

    package: Package
    document: Document
    main: str
    runs: dict[Place, Run]

    def range_of(self, span: Span) -> Range | None:
        """The range of a span, cut exactly in the body, whole runs where Word holds no comment."""
        covered = [a for a in self.document.anchors if a.start < span.end and span.start < a.start + a.length]
        if not covered:
            return None
        first, last = covered[0], covered[-1]
        if first.part != self.main or last.part != self.main:
            return self._at_reference(first)
        start, end = self._place(first), self._place(last)
        host = self.runs[start].host or self.runs[end].host
        if host is not None:
            return self._whole(host)
        begins = first.offset + max(0, span.start - first.start)
        ends = last.offset + min(last.length, span.end - last.start)
        return Range((start, begins), (end, ends))

    def _place(self, anchor: Anchor) -> Place:
        return anchor.paragraph, anchor.run

    def _whole(self, place: Place) -> Range:
        return Range((place, 0), (place, sum(child.length for child in self.runs[place].children)))

    def _at_reference(self, anchor: Anchor) -> Range | None:
        """The run that refers to the note in which a paragraph stands."""
        kind = anchor.part.rpartition("/")[2].removesuffix(".xml")
        root = self.package.xml(anchor.part, lambda data: data.replace(STRICT, LOOSE))
        space = "{" + LOOSE.decode() + "}"
        paragraph = list(root.iter(space + "p"))[anchor.paragraph]
        note = next((up for up in paragraph.iterancestors() if up.getparent() is root), None)
        wanted = f"{kind} {note.get(space + 'id')}" if note is not None else ""
        place = next((place for place, run in self.runs.items() if wanted in run.notes), None)
        return self._whole(place) if place is not None else None


def _marks(found: Range, number: int, body: bytes) -> list[tuple[Place, int, bytes]]:
    start = f'<w:commentRangeStart w:id="{number}"/>'
    end = f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'
    return [(*found.start, _prefixed(start, body)), (*found.end, _prefixed(end, body))]


def _ordered(marks: Iterable[tuple[Place, int, bytes]]) -> list[tuple[Place, int, bytes]]:
    """At one place the ends come before the beginnings."""
    return sorted(marks, key=lambda mark: b"RangeStart" in mark[2])


def _prefixed(markup: str, body: bytes) -> bytes:
    """Markup with the prefix that the part uses for words; one without prefix is given its own."""
    prefix = _prefix(body)
    if prefix == "w":
        return markup.encode()
    return re.sub(r"(</?|\s)w:", rf"\g<1>{prefix}:", markup).encode()


def _prefix(body: bytes) -> str:
    found = re.search(rb"xmlns:([\w.-]+)=[\"'](?:" + re.escape(LOOSE) + b"|" + re.escape(STRICT) + rb")[\"']", body)
    return found.group(1).decode() if found else "w"


def _comment(finding: Finding, number: int, date: str) -> bytes:
    """One comment: what is doubtful, the arithmetic, what to do, and which check said it."""
    said = [f"【{SEVERITIES[finding.severity or 'note']}】{finding.message}", finding.evidence]
    said += [finding.remedy and f"→ {finding.remedy}", *_elsewhere(finding)]
    paragraphs = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(_UNPRINTABLE.sub("", line))}</w:t></w:r></w:p>'
        for text in said
        for line in text.split("\n")
        if line
    )
    dated = f' w:date="{escape(date)}"' if date else ""
    who = f'w:author="{AUTHOR}"{dated} w:initials="{INITIALS}"'
    return f'<w:comment w:id="{number}" {who}>{paragraphs}</w:comment>'.encode()


def _elsewhere(finding: Finding) -> list[str]:
    """The other places that the finding rests on, as words: a comment has one place only."""
    here = finding.spans[0]
    return [
        f"对照：{'' if span.doc == here.doc else span.doc + ' '}“{' '.join(span.quote.split())[:60]}”"
        for span in finding.spans[1:4]
    ]


def _declared(body: bytes) -> bytes:
    found = re.match(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*encoding=[\"']([\w-]+)", body)
    return found.group(1).lower() if found else b""


def _comments_part(package: Package, main: str) -> str:
    return next((target for kind, target in package.relations(main) if kind == "comments"), COMMENTS)


def _free_id(package: Package, part: str) -> int:
    taken = [int(number) for number in _ID.findall(package.content(part))] if part in package else []
    return max(taken, default=-1) + 1


def _with(package: Package, part: str, written: bytes, body: bytes) -> bytes:
    """The part of comments with ours behind those that are there."""
    if part in package:
        there = package.content(part)
        closing = there.rindex(b"</")
        return there[:closing] + _prefixed(written.decode(), there) + there[closing:]
    space = STRICT if STRICT in body else LOOSE
    head = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return head + b'<w:comments xmlns:w="' + space + b'">' + written + b"</w:comments>"


def _registered(package: Package, main: str, comments: str) -> dict[str, bytes]:
    """Relationships and content types that know the comments, where they did not yet."""
    if comments in package:
        return {}
    folder, _, base = main.rpartition("/")
    relations = f"{folder}/_rels/{base}.rels"
    strict = STRICT in package.content(main)
    changed = {"[Content_Types].xml": _typed(package.content("[Content_Types].xml"), comments)}
    there = package.content(relations) if relations in package else _NO_RELATIONS
    number = max([int(found) for found in re.findall(rb"Id=[\"']rId(\d+)[\"']", there)], default=0) + 1
    kind = _STRICT_RELATION if strict else _RELATION
    target = comments.removeprefix(folder + "/")
    entry = f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
    return changed | {relations: _before_end(there, entry)}


_NO_RELATIONS = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)


def _typed(types: bytes, comments: str) -> bytes:
    return _before_end(types, f'<Override PartName="/{comments}" ContentType="{_TYPE}"/>')


def _before_end(data: bytes, entry: str) -> bytes:
    """An entry as the last child of the root, in the root's own namespace prefix."""
    closing = data.rindex(b"</") if b"</" in data else -1
    if closing < 0:
        return re.sub(rb"<(\w+)([^<>]*)/>\s*$", rb"<\1\2>" + entry.encode() + rb"</\1>", data)
    prefix = re.match(rb"</([\w.-]+:)?", data[closing:])
    name = (prefix.group(1) or b"").decode() if prefix else ""
    return data[:closing] + entry.replace("<", "<" + name, 1).encode() + data[closing:]


def _packed(data: bytes, changed: dict[str, bytes]) -> bytes:
    """The package with some parts changed or added; the others keep order, name and time."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = set()
        for entry in old.infolist():
            names.add(entry.filename)
            new.writestr(entry, changed.get(entry.filename) or old.read(entry))
        for name in changed.keys() - names:
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), changed[name], zipfile.ZIP_DEFLATED)
    return out.getvalue()
