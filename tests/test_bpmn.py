"""A BPMN file holds the whole mechanism: read back equal, refused when bad, opened by bpmn-js without warning."""

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from tests.browser import Browser, browser
from tests.mechanisms_at_random import mechanisms
from yunhe import cli
from yunhe.errors import UnreadableError
from yunhe.mechanisms import grammar
from yunhe.mechanisms.drawing.bpmn import bpmn
from yunhe.mechanisms.drawing.bpmn_reading import LARGEST, read_back
from yunhe.mechanisms.drawing.durations import duration
from yunhe.mechanisms.drawing.outline import outline
from yunhe.mechanisms.limits import Limit
from yunhe.mechanisms.mechanism import Mechanism

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "src/yunhe/mechanisms/acts/sample.yaml"
REAL = sorted(path for in_all in ("districts", "examples") for path in (ROOT / in_all).glob("*/mechanisms/*.yaml"))
ALL = pytest.mark.parametrize("path", [SAMPLE, *REAL], ids=lambda path: path.stem)
MODEL = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DC = "{http://www.omg.org/spec/DD/20100524/DC}"
EVERY_SHAPE = """
mechanism: 各种写法
basis: 示例口径
kept_by: yunhe
since: 2024-05-01
units: {主办单位: 分派时指定}
fields:
  类别: {type: choice, choices: [一般, 复杂]}
  面积: {type: decimal, unit: 平方米, least: 0}
  总面积: {type: decimal, needed: true, note: 全体}
clocks:
  办理期限:
    limit: 1 month
    cases: {by: 类别, 复杂: 60 workdays}
    warn: 0.75
    last_day_moves: false
    extend: {by: 10 workdays, times: 2, approval: 住建局.分管负责人, basis: 示例口径}
    escalate:
      - {do: 催办, after: due, tell: 住建局.承办岗}
      - {do: 督办, after: 3 days, tell: 住建局.督办岗}
      - {do: 提级, after: 4 hours, tell: 区政府.分管领导, to: 提级中}
start: 待受理
states:
  待受理: {owner: 窗口.受理岗, within: 2 workdays, actions: {受理: {to: 办理中, assigns: [主办单位], joint: 3 days}}}
  办理中:
    owner: 主办单位.承办岗
    clock: 办理期限
    actions:
      办好: {to: 已办结, by: [申请人, 住建局.复核岗], needs: [意见], waits: [会办],
             requires: [{field: 面积, at_least: 2/3, of: 总面积, basis: 民法典 第二百七十八条}]}
      驳回: {to: 不予受理, needs: [理由]}
      补正: {to: 补正中, at_most: 2}
      再办: 办理中
  补正中: {owner: 申请人, within: 30 days, pauses: 办理期限, actions: {补齐: 办理中}}
  提级中:
    owner: 区政府.分管领导
    within: 90 minutes
    sign: {how: 或签, posts: [财政局.会签岗, 规划局.会签岗], agreed: 通过, refused: 不通过}
    actions: {通过: 已办结, 不通过: {to: 办理中, needs: [理由]}}
  已办结: {outcome: 办结, actions: {不满意: {to: 办理中, by: 申请人, needs: [理由], at_most: 1}}}
  不予受理:
feeds: {办结件数: 到过已办结的}
checklist: [到过现场]
"""


@given(mechanisms(most=7))
@settings(max_examples=25)
def test_a_mechanism_is_read_back_equal(mechanism: Mechanism) -> None:
    assert read_back(bpmn(mechanism)) == outline(mechanism)


@ALL
def test_a_shipped_mechanism_is_read_back_equal(path: Path) -> None:
    mechanism = grammar.load(path)
    assert read_back(bpmn(mechanism)) == outline(mechanism)
    assert list(read_back(bpmn(mechanism)).arrows()) == list(mechanism.arrows())


def test_every_way_of_writing_is_read_back_equal() -> None:
    mechanism = grammar.parse(EVERY_SHAPE)
    assert read_back(bpmn(mechanism).encode()) == outline(mechanism)
    assert bpmn(mechanism) == bpmn(mechanism)


def nodes(kind: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(bpmn(grammar.parse(EVERY_SHAPE))).iter(f"{MODEL}{kind}"))


