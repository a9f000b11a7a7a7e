"""What the auditor finds of errors put into real reports, and how much it says of reports as they were published.

    python -m benchmarks.audit                        on the shipped reports (seen while checks were written)
    python -m benchmarks.audit --corpus DIR           on those of held_reports.txt, kept back from who wrote checks
    python -m benchmarks.audit --corpus DIR --seen 60 on as many others, to work with

One error at a time is planted (`plants.py`, which says beforehand whether it can be revealed). It counts as found when
a finding at error or warning level that was not there before touches its sentence or its counterpart.
"""

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import NamedTuple

from benchmarks.ground import Ground
from benchmarks.intervals import Share
from benchmarks.plants import Plant, plants
from benchmarks.sets import ROOT
from yunhe.audit.prose import prose_of
from yunhe.audit.run import run
from yunhe.reading.reader import read, read_text
from yunhe.types import Case, Finding, Reading

HELD = Path(__file__).with_name("held_reports.txt")
_NAME = re.compile(r"(.+)-(\d{4})\.txt$")
_BACK = 2  # earlier reports that an audit is given
_FIRST = 1995  # older reports write their figures in Chinese numerals
_SEED = 20251125


class Report(NamedTuple):
    """A report with its predecessors, as read."""

    name: str
    draft: Reading
    earlier: Mapping[int, Reading]


class Outcome(NamedTuple):
    """One plant, and the checks that found it."""

    report: str
    plant: Plant
    checks: tuple[str, ...]


def main() -> None:
    """Print recall by kind of error, what is said of unmodified reports, and how long an audit takes."""
    options = argparse.ArgumentParser()
    options.add_argument("--corpus", type=Path, help="folder of reports named 地区-年份.txt")
    options.add_argument("--seen", type=int, default=0, metavar="N", help="N reports that are not kept back, instead")
    options.add_argument("--plants", type=int, default=560)
    options.add_argument("--seed", type=int, default=_SEED)
    options.add_argument("-v", "--verbose", action="store_true", help="list the plants that were not found")
    given = options.parse_args()
    found = list(reports(given.corpus, given.seen, given.seed))
    kind = "留出的报告（写检查时没有看过）" if given.corpus and not given.seen else "写检查时看过的报告"
    print(f"# 审核：{len(found)} 份{kind}")
    _print_alarms(found)
    outcomes = [outcome for report in chosen(found, given.plants, given.seed) for outcome in report]
    _print_recall(outcomes)
    if given.verbose:
        for outcome in outcomes:
            if outcome.plant.why and not outcome.checks:
                print(f"没有发现  {outcome.report}  {outcome.plant}")


def reports(corpus: Path | None, seen: int, seed: int) -> Iterator[Report]:
    """The reports that have a predecessor: the shipped ones, those kept back, or some of the others of a corpus."""
    folder = corpus or ROOT / "corpus"
    found = (_NAME.search(path.name) for path in sorted(folder.rglob("*.txt")))
    paths = {(m[1], int(m[2])): path for m, path in zip(found, sorted(folder.rglob("*.txt")), strict=True) if m}
    held = {line.strip() for line in HELD.read_text(encoding="utf-8").splitlines()}
    wanted = [key for key in sorted(paths) if (key[0], key[1] - 1) in paths and key[1] > _FIRST]
    wanted = [key for key in wanted if "公报" not in key[0]]
    if corpus:
        wanted = [key for key in wanted if (f"{key[0]}-{key[1]}" in held) != bool(seen)]
    if seen:
        wanted = sorted(Random(seed).sample(wanted, min(seen, len(wanted))))
    for area, year in wanted:
        before = [paths.get((area, year - back)) for back in range(1, _BACK + 1)]
        earlier = [read(other) for other in before if other is not None]
        path = paths[area, year]
        yield Report(path.stem, read(path), {r.outline.year: r for r in earlier if r.outline.year})


