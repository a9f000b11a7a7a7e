"""The worker: takes the queue, has a child process read each report, kills it when that takes too long."""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path
from secrets import token_hex
from typing import Any, NamedTuple

from django.db import DatabaseError, close_old_connections, connection

from yunhe.server.reports import queue, removal
from yunhe.server.reports.child import Ended, Limits, main
from yunhe.server.reports.models import Report

_LOOK = 0.5  # seconds between two looks at an empty queue
_PULSE = 2.0  # seconds between two pulses
_TIDY = 600.0  # seconds between two looks for expired drafts
_REPORTS = 200  # that a child reads before it is replaced
TOO_LONG = "读了 {seconds:.0f} 秒还没有读完，停下了", "分成几份再读，或另存为 docx 后再读"


class Task(NamedTuple):
    """What a worker works for: a district, within limits; `target` is what its children run."""

    district: Path
    limits: Limits = Limits()
    target: Callable[..., None] = main


class Worker:
    """One child and what it is given."""

    def __init__(self, task: Task, stopped: threading.Event | None = None) -> None:
        self.task, self.stopped = task, stopped or threading.Event()
        self.name = f"{os.getpid()}-{token_hex(6)}"
        self.child: _Child | None = None
        self.tidied = 0.0

    def run(self, *, until_empty: bool = False, done: Callable[[Report], None] | None = None) -> None:
        """Take reports until stopped, or until nothing waits and nothing is in work; `done` hears each step."""
        try:
            while not self.stopped.is_set():
                report = self._next()
                if report is not None:
                    self._work(report)
                    if done:
                        done(report)
                elif until_empty and queue.is_empty():
                    return
                else:
                    self.stopped.wait(_LOOK)
        finally:
            self.close()

    def _next(self) -> Report | None:
        """The next report; expired drafts go meanwhile. A database out of reach is tried again."""
        close_old_connections()
        try:
            if time.monotonic() - self.tidied > _TIDY or not self.tidied:
                self.tidied = time.monotonic()
                removal.remove_expired()
            return queue.take(self.name)
        except DatabaseError as error:
            self._rest(error)
            return None

    def _work(self, report: Report) -> None:
        """One step; when the database is out of reach its pulse stops, and somebody takes it again."""
        try:
            self.work(report)
        except DatabaseError as error:
            self._rest(error)

    def _rest(self, error: DatabaseError) -> None:
        print(f"数据库：{error}", file=sys.stderr)
        self.stopped.wait(_LOOK * 4)

    def work(self, report: Report) -> None:
        """One step of one report, to its end."""
        child = self.child = self.child or _Child(self.task)
        child.begin(report)
        try:
            ended = self._watch(child, report)
        except BaseException:
            self.close()
            with suppress(DatabaseError):
                queue.give_back(report)
            raise
        if ended is None:
            self.close()
        elif ended.problem:
            queue.fail(report, *ended)
        if child.reports >= _REPORTS:
            self.close()

    def _watch(self, child: "_Child", report: Report) -> Ended | None:
        """How it ended; None when the child is no longer of use, and the report is seen to."""
        began = time.monotonic()
        while not self.stopped.is_set():
            if child.has_said(_PULSE):
                ended = child.said()
                if ended is None:
                    queue.crashed(report)
                return ended
            if time.monotonic() - began > self.task.limits.seconds:
                problem, remedy = TOO_LONG
                queue.fail(report, problem.format(seconds=self.task.limits.seconds), remedy, keeps=True)
                return None
            if not queue.pulse(report):  # deleted, or taken by another
                return None
        queue.give_back(report)
        return None

    def close(self) -> None:
        """End the child."""
        if self.child:
            self.child.end()
        self.child = None


class _Child:
    """A process at the other end of a pipe."""

    def __init__(self, task: Task) -> None:
        context = get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.limits, self.reports = task.limits, 0
        self.process = context.Process(target=task.target, args=(theirs, str(task.district), task.limits), daemon=True)
        self.process.start()
        theirs.close()

    def begin(self, report: Report) -> None:
        self.reports += 1
        try:
            self.pipe.send((report.pk, report.worker))
        except OSError:
            return  # it is dead: the next look says so

    def has_said(self, seconds: float) -> bool:
        return self.pipe.poll(seconds)

    def said(self) -> Ended | None:
        """What it said; None when it died."""
        try:
            ended: Any = self.pipe.recv()
        except (EOFError, OSError):
            return None
        return Ended(*ended)

    def end(self) -> None:
        """Kill it, with whatever it started."""
        self.pipe.close()
        try:
            os.killpg(self.process.pid or 0, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):  # gone, or not yet the head of a group
            self.process.kill()
        self.process.join()


def work(task: Task, jobs: int, *, until_empty: bool = False, done: Callable[[Report], None] | None = None) -> None:
    """So many workers at once, until interrupted or done."""
    stopped = threading.Event()
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # whoever ends it gets back what it has at hand

    def one() -> None:
        try:
            Worker(task, stopped).run(until_empty=until_empty, done=done)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(jobs)]
    for thread in threads:
        thread.start()
    try:
        while any(thread.is_alive() for thread in threads):
            for thread in threads:
                thread.join(0.2)
    finally:
        stopped.set()
        for thread in threads:
            thread.join()
