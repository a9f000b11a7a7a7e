"""What an attachment is, is read off its content; what its name says is not believed."""

import io
import zipfile

import pytest

from yunhe.server.floor import uploads

PDF = b"%PDF-1.7\n..."
PNG = b"\x89PNG\r\n\x1a\n...."


def package(*parts: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for part in parts:
            archive.writestr(part, "x")
    return made.getvalue()


DOCX, XLSX, OFD = package("word/document.xml"), package("xl/workbook.xml"), package("OFD.xml", "Doc_0/Document.xml")


def problem(name: str, content: bytes) -> str:
    stream = io.BytesIO(content)
    found = uploads.refused(name, len(content), stream)
    assert stream.tell() == 0
    return str(found) if found else ""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("盖章件.pdf", PDF),
        ("现场.PNG", PNG),
        ("现场.jpeg", b"\xff\xd8\xff\xe0...."),
        ("扫描.tif", b"II*\x00........"),
        ("图.webp", b"RIFF....WEBPVP8 "),
        ("说明.docx", DOCX),
        ("清单.xlsx", XLSX),
        ("公文.ofd", OFD),
    ],
)
def test_what_is_taken(name: str, content: bytes) -> None:
    assert problem(name, content) == ""


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("空.pdf", b"", "是空的"),
        ("程序.pdf", b"MZ\x90\x00" + b"\x00" * 60, "不是收得下的类型"),
        ("页面.pdf", b"<html><script>alert(1)</script>", "不是收得下的类型"),
        ("图.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "不是收得下的类型"),
        ("现场.pdf", PNG, "内容是 png，名字写的是 pdf"),
        ("说明", DOCX, "名字写的是 （没有）"),
        ("材料.zip", package("一.txt", "二.txt"), "是压缩包"),
        ("材料.docx", package("一.txt"), "是压缩包"),
        ("带宏.docx", package("word/document.xml", "word/vbaProject.bin"), "带有宏"),
        ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 40, "旧格式"),
        ("断的.docx", DOCX[:40], "打不开"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",  # a zip holds the time it was made
)
def test_what_is_refused_and_why(name: str, content: bytes, why: str) -> None:
    assert why in problem(name, content)
    assert "→" in problem(name, content)


def test_what_is_too_large_is_refused_unread() -> None:
    found = uploads.refused("大.pdf", uploads.LARGEST + 1, io.BytesIO(PDF))
    assert found
    assert "MB" in str(found)


@pytest.mark.parametrize("name", ["盖章件（二）.pdf", 'a"b\r\nX: y.pdf', "统一 社会.pdf"])
def test_a_name_in_a_header_stays_a_name(name: str) -> None:
    from yunhe.server.floor.attachments import disposition

    written = disposition(name)
    assert written.isascii()
    assert "\n" not in written
    assert written.count('"') == 2
