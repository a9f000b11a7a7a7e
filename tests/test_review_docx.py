"""The draft with Word comments: nothing else changed, and every comment where a second reader finds it too."""

import io
import re
import subprocess
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from yunhe.reading.formats.docx import W
from yunhe.reading.intake import read_bytes
from yunhe.reading.reader import read_document
from yunhe.review.docx import reviewed
from yunhe.types import Finding

DOCUMENTS = Path(__file__).parent / "documents"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
MAY_CHANGE = {"[Content_Types].xml", "word/_rels/document.xml.rels", "word/comments.xml", "word/document.xml"}
MARKS = {W + name for name in ("commentRangeStart", "commentRangeEnd")}


def marked(name):
    """A sample, and the same with a comment at every claim."""
    data = (DOCUMENTS / name).read_bytes()
    document = read_bytes(data, name)
    findings = [
        Finding.at(claim, "请核对 & <再看>", evidence="1 < 2", remedy="改", severity="note")
        for claim in read_document(document).claims
    ]
    return data, document, findings, reviewed(data, document, findings)


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def plain(data, *, without_comments):
    """The body in canonical form with neighbouring runs of one kind joined, comment marks taken out where asked."""
    root = etree.fromstring(data)
    if without_comments:
        for element in list(root.iter(*MARKS)):
            element.getparent().remove(element)
        for reference in list(root.iter(W + "commentReference")):
            run = reference.getparent()
            run.getparent().remove(run)
    for text in root.iter(W + "t"):
        text.set(SPACE, "preserve")
    for run in list(root.iter(W + "r")):
        join(run)
    return etree.tostring(root, method="c14n")


def join(run):
    before = run.getprevious()
    if before is None or before.tag != run.tag or dict(before.attrib) != dict(run.attrib):
        return
    if properties(before) != properties(run) or run.tail or before.tail:
        return
    content = [child for child in run if child.tag != W + "rPr"]
    last = before[-1] if len(before) else None
    if content and content[0].tag == W + "t" and last is not None and last.tag == W + "t":
        last.text = (last.text or "") + (content.pop(0).text or "")
    before.extend(content)
    run.getparent().remove(run)


def properties(run):
    found = run.find(W + "rPr")
    return b"" if found is None else etree.tostring(found, method="c14n")


@pytest.mark.parametrize("name", ["report.docx", "edited.docx"])
def test_nothing_but_comments_is_changed(name):
    data, _, _, out = marked(name)
    before, after = parts(data), parts(out)
    assert {part for part in before if after.get(part) != before[part]} <= MAY_CHANGE
    assert set(after) - set(before) <= {"word/comments.xml"}
    assert list(after)[: len(before)] == list(before)


def test_the_body_is_the_original_once_marks_are_out_and_runs_joined():
    for name in ("report.docx", "edited.docx"):
        data, _, _, out = marked(name)
        original = plain(parts(data)["word/document.xml"], without_comments=False)
        assert plain(parts(out)["word/document.xml"], without_comments=True) == original


@pytest.mark.parametrize("name", ["report.docx", "edited.docx"])
def test_it_reads_back_to_the_same_text(name):
    _, document, _, out = marked(name)
    assert read_bytes(out, name).text == document.text


def test_a_second_review_adds_to_the_comments_of_the_first():
    _, _, findings, once = marked("report.docx")
    again = read_bytes(once, "report.docx")
    twice = parts(reviewed(once, again, findings[:3]))
    numbers = re.findall(rb'<w:comment w:id="(\d+)"', twice["word/comments.xml"])
    assert len(numbers) == len(set(numbers)) == len(findings) + 3
    assert twice["[Content_Types].xml"].count(b"comments+xml") == 1


def test_a_comment_says_what_where_and_what_to_do():
    _, _, _, out = marked("report.docx")
    said = etree.fromstring(parts(out)["word/comments.xml"])[0]
    assert [("".join(p.itertext())) for p in said] == ["【提示】请核对 & <再看>", "1 < 2", "→ 改"]


@pytest.mark.office
def test_another_program_finds_the_same_words_under_every_comment(tmp_path):
    """LibreOffice → flat ODF: the text between the ends of an annotation is the quote of its finding."""
    _, _, findings, out = marked("report.docx")
    (tmp_path / "reviewed.docx").write_bytes(out)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    convert = ["soffice", "--headless", profile, "--convert-to", "fodt", "--outdir", str(tmp_path)]
    subprocess.run([*convert, str(tmp_path / "reviewed.docx")], check=True, capture_output=True, timeout=120)
    assert annotated((tmp_path / "reviewed.fodt").read_bytes()) == [finding.spans[0].quote for finding in findings]


OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def annotated(flat):
    """The words under each annotation of a flat ODF file, in order."""
    root = etree.fromstring(flat, etree.XMLParser(huge_tree=True))
    said, order = {}, []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if element.tag == OFFICE + "annotation" and event == "start":
            order.append(element.get(OFFICE + "name"))
            said[order[-1]] = None
        if any(up.tag == OFFICE + "annotation" for up in element.iterancestors()):
            continue
        if element.tag == OFFICE + "annotation":
            if event == "end":
                said[element.get(OFFICE + "name")] = element.tail or ""
            continue
        if element.tag == OFFICE + "annotation-end" and event == "start":
            name = element.get(OFFICE + "name")
            said["done " + name] = said.pop(name)
        text = element.text if event == "start" else element.tail
        for name in [n for n, words in said.items() if words is not None and not n.startswith("done ")]:
            said[name] += text or ""
    return [said["done " + name] for name in order]
