"""Makes the sample documents beside this file from report.docx; run by hand, never by the tests.

    python tests/documents/make.py [PYTHON_WITH_EASYOFD]

Needs LibreOffice and a Chinese font. easyofd depends on an AGPL library, so it lives in a throw-away environment of its
own and is no dependency of the project; without the argument report-easyofd.ofd is left as it is.
"""

import io
import shutil
import subprocess
import sys
import tempfile
import zipfile
from html import escape
from itertools import pairwise
from pathlib import Path

import pypdfium2

HERE = Path(__file__).parent
SOURCE = HERE / "report.docx"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'
MM = 25.4 / 72


def main() -> None:
    """All samples, in an order in which each finds what it is made of."""
    write_edited()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        write_office(work)
        write_encrypted_pdf(work)
        write_easyofd(work, sys.argv[1:])
    write_html()
    write_ofd()
    write_scanned_pdf()


# docx


def parts() -> dict[str, bytes]:
    """The parts of the source package."""
    with zipfile.ZipFile(SOURCE) as package:
        return {name: package.read(name) for name in package.namelist()}


def pack(found: dict[str, bytes], path: Path) -> None:
    """A package whose bytes depend on nothing but the parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in found.items():
            package.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)


def add_part(found: dict[str, bytes], kind: str, content: str) -> None:
    """A part word/KIND.xml with its content type and its relation rIdKIND."""
    found[f"word/{kind}.xml"] = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{content}'.encode()
    mime = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
    insert(found, "[Content_Types].xml", "</Types>", f'<Override PartName="/word/{kind}.xml" ContentType="{mime}"/>')
    relation = f'<Relationship Id="rId{kind}" Type="{OFFICE}/{kind}" Target="{kind}.xml"/>'
    insert(found, "word/_rels/document.xml.rels", "</Relationships>", relation)


def insert(found: dict[str, bytes], part: str, before: str, what: str) -> None:
    """Put XML before the last place where a string stands."""
    head, mark, tail = found[part].decode().rpartition(before)
    assert mark, (part, before)
    found[part] = (head + what + mark + tail).encode()


def run(text: str, properties: str = "") -> str:
    """One run of text."""
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inner}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inner: str, properties: str = "") -> str:
    """One paragraph of runs."""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{''.join(inner)}</w:p>"


def change(kind: str, *inner: str) -> str:
    """A tracked change round some runs."""
    return f'<w:{kind} w:id="9" w:author="综合科" w:date="2025-01-10T09:00:00Z">{"".join(inner)}</w:{kind}>'


def text_box(*inner: str) -> str:
    """A text box as Word writes it: the shape, and once more for old readers."""
    content = f"<w:txbxContent>{''.join(inner)}</w:txbxContent>"
    shape = f"<w:drawing><wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp></w:drawing>"
    old = f"<w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict>"
    choice = f'<mc:Choice Requires="wps">{shape}</mc:Choice>'
    return f"<w:r><mc:AlternateContent>{choice}<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"


def table(*rows: tuple[str, ...]) -> str:
    """A table of one paragraph per cell, "|" between paragraphs."""
    cells = ("".join(f"<w:tc>{''.join(map(paragraph, map(run, c.split('|'))))}</w:tc>" for c in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def edited_paragraphs() -> str:
    """The paragraphs that edited.docx has besides the first ones of the report."""
    sym = '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
    reference = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    gone = change("del", "<w:r><w:delText>增长5%</w:delText></w:r>")
    moved = (change("moveFrom", run("被移走的话")), change("moveTo", run("移来的话")))
    merged = f"<w:rPr>{change('del')}</w:rPr>"
    deleted_row = f"<w:tr><w:trPr>{change('del')}</w:trPr><w:tc>{paragraph(run('删去的行'))}</w:tc></w:tr>"
    rows = table(("指标", "2024年", "增长"), ("地区生产总值|（亿元）", "90131", "5.5%"))
    return "".join(
        (
            paragraph(run("修订：全省生产总值"), gone, change("ins", run("增长5.5%")), run("。")),
            paragraph(*moved, run("。")),
            paragraph(run("前一段的段落标记已删，"), properties=merged),
            paragraph(run("两段合一。")),
            paragraph(run("一般公共预算收入"), reference.format(2), run("增长1.2%"), reference.format(1), run("。")),
            paragraph(
                run("文本框在此"), text_box(paragraph(run("框内第一段")), paragraph(run("框内95亿元"))), run("之后")
            ),
            rows.replace("</w:tbl>", deleted_row + "</w:tbl>"),
            paragraph(
                '<w:r><w:t>甲</w:t><w:tab/><w:t xml:space="preserve"> 乙</w:t><w:br/>'
                "<w:t>  丙 </w:t><w:noBreakHyphen/><w:t>丁</w:t></w:r>",
                sym,
            ),
            paragraph(run("明文"), run("隐藏的12字", "<w:vanish/>"), run("明文", '<w:vanish w:val="0"/>')),
        )
    )


def write_edited() -> None:
    """edited.docx: the first paragraphs of the report, then every construction that the reader promises to handle."""
    found = parts()
    body = found["word/document.xml"].decode()
    head = body[: body.index("</w:p>", 12_000) + len("</w:p>")]
    section = body[body.index("<w:sectPr") :]
    found["word/document.xml"] = (head + edited_paragraphs() + section).encode()
    mark = "<w:r><w:footnoteRef/></w:r>"
    notes = "".join(
        f'<w:footnote w:id="{number}">{paragraph(mark, run(text))}</w:footnote>'
        for number, text in ((1, " 同口径。"), (2, " 含中央免抵调库收入300亿元。"), (3, " 没有被引用。"))
    )
    rule = f'<w:footnote w:type="separator" w:id="-1">{paragraph("<w:r><w:separator/></w:r>")}</w:footnote>'
    add_part(found, "footnotes", f"<w:footnotes {W}>{rule}{notes}</w:footnotes>")
    pack(found, HERE / "edited.docx")


def write_office(work: Path) -> None:
    """report.pdf (with a running head and page numbers), report.doc, and its copy report.wps."""
    found = parts()
    page = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    centred = '<w:jc w:val="center"/>'
    add_part(found, "header", f"<w:hdr {W}>{paragraph(run('浙江省政府工作报告（2025）'), properties=centred)}</w:hdr>")
    add_part(found, "footer", f"<w:ftr {W}>{paragraph(run('— '), page, run(' —'), properties=centred)}</w:ftr>")
    body = found["word/document.xml"].decode()
    at = body.index(">", body.rindex("<w:sectPr")) + 1
    places = (f'<w:{kind}Reference {R} w:type="default" r:id="rId{kind}"/>' for kind in ("header", "footer"))
    found["word/document.xml"] = (body[:at] + "".join(places) + body[at:]).encode()
    pack(found, work / "report.docx")
    convert(work, work / "report.docx", "pdf")
    convert(work, SOURCE, "doc")
    shutil.copy(work / "report.pdf", HERE)
    shutil.copy(work / "report.doc", HERE)
    shutil.copy(work / "report.doc", HERE / "report.wps")


def convert(work: Path, path: Path, wanted: str) -> None:
    """One conversion by LibreOffice with a profile of its own."""
    profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", wanted, "--outdir", str(work), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)


# pdf


def write_encrypted_pdf(work: Path) -> None:
    """encrypted.pdf: one line behind a password."""
    (work / "encrypted.txt").write_text("全区生产总值增长5%。", encoding="utf-8")
    options = (
        '{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"yunhe"}}'
    )
    convert(work, work / "encrypted.txt", f"pdf:writer_pdf_Export:{options}")
    shutil.copy(work / "encrypted.pdf", HERE)


def write_scanned_pdf() -> None:
    """scanned.pdf: a picture of a page, no text."""
    image = b"<</Type/XObject/Subtype/Image/Width 8/Height 8/ColorSpace/DeviceGray/BitsPerComponent 8/Length 64>>"
    draw = b"q 595 0 0 842 0 0 cm /I Do Q"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(draw), draw),
        image + b"stream\n" + bytes(range(0, 256, 4)) + b"\nendstream",
    )
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%b\nendobj\n" % (number, content))
    table_at = out.tell()
    out.write(b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % table_at)
    (HERE / "scanned.pdf").write_bytes(out.getvalue())


# html


def report_lines() -> list[str]:
    """The paragraphs of the report."""
    sys.path.insert(0, str(HERE.parent.parent / "src"))
    from yunhe.reading.formats import docx

    return docx.read(SOURCE.read_bytes(), SOURCE.name).text.splitlines()


def page(lines: list[str], charset: str) -> str:
    """A page as government sites make them: navigation, title, article, sharing, related links, footer."""
    links = ("首页", "政务公开", "政务服务", "互动交流", "数据开放")
    nav = "".join(f'<li><a href="/{n}">{name}</a></li>' for n, name in enumerate(links))
    article = "".join(f"<p>{escape(line)}</p>\n" for line in lines[1:])
    related = "".join(f'<li><a href="/r{n}">{n}年浙江省政府工作报告</a></li>' for n in range(2019, 2025))
    return f"""<!DOCTYPE html>
