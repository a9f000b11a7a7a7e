"""What goes wrong, said as “where: what → what to do”. One base class, few children."""

from dataclasses import dataclass


class YunheError(Exception):
    """Anything that a user can put right; never raised for a defect of ours."""


@dataclass
class DefinitionError(YunheError):
    """A definition file says something that cannot be meant."""

    path: str
    line: int
    problem: str
    remedy: str = ""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.problem}" + (f" → {self.remedy}" if self.remedy else "")


@dataclass
class UnreadableError(YunheError):
    """A document cannot be read: which one, why, and what would help."""

    path: str
    problem: str
    remedy: str = ""

    def __str__(self) -> str:
        return f"{self.path}: {self.problem}" + (f" → {self.remedy}" if self.remedy else "")
