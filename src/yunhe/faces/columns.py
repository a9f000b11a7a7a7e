"""Columns on a terminal, where a Chinese character is as wide as two others."""

from collections.abc import Sequence
from unicodedata import combining, east_asian_width

_NEVER_FIRST = "，。、；：！？）”’》％%"


def width(text: str) -> int:
    """How many columns a text takes."""
    if text.isascii():
        return len(text)
    return sum(_wide(char) for char in text)


def _wide(char: str) -> int:
    if combining(char) or char in "\u200b\ufeff":
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


def fit(text: str, columns: int, *, right: bool = False) -> str:
    """The text in exactly so many columns, shortened with … or filled with blanks."""
    free = columns - width(text)
    if free < 0:
        text = cut(text, columns)
        free = columns - width(text)
    return " " * free + text if right else text + " " * free


def cut(text: str, columns: int) -> str:
    """The text in at most so many columns; its beginning gives way, since a Chinese name has its noun at the end."""
    if width(text) <= columns:
        return text
    room, kept = columns - 1, ""
    for char in reversed(text):
        room -= _wide(char)
        if room < 0:
            break
        kept = char + kept
    return "…" + kept


def wrapped(words: Sequence[str], columns: int, indent: str = "") -> list[str]:
    """Words set in lines of at most so many columns, two blanks between them."""
    lines: list[str] = []
    for word in words:
        if lines and width(lines[-1]) + 2 + width(word) <= columns:
            lines[-1] += "  " + word
        else:
            lines.append((indent if lines else "") + word)
    return lines


def folded(text: str, columns: int) -> list[str]:
    """A text in lines of at most so many columns, broken between any two characters but before closing marks."""
    lines, line, used = [], "", 0
    for char in text:
        wide = _wide(char)
        if char == "\n" or (used + wide > columns and char not in _NEVER_FIRST):
            lines.append(line)
            line, used = "", 0
            if char == "\n":
                continue
        line, used = line + char, used + wide
    return [*lines, line] if line else lines