def test_states_are_tasks_with_owners_and_ends_are_events() -> None:
    assert [node.get("name") for node in nodes("userTask")] == ["待受理", "办理中", "补正中", "提级中"]
    assert [node.text for node in nodes("formalExpression")] == [
        "窗口.受理岗",
        "主办单位.承办岗",
        "申请人",
        "区政府.分管领导",
    ]
    assert [node.get("name") for node in nodes("intermediateThrowEvent")] == ["已办结"]
    assert "不予受理" in [node.get("name") for node in nodes("endEvent")]


def test_every_node_stands_in_one_lane_that_of_its_owner() -> None:
    lanes = {lane.get("name"): [ref.text for ref in lane] for lane in nodes("lane")}
    assert list(lanes) == ["窗口.受理岗", "主办单位.承办岗", "申请人", "区政府.分管领导"]
    placed = [id for ids in lanes.values() for id in ids]
    kinds = ("startEvent", "userTask", "exclusiveGateway", "boundaryEvent", "intermediateThrowEvent", "endEvent")
    assert sorted(map(str, placed)) == sorted(str(node.get("id")) for kind in kinds for node in nodes(kind))


@given(mechanisms(most=7))
@settings(max_examples=15)
def test_nodes_are_drawn_within_their_lanes_and_lanes_fill_the_pool(mechanism: Mechanism) -> None:
    root = ElementTree.fromstring(bpmn(mechanism))
    boxes = {str(shape.get("bpmnElement")): bounds(shape) for shape in root.iter(f"{DI}BPMNShape")}
    lanes = list(root.iter(f"{MODEL}lane"))
    bands = [boxes[str(lane.get("id"))] for lane in lanes]
    _, top, _, bottom = boxes["pool"]
    assert [band[1] for band in bands] == pytest.approx([top, *(band[3] for band in bands[:-1])], abs=0.2)
    assert bands[-1][3] == pytest.approx(bottom, abs=0.2)
    for lane, (x, y, right, low) in zip(lanes, bands, strict=True):
        for ref in lane:
            left, high, end, under = boxes[str(ref.text)]
            assert x < left < end < right
            assert y < high < under < low


