"""The mechanisms of every district hold, and a broken one says where, what and what to do."""

import re
from datetime import date, datetime
from fractions import Fraction
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunhe import cli, skeletons
from yunhe.definitions.codes import District, district_of
from yunhe.errors import DefinitionError, UnreadableError
from yunhe.mechanisms import examples, grammar, rehearsal
from yunhe.mechanisms.library import library_of, paths_of, shelf_of
from yunhe.mechanisms.mechanism import Mechanism
from yunhe.mechanisms.requirement import Bound, Requirement, unmet
from yunhe.mechanisms.workdays import CHINA, Calendar
from yunhe.proof import district_failures
from yunhe.systems import table

ROOT = Path(__file__).resolve().parent.parent
DISTRICTS = sorted(
    path.parent for in_all in ("districts", "examples") for path in ROOT.glob(f"{in_all}/*/district.yaml")
)
FILES = [path for district in DISTRICTS for path in paths_of(district)]
EACH_FILE = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
CALENDAR = Calendar.shipped()
NOON = datetime(2025, 3, 3, 12, tzinfo=CHINA)
GONGSHU = ROOT / "districts/gongshu"
SKELETON = (ROOT / "src/yunhe/mechanisms/skeleton.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def gongshu() -> District:
    return district_of(GONGSHU)


@pytest.mark.parametrize("district", DISTRICTS, ids=lambda path: path.name)
def test_every_definition_of_a_district_holds(district: Path) -> None:
    assert [str(failure) for failure in district_failures(district)] == []


@EACH_FILE
def test_a_mechanism_shows_three_runs_that_end_and_three_that_are_refused(path: Path, gongshu: District) -> None:
    made = grammar.load(path, gongshu)
    ends = [example for example in made.rehearsals if example.ends]
    assert len(ends) >= 3
    assert len(made.rehearsals) - len(ends) >= 3


@EACH_FILE
def test_every_limit_names_its_law_or_says_it_is_an_example(path: Path, gongshu: District) -> None:
    made = grammar.load(path, gongshu)
    for clock in made.clocks.values():
        basis = clock.basis or made.basis
        assert "示例口径" in basis or re.search("第.+条", basis), clock.name
    assert made.feeds


def test_a_project_goes_on_under_the_version_it_began_with() -> None:
    library = library_of(GONGSHU, district_of(GONGSHU))
    versions = [library.in_force("项目全生命周期", date(year, 6, 1)).version for year in (2023, 2024, 2025)]
    assert versions == ["2023-01-01", "2023-01-01", "2025-01-01"]


def test_every_system_of_the_six_loops_is_said_to_be_simulated() -> None:
    states = {row.id: row.state for row in table(GONGSHU)}
    assert {states[system] for system in "S015 S025 S108 S109 S113 S130 S152".split()} == {"模拟"}


def broken(old: str, new: str) -> str:
    assert old in SKELETON
    return SKELETON.replace(old, new, 1)


def line_of(words: str) -> int:
    return SKELETON[: SKELETON.index(words)].count("\n") + 1


NOT_CLOSED = (
    (
        ("to: 办理中, assigns", "to: 办里中, assigns"),
        "“待交办”的动作“交办”去往不存在的状态“办里中” → 是不是想写“办理中”？",
    ),
    (("    within: 1 workday\n", ""), "状态“待交办”没有时限 → 写 within: 5 workdays，或 clock: 时限名"),
    (("limit: 10 workdays", "limit: 10 工作日"), "“limit”不是时限：“10 工作日” → 是不是想写“10 workdays”？"),
    (
        ("needs: [理由]}", "needs: [回执]}"),
        "“待交办”的“不予受理”是拒绝，却不要求理由 → 加 needs: [理由]；不是拒绝就写 refuses: false",
    ),
    (
        ("owner: 受理中心.交办岗", "owner: 张三"),
        "“owner”应是岗位，写成了“张三” → 写成“单位.岗位”，如“住建局.复核岗”；不写姓名",
    ),
    (
        ("assigns: [承办单位]}", "assigns: []}"),
        "“办理中”由“承办单位”办理，可是没有动作指定它 → 在前面的动作写 assigns: [承办单位]，或加字段“承办单位”",
    ),
    (
        ("needs: [办理结果, 办理意见", "needs: [办理意见"),
        "可以没有填写“办理结果”就到“已办结” → "
        "让每条路上的动作写 needs: [办理结果]（单位写 assigns），或字段写 needed: true",
    ),
    (("outcome_from: 办理结果", "outcome_from: 标题"), "“outcome_from”不能是“标题” → 可写：办理结果"),
    (
        ("kept_by: yunhe", "kept_by: upstream"),
        "kept_by 与 upstream 对不上 → 上级系统办理的写 kept_by: upstream 和 upstream: 系统名称",
    ),
)


@pytest.mark.parametrize(("change", "said"), NOT_CLOSED)
def test_a_broken_mechanism_says_what_and_what_to_do(change: tuple[str, str], said: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        grammar.parse(broken(*change), "x.yaml")
    path, line, rest = str(caught.value).split(":", 2)
    assert path == "x.yaml"
    assert rest.strip() == said
    assert 1 <= int(line) <= SKELETON.count("\n")


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("{to: 办理中, assigns: [承办单位]}", "{to: 办里中, assigns: [承办单位]}", "交办: {to", "去往不存在的状态"),
        ("limit: 10 workdays", "limit: 0 workdays", "limit: 10", "时限是零"),
        ("  basis: 示例口径\n    ext", "  bassis: 示例口径\n    ext", "  basis: 示例口径\n    ext", "键“bassis”"),
        ("ends: 办理中, fires: [预警, 催办]", "ends: 待交办", "逾期催办:", "停在“办理中”"),
        ("ends: 办理中, fires: [预警, 催办]", "ends: 办理中, fires: [督办]", "逾期催办:", "自行发生的是"),
        ("outcome: 解决", "outcome: 解释", "按时办结:", "结果是“解决”"),
        ("because: 此状态没有这个动作", "because: 缺少", "不能不经交办", "拒绝的原因是“此状态没有这个动作”"),
    ],
)  # fmt: skip
def test_the_line_is_that_of_the_mistake(tmp_path: Path, old: str, new: str, line: str, said: str) -> None:
    folder = tmp_path / "mechanisms"
    folder.mkdir()
    (tmp_path / "district.yaml").write_bytes((GONGSHU / "district.yaml").read_bytes())
    path = folder / "x.yaml"
    path.write_text(broken(old, new), encoding="utf-8")
    [failure] = examples.failures_in(tmp_path)
    assert str(failure).startswith(f"{path}:{line_of(line)}: ")
    assert said in str(failure)


