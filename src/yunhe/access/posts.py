"""Posts 岗位 (`区住建局.承办岗`) and sets of them: `*.承办岗` is this duty in any unit, `区信访局.*` all of a unit."""

import re
from typing import NamedTuple

from yunhe.definitions import strict

ANY = "*"
LONGEST = 60
_POST = re.compile(r"[^.*\s]+\.[^.*\s]+")


def is_post(written: str) -> bool:
    """Whether this is a post of a unit: unit, dot, duty."""
    return bool(_POST.fullmatch(written)) and len(written) <= LONGEST


def unit_of(post: str) -> str:
    """The unit a post belongs to."""
    return post.partition(".")[0]


class Pattern(NamedTuple):
    """A set of posts. `*` stands for any unit, or for any duty, never for both."""

    unit: str
    duty: str

    def covers(self, post: str) -> bool:
        """Whether a post, or a pattern such as `*.承办岗`, lies in the set."""
        unit, _, duty = post.partition(".")
        return self.unit in (ANY, unit) and self.duty in (ANY, duty)

    def __str__(self) -> str:
        return f"{self.unit}.{self.duty}"


def pattern(value: strict.Value) -> Pattern:
    """A pattern as a definition writes it."""
    written = strict.text(value)
    unit, dot, duty = written.partition(".")
    plain = all(part == ANY or is_post(f"{part}.{part}"[:LONGEST]) for part in (unit, duty))
    if not dot or not plain or len(written) > LONGEST:
        raise strict.Refusal(f"“{written}”不是岗位", "写“单位.岗位”，如 区住建局.承办岗、*.承办岗")
    if unit == duty == ANY:
        raise strict.Refusal("“*.*”是所有人", "写明单位或岗位")
    return Pattern(unit, duty)
