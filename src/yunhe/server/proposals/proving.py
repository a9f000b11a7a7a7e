"""The whole proof of `yunhe check` on a copy of the district in which the new version already stands.

It runs in a process of its own, which is ended when it takes too long; the district's folder is only read.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from yunhe.mechanisms.library import FOLDER
from yunhe.server.errors import StoreError

LONGEST = 180  # seconds
MOST = 100  # failures that are told
_CHILD = "import sys; from yunhe.server.proposals.proving import tell; tell(sys.argv[1])"


def failures(folder: Path, file: str, text: str) -> list[str]:
    """What does not hold in the district once this file stands in it; nothing of it is written to the district."""
    with TemporaryDirectory(prefix="yunhe-proof-") as made:
        copy = Path(made).resolve() / folder.name
        shutil.copytree(folder, copy, ignore=shutil.ignore_patterns(".*"))
        (copy / FOLDER / file).write_text(text, encoding="utf-8", newline="")
        return [line.replace(f"{copy}/", "") for line in _run(copy)]


def tell(folder: str) -> None:
    """In the other process: every failure as JSON on standard output."""
    from itertools import islice

    from yunhe.proof import district_failures

    print(json.dumps([str(failure) for failure in islice(district_failures(folder), MOST)], ensure_ascii=True))


def _run(copy: Path) -> list[str]:
    command = [sys.executable, "-c", _CHILD, str(copy)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=LONGEST, check=False, stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        raise StoreError("证明", f"{LONGEST} 秒没有跑完", "再试一次；还不行，用 yunhe check 在文件夹里看") from None
    if done.returncode:
        last = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise StoreError("证明", f"没有跑成（{last[:200]}）", "请连同这份提议报告给我们")
    found: list[str] = json.loads(done.stdout)
    return found
