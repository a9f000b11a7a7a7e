"""The command `yunhe`: exit codes, whole files or none, many files, and one clear line for what goes wrong."""

import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import dying
import pytest

from yunhe import batch
from yunhe.atomic import whole_file, whole_folder
from yunhe.cli import main
from yunhe.faces import Frame
from yunhe.progress import Progress
from yunhe.reading.intake import Source

GOLD = Path(__file__).parents[1] / "gold"
REPORT = str(GOLD / "2025-gongshu.txt")


def run(*arguments: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "yunhe", *arguments]
    done: subprocess.CompletedProcess[bytes] = subprocess.run(command, capture_output=True, check=False, **options)
    return done


def left_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder of reports, one of them below."""
    folder = tmp_path / "报告"
    (folder / "下级").mkdir(parents=True)
    for number in range(9):
        (folder / f"{number}.txt").write_text(
            f"{2015 + number}年，全市地区生产总值{number + 1}00亿元，增长4%。", encoding="utf-8"
        )
    (folder / "下级" / "十.txt").write_text("新增企业10家。", encoding="utf-8")
    return folder


# How it ends


def test_a_report_is_read_to_the_terminal(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["read", REPORT]) == 0
    page = capfdbinary.readouterr().out.decode()
    assert "2206.3亿元" in page
    assert "+4%" in page


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["read", "没有.txt"], "没有.txt: 没有这个文件 → "),
        (["read", REPORT, "-f", "jsn"], "没有“jsn”这种格式 → 是不是想写“json”？"),
        (["read", REPORT, "-o", "out.abc"], "out.abc: 看不出要写成什么格式 → "),
        (["read", REPORT, "-f", "parquet"], "parquet 要写进文件 → "),
        (["read", REPORT, REPORT, "-f", "html"], "几份报告不能连着显示成 html → "),
        (["read", REPORT, REPORT, "-o", "一.html"], "一.html: 几份报告不能写成一个 html 文件 → 用 -o 一/"),
        (["read", REPORT, "-f", "csv", "-o", "."], ".: 是文件夹，csv 只写一个文件 → "),
        (["read", REPORT, REPORT, "--explain", "3"], "--explain 一次只看一份报告，这里有 2 份 → "),
        (["read", REPORT, "--explain", "99999"], "位置 99999 在文档之外 → "),
        (["read", REPORT, "-o", "/proc/没有/一.csv"], "/proc/没有/一.csv: 写不进去"),
    ],
)
def test_what_cannot_be_meant_is_said_in_one_line(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    shown = capsys.readouterr()
    assert said in shown.err
    assert shown.err.count("\n") == 1
    assert shown.out == ""
    assert left_in(tmp_path) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "缺少参数：命令"),
        (["red"], "没有这一项：'red'"),
        (["read"], "缺少参数：文件"),
        (["read", "x", "--colour"], "不认识的参数：--colour"),
        (["read", "x", "-j", "0"], "要写 1 以上的整数，不是“0”"),
        (["read", "x", "--explain", "y"], "不是整数：'y'"),
    ],
)
def test_wrong_use_ends_with_2_and_speaks_chinese(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


def test_help_names_every_format(capsys: pytest.CaptureFixture[str]) -> None:
    from yunhe.faces import faces

    with pytest.raises(SystemExit) as ended:
        main(["read", "--help"])
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    assert [name for name in faces() if f"  {name} " not in shown] == []


def test_a_bad_file_is_named_at_the_end_and_the_rest_is_done(
    reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (reports / "4.txt").write_bytes(b"")
    out = tmp_path / "一.jsonl"
    assert main(["read", str(reports), "-o", str(out)]) == 3
    docs = [json.loads(line)["doc"] for line in out.read_text(encoding="utf-8").splitlines()]
    assert list(dict.fromkeys(docs)) == [
        "0.txt",
        "1.txt",
        "2.txt",
        "3.txt",
        "5.txt",
        "6.txt",
        "7.txt",
        "8.txt",
        "下级/十.txt",
    ]
    said = capsys.readouterr().err.splitlines()
    assert said[0].startswith("读完 9 份")
    assert said[1] == "1 份读不了："
    assert said[2].startswith("4.txt: ")


def test_when_nothing_could_be_read_nothing_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "甲.txt", "乙.txt", "-o", str(tmp_path / "一.csv")]) == 2
    assert left_in(tmp_path) == []
    assert len(capsys.readouterr().err.splitlines()) == 2


def test_quiet_says_only_what_failed(reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(reports), "-q", "-o", str(tmp_path / "一.csv")]) == 0
    assert capsys.readouterr().err == ""


def test_a_defect_of_a_reader_stops_no_other_file(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from yunhe.reading import reader

    def read(document: object) -> None:
        raise ZeroDivisionError("一")

    monkeypatch.setattr(reader, "read_document", read)
    outcome = batch.read_one(Source(str(reports / "1.txt"), "1.txt"), batch.Job("jsonl", Frame()))
    assert outcome.problem is not None
    assert outcome.problem.startswith("1.txt: 程序出错（ZeroDivisionError: 一）→ ")


def test_the_reader_of_a_pipe_may_leave(tmp_path: Path) -> None:
    back, front = os.pipe()
    os.close(back)
    done = subprocess.run(
        [sys.executable, "-m", "yunhe", "read", REPORT, REPORT, "-f", "jsonl"],
        stdout=front,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(front)
    assert (done.returncode, done.stderr) == (0, b"")


def test_an_interrupt_leaves_nothing_half_written(tmp_path: Path) -> None:
    held, out = tmp_path / "等着.txt", tmp_path / "出" / "一.csv"
    os.mkfifo(held)
    command = [sys.executable, "-m", "yunhe", "read", REPORT, str(held), "-j", "1", "-o", str(out)]
    running = subprocess.Popen(command, stderr=subprocess.PIPE)
    with held.open("wb"):  # opens when the first report is written and the second is being read
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "已中断" in said.decode()
    assert left_in(tmp_path / "出") == []


# What it reads


def test_standard_input_is_read() -> None:
    done = run("read", "-", "-f", "jsonl", input=Path(REPORT).read_bytes())
    first = json.loads(done.stdout.splitlines()[0])
    assert (done.returncode, first["doc"], first["quote"]) == (0, "-", "2206.3亿元")


def test_doc_is_the_path_as_given_or_relative_to_the_folder(
    reports: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    one, folder = str(reports / "3.txt"), str(reports)
    assert main(["read", one, folder, "-f", "jsonl"]) == 0
    docs = {json.loads(line)["doc"] for line in capfdbinary.readouterr().out.splitlines()}
    assert docs == {one, *(f"{n}.txt" for n in range(9)), "下级/十.txt"}


def claims_without_doc(page: bytes) -> list[dict[str, object]]:
    return [{key: value for key, value in json.loads(line).items() if key != "doc"} for line in page.splitlines()]


def test_a_folder_gives_what_its_files_give_in_any_number_of_processes(reports: Path, tmp_path: Path) -> None:
    files = [str(reports / f"{n}.txt") for n in range(9)] + [str(reports / "下级" / "十.txt")]
    one_by_one = b"".join(run("read", file, "-f", "jsonl").stdout for file in files)
    pages = []
    for jobs in ("1", "2", "3"):
        out = tmp_path / f"{jobs}.jsonl"
        assert run("read", str(reports), "-j", jobs, "-o", str(out)).returncode == 0
        pages.append(out.read_bytes())
    assert pages[0] == pages[1] == pages[2]
    assert claims_without_doc(pages[0]) == claims_without_doc(one_by_one)
    assert len(claims_without_doc(one_by_one)) == 19


@pytest.mark.parametrize("name", ["json", "csv", "xlsx", "html", "parquet", "text"])
def test_every_format_is_the_same_from_any_number_of_processes(name: str, reports: Path, tmp_path: Path) -> None:
    for jobs in ("1", "2"):
        assert run("read", str(reports), "-f", name, "-j", jobs, "-o", str(tmp_path / jobs / "出")).returncode == 0
    found = left_in(tmp_path / "1")
    assert found == left_in(tmp_path / "2")
    assert found
    if name != "xlsx":  # a workbook carries the time of its making
        assert all((tmp_path / "1" / file).read_bytes() == (tmp_path / "2" / file).read_bytes() for file in found)


def test_a_process_that_dies_takes_one_file_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "read_one", dying.read_one)
    monkeypatch.setattr(batch, "read_chunk", dying.read_chunk)
    sources = [Source(name, name) for name in ("一", "二", "致命", "四", "五", "六", "七")]
    outcomes = list(batch.read_all(sources, batch.Job("jsonl", Frame()), 2))
    assert [outcome.name for outcome in outcomes] == [source.name for source in sources]
    assert [outcome.name for outcome in outcomes if outcome.problem] == ["致命"]


# Where it writes


@pytest.mark.parametrize("suffix", [".jsonl", ".json", ".csv", ".xlsx", ".html", ".txt"])
def test_the_suffix_of_the_output_chooses_the_format(suffix: str, tmp_path: Path) -> None:
    out = tmp_path / "新的" / f"一{suffix}"
    assert main(["read", REPORT, "-o", str(out)]) == 0
    assert left_in(tmp_path) == [f"新的/一{suffix}"]
    marks = {".xlsx": b"PK", ".csv": b"\xef\xbb\xbf", ".html": b"<!doctype", ".json": b"{", ".jsonl": b'{"doc"'}
    assert out.read_bytes().startswith(marks.get(suffix, Path(REPORT).read_bytes()))


def test_parquet_goes_beside_its_name_or_into_a_folder(tmp_path: Path) -> None:
    assert main(["read", REPORT, "-o", str(tmp_path / "出.parquet")]) == 0
    assert main(["read", REPORT, "-f", "parquet", "-o", str(tmp_path / "夹") + "/"]) == 0
    assert left_in(tmp_path) == [
        "出.claims.parquet",
        "出.documents.parquet",
        "夹/claims.parquet",
        "夹/documents.parquet",
    ]


def test_several_pages_go_into_a_folder_with_an_index(reports: Path, tmp_path: Path) -> None:
    out = tmp_path / "页"
    for _ in range(2):  # a second time into the same folder
        assert main(["read", str(reports), "-f", "html", "-o", str(out), "-q"]) == 0
    assert left_in(out) == [*(f"{n}.html" for n in range(9)), "index.html", "下级/十.html"]


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "一.txt"
    path.write_text("旧")
    path.chmod(0o640)
    with pytest.raises(TypeError), whole_file(path) as out:
        out.writelines(["新的一半".encode(), cast(bytes, None)])
    assert path.read_text() == "旧"
    with whole_file(path) as out:
        out.write("新".encode())
        assert path.read_text() == "旧"
    assert path.read_text() == "新"
    assert path.stat().st_mode & 0o777 == 0o640
    assert left_in(tmp_path) == ["一.txt"]


def test_a_link_stays_a_link_and_a_device_is_written_to(tmp_path: Path) -> None:
    (tmp_path / "真.txt").write_text("旧")
    (tmp_path / "链.txt").symlink_to("真.txt")
    with whole_file(tmp_path / "链.txt") as out:
        out.write(b"x")
    assert (tmp_path / "链.txt").is_symlink()
    assert (tmp_path / "真.txt").read_text() == "x"
    with whole_file(Path("/dev/null")) as out:
        out.write(b"x")


def test_a_folder_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "夹"
    with pytest.raises(FileNotFoundError), whole_folder(path) as folder:
        [(folder / name).write_text("半") for name in ("一", "没有/二")]
    assert left_in(tmp_path) == []
    assert not path.exists()
    for name in ("一", "二"):
        with whole_folder(path) as folder:
            (folder / name).write_text(name)
    assert left_in(tmp_path) == ["夹/一", "夹/二"]


# What it says on the way


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_counts_and_clears_its_line() -> None:
    stream = Terminal()
    with Progress(4, stream, True) as progress:
        progress.step()
    assert "1/4" in stream.getvalue()
    assert stream.getvalue().endswith("\r\x1b[K")


def test_progress_is_silent_where_nobody_looks() -> None:
    stream = Terminal()
    with Progress(4, stream, False) as progress:
        progress.step()
    assert stream.getvalue() == ""


def test_explain_names_the_rules(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", REPORT, "--explain", "322"]) == 0
    shown = capsys.readouterr().out
    assert "321–329 “2206.3亿元”" in shown
    assert "规则  " in shown


def test_check_names_every_example_that_does_not_hold(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from yunhe import proof
    from yunhe.errors import DefinitionError

    monkeypatch.setattr(proof, "count", lambda: 7)
    monkeypatch.setattr(proof, "failures", lambda: iter([DefinitionError("一.yaml", 3, "反例读出了“5G”", "收紧规则")]))
    assert main(["check"]) == 1
    assert capsys.readouterr().out == "一.yaml:3: 反例读出了“5G” → 收紧规则\n7 个例子，1 处不成立\n"
    monkeypatch.setattr(proof, "failures", lambda: iter([]))
    assert main(["check"]) == 0
    assert capsys.readouterr().out == "7 个例子，全部成立\n"


def test_systems_are_counted_by_state(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["systems", "--district", str(GOLD.parent / "districts" / "gongshu")]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("共 158 项：")


def modules_after(arguments: Sequence[str]) -> set[str]:
    """What is loaded when a command has run."""
    script = f"import sys; from yunhe.cli import main; main({list(arguments)!r}); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


def test_reading_a_text_loads_nothing_heavy() -> None:
    loaded = modules_after(["read", REPORT])
    heavy = {"pyarrow", "openpyxl", "lxml", "pypdfium2", "django", "numpy", "multiprocessing", "asyncio", "socket"}
    assert loaded & heavy == set()
