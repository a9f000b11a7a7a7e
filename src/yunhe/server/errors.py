"""What goes wrong with the store, said as “where: what → what to do”."""

from dataclasses import dataclass

from yunhe.errors import YunheError


@dataclass
class StoreError(YunheError):
    """The database, a key or a file of the server is not as it must be."""

    where: str
    problem: str
    remedy: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.problem}" + (f" → {self.remedy}" if self.remedy else "")


class ConflictError(StoreError):
    """Somebody else has written to the same subject since it was read; nothing was written."""


class SealedError(StoreError):
    """An event is dated into time that is already sealed; nothing was written."""
