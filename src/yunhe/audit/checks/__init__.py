"""Audit checks: one file each, found by scanning this folder, all of one shape.

A check has a docstring (what it finds and why; its first sentence names it in lists), `SEVERITY` (error 必核: cannot be
true as it stands; warning 建议核: very likely wrong, or not to be verified without an explanation; note 提示: a reader
will ask), `FLAGS` and `PASSES` (its proof: texts, or `Example`s that bring earlier reports, statistics …) and

    check(case: Case) -> Iterator[Finding]

`YIELDS_TO` names checks that say the same better: where one of them has a finding on the same words, ours is dropped.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import ModuleType

from yunhe.types import Case, Finding, Severity, Trace, Vocabulary


@dataclass(frozen=True)
class Example:
    """A case in words: the draft and what it is held against. Names of documents give area and year: 江州市-2025.

    `earlier` has texts by the year they report on, `companions` and `others` by the name of the document,
    `statistics` a text as a communiqué has it or a table (lines of 指标, 期间, 数值, 单位 parted by tabs),
    `targets` a table or text of tasks.
    """

    draft: str
    name: str = "江州市-2025.txt"
    earlier: Mapping[int, str] = field(default_factory=dict)
    companions: Mapping[str, str] = field(default_factory=dict)
    others: Mapping[str, str] = field(default_factory=dict)
    statistics: str = ""
    targets: str = ""
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    traces: tuple[Trace, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """A check: its module, seen through its fixed names."""

    module: ModuleType

    @property
    def name(self) -> str:
        return self.module.__name__.rsplit(".", 1)[1]

    @property
    def title(self) -> str:
        return (self.module.__doc__ or "").strip().split("\n", 1)[0].rstrip("。")

    @property
    def severity(self) -> Severity:
        severity: Severity = self.module.SEVERITY
        return severity

    @property
    def yields_to(self) -> tuple[str, ...]:
        return tuple(getattr(self.module, "YIELDS_TO", ()))

    @property
    def flags(self) -> tuple[str | Example, ...]:
        return tuple(self.module.FLAGS)

    @property
    def passes(self) -> tuple[str | Example, ...]:
        return tuple(self.module.PASSES)

    @property
    def check(self) -> Callable[[Case], Iterator[Finding]]:
        check: Callable[[Case], Iterator[Finding]] = self.module.check
        return check


@cache
def checks() -> dict[str, Check]:
    """Every check by its name, in the order of the alphabet."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return {name: Check(importlib.import_module(f"{__name__}.{name}")) for name in names}
