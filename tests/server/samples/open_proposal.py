"""A proposal of somebody else that waits for a second person."""

from some_proposals import CLERK, made


def make() -> str:
    return made("T7", CLERK)
