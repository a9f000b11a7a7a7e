"""Definitions are read strictly: nothing guessed, every refusal with line and remedy."""

from decimal import Decimal
from pathlib import Path

import pytest

from yunhe.definitions import strict
from yunhe.definitions.strict import decimal, flag, mapping, one_of, parse, sequence_of, text, texts, whole
from yunhe.errors import DefinitionError


def refused(written: str) -> DefinitionError:
    with pytest.raises(DefinitionError) as caught:
        parse(written, "x.yaml")
    return caught.value


@pytest.mark.parametrize(
    "word",
    ["on", "off", "yes", "no", "True", "FALSE", "null", "~", "010", "1.10", "08:30", "2025-05-28", "1e3", "0x1F"],
)
def test_a_word_stays_the_word_that_was_written(word: str) -> None:
    assert parse(f"key: {word}").take("key", text) == word


def test_only_true_and_false_are_booleans() -> None:
    node = parse('a: true\nb: false\nc: "true"')
    assert node.take("a", flag) is True
    assert node.take("b", flag) is False
    assert node.take("c", text) == "true"


def test_a_word_for_yes_is_refused_as_a_boolean_with_a_remedy() -> None:
    with pytest.raises(DefinitionError, match="写true或false，不写“yes”"):
        parse("a: yes").take("a", flag)


def test_a_boolean_is_refused_as_text() -> None:
    with pytest.raises(DefinitionError, match="请加引号"):
        parse("a: true").take("a", text)


def test_an_empty_value_is_none_and_no_text() -> None:
    node = parse("end:\nname: ")
    assert node.take("end", strict.optional_mapping) is None
    with pytest.raises(DefinitionError, match="却是空的"):
        node.take("name", text)


def test_an_unknown_key_is_refused_with_the_key_that_was_meant() -> None:
    node = parse("owner: 河长办\nwithin_dys: 2\n", "mechanisms/x.yaml")
    node.take("owner", text)
    node.take("within_days", whole, None)
    with pytest.raises(DefinitionError) as caught:
        node.finish()
    assert str(caught.value) == "mechanisms/x.yaml:2: 不认识的键“within_dys” → 是不是想写“within_days”？"


def test_an_unknown_key_like_no_other_is_answered_with_the_keys_there_are() -> None:
    node = parse("a: 1\n颜色: 红\n")
    node.take("a", whole)
    with pytest.raises(DefinitionError, match="可用的键：a"):
        node.finish()


def test_a_missing_key_points_at_the_key_that_was_meant() -> None:
    with pytest.raises(DefinitionError, match=r"缺少键“within_days” → 第2行的“within_dys”"):
        parse("a: 1\nwithin_dys: 2\n").take("within_days", whole)


def test_a_missing_key_gives_the_default() -> None:
    node = parse("a: 1")
    assert node.take("b", whole, 7) == 7
    assert node.take("c", texts, ()) == ()


@pytest.mark.parametrize(
    ("written", "line", "problem"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "键“a”重复"),
        ("a: &x 1\n", 1, "锚点“&x”"),
        ("a: [1]\nb: *x\n", 2, "引用“*x”"),
        ("a: !!python/object:os.system x\n", 1, "类型标记"),
        ("a: !x 1\n", 1, "类型标记"),
        ("? [1, 2]\n: 3\n", 1, "键不是一个词"),
        ('"": 3\n', 1, "键是空的"),
        ("&k a: 3\n", 1, "锚点"),
        ("- 1\n- 2\n", 1, "最外层"),
        ("a: 1\n---\nb: 2\n", 2, "几份文档"),
        ("", 1, "空的"),
        ("# 只有注释\n", 1, "空的"),
        ("a: [1, 2\nb: 3\n", 2, "YAML写法有误"),
        ("a:\n\tb: 1\n", 2, "YAML写法有误"),
        ("a: 1\nb: \x01\n", 2, "控制字符"),
        ("a: " + "[" * 40 + "]" * 40, 1, "嵌套超过"),
    ],
)
def test_it_refuses_what_a_definition_may_not_contain(written: str, line: int, problem: str) -> None:
    error = refused(written)
    assert (error.line, error.path) == (line, "x.yaml")
    assert problem in error.problem
    assert error.remedy


def test_a_huge_definition_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("a: " + "x" * strict.LARGEST_FILE, encoding="utf-8")
    with pytest.raises(DefinitionError, match="文件过大"):
        strict.load(path)


def test_a_file_that_is_missing_or_not_utf8_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match="读不到此文件"):
        strict.load(tmp_path / "none.yaml")
    path = tmp_path / "x.yaml"
    path.write_bytes("a: 1\nb: 杭州".encode("gb18030"))
    with pytest.raises(DefinitionError, match=r"x\.yaml:2: 不是UTF-8编码"):
        strict.load(path)


def test_every_value_keeps_its_line() -> None:
    node = parse("a: 1\n\nb:\n  c: 2\n  d: [1,\n    x]\n")
    inner = node.take("b", mapping)
    assert (node.line_of("b"), inner.line, inner.line_of("c")) == (3, 4, 4)
    with pytest.raises(DefinitionError) as caught:
        inner.take("d", sequence_of(whole))
    assert caught.value.line == 6


@pytest.mark.parametrize("written", ["一", "1.5", "", "1_000", "true", "[1]", "--1"])
def test_what_is_no_whole_number_is_refused(written: str) -> None:
    with pytest.raises(DefinitionError, match="应是整数"):
        parse(f"a: {written}").take("a", whole)


@pytest.mark.parametrize("written", ["1e3", "1,000", "NaN", "Infinity", "１", "1.2.3", "--1"])
def test_what_is_no_plain_decimal_is_refused(written: str) -> None:
    with pytest.raises(DefinitionError, match="应是数"):
        parse(f"a: {written}").take("a", decimal)


def test_numbers_are_exact() -> None:
    node = parse("a: -12\nb: 1.10\n")
    assert node.take("a", whole) == -12
    assert str(node.take("b", decimal)) == "1.10"
    assert node.take("b", decimal) == Decimal("1.1")


def test_one_of_names_the_word_that_was_meant() -> None:
    kind = one_of("flow", "stock")
    assert parse("a: flow").take("a", kind) == "flow"
    with pytest.raises(DefinitionError, match="不能是“flows” → 是不是想写“flow”？"):
        parse("a: flows").take("a", kind)
    with pytest.raises(DefinitionError, match="可写：flow、stock"):
        parse("a: 增量").take("a", kind)


@pytest.mark.parametrize("written", ["甲", "[甲, ]x", "[甲, true]", "[甲, [乙]]", "{甲: 乙}", '[甲, ""]'])
def test_what_is_no_list_of_words_is_refused(written: str) -> None:
    with pytest.raises(DefinitionError):
        parse(f"a: {written}").take("a", texts)


def test_entries_hand_out_every_name_that_was_not_taken() -> None:
    node = parse("basis: 示例口径\n甲: 1\n乙: 2\n")
    node.take("basis", text)
    assert dict(node.entries(whole)) == {"甲": 1, "乙": 2}
    node.finish()
    assert (list(node), len(node), "甲" in node, "丙" in node) == (["basis", "甲", "乙"], 3, True, False)
