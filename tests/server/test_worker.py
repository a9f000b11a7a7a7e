"""The worker: every report is read once and audited once, whatever dies meanwhile."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import children
import pytest
from django.db import OperationalError, connection, connections
from test_shelf import GONGSHU, LAST, TEXT

from yunhe.server.clock import now
from yunhe.server.reports import child, queue, removal, shelf, working
from yunhe.server.reports.beside import Beside
from yunhe.server.reports.child import Limits
from yunhe.server.reports.models import Batch, Figure, Mark, Receipt, Remark, Report, Sentence
from yunhe.server.reports.remarking import remark
from yunhe.server.reports.working import Task, Worker, work

HANGING = """
import sys; sys.path.insert(0, {tests!r})
from yunhe import server; server.start()
from pathlib import Path
import children
from yunhe.server.reports.working import Task, Worker
if __name__ == "__main__":
    Worker(Task(Path("."), target=children.hangs)).run()
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files go to a folder of the test."""
    monkeypatch.setenv("YUNHE_FILES", str(tmp_path / "文件"))
    shelf.forget()


def drained(**task: object) -> None:
    """All that waits is done, by one worker."""
    given = {"district": GONGSHU, **task}
    Worker(Task(**given)).run(until_empty=True)


def test_what_is_put_is_read_and_audited(database: str) -> None:
    """By a process of its own; the year before is read first, though it came last; a lie about the format is noted."""
    batch = Batch.objects.create(made=now())
    put = [
        shelf.put(text.encode(), name, None, False, batch=batch)
        for text, name in ((TEXT, "江州市-2025.docx"), (LAST, "江州市-2024.txt"))
    ]
    broken = shelf.put(b"PK\x03\x04 no archive", "坏.docx", None, False, batch=batch)
    drained()
    new, old, broken = (Report.objects.get(pk=each.pk) for each in (*put, broken))
    assert (new.state, new.progress, new.format, new.worker) == ("done", 100, "txt", "")
    assert f'"2023": "{old.pk}"' in new.against
    assert "扩展名是 .docx，内容是 纯文本" in shelf.reading_of(new).document.notes[0]
    assert broken.state == "failed"
    assert broken.problem
    assert broken.remedy
    assert not shelf.path_of(broken).exists()


def test_two_workers_never_take_the_same(database: str) -> None:
    """Many at once: each report is given to one."""
    made = [shelf.put(bytes([number]), "a.txt", None, False).pk for number in range(40)]
    taken: list[str] = []

    def take_all(name: str) -> None:
        while report := queue.take(name):
            taken.append(report.pk)
        connections.close_all()

    threads = [threading.Thread(target=take_all, args=(f"甲{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == sorted(made)


def test_one_whose_worker_is_silent_is_taken_up_again_twice(database: str) -> None:
    """Then it has failed, and says so in the words of the shell."""
    report = shelf.put(b"x", "a.txt", None, False)
    for attempt in (1, 2, 3):
        taken = queue.take(f"工{attempt}")
        assert taken is not None
        assert taken.attempts == attempt
        assert queue.take("别人") is None
        Report.objects.update(beat=now() - queue.SILENT - timedelta(seconds=1))
    assert queue.take("工4") is None
    report.refresh_from_db()
    assert (report.state, report.problem, report.remedy) == ("failed", *queue.CRASHED)


def test_a_batch_is_audited_when_all_of_it_is_read(database: str) -> None:
    """So that each finds the years before it, in the order of years; what came alone does not wait for it."""
    batch = Batch.objects.create(made=now())
    unread = shelf.put(b"1", "a.txt", None, False, batch=batch)
    read = [shelf.put(bytes([65 + n]), "b.txt", None, False, batch=batch) for n in range(2)]
    for report, year in zip(read, (2024, 2023), strict=True):
        Report.objects.filter(pk=report.pk).update(state="auditing", year=year, made=unread.made)
    first = queue.take("工")
    assert first is not None
    assert first.pk == unread.pk
    assert queue.take("工") is None
    Report.objects.filter(pk=unread.pk).update(state="failed")
    assert [report.pk for report in (queue.take("工"), queue.take("工")) if report] == [read[1].pk, read[0].pk]


def test_a_child_that_is_killed_costs_an_attempt(site_of_tests: Path) -> None:
    """After the third it is given up; the next report is read."""
    report = shelf.put(b"x", "a.txt", None, False)
    drained(target=children.dies)
    report.refresh_from_db()
    assert (report.state, report.attempts, report.problem) == ("failed", 3, queue.CRASHED[0])


def test_a_defect_of_the_district_is_no_fault_of_the_file(site_of_tests: Path, tmp_path: Path) -> None:
    """It is said as it is, the file stays, and the report can be read again."""
    (tmp_path / "区").mkdir()
    (tmp_path / "区" / "vocabulary.yaml").write_text("没有这个键: 1\n", encoding="utf-8")
    report = shelf.put(TEXT.encode(), "a.txt", None, False)
    drained(district=tmp_path / "区")
    report.refresh_from_db()
    assert report.state == "failed"
    assert "没有这个键" in report.problem
    assert shelf.may_retry(report)
    shelf.retry(report)
    drained()
    report.refresh_from_db()
    assert report.state == "done"


def test_a_child_that_takes_too_long_is_killed(site_of_tests: Path) -> None:
    """The report says so, and is not begun again."""
    report = shelf.put(b"x", "a.txt", None, False)
    drained(target=children.hangs, limits=Limits(seconds=0.1))
    report.refresh_from_db()
    assert report.state == "failed"
    assert "还没有读完" in report.problem


def test_a_child_that_takes_too_much_memory_says_so(site_of_tests: Path) -> None:
    """The system refuses it, the report says what would help."""
    report = shelf.put(b"x", "a.txt", None, False)
    drained(target=children.is_greedy, limits=Limits(memory=2 * 2**30))
    report.refresh_from_db()
    assert (report.state, report.problem) == ("failed", "读它要的内存超过了上限")


def test_a_worker_that_is_killed_loses_nothing(database: str, tmp_path: Path) -> None:
    """kill -9 in the midst of reading: when its pulse has stopped, another reads the report."""
    report = shelf.put(TEXT.encode(), "江州市-2025.txt", None, False)
    program = tmp_path / "worker.py"
    program.write_text(HANGING.format(tests=str(Path(__file__).parent)), encoding="utf-8")
    process = subprocess.Popen([sys.executable, str(program)])
    until(lambda: Report.objects.get(pk=report.pk).worker != "")
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert queue.take("别人") is None
    Report.objects.update(beat=now() - queue.SILENT - timedelta(seconds=1))
    drained()
    report.refresh_from_db()
    assert (report.state, report.claims) == ("done", 3)
    assert Sentence.objects.filter(report=report).exists()


def until(holds: Callable[[], bool], seconds: float = 30.0) -> None:
    """Look until it holds."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        threading.Event().wait(0.05)


