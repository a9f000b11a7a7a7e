"""How often a finding on a report as it was published is worth its place: precision by severity, judged by hand.

    python -m benchmarks.alarms --corpus DIR            precision over the judged findings, and how many are unjudged
    python -m benchmarks.alarms --corpus DIR --unjudged as rows for judged.tsv, to be filled in
    python -m benchmarks.alarms --told                  precision of every sample as it was when it was judged

`judged.tsv` holds every finding at error or warning level on the reports of a sample, as it was then: sample, report,
check, severity, quote, message, verdict, reason. The samples: `held`, forty reports that were kept back while checks
were written (the first forty of `held_reports.txt`); `before`, 240 drawn from all others with a predecessor, and
`after`, the 143 left, once what `before` showed was mended; `alone 1` to `alone 4`, 100, 140, 160 and 166 reports
without a predecessor, each judged once what the one before it showed was mended. Only what is judged for the first
time tells how often an alarm is right: afterwards its causes are known. Of the drawn reports some were read while
earlier checks were written; those of `held` were not.
"""

import argparse
import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks.audit import HELD, Report, reports, serious
from benchmarks.intervals import Share
from yunhe.audit.run import run
from yunhe.types import Case, Finding

JUDGED = Path(__file__).with_name("judged.tsv")
FORTY = 40
_AROUND = 60

Key = tuple[str, str, str, str]


def main() -> None:
    """Print precision, or the findings that nobody has judged."""
    options = argparse.ArgumentParser()
    options.add_argument("--corpus", type=Path)
    options.add_argument("--unjudged", action="store_true")
    options.add_argument("--told", action="store_true")
    given = options.parse_args()
    if given.told or given.corpus is None:
        print("\n".join(told()))
        return
    verdicts = judged()
    found = [(report, serious(run(Case(report.draft, report.earlier)))) for report in forty(given.corpus)]
    if given.unjudged:
        for row in unjudged(found, verdicts):
            print("\t".join(row))
        return
    _print(found, verdicts)


def forty(corpus: Path) -> Iterator[Report]:
    """The reports that are judged."""
    names = set(HELD.read_text(encoding="utf-8").split()[:FORTY])
    return (report for report in reports(corpus, 0, 0) if report.name in names)


def judged() -> dict[Key, str]:
    """The verdict on every finding that was judged."""
    with JUDGED.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {(row["report"], row["check"], row["quote"], row["message"]): row["verdict"] for row in rows}


def told() -> Iterator[str]:
    """Precision of every sample and severity, as it was when it was judged."""
    counts: Counter[tuple[str, str, str]] = Counter()
    with JUDGED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            counts[row["sample"], row["severity"], row["verdict"]] += 1
    for sample, severity in dict.fromkeys((sample, severity) for sample, severity, _ in counts):
        right, wrong = counts[sample, severity, "right"], counts[sample, severity, "wrong"]
        yield f"{sample:8} {severity:8} {Share(right, right + wrong)}"


def key_of(report: Report, finding: Finding) -> Key:
    """What a verdict is filed under."""
    return report.name, finding.check, _tidy(finding.spans[0].quote), _tidy(finding.message)


def unjudged(found: list[tuple[Report, list[Finding]]], verdicts: dict[Key, str]) -> Iterator[tuple[str, ...]]:
    """Rows to be judged: the key with severity, an empty verdict, and the words round it to judge by."""
    for report, findings in found:
        for finding in findings:
            key = key_of(report, finding)
            if key not in verdicts:
                first = finding.spans[0]
                around = first.text[max(0, first.start - _AROUND) : first.end + _AROUND]
                against = " ‖ ".join(s.text[max(0, s.start - 30) : s.end + 30] for s in finding.spans[1:3])
                name, check, quote, message = key
                yield (
                    name,
                    check,
                    finding.severity or "",
                    quote,
                    message,
                    "",
                    _tidy(f"{finding.evidence} ‖ {around} ‖ {against}"),
                )


def _print(found: list[tuple[Report, list[Finding]]], verdicts: dict[Key, str]) -> None:
    counts: Counter[tuple[str, str]] = Counter()
    by_check: Counter[tuple[str, str]] = Counter()
    for report, findings in found:
        for finding in findings:
            verdict = verdicts.get(key_of(report, finding), "unjudged")
            counts[finding.severity or "", verdict] += 1
            by_check[finding.check, verdict] += 1
    per_report = [len(findings) for _, findings in found]
    print(f"# 误报：{len(found)} 份留出的报告，原样审核；必核和建议核每份中位数 {median(per_report)}")
    for severity, aim in (("error", 0.95), ("warning", 0.85)):
        right, wrong = counts[severity, "right"], counts[severity, "wrong"]
        print(f"{severity}: {Share(right, right + wrong)}（目标 {aim}），未判 {counts[severity, 'unjudged']}")
    for check in sorted({check for check, _ in by_check}):
        print(f"  {check:28} 对 {by_check[check, 'right']:3}  错 {by_check[check, 'wrong']:3}")


def _tidy(text: str) -> str:
    return " ".join(text.split())


if __name__ == "__main__":
    main()
