"""Shapes prove themselves, and a mechanism over one says only what differs; misuse is said where it was made."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from tools import shapes_page
from yunhe import cli, skeletons
from yunhe.access.roles import access_of
from yunhe.definitions import strict
from yunhe.definitions.codes import district_of
from yunhe.errors import DefinitionError, UnreadableError
from yunhe.mechanisms import examples, grammar, law, shape
from yunhe.mechanisms.library import by_shape, library_of
from yunhe.mechanisms.mechanism import Mechanism
from yunhe.mechanisms.overlay import laid
from yunhe.mechanisms.workdays import Calendar

ROOT = Path(__file__).resolve().parent.parent
GONGSHU = ROOT / "districts/gongshu"
CALENDAR = Calendar.shipped()
SHAPES = shape.shape_paths()
EACH_SHAPE = pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.stem)
RIVERS = """mechanism: 河道问题整改
shape: 发现整改
basis: 示例口径
owners: {交办单位: 区河长办, 复核单位: 区住建局, 提级单位.督办岗: 区政府.分管区领导}
words: {整改中: 治理中, 报整改: 报治理, 整改佐证: 治理照片}
without: [暂缓待批, 暂缓中, 治理中.申请暂缓]
fields:
  河道: {type: text, needed: true}
clocks:
  整改期限: {limit: 20 days}
states:
  待核实: {within: 1 workday}
  治理中:
    actions:
      报治理: {needs: [整改说明, 治理照片, 检测报告]}
examples:
  没有检测报告不能报治理:
    events: [属实, 交办, 签收, 报措施, {do: 报治理, with: {检测报告: ""}}]
    refused: {at: 报治理, because: 缺少“检测报告”}
