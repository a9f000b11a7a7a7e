"""What happened to the figures between two versions of a draft."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunhe.audit.difference import changes
from yunhe.cli import main
from yunhe.reading.reader import read_text

OLD = """各位代表：
一、2024年工作回顾
全市地区生产总值1200亿元，增长5.1%。一般公共预算收入120亿元，增长4%。新增上市公司3家，引进外资2亿美元。
建成公园12个、绿道30公里。培育国家高新技术企业84家。
二、2025年工作安排
地区生产总值增长5.5%左右。
"""


def told(old, new):
    return {
        (change.what, change.before and change.before.quote, change.after and change.after.quote)
        for change in changes(read_text(old, "旧稿-2025.txt"), read_text(new, "新稿-2025.txt"))
    }


def test_the_same_draft_has_no_changes():
    assert told(OLD, OLD) == set()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("1200亿元", "1250亿元", {("changed", "1200亿元", "1250亿元")}),
        ("新增上市公司3家，", "", {("dropped", "3家", None)}),
        ("绿道30公里", "绿道30公里、停车位500个", {("added", None, "500个")}),
        ("国家高新技术企业84家", "国家级高新技术企业84家", {("reworded", "84家", "84家")}),
        ("增长5.5%左右", "增长5.5%", {("changed", "5.5%", "5.5%")}),
    ],
)
def test_one_edit_gives_one_change(old, new, expected):
    assert told(OLD, OLD.replace(old, new)) == expected


def test_a_sentence_that_moves_takes_its_figures_with_it():
    sentence = "建成公园12个、绿道30公里。"
    moved = OLD.replace(sentence, "").replace("全市地区", sentence + "全市地区")
    assert told(OLD, moved) == {("moved", "12个", "12个"), ("moved", "30公里", "30公里")}


@given(st.permutations([line for line in OLD.splitlines() if line]))
def test_every_figure_of_both_sides_is_accounted_for(lines):
    new = "\n".join(lines)
    old_reading, new_reading = read_text(OLD, "旧稿-2025.txt"), read_text(new, "新稿-2025.txt")
    found = changes(old_reading, new_reading)
    befores = [change.before for change in found if change.before]
    afters = [change.after for change in found if change.after]
    assert len(befores) == len(set(map(id, befores)))
    assert len(afters) == len(set(map(id, afters)))
    kept = len(old_reading.claims) - len(befores), len(new_reading.claims) - len(afters)
    assert kept[0] == kept[1]


def test_the_command_writes_what_differs(tmp_path, capsys):
    for name, text in (("v3.txt", OLD), ("v4.txt", OLD.replace("1200亿元", "1250亿元"))):
        (tmp_path / name).write_text(text, encoding="utf-8")
    drafts = [str(tmp_path / "v3.txt"), str(tmp_path / "v4.txt")]
    assert main(["diff", *drafts]) == 0
    assert "1200亿元 → 1250亿元" in capsys.readouterr().out
    assert main(["diff", *drafts, "--format", "json"]) == 0
    [change] = json.loads(capsys.readouterr().out)
    assert (change["what"], change["after"]["quote"]) == ("changed", "1250亿元")
    assert main(["diff", *drafts, "-o", str(tmp_path / "变动.xlsx")]) == 0
    assert (tmp_path / "变动.xlsx").stat().st_size > 1000
    assert main(["diff", drafts[0], str(tmp_path / "无.txt")]) == 2
