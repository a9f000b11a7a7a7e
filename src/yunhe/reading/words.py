"""Words in which a Chinese numeral means no number, from words.yaml."""
from collections import defaultdict
from functools import cache
from pathlib import Path

from yunhe.reading.numerals import CHINESE

_FILE = Path(__file__).with_name("words.yaml")
_NUMERALS = frozenset(CHINESE)


@cache
def _by_run() -> dict[str, tuple[tuple[str, str], ...]]:
    """Run of numerals → what stands before and behind it in a word, longest word first."""
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for word in _words():
        at = 0
        while at < len(word):
            if word[at] not in _NUMERALS:
                at += 1
                continue
            end = at
            while end < len(word) and word[end] in _NUMERALS:
                end += 1
            found[word[at:end]].add((word[:at], word[end:]))
            at = end
    return {run: tuple(sorted(sides, key=lambda s: -len(s[0]) - len(s[1]))) for run, sides in found.items()}


def _words() -> list[str]:
    body = _FILE.read_text(encoding="utf-8").split("words: >", 1)[1]
    return body.split()


def stands_in_word(chars: str, start: int, end: int) -> bool:
    """Whether the run of numerals at `start:end` belongs to a word that means no number."""
    for before, behind in _by_run().get(chars[start:end], ()):
        if chars.startswith(behind, end) and chars.endswith(before, 0, start):
            return True
    return False
