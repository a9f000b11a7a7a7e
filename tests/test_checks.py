"""Every audit check proves itself; what all checks owe."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunhe.audit.case import case_of
from yunhe.audit.checks import Example, checks
from yunhe.audit.run import findings_of, run
from yunhe.proof import check_failures

ROOT = Path(__file__).parent.parent
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


PIECES = (
    *"地区生产总值 一般公共预算收入 进出口总额 其中 出口 占比 居全市第一 连续6年 增长 下降 提高 由 增加到 分别".split(),
    *"等3个项目 “ ” （ ） 《 》 、 ， 。 （一） 一是 做好以下3方面工作。 2024年 2月30日 100亿元".split(),
    *"5% 3.2个百分点 3倍".split(),
    *"12:38:50 三次产业结构 超 左右 预计 累计 首个 历史新高 12345678901 11010519491231002X 1:2".split(),
    *("\n", "一、2024年工作回顾\n", "二、2025年工作安排\n"),
)
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=40).map("".join)


@given(TEXTS, TEXTS)
def test_no_text_brings_a_check_down_and_every_span_holds(draft, last):
    companions, others = {"江州市计划报告-2025.txt": last}, {"海州市-2025.txt": last}
    case = case_of(Example(draft + "。", earlier={2023: last}, companions=companions, others=others))
    first, again = run(case), run(case)
    assert first == again
    for finding in first:
        assert finding.severity in SEVERITIES
        assert all(span.stands_in(span.text) for span in finding.spans)


def test_an_audit_of_a_real_report_says_every_slip_once():
    text = (ROOT / "corpus/city/杭州市-2025.txt").read_text(encoding="utf-8")
    findings = run(case_of(Example(text, name="杭州市-2025.txt")))
    places = [(finding.check, finding.spans[0].start, finding.spans[0].end, finding.message) for finding in findings]
    assert len(places) == len(set(places))


def test_lone_marks_of_a_scanned_page_are_notes():
    found = run(case_of("增长l.9倍，五年增长20.2%”。机电产品成为主导。"), ["unbalanced_marks"])
    assert [finding.severity for finding in found] == ["note"]


def test_one_slip_met_by_two_phrases_is_told_once():
    found = run(case_of("提高新型城镇化水平，坚持以人为中心的发展思想。"), ["fixed_phrase"])
    assert len(found) == 1
