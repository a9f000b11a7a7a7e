"""Whatever breaks off a piece of work, nothing acknowledged is lost, nothing is half there, timers go on."""

import contextlib
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from yunhe.mechanisms.act import Act
from yunhe.mechanisms.library import library_of
from yunhe.mechanisms.workdays import CHINA, Calendar
from yunhe.server import statement
from yunhe.server.ledger import chain
from yunhe.server.ledger.chain import head
from yunhe.server.matters import notices, rebuild, row, work
from yunhe.server.matters.tick import tick, wake

MORNING = datetime(2025, 3, 3, 9, 0, tzinfo=CHINA)
SAMPLE = (files("yunhe.mechanisms.acts") / "sample.yaml").read_text(encoding="utf-8")
CLERK, OWNER = "窗口.受理岗", "住建局.承办岗"
REASON = {"理由": "示例"}


class Crash(BaseException):
    """The process ends here; no `except Exception` may catch it."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    kept = tmp_path / "区" / "mechanisms"
    kept.mkdir(parents=True)
    (kept / "样本.yaml").write_text(SAMPLE, encoding="utf-8")
    return kept.parent


@pytest.fixture
def office(database: str, folder: Path) -> work.Office:
    return work.Office(library_of(folder), Calendar.shipped())


def everything() -> list[object]:
    """All that the database holds of matters."""
    from django.db import connection

    found: list[object] = []
    with connection.cursor() as cursor:
        for table in ("ledger_event", "matters_matter", "matters_notice", "matters_serial"):
            cursor.execute(f"SELECT * FROM {table}")
            found.append(sorted(map(repr, cursor.fetchall())))
    return found


def crashing_after(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The statement after so many others is the last thing that happens, and it does not happen."""
    left = iter(range(count))
    run = statement.Statement._run

    def counted(self: statement.Statement, *given: Any) -> Any:
        if next(left, None) is None:
            raise Crash
        return run(self, *given)

    monkeypatch.setattr(statement.Statement, "_run", counted)


def works(office: work.Office) -> Iterator[tuple[str, Callable[[], object]]]:
    """Every kind of work that touches several rows, ready to be done."""
    one = work.open_one(office, "样本", Act("登记", "申请人", MORNING)).subject
    two = work.open_one(office, "样本", Act("登记", "申请人", MORNING)).subject
    three = work.open_one(office, "样本", Act("登记", "申请人", MORNING)).subject
    yield "open", lambda: work.open_one(office, "样本", Act("登记", "申请人", MORNING))
    yield "act", lambda: work.do(office, one, Act("受理", CLERK, MORNING))
    yield "copy", lambda: work.do(office, one, Act("抄送", OWNER, MORNING, to="督查室.督查岗"))
    yield "split", lambda: work.do(office, one, Act("拆分", OWNER, MORNING, given=REASON))
    yield "merge", lambda: work.do(office, two, Act("并案", CLERK, MORNING, given=REASON, to=one))
    yield "late", lambda: work.do(office, f"{one}-1", Act("受理", CLERK, MORNING + timedelta(days=20)))
    yield "part", lambda: work.do(office, f"{one}-1", Act("办好", OWNER, MORNING + timedelta(days=21)))
    yield "end", lambda: work.do(office, f"{one}-1", Act("通过", "住建局.复核岗", MORNING + timedelta(days=22)))
    yield "wake", lambda: wake(office, three, MORNING + timedelta(days=300))


def test_a_crash_between_any_two_statements_leaves_all_or_nothing(office: work.Office) -> None:
    from django.db import connection

    for name, do in works(office):
        before, crashes = everything(), 0
        while True:
            with pytest.MonkeyPatch.context() as patch:
                crashing_after(crashes, patch)
                try:
                    do()
                    break
                except Crash:
                    connection.close()  # as the end of the process would
            assert everything() == before, f"{name}: something stayed after statement {crashes}"
            crashes += 1
        assert crashes >= 2, name
        assert everything() != before, name
        assert list(rebuild.differences()) == [], name


def test_a_tick_that_breaks_off_is_taken_up_by_the_next(office: work.Office) -> None:
    from django.db import connection

    for _ in range(4):
        work.open_one(office, "样本", Act("登记", "申请人", MORNING))
    for crashes in range(0, 30, 3):
        with pytest.MonkeyPatch.context() as patch, contextlib.suppress(Crash):
            crashing_after(crashes, patch)
            tick(office, MORNING + timedelta(days=300))
        connection.close()
        assert list(rebuild.differences()) == []
    tick(office, MORNING + timedelta(days=300))
    fired = [event.body["do"] for number in range(1, 5) for event in chain.read(f"样本-2025-{number:06d}")]
    assert sorted(fired) == sorted(["登记", "预警", "逾期"] * 4)


def killed(folder: Path, seed: int) -> dict[str, int]:
    """What a worker had acknowledged when it was killed."""
    program = str(Path(__file__).with_name("loaded.py"))
    worker = subprocess.Popen([sys.executable, program, str(folder), str(seed)], stdout=subprocess.PIPE, text=True)
    assert worker.stdout is not None
    said: dict[str, int] = {}
    for _ in range(random.Random(seed).randint(1, 60)):
        subject, number = worker.stdout.readline().split()
        said[subject] = int(number)
    worker.kill()
    for line in worker.stdout:
        if line.endswith("\n"):
            said[line.split()[0]] = int(line.split()[1])
    worker.wait()
    return said


def nothing_is_lost(said: dict[str, int], office: work.Office, now: datetime) -> None:
    for subject, number in said.items():
        assert head(subject).number >= number, f"{subject}#{number} was acknowledged and is gone"
    assert list(rebuild.differences()) == []
    for subject in said:
        events = chain.read(subject)
        assert [event.number for event in events] == list(range(1, len(events) + 1))
    tick(office, now)
    assert tick(office, now).events == 0
    assert all(at > now for subject in said for at, *_ in row.find(subject).pending())
    fired = [
        (event.subject, event.body["clock"], event.body["run"], event.body["step"], event.body["due"])
        for subject in said
        for event in chain.read(subject)
        if event.kind == "fired"
    ]
    assert len(fired) == len(set(fired))


def kill_at_random(office: work.Office, folder: Path, times: int) -> None:
    everything_said: dict[str, int] = {}
    for seed in range(times):
        everything_said |= killed(folder, seed)
        nothing_is_lost(everything_said, office, datetime(2025, 6, 3, tzinfo=CHINA) + timedelta(days=400 * seed))
    received: list[notices.Notice] = []
    notices.hand_out(received.extend, datetime(2099, 1, 1, tzinfo=CHINA))
    assert len({notice.key for notice in received}) == len(received)


def test_five_kills_lose_nothing(office: work.Office, folder: Path) -> None:
    kill_at_random(office, folder, 5)


@pytest.mark.soak
def test_fifty_kills_lose_nothing(office: work.Office, folder: Path) -> None:
    kill_at_random(office, folder, 50)
