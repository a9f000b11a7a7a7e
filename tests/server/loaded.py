"""Works matters without end and says on stdout what was acknowledged; the test that began it kills it at some point.

python loaded.py FOLDER SEED          → lines “subject number”, each after its transaction
"""

import itertools
import random
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from yunhe import server

START = datetime(2025, 3, 3, 1, 0, tzinfo=UTC)


def main(folder: Path, seed: int) -> None:
    server.start()
    from yunhe.mechanisms.act import Act
    from yunhe.mechanisms.library import library_of
    from yunhe.mechanisms.workdays import Calendar
    from yunhe.server.matters import row, tick, work

    office = work.Office(library_of(folder), Calendar.shipped())
    chance = random.Random(seed)
    steps = {
        "待受理": ("受理", "窗口.受理岗"),
        "办理中": ("办好", "住建局.承办岗"),
        "复核中": ("通过", "住建局.复核岗"),
    }
    running: list[str] = []
    for turn in itertools.count():
        now = START + timedelta(days=400 * seed, minutes=turn)
        if len(running) < 5:
            running.append(said(work.open_one(office, "样本", Act("登记", "申请人", now))))
        number = chance.choice(running)
        if chance.random() < 0.2:
            before = row.find(number).number
            tick.wake(office, number, now + timedelta(days=30))
            if row.find(number).number > before:
                running.remove(said(row.find(number)))  # it lives in the future now
            continue
        situation = row.find(number)
        name, by = steps[situation.state]
        done = work.do(office, number, Act(name, by, now))
        said(done)
        if not done.is_open:
            running.remove(number)


def said(situation: Any) -> str:
    """Say what is now on the disk."""
    subject, number = situation.subject, situation.number
    print(subject, number, flush=True)
    return str(subject)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
