"""A folder for a new district holds as it is written, and nothing that is there is written over."""

from pathlib import Path

import pytest

from yunhe import cli, proof, systems
from yunhe.definitions.codes import district_of
from yunhe.errors import UnreadableError
from yunhe.founding import found
from yunhe.mechanisms.library import library_of


def test_a_new_district_holds_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["new", "district", "例县", "--code", "330199", "--parent", "例市"]) == cli.DONE
    assert "写好了 districts/例县 → 先运行 yunhe check districts/例县" in capsys.readouterr().out
    folder = tmp_path / "districts/例县"
    assert list(proof.district_failures(folder)) == []
    district = district_of(folder)
    assert (district.code, district.name) == ("330199", "例县")
    assert set(district.subdistricts) == {"330199001", "330199100"}


def test_each_kind_of_definition_is_there_once(tmp_path: Path) -> None:
    folder = found("例县", start=tmp_path)
    kinds = ("mechanisms", "registers", "imports", "statistics", "plans", "indicators", "outlines", "reports")
    assert {kind: len(list((folder / kind).iterdir())) for kind in kinds} == dict.fromkeys(kinds, 1)
    (mechanism,) = library_of(folder, district_of(folder)).current()
    assert mechanism.shaped is not None
    comments = [path for path in folder.rglob("*.yaml") if not path.read_text(encoding="utf-8").startswith("# ")]
    assert comments == []


def test_its_table_of_systems_prints_and_simulated_data_is_called_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = found("例县", start=tmp_path)
    assert cli.main(["systems", "--district", str(folder)]) == cli.DONE
    assert capsys.readouterr().out.endswith("共 4 项：模拟 1，仅登记 3\n")


@pytest.mark.parametrize("arguments", [["district", "例县", "-d", "x"], ["mechanism", "例", "--code", "330199"]])
def test_an_option_of_the_other_kind_is_refused(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["new", *arguments]) == cli.WRONG
    assert "只用于 yunhe new" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    path = found("例县", start=tmp_path) / "district.yaml"
    path.write_text("改过", encoding="utf-8")
    with pytest.raises(UnreadableError, match="已经有了，没有改动 → 换一个名字"):
        found("例县", start=tmp_path)
    assert path.read_text(encoding="utf-8") == "改过"


@pytest.mark.parametrize("name", ["", "..", "../x", "a b", "x.y", "长" * 31, "a/b"])
def test_a_name_that_is_no_folder_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="不能作区县名"):
        found(name, start=tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("code", ["33010", "990101", "33010a", "０３３０１０", "330105001"])
def test_a_code_that_is_none_is_refused(code: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="不是行政区划代码"):
        found("例县", code, start=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_parent_that_would_break_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="不能作上级的名称"):
        found("例县", parent="例市\nname: 别处", start=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_quote_in_the_wrong_place_is_told_where_it_stands(tmp_path: Path) -> None:
    folder = found("例县", start=tmp_path)
    path = folder / "systems.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("start: 93, end: 104", "start: 0, end: 1"), "utf-8")
    (said,) = map(str, proof.district_failures(folder))
    assert "报告的 0–1 处不是“一般公共预算收入6亿元” → 是不是想写 start: 93, end: 104？" in said
    assert systems.report_of(folder)[93:104] == "一般公共预算收入6亿元"
