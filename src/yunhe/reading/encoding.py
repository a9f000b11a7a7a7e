"""Bytes to text without guessing: UTF-8, UTF-16 and GB18030, a mixture named by its line and refused."""

import codecs
import re

from yunhe.errors import UnreadableError

SAVE_AS = "用编辑器打开，核对文字后另存为 UTF-8"
OTHERWISE = "换成 txt、docx、pdf、html、ofd、doc 或 wps 文档"
CHINESE = (("\u2010", "\u203b"), ("\u3000", "\u303f"), ("\u4e00", "\u9fff"), ("\uff00", "\uffef"))
CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f]")
BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
SAMPLE = 200_000


def decode(data: bytes, name: str) -> tuple[str, str]:
    """The text without its BOM and the encoding it stood in; anything doubtful is refused."""
    text, encoding = _decoded(data, name)
    _refuse_junk(text, name)
    return text, encoding


def _decoded(data: bytes, name: str) -> tuple[str, str]:
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return _strictly(data[len(bom) :], encoding, name, len(bom)), encoding
    if b"\0" in data:
        return _without_bom(data, name)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        _refuse_mixture(data, name, error.start)
    text = _strictly(data, "gb18030", name)
    _refuse_garble(text, name)
    return text, "gb18030"


def _strictly(data: bytes, encoding: str, name: str, skipped: int = 0) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        where = _place(data, error.start, skipped) if encoding in ("utf-8", "gb18030") else f"第 {error.start + 1} 字节"
        raise UnreadableError(name, f"{where}起不是 {encoding.upper()} 文字，编码不明或文件已损坏", SAVE_AS) from None


def _place(data: bytes, offset: int, skipped: int = 0) -> str:
    line = data.count(b"\n", 0, offset) + 1
    return f"第 {line} 行（第 {offset + skipped + 1} 字节）"


def _without_bom(data: bytes, name: str) -> tuple[str, str]:
    """UTF-16 without BOM, only when one byte order makes ordinary text and the other does not."""
    readings = [(text, encoding) for _, encoding in BOMS[1:] if (text := _wide(data, encoding))]
    if len(readings) != 1:
        raise UnreadableError(name, "含有空字节，不是文本（二进制文件）", OTHERWISE)
    return readings[0]


def _wide(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return ""
    ordinary = sum(char in "\t\n\r" or " " <= char <= "~" or _is_chinese(char) for char in text)
    return text if ordinary >= 0.95 * len(text) and "\0" not in text else ""


def _refuse_mixture(data: bytes, name: str, broken: int) -> None:
    """Refuse a file whose lines are partly UTF-8 and partly something else."""
    first_utf8 = next((number for number, line in enumerate(data.split(b"\n"), 1) if _is_chinese_utf8(line)), 0)
    if first_utf8:
        problem = f"编码混杂：{_place(data, broken)}不是 UTF-8，而第 {first_utf8} 行是 UTF-8"
        raise UnreadableError(name, problem, f"改好这一行，或{SAVE_AS}")


def _is_chinese_utf8(line: bytes) -> bool:
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    foreign = sum(1 for char in text if char > "\x7f")
    return foreign >= 2 and sum(map(_is_chinese, text)) >= 0.9 * foreign


def _is_chinese(char: str) -> bool:
    return any(first <= char <= last for first, last in CHINESE)


def _refuse_garble(text: str, name: str) -> None:
    """Refuse GB18030 that decodes only by accident: real text keeps to the characters of GB 2312."""
    sample = [char for char in text[:SAMPLE] if char > "\x7f"]
    known = "".join(sample).encode("gb2312", "ignore")
    if len(known) < 2 * 0.75 * len(sample):
        raise UnreadableError(name, "按 GB18030 解出的是乱码，编码不明（可能是 Big5 或损坏的 UTF-8）", SAVE_AS)


def _refuse_junk(text: str, name: str) -> None:
    if not text.strip():
        raise UnreadableError(name, "文件是空的，没有文字", "核对文件是否下载或保存完整")
    controls = sum(1 for _ in CONTROL.finditer(text))
    if "\0" in text or controls > len(text) // 200:
        raise UnreadableError(name, "控制字符过多，不是文本（二进制文件）", OTHERWISE)
