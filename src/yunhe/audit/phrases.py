"""Fixed phrases of official language, and writings that miss one by a character.

A phrase is found by its first two characters, then compared: a near miss agrees on two characters or more on both
sides of a single character that is missing, added, swapped with its neighbour or wrong. Quotes and blanks do not count;
particles and marks that writers vary freely (的, 、, 和) are no slip, nor are the variants that an entry lists.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from yunhe.definitions.strict import Mapping, Sequence, Value, flag, load, mapping, text, texts

_FILE = Path(__file__).with_name("phrases.yaml")
_IGNORED = frozenset("“”‘’\"' \t\u3000\u00a0")
_FREE = frozenset("的了着地和与及同或并之等好大小市省州县区州盟旗我各全、，；：。（）《》—-\n")
_DROPPED = frozenset("的地和与、，之了等")
_HEAD = 2
_LOOSE = frozenset("新化以年最应要占总性型更再大把为+")  # set in or left out without being wrong
_RIGID = 9  # phrases of so many characters are not varied by one


class Phrase(NamedTuple):
    """A fixed phrase: its right writing, wrong ones that are met, and whether every near miss is wrong."""

    name: str
    wrong: tuple[str, ...] = ()
    is_near: bool = False
    also: tuple[str, ...] = ()  # other writings that are right
    since: str = ""
    source: str = ""
    examples: tuple[str, ...] = ()


class Slip(NamedTuple):
    """A stretch of text that misses a phrase, and how."""

    start: int
    end: int
    phrase: Phrase
    how: str
    is_sure: bool = True  # whether no right writing is likely: a character lost, doubled, swapped, or a known slip


class _Entry(NamedTuple):
    """What begins with the same two characters: right writings, wrong ones, phrases that tolerate no near miss."""

    right: list[str]
    wrong: list[tuple[str, Phrase]]
    near: list[tuple[str, Phrase]]


class Index:
    """Phrases by their first two characters."""

    def __init__(self, known: Iterable[Phrase]) -> None:
        self._entries: dict[str, _Entry] = {}
        for phrase in known:
            for right in (phrase.name, *phrase.also):
                self._entry(right).right.append(_bare(right))
            for wrong in phrase.wrong:
                self._entry(wrong).wrong.append((_bare(wrong), phrase))
            if phrase.is_near:
                self._entry(phrase.name).near.append((_bare(phrase.name), phrase))

    def slips(self, chars: str) -> Iterator[Slip]:
        """Every stretch that misses a phrase, in order; what is part of a right writing is left out."""
        places = [at for at, char in enumerate(chars) if char not in _IGNORED]
        bare = "".join([chars[at] for at in places])
        entries, reach = self._entries, 0
        for at in range(len(bare) - _HEAD):
            entry = entries.get(bare[at : at + _HEAD])
            if entry is None:
                continue
            right = max([at + len(right) for right in entry.right if bare.startswith(right, at)], default=0)
            slip = _slip(entry, bare, at)
            if slip and slip[0] > right and slip[0] > reach:
                yield Slip(places[at], places[slip[0] - 1] + 1, slip[1], slip[2], slip[3])
                reach = slip[0]
            reach = max(reach, right)

    def _entry(self, words: str) -> _Entry:
        return self._entries.setdefault(_bare(words)[:_HEAD], _Entry([], [], []))


def _slip(entry: _Entry, bare: str, at: int) -> tuple[int, Phrase, str, bool] | None:
    for wrong, phrase in entry.wrong:
        if bare.startswith(wrong, at):
            return at + len(wrong), phrase, "误写", True
    for name, phrase in entry.near:
        found = _difference(name, bare, at)
        if found:
            return found[0], phrase, found[1], found[2]
    return None


def _difference(name: str, bare: str, at: int) -> tuple[int, str, bool] | None:
    """Where a near miss of the phrase that begins here ends, and what is amiss."""
    size = len(name)
    same = _HEAD
    while same < size and bare[at + same : at + same + 1] == name[same]:
        same += 1
    rest, met, here = name[same:], bare[at + same :][: size - same + 1], at + same
    if len(rest) < 2 or len(met) < 2:
        return None
    if met[:2] == rest[1::-1] and met.startswith(rest[2:], 2) and len(rest) > 2:
        return here + len(rest), f"“{rest[:2]}”两字颠倒", True
    if met.startswith(rest, 1) and met[0] not in _FREE and _is_han(met[0]):
        return here + 1 + len(rest), f"多“{met[0]}”字", _is_sure(met[0], name) or met[0] in (rest[0], name[same - 1])
    if len(rest) > 2 and met.startswith(rest[1:]) and rest[0] not in _DROPPED:
        return here + len(rest) - 1, f"缺“{rest[0]}”字", rest[0] not in _LOOSE
    if len(rest) > 2 and met.startswith(rest[1:], 1) and _is_han(met[0]) and _is_han(rest[0]) and met[0] not in _FREE:
        return here + len(rest), f"“{rest[0]}”误作“{met[0]}”", _is_sure(met[0], name)
    return None


def _is_sure(char: str, name: str) -> bool:
    """Whether a character that a phrase does not have is a slip: a long phrase is not varied, save by 新, 总, 化 …"""
    return len(name) >= _RIGID and char not in _LOOSE


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def _bare(words: str) -> str:
    return "".join(char for char in words if char not in _IGNORED)


@cache
def fixed_phrases() -> tuple[Phrase, ...]:
    """The phrases that ship with the checks."""
    return read_phrases(_FILE)


@cache
def fixed_index() -> Index:
    """The index of the phrases that ship with the checks."""
    return Index(fixed_phrases())


def read_phrases(path: str | Path) -> tuple[Phrase, ...]:
    """The phrases of a definition file."""
    root = load(path)
    found = root.take("phrases", _mappings)
    root.finish()
    return tuple(_phrase(node) for node in found)


def _phrase(node: Mapping) -> Phrase:
    phrase = Phrase(
        node.take("name", text),
        node.take("wrong", texts, ()),
        node.take("near", flag, False),
        node.take("also", texts, ()),
        node.take("since", text),
        node.take("source", text),
        node.take("examples", texts, ()),
    )
    node.finish()
    if not phrase.wrong and not phrase.is_near:
        raise node.error(f"“{phrase.name}”没有可查的误写", "写上 wrong: [误写]，或 near: true")
    if len(_bare(phrase.name)) < 5 and phrase.is_near:
        raise node.error(f"“{phrase.name}”太短，差一字的写法常是别的词", "改写 wrong: [误写]")
    return phrase


def _mappings(value: Value) -> tuple[Mapping, ...]:
    if not isinstance(value, Sequence):
        return (mapping(value),)
    return tuple(mapping(item) for item in value.items)
