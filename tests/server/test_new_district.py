"""A district that has just been founded works: a matter is opened in it, done, and counted."""

import re
from pathlib import Path

import pytest
from vaults import key_file

from yunhe.cli import main
from yunhe.founding import found

GIVEN = ["任务=建一处口袋公园", "点位编号=KD-001", "所在地=示例镇"]


def test_a_matter_is_opened_and_done_in_a_new_district(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(found("例县", start=tmp_path))
    monkeypatch.setenv("YUNHE_KEYS", key_file(tmp_path / "主密钥", "公共"))
    monkeypatch.chdir(tmp_path)
    proof = tmp_path / "照片.txt"
    proof.write_text("示例", encoding="utf-8")

    def run(*arguments: str) -> str:
        assert main([*arguments, "--district", folder]) == 0, capsys.readouterr().err
        return capsys.readouterr().out

    opened = run("run", "open", "口袋公园建设", "--simulated", "--with", *GIVEN)
    number = opened.split(" ", 1)[0]
    clerk, judge = ("--as", "住建局.承办岗"), ("--as", "住建局.复核岗")
    aim = ["任务来源=政府工作报告", "目标=1处", "完成时限=年度"]
    run("run", "do", number, "分解", "--with", *aim, "--unit", "责任单位=住建局", "--as", "政府办公室.交办岗")
    run("run", "do", number, "认领", *clerk)
    run("run", "do", number, "报计划", "--with", "计划说明=先选址", *clerk)
    run("run", "do", number, "报完成", "--with", "完成说明=建成", "--file", f"完成佐证={proof}", *clerk)
    done = run(
        "run",
        "do",
        number,
        "验收",
        "--with",
        "验收结果=达到目标",
        "验收意见=属实",
        "--file",
        f"验收佐证={proof}",
        *judge,
    )
    assert "已完成" in done
    year = re.findall(r"\d{4}", number)[0]
    assert run("measure", "pocket_parks", "--year", year).startswith("1个")


def test_a_matter_of_the_second_district_goes_to_its_town(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(Path(__file__).resolve().parents[2] / "examples/danzhou")
    monkeypatch.setenv("YUNHE_KEYS", key_file(tmp_path / "主密钥", "公共"))
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> str:
        assert main(["run", *arguments, "--district", folder]) == 0, capsys.readouterr().err
        return capsys.readouterr().out

    given = ["河湖问题=水面垃圾", "河湖=北门江", "镇=海头镇", "问题类别=垃圾入河", "来源=河长巡河"]
    number = run("open", "河湖问题整改", "--simulated", "--with", *given).split(" ", 1)[0]
    run("do", number, "立案", "--with", "整改类别=立行立改", "--as", "市河长制办公室.受理岗")
    run("do", number, "交办", "--unit", "责任单位=海头镇", "--as", "市河长制办公室.交办岗")
    assert "海头镇.承办岗" in run("list", "--mechanism", "河湖问题整改")
    assert "定措施中" in run("do", number, "签收", "--as", "海头镇.承办岗")


def test_a_year_of_a_new_and_of_the_second_district_is_lived(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("YUNHE_KEYS", key_file(tmp_path / "主密钥", "公共"))
    second = Path(__file__).resolve().parents[2] / "examples/danzhou"
    for year, folder in (("2023", second), ("2024", found("例县", start=tmp_path))):
        assert main(["simulate", "--year", year, "--scale", "0.02", "--district", str(folder)]) == 0
        assert f"模拟{year}年：台账条目" in capsys.readouterr().out
