"""Whether two documents of one session say the same: equal, equal after rounding, other 口径, or in conflict.

Figures are brought to one form (`Told`), whether a report, a plan, a communiqué or a table tells them; those with one
key are of the same thing, period, place and unit. What decides is the one that lies nearest.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from yunhe.audit.likeness import subject_of
from yunhe.audit.prose import once_a_reading
from yunhe.audit.rounding import agree, shown, step, written
from yunhe.audit.series import is_plain_year, names_a_place_within, words_of_part
from yunhe.audit.slips import meant
from yunhe.reading.amounts import plain
from yunhe.reading.indicators import definition, identify
from yunhe.types import Claim, Outline, Reading, Statistic

_FOOTNOTE = re.compile(r"[\[［〔（(]\d{1,2}[)）〕］\]]")
_KINDS = ("level", "growth", "ratio", "change")
_REAL = re.compile("实际增|扣除|可比|同口径|不变价|剔除|考虑|因素|实际[上提下降]|实际比|实际为")
_USUAL = frozenset({"现价", "当年价"})  # of a level, whether it is said or not
_PRICES = re.compile("名义|现价|当年价|平均|日均|月均|人均|同期|预算|快报|收官")
_AGAINST = re.compile("高于|低于|快于|慢于|好于|超过|高出|高|低|快|慢|提升|回落|回升|收窄|扩大")
_BEFORE, _BEHIND = 48, 12
_FROM = re.compile("[从由](?:不到|不足|近|约|上年|去年|20\\d\\d年)?的?$")
_ADDED = re.compile("新增|净增|累计|争取|力争")
_STOPS = re.compile("[。；;！？\n]")
_MARKS = re.compile("[。；;，,、！？\n]")
_NEAR = Decimal("0.3")
_WELL_ABOVE = Decimal("1.5")  # nobody writes 突破90万亿元 of so many times as much
_TELLING = 5  # letters of a name that is in no vocabulary
_VAGUE = re.compile("因素|考虑|项目|资金|活动|工程|投资额?$|企业$|任务|面积$|问题|[其各等这那]|新[增建改开]|建成|完成")


class Key(NamedTuple):
    """What two figures share that state the same."""

    subject: str
    place: str
    period: str
    kind: str
    unit: str
    is_target: bool


class Told(NamedTuple):
    """A figure in a form for comparing: `scope` are the words of 口径 near it, `clear` when nothing else is near."""

    key: Key
    claim: Claim
    scope: frozenset[str]
    clear: bool


class Pair(NamedTuple):
    """A figure of the draft with the nearest one told elsewhere that no word sets apart, and all that were told."""

    mine: Told
    other: Told
    told: tuple[Told, ...]

    @property
    def gap(self) -> Decimal:
        return self.mine.claim.value - self.other.claim.value

    @property
    def share(self) -> Decimal:
        """How far apart they lie, as a share of the other one."""
        return abs(self.gap / self.other.claim.value) if self.other.claim.value else Decimal(1)

    @property
    def is_slip(self) -> bool:
        """Whether one digit, the point, the unit or the sign explains the difference."""
        return any(agrees(self.mine._replace(claim=_exact(each)), self.other) for each in meant(self.mine.claim))

    @property
    def is_sure(self) -> bool:
        """Whether both must mean the same: a known indicator, one value only elsewhere, not far apart but by a slip."""
        one = len({each.claim.value for each in self.told}) == 1
        return one and self.mine.claim.indicator_id is not None and (self.is_slip or self.share <= _NEAR)

    @property
    def arithmetic(self) -> str:
        """The difference, written out."""
        mine, other = self.mine.claim, self.other.claim
        if mine.kind != "level":
            return f"{plain(mine.value)} - {plain(other.value)} = {plain(self.gap)}个百分点"
        share = plain(round(self.share * 100, 2))
        return f"{written(mine)} - {written(other)} = {shown(self.gap, mine.unit, 4)}，差{share}%"


@once_a_reading
def told_by(reading: Reading) -> tuple[Told, ...]:
    """The figures of a reading that another document may tell too."""
    home = _home(reading.outline)
    return tuple(told for claim in reading.claims if (told := _told(claim, home)))


def told_by_statistics(statistics: Iterable[Statistic], outline: Outline) -> tuple[Told, ...]:
    """Published figures, as a report of this area would tell them."""
    home = _home(outline)
    return tuple(told for each in statistics if (told := _told(claim_of(each), home)))


def claim_of(statistic: Statistic) -> Claim:
    """A published figure as a claim."""
    return Claim(
        span=statistic.span,
        kind=statistic.kind,
        quantity=statistic.quantity,
        indicator=statistic.indicator,
        status="actual" if statistic.is_final is not False else "estimate",
        period=statistic.period,
        place=statistic.place,
        of=None,
        scope=None,
        basis=statistic.basis,
        accumulation=None,
        sentence=0,
        section="",
        rules=(),
    )


def by_key(figures: Iterable[Told]) -> Mapping[Key, tuple[Told, ...]]:
    """Figures by what they state."""
    found: dict[Key, list[Told]] = defaultdict(list)
    for each in figures:
        found[each.key].append(each)
    return {key: tuple(each) for key, each in found.items()}


def conflicts(mine: Sequence[Told], others: Mapping[Key, tuple[Told, ...]]) -> Iterator[Pair]:
    """Figures of the draft that none told elsewhere for the same thing agrees with, once for each value."""
    seen: set[tuple[Key, Decimal]] = set()
    for each in mine:
        all_told = others.get(each.key, ())
        if not each.clear or (each.key, each.claim.value) in seen or any(agrees(each, other) for other in all_told):
            continue
        like = tuple(other for other in all_told if other.clear and other.scope == each.scope)
        if like:
            seen.add((each.key, each.claim.value))
            yield Pair(each, min(like, key=lambda other: abs(other.claim.value - each.claim.value)), like)


def _exact(claim: Claim) -> Claim:
    return replace(claim, quantity=claim.quantity._replace(bound="="))


def agrees(one: Told, other: Told) -> bool:
    """Whether two figures are equal, or equal once the finer one is rounded or cut."""
    first, second = one.claim, other.claim
    if first.bound == ">" and second.value > first.value * _WELL_ABOVE > 0:
        return False
    if first.bound == second.bound == "=":
        return _rounds_to(first, second) if step(first) >= step(second) else _rounds_to(second, first)
    return agree(first, second)


def _rounds_to(coarse: Claim, fine: Claim) -> bool:
    """Whether a figure is another one rounded; levels may be cut or rounded up as well."""
    last, gap = step(coarse), abs(coarse.value - fine.value)
    if coarse.kind == "level" and step(fine) < last:
        return gap <= last
    return gap < last / 2 or (gap == last / 2 and abs(coarse.value) > abs(fine.value))


def _told(claim: Claim, home: frozenset[str]) -> Told | None:
    if claim.kind not in _KINDS or claim.scope is not None or not claim.period:
        return None
    subject = _subject(claim)
    if not subject:
        return None
    text = claim.span.text
    before = "".join(_STOPS.split(text[max(0, claim.start - _BEFORE) : claim.start])[-1].split())
    behind = "".join(_MARKS.split(text[claim.end : claim.end + _BEHIND])[0].split())
    place = "" if claim.place in home else claim.place
    key = Key(subject, place, claim.period, claim.kind, claim.unit, claim.status == "target")
    clause = _MARKS.split(before)[-1]
    clear = (
        is_plain_year(before + claim.quote + behind)
        and not names_a_place_within(before)
        and not (claim.kind in ("growth", "change") and _AGAINST.search(clause[-6:] + behind[:4]))
        and claim.accumulation != "cumulative"
        and not _FROM.search(clause)
    )
    indicator = definition(subject)
    words = claim.indicator.phrase + clause[-16:] + behind
    prices = frozenset(_PRICES.findall(words)) - (_USUAL if claim.kind == "level" else frozenset())
    scope = words_of_part(words, indicator) | prices
    is_real = indicator is not None and indicator.growth == "可比价"
    scope |= frozenset({"实际"} if not is_real and _REAL.search(before[-24:] + claim.indicator.phrase + behind) else ())
    scope |= frozenset(_ADDED.findall(before)) if claim.kind == "level" else frozenset()
    return Told(key, claim, frozenset(w for w in scope if indicator is None or w not in indicator.name), clear)


def _subject(claim: Claim) -> str:
    """The indicator's id, also where a footnote stands behind its name; else a name that tells enough."""
    if claim.indicator_id:
        return claim.indicator_id
    phrase = _FOOTNOTE.sub("", claim.indicator.phrase)
    found = identify(phrase, claim.kind, claim.unit) if phrase != claim.indicator.phrase else None
    name = found or _FOOTNOTE.sub("", subject_of(claim))
    return name if found or (len(name) >= _TELLING and not _VAGUE.search(name)) else ""


def _home(outline: Outline) -> frozenset[str]:
    """The names under which a document speaks of its own area."""
    own = {"", outline.area or ""}
    return frozenset(own | {"全国", "我国"} if outline.level == "national" or not outline.area else own)
