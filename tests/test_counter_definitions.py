"""What a definition says of its counter is held against its fields, states and actions, and proved by its examples."""

import re
from pathlib import Path

import pytest

from yunhe.definitions.codes import district_of
from yunhe.definitions.stores import Store, stores_of
from yunhe.errors import DefinitionError
from yunhe.mechanisms import counter_proof, grammar
from yunhe.mechanisms.library import library_of
from yunhe.mechanisms.mechanism import Mechanism
from yunhe.mechanisms.privacy import notice_of
from yunhe.mechanisms.waiting import waits
from yunhe.mechanisms.workdays import Calendar

GONGSHU = Path(__file__).parents[1] / "districts/gongshu"
WRITTEN = """
mechanism: 报修
basis: 示例口径
kept_by: yunhe
retention: {years: 1, after: 办结, basis: 示例口径}
units: {街道: 报修时填写}
fields:
  事项: {type: text, needed: true}
  街道: {type: unit, needed: true}
  来源: {type: choice, needed: true, choices: [窗口, 电话]}
  电话: {type: phone, class: 个人}
  结果: {type: choice, choices: [修好, 不修]}
start: 待修
states:
  待修:
    owner: 街道.承办岗
    within: {limit: 3 workdays, basis: 某办法 第三条}
    actions:
      修好: {to: 待评, needs: [结果, 答复意见]}
      不修: {to: 不予受理, needs: [理由]}
      撤回: {to: 不予受理, by: 申请人, needs: [理由], refuses: false}
  待评: {owner: 申请人, within: 5 workdays, actions: {满意: 办结}}
  办结: {outcome_from: 结果}
  不予受理:
counter:
  title: 报修
  for: 坏了的公共设施
  who: 住在本区的人
  steps:
    什么坏了: {事项: {ask: 什么坏了}, 街道: {ask: 在哪, among: [乡镇街道]}}
    怎么联系您: {电话: {ask: 电话}}
  fills: {来源: 窗口}
  shows: [结果, 答复意见, 理由]
  states: {待修: 正在修}
  acts: {满意: {ask: 修好了，满意}}
  examples:
    能交: {with: {事项: 路灯不亮, 街道: 东门街道}}
    没写在哪: {with: {事项: 路灯不亮}, refused: {街道: 没有填}}
examples:
  修好: {events: [修好, 满意], ends: 办结}
  不修: {events: [{do: 不修, with: {理由: ""}}], refused: {at: 不修, because: 缺少}}
"""


def parsed(*changes: tuple[str, str]) -> Mechanism:
    written = WRITTEN
    for old, new in changes:
        assert old in written, old
        written = written.replace(old, new, 1)
    return grammar.parse(written)


def problems(mechanism: Mechanism) -> list[str]:
    return [str(error) for error in counter_proof.failures(mechanism, Calendar.shipped())]


def test_a_counter_is_read_and_proved() -> None:
    made = parsed()
    assert made.counter
    assert [question.field for question in made.counter.questions] == ["事项", "街道", "电话"]
    assert problems(made) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("事项: {ask: 什么坏了}, ", "", "登记要有“事项”，窗口没有问"),
        ("电话: {ask: 电话}", "事项: {ask: 电话}", "“事项”问了两次"),
        ("fills: {来源: 窗口}", "fills: {来源: 来信}", "来源"),
        ("fills: {来源: 窗口}", "fills: {来处: 窗口}", "没有字段“来处”"),
        (", among: [乡镇街道]", "", "写错一个字就没有人收到"),
        ("事项: {ask: 什么坏了}", "事项: {ask: 什么坏了, among: [灯]}", "“事项”没有选项可挑"),
        ("电话: {ask: 电话}", "传真: {ask: 电话}", "窗口问的“传真”"),
        ("shows: [结果", "shows: [电话", "“电话”是个人信息"),
        ("shows: [结果", "shows: [结论", "shows: 没有“结论”"),
        ("states: {待修: 正在修}", "states: {在修: 正在修}", "states: 没有“在修”"),
        ("acts: {满意: {ask", "acts: {不修: {ask", "“不修”不是申请人能做的动作"),
        ("  acts: {满意", "  agreement: {version: 一, text: 同意}\n  acts: {满意", "没有用动作给出的同意"),
        ("  title: 报修\n", "", "缺少键“title”"),
        ("  who: 住在本区的人", "  who: 住在本区的人\n  per_hour: 0", "per_hour 小于1"),
        ("  fills:", "  files: {ask: 照片, most: 9}\n  fills:", "most 是 9"),
    ],
)
def test_a_slip_is_refused_with_its_line(old: str, new: str, problem: str) -> None:
    with pytest.raises(DefinitionError, match=re.escape(problem)) as refused:
        parsed((old, new))
    assert refused.value.line > 1


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("街道: 没有填", "街道: 不存在", "应当因“不存在”不收，却因“没有填"),
        ("refused: {街道: 没有填}", "refused: {街道: 没有填, 事项: 没有填}", "却收下了"),
        ("{事项: 路灯不亮, 街道: 东门街道}", "{事项: 路灯不亮}", "“街道”没有填"),
        ("{事项: 路灯不亮, 街道: 东门街道}", "{事项: 找我13805710000, 街道: 东门街道}", "手机号码"),
        ("{事项: 路灯不亮, 街道: 东门街道}", "{事项: 路灯不亮, 街道: 东门街道, 结果: 修好}", "窗口不问“结果”"),
        (", refused: {街道: 没有填}", "", "窗口的例子不全"),
    ],
)
def test_an_example_that_does_not_hold_is_named(old: str, new: str, problem: str) -> None:
    assert any(problem in said for said in problems(parsed((old, new)))), problems(parsed((old, new)))


def test_words_of_the_counter_are_no_part_of_the_version() -> None:
    assert parsed().digest == parsed(("ask: 什么坏了", "ask: 哪里坏了"), ("待修: 正在修", "待修: 在修")).digest


def test_the_notice_says_what_the_definition_does() -> None:
    made = parsed()
    assert made.counter
    notice = notice_of(made, made.counter, Store("公共", "某局", "日常", "某法 第三条", "打12345"))
    said = notice.text
    for words in ("某局（打12345）", "某法 第三条", "电话，加密存放", "办结后1年", "更正、删除"):
        assert words in said, words
    assert notice.sensitive == ()
    assert notice.version != notice_of(made, made.counter, Store("公共", "某局", "日常", "某法 第四条")).version


def test_how_long_it_takes_is_said_with_its_basis() -> None:
    made = parsed()
    assert made.counter
    found = [(wait.what, wait.long, wait.basis, wait.yours) for wait in waits(made, made.counter)]
    assert found == [("正在修", "3个工作日", "某办法 第三条", False), ("待评", "5个工作日", "示例口径", True)]


def test_every_counter_of_the_district_has_a_store_that_can_be_reached() -> None:
    stores = stores_of(GONGSHU)
    offered = [one for one in library_of(GONGSHU, district_of(GONGSHU)).current() if one.counter]
    assert {"企呼我应", "协商铃", "加装电梯", "信用修复", "安居守护服务"} <= {one.key for one in offered}
    for mechanism in offered:
        assert stores[mechanism.store].contact, mechanism.key
