"""Stand-ins for the process that reads: one that dies, one that hangs, one that wants all memory."""

import os
import signal
from multiprocessing.connection import Connection

from yunhe.server.reports.child import Limits, main


def dies(pipe: Connection, district: str, limits: Limits) -> None:
    """Killed, as the system kills what takes too much memory."""
    pipe.recv()
    os.kill(os.getpid(), signal.SIGKILL)


def hangs(pipe: Connection, district: str, limits: Limits) -> None:
    """Says nothing, until who asks is gone."""
    os.setsid()
    while True:
        try:
            pipe.recv()
        except EOFError:
            return


def is_greedy(pipe: Connection, district: str, limits: Limits) -> None:
    """Reads with a reader that asks for more memory than there may be."""
    from yunhe.server.reports import child

    child.do = _takes_all
    main(pipe, district, limits)


def _takes_all(*given: object) -> None:
    held = [bytearray(2**28) for _ in range(64)]
    raise AssertionError(len(held))
