"""The worker that `yunhe serve` has beside it: a process, started again when it dies, ended with the site."""

import os
import signal
import threading
from multiprocessing import get_context
from multiprocessing.context import SpawnProcess
from pathlib import Path
from types import FrameType, TracebackType

from yunhe import server

_LOOK = 1.0  # seconds between two looks at whether it lives


class Beside:
    """`with Beside(district): …` has a worker while the block runs."""

    def __init__(self, district: Path) -> None:
        self.district, self.stopped = district, threading.Event()
        self.process = self._begun()
        self.watch = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "Beside":
        self.watch.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stopped.set()
        self.watch.join()
        self.process.terminate()
        self.process.join()

    def _begun(self) -> SpawnProcess:
        process = get_context("spawn").Process(target=work_beside, args=(os.getpid(), str(self.district)))
        process.start()
        return process

    def _watch(self) -> None:
        while not self.stopped.wait(_LOOK):
            if not self.process.is_alive():
                self.process.join()
                self.process = self._begun()


def work_beside(parent: int, district: str) -> None:
    """Work until the process that asked for it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the site is interrupted, and ends this
    signal.signal(signal.SIGTERM, _end)
    server.start()
    from yunhe.server.reports.working import Task, Worker
    from yunhe.server.ticking import tick_along

    stopped = threading.Event()

    def look() -> None:
        while os.getppid() == parent and not stopped.wait(_LOOK):
            pass
        stopped.set()

    threading.Thread(target=look, daemon=True).start()
    threading.Thread(target=tick_along, args=(Path(district), stopped), daemon=True).start()
    Worker(Task(Path(district)), stopped).run()


def _end(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)
