"""A matter that the clerk of 区住建局 has before them."""

from floor_matters import worked


def make() -> str:
    return worked()
