"""The draft as one self-contained page: every finding at its words, beside it what is doubtful and why.

It loads nothing from anywhere: style and script stand inside and are the only ones its policy lets run. Without
script the findings stand as a list under the text, each linked to its words.
"""

import base64
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

from yunhe.faces import Frame
from yunhe.faces.paragraphs import Paragraph, paragraphs
from yunhe.review.findings import Audited, held_against
from yunhe.review.listing import Row, counts, report_name, shown, title_of
from yunhe.review.targets import SILENT, Line, by_verdict, lines, tally
from yunhe.review.words import SEVERITIES
from yunhe.types import Reading, Severity, Span

NAME = "html"
SUFFIX = ".html"
ABOUT = "一个自足的网页：草稿全文，疑点标在原处"

_FOLDER = Path(__file__).with_name("page")
_STYLE = Path(__file__).parents[1] / "faces" / "page" / "page.css"
_SHAPES: dict[Severity, str] = {"error": "■", "warning": "▲", "note": "○"}
_RANK: dict[Severity, int] = {"note": 0, "warning": 1, "error": 2}
_HEADING = 60


def write(audited: Audited, out: BinaryIO, frame: Frame) -> None:
    """The page."""
    out.write(page(audited, audited.rows if frame.whole else audited.open).encode("utf-8", "replace"))


def page(audited: Audited, rows: Sequence[Row]) -> str:
    """The page with these findings."""
    draft = audited.case.draft
    title = f"{report_name(draft)} · 审核"
    targets = by_verdict(lines(audited.case))
    body = (
        f'<header class="bar"><div class="name"><b>{escape(title)}</b></div>{_tally(rows)}'
        '<input type="search" id="search" class="js-only" placeholder="查疑点（/）" aria-label="查疑点"></header>'
        f'<div class="rooms audit">{_side(rows)}<main>{_head(audited, rows)}{_targets(targets)}'
        f"<article>\n{_Text(draft, rows, targets).blocks()}\n</article></main>"
        f'<aside class="findings" aria-label="疑点"><h2>疑点</h2><ol>{"".join(map(_card, rows))}</ol>'
        f'<p class="nothing"{" hidden" if rows else ""}>没有疑点。</p></aside></div>'
    )
    return _framed(title, body)


def _framed(title: str, body: str) -> str:
    style, script = _style(), _asset("audit.js")
    return (
        '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(style, script)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n{body}\n"
        f"<script>{script}</script>\n</body>\n</html>\n"
    )


def _policy(*assets: str) -> str:
    style, script = (f"'sha256-{base64.b64encode(sha256(asset.encode()).digest()).decode()}'" for asset in assets)
    return f"default-src 'none'; style-src {style}; script-src {script}; base-uri 'none'; form-action 'none'"


@cache
def _asset(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


@cache
def _style() -> str:
    return _STYLE.read_text(encoding="utf-8") + _asset("audit.css")


def _tally(rows: Sequence[Row]) -> str:
    found = counts(rows)
    said = "".join(
        f'<span class="sev {key}">{_SHAPES[key]} {word} <b>{found[key]}</b></span>' for key, word in SEVERITIES.items()
    )
    return f'<div class="tally">{said}</div>'


def _side(rows: Sequence[Row]) -> str:
    """Filters by severity and by check."""
    found, by_check = counts(rows), Counter((row.severity, row.finding.check) for row in rows)
    severities = "".join(
        _box("severity", key, f"{_SHAPES[key]} {word}", found[key]) for key, word in SEVERITIES.items()
    )
    ordered = sorted(by_check.items(), key=lambda item: (-_RANK[item[0][0]], -item[1]))
    per_check: dict[str, int] = {}
    for (_, check), number in ordered:
        per_check[check] = per_check.get(check, 0) + number
    checks = "".join(_box("check", check, title_of(check), number) for check, number in per_check.items())
    return f'<details class="side" open><summary>筛选</summary><h2>级别</h2>{severities}<h2>检查</h2>{checks}</details>'


def _box(name: str, value: str, word: str, number: int) -> str:
    return (
        f'<label><input type="checkbox" name="{name}" value="{escape(value, quote=True)}" checked>'
        f"<span>{escape(word)}</span><small>{number}</small></label>"
    )


def _head(audited: Audited, rows: Sequence[Row]) -> str:
    draft = audited.case.draft
    against = "".join(f"<li>{escape(line)}</li>" for line in held_against(audited.case))
    accepted = len(audited.rows) - len(audited.open)
    said = [f"草稿：{draft.document.name}"] + ([f"已核 {accepted} 条，不再列出"] if accepted else [])
    problems = "".join(f'<p class="warn">{escape(problem)}</p>' for problem in audited.problems)
    facts = "".join(f"<p>{escape(line)}</p>" for line in said)
    return f'<header class="head">{facts}<ul>{against}</ul>{problems}</header>'


def _targets(found: Sequence[Line]) -> str:
    """The table of targets and what became of them; those not mentioned again are folded away."""
    if not found:
        return ""
    told = [line for line in found if line.verdict != SILENT]
    silent = [line for line in found if line.verdict == SILENT]
    folded = f"<details><summary>未再提及的 {len(silent)} 项</summary>{_table(silent)}</details>" if silent else ""
    return (
        f'<section class="targets" aria-label="目标与结果"><h2>目标与结果</h2><p>{tally(found)}</p>'
        f"{_table(told) if told else ''}{folded}</section>"
    )


def _table(found: Sequence[Line]) -> str:
    heads = "".join(f"<th>{word}</th>" for word in ("指标", "目标", "结果", "结论"))
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(map(_target, found))}</tbody></table>"


