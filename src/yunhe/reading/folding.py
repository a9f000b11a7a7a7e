"""How words are written alike for searching: full and half width, case, marks and blanks; letter by letter."""

import unicodedata
from functools import lru_cache

TAG = "\ue000"  # begins no letter of a folded text: what an index keeps beside the words may begin with it
_WIDE = 0xFEE0  # from ASCII to its full-width form
_ALIKE = str.maketrans(
    "。｡﹒“”„«»「」『』‘’—–‐‒―−─•・〔〕【】〈《〉》〜",
    "．．．＂＂＂＂＂＂＂＂＂＇＇－－－－－－－··（）［］＜＜＞＞～",
)


def folded(text: str) -> str:
    """A text as it is searched: `ＧＤＰ 增长５％` and `gdp增长5%` are one; blanks and what is unseen are left out."""
    return "".join(map(letter, text))


@lru_cache(maxsize=1 << 14)
def letter(char: str) -> str:
    """One letter folded: none, one, or several (㎡ → m2)."""
    return "".join(filter(None, map(_one, unicodedata.normalize("NFKC", char).casefold())))


def _one(char: str) -> str:
    if char == TAG or char.isspace() or unicodedata.category(char) in ("Zs", "Zl", "Zp", "Cc", "Cf", "Cs"):
        return ""
    if "!" <= char <= "~" and not char.isalnum():
        char = chr(ord(char) + _WIDE)
    return char.translate(_ALIKE)


def places(text: str, words: str) -> list[tuple[int, int]]:
    """Where folded words stand in a text, by the offsets of the text itself; those that overlap are one place."""
    letters, at = [], []
    for offset, char in enumerate(text):
        said = letter(char)
        letters.append(said)
        at += [offset] * len(said)
    whole, found = "".join(letters), []
    start = whole.find(words) if words else -1
    while start >= 0:
        found.append((at[start], at[start + len(words) - 1] + 1))
        start = whole.find(words, start + 1)
    return joined(found)


def joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that touch or overlap as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
