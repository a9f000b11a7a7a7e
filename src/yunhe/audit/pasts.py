"""What is known of a figure for years gone by: from earlier reports, and from statistics, both as claims."""

from collections.abc import Iterator

from yunhe.audit.series import Key, compare, is_revised, known
from yunhe.types import Case, Claim, Statistic


def pasts(case: Case, claim: Claim, key: Key, year: int) -> Iterator[Claim]:
    """Exact figures of a series for a year that certainly measure what a claim of the draft measures."""
    for other, reading in known(case, key, year):
        if other.bound == "=" and compare(claim, other, case) and not is_revised(other, reading):
            yield other
    areas = ("", claim.place, case.draft.outline.area or "")
    for told in case.statistics if claim.place in areas else ():
        is_of_year = told.period == str(year) and told.place in areas and told.quantity.bound == "="
        is_alike = (told.indicator.id, told.quantity.unit, told.kind) == (key.indicator, key.unit, key.kind)
        if is_of_year and is_alike and (told.basis or "") == (claim.basis or ""):
            yield _claim(told)


def _claim(told: Statistic) -> Claim:
    """A statistic as a claim, so that it can be held against one."""
    return Claim(
        span=told.span,
        kind=told.kind,
        quantity=told.quantity,
        indicator=told.indicator,
        status="actual",
        period=told.period,
        place=told.place,
        of=None,
        scope=None,
        basis=told.basis,
        accumulation=None,
        sentence=0,
        section="",
        rules=(),
    )
