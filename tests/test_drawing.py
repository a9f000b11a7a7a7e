"""A drawing overlaps nothing, loses nothing and is the same every time, whatever the mechanism."""

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.browser import browser
from tests.mechanisms_at_random import mechanisms
from yunhe import cli
from yunhe.mechanisms import grammar
from yunhe.mechanisms.drawing.layout import Box, Drawing, Lane, Link, Node, arrange
from yunhe.mechanisms.drawing.letters import folded, paragraph, wide
from yunhe.mechanisms.drawing.mermaid import mermaid
from yunhe.mechanisms.drawing.svg import inline, svg
from yunhe.mechanisms.mechanism import Mechanism

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "src/yunhe/mechanisms/acts/sample.yaml"
REAL = sorted(path for in_all in ("districts", "examples") for path in (ROOT / in_all).glob("*/mechanisms/*.yaml"))


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[Node], list[Link]]:
    sizes = st.integers(30, 200)
    nodes = [Node(str(number), draw(sizes), draw(sizes)) for number in range(draw(st.integers(2, 30)))]
    keys = st.sampled_from([node.key for node in nodes])
    links = draw(st.lists(st.builds(Link, keys, keys, st.integers(10, 120), st.integers(14, 50)), max_size=60))
    return nodes, links


def overlap(one: Box, other: Box) -> bool:
    return (
        one.x < other.right - 0.01
        and other.x < one.right - 0.01
        and one.y < other.bottom - 0.01
        and other.y < one.bottom - 0.01
    )


def pieces(drawing: Drawing) -> Iterator[tuple[int, Box]]:
    """The straight pieces of every line, as thin boxes."""
    for number, route in enumerate(drawing.routes):
        for (x, y), (to_x, to_y) in pairwise(route.points):
            assert abs(x - to_x) < 0.6 or abs(y - to_y) < 0.6, "a line is slanted"
            yield number, Box(min(x, to_x), min(y, to_y), abs(x - to_x), abs(y - to_y))


@given(graphs(), st.booleans())
@settings(max_examples=30)
def test_nothing_overlaps(graph: tuple[list[Node], list[Link]], downwards: bool) -> None:
    nodes, links = graph
    drawing = arrange(nodes, links, downwards=downwards)
    labels = [route.label for route in drawing.routes]
    assert not [pair for pair in combinations([*drawing.boxes.values(), *labels], 2) if overlap(*pair)]
    for number, piece in pieces(drawing):
        assert not [key for key, box in drawing.boxes.items() if overlap(piece, box)]
        assert not [n for n, label in enumerate(labels) if n != number and overlap(piece, label)]


@given(graphs(), st.integers(1, 5))
@settings(max_examples=25)
def test_lanes_part_the_nodes_and_nothing_overlaps(graph: tuple[list[Node], list[Link]], count: int) -> None:
    nodes, links = graph
    parted = [tuple(node.key for node in nodes[number::count]) for number in range(count)]
    lanes = [Lane(keys, 120.0) for keys in parted if keys]
    drawing = arrange(nodes, links, lanes=lanes)
    labels = [route.label for route in drawing.routes]
    assert not [pair for pair in combinations([*drawing.boxes.values(), *labels], 2) if overlap(*pair)]
    for number, piece in pieces(drawing):
        assert not [key for key, box in drawing.boxes.items() if overlap(piece, box)]
        assert not [n for n, label in enumerate(labels) if n != number and overlap(piece, label)]
    for lane, (top, bottom) in zip(lanes, pairwise(drawing.borders), strict=True):
        assert bottom - top >= lane.least
        assert all(top < drawing.boxes[key].y < drawing.boxes[key].bottom < bottom for key in lane.nodes)


@given(graphs(), st.booleans())
@settings(max_examples=15)
def test_lines_run_from_box_to_box_within_the_sheet(graph: tuple[list[Node], list[Link]], downwards: bool) -> None:
    nodes, links = graph
    drawing = arrange(nodes, links, downwards=downwards)
    for link, route in zip(links, drawing.routes, strict=True):
        for key, (x, y) in ((link.source, route.points[0]), (link.target, route.points[-1])):
            box = drawing.boxes[key]
            assert (y if downwards else x) == pytest.approx(
                (box.bottom if downwards else box.right) if (x, y) == route.points[0] else box.y if downwards else box.x
            )
            assert (box.x < x < box.right) if downwards else (box.y < y < box.bottom)
        assert all(0 < x < drawing.wide and 0 < y < drawing.high for x, y in route.points)
    assert arrange(nodes, links, downwards=downwards) == drawing