def test_every_file_that_is_wrong_is_named(tmp_path: Path) -> None:
    (tmp_path / "mechanisms").mkdir()
    (tmp_path / "district.yaml").write_bytes((GONGSHU / "district.yaml").read_bytes())
    for name in ("a", "b"):
        (tmp_path / f"mechanisms/{name}.yaml").write_text(broken("start: 待交办", "start: 无"), encoding="utf-8")
    assert [Path(failure.path).name for failure in examples.failures_in(tmp_path)] == ["a.yaml", "b.yaml"]


# Conditions on fields

FIELDS = """fields:
  标题: {type: text, needed: true}
  总面积: {type: decimal, least: 0}
  参与面积: {type: decimal, least: 0}
  手机: {type: phone}
  同意: {type: flag}
"""


def requiring(condition: str) -> Mechanism:
    written = broken("fields:\n  标题: {type: text, needed: true}\n", FIELDS)
    return grammar.parse(written.replace("assigns: [承办单位]}", f"assigns: [承办单位], requires: [{condition}]}}"))


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("{field: 面积, at_least: 2/3}", "条件里的“面积”不在 fields 里"),
        ("{field: 标题, at_least: 2/3}", "“标题”是文字，条件要的是数"),
        ("{field: 参与面积, at_least: 2/0, of: 总面积}", "应是数或分数，写成了“2/0”"),
        ("{field: 参与面积, at_least: 三分之二}", "应是数或分数"),
        ("{field: 参与面积}", "要写数的界限或 is，且只写一样"),
        ("{field: 参与面积, at_least: 1, is: 甲}", "要写数的界限或 is，且只写一样"),
        ("{field: 办理结果, is: 办好}", "“办理结果”不会是“办好”"),
        ("{field: 同意, is: 是}", "“同意”不会是“是”"),
        ("{field: 手机, at_least: 1}", "“手机”是个人信息，不在办理记录里，不能作条件"),
        ("{field: 办理结果, is: 解决, of: 总面积}", "is 不与 of 同用"),
        ("{field: 参与面积, at_least: 2/3, off: 总面积}", "不认识的键“off”"),
    ],
)
def test_a_condition_that_cannot_be_asked_is_refused(condition: str, said: str) -> None:
    with pytest.raises(DefinitionError, match=said):
        requiring(condition)


