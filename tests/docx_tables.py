"""A docx with one table, one column of which is merged downwards, written by hand."""

from collections.abc import Sequence
from html import escape
from pathlib import Path
from zipfile import ZipFile

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _cell(words: str, merge: str) -> str:
    return f"<w:tc><w:tcPr>{merge}</w:tcPr><w:p><w:r><w:t>{escape(words)}</w:t></w:r></w:p></w:tc>"


def write_table(path: Path, title: str, rows: Sequence[Sequence[str]], merged: int) -> None:
    """The title as a paragraph, then the table; in the column `merged` all rows below the head are one cell."""
    written = []
    for number, row in enumerate(rows):
        cells = []
        for column, words in enumerate(row):
            goes_on = column == merged and number > 1
            merge = '<w:vMerge w:val="restart"/>' if column == merged and number == 1 else ""
            cells.append(_cell("" if goes_on else words, "<w:vMerge/>" if goes_on else merge))
        written.append(f"<w:tr>{''.join(cells)}</w:tr>")
    body = f"<w:p><w:r><w:t>{title}</w:t></w:r></w:p><w:tbl>{''.join(written)}</w:tbl>"
    with ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", _TYPES)
        package.writestr("_rels/.rels", _RELATIONS)
        package.writestr(
            "word/document.xml",
            f'<?xml version="1.0"?><w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>',
        )
