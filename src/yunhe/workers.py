"""Processes that read documents; when one dies, only the document that killed it is lost."""

import signal
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from yunhe import batch
from yunhe.batch import Job, Outcome
from yunhe.reading.intake import Source

_AHEAD = 3  # chunks a process may be ahead of the one that is waited for


def in_processes(chunks: Iterator[Sequence[Source]], job: Job, jobs: int) -> Iterator[Outcome]:
    """The outcomes of all chunks, in order; never more than a few chunks a process are under way."""
    workers = _Workers(job, jobs)
    waiting: deque[tuple[Sequence[Source], Future[list[Outcome]]]] = deque()
    try:
        for chunk in chunks:
            waiting.append((chunk, workers.start(chunk)))
            if len(waiting) >= jobs * _AHEAD:
                yield from workers.finish(*waiting.popleft())
        while waiting:
            yield from workers.finish(*waiting.popleft())
    finally:
        workers.close()


class _Workers:
    """Processes that read; when one dies, the files it had are read apart, so that the culprit is named."""

    def __init__(self, job: Job, jobs: int) -> None:
        self.job, self.jobs = job, jobs
        self.pool = _pool(jobs)

    def start(self, chunk: Sequence[Source]) -> "Future[list[Outcome]]":
        try:
            return self.pool.submit(batch.read_chunk, chunk, self.job)
        except BrokenProcessPool:
            self.pool = _pool(self.jobs)
            return self.pool.submit(batch.read_chunk, chunk, self.job)

    def finish(self, chunk: Sequence[Source], future: "Future[list[Outcome]]") -> list[Outcome]:
        try:
            return future.result()
        except BrokenProcessPool:
            return [self._apart(source) for source in chunk]

    def close(self) -> None:
        self.pool.shutdown(cancel_futures=True)

    def _apart(self, source: Source) -> Outcome:
        with _pool(1) as pool:
            try:
                return pool.submit(batch.read_one, source, self.job).result()
            except BrokenProcessPool:
                problem = "读的时候进程崩溃了（文件损坏，或内存不够）→ 单独读它，或另存后再读"
                return Outcome(source.name, problem=f"{source.name}: {problem}")


def _pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=end_on_interrupt)


def end_on_interrupt() -> None:
    """Ctrl-C ends a worker without a word; the first process speaks for all."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
