"""The file of seals: JSON lines that can be kept where no administrator of the database reaches.

For every seal first a line `["subject",number,"hash"]` for each of its events, in order, then a line
`{"seal":{…},"signature":"…"}`. The table is the authority while sealing, the file follows it: what the table has and
the file lacks is written at the next `yunhe seal`, so a crash between the two costs nothing. What a crash left behind
the last whole seal is cut off.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from yunhe.errors import reason
from yunhe.server.errors import StoreError
from yunhe.server.ledger.seal import Listed, Seal, Sum, canonical
from yunhe.server.ledger.sealing import kept_seals, listed

VARIABLE = "YUNHE_SEALS"
DEFAULT_FILE = "yunhe.seals.jsonl"
_BLOCK = 1 << 16


class BrokenLine(Exception):
    """A line of the file that is neither an event nor a seal; its number from 1."""


def follow(path: Path) -> int:
    """Write what the table has and the file lacks, within a transaction of the caller; how many seals were added."""
    try:
        with open(os.open(path, os.O_RDWR | os.O_CREAT, 0o644), "r+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            return _follow(file, path)
    except OSError as error:
        raise StoreError(str(path), f"封存文件写不进去（{reason(error)}）", f"检查 {VARIABLE} 和磁盘空间") from None


def items(file: IO[bytes]) -> Iterator[Listed | Seal]:
    """What the lines of a file say; raises BrokenLine."""
    for number, line in enumerate(file, 1):
        try:
            yield _item(line)
        except ValueError:
            raise BrokenLine(number) from None


def _follow(file: IO[bytes], path: Path) -> int:
    last, end = _last_seal(file, path)
    number = int(last.said()["number"]) if last else 0
    if last:
        _same_ledger(number, last, path)
    file.truncate(end)
    file.seek(end)
    added = 0
    for _, seal in kept_seals(after=number):
        _write(file, seal, path)
        added += 1
    return added


def _same_ledger(number: int, last: Seal, path: Path) -> None:
    kept = next(kept_seals(after=number - 1), None)
    if kept is None or kept[1].body != last.body:
        raise StoreError(
            str(path), f"第 {number} 次封存与库里的不同", "先运行 yunhe verify；若是另一个库的文件，换一个文件名"
        )


def _write(file: IO[bytes], seal: Seal, path: Path) -> None:
    """A seal with its events; cut off again if they are no longer those that were signed."""
    before, said, found = file.tell(), seal.said(), Sum()
    for event in listed(datetime.fromisoformat(said["starts"]), datetime.fromisoformat(said["ends"])):
        found.add(event)
        file.write(event.line.encode())
    if found.digest != said["digest"]:
        file.flush()
        file.truncate(before)
        raise StoreError(
            str(path), f"第 {said['number']} 次封存的记录与签名不符，没有写进文件", "运行 yunhe verify 查明"
        )
    file.write(seal.line.encode())
    file.flush()
    os.fsync(file.fileno())


def _last_seal(file: IO[bytes], path: Path) -> tuple[Seal | None, int]:
    """The last whole seal and where its line ends, sought from the end; only what a crash left may lie behind it."""
    size = start = file.seek(0, os.SEEK_END)
    tail = b""
    while start > 0:
        step = min(_BLOCK, start)
        start = file.seek(start - step)
        tail = file.read(step) + tail
        end = tail.rfind(b"}\n") + 2  # lines of events end in a bracket
        begin = tail.rfind(b"\n", 0, end - 1) + 1
        if end > 1 and (begin > 0 or start == 0):
            return _whole_seal(tail[begin:end], path), start + end
    if size and not tail.startswith(b"["):
        raise _foreign(path)
    return None, 0


def _whole_seal(line: bytes, path: Path) -> Seal:
    try:
        item = _item(line)
    except ValueError:
        raise _foreign(path) from None
    if not isinstance(item, Seal) or not isinstance(item.said().get("number"), int):
        raise _foreign(path)
    return item


def _foreign(path: Path) -> StoreError:
    return StoreError(str(path), "不是封存文件，或被改过", f"用 yunhe verify --seals 核对，{VARIABLE} 另指一个文件")


def _item(line: bytes) -> Listed | Seal:
    value: Any = json.loads(line)
    if isinstance(value, list) and list(map(type, value)) == [str, int, str]:
        event = Listed(*value)
        if event.subject.isprintable() and event.hash.isprintable() and 0 < event.number < 1 << 63:
            return event
    if isinstance(value, dict) and isinstance(value.get("seal"), dict) and isinstance(value.get("signature"), str):
        return Seal(canonical(value["seal"]), value["signature"])
    raise ValueError(line)