@pytest.mark.parametrize(
    ("given", "because"),
    [
        ({"参与面积": "2", "总面积": "3"}, ""),
        ({"参与面积": "1.99", "总面积": "3"}, "“参与面积” 1.99 不到“总面积” 3 的 2/3（民法典 第二百七十八条）"),
        ({"参与面积": "666.66", "总面积": "1000"}, "不到“总面积” 1000 的 2/3"),
        ({"参与面积": "0", "总面积": "0"}, "“总面积”是 0，不能按它算比例"),
        ({"总面积": "3"}, "还没有填“参与面积”"),
    ],
)
def test_an_action_is_refused_when_the_numbers_do_not_reach(given: dict[str, str], because: str) -> None:
    made = requiring("{field: 参与面积, at_least: 2/3, of: 总面积, basis: 民法典 第二百七十八条}")
    _, refused, _ = rehearsal.rehearse(made, ({"do": "交办", "with": given},), CALENDAR)
    assert because in (refused.because if refused else "")
    assert bool(because) == bool(refused)


NUMBERS = st.decimals(min_value="0.01", max_value=10**6, places=2)


@given(NUMBERS, NUMBERS, st.integers(1, 9), st.integers(1, 9))
def test_shares_are_compared_exactly(part: object, whole: object, over: int, under: int) -> None:
    bound = Bound(f"{over}/{under}", Fraction(over, under))
    refused = unmet([Requirement("甲", bound, None, "乙", (), "")], {"甲": str(part), "乙": str(whole)}, NOON, str)
    assert bool(refused) == (Fraction(str(part)) * under < Fraction(str(whole)) * over)


@given(NUMBERS, NUMBERS, st.integers(1, 9), st.integers(1, 9))
def test_more_than_a_share_is_not_the_share_itself(part: object, whole: object, over: int, under: int) -> None:
    bound = Bound(f"{over}/{under}", Fraction(over, under))
    refused = unmet(
        [Requirement("甲", None, None, "乙", (), "", bound)], {"甲": str(part), "乙": str(whole)}, NOON, str
    )
    assert bool(refused) == (Fraction(str(part)) * under <= Fraction(str(whole)) * over)


@given(NUMBERS, NUMBERS, st.integers(1, 9), st.integers(1, 9))
def test_less_than_a_share_is_not_the_share_itself(part: object, whole: object, over: int, under: int) -> None:
    bound = Bound(f"{over}/{under}", Fraction(over, under))
    less = Requirement("甲", None, None, "乙", (), "", None, bound)
    refused = unmet([less], {"甲": str(part), "乙": str(whole)}, NOON, str)
    assert bool(refused) == (Fraction(str(part)) * under >= Fraction(str(whole)) * over)


@pytest.mark.parametrize(("half", "because"), [("50", "“参与面积” 50 没有超过“总面积” 100 的 1/2"), ("50.01", "")])
def test_half_is_no_majority(half: str, because: str) -> None:
    made = requiring("{field: 参与面积, more_than: 1/2, of: 总面积}")
    given = {"do": "交办", "with": {"参与面积": half, "总面积": "100"}}
    _, refused, _ = rehearsal.rehearse(made, (given,), CALENDAR)
    assert (refused.because if refused else "") == because