def _target(line: Line) -> str:
    result = f'<a href="#t{line.start}">{escape(line.result)}</a>' if line.start is not None else "—"
    why = f"<small>{escape(line.why)}</small>" if line.why else ""
    missed = ' class="missed"' if line.verdict == "未达到" else ""
    aim = f"{escape(line.aim)}<small>{escape(line.aim_at)}</small>"
    cells = {"目标": aim, "结果": f"{result}<small>{escape(line.result_at)}</small>", "结论": line.verdict + why}
    shown_cells = "".join(f'<td data-head="{head}">{cell}</td>' for head, cell in cells.items())
    return f"<tr{missed}><td>{escape(line.name)}</td>{shown_cells}</tr>"


def _card(row: Row) -> str:
    """One finding: what, the arithmetic, what to do, and the places it rests on."""
    finding = row.finding
    here = finding.spans[0].doc
    others = "".join(
        f"<li>{escape('' if s.doc == here else s.doc + ' ')}“{escape(shown(s))}”</li>" for s in finding.spans[1:6]
    )
    evidence = f'<p class="evidence">{escape(finding.evidence)}</p>' if finding.evidence else ""
    accepted = f'<p class="accepted">已核：{escape(" ".join(row.accepted[4:]))}</p>' if row.accepted else ""
    return (
        f'<li id="r{row.number}" class="{row.severity}" data-check="{escape(finding.check, quote=True)}">'
        f'<p class="where"><span class="sev {row.severity}">{_SHAPES[row.severity]} {SEVERITIES[row.severity]}</span> '
        f'<a href="#m{row.number}">{row.where} “{escape(shown(finding.spans[0], 24))}”</a></p>'
        f'<p class="message">{escape(finding.message)}</p>{evidence}'
        f'<p class="remedy">{escape(finding.remedy)}</p>{accepted}'
        f'<ul class="others">{others}</ul><p class="check">{escape(title_of(finding.check))} · {row.key}</p></li>'
    )


class _Text:
    """The text of the draft with its findings marked where they stand, and places for the table of targets."""

    def __init__(self, draft: Reading, rows: Sequence[Row], targets: Sequence[Line] = ()) -> None:
        self.document = draft.document
        self.text = draft.document.text
        self.rows = rows
        self.spans = [(row, span) for row in rows for span in self._own(row)]
        self.headings = {section.start for section in draft.outline.sections if section.title}
        self.title = draft.outline.title
        self.named: set[int] = set()
        self.results = {line.start for line in targets if line.start is not None}

    def blocks(self) -> str:
        return "\n".join(map(self._block, paragraphs(self.document)))

    def _own(self, row: Row) -> list[Span]:
        return [span for span in row.finding.spans if span.doc == self.document.name]

    def _block(self, paragraph: Paragraph) -> str:
        said = self.text[paragraph.start : paragraph.end]
        tag = "p"
        if len(said) <= _HEADING and any(paragraph.start <= at < paragraph.end for at in self.headings):
            tag = "h3"
        title = ' class="title"' if said.strip() == (self.title or "") else ""
        inside = "".join(self._stretch(a, b) for piece in paragraph.pieces for a, b in self._cut(*piece))
        return f"<{tag}{title}>{inside}</{tag}>"

    def _cut(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        edges = {start, end} | {at for _, s in self.spans for at in (s.start, s.end) if start < at < end}
        edges |= {at for at in self.results if start < at < end}
        return pairwise(sorted(edges))

    def _stretch(self, start: int, end: int) -> str:
        shown_text = escape(self.text[start:end]).replace("\t", " ")
        rows = [row for row, span in self.spans if span.start <= start and end <= span.end]
        place = f'<i id="t{start}"></i>' if start in self.results else ""
        if not rows:
            return place + shown_text
        rows.sort(key=lambda row: -_RANK[row.severity])
        top = rows[0]
        anchors = "".join(f'<i id="m{row.number}"></i>' for row in rows if self._is_new(row))
        numbers = " ".join(str(row.number) for row in rows)
        said = escape(" / ".join(row.finding.message for row in rows[:3]), quote=True)
        known = f'class="mark {top.severity}" href="#r{top.number}" data-rows="{numbers}" title="{said}"'
        return f"{place}{anchors}<a {known}>{shown_text}</a>"

    def _is_new(self, row: Row) -> bool:
        if row.number in self.named:
            return False
        self.named.add(row.number)
        return True
