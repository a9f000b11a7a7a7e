"""A mapped view of a Document: what helps reading is done here and never changes the text.

Full-width digits, `％` and Cyrillic look-alikes are shown as what they mean, blanks inside numbers and soft line breaks
are left out. Every offset of the view leads back to one offset of the text.
"""

import re
from bisect import bisect_right

from yunhe.types import Document

_WIDE = {ord("０") + i: str(i) for i in range(10)}
_WIDE |= {ord(a): b for a, b in zip("％．﹪–‐‑−～∼﹣－", "%.%------－-", strict=False)}
_WIDE |= {ord("−"): "-", ord("－"): "-", ord("～"): "~", ord("∼"): "~", ord("–"): "—", ord("‰"): "‰", ord("㎡"): "㎡"}
_WIDE |= {ord("("): "（", ord(")"): "）", ord("Ш"): "Ⅲ", ord("І"): "Ⅰ", ord("○"): "〇", ord("\u2028"): "\n"}
_WIDE |= {ord("\r"): "\n", ord("\x0b"): "\n", ord("\x0c"): "\n", ord("\x85"): "\n", ord("﹒"): ".", ord("ｏ"): "o"}
_WIDE |= {ord("∶"): ":", ord("﹕"): ":", ord("／"): "/", ord("＋"): "+"}

_ODD = re.compile(f"[{re.escape(''.join(map(chr, _WIDE)))}]+")
_ZERO = re.compile("(?<=[一二三四五六七八九〇零])[OoОоＯ0](?=[一二三四五六七八九〇零OoОоＯ年])")
_HALF = re.compile(r"(?<![0-9A-Za-z])[,;:]|[,;:](?![0-9A-Za-z])")
_FULL = {",": "，", ";": "；", ":": "："}
_BLANKS = re.compile("[ \t\u3000\u00a0\u2002\u2003\u2009\u200b\ufeff]+")
_BREAK = re.compile("[ \t\u3000\u00a0]*\n[ \t\u3000\u00a0\n]*")
_ENDS = frozenset("。！？；：”’》】…!?;:.")
_OPENS = re.compile(
    "(?:第?[一二三四五六七八九十]+[、章节篇]|第[一二三四五六七八九十]+部分|"
    "[（][一二三四五六七八九十\\d]+[）]|\\d{1,2}[.、．](?!\\d)|——|各位代表|同志们|"
    "[一二三四五六七八九十]是|※|●|■|◆)"
)
_DIGITS = frozenset("0123456789")
_NUMERIC = frozenset("0123456789万亿")
_MEASURE = re.compile("[万亿]|元|%|个百分点|平方米|公里|亩(?!均)|万吨")
_MARKS = re.compile("[，。；、]")
_CHAPTER = re.compile("[一二三四五六七八九十]{1,2}、")
_RUNNING = 40
_LONGEST_HEADING = 56