# Text


def test_a_chinese_character_is_as_wide_as_it_is_high() -> None:
    assert wide("办理中", 10) == 30
    assert wide("A1", 10) < 12


@given(st.text(max_size=60), st.integers(2, 20))
def test_folding_loses_no_character(text: str, characters: int) -> None:
    assert "".join(folded(text, characters)) == text if text.strip() else True


@given(st.text(max_size=80), st.integers(4, 20))
def test_a_paragraph_loses_no_character_and_keeps_to_its_width(text: str, characters: int) -> None:
    lines = paragraph(text, characters)
    assert "".join(lines) == text if text.strip() else True
    assert all(wide(line.rstrip("，。、；：！？）”’》％%"), 1.0) <= characters for line in lines)


def test_a_paragraph_breaks_behind_a_mark() -> None:
    assert paragraph("到期催办，告知区政府办公室.建议提案岗", 14) == ["到期催办，告知区政府办公室.", "建议提案岗"]
    assert paragraph("可延1次，每次1个月，区政协提案委.督办岗批准", 15) == [
        "可延1次，每次1个月，",
        "区政协提案委.督办岗批准",
    ]


# SVG and mermaid


def labels_of(drawn: str) -> list[str]:
    root = ElementTree.fromstring(drawn)
    return [text.text or "" for text in root.iter("{http://www.w3.org/2000/svg}text")]


@given(mechanisms(most=7))
@settings(max_examples=12)
def test_every_state_and_action_stands_on_the_drawing(mechanism: Mechanism) -> None:
    shown = "".join(labels_of(svg(mechanism)))
    words = [stage.name for stage in mechanism.stages.values()]
    words += [name for stage in mechanism.stages.values() for name in stage.actions]
    assert [word for word in words if word not in shown] == []
    assert svg(mechanism) == svg(mechanism)


def test_no_name_breaks_out_of_its_place() -> None:
    named = replace(grammar.parse(TIMED), name='河道" onload="alert(1)<b>')
    assert ElementTree.fromstring(inline(named)).keys() == ElementTree.fromstring(inline(grammar.parse(TIMED))).keys()


def test_owner_limit_refusal_end_and_clock_are_seen() -> None:
    drawn = svg(grammar.parse(TIMED))
    shown = labels_of(drawn)
    assert {"河长办.值班岗", "2个工作日", "提级（逾期3日）"} <= set(shown)
    note = "已发现：2个工作日；到期催办，告知河长办.值班岗；逾期3日提级，告知区河长办.值班岗，转提级办理中"
    assert note in "".join(shown)
    assert drawn.count('<g class="refused">') == 1
    assert drawn.count('class="inner"') == 2
    assert drawn.count('class="clock"') == 1


TIMED = """
mechanism: 带 <尖括号> & 引号"的机制
basis: 示例口径
kept_by: yunhe
start: 已发现
states:
  已发现:
    owner: 河长办.值班岗
    within:
      limit: 2 workdays
      escalate:
        - {do: 催办, after: due, tell: 河长办.值班岗}
        - {do: 提级, after: 3 days, tell: 区河长办.值班岗, to: 提级办理中}
    actions: {交办: 提级办理中, 不属实: {to: 不予受理, needs: [理由]}}
  提级办理中: {owner: 区河长办.值班岗, within: 10 days, actions: {再看: 提级办理中, "合格:了;": 已销号}}
  已销号:
  不予受理:
"""


def test_a_loop_onto_itself_is_drawn() -> None:
    assert "再看" in labels_of(svg(grammar.parse(TIMED)))


