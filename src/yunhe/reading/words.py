"""Words in which a Chinese numeral means no number, from words.yaml."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from yunhe.definitions import strict
from yunhe.reading.numerals import CHINESE

_FILE = Path(__file__).with_name("words.yaml")
_NUMERALS = frozenset(CHINESE)


Sides = tuple[tuple[str, str], ...]


@cache
def _by_run() -> dict[str, tuple[dict[str, Sides], dict[str, Sides]]]:
    """Run of numerals → words by the character behind it, and words that end with it by the character before it."""
    behind: dict[str, dict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    before: dict[str, dict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for word in _words():
        for start, end in _runs(word):
            run, left, right = word[start:end], word[:start], word[end:]
            if right:
                behind[run][right[0]].append((left, right))
            elif left:
                before[run][left[-1]].append((left, right))
    return {run: (_frozen(behind[run]), _frozen(before[run])) for run in {*behind, *before}}


def _frozen(sides: dict[str, list[tuple[str, str]]]) -> dict[str, Sides]:
    return {key: tuple(dict.fromkeys(found)) for key, found in sides.items()}


def _runs(word: str) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(word):
        end = at
        while end < len(word) and word[end] in _NUMERALS:
            end += 1
        if end > at:
            yield at, end
        at = max(end, at + 1)


def _words() -> list[str]:
    root = strict.load(_FILE)
    words = root.take("words", strict.text).split()
    root.finish()
    return words


def stands_in_word(chars: str, start: int, end: int) -> bool:
    """Whether the run of numerals at `start:end` belongs to a word that means no number."""
    known = _words_by_run.get(chars[start:end])
    if known is None:
        return False
    for left, right in known[0].get(chars[end : end + 1], ()):
        if (len(right) == 1 or chars.startswith(right, end)) and (not left or chars.endswith(left, 0, start)):
            return True
    return any(chars.endswith(left, 0, start) for left, _ in known[1].get(chars[start - 1 : start], ()))


_words_by_run = _by_run()
