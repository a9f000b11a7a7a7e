"""The Document text of every format: what is in it, what is hidden, and where each stretch came from."""

import zipfile
from difflib import SequenceMatcher
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from yunhe.errors import UnreadableError
from yunhe.reading import lines
from yunhe.reading.formats import docx, html, ofd, office, pdf, txt
from yunhe.types import Document

DOCUMENTS = Path(__file__).parent / "documents"
W = docx.W
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
READERS = {"docx": docx, "pdf": pdf, "ofd": ofd, "html": html, "doc": office, "wps": office}
LAID_OUT = ["report.pdf", "report.ofd", "report-easyofd.ofd", "report.html"]


def sample(name: str) -> Document:
    return READERS[name.rpartition(".")[2]].read((DOCUMENTS / name).read_bytes(), name)


def seen(document: Document) -> str:
    """The text without what is hidden."""
    pieces, at = [], 0
    for start, end in document.hidden:
        pieces.append(document.text[at:start])
        at = end
    return "".join([*pieces, document.text[at:]])


def without_space(text: str) -> str:
    return "".join(text.split())


def paragraphs(text: str) -> list[str]:
    return [words for line in text.replace("\f", "\n").split("\n") if (words := without_space(line))]


def word(body: str, **parts: str) -> bytes:
    """A docx of this body; further parts by name."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", f"<w:document {WORD}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            package.writestr(f"word/{name}.xml", content)
    return out.getvalue()


def text_of(body: str, **parts: str) -> str:
    return docx.read(word(body, **parts), "draft.docx").text


# The same report in every format


@pytest.fixture(scope="module")
def report() -> Document:
    return sample("report.docx")


@pytest.mark.parametrize("name", LAID_OUT)
def test_every_format_gives_the_text_of_the_report(name: str, report: Document) -> None:
    ours, theirs = without_space(seen(sample(name))), without_space(report.text)
    assert ours == theirs, SequenceMatcher(None, ours, theirs, autojunk=False).ratio()


@pytest.mark.parametrize("name", LAID_OUT)
def test_every_format_gives_the_paragraphs_of_the_report(name: str, report: Document) -> None:
    assert paragraphs(seen(sample(name))) == paragraphs(report.text)


@pytest.mark.office
@pytest.mark.parametrize("name", ["report.doc", "report.wps"])
def test_old_office_files_give_the_text_of_the_report(name: str, report: Document) -> None:
    document = sample(name)
    assert paragraphs(document.text) == paragraphs(report.text)
    assert document.media == "doc"
    assert "LibreOffice" in document.notes[0]


@pytest.mark.parametrize("name", [*LAID_OUT, "report-gbk.html"])
def test_hidden_stretches_ascend_and_keep_apart(name: str) -> None:
    document = sample(name)
    flat = [0, *(offset for stretch in document.hidden for offset in stretch), len(document.text)]
    assert all(one <= two for one, two in pairwise(flat))
    assert all(start < end for start, end in document.hidden)


# Word


def test_anchors_lead_back_to_the_runs_of_the_file() -> None:
    for name in ("report.docx", "edited.docx"):
        document = sample(name)
        with zipfile.ZipFile(DOCUMENTS / name) as package:
            roots = {part: etree.fromstring(package.read(part)) for part in {a.part for a in document.anchors}}
        for anchor in document.anchors:
            paragraph = list(roots[anchor.part].iter(W + "p"))[anchor.paragraph]
            own = [run for run in paragraph.iter(W + "r") if next(run.iterancestors(W + "p")) is paragraph]
            stretch = characters(own[anchor.run])[anchor.offset : anchor.offset + anchor.length]
            assert stretch == document.text[anchor.start : anchor.start + anchor.length]


def characters(run: etree._Element) -> str:
    """The characters of a run as the file has them."""
    made = {"tab": "\t", "br": "\n", "noBreakHyphen": "-", "sym": "✓"}
    names = ((child, etree.QName(child).localname) for child in run)
    return "".join(child.text or "" if name == "t" else made.get(name, "") for child, name in names)


def test_anchors_cover_all_but_ends_of_paragraphs_and_cells() -> None:
    for name in ("report.docx", "edited.docx"):
        document = sample(name)
        covered = bytearray(len(document.text))
        for anchor in document.anchors:
            covered[anchor.start : anchor.start + anchor.length] = b"\1" * anchor.length
        assert {char for char, known in zip(document.text, covered, strict=True) if not known} <= {"\n", "\t"}


def test_tracked_changes_are_read_as_accepted() -> None:
    text = sample("edited.docx").text
    assert "修订：全省生产总值增长5.5%。\n" in text
    assert "增长5%" not in text
    assert "被移走的话" not in text
    assert "移来的话。\n" in text
    assert "前一段的段落标记已删，两段合一。\n" in text
    assert "删去的行" not in text


def test_footnotes_follow_the_body_in_the_order_of_their_references() -> None:
    text = sample("edited.docx").text
    assert text.endswith("\n 含中央免抵调库收入300亿元。\n 同口径。\n")
    assert "没有被引用" not in text


def test_a_text_box_follows_its_paragraph_once() -> None:
    text = sample("edited.docx").text
    assert "文本框在此之后\n框内第一段\n框内95亿元\n" in text
    assert text.count("框内95亿元") == 1


def test_cells_end_in_tabs_and_rows_in_line_ends() -> None:
    assert "指标\t2024年\t增长\t\n地区生产总值\n（亿元）\t90131\t5.5%\t\n" in sample("edited.docx").text


def test_tabs_breaks_hyphens_and_symbols_are_characters() -> None:
    assert "\n甲\t 乙\n丙-丁✓\n" in sample("edited.docx").text


def test_hidden_text_and_changes_are_noted() -> None:
    notes = sample("edited.docx").notes
    assert "含修订：插入 2 处计入，删除 4 处不计" in notes
    assert "含隐藏文字 6 字，已计入" in notes


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<w:p><w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink></w:p>", "链接\n"),
        ("<w:sdt><w:sdtContent><w:p><w:r><w:t>控件</w:t></w:r></w:p></w:sdtContent></w:sdt>", "控件\n"),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>3</w:t></w:r></w:p>", "3\n"),
        ("<w:p><w:pPr><w:tabs><w:tab w:pos='9'/></w:tabs></w:pPr><w:r><w:t>无制表符</w:t></w:r></w:p>", "无制表符\n"),
        ("<w:p><w:r><w:sym w:char='4E00'/></w:r></w:p>", "一\n"),
        (
            "<w:p><w:r><w:ruby><w:rt><w:r><w:t>yun</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>运</w:t></w:r>"
            "</w:rubyBase></w:ruby></w:r></w:p>",
            "运\n",
        ),
    ],
)
def test_the_text_is_what_a_reader_of_the_page_sees(body: str, text: str) -> None:
    assert text_of(body) == text


def test_strict_ooxml_is_read_as_well() -> None:
    plain = BytesIO()
    with zipfile.ZipFile(plain, "w") as package:
        body = f"<w:document {WORD}><w:body><w:p><w:r><w:t>严格</w:t></w:r></w:p></w:body></w:document>"
        package.writestr("word/document.xml", body.encode().replace(docx.LOOSE, docx.STRICT))
    assert docx.read(plain.getvalue(), "strict.docx").text == "严格\n"


# PDF and OFD


@pytest.mark.parametrize("name", ["report.pdf", "report.ofd"])
def test_running_heads_and_page_numbers_stay_in_the_text_but_hidden(name: str) -> None:
    document = sample(name)
    assert document.text.count("浙江省政府工作报告（2025）") == len(document.pages) == 25
    assert "浙江省政府工作报告（2025）" not in seen(document)
    assert document.text.count("— ") == 25
    assert "— " not in seen(document)


@pytest.mark.parametrize("name", ["report.pdf", "report.ofd"])
def test_each_page_ends_in_a_form_feed(name: str) -> None:
    document = sample(name)
    assert document.pages == (0, *(at + 1 for at, char in enumerate(document.text) if char == "\f"))[:-1]
    assert document.text.endswith("\n\f")


def laid(*rows: tuple[str, float, float], step: float = 20.0) -> tuple[str, list[lines.Page]]:
    """One page of rows: words, left edge, right edge."""
    text, found, at = "", [], 0
    for number, (words, left, right) in enumerate(rows):
        found.append(lines.Line(at, at + len(words), left, right, 50 + step * number))
        text += words + "\n"
        at = len(text)
    return text + "\f", [lines.Page(tuple(found), 842)]


FULL = "全区实现地区生产总值稳步增长全区实现地区增长"  # 22 characters of 10 points


def test_a_full_line_runs_on_into_an_unindented_one() -> None:
    text, pages = laid((FULL, 20, 240), (FULL, 0, 220), (FULL, 20, 240), (FULL, 0, 240), ("增长4%。", 0, 40))
    assert lines.hidden(text, pages) == ((22, 23), (68, 69), (91, 92))


@pytest.mark.parametrize(
    ("words", "left"), [("　　增长4%。", 0), ("增长4%。", 20), ("（二）抓发展。", 0), ("1. 抓发展。", 0)]
)
def test_an_indented_line_or_a_heading_begins_a_paragraph(words: str, left: float) -> None:
    text, pages = laid((FULL, 0, 220), (FULL, 0, 220), (FULL, 0, 220), (words, left, left + 60))
    assert (text.index(words) - 1, text.index(words)) not in lines.hidden(text, pages)
    assert lines.hidden(text, pages)


def test_a_figure_alone_at_the_end_of_a_page_is_no_page_number() -> None:
    text, pages = laid((FULL, 0, 220), (FULL, 0, 220), (FULL, 0, 220), ("2206", 0, 20))
    assert "2206" in seen(Document("x", text, hidden=lines.hidden(text, pages)))


def test_bare_page_numbers_must_count_with_the_pages() -> None:
    text, pages = "", []
    for number, words in (("7", "工业"), ("8", "农业"), ("9", "服务业")):
        found = []
        for row, y in ((f"{words}增长，", 0.0), (f"{words}投资增长。", 20.0), (number, 300.0)):
            found.append(lines.Line(len(text), len(text) + len(row), 0, 220, y))
            text += row + "\n"
        text += "\f"
        pages.append(lines.Page(tuple(found), 842))
    shown = seen(Document("x", text, hidden=lines.hidden(text, pages)))
    assert not any(char.isdigit() for char in shown)
    assert shown.count("增长") == 6


# Web pages


def page(body: str) -> Document:
    return html.read(f"<!DOCTYPE html><html><body>{body}</body></html>".encode(), "page.html")


def test_navigation_stays_in_the_text_but_hidden() -> None:
    document = sample("report.html")
    for words in ("政务公开", "当前位置", "浏览次数：8866", "相关阅读", "主办单位", "分享"):
        assert words in document.text
        assert words not in seen(document)
    assert "12345" not in document.text


def test_the_encoding_comes_from_the_bytes_not_from_the_declaration() -> None:
    document = sample("report-gbk.html")
    assert document.encoding == "gb18030"
    assert seen(document).startswith("2025年浙江省政府工作报告\n来源：浙江日报\n")
    wide = "<!DOCTYPE html><p>增长5%</p>".encode("utf-16")
    assert html.recognises(wide, "")
    assert html.read(wide, "page.html").text == "增长5%\n"
    assert page("<meta charset='gb2312'><p>实为UTF-8</p>").text == "实为UTF-8\n"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>一行\n两段</p><p>word\nwrap</p>", "一行两段\nword wrap\n"),
        ("<p>甲<br>乙</p>", "甲\n乙\n"),
        (
            "<table><tr><td>指标</td><td><p>增长</p></td></tr><tr><td>总值</td><td>4%</td></tr></table>",
            "指标\t增长\t\n总值\t4%\t\n",
        ),
        ("<p>看得见<span style='display:none'>看不见</span>的<!-- 注释 --></p>", "看得见的\n"),
        ("<pre>甲\n  乙</pre>", "甲\n  乙\n"),
        ("<p>增长 <b>4%</b> ，<i>较</i>快</p>", "增长 4% ，较快\n"),
        ("<script>var a = 1;</script><p>增长&lt;5%&#12290;</p>", "增长<5%。\n"),
    ],
)
def test_the_text_is_what_a_browser_shows(body: str, text: str) -> None:
    assert page(body).text == text


def test_a_page_of_comments_is_recognised_at_once() -> None:
    assert not html.recognises(b"<!-- -->" * 600, "")
    assert html.recognises(b"<!-- a -- b -->\n<!DOCTYPE html>", "")


# Plain text


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("增长5%。\r\n".encode(), "utf-8"),
        (b"\xef\xbb\xbf" + "增长5%。\r\n".encode(), "utf-8"),
        (b"\xff\xfe" + "增长5%。\r\n".encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + "增长5%。\r\n".encode("utf-16-be"), "utf-16-be"),
        ("增长5%。\r\n".encode("utf-16-le"), "utf-16-le"),
        ("增长5%。\r\n".encode("utf-16-be"), "utf-16-be"),
        ("增长5%。\r\n".encode("gb18030"), "gb18030"),
    ],
)
def test_plain_text_is_decoded_and_otherwise_left_alone(data: bytes, encoding: str) -> None:
    document = txt.read(data, "report.txt")
    assert (document.text, document.encoding) == ("增长5%。\r\n", encoding)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (
            "全市生产总值\n".encode() + "增长百分之五\n".encode("gb18030"),
            "第 2 行（第 20 字节）不是 UTF-8，而第 1 行是",
        ),
        ("全市生产总值\n".encode("gb18030") + "增长百分之五\n".encode(), "第 1 行（第 3 字节）不是 UTF-8，而第 2 行是"),
        ("全市生产总值增长".encode("gb18030") + b"\xff\xff", "第 1 行（第 17 字节）起不是 GB18030"),
        ("全市生產總值增長，經濟運行平穩".encode("big5"), "乱码"),
        (bytes(range(256)) * 8, "二进制"),
        (b"\x01\x02\x03\x04 abc", "二进制"),
        (b" \n\t ", "空"),
    ],
)
def test_doubtful_bytes_are_refused_with_their_place(data: bytes, problem: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        txt.read(data, "report.txt")
    assert problem in caught.value.problem
    assert caught.value.remedy
