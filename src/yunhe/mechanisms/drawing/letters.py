"""How much room text takes on a drawing, where a Chinese character is as wide as it is high."""

from collections.abc import Sequence
from unicodedata import combining, east_asian_width

_NEVER_FIRST = "，。、；：！？）”’》％%"
_BREAKS = "，。、；：）》 "
_NARROW = 0.58  # of the height: a Latin letter or a digit
_HALF = 0.5


def wide(text: str, size: float) -> float:
    """The width of one line."""
    return size * sum(map(_share, text))


def _share(char: str) -> float:
    if combining(char):
        return 0.0
    return 1.0 if east_asian_width(char) in "WFA" else _NARROW


def widest(lines: Sequence[str], size: float) -> float:
    return max((wide(line, size) for line in lines), default=0.0)


def folded(text: str, characters: float) -> list[str]:
    """A text in lines of at most so many characters, as even as they get, never one that begins with a closing mark."""
    pieces = max(1, -int(-wide(text, 1.0) // characters))
    most = min(characters, wide(text, 1.0) / pieces + _HALF)
    lines, line = list[str](), ""
    for char in text:
        if line and wide(line + char, 1.0) > most and char not in _NEVER_FIRST:
            lines.append(line)
            line = ""
        line += char
    return [*lines, line] if line.strip() or not lines else lines


def paragraph(text: str, characters: float) -> list[str]:
    """A text in lines that end behind a mark where the second half of a line has one, names whole."""
    lines, line = list[str](), ""
    for char in text:
        if line and wide(line + char, 1.0) > characters and char not in _NEVER_FIRST:
            cut = _behind_mark(line, characters / 2)
            lines.append(line[:cut])
            line = line[cut:]
        line += char
    return [*lines, line] if line.strip() or not lines else lines


def _behind_mark(line: str, least: float) -> int:
    """Where a line is best cut."""
    places = (at for at in range(len(line), 0, -1) if line[at - 1] in _BREAKS and wide(line[:at], 1.0) >= least)
    return next(places, len(line))
