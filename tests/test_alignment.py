"""Two years by indicator: targets against outcomes, what moved, what is not told again."""

from yunhe.audit.alignment import Aligned, aligned, counts
from yunhe.reading.reader import read_text

OLD = """2024年江州市政府工作报告

一、2023年工作回顾
全年地区生产总值2100亿元，增长5%。城镇登记失业率3.2%。新建口袋公园10个。
二、2024年目标任务和重点工作
今年经济社会发展主要预期目标是：地区生产总值增长6%左右，一般公共预算收入增长5%，城镇登记失业率控制在4%以内。
"""
NEW = """2025年江州市政府工作报告

一、2024年工作回顾
全年地区生产总值2205亿元，增长4%。城镇登记失业率3.1%。社会消费品零售总额800亿元。
二、2025年目标任务和重点工作
今年经济社会发展主要预期目标是：地区生产总值增长5%左右。
"""


def rows(old: str = OLD, new: str = NEW) -> dict[tuple[str, str | None], Aligned]:
    return {(row.name, row.kind): row for row in aligned(read_text(old, "旧.txt"), read_text(new, "新.txt"))}


def test_targets_are_held_against_outcomes() -> None:
    found = rows()
    growth = found["地区生产总值", "growth"]
    assert (growth.state, growth.said, growth.moved) == ("未达到", "增长6%左右", "-1个百分点")
    assert growth.next is not None
    assert growth.next.value == 5
    assert found["城镇登记失业率", "ratio"].state == "达到"
    assert found["一般公共预算收入", "growth"].state == "未再提及"


def test_levels_are_computed_and_what_is_not_told_again_is_named() -> None:
    found = rows()
    assert (found["地区生产总值", "level"].state, found["地区生产总值", "level"].moved) == ("两年都有", "+5%")
    assert found["社会消费品零售总额", "level"].state == "新提到"
    lost = [row for row in found.values() if row.state == "未再提及" and row.aim is None]
    assert all(row.before and not row.now for row in lost)


def test_years_that_do_not_follow_have_no_targets() -> None:
    found = rows(OLD.replace("2024", "2020").replace("2023", "2019"))
    assert all(row.aim is None for row in found.values())
    assert found["地区生产总值", "level"].moved == "+5%"


def test_every_row_is_counted_once() -> None:
    every = aligned(read_text(OLD, "旧.txt"), read_text(NEW, "新.txt"))
    assert sum(number for _, number in counts(every)) == len(every)
