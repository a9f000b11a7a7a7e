"""The published report on the year before that of `readable_report`."""

from readable import LAST, stands


def make() -> str:
    return str(stands(LAST, "江州市-2024.txt").pk)
