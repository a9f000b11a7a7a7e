"""Plain text: the decoded file without its BOM, line ends untouched."""

from yunhe.errors import UnreadableError
from yunhe.reading.encoding import decode
from yunhe.types import Document

SUFFIXES = (".txt",)
FOREIGN = (
    (b"\x89PNG", "图片", "先做文字识别（OCR），另存为 docx 或 txt"),
    (b"\xff\xd8\xff", "图片", "先做文字识别（OCR），另存为 docx 或 txt"),
    (b"GIF8", "图片", "先做文字识别（OCR），另存为 docx 或 txt"),
    (b"PK", "压缩包或其他办公文件（不是 docx、ofd）", "解压后再读，或导出为 docx、pdf"),
    (b"Rar!", "压缩包", "解压后再读"),
    (b"7z\xbc\xaf", "压缩包", "解压后再读"),
    (b"\x1f\x8b", "压缩包", "解压后再读"),
    (b"MIME-Version:", "网页归档（mht）", "在浏览器里打开后另存为 html 或 docx"),
)


def recognises(head: bytes, suffix: str) -> bool:
    """Plain text bears no mark of its own: only the suffix says so, and whatever nothing else recognises is tried."""
    return suffix in SUFFIXES


def read(data: bytes, name: str) -> Document:
    """The whole file as text."""
    _refuse_foreign(data, name)
    text, encoding = decode(data, name)
    notes: tuple[str, ...] = () if encoding == "utf-8" else (f"编码：{encoding.upper()}",)
    if "\ufffd" in text:
        notes += (f"含 {text.count(chr(0xFFFD))} 个无法识别的字符（U+FFFD），原文件如此",)
    return Document(name, text, "txt", encoding, notes=notes)


def _refuse_foreign(data: bytes, name: str) -> None:
    for mark, what, remedy in FOREIGN:
        if data.startswith(mark):
            raise UnreadableError(name, f"内容是{what}，不是能读的文档", remedy)
