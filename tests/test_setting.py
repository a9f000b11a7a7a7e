"""What a paragraph says before a figure: since when it counts, and of which place."""

from yunhe.audit.case import case_of
from yunhe.audit.checks import Example
from yunhe.audit.run import run
from yunhe.audit.setting import counts_from_further_back, is_of_a_place_within, reviews_a_term
from yunhe.reading.reader import read_text
from yunhe.types import Claim, Reading


def _claim(text: str, quote: str) -> tuple[Claim, Reading]:
    reading = read_text(text, "江州省-2025.txt")
    return next(claim for claim in reading.claims if claim.quote == quote), reading


def test_a_growth_since_five_years_ago_is_not_over_the_year_before():
    text = "一、工作回顾\n五年来，民生不断改善。农村居民人均可支配收入12881元，增长57.9%。"
    assert counts_from_further_back(*_claim(text, "57.9%"))


def test_a_later_last_year_brings_a_paragraph_back_to_the_year():
    text = "一、工作回顾\n五年来，民生不断改善。去年农村居民人均可支配收入12881元，增长7.9%。"
    assert not counts_from_further_back(*_claim(text, "7.9%"))


def test_growth_against_a_named_year_further_back():
    text = "一、工作回顾\n地区生产总值比2012年增长79.3%。"
    assert counts_from_further_back(*_claim(text, "79.3%"))
    text = "一、工作回顾\n地区生产总值比2023年增长5.3%。"
    assert not counts_from_further_back(*_claim(text, "5.3%"))


def test_a_paragraph_on_a_new_area_speaks_of_it():
    text = "一、工作回顾\n雄安新区建设取得新进展。重大工程加快建设，固定资产投资增长16%。"
    assert is_of_a_place_within(*_claim(text, "16%"))


def test_a_paragraph_that_names_the_whole_province_speaks_of_it():
    text = "一、工作回顾\n雄安新区建设取得新进展。全省固定资产投资增长6%。"
    assert not is_of_a_place_within(*_claim(text, "6%"))


def test_work_on_parks_is_no_place():
    text = "一、工作回顾\n深化开发区改革。固定资产投资增长6%。"
    assert not is_of_a_place_within(*_claim(text, "6%"))


def test_a_report_on_five_years():
    assert reviews_a_term(read_text("一、过去五年工作回顾\n经济稳。\n二、2025年工作\n增长5%。"))
    assert not reviews_a_term(read_text("一、2024年工作回顾\n经济稳。\n二、2025年工作\n增长5%。"))


def test_targets_of_a_term_are_not_those_of_last_year():
    done = "圆满完成第十届人民代表大会第一次会议确定的各项目标任务"
    earlier = {2023: "一、2023年工作回顾\n经济回升。\n二、2024年工作安排\n地区生产总值增长5.5%。"}
    told = [f"一、2024年工作回顾\n{done}{more}。地区生产总值增长4%。" for more in ("", "，是发展最快的五年")]
    found = [run(case_of(Example(text, earlier=earlier)), ["last_targets"]) for text in told]
    assert [[finding.severity for finding in each] for each in found] == [["warning", "note"], ["note"]]