class View:
    """The text as a reader sees it; `text_offset` leads from an offset of the view to the offset of the text."""

    __slots__ = ("_from", "_shift", "_starts", "chars", "document")

    def __init__(self, document: Document) -> None:
        self.document = document
        self._starts: list[int] | None = None
        shown = _shown(document.text)
        cuts = _cuts(shown, document)
        pieces, self._from, self._shift = [], [0], [0]
        at = length = 0
        for start, end in cuts:
            pieces.append(shown[at:start])
            length += start - at
            at = end
            self._from.append(length)
            self._shift.append(end - length)
        pieces.append(shown[at:])
        self.chars = "".join(pieces)

    def text_offset(self, offset: int) -> int:
        """The offset in the text of the character at this offset of the view."""
        return offset + self._shift[bisect_right(self._from, offset) - 1]

    def view_offset(self, offset: int) -> int:
        """Where the view shows the character at this offset of the text, or the next one that it shows."""
        if self._starts is None:
            self._starts = [start + shift for start, shift in zip(self._from, self._shift, strict=True)]
        at = bisect_right(self._starts, offset) - 1
        if at < 0:
            return 0
        end = self._from[at + 1] if at + 1 < len(self._from) else len(self.chars)
        return min(offset - self._shift[at], end)

    def original(self, start: int, end: int) -> str:
        """A stretch as it stands in the text, without line breaks and without what the view leaves out."""
        first, last = self.text_range(start, end)
        if last - first == end - start:
            return self.document.text[first:last]
        text = self.document.text
        if not self.document.hidden:
            return text[first:last].replace("\n", "").replace("\r", "")
        return "".join(text[self.text_offset(at)] for at in range(start, end))

    def text_range(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the text from the first to the last character of a stretch of the view."""
        return self.text_offset(start), self.text_offset(end - 1) + 1


def _shown(text: str) -> str:
    """The text with every character shown as what it means; the same length."""
    shown = _ODD.sub(_meant, text)
    if "," in shown or ";" in shown or ":" in shown:
        shown = _HALF.sub(lambda m: _FULL[m.group()], shown)
    return _ZERO.sub("〇", shown)


def _meant(found: re.Match[str]) -> str:
    return found.group().translate(_WIDE)


def _cuts(shown: str, document: Document) -> list[tuple[int, int]]:
    """What the view leaves out, ascending and disjoint."""
    hidden = list(document.hidden)
    soft = [] if hidden and document.media in ("pdf", "ofd") else _soft_breaks(shown)
    blanks = [(m.start(), m.end()) for m in _BLANKS.finditer(shown) if _is_empty(shown, m.start(), m.end())]
    return _merged(sorted(hidden + soft + blanks))


def _merged(cuts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in cuts:
        if merged and start <= merged[-1][1]:
            if end > merged[-1][1]:
                merged[-1] = (merged[-1][0], end)
        elif start < end:
            merged.append((start, end))
    return merged


def _is_empty(shown: str, start: int, end: int) -> bool:
    """Whether blanks say nothing: inside a number, or beside a Chinese character."""
    before, after = shown[start - 1 : start], shown[end : end + 1]
    if "\t" in shown[start:end] and before != "\n" and after != "\n":
        return False
    if before in _DIGITS and after in _DIGITS:
        return end - start == 1 and _groups(shown, start, end)
    if before == "." and after in _DIGITS:
        return True
    return not (before.isascii() and before.isalnum() and after.isascii() and after.isalnum())


def _groups(shown: str, start: int, end: int) -> bool:
    """Whether the blank parts a group of three digits: `37 511`, and is not the gap between two numbers."""
    following = shown[end : end + 4]
    if len(following) < 3 or not following[:3].isdigit() or following[3:].isdigit():
        return False
    head = re.search(r"\d+$", shown[max(0, start - 4) : start])
    return head is not None and len(head.group()) <= 3


def _soft_breaks(shown: str) -> list[tuple[int, int]]:
    """Line breaks that a page or a line width made, not an author."""
    cuts: list[tuple[int, int]] = []
    line_start = 0
    for found in _BREAK.finditer(shown):
        if found.end() < len(shown) and _runs_on(shown, line_start, found.start(), found.end()):
            cuts.append((found.start(), found.end()))
        else:
            line_start = found.end()
    return cuts


def _runs_on(shown: str, line_start: int, stop: int, resume: int) -> bool:
    """Whether a sentence goes on behind a line break."""
    last = shown[stop - 1 : stop]
    if last in _NUMERIC and _MEASURE.match(shown, resume):
        return True
    if not last or last in _ENDS or _OPENS.match(shown, resume):
        return False
    stop_next = shown.find("\n", resume)
    following = shown[resume : stop_next if stop_next >= 0 else len(shown)]
    if len(following) < 40 and not _MARKS.search(following):
        return False
    if last in "，、":
        return True
    line = shown[max(line_start, stop - 400) : stop]
    if len(line) <= _LONGEST_HEADING and _CHAPTER.match(line) and "。" not in line:
        return False
    return len(line) >= _RUNNING and ("。" in line or line.count("，") > 1) and "\t" not in line