def test_a_database_out_of_reach_ends_nothing(site_of_tests: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the child blames the file, nor does the worker end: the report is read when the database is back."""

    def fails(*given: object) -> None:
        raise OperationalError("database is locked")

    report = shelf.put(TEXT.encode(), "江州市-2025.txt", None, False)
    with monkeypatch.context() as patched:
        patched.setattr(child, "do", fails)
        with pytest.raises(OperationalError):
            child._ended(report.pk, "工", GONGSHU)
        patched.setattr(working, "_LOOK", 0.01)
        patched.setattr(queue, "pulse", fails)
        worker = Worker(Task(GONGSHU, target=children.hangs))
        patched.setattr(working, "_PULSE", 0.01)
        taken = queue.take(worker.name)
        assert taken is not None
        worker._work(taken)
    report.refresh_from_db()
    assert (report.state, report.worker, report.attempts) == ("reading", "", 0)
    drained()
    report.refresh_from_db()
    assert report.is_done


def test_a_worker_that_stops_gives_back_what_it_has(site_of_tests: Path) -> None:
    """As if it had never been taken."""
    report = shelf.put(b"x", "a.txt", None, False)
    stopped = threading.Event()
    worker = Worker(Task(GONGSHU, target=children.hangs), stopped)
    taken = queue.take(worker.name)
    assert taken is not None
    stopped.set()
    worker.work(taken)
    report.refresh_from_db()
    assert (report.worker, report.attempts, report.beat) == ("", 0, None)


def test_one_that_is_deleted_meanwhile_is_let_go(site_of_tests: Path) -> None:
    """Nothing of it comes back."""
    report = shelf.put(TEXT.encode(), "a.txt", None, True)
    taken = queue.take("工")
    assert taken is not None
    removal.remove(report, "甲")
    assert not queue.pulse(taken)
    queue.fail(taken, "坏了", "")
    assert not Report.objects.exists()


def test_deleting_leaves_nothing_but_the_receipt(database: str, tmp_path: Path) -> None:
    """Text, rows, remarks and the file are gone, from the pages of the database too."""
    secret = "绝无仅有的一句话写在这里"
    report = shelf.put((TEXT + secret + "。\n").encode(), "江州市-2025.txt", None, True)
    drained()
    remark(Mark.objects.all()[0], Remark.What.DISCUSS, "甲", secret)
    receipt = removal.remove(report, "甲")
    assert receipt is not None
    assert (receipt.pk, receipt.sha256, receipt.by, receipt.why) == (report.pk, report.sha256, "甲", "asked")
    for model in (Report, Sentence, Figure, Mark, Remark):
        assert not model.objects.exists()
    assert not shelf.path_of(report).exists()
    assert removal.remove(report, "甲") is None
    if connection.vendor == "sqlite":
        connection.close()
        assert all(secret.encode() not in path.read_bytes() for path in tmp_path.iterdir() if path.is_file())


def test_drafts_expire(site_of_tests: Path) -> None:
    """The worker deletes them; published reports stay."""
    draft, public = shelf.put(b"x", "a.txt", None, True), shelf.put(b"y", "b.txt", None, False)
    Report.objects.filter(pk=draft.pk).update(expires=now())
    drained()
    assert [report.pk for report in Report.objects.all()] == [public.pk]
    assert [(receipt.by, receipt.why) for receipt in Receipt.objects.all()] == [("系统", "expired")]


def test_what_failed_long_ago_leaves_the_list(site_of_tests: Path) -> None:
    """And nobody can see any longer what was handed in with what."""
    old, new = (Batch.objects.create(made=now() - timedelta(days=days)) for days in (8, 6))
    for number, (batch, days) in enumerate(((old, 31), (new, 29))):
        report = shelf.put(bytes([number]), "a.txt", None, False, batch=batch)
        Report.objects.filter(pk=report.pk).update(state="failed", ended=now() - timedelta(days=days))
    removal.remove_expired()
    assert list(Report.objects.values_list("batch", flat=True)) == [new.pk]
    assert list(Batch.objects.all()) == [new]


def test_several_workers_share_a_queue(database: str) -> None:
    """As `yunhe work --jobs 2 --once` does."""
    for number in range(3):
        shelf.put(f"{TEXT}{number}。".encode(), f"江州市-{number}.txt", None, False)
    work(Task(GONGSHU), 2, until_empty=True)
    assert set(Report.objects.values_list("state", flat=True)) == {"done"}


def test_shelving_twice_adds_nothing(site_of_tests: Path, tmp_path: Path) -> None:
    """`yunhe shelve`: what cannot be read is named as by `yunhe read`, the rest is done."""
    for name, text in (("江州市-2024.txt", LAST), ("江州市-2025.txt", TEXT), ("空.txt", "")):
        (tmp_path / "报告").mkdir(exist_ok=True)
        (tmp_path / "报告" / name).write_text(text, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "yunhe",
        "shelve",
        str(tmp_path / "报告"),
        "--district",
        str(GONGSHU),
        "--jobs",
        "1",
    ]
    first = subprocess.run(command, capture_output=True, text=True, env=dict(os.environ))
    again = subprocess.run(command, capture_output=True, text=True, env=dict(os.environ))
    assert (first.returncode, again.returncode) == (3, 3)
    assert first.stdout == "新放上 2 份\n"
    assert again.stdout == "新放上 0 份，2 份架上已有\n"
    assert "空.txt: 文件是空的（0 字节） → 核对文件是否下载或保存完整" in first.stderr
    assert Report.objects.filter(state="done").count() == 2
    one = Report.objects.all()[0]
    gone = subprocess.run([*command[:4], "--remove", one.pk], capture_output=True, text=True, env=dict(os.environ))
    assert gone.stdout == f"{one.pk}: 已删净，摘要 {one.sha256}\n"
    assert not Report.objects.filter(pk=one.pk).exists()


def test_the_worker_beside_the_site_is_started_again_and_ends_with_it(site_of_tests: Path) -> None:
    """kill -9 of it costs the report at hand an attempt at most; nothing is left when the site ends."""
    with Beside(GONGSHU) as beside:
        first = beside.process
        os.kill(first.pid or 0, signal.SIGKILL)
        until(lambda: beside.process is not first)
        report = shelf.put(TEXT.encode(), "江州市-2025.txt", None, False)
        until(lambda: Report.objects.get(pk=report.pk).is_done, 60)
        second = beside.process
    assert not second.is_alive()