def test_a_personal_choice_says_no_outcome_and_no_limit() -> None:
    written = broken("choices: [解决, 解释, 不予支持]}", "class: 个人, choices: [解决, 解释, 不予支持]}")
    with pytest.raises(DefinitionError, match="“outcome_from”不能是“办理结果”"):
        grammar.parse(written)


def test_a_limit_follows_the_choice_of_the_matter() -> None:
    cases = "cases: {by: 办理结果, 解释: 1 workday}\n    extend"
    made = grammar.parse(broken("extend", cases))
    clock = made.clocks["办理期限"]
    assert [str(clock.suited(values).limit) for values in ({}, {"办理结果": "解释"}, {"办理结果": "解决"})] == [
        "10 workdays",
        "1 workdays",
        "10 workdays",
    ]


def test_a_limit_is_counted_from_where_it_began_when_the_choice_is_put_otherwise() -> None:
    flow = "flow: [更正, 延期]\nclocks:\n"
    written = broken("extend", "cases: {by: 办理结果, 解释: 1 workday}\n    extend").replace("clocks:\n", flow)
    correction = {"do": "更正", "by": "示例单位.承办岗", "with": {"办理结果": "解释", "理由": "填错"}}
    prolonged = ({"do": "申请延期", "clock": "办理期限"}, {"do": "同意延期", "by": "受理中心.负责人"})
    dues = []
    for steps in (({"do": "交办"}, correction), ({"do": "交办"}, *prolonged, correction)):
        situation, refused, _ = rehearsal.rehearse(grammar.parse(written), steps, CALENDAR)
        assert refused is None
        assert situation
        assert situation.due
        dues.append(situation.due.date().isoformat())
    assert dues == ["2025-03-04", "2025-03-24"]  # Monday and a working day; what was prolonged stays


@pytest.mark.parametrize("cases", ["{by: 标题, 解释: 1 workday}", "{by: 办理结果, 解说: 1 workday}"])
def test_a_limit_follows_only_choices_that_exist(cases: str) -> None:
    with pytest.raises(DefinitionError, match=r"解说|不能是“标题”"):
        grammar.parse(broken("extend", f"cases: {cases}\n    extend"))


def test_what_another_system_keeps_is_not_done_here() -> None:
    upstream = broken("kept_by: yunhe", "kept_by: upstream\nupstream: 上级平台")
    made = grammar.parse(upstream)
    situation, refused, _ = rehearsal.rehearse(made, ({"do": "交办"},), CALENDAR)
    assert refused is None
    assert situation
    assert situation.state == "办理中"
    _, refused, _ = rehearsal.rehearse(made, ({"do": "交办", "by": "受理中心.交办岗"},), CALENDAR)
    assert str(refused) == "这类事项由“上级平台”办理，这里只镜像 → 在那里办理，再导入它导出的表"


def test_another_system_does_nothing_to_what_is_kept_here() -> None:
    _, refused, _ = rehearsal.rehearse(grammar.parse(SKELETON), ({"do": "交办", "by": "上级系统"},), CALENDAR)
    assert refused
    assert refused.because == "这类事项在本系统办理，不能由上级系统来办"


def test_a_new_dispatch_releases_the_co_units_of_the_one_before() -> None:
    written = broken("assigns: [承办单位]}", "assigns: [承办单位], joint: 3 workdays}")
    written = written.replace(
        "      办结: {to: 已办结,", "      改派: {to: 待交办}\n      办结: {to: 已办结, waits: [会办],"
    )
    steps = ({"do": "交办", "joint": ["甲局"]}, {"do": "改派"}, {"do": "交办", "joint": ["乙局"]})
    situation, refused, _ = rehearsal.rehearse(grammar.parse(written), steps, CALENDAR)
    assert refused is None
    assert situation
    assert (dict(situation.joint), "会办·甲局" in situation.clocks) == ({"乙局": False}, False)
    again, _, _ = rehearsal.rehearse(grammar.parse(written), (*steps, *steps[1:2], *steps[:1]), CALENDAR)
    assert again
    assert again.clocks["会办·甲局"].run == 2  # a second run, so that its firings are told apart from the first's