def bounds(shape: ElementTree.Element) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a shape."""
    (box,) = shape.findall(f"{DC}Bounds")
    x, y, wide, high = (float(str(box.get(key))) for key in ("x", "y", "width", "height"))
    return x, y, x + wide, y + high


def test_a_state_that_another_tool_has_put_in_another_lane_has_another_owner() -> None:
    written = bpmn(grammar.parse(EVERY_SHAPE)).replace('name="窗口.受理岗"', 'name="窗口.综合岗"')
    assert read_back(written).stages["待受理"].owner == "窗口.综合岗"


def test_limits_and_escalations_are_timers() -> None:
    lasts = [node.text for node in nodes("timeDuration")]
    assert lasts == ["P2D", "P1M", "P1M3D", "P1MT4H", "P30D", "PT90M"]
    moving = [node.get("name") for node in nodes("boundaryEvent") if node.get("cancelActivity") == "true"]
    assert moving == ["办理期限 逾期4小时"]
    assert "按工作日计，BPMN 没有工作日，这里近似写作日" in [node.text for node in nodes("documentation")]


def test_signing_is_multi_instance() -> None:
    (loop,) = nodes("multiInstanceLoopCharacteristics")
    assert loop.get("isSequential") == "false"
    assert loop.findtext(f"{MODEL}loopCardinality") == "2"
    assert loop.find(f"{MODEL}completionCondition") is not None


def test_durations_add_up() -> None:
    assert duration(Limit(1, "years"), Limit(3, "workdays"), Limit(2, "days")) == "P1Y5D"
    assert duration(Limit(30, "minutes")) == "PT30M"


# Bad files


WRITTEN = bpmn(grammar.load(SAMPLE))
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("", "不是完好的 XML"),
        ("<a>", "不是完好的 XML"),
        ("<a/>", "不是 yunhe 写的 BPMN 文件"),
        (WRITTEN.replace("?>", f"?>{BOMB}", 1), "DTD"),
        (WRITTEN.replace("?>", f"?>{BOMB}", 1).replace('name="办理中"', 'name="&b;"'), "DTD"),
        (WRITTEN + " " * LARGEST, "超过 8 MB"),
        (re.sub(r"<yunhe:state .*?>", "", WRITTEN, count=1), "不是完好的 XML"),
        (WRITTEN.replace('targetRef="state_1"', 'targetRef="state_99"'), "少了写回机制所需的内容"),
        (WRITTEN.replace('limit="2 workdays"', 'limit="soon"'), "少了写回机制所需的内容"),
        (WRITTEN.replace('sourceRef="start"', 'sourceRef="state_1"'), "有 0 个起点"),
    ],
)
def test_a_bad_file_is_refused(data: str, said: str) -> None:
    with pytest.raises(UnreadableError, match=said):
        read_back(data)


def test_a_diagram_that_contradicts_its_clocks_is_refused() -> None:
    written = bpmn(grammar.parse(EVERY_SHAPE))
    timed = re.search(r'<bpmn:sequenceFlow id="state_2_clock_1_3_way"[^>]*>', written)
    assert timed
    turned = timed[0].replace('targetRef="state_4"', 'targetRef="state_1"')
    with pytest.raises(UnreadableError, match="与图不符"):
        read_back(written.replace(timed[0], turned))


def test_a_change_of_names_by_another_tool_is_seen() -> None:
    read = read_back(WRITTEN.replace('name="办理中"', 'name="经办中"'))
    assert "经办中" in read.stages
    assert read != outline(grammar.load(SAMPLE))


def test_a_name_that_xml_cannot_hold_is_refused() -> None:
    mechanism = grammar.parse(EVERY_SHAPE.replace("各种写法", '"各种\\x07写法"'))
    with pytest.raises(UnreadableError, match="控制字符"):
        bpmn(mechanism)


def test_the_command_writes_bpmn(tmp_path: Path) -> None:
    assert cli.main(["draw", str(SAMPLE), "-o", str(tmp_path / "a.bpmn")]) == cli.DONE
    assert (tmp_path / "a.bpmn").read_text(encoding="utf-8") == WRITTEN


# bpmn-js


def npm_package(name: str) -> Path:
    """The folder of a package that tools/fetch_npm.sh has brought; without it a test is left out by name."""
    folder = ROOT / "build/npm" / name
    if not folder.is_dir():
        pytest.skip(f"缺少 npm 包 {name} → tools/fetch_npm.sh（需要 npm 和网络）")
    return folder


PAGE = """<!doctype html><meta charset="utf-8">{styles}<style>body{{margin:0}}#canvas{{height:100vh}}</style>
<div id="canvas"></div><script src="{script}"></script>"""
IMPORT = """(async () => {
  window.viewer = new BpmnJS({container: '#canvas'});
  const parsed = await viewer.get('moddle').fromXML(XML);
  const shown = await viewer.importXML(XML);
  viewer.get('canvas').zoom('fit-viewport');
  return [...parsed.warnings, ...shown.warnings].map(warning => warning.message);
})()"""
DRAWN = """viewer.get('elementRegistry').filter((element, graphics) => {
  const box = graphics.getBBox();
  return box.width + box.height > 0;
}).map(element => element.id)"""


@pytest.fixture
def viewer(tmp_path: Path) -> Any:
    dist = npm_package("bpmn-js") / "dist"
    styles = "".join(
        f'<link rel="stylesheet" href="{(dist / "assets" / name).as_uri()}">'
        for name in ("diagram-js.css", "bpmn-js.css")
    )
    page = tmp_path / "viewer.html"
    page.write_text(PAGE.format(styles=styles, script=(dist / "bpmn-viewer.development.js").as_uri()), encoding="utf-8")
    with browser() as found:
        yield found, page.as_uri()


@pytest.mark.browser
@pytest.mark.npm
def test_bpmn_js_opens_every_mechanism_without_warning(viewer: tuple[Browser, str]) -> None:
    page, address = viewer
    for written in [bpmn(grammar.parse(EVERY_SHAPE)), *(bpmn(grammar.load(path)) for path in [SAMPLE, *REAL])]:
        page.open(address)
        assert page.run(IMPORT.replace("XML)", f"{json.dumps(written)})")) == []
        process = ElementTree.fromstring(written).find(f"{MODEL}process")
        assert process is not None
        shown = {node.get("id") for node in process if node.get("id")} | {
            lane.get("id") for lane in process.iter(f"{MODEL}lane")
        }
        assert {*shown, "pool"} - set(page.run(DRAWN)) == set()
        assert page.complaints() == []
