"""What happened to the figures between two versions of a draft: added, dropped, changed, moved, reworded.

Sentences that stand in both are paired first; the others by how much of their wording they share; what is left, by the
one figure on either side that is about the same thing. Nothing is paired by its place alone.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from yunhe.audit.likeness import subject_of
from yunhe.audit.prose import Prose, prose_of
from yunhe.types import Claim, Reading

What = Literal["added", "dropped", "changed", "moved", "reworded"]
_MARKS = re.compile("[，；：、]")
_DIGITS = re.compile(r"[\d.]+|\s+")
_ALIKE = 0.4  # of their pairs of characters, what two wordings of one sentence share at least


class Change(NamedTuple):
    """One figure that is not as it was; `before` is missing when it was added, `after` when it was dropped."""

    what: What
    before: Claim | None
    after: Claim | None


class _Sentence(NamedTuple):
    number: int
    text: str
    claims: tuple[Claim, ...]


def changes(old: Reading, new: Reading) -> list[Change]:
    """Every figure that was added, dropped, changed, moved or reworded, in the order of the new draft."""
    before, after = _sentences(old), _sentences(new)
    same = _same(before, after)
    alike = _alike(_without(before, (a for a, _ in same)), _without(after, (b for _, b in same)))
    clauses = _Clauses(old, new)
    found = list(_moved(same))
    lost, come = _leftovers(before, after, same + alike)
    for one, other in alike:
        pairs, gone, fresh = _pair_up(one.claims, other.claims)
        found += clauses.judged(pairs)
        lost += gone
        come += fresh
    pairs, lost, come = _by_subject(lost, come)
    found += [*clauses.judged(pairs), *(Change("dropped", claim, None) for claim in lost)]
    found += [Change("added", None, claim) for claim in come]
    return sorted(found, key=_place)


def counts(found: Iterable[Change]) -> Counter[What]:
    """How many changes of each sort."""
    return Counter(change.what for change in found)


def _place(change: Change) -> tuple[int, int]:
    """The place in the new draft; what was dropped stands where it stood in the old one."""
    claim = change.after or change.before
    return (claim.start if claim else 0), 0 if change.after else 1


def _sentences(reading: Reading) -> list[_Sentence]:
    """The sentences that hold figures, their text without blanks."""
    prose = prose_of(reading)
    by_number: dict[int, list[Claim]] = defaultdict(list)
    for claim in reading.claims:
        by_number[claim.sentence].append(claim)
    return [
        _Sentence(number, "".join(prose.sentences[number].text.split()), tuple(claims))
        for number, claims in by_number.items()
    ]


def _same(before: Sequence[_Sentence], after: Sequence[_Sentence]) -> list[tuple[_Sentence, _Sentence]]:
    """Sentences that stand in both word for word, each once, in the order of the old draft."""
    places: dict[str, list[_Sentence]] = defaultdict(list)
    for sentence in reversed(after):
        places[sentence.text].append(sentence)
    return [(sentence, places[sentence.text].pop()) for sentence in before if places[sentence.text]]


def _without(sentences: Iterable[_Sentence], taken: Iterable[_Sentence]) -> list[_Sentence]:
    numbers = {sentence.number for sentence in taken}
    return [sentence for sentence in sentences if sentence.number not in numbers]


def _moved(same: Sequence[tuple[_Sentence, _Sentence]]) -> Iterator[Change]:
    """The figures of sentences that left their place in the order."""
    kept = _longest_rising([after.number for _, after in same])
    for index, (before, after) in enumerate(same):
        if index not in kept:
            yield from (Change("moved", a, b) for a, b in zip(before.claims, after.claims, strict=False))


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """The places of a longest rising subsequence."""
    tails: list[int] = []
    at: list[int] = []
    came_from: list[int] = []
    for index, number in enumerate(numbers):
        place = bisect_left(tails, number)
        tails[place : place + 1] = [number]
        at[place : place + 1] = [index]
        came_from.append(at[place - 1] if place else -1)
    kept, index = set(), at[-1] if at else -1
    while index >= 0:
        kept.add(index)
        index = came_from[index]
    return kept


def _alike(before: Sequence[_Sentence], after: Sequence[_Sentence]) -> list[tuple[_Sentence, _Sentence]]:
    """Wordings of one sentence: the pairs that share most, best first, each sentence once."""
    old = [(_pairs_of(sentence.text), sentence) for sentence in before]
    new = [(_pairs_of(sentence.text), sentence) for sentence in after]
    scored = [
        (share, a.number, b.number, a, b)
        for of_a, a in old
        for of_b, b in new
        if (share := 2 * len(of_a & of_b) / max(1, len(of_a) + len(of_b))) >= _ALIKE
    ]
    scored.sort(key=lambda found: (-found[0], abs(found[1] - found[2])))
    taken: tuple[set[int], set[int]] = (set(), set())
    chosen = []
    for _, a, b, one, other in scored:
        if a not in taken[0] and b not in taken[1]:
            taken[0].add(a)
            taken[1].add(b)
            chosen.append((one, other))
    return chosen


def _pairs_of(text: str) -> frozenset[str]:
    """Neighbouring characters, digits left out: a sentence stays alike when its figures change."""
    words = "".join(char for char in text if not char.isdigit())
    return frozenset(words[at : at + 2] for at in range(len(words) - 1))


def _leftovers(
    before: Iterable[_Sentence], after: Iterable[_Sentence], paired: Sequence[tuple[_Sentence, _Sentence]]
) -> tuple[list[Claim], list[Claim]]:
    lost = [claim for sentence in _without(before, (a for a, _ in paired)) for claim in sentence.claims]
    come = [claim for sentence in _without(after, (b for _, b in paired)) for claim in sentence.claims]
    return lost, come


Paired = tuple[list[tuple[Claim, Claim]], list[Claim], list[Claim]]


def _pair_up(old: Sequence[Claim], new: Sequence[Claim]) -> Paired:
    """The figures of two wordings of a sentence: the same figure first, then what is about the same thing."""
    pairs: list[tuple[Claim, Claim]] = []
    lost, come = list(old), list(new)
    for agree in (_same_figure, _same_subject, _same_sort):
        for claim in list(lost):
            other = next((c for c in come if agree(claim, c)), None)
            if other is not None:
                pairs.append((claim, other))
                lost.remove(claim)
                come.remove(other)
    return pairs, lost, come


def _by_subject(lost: Sequence[Claim], come: Sequence[Claim]) -> Paired:
    """Figures left over, paired where exactly one on either side is about that thing."""
    keys_lost, keys_come = Counter(map(_about, lost)), Counter(map(_about, come))
    by_key = {_about(claim): claim for claim in come}
    sole = {key for key in keys_lost if key[0] and keys_lost[key] == keys_come[key] == 1}
    pairs = [(claim, by_key[_about(claim)]) for claim in lost if _about(claim) in sole]
    rest = [claim for claim in lost if _about(claim) not in sole]
    return pairs, rest, [claim for claim in come if _about(claim) not in sole]


class _Clauses:
    """The words round a figure: its name, and what stands up to the next mark, digits left out."""

    def __init__(self, old: Reading, new: Reading) -> None:
        self.old, self.new = prose_of(old), prose_of(new)

    def judged(self, pairs: Iterable[tuple[Claim, Claim]]) -> list[Change]:
        """The pairs that differ, and how."""
        found = []
        for one, other in pairs:
            if not _says_the_same(one, other):
                found.append(Change("changed", one, other))
            elif _clause(self.old, one) != _clause(self.new, other):
                found.append(Change("reworded", one, other))
        return found


def _clause(prose: Prose, claim: Claim) -> str:
    words = _MARKS.split(prose.before(claim))[-1] + "#" + _MARKS.split(prose.after(claim))[0]
    return _DIGITS.sub("", f"{claim.indicator.phrase} {words}").rstrip("。！？")


def _says_the_same(one: Claim, other: Claim) -> bool:
    return (one.quantity, one.kind, one.status) == (other.quantity, other.kind, other.status)


def _about(claim: Claim) -> tuple[str, ...]:
    return subject_of(claim), claim.kind, claim.unit, claim.place, claim.period


def _same_figure(one: Claim, other: Claim) -> bool:
    return _says_the_same(one, other) and subject_of(one) == subject_of(other)


def _same_subject(one: Claim, other: Claim) -> bool:
    return (subject_of(one), one.kind) == (subject_of(other), other.kind) and subject_of(one) != ""


def _same_sort(one: Claim, other: Claim) -> bool:
    """Renamed: the same value, or the only thing left of its kind and unit."""
    return one.quantity == other.quantity and one.kind == other.kind
