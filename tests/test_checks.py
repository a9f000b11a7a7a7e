"""Every audit check proves itself; what all checks owe."""

import pytest

from yunhe.audit.case import case_of
from yunhe.audit.checks import checks
from yunhe.audit.run import findings_of, run
from yunhe.proof import check_failures

CHECKS = tuple(checks().values())
SEVERITIES = ("error", "warning", "note")


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_it_flags_and_passes_what_it_says(check):
    assert [str(failure) for failure in check_failures(check)] == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_its_findings_say_where_and_what_to_do(check):
    for example in check.flags:
        case = case_of(example)
        for finding in findings_of(check, case):
            assert finding.check == check.name
            assert finding.severity in SEVERITIES
            assert finding.message
            assert finding.remedy, f"{check.name}: {finding.message} has no remedy"
            assert finding.spans[0].doc == case.draft.document.name, "the draft's span comes first"
            assert all(span.stands_in(span.text) for span in finding.spans)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_it_yields_only_to_checks_that_exist(check):
    assert set(check.yields_to) <= set(checks()) - {check.name}


def test_findings_stand_in_reading_order_and_once():
    case = case_of("高技术产业增加值占比提高3%。研发投入占比提高2%。")
    starts = [finding.spans[0].start for finding in run(case, ["growth_in_percent"])]
    assert starts == sorted(starts)
    assert len(starts) == 2