<html lang="zh"><head><meta charset="{charset}"><title>2025年浙江省政府工作报告 - 门户网站</title>
<style>p{{text-indent:2em}}</style><script>var hits = 12345;</script></head>
<body><div class="top"><ul class="nav">{nav}</ul></div>
<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/gk">政务公开</a> &gt; 政府工作报告</div>
<div class="main"><h1 class="title">{escape(lines[0])}</h1>
<div class="info">发布日期：2025-01-20 浏览次数：8866 字号：[大 中 小]</div>
<div id="zoom">
{article}<div class="share"><a href="#">打印</a> <a href="#">分享</a></div>
</div>
<div class="side"><h3>相关阅读</h3><ul>{related}</ul></div></div>
<div class="footer">主办单位：省人民政府办公厅 备案号：浙ICP备00000000号 建议以1024×768浏览，感谢访问。</div>
</body></html>
"""


def write_html() -> None:
    """report.html in UTF-8, and its beginning as report-gbk.html in the encoding that old sites use."""
    lines = report_lines()
    (HERE / "report.html").write_text(page(lines, "utf-8"), encoding="utf-8")
    (HERE / "report-gbk.html").write_bytes(page(lines[:14], "gb2312").encode("gb18030"))


# ofd


def write_ofd() -> None:
    """report.ofd: the lines of report.pdf as text objects with their places, as GB/T 33190 lays them down."""
    with pypdfium2.PdfDocument(HERE / "report.pdf") as pdf, zipfile.ZipFile(HERE / "report.ofd", "w") as package:
        pages = [ofd_page(page) for page in pdf]

        def put(name: str, text: str) -> None:
            whole = f'<?xml version="1.0" encoding="UTF-8"?>{text}'.encode()
            package.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), whole, zipfile.ZIP_DEFLATED)

        root = "<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
        put("OFD.xml", f'<ofd:OFD {OFD} Version="1.0" DocType="OFD">{root}</ofd:OFD>')
        listed = "".join(f'<ofd:Page ID="{n + 1}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
        area = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        common = f"<ofd:CommonData><ofd:MaxUnitID>99999</ofd:MaxUnitID>{area}</ofd:CommonData>"
        put("Doc_0/Document.xml", f"<ofd:Document {OFD}>{common}<ofd:Pages>{listed}</ofd:Pages></ofd:Document>")
        for number, objects in enumerate(pages):
            layer = f'<ofd:Content><ofd:Layer ID="{number + 100}">{"".join(objects)}</ofd:Layer></ofd:Content>'
            put(f"Doc_0/Pages/Page_{number}/Content.xml", f"<ofd:Page {OFD}>{layer}</ofd:Page>")


def ofd_page(page: pypdfium2.PdfPage) -> list[str]:
    """The text objects of a page, one per line."""
    textpage, height = page.get_textpage(), page.get_height()
    rows: list[list[tuple[str, tuple[float, ...]]]] = [[]]
    for number in range(textpage.count_chars()):
        char = textpage.get_text_range(number, 1)
        if char in "\r\n":
            rows.append([])
        elif not pypdfium2.raw.FPDFText_IsGenerated(textpage, number):
            rows[-1].append((char, textpage.get_charbox(number, loose=True)))
    return [ofd_line(row, height, number) for number, row in enumerate(filter(None, rows))]


def ofd_line(row: list[tuple[str, tuple[float, ...]]], height: float, number: int) -> str:
    """One line: its box, its type size, and the step from each character to the next, all in millimetres."""
    (left, bottom, _, top), right = row[0][1], row[-1][1][2]
    size = (top - bottom) * MM
    steps = " ".join(f"{(b[1][0] - a[1][0]) * MM:.3f}" for a, b in pairwise(row))
    box = f"{left * MM:.3f} {(height - top) * MM:.3f} {(right - left) * MM:.3f} {size:.3f}"
    text = escape("".join(char for char, _ in row))
    code = f'<ofd:TextCode X="0" Y="{size:.3f}" DeltaX="{steps}">{text}</ofd:TextCode>'
    size_written = (row[0][1][2] - row[0][1][0]) * MM if ord(row[0][0]) > 0x2E80 else size / 1.45
    font = f'ID="{number + 1000}" Font="1" Size="{size_written:.3f}"'
    return f'<ofd:TextObject {font} Boundary="{box}">{code}</ofd:TextObject>'


def write_easyofd(work: Path, python: list[str]) -> None:
    """report-easyofd.ofd: what a sloppy but common producer makes (no sizes, every run at the line's beginning)."""
    if not python:
        return
    convert(work, SOURCE, "pdf")
    program = (
        "import sys; from easyofd.ofd import OFD; "
        "open(sys.argv[2], 'wb').write(OFD().pdf2ofd(open(sys.argv[1], 'rb').read(), optional_text=True))"
    )
    command = [python[0], "-c", program, str(work / "report.pdf"), str(HERE / "report-easyofd.ofd")]
    subprocess.run(command, check=True, capture_output=True, timeout=180)


if __name__ == "__main__":
    main()
