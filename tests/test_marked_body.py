"""The reading room shows the text of the document itself, and every figure and finding has one place in it."""

import json
import re
from collections import Counter
from functools import cache
from html import unescape
from pathlib import Path

import pytest

from yunhe.audit.run import run
from yunhe.faces.paragraphs import paragraphs
from yunhe.faces.rule_words import RULES
from yunhe.reading import rules
from yunhe.reading.intake import read_file
from yunhe.reading.reader import read_document
from yunhe.review.marked_body import Dress, Marked, dressed, marked_body
from yunhe.review.rendering import Rendering, inspected, rendering
from yunhe.types import Case, Finding, Reading

ROOT = Path(__file__).parents[1]
REPORTS = [
    "districts/gongshu/reports/2025.txt",
    *(f"tests/documents/report.{suffix}" for suffix in ("docx", "pdf", "html", "ofd")),
    "corpus/city/杭州市-2024.txt",
]
TAG = re.compile("<[^>]*>")


@cache
def opened(path: str) -> tuple[Reading, list[Finding], Rendering]:
    reading = read_document(read_file(ROOT / path))
    findings = run(Case(reading))
    return reading, findings, rendering(reading, marked(reading, findings))


def marked(reading: Reading, findings: list[Finding]) -> list[Marked]:
    own = [[(s.start, s.end) for s in each.spans if s.doc == reading.document.name] for each in findings]
    return [
        Marked(n, each.severity or "note", spans) for n, (each, spans) in enumerate(zip(findings, own, strict=True), 1)
    ]


@pytest.mark.parametrize("path", REPORTS)
def test_without_its_tags_it_is_the_text_character_by_character(path: str) -> None:
    reading, _, made = opened(path)
    text = reading.document.text
    shown = "".join(text[a:b] for paragraph in paragraphs(reading.document) for a, b in paragraph.pieces)
    assert _shown(made.body) == shown.replace("\t", "")
    hidden = {at for a, b in reading.document.hidden for at in range(a, b)}
    left_out = Counter(text[at] for at in range(len(text)) if at not in hidden and not text[at].isspace())
    assert left_out == Counter(char for char in _shown(made.body) if not char.isspace())


@pytest.mark.parametrize("path", REPORTS)
def test_every_figure_has_one_place_and_it_holds_its_quote(path: str) -> None:
    reading, _, made = opened(path)
    assert re.findall(r'id="figure-(\d+)"', made.body) == [str(claim.start) for claim in reading.claims]
    pieces = re.findall(r'<a class="f [^"]*"[^>]* href="\?figure=(\d+)[^>]*>(.*?)</a>', made.body)
    said = dict.fromkeys((start for start, _ in pieces), "")
    for start, inside in pieces:
        said[start] += _shown(inside)
    for claim in reading.claims:
        assert said[str(claim.start)] == "".join(claim.quote.split("\n")).replace("\r", "").replace("\f", "")


@pytest.mark.parametrize("path", REPORTS)
def test_every_finding_sentence_and_section_has_one_place(path: str) -> None:
    reading, findings, made = opened(path)
    assert sorted(map(int, re.findall(r'id="at-(\d+)"', made.body))) == list(range(1, len(findings) + 1))
    sentences = list(map(int, re.findall(r'id="s(\d+)"', made.body)))
    assert sentences == list(range(len(sentences)))
    assert {claim.sentence for claim in reading.claims} <= set(sentences)
    sections = set(map(int, re.findall(r'id="section-(\d+)"', made.body)))
    assert {heading.number for heading in made.headings} <= sections
    assert not [name for name, count in Counter(re.findall(r' id="([^"]+)"', made.body)).items() if count > 1]


def test_marks_stand_round_the_words_of_their_findings() -> None:
    reading, findings, made = opened(REPORTS[0])
    for number, finding in enumerate(findings, 1):
        marks = re.findall(rf'<mark class="m \w+" data-m="(?:\d+ )*{number}(?: \d+)*">(.*?)</mark>', made.body)
        words = [s.quote for s in finding.spans if s.doc == reading.document.name]
        assert sum(len(_shown(mark)) for mark in marks) == sum(map(len, words))


def test_marks_may_overlap_and_end_inside_a_figure() -> None:
    reading, _, _ = opened(REPORTS[0])
    figure = reading.claims[0]
    body = marked_body(
        reading,
        [Marked(1, "note", [(figure.start - 4, figure.start + 2)]), Marked(2, "error", [(figure.start, figure.end)])],
    )
    assert _shown(body) == _shown(opened(REPORTS[0])[2].body)
    assert body.count(f'id="figure-{figure.start}"') == 1
    assert '<mark class="m error" data-m="1 2">' in body
    assert body.count("</mark>") == body.count("<mark")


def test_a_finding_behind_the_last_word_still_has_a_place() -> None:
    reading, _, _ = opened(REPORTS[0])
    end = len(reading.document.text)
    assert 'id="at-1"' in marked_body(reading, [Marked(1, "note", [(end, end)])])


def test_the_dress_changes_no_word() -> None:
    reading, _, made = opened(REPORTS[0])
    first, second = reading.claims[0].start, reading.claims[1].start
    body = dressed(made.body, Dress({first}, {1}, second, 2, "kind=growth&"))
    assert _shown(body) == _shown(made.body)
    assert re.search(rf'class="f level actual away" id="figure-{first}"', body)
    assert body.count('aria-current="true"') == 1
    assert f'id="figure-{second}" aria-current="true" href="?kind=growth&amp;figure={second}#figure-{second}"' in body
    assert 'class="at note done" id="at-1"' in body
    assert dressed(made.body, Dress()) == made.body


def test_a_mark_is_done_when_all_its_findings_are() -> None:
    reading, _, _ = opened(REPORTS[0])
    claim = reading.claims[0]
    body = marked_body(reading, [Marked(n, "warning", [(claim.start, claim.end)]) for n in (1, 2)])
    assert "m warning done" not in dressed(body, Dress(done={1}))
    assert "m warning done" in dressed(body, Dress(done={1, 2}))


def test_what_the_text_says_is_never_markup() -> None:
    from yunhe.types import Document

    reading = read_document(Document("<b>.txt", "各位代表：\n<script>alert(1)</script>增长5%“<i id='s0'>”。\n"))
    body = marked_body(reading, [])
    assert "&lt;script&gt;" in body
    assert "<script" not in body
    assert "<i id='s0'>" not in body


def test_what_was_kept_is_what_was_made() -> None:
    reading, _, made = opened(REPORTS[1])
    assert Rendering.of_record(json.loads(json.dumps(made.record()))) == made
    entries = inspected(reading)
    assert list(entries) == [str(claim.start) for claim in reading.claims]
    assert all(str(kin) in entries for entry in entries.values() for kin in entry["kin"])


def test_a_heading_counts_the_figures_below_it() -> None:
    reading, _, made = opened(REPORTS[0])
    for heading in made.headings:
        path = reading.outline.sections[heading.number].path
        inside = [c for c in reading.claims if c.section == path or c.section.startswith(f"{path} / ")]
        assert heading.figures == len(inside)
        assert all(heading.start <= claim.start < heading.end for claim in inside)


def test_every_rule_has_a_name_in_chinese() -> None:
    assert set(RULES) == {module.__name__.rpartition(".")[2] for module in rules.modules()}


def _shown(body: str) -> str:
    return unescape(TAG.sub("", body)).replace("\n", "")
