"""A published report with figures and findings: whoever may come to the reading room sees it."""

from readable import stands


def make() -> str:
    return str(stands().pk)
