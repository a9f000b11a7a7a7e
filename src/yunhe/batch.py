"""Many documents: read on all cores, given back in order, few in memory at a time; a bad one never stops the rest."""

import os
from collections.abc import Generator, Iterator, Sequence
from typing import Any, NamedTuple, cast

from yunhe.errors import UnreadableError
from yunhe.faces import Face, Frame, named
from yunhe.reading.intake import Source

_LARGEST_CHUNK = 8
_WORTH = 4 * 2**20  # bytes; below, starting processes takes longer than reading


class Job(NamedTuple):
    """What is to be made of every document."""

    face: str
    frame: Frame
    on_classified_machine: bool = False


class Outcome(NamedTuple):
    """One document done: its part and what was counted, or the reason why it could not be read."""

    name: str
    part: Any = None
    claims: int = 0
    others: int = 0
    unread: int = 0
    problem: str | None = None


def read_all(sources: Sequence[Source], job: Job, jobs: int | None = None) -> Generator[Outcome, None, None]:
    """The outcome of every source, in order; `jobs` processes, or as many as are worth it."""
    jobs = _worth(sources) if jobs is None else jobs
    if jobs == 1 or len(sources) < 2 or any(source.path == "-" for source in sources):
        yield from (read_one(source, job) for source in sources)
        return
    from yunhe.workers import in_processes  # loads what one document never needs

    yield from in_processes(_chunks(sources, jobs), job, jobs)


def read_one(source: Source, job: Job) -> Outcome:
    """The outcome of one source; a defect of ours becomes a problem that names itself."""
    from yunhe.reading.intake import read_file
    from yunhe.reading.reader import read_document

    try:
        document = read_file(source.path, name=source.name, on_classified_machine=job.on_classified_machine)
        reading = read_document(document)
        part = cast(Face, named(job.face)).part(reading, job.frame)
    except UnreadableError as error:
        return Outcome(source.name, problem=str(error))
    except Exception as error:
        if os.environ.get("YUNHE_RAISE"):
            raise
        defect = f"程序出错（{type(error).__name__}: {error}）→ 请连同这份文件报告给我们"
        return Outcome(source.name, problem=f"{source.name}: {defect}")
    return Outcome(source.name, part, len(reading.claims), len(reading.others), len(reading.unread))


def read_chunk(chunk: Sequence[Source], job: Job) -> list[Outcome]:
    """The outcomes of several sources, made in one process."""
    return [read_one(source, job) for source in chunk]


def _worth(sources: Sequence[Source]) -> int:
    size = 0
    for source in sources:
        size += os.path.getsize(source.path) if os.path.isfile(source.path) else 0
        if size >= _WORTH:
            return cores()
    return 1


def cores() -> int:
    """How many processes can run at once on this machine."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _chunks(sources: Sequence[Source], jobs: int) -> Iterator[Sequence[Source]]:
    size = max(1, min(_LARGEST_CHUNK, len(sources) // (jobs * 4)))
    return (sources[at : at + size] for at in range(0, len(sources), size))
