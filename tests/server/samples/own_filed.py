"""A matter of the clerk of 区住建局 whose last step has a file."""

from floor_files import filed


def make() -> str:
    return filed()
