"""Two years of an area side by side, by indicator: what was aimed at, what came of it, how far it moved, what is next.

Targets and what became of them are those of `outcomes`; the rows beside them are the points of `history`. What an
earlier report gave for its year and the later one does not give for its own is 未再提及. What moved is computed from
the two figures as they are written, so it is growth at their own prices whatever the report says.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Literal, NamedTuple

from yunhe.audit.history import Point, points
from yunhe.audit.likeness import subject_of
from yunhe.audit.outcomes import Outcome, of_last_year
from yunhe.reading.amounts import plain
from yunhe.reading.indicators import definition
from yunhe.types import Case, Claim, Kind, Reading, Span

State = Literal["达到", "超过", "未达到", "不可比", "未再提及", "新提到", "两年都有"]
STATES: tuple[State, ...] = ("未达到", "达到", "超过", "不可比", "未再提及", "新提到", "两年都有")
_Key = tuple[str, str, str, str]


class Aligned(NamedTuple):
    """One indicator. `aim` is the target that the earlier report set for the later year, `said` its words with bound;
    `before` and `now` are the outcomes of the two years, `next` the target that the later report sets."""

    name: str
    kind: Kind | None
    state: State
    why: str = ""
    aim: Claim | Span | None = None
    said: str = ""
    before: Claim | None = None
    now: Claim | None = None
    next: Claim | None = None

    @property
    def moved(self) -> str:
        """How far it moved: a level in %, what is in % in points; "" where nothing can be computed."""
        if self.before is None or self.now is None or {self.before.bound, self.now.bound} != {"="}:
            return ""
        if self.now.kind == "level":
            return "" if self.before.value <= 0 else _signed((self.now.value / self.before.value - 1) * 100, 1) + "%"
        return _signed(self.now.value - self.before.value, 2) + "个百分点"


def aligned(old: Reading, new: Reading) -> list[Aligned]:
    """Targets in the order of the earlier report, then what both tell, what is new, what is not told again."""
    before, now = _of_year(old), _of_year(new)
    goals = _first(point for point in points(new) if point.is_target and point.year == (new.outline.year or 0) + 1)
    found, used = [], set()
    for outcome in _outcomes(old, new):
        key = _key_of(outcome)
        used.add(key)
        found.append(_targeted(outcome, before.get(key), goals.get(key)))
    for key in dict.fromkeys((*now, *before)):
        if key not in used:
            found.append(_told(key, before.get(key), now.get(key), goals.get(key)))
    return found


def _outcomes(old: Reading, new: Reading) -> tuple[Outcome, ...]:
    """What became of the targets, where the reports are of years that follow one another."""
    if old.outline.year is None or new.outline.year != old.outline.year + 1:
        return ()
    return of_last_year(Case(new, {old.outline.year: old}))


def _of_year(reading: Reading) -> Mapping[_Key, Claim]:
    year = reading.outline.year
    return _first(point for point in points(reading) if not point.is_target and point.year == year)


def _first(found: Iterable[Point]) -> dict[_Key, Claim]:
    """The first figure of each series, an exact one before others."""
    chosen: dict[_Key, Claim] = {}
    for point in found:
        claim = point.claim
        key = (claim.indicator_id or "", claim.kind, claim.unit, point.scope)
        if key not in chosen or (chosen[key].bound != "=" and claim.bound == "="):
            chosen[key] = claim
    return chosen


def _key_of(outcome: Outcome) -> _Key:
    """The series of a target, that of its result where it was set in words."""
    claim = outcome.target if isinstance(outcome.target, Claim) else outcome.result
    return (subject_of(claim), claim.kind, claim.unit, "") if claim else (outcome.name, "", "", "")


def _targeted(outcome: Outcome, before: Claim | None, goal: Claim | None) -> Aligned:
    target = outcome.target
    kind = target.kind if isinstance(target, Claim) else None
    return Aligned(
        outcome.name, kind, outcome.verdict, outcome.why, target, outcome.aim, before, outcome.result, goal
    )  # fmt: skip


def _told(key: _Key, before: Claim | None, now: Claim | None, goal: Claim | None) -> Aligned:
    claim = now or before
    assert claim is not None
    indicator = definition(key[0])
    name = (indicator.name if indicator else key[0]) + (f"（{key[3]}）" if key[3] else "")
    state: State = "未再提及" if now is None else "新提到" if before is None else "两年都有"
    return Aligned(name, claim.kind, state, before=before, now=now, next=goal)


def counts(rows: Iterable[Aligned]) -> Iterator[tuple[State, int]]:
    """How many rows of each state, in the order of STATES."""
    states = [row.state for row in rows]
    return ((state, states.count(state)) for state in STATES)


def _signed(value: Decimal, places: int) -> str:
    rounded = round(value, places)
    return ("+" if rounded > 0 else "") + plain(rounded)
