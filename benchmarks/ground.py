"""What errors are put into: a report and its predecessors, as they were read before."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from yunhe.audit.likeness import same_thing
from yunhe.audit.prose import Prose, prose_of
from yunhe.audit.rounding import half
from yunhe.types import Claim, Reading

_PASSED = Decimal("0.5")  # beyond this a mark (突破2亿) is of something else than the figure


@dataclass(frozen=True)
class Ground:
    """A report and its predecessors, as they were read before anything was planted."""

    draft: Reading
    earlier: Mapping[int, Reading]
    random: Random

    @property
    def text(self) -> str:
        return self.draft.document.text

    @property
    def prose(self) -> Prose:
        return prose_of(self.draft)

    def twin(self, claim: Claim) -> Claim | None:
        """The same figure, stated once more at another place, as exactly or as a mark that it passed."""
        others = (c for c in self.draft.claims if c.start != claim.start and claim.indicator_id)
        return next((c for c in others if same_thing(c, claim) and _is_one_value(c, claim)), None)

    def ancestor(self, claim: Claim) -> Claim | None:
        """The level of the same thing in last year's report."""
        last = self.earlier.get((self.draft.outline.year or 0) - 1)
        if last is None or claim.indicator_id is None or claim.period != str(self.draft.outline.year):
            return None
        return next((c for c in last.claims if _is_last_year_of(c, claim)), None)

    def beside(self, claim: Claim, kind: str) -> Claim | None:
        """The growth or change that belongs to a level."""
        found = (c for c in self.draft.claims if c.of == claim.start and c.kind == kind and not c.scope)
        return next(found, None)

    def level(self, claim: Claim) -> Claim | None:
        """The level that a growth or change belongs to."""
        return next((c for c in self.draft.claims if c.start == claim.of), None)


def _is_last_year_of(earlier: Claim, claim: Claim) -> bool:
    return (
        earlier.kind == "level"
        and earlier.status == "actual"
        and (earlier.indicator_id, earlier.unit, earlier.place) == (claim.indicator_id, claim.unit, claim.place)
        and earlier.period == str(int(claim.period) - 1)
        and earlier.bound == "="
    )


def _is_one_value(one: Claim, other: Claim) -> bool:
    """Whether two figures say one value (6.8 and 6.9 do not), or one the mark that the other has just passed."""
    if one.bound == other.bound == "=":
        return abs(one.value - other.value) < half(one) + half(other)
    mark, value = (one, other) if one.bound == ">" else (other, one)
    return (mark.bound, value.bound) == (">", "=") and 0 <= value.value - mark.value <= mark.value * _PASSED
