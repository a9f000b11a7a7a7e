"""A draft of a proposal that is somebody else's."""

from some_proposals import CLERK, made


def make() -> str:
    return made("T7", CLERK, "draft")
