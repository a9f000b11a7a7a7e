"""取一份证据：从专库解密出来，核对摘要，写到一个新文件；取的人、岗位和事由记入查看日志。

yunhe evidence 信访-2025-000001#4 受理告知书 -o 告知书.pdf --as 区信访局.登记岗 --person 1003 --purpose 核对
"""

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from yunhe.errors import reason
from yunhe.server.who import add_who

if TYPE_CHECKING:
    from yunhe.types import Event, Json


def add(parser: argparse.ArgumentParser) -> None:
    """Which file of which event, to where, for whom, what for."""
    parser.add_argument("event", metavar="事项编号#记录号", help="如 信访-2025-000001#4，记录号见 yunhe run show")
    parser.add_argument("name", metavar="名称", help="证据的名称，如 受理告知书")
    parser.add_argument(
        "-o", "--output", type=Path, metavar="路径", help="写到哪里（默认用原来的文件名），已有的不覆盖"
    )
    parser.add_argument("--purpose", default="", metavar="事由", help="为什么取；每次都记下来")
    add_who(parser)


def run(given: argparse.Namespace) -> int:
    """Write the file."""
    from yunhe.server import require_tables, start

    start()
    require_tables()
    for line in _taken(given):
        print(line)
    return 0


def _taken(given: argparse.Namespace) -> Iterator[str]:
    from yunhe.definitions.fields import Field
    from yunhe.server.access import acting, duty
    from yunhe.server.access.reader import seat_of
    from yunhe.server.access.sight import Sight, facts_of
    from yunhe.server.clock import now
    from yunhe.server.explaining import up_to
    from yunhe.server.files import folder
    from yunhe.server.vault.opening import open_file

    seat = seat_of(duty.access(given), given.post, given.person, now())
    situation = acting.seen(seat, given.event.rpartition("#")[0])
    value = _value(given, up_to(given.event)[-1])
    field, sight = Field(given.name, "file", data_class="个人"), Sight(seat.scope, facts_of(situation))
    name, blocks = open_file(seat.reader, given.purpose, sight, situation.subject, field, value, folder())
    path = given.output or Path(name)
    _write(path, blocks)
    yield f"已写到 {path}，已记入查看日志"


def _value(given: argparse.Namespace, event: "Event") -> "Json":
    """What the event says of the file: said with the act, or a field that it changed."""
    from yunhe.errors import UnreadableError

    now = event.body.get("now")
    values = now.get("values") if isinstance(now, Mapping) else None
    told = [each for each in (event.body.get("given"), values) if isinstance(each, Mapping)]
    found = [each[given.name] for each in told if given.name in each]
    if not found or not isinstance(found[0], Mapping):
        raise UnreadableError(given.event, f"没有证据“{given.name}”", "用 yunhe run show 看这一步交了什么")
    return found[0]


def _write(path: Path, blocks: Iterator[bytes]) -> None:
    """A new file that only its owner reads; nothing of it stays when the content is not what was handed in."""
    import os

    from yunhe.errors import UnreadableError

    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise UnreadableError(str(path), f"写不了（{reason(error)}）", "换一个路径；已有的文件不覆盖") from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(blocks)
    except BaseException:
        path.unlink()
        raise
