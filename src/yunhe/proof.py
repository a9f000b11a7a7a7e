"""Run the examples that definitions carry: kinds of fields, units, indicators, rules, checks, and a district's own."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from yunhe import systems
from yunhe.access import examples as access_examples
from yunhe.audit.case import case_of
from yunhe.audit.checks import Check, checks
from yunhe.audit.run import findings_of
from yunhe.definitions import fields
from yunhe.errors import DefinitionError
from yunhe.mechanisms import examples as mechanism_examples
from yunhe.observations import shipped, statistics
from yunhe.reading import indicators, rules, units
from yunhe.reading.reader import read_text
from yunhe.reading.rules import Example
from yunhe.registers import examples as register_examples
from yunhe.tracking import plan
from yunhe.types import Claim, Reading, Span

_RULES = "src/yunhe/reading/rules"
_CHECKS = "src/yunhe/audit/checks"


def failures() -> Iterator[DefinitionError]:
    """Every example that does not hold, as path, line, problem and remedy."""
    yield from fields.disproved()
    yield from units.disproved()
    yield from indicators.disproved()
    for module in rules.modules():
        yield from rule_failures(module)
    for check in checks().values():
        yield from check_failures(check)
    yield from mechanism_examples.shape_failures()


def count() -> int:
    """How many examples there are."""
    of_checks = sum(len(c.flags) + len(c.passes) for c in checks().values())
    of_rules = sum(len(m.EXAMPLES) + len(m.NOT_EXAMPLES) for m in rules.modules())
    of_units = sum(len(u.examples) + len(u.not_examples) for u in units.all_units().values())
    of_indicators = sum(len(i.examples) + len(i.not_examples) for i in indicators.all_indicators().values())
    of_shapes = mechanism_examples.shape_count()
    return fields.example_count() + of_rules + of_units + of_indicators + of_checks + of_shapes


def district_failures(folder: str | Path) -> Iterator[DefinitionError]:
    """What does not hold in the definitions of a district."""
    yield from register_examples.failures_in(folder)
    yield from mechanism_examples.failures_in(folder)
    yield from access_examples.failures_in(folder)
    yield from shipped.failures_in(folder)
    try:
        rows = systems.table(Path(folder))
    except DefinitionError as error:
        yield error
        return
    yield from _unsaid(Path(folder), {row.id: row.says for row in rows})


def _unsaid(folder: Path, says: Mapping[str, Span]) -> Iterator[DefinitionError]:
    """The plans and statistics that the district's report does not bear out."""
    paths, plans = statistics.paths_of(folder), plan.paths_of(folder)
    if not paths and not plans:
        return
    report = systems.report_of(folder)
    claims = read_text(report).claims if paths else ()
    for path in plans:
        yield from _refusal(partial(plan.load, path, report))
    for path in paths:
        yield from _refusal(partial(statistics.load, path)) or statistics.failures(statistics.load(path), says, claims)


def _refusal(load: Callable[[], object]) -> list[DefinitionError]:
    """Why a definition cannot be loaded, when it cannot."""
    try:
        load()
    except DefinitionError as error:
        return [error]
    return []


def district_count(folder: str | Path) -> tuple[int, int]:
    """How many examples the definitions of a district carry, and how many of its shapes say nothing there."""
    held, silent = mechanism_examples.count_in(folder)
    return register_examples.count_in(folder) + held + access_examples.count_in(folder), silent


def rule_failures(module: ModuleType) -> Iterator[DefinitionError]:
    """The examples of one reading rule that do not hold."""
    name = module.__name__.rsplit(".", 1)[1]
    path = f"{_RULES}/{name}.py"
    if not module.EXAMPLES or not module.NOT_EXAMPLES:
        yield DefinitionError(path, 1, "规则没有正例或反例", "补上 EXAMPLES 和 NOT_EXAMPLES")
    for example in module.EXAMPLES:
        problem = problem_with(example)
        if problem:
            yield DefinitionError(
                path, _line(module, example.text), f"例子“{example.text}”：{problem}", "改规则，或改例子"
            )
    for text in module.NOT_EXAMPLES:
        claim = _made_by(read_text(text), module.STAGE, name)
        if claim:
            yield DefinitionError(path, _line(module, text), f"反例“{text}”读出了“{claim.quote}”", "收紧规则")


def check_failures(check: Check) -> Iterator[DefinitionError]:
    """The examples of one audit check that do not hold."""
    path = f"{_CHECKS}/{check.name}.py"
    if not check.flags or not check.passes:
        yield DefinitionError(path, 1, "检查没有正例或反例", "补上 FLAGS 和 PASSES")
    for wanted, example in [*((True, e) for e in check.flags), *((False, e) for e in check.passes)]:
        draft = example if isinstance(example, str) else example.draft
        found = findings_of(check, case_of(example))
        if bool(found) != wanted:
            problem = f"正例“{draft}”没有报出" if wanted else f"反例“{draft}”报出了“{found[0].message}”"
            yield DefinitionError(path, _line(check.module, draft), problem, "改检查，或改例子")


def problem_with(example: Example) -> str | None:
    """What an example lacks, or None when it holds."""
    reading = read_text(example.text)
    claim = next((c for c in reading.claims if c.quote == example.quote), None)
    if claim is None:
        return f"没有读出“{example.quote}”"
    for key, wanted in example.expect.items():
        found = _value(claim, key)
        if found != (Decimal(wanted) if key == "value" else wanted):
            return f"“{example.quote}”的 {key} 是 {found}，应为 {wanted}"
    return None


def _value(claim: Claim, key: str) -> Any:
    if key == "indicator_id":
        return claim.indicator.id
    return claim.indicator.phrase if key == "indicator" else getattr(claim, key)


def _made_by(reading: Reading, stage: str, name: str) -> Claim | None:
    """A claim of a counter-example: any for an aside, one this rule had a hand in for the others."""
    return next((c for c in reading.claims if stage == "aside" or name in c.rules), None)


def _line(module: ModuleType, text: str) -> int:
    lines = Path(inspect.getsourcefile(module) or "").read_text(encoding="utf-8").split("\n")
    first = text.split("\n", 1)[0]
    return next((number for number, line in enumerate(lines, 1) if first in line), 1)
