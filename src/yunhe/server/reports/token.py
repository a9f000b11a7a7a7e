"""The id of a report: short, and nobody guesses another's."""

from secrets import choice

LETTERS = "23456789abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"  # none that is mistaken for another
LENGTH = 14  # 81 bits


def new_token() -> str:
    """A new one."""
    return "".join(choice(LETTERS) for _ in range(LENGTH))
