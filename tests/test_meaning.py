"""The fingerprint of a mechanism: stays as long as its meaning does, whatever the machine learns."""

import pytest

from yunhe.mechanisms.grammar import parse
from yunhe.mechanisms.meaning import _told
from yunhe.mechanisms.requirement import Requirement

LOOP = """mechanism: 示例
basis: 示例口径
kept_by: yunhe
units: {责任单位: 交办时指定}
fields: {标题: {type: text, needed: true}, 结果: {type: choice, choices: [好, 差]}}
start: 在办
states:
  在办:
    owner: 区府办.督查岗
    within: {limit: 5 workdays, basis: 示例口径, escalate: [{do: 催办, after: due, tell: 区府办.负责人}]}
    actions: {办结: {to: 已办结, needs: [结果, 说明], requires: [{field: 结果, is: 好}]}}
  已办结:
"""
DIGEST = "a4b3f2089beb40fb541363616c0b8fe650e68f74fbbdcd3d025d36e2b44e196d"


def digest(written: str) -> str:
    return parse(written, "示例.yaml").digest


def test_a_definition_keeps_its_fingerprint_over_versions_of_the_software() -> None:
    """When this fails, running matters would refuse to go on after an update: leave unused new keys out."""
    assert digest(LOOP) == DIGEST


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("5 workdays", "6 workdays"),
        ("is: 好", "is: 差"),
        ("负责人", "主任"),
        ("[结果, 说明]", "[结果]"),
        ("示例\n", "例\n"),
    ],
)
def test_a_changed_meaning_changes_it(old: str, new: str) -> None:
    assert digest(LOOP.replace(old, new)) != digest(LOOP)


def test_a_comment_does_not() -> None:
    assert digest("# 注\n\n" + LOOP) == digest(LOOP)


def test_a_part_at_its_default_is_not_told() -> None:
    bare = Requirement("结果", None, None, "", ("好",), "")
    assert _told(bare) == {"field": "结果", "among": ["好"]}
