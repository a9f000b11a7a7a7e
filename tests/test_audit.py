"""`yunhe audit` as a drafting office meets it: files in, findings out, exit codes, acceptance, the sheet."""

import json
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

import yunhe
from yunhe.cli import main
from yunhe.errors import UnreadableError

DRAFT = "各位代表：\n一、2024年工作回顾\n高技术产业增加值占规上工业增加值比重提高3%。全市新增企业5家。\n"
COLUMNS = "序号·页/段·原文·指标·数值·口径·时点·数据来源·责任单位·去年数·疑点·核实结果·核实人·日期"
KEYS = ["check", "severity", "message", "spans", "evidence", "remedy"]


@pytest.fixture
def draft(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "江州市-2025.txt"
    path.write_text(DRAFT, encoding="utf-8")
    return path


def found(capsys, *arguments):
    code = main(["audit", *map(str, arguments), "--format", "json"])
    return code, json.loads(capsys.readouterr().out)


def ratio(findings):
    return [finding for finding in findings if finding["check"] == "growth_in_percent"]


def test_json_has_the_keys_of_the_contract_and_spans_that_hold(draft, capsys):
    _, findings = found(capsys, draft)
    [finding] = ratio(findings)
    assert list(finding) == KEYS
    [span] = finding["spans"]
    assert span["doc"] == str(draft)
    assert DRAFT[span["start"] : span["end"]] == span["quote"] == "3%"


def test_python_gives_the_same(draft):
    findings = yunhe.audit(draft)
    assert any(finding.check == "growth_in_percent" and finding.severity == "warning" for finding in findings)


def test_python_names_what_cannot_be_read(draft):
    with pytest.raises(UnreadableError, match="无此文件"):
        yunhe.audit(draft, against=["无此文件.txt"])


def test_a_companion_that_cannot_be_read_is_named_and_the_rest_still_runs(draft, capsys):
    assert main(["audit", str(draft), "--against", "无此文件.txt", "--format", "json"]) == 3
    said = capsys.readouterr()
    assert "无此文件.txt" in said.err
    assert ratio(json.loads(said.out))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["-o", "a.doc"], "格式"),
        (["-o", "a.docx"], "不是 docx"),
        (["--format", "docx"], "-o"),
        (["--accept", "1"], "--by"),
        (["--accept", "zzz", "--by", "张三", "--because", "已核"], "zzz"),
        (["--withdraw", "abc"], "abc"),
        (["--sheet", "a.csv"], "xlsx"),
        (["--open", "-o", "a.json"], "网页"),
        (["--against", "江州市-2025.txt"], "自己"),
        (["-o", "江州市-2025.txt", "--format", "json"], "盖掉"),
        (["--returned", "江州市-2025.txt"], "xlsx"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_one_line(draft, capsys, arguments, words):
    draft = draft.relative_to(Path.cwd())
    assert main(["audit", str(draft), *arguments]) == 2
    said = capsys.readouterr().err
    assert words in said
    assert "→" in said
    assert said.count("\n") == 1
    assert draft.read_text(encoding="utf-8") == DRAFT


def test_an_accepted_finding_is_gone_until_its_sentence_changes_or_it_is_taken_back(draft, capsys):
    assert main(["audit", str(draft), "--format", "json"]) in (0, 1)
    number = str([f["check"] for f in json.loads(capsys.readouterr().out)].index("growth_in_percent") + 1)
    main(["audit", str(draft), "--accept", number, "--by", "张三", "--because", "按行业惯例"])
    assert "已认可" in capsys.readouterr().err
    assert not ratio(found(capsys, draft)[1])
    assert ratio(found(capsys, draft, "--all")[1])

    draft.write_text(DRAFT.replace("提高3%", "提高4%"), encoding="utf-8")
    assert ratio(found(capsys, draft)[1])
    main(["audit", str(draft)])
    assert "已核作废" in capsys.readouterr().out

    draft.write_text(DRAFT, encoding="utf-8")
    kept = draft.with_suffix(".已核.yaml").read_text(encoding="utf-8")
    key = next(line for line in kept.splitlines() if line.startswith('  "')).strip(' ":')
    main(["audit", str(draft), "--withdraw", key])
    assert "已撤回" in capsys.readouterr().err
    assert ratio(found(capsys, draft)[1])


def test_the_sheet_holds_every_figure_and_its_answers_come_back(draft, capsys):
    sheet = draft.with_name("核实表.xlsx")
    main(["audit", str(draft), "--sheet", str(sheet)])
    capsys.readouterr()
    book = openpyxl.load_workbook(sheet)
    head, *rows = book.active.iter_rows(values_only=True)
    assert "·".join(head[:14]) == COLUMNS
    assert len(rows) == len(yunhe.read(draft).claims)
    assert draft.with_name("核实表.未定单位.docx").is_file()

    for row in book.active.iter_rows(min_row=2):
        row[11].value, row[12].value, row[13].value = "属实", "李四", "2025-01-05"
    book.save(sheet)
    main(["audit", str(draft), "--returned", str(sheet)])
    assert f"读回 {len(rows)} 条答复" in capsys.readouterr().err
    assert not ratio(found(capsys, draft)[1])
    main(["audit", str(draft), "--sheet", str(sheet)])
    assert [row[11] for row in openpyxl.load_workbook(sheet).active.iter_rows(min_row=2, values_only=True)] == [
        "属实"
    ] * len(rows)

    draft.write_text(DRAFT.replace("提高3%", "提高4%"), encoding="utf-8")
    assert ratio(found(capsys, draft)[1])


def test_auditing_never_loads_django_or_opens_a_socket(draft):
    script = (
        "import sys, socket\n"
        "socket.socket = None\n"
        "from yunhe.cli import main\n"
        f"main(['audit', {str(draft)!r}, '--format', 'json'])\n"
        "assert not [name for name in sys.modules if name.split('.')[0] == 'django']\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture
def last(draft):
    path = draft.with_name("江州市-2024.txt")
    path.write_text(
        "一、2023年工作回顾\n地区生产总值增长5.1%。\n二、2024年工作安排\n高技术产业投资增长8%，新增企业7家，新建公园3个。\n",
        encoding="utf-8",
    )
    return path


def test_what_became_of_targets_is_shown_but_stays_out_of_json(draft, last, capsys):
    _, findings = found(capsys, draft, "--against", last)
    assert [list(finding) for finding in findings] == [KEYS] * len(findings)
    main(["audit", str(draft), "--against", str(last)])
    page = capsys.readouterr().out
    assert "目标与结果（目标 3 项：未达到 1，未再提及 2）" in page
    assert "未达到    新增企业数                  7家                     5家" in page
    main(["audit", str(draft)])
    assert "目标与结果" not in capsys.readouterr().out


def test_the_workbook_has_a_sheet_of_targets(draft, last):
    out = draft.with_name("审核.xlsx")
    main(["audit", str(draft), "--against", str(last), "-o", str(out)])
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["疑点", "目标结果", "说明"]
    heads, *rows = book["目标结果"].values
    assert heads == ("指标", "目标", "结果", "结论", "说明", "目标出处", "结果出处")
    assert ("新增企业数", "7家", "5家", "未达到", None, "江州市-2024.txt 第4段", "第3段") in rows
    main(["audit", str(draft), "-o", str(out)])
    assert openpyxl.load_workbook(out).sheetnames == ["疑点", "说明"]


def test_the_page_has_a_table_of_targets_that_leads_to_the_results(draft, last):
    out = draft.with_name("审核.html")
    main(["audit", str(draft), "--against", str(last), "-o", str(out)])
    page = out.read_text(encoding="utf-8")
    start = draft.read_text(encoding="utf-8").index("5家")
    assert f'<a href="#t{start}">5家</a>' in page
    assert f'id="t{start}"' in page
    assert "未再提及的 2 项" in page


@pytest.mark.parametrize("suffix", [".html", ".xlsx", ".json"])
def test_the_format_follows_from_the_suffix(draft, suffix, capsys):
    out = draft.with_name("审核" + suffix)
    main(["audit", str(draft), "-o", str(out)])
    assert out.stat().st_size > 100
    assert str(out) in capsys.readouterr().err


def test_the_page_marks_every_finding_and_loads_nothing(draft):
    out = draft.with_name("审核.html")
    main(["audit", str(draft), "-o", str(out), "--all"])
    page = out.read_text(encoding="utf-8")
    findings = yunhe.audit(draft)
    assert page.count('<li id="r') == len(findings)
    assert all(f'id="m{number}"' in page for number in range(1, len(findings) + 1))
    assert "http" not in page.replace("http-equiv", "")
