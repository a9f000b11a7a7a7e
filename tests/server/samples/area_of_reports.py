"""An area with two published reports."""

from readable import LAST, stands


def make() -> str:
    stands(LAST, "江州市-2024.txt")
    stands()
    return "江州市"
