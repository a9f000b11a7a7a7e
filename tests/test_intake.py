"""Intake: which files are meant, content before suffix, and every bad input refused with path, problem and remedy."""

import os
import shutil
import subprocess
import sys
import zipfile
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yunhe.errors import UnreadableError
from yunhe.reading import intake
from yunhe.reading.package import PART_LIMIT
from yunhe.types import Document

DOCUMENTS = Path(__file__).parent / "documents"
SOURCE = Path(__file__).parent.parent / "src"
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SAMPLES = sorted(path.name for path in DOCUMENTS.glob("*.*") if path.suffix in intake.suffixes())
NEEDS_OFFICE = (".doc", ".wps")
UNREADABLE = ("encrypted.pdf", "scanned.pdf")


def archive(parts: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", compression) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


def word(body: str, before: str = "") -> bytes:
    return archive({"word/document.xml": f"{before}<w:document {WORD}><w:body>{body}</w:body></w:document>".encode()})


def refusal(data: bytes, name: str) -> UnreadableError:
    with pytest.raises(UnreadableError) as caught:
        intake.read_bytes(data, name)
    assert caught.value.path == name
    assert caught.value.problem
    assert caught.value.remedy
    return caught.value


# Content decides before the suffix


@pytest.mark.parametrize("name", [n for n in SAMPLES if not n.endswith(NEEDS_OFFICE) and n not in UNREADABLE])
def test_a_wrong_suffix_does_not_mislead(name: str) -> None:
    data = (DOCUMENTS / name).read_bytes()
    right = intake.read_bytes(data, name)
    wrong = intake.read_bytes(data, "report.txt")
    assert (wrong.text, wrong.media) == (right.text, right.media)
    assert wrong.notes[0] == f"扩展名是 .txt，内容是 {right.media}：按 {right.media} 读入"
    assert not any("扩展名" in note for note in right.notes)
    assert intake.read_bytes(data, "-").text == right.text


@pytest.mark.office
def test_a_doc_named_docx_is_read_as_the_doc_it_is() -> None:
    document = intake.read_bytes((DOCUMENTS / "report.doc").read_bytes(), "report.docx")
    assert document.media == "doc"


def test_plain_text_is_read_whatever_its_suffix() -> None:
    document = intake.read_bytes("增长5%。".encode(), "report.docx")
    assert document.text == "增长5%。"
    assert document.notes == ("扩展名是 .docx，内容是 纯文本：按 纯文本 读入",)


def test_every_format_has_the_one_shape() -> None:
    assert sorted(intake.readers()) == ["docx", "html", "ofd", "office", "pdf", "txt"]
    for reader in intake.readers().values():
        assert reader.__doc__
        assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in reader.SUFFIXES)
        assert callable(reader.recognises)
        assert callable(reader.read)


def test_no_two_formats_claim_one_suffix() -> None:
    claimed = [suffix for reader in intake.readers().values() for suffix in reader.SUFFIXES]
    assert len(claimed) == len(set(claimed))


