"""Awaiting 等着: whom an open matter keeps waiting, or waits for, besides the post whose turn it is.

    awaiting(situation)     → {("区财政局.会办岗", "会办"), ("区住建局.承办岗", "等会办")}

Read off the situation alone, so that a table of it can be derived again from the events.
"""

from collections.abc import Iterator
from typing import NamedTuple

from yunhe.mechanisms.situation import Situation

RETURNED, WAITS_FOR_UNITS = "退回", "等会办"  # of the owner
ASKED, SIGNS, APPROVES, LENT = "会办", "签署", "批延期", "委派"  # of somebody else
THEIRS = (ASKED, SIGNS, APPROVES)  # what somebody else has to do
CO_UNIT = "会办岗"


class Mark(NamedTuple):
    """A post, and what a matter has to do with it."""

    post: str
    what: str


NOTHING = frozenset[Mark]()


def awaiting(situation: Situation | None) -> frozenset[Mark]:
    """The marks of a matter; none once it has ended."""
    if situation is None or not situation.is_open or not _has_any(situation):
        return NOTHING
    return frozenset(_marks(situation))


def _has_any(situation: Situation) -> bool:
    return bool(
        situation.returned or situation.joint or situation.signers or situation.asked is not None or situation.lent
    )


def _marks(situation: Situation) -> Iterator[Mark]:
    silent = [unit for unit, answered in situation.joint.items() if not answered]
    if situation.returned:
        yield Mark(situation.owner, RETURNED)
    if silent:
        yield Mark(situation.owner, WAITS_FOR_UNITS)
        yield from (Mark(f"{unit}.{CO_UNIT}", ASKED) for unit in silent)
    unsigned = [post for post in situation.signers if post not in situation.signed]
    yield from (Mark(post, SIGNS) for post in (unsigned[:1] if situation.in_turn else unsigned))
    if situation.asked and situation.asked.get("approval"):
        yield Mark(str(situation.asked["approval"]), APPROVES)
    if situation.lent:
        yield Mark(situation.lent, LENT)