"""


@pytest.fixture(scope="module")
def rivers() -> Mechanism:
    return grammar.parse(RIVERS, "河道.yaml")


def test_the_shapes_that_ship_hold() -> None:
    assert [str(failure) for failure in examples.shape_failures()] == []


@EACH_SHAPE
def test_a_shape_shows_runs_that_end_and_runs_that_are_refused(path: Path) -> None:
    made = grammar.as_mechanism(shape.shape_at(path))
    ends = [example for example in made.rehearsals if example.ends]
    assert len(ends) >= 4
    assert len(made.rehearsals) - len(ends) >= 2
    assert len({name for name in made.stages if not made.stages[name].is_open}) >= 2
    assert made.feeds


@EACH_SHAPE
def test_every_limit_of_a_shape_is_an_example(path: Path) -> None:
    made = grammar.as_mechanism(shape.shape_at(path))
    assert {clock.basis for clock in made.clocks.values()} == {"示例口径"}


@EACH_SHAPE
def test_the_examples_of_a_shape_count_no_days(path: Path) -> None:
    """They say `wait: due`, so that they hold in a mechanism with other limits."""
    made = grammar.as_mechanism(shape.shape_at(path))
    times = [step[key] for one in made.rehearsals for step in one.steps for key in ("wait", "after") if key in step]
    assert set(times) <= {None}


def test_a_mechanism_says_only_what_differs(rivers: Mechanism) -> None:
    doing = rivers.stages["治理中"]
    assert doing.actions["报治理"].needs == ("整改说明", "治理照片", "检测报告")
    assert doing.actions["报治理"].waits == ("会办", "子事项")
    assert str(rivers.clocks["待核实"].limit) == "1 workday" or rivers.clocks["待核实"].limit.count == 1
    assert [step.do for step in rivers.clocks["整改期限"].escalations] == ["催办", "提级"]
    assert rivers.clocks["整改期限"].limit.count == 20
    assert rivers.stages["复核中"].owner == "区住建局.复核岗"
    assert rivers.stages["提级督办"].owner == "区政府.分管区领导"
    assert "暂缓中" not in rivers.stages


def test_the_examples_of_the_shape_are_law_in_the_mechanism(rivers: Mechanism) -> None:
    assert list(law.failures(rivers, CALENDAR)) == []
    names = {example.name for example in rivers.rehearsals}
    assert {"没有佐证不能报整改", "没有检测报告不能报治理"} <= names
    assert law.left_out(rivers, CALENDAR) == ("暂缓期间整改期限停走，期满自行恢复",)


def test_law_that_is_broken_is_said_of_the_mechanism() -> None:
    weak = RIVERS.replace("needs: [整改说明, 治理照片, 检测报告]", "needs: [整改说明, 检测报告]")
    (failure,) = law.failures(grammar.parse(weak, "河道.yaml"), CALENDAR)
    assert str(failure) == (
        "河道.yaml:2: 形状“发现整改”的例子“没有佐证不能报整改”在这里不成立：拒绝的原因是““报治理”不收“治理照片””"
        " → 改回所改的地方；这里确实不同，就在 examples 里用这个名称写这里的走法"
    )


MISUSED = (
    ("shape: 发现整改", "shape: 发见整改", 2, "没有形状“发见整改” → 是不是想写“发现整改”？"),
    ("复核单位: 区住建局, ", "", 4, "没有说谁是复核单位（到现场复核、销号的单位，可以就是交办单位） → 写"),
    ("{交办单位: 区", "{交办部门: 区", 4, "形状“发现整改”没有角色或岗位“交办部门” → 是不是想写“交办单位”？"),
    (
        "提级单位.督办岗: 区政府.分管区领导", "提级单位.督办岗: 区政府", 4,
        "“提级单位.督办岗”是一个岗位，绑定的“区政府”却是单位 → 写成“区政府.岗位”",
    ),
    ("words: {整改中:", "words: {整改种:", 5, "形状“发现整改”里没有“整改种” → 是不是想写“整改中”？"),
    ("报整改: 报治理", "报整改: 合格", 5, "“报整改”改名“合格”，就与另一样同名 → 换一个名称"),
    ("without: [暂缓待批,", "without: [暂缓等批,", 6, "without: 没有状态“暂缓等批”可去掉 → 是不是想写“暂缓待批”？"),
    ("治理中.申请暂缓]", "治理中.申请暂停]", 6, "without: “治理中”没有动作“申请暂停”可去掉 → 是不是想写“申请暂缓”？"),
    (
        ", 治理中.申请暂缓]", "]", 6,
        "去掉了“暂缓待批”，可是“治理中”的“申请暂缓”还去往它 → 一并去掉“治理中.申请暂缓”，或在这里给它别的去向",
    ),
    ("  治理中:\n", "  整改中:\n", 13, "“整改中”在 words 里改了名 → 写“治理中”"),
    (
        "报治理: {needs", "报治理: {by: 复核单位.验收岗, needs", 15,
        "“复核单位.验收岗”是形状的角色，不是本区的岗位 → 写“区住建局.验收岗”",
    ),
    (
        "within: 1 workday", "owner: 提级单位.督办岗", 12,
        "“提级单位.督办岗”是形状的角色，不是本区的岗位 → 写“区政府.分管区领导”",
    ),
    ("报治理: {needs", "报治里: {needs", 15, "形状没有动作“报治里”，新的又没有写 to → 是不是想写“报治理”？"),
    ("within: 1 workday", "within: 1 工作日", 12, "“limit”不是时限：“1 工作日” → 是不是想写“1 workdays”？"),
    ("待核实: {within: 1 workday}", "待核实:", 12, "“待核实”在形状里是键值对，这里不是 → 逐行写要改的键；"),
    ("words: {整改中", "word: {整改中", 5, "不认识的键“word” → 是不是想写“words”？"),
    ("basis: 示例口径", "basics: 示例口径", 3, "不认识的键“basics” → 可用的键：basis、"),
    ("治理中.申请暂缓]", "治理中.申请暂缓, 复核中.合格]", 6, "套用形状“发现整改”后，状态“已销号”无法到达"),
    ("basis: 示例口径", "since: 2019-01-01", 3, "2019-01-01 还没有形状“发现整改”，它从 2020-01-01 起"),
)  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "said"), MISUSED, ids=lambda value: str(value)[:20])
def test_misuse_is_said_where_it_was_made(old: str, new: str, line: int, said: str) -> None:
    assert old in RIVERS
    with pytest.raises(DefinitionError) as caught:
        grammar.parse(RIVERS.replace(old, new, 1), "河道.yaml")
    assert str(caught.value).startswith(f"河道.yaml:{line}: {said}")


def test_a_name_is_replaced_wherever_it_stands_whole() -> None:
    made = grammar.parse(RIVERS, "河道.yaml")
    whole = repr(made.stages) + repr(made.feeds) + repr([(one.steps, one.because) for one in made.rehearsals])
    assert re.search("治理中", whole)
    assert re.search("“报治理”的件数", whole)
    assert not re.search("整改中|(?<!再)报整改|整改佐证", whole)
    assert "没有佐证不能报整改" in {one.name for one in made.rehearsals}


def test_nothing_else_merges() -> None:
    base, over = strict.parse("a: {b: [1, 2], c: x}\nd: y\n"), strict.parse("a: {b: [3]}\ne: z\n")
    made = laid(base, over)
    inner = made.take("a", strict.mapping)
    assert inner.take("b", strict.texts) == ("3",)
    assert inner.take("c", strict.text) == "x"
    assert [made.take(key, strict.text) for key in "de"] == ["y", "z"]


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """A small district with one mechanism over a shape of its own."""
    shutil.copy(GONGSHU / "district.yaml", tmp_path)
    (tmp_path / "mechanisms").mkdir()
    (tmp_path / "shapes").mkdir()
    own = (shape.SHIPPED / "发现整改.yaml").read_text(encoding="utf-8")
    (tmp_path / "shapes/巡河.yaml").write_text(own, encoding="utf-8")
    (tmp_path / "mechanisms/河道.yaml").write_text(RIVERS.replace("发现整改", "巡河"), encoding="utf-8")
    return tmp_path


def renew(county: Path, since: str = "2026-01-01", within: str = "10 days") -> None:
    """Put a new version of the shape beside the old one."""
    own = county / "shapes/巡河.yaml"
    text = own.read_text(encoding="utf-8")
    (county / "shapes/巡河@2020-01-01.yaml").write_text(text, encoding="utf-8")
    changed = text.replace("since: 2020-01-01", f"since: {since}").replace("limit: 5 workdays", f"limit: {within}")
    own.write_text(changed, encoding="utf-8")


def test_a_district_may_have_shapes_of_its_own(county: Path) -> None:
    assert list(examples.failures_in(county)) == []
    held, silent = examples.count_in(county)
    own = len(grammar.as_mechanism(shape.shape_at(county / "shapes/巡河.yaml")).rehearsals)
    assert (held, silent) == (own + own + 1 - 1, 1)


def test_a_new_version_of_a_shape_is_a_new_version_of_every_mechanism_over_it(county: Path) -> None:
    before = library_of(county, district_of(county)).in_force("河道", date(2025, 6, 1))
    renew(county)
    library = library_of(county, district_of(county))
    assert [version.version for version in library.all_of("河道")] == ["2020-01-01", "2026-01-01"]
    assert library.version("河道", before.version, before.digest).clocks["复核中"].limit.unit == "workdays"
    assert library.in_force("河道", date(2026, 1, 2)).clocks["复核中"].limit.unit == "days"
    assert list(examples.failures_in(county)) == []


def test_a_shape_changed_in_place_is_refused_for_matters_that_run(county: Path) -> None:
    before = library_of(county, district_of(county)).in_force("河道", date(2025, 6, 1))
    path = county / "shapes/巡河.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("limit: 5 workdays", "limit: 6 workdays"), "utf-8")
    library = library_of(county, district_of(county))
    with pytest.raises(DefinitionError, match=r"版的内容改过.*存为 巡河@2020-01-01\.yaml"):
        library.version("河道", before.version, before.digest)


def test_a_mechanism_may_keep_to_one_version_of_its_shape(county: Path) -> None:
    renew(county)
    path = county / "mechanisms/河道.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("shape: 巡河", "shape: 巡河@2020-01-01"), "utf-8")
    assert [one.version for one in library_of(county).all_of("河道")] == ["2020-01-01"]


def test_versions_of_the_mechanism_and_of_its_shape_take_turns(county: Path) -> None:
    renew(county)
    path = county / "mechanisms/河道.yaml"
    text = path.read_text(encoding="utf-8")
    (county / "mechanisms/河道@2023-01-01.yaml").write_text(
        text.replace("basis:", "since: 2023-01-01\nbasis:"), "utf-8"
    )
    path.write_text(text.replace("basis:", "since: 2025-07-01\nbasis:"), encoding="utf-8")
    versions = [one.version for one in library_of(county).all_of("河道")]
    assert versions == ["2023-01-01", "2025-07-01", "2026-01-01"]


def test_a_district_takes_no_shipped_name(county: Path) -> None:
    shutil.copy(county / "shapes/巡河.yaml", county / "shapes/发现整改.yaml")
    (county / "mechanisms/河道.yaml").write_text(RIVERS, encoding="utf-8")
    (failure,) = examples.failures_in(county)
    assert "与自带的形状“发现整改”同名" in str(failure)


@EACH_SHAPE
def test_a_skeleton_over_a_shape_holds(path: Path, county: Path) -> None:
    written = skeletons.write("mechanism", "新机制", county, path.stem)
    assert list(examples.failures_in(county)) == []
    assert "# without:" in written.read_text(encoding="utf-8")


def test_the_shapes_are_listed_and_shown(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["shapes"]) == 0
    listed = capsys.readouterr().out
    assert all(path.stem in listed for path in SHAPES)
    assert cli.main(["shapes", "发现整改"]) == 0
    shown = capsys.readouterr().out
    assert "    合格 → 已销号  要 复核意见、复核佐证" in shown
    assert "复核单位：到现场复核、销号的单位，可以就是交办单位；岗位 复核岗" in shown
    assert cli.main(["shapes", "发见整改"]) == 2
    assert "没有这个形状 → 是不是想写“发现整改”？" in capsys.readouterr().err


def test_the_page_of_shapes_is_what_its_tool_writes() -> None:
    told = shapes_page.PAGE.read_text(encoding="utf-8")
    assert told == shapes_page.page(), "docs/shapes.md is old → run tools/shapes_page.py"


def test_counts_of_a_shape_bear_the_name_of_the_mechanism(rivers: Mechanism) -> None:
    assert set(rivers.feeds) >= {"河道·发现数", "河道·反弹率"}
    assert all(name.startswith("河道·") for name in rivers.feeds)
    less = RIVERS.replace("治理中.申请暂缓]", "治理中.申请暂缓, 已销号.反弹重开]")
    assert "河道·反弹率" not in grammar.parse(less, "河道.yaml").feeds


def test_a_role_may_name_a_shape_for_all_that_is_laid_over_it(county: Path) -> None:
    assert by_shape(county)["巡河"] == {"河道"}
    role = "{posts: ['*.承办岗'], rows: 本岗, mechanisms: [巡河, 信访], stores: {公共: [内部]}, basis: 示例口径}"
    (county / "access.yaml").write_text(f"roles: {{甲: {role}}}\nexamples: {{}}\n", encoding="utf-8")
    assert access_of(county).roles[0].mechanisms == {"河道", "信访"}


def test_a_shape_is_laid_over_no_other(tmp_path: Path) -> None:
    path = tmp_path / "甲.yaml"
    path.write_text("mechanism: 甲\nshape: 发现整改\n", encoding="utf-8")
    with pytest.raises(DefinitionError, match="2: 形状里不写“shape”"):
        shape.shape_at(path)


def test_an_unknown_day_has_no_version(county: Path) -> None:
    with pytest.raises(UnreadableError, match="还没有“河道”的版本在施行"):
        library_of(county).in_force("河道", date(2019, 1, 1))
