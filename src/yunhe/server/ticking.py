"""The clock of a site: once a minute what is due happens by itself, as `yunhe tick` would make it, in the worker."""

import sys
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.db import connection

from yunhe.server.clock import now
from yunhe.server.floor import handing
from yunhe.server.matters.tick import Ticked, tick
from yunhe.server.office import office_of
from yunhe.server.statistics.taking import take

EVERY = 60.0  # seconds


def tick_along(district: Path, stopped: threading.Event, every: float = EVERY) -> None:
    """Until it is stopped; what goes wrong is said, and tried again a minute later."""
    while not stopped.wait(every):
        _said(lambda: once(district, now()))
        connection.close()


def once(district: Path, at: datetime) -> Ticked:
    """What one round does."""
    done = tick(office_of(str(district)), at)
    take(at)
    handing.forget(at)
    return done


def _said(round_of: Callable[[], Ticked]) -> None:
    try:
        for number, why in round_of().stuck:
            print(f"{number}: {why}", file=sys.stderr)
    except Exception as error:  # the next round may find the database, or the definition, in order again
        print(f"到期的事这一分钟没有办成：{error}", file=sys.stderr)
