"""What a docx carries unseen is found, placed in the text, and named by a check before the draft is published."""

import io
import zipfile
from pathlib import Path

import pytest

from yunhe import audit
from yunhe.audit.traces import traces_in
from yunhe.errors import UnreadableError
from yunhe.reading.intake import read_file

HERE = Path(__file__).parent
EDITED = HERE / "documents/edited.docx"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def of(path):
    return traces_in(str(path), read_file(str(path)))


def changed(target, parts):
    """A copy of edited.docx in which parts are replaced: name → function of the old content."""
    with zipfile.ZipFile(EDITED) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, parts.pop(name, lambda data: data)(old.read(name)))
        for name, make in parts.items():
            new.writestr(name, make(b""))
    return target


def swap(old, new):
    def replaced(data):
        assert old.encode() in data
        return data.replace(old.encode(), new.encode(), 1)

    return replaced


def test_tracked_changes_and_hidden_text_are_found_where_they_stand():
    found = of(EDITED)
    kinds = [trace.what for trace in found]
    assert kinds.count("insertion") == 2
    assert kinds.count("deletion") == 4
    assert kinds.count("hidden") == 1
    assert {"comment", "author", "company", "mark"} & set(kinds) == set()
    for trace in found:
        if trace.what in ("insertion", "hidden"):
            assert trace.span is not None
            assert trace.span.quote.strip() in trace.said
        if trace.what in ("insertion", "deletion"):
            assert trace.said.startswith("综合科")


def test_a_clean_file_and_other_formats_carry_nothing():
    assert of(HERE / "documents/report.docx") == ()
    assert of(HERE / "documents/report.html") == ()


def test_authors_and_companies_are_found(tmp_path):
    path = changed(
        tmp_path / "signed.docx",
        {
            "docProps/core.xml": swap("<dc:creator></dc:creator>", "<dc:creator>张三</dc:creator>"),
            "docProps/app.xml": swap("<Company></Company>", "<Company>某某区府办</Company>"),
        },
    )
    found = [(trace.what, trace.said) for trace in of(path) if trace.what in ("author", "company")]
    assert sorted(found) == [("author", "张三"), ("company", "某某区府办")]


def test_comments_are_found_with_the_words_they_concern(tmp_path):
    comment = f'<w:comments {W}><w:comment w:id="3" w:author="李四"><w:p><w:r><w:t>数待核</w:t></w:r></w:p></w:comment>'
    relation = (
        '<Relationship Id="rIdc" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"'
        ' Target="comments.xml"/></Relationships>'
    )
    marked = '<w:commentRangeStart w:id="3"/><w:r><w:t>产值5亿元</w:t></w:r><w:commentRangeEnd w:id="3"/></w:p>'
    path = changed(
        tmp_path / "noted.docx",
        {
            "word/comments.xml": lambda _: (comment + "</w:comments>").encode(),
            "word/_rels/document.xml.rels": swap("</Relationships>", relation),
            "word/document.xml": swap("</w:p>", marked),
        },
    )
    (found,) = (trace for trace in of(path) if trace.what == "comment")
    assert found.said == "李四：数待核"
    assert found.span is not None
    assert found.span.quote == "产值5亿元"


def test_a_mark_of_secrecy_in_a_header_is_found(tmp_path):
    header = f"<w:hdr {W}><w:p><w:r><w:t>内部资料 注意保存</w:t></w:r></w:p></w:hdr>"
    relation = (
        '<Relationship Id="rIdh" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"'
        ' Target="header9.xml"/></Relationships>'
    )
    path = changed(
        tmp_path / "marked.docx",
        {
            "word/header9.xml": lambda _: header.encode(),
            "word/_rels/document.xml.rels": swap("</Relationships>", relation),
        },
    )
    assert [trace.said for trace in of(path) if trace.what == "mark"] == ["内部资料"]


def test_the_check_names_each_kind_once():
    found = [finding for finding in audit(EDITED) if finding.check == "before_publication"]
    assert sorted(finding.message for finding in found) == [
        "修订：已删的文字仍在文件里（4处）",
        "修订：插入的文字未定稿（2处）",
        "隐藏文字仍在文件里",
    ]


def test_a_bomb_is_refused(tmp_path):
    bomb = io.BytesIO()
    with zipfile.ZipFile(EDITED) as old, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name) if name != "docProps/core.xml" else b" " * 60_000_000)
    path = tmp_path / "bomb.docx"
    path.write_bytes(bomb.getvalue())
    document = read_file(str(EDITED))
    with pytest.raises(UnreadableError, match="炸弹"):
        traces_in(str(path), document)
