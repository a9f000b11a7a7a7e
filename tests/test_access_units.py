"""Units stand in one list: whatever names another is told so, with what was meant; subdistricts are among them."""

import shutil
from pathlib import Path

import pytest

from yunhe.access import coverage
from yunhe.access.examples import failures_in
from yunhe.access.roles import access_of
from yunhe.access.units import KINDS, load, remedy, units_of
from yunhe.definitions.codes import district_of
from yunhe.errors import DefinitionError
from yunhe.mechanisms.library import library_of

ROOT = Path(__file__).resolve().parent.parent
GONGSHU = ROOT / "districts/gongshu"
FOLDERS = [GONGSHU, *sorted(path.parent for path in ROOT.glob("examples/*/district.yaml"))]
FILES = (
    "district.yaml",
    "units.yaml",
    "access.yaml",
    "stores.yaml",
    "systems.yaml",
    "approval.yaml",
    "simulation.yaml",
    "mechanisms/负责人出庭应诉.yaml",
    "registers/projects.yaml",
    "plans/six_plus_one.yaml",
    "statistics/tourism.yaml",
)


@pytest.fixture
def district(tmp_path: Path) -> Path:
    """A copy of the district with one mechanism and one register, to be written wrong."""
    for name in FILES:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(GONGSHU / name, tmp_path / name)
    return tmp_path


def changed(path: Path, old: str, new: str) -> None:
    written = path.read_text(encoding="utf-8")
    assert old in written
    path.write_text(written.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_unit_has_a_code_of_its_own_and_subdistricts_are_among_them(folder: Path) -> None:
    units, district = units_of(folder), district_of(folder)
    assert len({unit.code for unit in units.values()}) == len(units)
    land = {unit.name: unit.code for unit in units.values() if unit.kind == "乡镇街道"}
    assert land == {name: code for code, name in district.subdistricts.items()}
    assert {unit.kind for unit in units.values()} <= set(KINDS)


def test_every_fixed_post_of_every_mechanism_names_a_unit_of_the_list() -> None:
    units = units_of(GONGSHU)
    library = library_of(GONGSHU, district_of(GONGSHU))
    posts = [post for mechanism in library.current() for post, _ in coverage.needed(mechanism)]
    named = {post.partition(".")[0] for post in posts} - {"*"}
    assert len(named) > 30
    assert named <= set(units)


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("access.yaml", "区市场监管局.特种设备岗", "区市场监督局.特种设备岗", "access.yaml:"),
        ("access.yaml", "at: 某守护公司.驾驶员", "at: 某受护公司.驾驶员", "access.yaml:"),
        ("stores.yaml", "owner: 区信访局", "owner: 区信仿局", "stores.yaml:"),
        ("registers/projects.yaml", "owner: 区发改经信局", "owner: 区发改经新局", "projects.yaml:"),
        ("plans/six_plus_one.yaml", "lead: 区政府办公室", "lead: 区政府办公屋", "six_plus_one.yaml:"),
        ("statistics/tourism.yaml", "owner: 区文广旅体局", "owner: 区文广旅游局", "tourism.yaml:"),
        ("approval.yaml", "post: 区科技局.统计岗", "post: 区科技居.统计岗", "approval.yaml:"),
        ("simulation.yaml", "units: [区住建局,", "units: [区往建局,", "simulation.yaml:4:"),
        ("mechanisms/负责人出庭应诉.yaml", "区司法局.", "区司法据.", "负责人出庭应诉.yaml:"),
    ],
)
def test_a_unit_that_is_not_in_the_list_is_named_where_it_stands(
    name: str, old: str, new: str, said: str, district: Path
) -> None:
    changed(district / name, old, new)
    found = [str(failure) for failure in failures_in(district) if "units.yaml" in str(failure)]
    right, wrong = (text.split(" ")[-1].strip("[,").partition(".")[0] for text in (old, new))
    assert any(said in one and f"单位“{wrong}”不在 units.yaml → 是不是想写“{right}”？" in one for one in found)


def test_a_district_with_roles_and_without_the_list_is_told(district: Path) -> None:
    (district / "units.yaml").unlink()
    assert access_of(district).units == {}
    assert any("旁边没有 units.yaml" in str(failure) for failure in failures_in(district))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("大关街道: {code: dg, kind: 社区}", "已在 district.yaml"),
        ("甲局: {code: jia, kind: 乡镇街道}", "“kind”不能是“乡镇街道”"),
        ("甲局: {code: 甲, kind: 政府部门}", "“code”不能是“甲”"),
        ("甲.局: {code: jia, kind: 政府部门}", "不能作单位的名称"),
        ("'*': {code: jia, kind: 政府部门}", "不能作单位的名称"),
        ("甲局: {code: yi, kind: 政府部门}", "“甲局”和“乙局”的代码都是“yi”"),
    ],
)
def test_a_line_that_cannot_be_is_refused(line: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "units.yaml"
    path.write_text(f"basis: 示例口径\nunits:\n  乙局: {{code: yi, kind: 政府部门}}\n  {line}\n", encoding="utf-8")
    with pytest.raises(DefinitionError, match=said):
        load(path, district_of(GONGSHU))


def test_what_nothing_resembles_is_to_be_written_into_the_list() -> None:
    assert remedy(["区住建局"], "月球") == "改正写法，或先把它写进 units.yaml"