# Bad inputs


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
BOMB = '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]>'


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("empty.txt", b"", "空"),
        ("blank.txt", b" \r\n", "空"),
        ("junk.txt", bytes(range(256)) * 40, "二进制"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(40), "图片"),
        ("table.xlsx", archive({"xl/workbook.xml": b"<a/>"}), "压缩包或其他办公文件"),
        ("renamed.docx", archive({"xl/workbook.xml": b"<a/>"}), "缺少正文"),
        ("broken.docx", word("<w:p/>")[:-30], "已损坏"),
        ("hollow.docx", word("<w:p/>"), "没有文字"),
        ("torn.docx", archive({"word/document.xml": b"<w:document"}), "不是完好的 XML"),
        ("entities.docx", word("<w:p><w:r><w:t>&c;</w:t></w:r></w:p>", BOMB), "DTD"),
        ("bomb.docx", archive({"word/document.xml": bytes(PART_LIMIT + 1)}), "压缩炸弹"),
        ("ratio.docx", archive({"word/document.xml": b" " * 20_000_000}), "压缩炸弹"),
        ("locked.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "已加密"),
        ("table.doc", OLE + "Workbook".encode("utf-16-le"), "不是文字文档"),
        ("broken.ofd", archive({"OFD.xml": b"<OFD/>"})[:-30], "已损坏"),
        ("hollow.ofd", archive({"OFD.xml": b"<OFD/>"}), "已损坏"),
        ("bomb.ofd", archive({"OFD.xml": b"<OFD/>", "Doc_0/a.xml": b" " * 20_000_000}), "压缩炸弹"),
        ("broken.pdf", b"%PDF-1.7\n" + bytes(100), "已损坏"),
        ("hollow.html", b"<!DOCTYPE html><html><body><script>x</script></body></html>", "没有文字"),
        ("bare.html", b"<!DOCTYPE html>", "没有"),
        ("saved.mht", b"MIME-Version: 1.0\r\n", "网页归档"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",  # a zip holds the time it was made
)
def test_bad_input_is_refused(name: str, data: bytes, problem: str) -> None:
    assert problem in refusal(data, name).problem


@pytest.mark.parametrize(("name", "problem"), [("encrypted.pdf", "已加密"), ("scanned.pdf", "没有文字层")])
def test_locked_and_scanned_pdf_are_refused(name: str, problem: str) -> None:
    assert problem in refusal((DOCUMENTS / name).read_bytes(), name).problem


def test_a_scanned_pdf_is_told_to_go_through_ocr() -> None:
    assert "OCR" in refusal((DOCUMENTS / "scanned.pdf").read_bytes(), "scanned.pdf").remedy


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(intake.SIZE_LIMIT + 1)
    with pytest.raises(UnreadableError, match="200 MB"):
        intake.read_file(path)


def test_missing_files_folders_and_patterns_are_named(tmp_path: Path) -> None:
    for path, problem in (
        (tmp_path / "no.txt", "没有这个文件"),
        (tmp_path, "文件夹"),
        (tmp_path / "*.txt", "没有匹配"),
    ):
        with pytest.raises(UnreadableError) as caught:
            intake.read_file(path)
        assert problem in caught.value.problem
        assert caught.value.remedy


def test_deep_nesting_is_no_crash() -> None:
    for depth in (200, 5_000):
        body = "<w:sdt>" * depth + "<w:p><w:r><w:t>深</w:t></w:r></w:p>" + "</w:sdt>" * depth
        assert survives(word(body), "deep.docx") in ("深\n", None)
        nest = "<w:p><w:r><w:txbxContent>" * depth + "</w:txbxContent></w:r></w:p>" * depth
        assert survives(word(nest), "deep.docx") is None or depth == 200
        assert survives(b"<!DOCTYPE html>" + b"<div>" * depth + "深".encode() + b"</div>" * depth, "a.html") in (
            "深\n",
            None,
        )


def test_office_missing_is_said_with_the_command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    error = refusal((DOCUMENTS / "report.doc").read_bytes(), "report.doc")
    assert "LibreOffice" in error.problem
    assert "apt-get install" in error.remedy


@pytest.mark.office
def test_a_broken_doc_is_refused() -> None:
    data = OLE + "WordDocument".encode("utf-16-le") + bytes(4000)
    assert "LibreOffice" in refusal(data, "broken.doc").problem


def survives(data: bytes, name: str) -> str | None:
    """The text, or None after a proper refusal; anything else is a crash."""
    try:
        document = intake.read_bytes(data, name, on_classified_machine=True)
    except UnreadableError as error:
        assert_helps(error)
        return None
    assert_sound(document)
    return document.text


def assert_helps(error: UnreadableError) -> None:
    assert error.problem
    assert error.remedy


def assert_sound(document: Document) -> None:
    document.text.encode("utf-8")
    flat = [0, *(offset for stretch in document.hidden for offset in stretch), len(document.text)]
    assert flat == sorted(flat)
    assert list(document.pages) == sorted(set(document.pages))
    assert all(anchor.start + anchor.length <= len(document.text) for anchor in document.anchors)


MARKS = [b"", b"PK\x03\x04", b"%PDF-1.7\n", b"<!DOCTYPE html><p>", b"\xff\xfe", b"\xef\xbb\xbf", b"\x1f\x8b"]
NAMES = ["a.txt", "a.docx", "a.pdf", "a.html", "a.ofd", "a", "-"]


@given(st.sampled_from(MARKS), st.binary(max_size=400), st.sampled_from(NAMES))
def test_any_bytes_are_read_or_refused(mark: bytes, data: bytes, name: str) -> None:
    survives(mark + data, name)


@given(st.text(max_size=300), st.sampled_from(NAMES))
def test_any_text_is_read_or_refused(text: str, name: str) -> None:
    survives(text.encode("utf-8", "surrogatepass"), name)


@given(st.text(alphabet="<>/=\"'ab pdivtr!-&;#x1增", max_size=200))
def test_any_markup_is_read_or_refused(text: str) -> None:
    survives(f"<html><body>{text}".encode(), "a.html")


@settings(max_examples=60)
@given(st.sampled_from(["edited.docx", "report.ofd", "report-gbk.html", "encrypted.pdf", "scanned.pdf"]), st.data())
def test_damaged_documents_are_read_or_refused(name: str, data: st.DataObject) -> None:
    whole = bytearray((DOCUMENTS / name).read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.sampled_from([len(whole), len(whole) // 2, len(whole) - 10]))
    survives(bytes(whole[:cut]), name)


@settings(max_examples=60)
@given(st.data())
def test_damaged_xml_is_read_or_refused(data: st.DataObject) -> None:
    with zipfile.ZipFile(DOCUMENTS / "edited.docx") as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = data.draw(st.sampled_from(["word/document.xml", "word/_rels/document.xml.rels", "word/footnotes.xml"]))
    at = data.draw(st.integers(0, len(parts[name]) - 1))
    parts[name] = parts[name][:at] + data.draw(st.binary(max_size=8)) + parts[name][at + data.draw(st.integers(0, 9)) :]
    survives(archive(parts, zipfile.ZIP_STORED), "a.docx")


# Security markings


@pytest.mark.parametrize(
    "mark",
    [
        "机密★10年",
        "秘密",
        "绝密★",
        "　机密★１０年　　第12号",
        "000123  机密★1年",
        "绝密★启用前",
        "密级：秘密",
        "秘 密",
        "机密 000123",
    ],
)
def test_a_document_with_a_marking_is_refused(mark: str) -> None:
    data = f"\n{mark}\n政府工作报告\n增长5%。\n".encode()
    error = refusal(data, "report.txt")
    assert "密级" in error.problem
    assert "--on-classified-machine" in error.remedy
    assert intake.read_bytes(data, "report.txt", on_classified_machine=True).text == data.decode()


@pytest.mark.parametrize(
    "words",
    [
        "保守国家秘密",
        "商业秘密保护",
        "加强商业秘密★保护，成效明显",
        "一、保守秘密",
        "做好保守国家秘密工作。",
        "“秘密”不止一处",
        "机密性强",
    ],
)
def test_the_words_inside_a_sentence_are_no_marking(words: str) -> None:
    assert intake.read_bytes(f"{words}\n增长5%。\n".encode(), "report.txt").text.startswith(words)


def test_a_marking_far_down_is_a_word() -> None:
    assert intake.read_bytes(("增长5%。\n" * 40 + "秘密\n").encode(), "report.txt").text


def test_a_marking_in_a_text_box_or_a_header_of_a_docx_counts() -> None:
    inner = "<w:txbxContent><w:p><w:r><w:t>机密★10年</w:t></w:r></w:p></w:txbxContent>"
    box = f"<w:p><w:r><w:pict>{inner}</w:pict></w:r></w:p>"
    plain = "<w:p><w:r><w:t>增长5%</w:t></w:r></w:p>"
    assert "密级" in refusal(word(box + plain), "box.docx").problem
    header = f"<w:hdr {WORD}><w:p><w:r><w:t>秘密★1年</w:t></w:r></w:p></w:hdr>".encode()
    relation = b'<Relationships><Relationship Type="x/header" Target="header1.xml"/></Relationships>'
    parts = {"word/header1.xml": header, "word/_rels/document.xml.rels": relation}
    document = f"<w:document {WORD}><w:body>{plain}</w:body></w:document>".encode()
    assert "密级" in refusal(archive({"word/document.xml": document, **parts}), "header.docx").problem


# Which files are meant


def test_a_folder_is_its_documents_named_from_within(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.DOCX", "a/b.md", ".hidden/d.txt", "~$b.docx", ".e.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("增长5%", encoding="utf-8")
    found = intake.expand([tmp_path])
    assert [source.name for source in found] == ["a/c.DOCX", "b.txt"]
    assert [source.path for source in found] == [str(tmp_path / "a/c.DOCX"), str(tmp_path / "b.txt")]


def test_patterns_files_and_what_does_not_exist_keep_their_order(tmp_path: Path) -> None:
    for name in ("2.txt", "1.txt", "3.md"):
        (tmp_path / name).write_text("增长5%", encoding="utf-8")
    given = [str(tmp_path / "3.md"), str(tmp_path / "?.txt"), str(tmp_path / "no.txt"), "-"]
    names = [tmp_path / "3.md", tmp_path / "1.txt", tmp_path / "2.txt", tmp_path / "no.txt", "-"]
    assert [source.name for source in intake.expand(given)] == [str(name) for name in names]


def test_a_folder_without_documents_stays_so_that_reading_it_says_why(tmp_path: Path) -> None:
    assert intake.expand([tmp_path]) == [intake.Source(str(tmp_path), str(tmp_path))]


def test_a_file_whose_name_holds_a_pattern_is_that_file(tmp_path: Path) -> None:
    path = tmp_path / "报告[定稿].txt"
    path.write_text("增长5%", encoding="utf-8")
    assert intake.expand([path]) == [intake.Source(str(path), str(path))]


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO((DOCUMENTS / "edited.docx").read_bytes())))
    document = intake.read_file("-")
    assert (document.name, document.media) == ("-", "docx")


# Nothing opened, nothing left

WATCHED = """
import sys
def watch(event, arguments):
    if event.startswith("socket.") or event in ("urllib.Request", "http.client.connect", "ftplib.connect"):
        raise SystemExit(f"opened {event} {arguments}")
sys.addaudithook(watch)
from yunhe.errors import UnreadableError
from yunhe.reading import intake
for path in sys.argv[1:]:
    try:
        print(len(intake.read_file(path).text))
    except UnreadableError as error:
        print(error.problem)
"""


def run_watched(code: str, *arguments: str, folder: Path, alone: tuple[str, ...] = ()) -> str:
    environment = os.environ | {"PYTHONPATH": str(SOURCE), "TMPDIR": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [*alone, sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout


def without_network() -> tuple[str, ...]:
    """The command that runs another in a network of its own, where the system permits it."""
    for command in (("unshare", "-n"), ("unshare", "-r", "-n")):
        if (
            shutil.which("unshare")
            and subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0
        ):
            return command
    return ()


@pytest.mark.parametrize("name", [name for name in SAMPLES if not name.endswith(NEEDS_OFFICE)])
def test_reading_opens_no_socket_and_leaves_no_file(name: str, tmp_path: Path) -> None:
    assert run_watched(WATCHED, str(DOCUMENTS / name), folder=tmp_path, alone=without_network()).strip()
    assert not list(tmp_path.iterdir())


@pytest.mark.office
def test_reading_a_doc_needs_no_network_and_leaves_no_file(tmp_path: Path) -> None:
    out = run_watched(WATCHED, str(DOCUMENTS / "report.doc"), folder=tmp_path, alone=without_network())
    assert int(out) > 10_000
    assert not list(tmp_path.iterdir())


def test_reading_plain_text_loads_no_heavy_library(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text("增长5%。", encoding="utf-8")
    code = WATCHED + "print(sorted({'lxml', 'pypdfium2', 'ofdkit', 'zipfile', 'subprocess'} & set(sys.modules)))"
    assert run_watched(code, str(tmp_path / "report.txt"), folder=tmp_path).split("\n")[1] == "[]"
