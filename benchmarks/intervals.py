"""A share with its 95 % interval (Wilson), so that nobody reads more into few rows than they say."""

from math import sqrt
from typing import NamedTuple

Z = 1.959964


class Share(NamedTuple):
    """How many of how many."""

    right: float
    of: float

    @property
    def value(self) -> float:
        return self.right / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Lower and upper end, 95 %, by Wilson's score."""
        if not self.of:
            return 0.0, 1.0
        share, n, z2 = self.value, self.of, Z * Z
        middle = (share + z2 / (2 * n)) / (1 + z2 / n)
        half = Z / (1 + z2 / n) * sqrt(share * (1 - share) / n + z2 / (4 * n * n))
        return max(0.0, middle - half), min(1.0, middle + half)

    def __str__(self) -> str:
        if not self.of:
            return "—（没有）"
        low, high = self.interval
        return f"{self.value:.3f} [{low:.3f}–{high:.3f}] n={self.of:g}"
