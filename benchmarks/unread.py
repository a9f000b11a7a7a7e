"""What share of the numerals of a text nobody could account for, counted from the text and not from the reader's word.

Every run of Arabic digits and every run of Chinese numerals outside the words of words.yaml must be covered by a claim
or by a numeral that is named as something else. What is covered by nothing, or listed as unread, is unread.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator

from benchmarks.intervals import Share
from yunhe.reading.numerals import CHINESE
from yunhe.reading.view import View
from yunhe.reading.words import stands_in_word
from yunhe.types import Reading

ARABIC = re.compile(r"[0-9０-９]+")
RUN = re.compile(f"[{CHINESE}]+")

Cover = list[tuple[int, int, str]]


def cover(reading: Reading) -> Cover:
    """Every stretch that the reader accounts for, ascending: start, end, class (`claim` for a claim)."""
    claims = [(claim.start, claim.end, "claim") for claim in reading.claims]
    return sorted(claims + [(other.start, other.end, other.what) for other in reading.others])


def class_at(offset: int, covered: Cover) -> str:
    """What the numeral at an offset is said to be; `unread` when nothing is said."""
    at = bisect_right(covered, (offset, 1 << 60, "")) - 1
    return covered[at][2] if at >= 0 and offset < covered[at][1] else "unread"


def arabic_classes(reading: Reading) -> Iterator[str]:
    """The class of every run of Arabic digits."""
    covered = cover(reading)
    return (class_at(run.start(), covered) for run in ARABIC.finditer(reading.document.text))


def chinese_classes(reading: Reading) -> Iterator[str]:
    """The class of every run of Chinese numerals that is a number: not inside a word, not the 亿 of 2206.3亿元."""
    covered, view = cover(reading), View(reading.document)
    for run in RUN.finditer(view.chars):
        if stands_in_word(view.chars, run.start(), run.end()) or is_multiplier(view.chars, run.start()):
            continue
        yield class_at(view.text_offset(run.start()), covered)


def is_multiplier(chars: str, start: int) -> bool:
    """Whether the numerals at `start` multiply an Arabic number before them: 3亿, 300多万, 5个亿."""
    return re.search(r"\d[余多来个]?$", chars[max(0, start - 2) : start]) is not None


def shares(readings: Iterable[Reading]) -> tuple[Share, Share]:
    """The unread share of Arabic and of Chinese numerals."""
    arabic, chinese = Counter[str](), Counter[str]()
    for reading in readings:
        arabic.update(arabic_classes(reading))
        chinese.update(chinese_classes(reading))
    return Share(arabic["unread"], arabic.total()), Share(chinese["unread"], chinese.total())