def test_a_clock_here_never_moves_what_another_system_keeps() -> None:
    upstream = broken("kept_by: yunhe", "kept_by: upstream\nupstream: 上级平台")
    moving = upstream.replace("tell: 受理中心.督办岗}", "tell: 受理中心.督办岗, to: 不予受理}")
    with pytest.raises(DefinitionError, match="“办理中”到期后自行改变状态，可是状态由“上级平台”说了算"):
        grammar.parse(moving)


def test_in_time_needs_a_limit_of_the_state_itself() -> None:
    with pytest.raises(DefinitionError, match="“办理中”的“办结”要在期限内做，可是状态没有自己的期限"):
        grammar.parse(broken("办结: {to: 已办结,", "办结: {in_time: true, to: 已办结,"))


def test_only_after_names_an_action_that_is_there() -> None:
    with pytest.raises(DefinitionError, match="“办结”要在“签受”之后，可是没有这个动作"):
        grammar.parse(broken("办结: {to: 已办结,", "办结: {only_after: [签受], to: 已办结,"))


def test_a_broken_mechanism_stops_no_other(tmp_path: Path) -> None:
    (tmp_path / "mechanisms").mkdir()
    for name in ("district.yaml", "mechanisms/企呼我应.yaml", "mechanisms/信访.yaml"):
        (tmp_path / name).write_bytes((GONGSHU / name).read_bytes())
    path = tmp_path / "mechanisms/信访.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("start: 待转送", "start: 待转"), encoding="utf-8")
    shelf = shelf_of(tmp_path)
    assert set(shelf.versions) == {"企呼我应", "信访"}
    assert shelf.in_force("企呼我应", date(2026, 1, 1)).name == "企呼我应涉企问题闭环"
    for asked in (shelf, None):
        with pytest.raises(DefinitionError, match="start 指的状态“待转”不存在"):
            asked.all_of("信访") if asked else library_of(tmp_path)
    with pytest.raises(UnreadableError, match="没有机制“信仿”"):
        shelf.all_of("信仿")


# Beginning a new one


def test_a_new_mechanism_holds_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("district.yaml", "systems.yaml"):
        (tmp_path / name).write_bytes((GONGSHU / name).read_bytes())
    assert cli.main(["new", "mechanism", "路灯报修", "-d", str(tmp_path)]) == cli.DONE
    path = tmp_path / "mechanisms/路灯报修.yaml"
    assert f"写好了 {path} → " in capsys.readouterr().out
    assert list(examples.failures_in(tmp_path)) == []
    assert grammar.load(path).name == "路灯报修"


def test_a_new_mechanism_never_writes_over_one(tmp_path: Path) -> None:
    path = skeletons.write("mechanism", "路灯报修", tmp_path)
    path.write_text("改过", encoding="utf-8")
    with pytest.raises(UnreadableError, match="已经有这份定义，没有改动 → 换一个名字"):
        skeletons.write("mechanism", "路灯报修", tmp_path)
    assert path.read_text(encoding="utf-8") == "改过"


@pytest.mark.parametrize("name", ["", "../x", "a b", "x.yaml", "信访@2022-05-01", "长" * 61])
def test_a_name_that_is_no_file_name_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="不能作文件名"):
        skeletons.write("mechanism", name, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_read_once_as_long_as_it_stays_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sample = (files("yunhe.mechanisms.acts") / "sample.yaml").read_text(encoding="utf-8")
    path = tmp_path / "mechanisms" / "样本.yaml"
    path.parent.mkdir()
    path.write_text(sample, encoding="utf-8")
    reads: list[str] = []
    read = grammar.read
    monkeypatch.setattr(grammar, "read", lambda root, *rest: reads.append(root.path) or read(root, *rest))
    assert grammar.load(path) is grammar.load(path)
    assert len(reads) == 1
    path.write_text(sample.replace("通用动作的样本", "通用动作的样品"), encoding="utf-8")
    assert grammar.load(path).name == "通用动作的样品"
    assert len(reads) == 2
