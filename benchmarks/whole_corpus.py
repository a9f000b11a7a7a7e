"""Reads every file of a folder in some processes, as `yunhe read FOLDER --format jsonl` does, and watches its memory.

    python -m benchmarks.whole_corpus FOLDER PROCESSES → one line of JSON

The peak of the first process and of its children is taken when a tenth of the files is done, at the half and at the
end: when nothing piles up, they are alike but for caches of fixed size that fill. Needs /proc.
"""

import json
import os
import re
import sys
import time
from pathlib import Path

from yunhe.batch import Job, read_all
from yunhe.faces import Frame
from yunhe.reading.intake import Source, expand


def peaks() -> list[int]:
    """Peak memory in KiB of this process and of each of its children that reads, largest first among the children."""
    own = os.getpid()
    children = [pid for task in Path(f"/proc/{own}/task").iterdir() for pid in (task / "children").read_text().split()]
    return [peak_of(str(own)), *sorted(filter(None, map(peak_of, children)), reverse=True)]


def peak_of(pid: str) -> int:
    try:
        found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    except OSError:
        return 0
    return int(found[1]) if found else 0


def size_of(sources: list[Source]) -> int:
    """Bytes of UTF-8 on disk."""
    return sum(os.path.getsize(source.path) for source in sources)


def main() -> None:
    folder, processes = sys.argv[1], int(sys.argv[2])
    sources = [source for source in expand([folder]) if source.path.endswith(".txt")]
    marks = {max(1, len(sources) // 10): "tenth", len(sources) // 2: "half", len(sources): "end"}
    memory: dict[str, list[int]] = {}
    claims = problems = 0
    start = time.perf_counter()
    for done, outcome in enumerate(read_all(sources, Job("jsonl", Frame()), processes), 1):
        claims += outcome.claims
        problems += outcome.problem is not None
        if done in marks:
            memory[marks[done]] = peaks()
    seconds = time.perf_counter() - start
    figures = {"files": len(sources), "bytes": size_of(sources), "claims": claims, "problems": problems}
    print(json.dumps(figures | {"seconds": seconds, "memory": memory}))


if __name__ == "__main__":
    main()
