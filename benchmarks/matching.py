"""Which claim answers which gold row, and how many of a class are found: what gold/score.py does not report."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from benchmarks.intervals import Share
from benchmarks.sets import Annotated, Row
from gold import score as scorer

CHANGING = {"growth", "change", "rank", "streak"}
BETWEEN = re.compile(r"(?:[-—–~～－至到]|个百分点|左右)+")


class Pair(NamedTuple):
    """A gold row with the claim that answers it, if any, and the text they stand in."""

    gold: Row
    claim: Row | None
    text: Annotated


def pairs(text: Annotated) -> Iterator[Pair]:
    """Every gold row with its claim, each claim used once: as gold/score.py pairs them."""
    used: set[int] = set()
    for row in text.gold:
        found = next((i for i, claim in enumerate(text.claims) if i not in used and scorer.same_span(row, claim)), None)
        if found is not None:
            used.add(found)
        yield Pair(row, None if found is None else text.claims[found], text)


def cell(row: Row, key: str) -> list[str]:
    """The alternatives that a cell allows."""
    return [""] if row[key] is None else str(row[key]).split("|")


def value_is_right(pair: Pair) -> bool:
    claim = pair.claim
    if claim is None:
        return False
    return scorer.same_value(pair.gold, claim["value"]) and scorer.same_unit(pair.gold, claim["unit"])


def agrees(pair: Pair, key: str) -> bool:
    """Whether the claim is there, its value right, and this key one that the gold allows."""
    return value_is_right(pair) and pair.claim is not None and str(pair.claim[key] or "") in cell(pair.gold, key)


def recall(found: Iterable[Pair], key: str, member: str) -> Share:
    """Of the rows that are `member` and nothing else, how many are found with the right value and with this."""
    mine = [pair for pair in found if cell(pair.gold, key) == [member]]
    return Share(sum(agrees(pair, key) for pair in mine), len(mine))


def range_rows(found: list[Pair]) -> list[Pair]:
    """The rows that are an end of a range: 6—6.5%."""
    return [end for couple in pairwise(found) if is_range(*couple) for end in couple]


def is_range(lower: Pair, upper: Pair) -> bool:
    if lower.text is not upper.text or (lower.gold["bound"], upper.gold["bound"]) != (">", "<"):
        return False
    return BETWEEN.fullmatch(lower.text.text[lower.gold["end"] : upper.gold["start"]]) is not None


def classes(found: list[Pair]) -> dict[str, Share]:
    """Recall of each class that a reader is easily bad at while its average is good."""
    results = [pair for pair in found if pair.gold["kind"] != "threshold"]
    ends = range_rows(found)
    shares = {f"bound {sign}": recall(results, "bound", sign) for sign in "~<>"}
    shares |= {status: recall(results, "status", status) for status in ("estimate", "target")}
    shares |= {kind: recall(found, "kind", kind) for kind in ("change", "rank", "streak", "threshold")}
    return shares | {"range": Share(sum(agrees(pair, "bound") for pair in ends), len(ends))}


class Links(NamedTuple):
    """How well the figures that have columns of our own are answered."""

    id_precision: Share
    id_coverage: Share
    id_unasked: Share
    place: Share
    place_named: Share
    base: Share
    base_named: Share
    of: Share
    of_named: Share


def links(found: list[Pair]) -> Links:
    """The columns id, place, base and of. `…_named` looks only at rows in which the annotator wrote something."""
    answered = [pair for pair in found if pair.claim is not None and pair.gold["kind"] != "threshold"]
    with_id = [pair for pair in found if pair.gold["id"]]
    given = [pair for pair in with_id if pair.claim and pair.claim["indicator_id"]]
    right = [pair for pair in given if has_right_id(pair)]
    without_id = [pair for pair in answered if not pair.gold["id"]]
    changes = [pair for pair in answered if set(cell(pair.gold, "kind")) & {"growth", "change"}]
    owned = [pair for pair in answered if set(cell(pair.gold, "kind")) & CHANGING]
    return Links(
        Share(len(right), len(given)),
        Share(len(given), len(with_id)),
        Share(sum(bool(pair.claim and pair.claim["indicator_id"]) for pair in without_id), len(without_id)),
        *both(answered, "place"),
        *both(changes, "base"),
        *both(owned, "of"),
    )


def both(found: list[Pair], key: str) -> tuple[Share, Share]:
    """The share that is right over all rows, and over those in which the annotator wrote something."""
    _, is_right = CHECKS[key]
    named = [pair for pair in found if cell(pair.gold, key) != [""]]
    return Share(sum(map(is_right, found)), len(found)), Share(sum(map(is_right, named)), len(named))


def has_right_id(pair: Pair) -> bool:
    return pair.claim is not None and pair.claim["indicator_id"] in cell(pair.gold, "id")


def has_right_place(pair: Pair) -> bool:
    own = pair.text.reading.outline.area or ""
    return pair.claim is not None and pair.claim["place"] in [place or own for place in cell(pair.gold, "place")]


def has_right_base(pair: Pair) -> bool:
    """Whether the base is right; the scope of a rank is the scorer's business."""
    if not {"growth", "change"} & set(cell(pair.gold, "kind")):
        return True
    return pair.claim is not None and (pair.claim["scope"] or "") in cell(pair.gold, "base")


def has_right_owner(pair: Pair) -> bool:
    """Whether `of` names the same figure, the two ends of a span differing by no more than the scorer allows."""
    if pair.claim is None:
        return False
    of = pair.claim["of"]
    if of is None:
        return "" in cell(pair.gold, "of")
    return any(abs(of - int(start)) <= 2 for start in cell(pair.gold, "of") if start)


# Column of the gold → key of the claim, and whether they agree.
CHECKS: dict[str, tuple[str, Callable[[Pair], bool]]] = {
    "id": ("indicator_id", has_right_id),
    "place": ("place", has_right_place),
    "base": ("scope", has_right_base),
    "of": ("of", has_right_owner),
}
