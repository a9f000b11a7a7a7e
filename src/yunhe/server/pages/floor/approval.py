"""The district's approval as pages show it: datasets with who answers for them, levels with how far they are."""

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import quote

from yunhe.errors import UnreadableError
from yunhe.observations.approval import EVERYTHING, Approval, Dataset, load
from yunhe.reading import indicators
from yunhe.server.observations.periods import Standing
from yunhe.server.pages.here import here


class Described(NamedTuple):
    """A dataset in words: its name, who hands it in, what is in it."""

    name: str
    post: str
    holds: str


class Step(NamedTuple):
    """A level of approval: its post, whether it has approved, what could be done at it now."""

    name: str
    post: str
    is_given: bool
    can_give: bool
    can_take: bool


def rules() -> Approval | None:
    """The approval of the district; None where it has none."""
    try:
        return load(here().folder)
    except UnreadableError:
        return None


def described(approval: Approval, dataset: Dataset) -> Described:
    """A dataset in words."""
    names = [named(id) for id in dataset.indicators]
    return Described(dataset.name, approval.post_of(approval.levels[0], dataset), "、".join(names))


def named(id: str) -> str:
    """The name of an indicator."""
    known = indicators.definition(id)
    return known.name if known else id


def posts_of(approval: Approval, indicator: str) -> list[str]:
    """The posts that hand an indicator in: of the datasets that name it, else of the one that holds all."""
    found = [each.post for each in approval.datasets.values() if indicator in each.indicators]
    return found or [approval.datasets[EVERYTHING].post]


def steps(approval: Approval, dataset: Dataset, standing: Standing | None, posts: Iterable[str]) -> list[Step]:
    """The levels from below; who holds one of the posts may decide where it is its turn."""
    given, mine = (standing.levels if standing else ()), frozenset(posts)
    found = []
    for number, level in enumerate(approval.levels):
        post = approval.post_of(level, dataset)
        own = post in mine
        turn, top = number == len(given), number == len(given) - 1
        found.append(Step(level.name, post, number < len(given), own and turn, own and top))
    return found


def link(dataset: str, period: str) -> str:
    """The page of a period."""
    return f"/period/{quote(dataset, safe='')}/{quote(period, safe='')}/"
