"""One reader in a process of its own: `python worker.py READER FILE…`; every line on stdin asks for some passes.

    at the start → {"seconds": time to load the reader}      "3" → {"seconds": per pass, "found": numbers, "peak": KiB}

Run as a file, not as a module, so that a peer's environment needs nothing of ours.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

Reader = Callable[[str], int]


def yunhe() -> Reader:
    """Yunhe, the full reading: claims with names, periods, places and links."""
    from yunhe.reading.reader import read_text

    return lambda text: len(read_text(text).claims)


def loaded(name: str) -> Reader:
    """The reader of this name; peers.py stands beside this file."""
    if name == "yunhe":
        return yunhe()
    import peers  # the folder of this file is where a script imports from

    reader: Reader = getattr(peers, name)()
    return reader


def passes(read: Reader, texts: list[str], count: int) -> tuple[float, int]:
    """Mean seconds of a pass over all texts, and how many numbers were found in one."""
    found = 0
    start = time.perf_counter()
    for _ in range(count):
        found = sum(read(text) for text in texts)
    return (time.perf_counter() - start) / count, found


def main() -> None:
    name, *files = sys.argv[1:]
    answers, sys.stdout = sys.stdout, sys.stderr  # what a peer prints goes elsewhere
    start = time.perf_counter()
    read = loaded(name)
    print(json.dumps({"seconds": time.perf_counter() - start}), file=answers, flush=True)
    texts = [Path(file).read_text(encoding="utf-8") for file in files]
    for line in sys.stdin:
        seconds, found = passes(read, texts, int(line))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(json.dumps({"seconds": seconds, "found": found, "peak": peak}), file=answers, flush=True)


if __name__ == "__main__":
    main()
