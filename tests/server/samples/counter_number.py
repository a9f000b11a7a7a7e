"""A matter that somebody handed in at the counter: of its number alone, which opens it to nobody."""

from applicants import ENTERPRISE, hand_in
from visitors import stranger


def make() -> str:
    """Its number."""
    return hand_in(stranger(), "企呼我应", ENTERPRISE).number
