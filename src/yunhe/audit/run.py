"""Run every check over a case: findings in reading order, each slip once."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from yunhe.audit.checks import Check, checks
from yunhe.types import Case, Finding, Severity

ORDER: dict[Severity, int] = {"error": 0, "warning": 1, "note": 2}


def run(case: Case, only: Iterable[str] | None = None, told: Callable[[float], None] | None = None) -> list[Finding]:
    """The findings of all checks, or of those named; the draft's place decides the order.

    `told` hears the share of the checks that are done.
    """
    chosen = [check for name, check in checks().items() if only is None or name in set(only)]
    found: list[Finding] = []
    for number, check in enumerate(chosen, 1):
        found += findings_of(check, case)
        if told is not None:
            told(number / len(chosen))
    return sorted(_settled(found), key=_place)


def findings_of(check: Check, case: Case) -> list[Finding]:
    """The findings of one check, with its name and, where it does not set another, its severity."""
    return [
        replace(finding, check=check.name, severity=finding.severity or check.severity) for finding in check.check(case)
    ]


def _place(finding: Finding) -> tuple[int, int, str]:
    return finding.spans[0].start, ORDER[finding.severity or "note"], finding.check


def _settled(found: Sequence[Finding]) -> list[Finding]:
    """Without what another check says better on the same words, and without what is said twice."""
    kept: list[Finding] = []
    seen: set[tuple[object, ...]] = set()
    for finding in found:
        spans = tuple((span.doc, span.start, span.end) for span in finding.spans)
        key = (finding.check, spans, finding.message)
        if key not in seen and not _is_said_better(finding, found):
            seen.add(key)
            kept.append(finding)
    return kept


def _is_said_better(finding: Finding, found: Sequence[Finding]) -> bool:
    better = checks()[finding.check].yields_to
    return any(other.check in better and _overlap(finding, other) for other in found) if better else False


def _overlap(one: Finding, other: Finding) -> bool:
    first = one.spans[0]
    return any(first.doc == span.doc and first.start < span.end and span.start < first.end for span in other.spans)
