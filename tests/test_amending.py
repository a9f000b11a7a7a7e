"""Single values changed in the text of a definition: nothing else moves, comments and layout stay."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunhe.definitions import strict
from yunhe.definitions.amending import Place, amended, plain
from yunhe.errors import DefinitionError

TEXT = """# 说明在先  
mechanism: 例   # 名称
basis: "示例: 口径"

states:
  # 第一步
  待办: {owner: 甲.岗, within: 2 workdays}   # 两天

  办理中:
    owner: 乙.岗
    within:
      limit: 5 workdays  # 五天
      basis: 示例口径
  待评: 
  已结: {outcome: 办结}
examples: {}
"""


@pytest.mark.parametrize(
    ("place", "old", "new"),
    [
        (("states", "待办", "within"), "2 workdays", "3 workdays"),
        (("states", "办理中", "within", "limit"), "limit: 5 workdays", "limit: 3 workdays"),
        (("mechanism",), "例 ", "3 workdays "),
    ],
)
def test_a_value_is_replaced_where_it_stands(place: Place, old: str, new: str) -> None:
    assert amended(TEXT, {place: "3 workdays"}) == TEXT.replace(old, new, 1)


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("states", "待办", "note"), "  待办: {owner: 甲.岗, within: 2 workdays, note: 新}   # 两天"),
        (("states", "办理中", "note"), "    note: 新"),
        (("states", "待评", "within", "limit"), "  待评: {within: {limit: 新}} "),
        (("states", "新的", "within", "limit"), "    within: {limit: 新}"),
        (("clocks", "全程", "limit"), "  全程: {limit: 新}"),
        (("since",), "since: 新"),
        (("examples", "甲"), "examples: {甲: 新}"),
    ],
)
def test_a_new_value_is_written_as_its_neighbours_are(place: Place, line: str) -> None:
    made = amended(TEXT, {place: "新"})
    assert line in made.split("\n")
    kept = [each for each in made.split("\n") if each in TEXT.split("\n")]
    assert len(kept) >= len(TEXT.split("\n")) - 1


def test_new_keys_of_a_file_stand_in_the_usual_order() -> None:
    lines = amended(TEXT, {("since",): "2027-01-01"}).split("\n")
    assert lines.index("since: 2027-01-01") == lines.index('basis: "示例: 口径"') + 1


@pytest.mark.parametrize("place", [("states",), ("states", "待办", "within", "limit"), ("mechanism", "x")])
def test_what_would_take_more_than_one_value_is_refused(place: Place) -> None:
    with pytest.raises(DefinitionError, match="在文件里改"):
        amended(TEXT, {place: "新"})


def test_endings_of_lines_stay() -> None:
    made = amended(TEXT.replace("\n", "\r\n"), {("since",): "2027-01-01"})
    assert made.count("\n") == made.count("\r\n") == TEXT.count("\n") + 1


def test_a_text_that_goes_over_lines_becomes_one() -> None:
    text = "甲: |\n  一\n  二\n乙: 三\n"
    assert amended(text, {("甲",): "四"}) == "甲: 四\n乙: 三\n"


PLACES: list[Place] = [
    ("mechanism",), ("basis",), ("states", "待办", "owner"), ("states", "办理中", "owner"), ("states", "待评", "甲"),
    ("states", "办理中", "within", "basis"), ("states", "新的", "within", "limit"), ("clocks", "全程", "limit"),
]  # fmt: skip


@given(st.sampled_from(PLACES), st.text(min_size=1, max_size=30).filter(lambda text: text.isprintable()))
def test_whatever_is_written_reads_back_and_changes_nothing_else(place: Place, value: str) -> None:
    made = amended(TEXT, {place: value})
    node: object = plain(strict.parse(made))
    for key in place:
        assert isinstance(node, dict)
        node = node[key]
    assert node == value
    comments = [line[line.index("#") :] for line in TEXT.split("\n") if "#" in line]
    assert all(comment in made for comment in comments)


def test_every_file_of_a_district_keeps_its_other_lines() -> None:
    for path in sorted((Path(__file__).parents[1] / "districts/gongshu/mechanisms").glob("信*.yaml")):
        text = path.read_text(encoding="utf-8")
        made = amended(text, {("since",): "2099-01-01", ("basis",): "新的依据"}, str(path))
        gone = [line for line in text.split("\n") if line not in made.split("\n")]
        assert [line.partition(":")[0] for line in gone] in (["basis"], ["basis", "since"])