def test_marks_that_mermaid_would_read_are_written_by_number() -> None:
    drawn = mermaid(grammar.parse(TIMED))
    assert "  accTitle: 带 #60;尖括号#62; #38; 引号#34;的机制\n" in drawn
    assert "  s2 --> s3: 合格#58;了#59;\n" in drawn
    assert "  s1 --> s2: 提级（逾期3日）\n" in drawn
    assert "  [*] --> s1\n" in drawn
    assert "  s4 --> [*]\n" in drawn


@pytest.mark.parametrize("path", [SAMPLE, *REAL], ids=lambda path: path.stem)
def test_every_mechanism_of_the_districts_is_drawn(path: Path) -> None:
    mechanism = grammar.load(path)
    shown = "".join(labels_of(svg(mechanism)))
    assert all(name in shown for name in mechanism.stages)
    assert mermaid(mechanism)


def test_the_picture_of_the_docs_is_todays() -> None:
    name = "人大代表建议"
    shown = (ROOT / f"docs/images/{name}.svg").read_text(encoding="utf-8")
    today = svg(grammar.load(ROOT / f"districts/gongshu/mechanisms/{name}.yaml"))
    assert shown == today, f"yunhe draw {name} --district districts/gongshu -o docs/images/{name}.svg"


@pytest.mark.browser
def test_a_browser_shows_all_texts_within_their_boxes() -> None:
    outside = """Array.from(document.querySelectorAll('.state')).filter(g => {
      const box = g.querySelector('rect').getBBox();
      return Array.from(g.querySelectorAll('text')).some(t => {
        const own = t.getBBox();
        return own.x < box.x || own.x + own.width > box.x + box.width || own.y + own.height > box.y + box.height;
      });
    }).map(g => g.textContent)"""
    with browser() as page:
        for path in [SAMPLE, *REAL]:
            page.open("about:blank")
            page.run(f"document.body.innerHTML = {json.dumps(svg(grammar.load(path)))}")
            assert page.run("document.querySelectorAll('.state').length") == len(grammar.load(path).stages)
            assert page.run(outside) == []
            assert page.complaints() == []


# The command


def test_the_terminal_gets_mermaid(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["draw", str(SAMPLE)]) == cli.DONE
    assert capsys.readouterr().out == mermaid(grammar.load(SAMPLE))


def test_the_suffix_says_what_is_written(tmp_path: Path) -> None:
    assert cli.main(["draw", str(SAMPLE), "-o", str(tmp_path / "a.svg")]) == cli.DONE
    assert (tmp_path / "a.svg").read_text(encoding="utf-8") == svg(grammar.load(SAMPLE))
    assert cli.main(["draw", str(SAMPLE), "-f", "svg", "-o", str(tmp_path / "b.txt")]) == cli.DONE
    assert (tmp_path / "b.txt").read_bytes() == (tmp_path / "a.svg").read_bytes()


def test_open_writes_a_picture_and_shows_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr("webbrowser.open", lambda address: shown.append(address) is None)
    monkeypatch.chdir(tmp_path)
    assert cli.main(["draw", str(SAMPLE), "--open"]) == cli.DONE
    assert shown == [(tmp_path / "sample.svg").as_uri()]


@pytest.fixture
def district(tmp_path: Path) -> Path:
    (tmp_path / "mechanisms").mkdir()
    (tmp_path / "systems.yaml").write_text("systems: {}\n", encoding="utf-8")
    (tmp_path / "mechanisms/黑臭水体.yaml").write_text(TIMED, encoding="utf-8")
    return tmp_path


def test_a_mechanism_is_found_by_its_key(district: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["draw", "黑臭水体", "--district", str(district)]) == cli.DONE
    assert "提级办理中" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("黑臭水休", "没有机制“黑臭水休” → 是不是“黑臭水体”？"),
        ("xyz", "没有机制“xyz” → 现有：黑臭水体"),
        ("无.yaml", "无.yaml: 没有这个文件 → 写机制文件的路径，或写区县机制的名称"),
    ],
)
def test_what_does_not_exist_is_refused(
    named: str, said: str, district: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["draw", named, "--district", str(district)]) == cli.WRONG
    assert said in capsys.readouterr().err


def test_an_unknown_suffix_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["draw", str(SAMPLE), "-o", str(tmp_path / "a.pdf")]) == cli.WRONG
    assert "看扩展名不知道画成什么" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
