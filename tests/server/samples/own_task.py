"""A task that 区住建局 leads."""

from some_tasks import make as every


def make() -> str:
    return every()[0]