def chosen(found: Sequence[Report], wanted: int, seed: int) -> Iterator[list[Outcome]]:
    """Outcomes of as many plants, the same number of every kind as far as there are, half of them revealable."""
    random = Random(seed)
    by_kind: dict[str, list[tuple[Report, Plant]]] = defaultdict(list)
    for report in found:
        for plant in plants(Ground(report.draft, report.earlier, random)):
            by_kind[plant.kind].append((report, plant))
    picked: dict[str, list[Plant]] = defaultdict(list)
    share = -(-wanted // max(1, len(by_kind)))
    for kind in sorted(by_kind):
        for report, plant in _picked(by_kind[kind], share, random):
            picked[report.name].append(plant)
    by_name = {report.name: report for report in found}
    for name, planted in picked.items():
        yield list(_audited(by_name[name], planted))


def _picked(candidates: Sequence[tuple[Report, Plant]], share: int, random: Random) -> list[tuple[Report, Plant]]:
    """Revealable ones and others, shuffled; at most three of a report as long as there are other reports."""
    shuffled = random.sample(list(candidates), len(candidates))
    revealable = [c for c in shuffled if c[1].why]
    others = [c for c in shuffled if not c[1].why]
    half = min(len(revealable), max(share - len(others), -(-share * 2 // 3)))
    return _spread(revealable, half) + _spread(others, share - half)


def _spread(candidates: Sequence[tuple[Report, Plant]], wanted: int) -> list[tuple[Report, Plant]]:
    taken: list[tuple[Report, Plant]] = []
    counts: Counter[str] = Counter()
    for most in (1, 2, 3, len(candidates)):
        for report, plant in candidates:
            if len(taken) < wanted and counts[report.name] < most and (report, plant) not in taken:
                counts[report.name] += 1
                taken.append((report, plant))
    return taken


def _audited(report: Report, planted: Sequence[Plant]) -> Iterator[Outcome]:
    text = report.draft.document.text
    before = Counter(_identity(finding) for finding in serious(run(Case(report.draft, report.earlier))))
    for plant in planted:
        draft = read_text(plant.planted(text), report.draft.document.name)
        seen = Counter(before)
        checks = []
        for finding in serious(run(Case(draft, report.earlier))):
            identity = _identity(finding)
            if seen[identity]:
                seen[identity] -= 1
            elif _touches(finding, draft, plant):
                checks.append(finding.check)
        yield Outcome(report.name, plant, tuple(checks))


def serious(findings: Sequence[Finding]) -> list[Finding]:
    """The findings at error or warning level."""
    return [finding for finding in findings if finding.severity in ("error", "warning")]


def _identity(finding: Finding) -> tuple[str, ...]:
    return (finding.check, finding.message, finding.spans[0].quote)


def _touches(finding: Finding, draft: Reading, plant: Plant) -> bool:
    """Whether a finding stands in the sentence of the plant, or names it as its counterpart."""
    prose = prose_of(draft)
    length = len(draft.document.text)
    sentence = prose.sentence_at(prose.offset(min(plant.start, length - 1)))
    home = prose.span(sentence.start, sentence.end)
    here = (s for s in finding.spans if s.doc == draft.document.name)
    return any(s.start < home.end and home.start < s.end for s in here)


def _print_recall(outcomes: Sequence[Outcome]) -> None:
    print("\n## 植入的差错：必核或建议核一级发现的比例")
    print("种类 | 植入 | 可发现 | 可发现中发现 | 全部中发现 | 由哪些检查")
    for kind in sorted({outcome.plant.kind for outcome in outcomes}):
        _print_row(kind, [outcome for outcome in outcomes if outcome.plant.kind == kind])
    _print_row("合计", outcomes)


def _print_row(kind: str, outcomes: Sequence[Outcome]) -> None:
    revealable = [outcome for outcome in outcomes if outcome.plant.why]
    over = [Share(sum(bool(o.checks) for o in some), len(some)) for some in (revealable, outcomes)]
    checks = Counter(check for outcome in outcomes for check in set(outcome.checks))
    by = "，".join(f"{check} {number}" for check, number in checks.most_common(4))
    print(f"{kind} | {len(outcomes)} | {len(revealable)} | {over[0]} | {over[1]} | {by if kind != '合计' else ''}")


def _print_alarms(found: Sequence[Report]) -> None:
    """How much is said of reports as they were published, and how long it takes."""
    per_report, by_check, seconds = [], Counter[tuple[str, str]](), []
    for report in found:
        began = perf_counter()
        findings = run(Case(report.draft, report.earlier))
        seconds.append(perf_counter() - began)
        levels = Counter(finding.severity for finding in findings)
        per_report.append((levels["error"], levels["warning"], levels["note"]))
        by_check.update((finding.severity or "", finding.check) for finding in findings)
    errors, warnings, notes = (median(column) for column in zip(*per_report, strict=True))
    both = median(error + warning for error, warning, _ in per_report)
    print(f"原样的报告：每份中位数 必核 {errors}，建议核 {warnings}，两者合计 {both}（≤ 10），提示 {notes}")
    print(f"审一份（读完以后）：中位数 {median(seconds):.3f} 秒，最长 {max(seconds):.3f} 秒")
    for (severity, check), number in sorted(by_check.items()):
        if severity != "note":
            print(f"  {severity:8} {check:28} {number}")


if __name__ == "__main__":
    main()
