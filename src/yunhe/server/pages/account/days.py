"""How many days back a list goes, as the address says it."""

USUAL, MOST = 30, 3660


def days_of(written: str) -> int:
    """A number of days within bounds; the usual one when none is given."""
    known = written.isascii() and written.isdecimal() and len(written) <= 4
    return min(max(int(written), 1), MOST) if known else USUAL
