"""A matter of a unit that none of the visitors belongs to."""

from floor_matters import worked


def make() -> str:
    return worked("区卫健局")
